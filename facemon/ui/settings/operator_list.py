"""The left side of the operators' page."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeySequence, QPainter, QShortcut
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from facemon.ui import theme, words
from facemon.ui.settings.list_row import paint_ground, paint_line, set_up
from facemon.ui.text import clean

_NAME = Qt.ItemDataRole.UserRole
_STATE = Qt.ItemDataRole.UserRole + 1
_SMALL = 0.92
_MARGIN = round(1.5 * theme.SPACE)


class OperatorList(QListWidget):
    """Shows names, and below each what will become of it; lets the user choose one."""

    selected = Signal(str)  # the name
    removing = Signal()  # the user wants the chosen one to go

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_up(self)
        self.setItemDelegate(_Delegate(self))
        self.setAccessibleName(self.tr("Operators"))
        self.setAccessibleDescription(self.tr("Delete removes the chosen operator"))
        self.currentItemChanged.connect(lambda item: self.selected.emit(str(item.data(_NAME))) if item else None)
        delete = QShortcut(QKeySequence(QKeySequence.StandardKey.Delete), self)
        delete.setContext(Qt.ShortcutContext.WidgetShortcut)
        delete.activated.connect(self.removing)

    @property
    def name(self) -> str:
        """The name that is chosen; empty for none."""
        item = self.currentItem()
        return str(item.data(_NAME)) if item is not None else ""

    @property
    def names(self) -> list[str]:
        """All names in their order."""
        return [str(self.item(number).data(_NAME)) for number in range(self.count())]

    def show_names(self, states: Mapping[str, str], chosen: str) -> None:
        """Show these names with these states, one of them chosen or none; tells nobody."""
        self.blockSignals(True)
        if self.names != list(states):
            self.clear()
            for name in states:
                item = QListWidgetItem()
                item.setData(_NAME, name)
                self.addItem(item)
        for number, (name, state) in enumerate(states.items()):
            item = self.item(number)
            item.setData(_STATE, state)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, words.joined(clean(name, 60), state))
        # With nobody in it there is nothing to be seen of a focus.
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if states else Qt.FocusPolicy.NoFocus)
        self.setCurrentRow(list(states).index(chosen) if chosen in states else -1)
        self.blockSignals(False)
        self.viewport().update()

    def sizeHint(self) -> QSize:
        return QSize(200, 120)

    def minimumSizeHint(self) -> QSize:
        return QSize(160, 60)


class _Delegate(QStyledItemDelegate):
    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        name, small = QFontMetrics(theme.font(bold=True)), QFontMetrics(theme.font(_SMALL))
        return QSize(100, name.height() + small.height() + 2 * theme.SPACE)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        name, state = clean(str(index.data(_NAME)), 60), str(index.data(_STATE) or "")
        area = QRectF(option.rect).adjusted(1, 1, -1, -1)
        painter.save()
        paint_ground(painter, area, option.state & ~QStyle.StateFlag.State_MouseOver)
        inside = area.adjusted(_MARGIN, 0, -_MARGIN, 0)
        strong, small = theme.font(bold=True), theme.font(_SMALL)
        high, low = QFontMetrics(strong).height(), QFontMetrics(small).height() if state else 0
        top = inside.center().y() - (high + low) / 2
        for text, font, colour, height in ((name, strong, "text", high), (state, small, "dim", low)):
            paint_line(painter, QRectF(inside.left(), top, inside.width(), height), text, font, colour)
            top += height
        painter.restore()
