"""The left side of the devices' page: the devices in their order, with how each stands."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

import msgspec
from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QDropEvent, QFontMetrics, QKeySequence, QPainter, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListWidget,
    QListWidgetItem,
    QSizePolicy,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from facemon.ui import icons, theme, words
from facemon.ui.fitting import icon_size
from facemon.ui.settings.list_row import paint_ground, paint_line, set_up

_KEY = Qt.ItemDataRole.UserRole
_MARGIN = round(1.5 * theme.SPACE)
_SMALL = 0.95
_SHARE = 0.58  # of a row, that a state beside the name may take
_USUAL = "255.255.255.255:65535"  # an address up to this length is to be read whole
_BETWEEN = 3  # pixels between name and address


class Row(msgspec.Struct, frozen=True):
    """What a row shows; texts are clean."""

    key: str
    name: str
    address: str
    state: str
    icon: str
    colour: str  # the name of a field of the theme
    group: str = ""


class DeviceList(QListWidget):
    """Shows rows; lets the user select one or several and put them in another order."""

    selected = Signal()  # `chosen` is another
    reordered = Signal()  # `keys` has the new order
    removing = Signal()  # the user wants the selected rows to go

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: dict[str, Row] = {}
        set_up(self)
        self._delegate = _Delegate(self._rows.get, self)
        self.setItemDelegate(self._delegate)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.set_movable(movable=True)
        self.setUniformItemSizes(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self.setAccessibleName(self.tr("Devices"))
        self.setAccessibleDescription(
            self.tr(
                "Alt+Up and Alt+Down move the selected device, Delete removes it; "
                "Shift with the arrow keys and Ctrl+A select several"
            )
        )
        self.itemSelectionChanged.connect(self.selected)
        for keys, step in (("Alt+Up", -1), ("Alt+Down", 1)):
            shortcut = QShortcut(QKeySequence(keys), self, context=Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(lambda step=step: self.move_current(step))
        delete = QShortcut(QKeySequence(QKeySequence.StandardKey.Delete), self)
        delete.setContext(Qt.ShortcutContext.WidgetShortcut)
        delete.activated.connect(self.removing)

    @property
    def keys(self) -> list[str]:
        """The keys in the order of the list."""
        return [str(self.item(number).data(_KEY)) for number in range(self.count())]

    @property
    def chosen(self) -> list[str]:
        """The keys of the selected rows, in the order of the list."""
        return [key for number, key in enumerate(self.keys) if self.item(number).isSelected()]

    @property
    def stacked(self) -> bool:
        """Whether the states stand below the addresses, for want of room beside them."""
        return self._delegate.stacked

    def set_movable(self, *, movable: bool) -> None:
        """Let the user put the rows in another order, or not."""
        self._movable = movable
        mode = QAbstractItemView.DragDropMode
        self.setDragDropMode(mode.InternalMove if movable else mode.NoDragDrop)

    def set_rows(self, rows: Sequence[Row], chosen: Sequence[str]) -> None:
        """Show these rows in this order, `chosen` being selected; tells nobody."""
        self.blockSignals(True)
        if [row.key for row in rows] != self.keys:
            self.clear()
            for row in rows:
                item = QListWidgetItem()
                item.setData(_KEY, row.key)
                self.addItem(item)
            self.updateGeometry()
        self.refresh(rows)
        if set(self.chosen) != set(chosen):
            self._select(chosen)
        self.blockSignals(False)

    def sizeHint(self) -> QSize:
        height = self.sizeHintForRow(0) * self.count() if self.count() else 0
        return QSize(200, height + 2)

    def minimumSizeHint(self) -> QSize:
        return QSize(160, 0)

    def refresh(self, rows: Sequence[Row]) -> None:
        """Show new words in the rows that are there."""
        self._rows.clear()
        self._rows.update({row.key: row for row in rows})
        for number, row in enumerate(rows):
            told = ", ".join(part for part in (row.name, row.group, row.address, row.state) if part)
            item = self.item(number)
            if item.data(Qt.ItemDataRole.AccessibleTextRole) != told:
                item.setData(Qt.ItemDataRole.AccessibleTextRole, told)
        self._arrange()
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def move_current(self, step: int) -> None:
        """Move the selected row up (-1) or down (1)."""
        old = self.currentRow()
        new = old + step
        if not self._movable or old < 0 or not 0 <= new < self.count():
            return
        self.blockSignals(True)
        item = self.takeItem(old)
        self.insertItem(new, item)
        self.setCurrentRow(new)
        self.blockSignals(False)
        self.viewport().update()
        self.reordered.emit()

    def _arrange(self) -> None:
        """Put the states below the names where there is no room beside them."""
        metrics = QFontMetrics(theme.font(_SMALL))
        # As wide as a countdown can get, so that the rows do not jump while it counts.
        states = {_wide(row.state) for row in self._rows.values()}
        widest = max(map(metrics.horizontalAdvance, states), default=0)
        state = widest + icon_size()
        usual = metrics.horizontalAdvance(_USUAL)
        longest = max((row.address for row in self._rows.values()), key=len, default="")
        address = min(usual, metrics.horizontalAdvance(longest))
        room = self.viewport().width() - 2 * _MARGIN
        stacked = state > room * _SHARE or state + address + _MARGIN > room
        if self._delegate.stacked != stacked:
            self._delegate.stacked = stacked
            self.doItemsLayout()
            self.updateGeometry()

    def _select(self, keys: Sequence[str]) -> None:
        wanted = set(keys)
        numbers = [number for number, key in enumerate(self.keys) if key in wanted]
        if len(numbers) == 1:
            self.setCurrentRow(numbers[0])
            return
        self.clearSelection()
        for number in numbers:
            self.item(number).setSelected(True)

    def dropEvent(self, event: QDropEvent) -> None:
        before = self.keys
        super().dropEvent(event)
        if self.keys != before:
            self.reordered.emit()


class _Delegate(QStyledItemDelegate):
    def __init__(self, row: Callable[[str], Row | None], parent: QWidget) -> None:
        super().__init__(parent)
        self._row = row
        self.stacked = False  # the state stands below the name, not beside it

    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        name = QFontMetrics(theme.font(1.05, bold=True)).height()
        lines = 2 if self.stacked else 1
        return QSize(100, name + _BETWEEN + lines * QFontMetrics(theme.font(_SMALL)).height() + 2 * theme.SPACE + 6)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        row = self._row(str(index.data(_KEY)))
        if row is None:
            return
        area = QRectF(option.rect).adjusted(1, 1, -1, -1)
        painter.save()
        paint_ground(painter, area, option.state)
        inside = area.adjusted(_MARGIN, 0, -_MARGIN, 0)
        if self.stacked:
            line = QFontMetrics(theme.font(_SMALL)).height()
            below = QRectF(inside.left(), inside.bottom() - theme.SPACE - line, inside.width(), line)
            self._paint_state(painter, row, below, below.left())
            self._paint_names(painter, row, inside.adjusted(0, 0, 0, -line))
        else:
            left = self._paint_state(painter, row, inside, None)
            self._paint_names(painter, row, inside.adjusted(0, 0, left - inside.right() - _MARGIN, 0))
        painter.restore()

    def _paint_state(self, painter: QPainter, row: Row, area: QRectF, left: float | None) -> float:
        """Paint icon and state, from `left` on or else at the right; return where they begin."""
        painter.setFont(theme.font(_SMALL))
        metrics = painter.fontMetrics()
        icon = icon_size() * 0.8
        room = area.width() * (_SHARE if left is None else 1) - icon - 4
        text = metrics.elidedText(row.state, Qt.TextElideMode.ElideRight, round(room))
        width = metrics.horizontalAdvance(text)
        if left is None:
            left = area.right() - width - icon - 5
        painter.setPen(theme.colour(row.colour))
        words = QRectF(left + icon + 4, area.top(), width + 2, area.height())
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, text)
        icons.paint(painter, row.icon, theme.colour(row.colour), left, area.center().y() - icon / 2, icon)
        return left

    def _paint_names(self, painter: QPainter, row: Row, area: QRectF) -> None:
        font = theme.font(1.05, bold=True)
        height = QFontMetrics(font).height()
        small = QFontMetrics(theme.font(_SMALL)).height()
        top = area.center().y() - (height + _BETWEEN + small) / 2
        paint_line(painter, QRectF(area.left(), top, area.width(), height), row.name, font, "text")
        line = f"{row.group}{words.SEPARATOR}{row.address}" if row.group else row.address
        below = QRectF(area.left(), top + height + _BETWEEN, area.width(), small)
        paint_line(painter, below, line, theme.font(_SMALL), "dim", Qt.TextElideMode.ElideMiddle)


def _wide(text: str) -> str:
    return re.sub(r"\d+", "00", text)
