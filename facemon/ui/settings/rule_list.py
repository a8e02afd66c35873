"""The left side of the alarms' page: every rule with what it does in one line."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from facemon.settings import RULES
from facemon.ui import icons, theme, words
from facemon.ui.fitting import icon_size
from facemon.ui.settings.list_row import paint_ground, paint_line, set_up

_NAME = Qt.ItemDataRole.UserRole
_SUMMARY = Qt.ItemDataRole.UserRole + 1
_QUIET = Qt.ItemDataRole.UserRole + 2  # it raises nothing
_SMALL = 0.92
_BETWEEN = 2  # pixels between name and summary
_MARGIN = round(1.25 * theme.SPACE)


class RuleList(QListWidget):
    """Shows the rules in their order, the most pressing first; lets the user choose one."""

    selected = Signal(str)  # the rule

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_up(self)
        self.setItemDelegate(_Delegate(self))
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setAccessibleName(self.tr("Rules"))
        for rule in RULES:
            item = QListWidgetItem()
            item.setData(_NAME, rule)
            self.addItem(item)
        self.currentItemChanged.connect(lambda item: self.selected.emit(str(item.data(_NAME))) if item else None)

    @property
    def rule(self) -> str:
        """The rule that is chosen."""
        return RULES[max(0, self.currentRow())]

    def choose(self, rule: str) -> None:
        """Choose a rule."""
        self.setCurrentRow(RULES.index(rule))

    def show_summaries(self, summaries: Mapping[str, str], quiet: Mapping[str, bool]) -> None:
        """Show these lines below the rules' names; those that are quiet raise nothing."""
        for number, rule in enumerate(RULES):
            item = self.item(number)
            item.setData(_SUMMARY, summaries[rule])
            item.setData(_QUIET, quiet[rule])
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{words.rule(rule)}, {summaries[rule]}")

    def sizeHint(self) -> QSize:
        return QSize(240, 200)

    def minimumSizeHint(self) -> QSize:
        return QSize(160, 80)


class _Delegate(QStyledItemDelegate):
    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        name = QFontMetrics(theme.font(bold=True)).height()
        return QSize(100, name + _BETWEEN + QFontMetrics(theme.font(_SMALL)).height() + 2 * theme.SPACE)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        rule, summary = str(index.data(_NAME)), str(index.data(_SUMMARY) or "")
        area = QRectF(option.rect).adjusted(1, 1, -1, -1)
        painter.save()
        paint_ground(painter, area, option.state)
        quiet = bool(index.data(_QUIET))
        icon = icon_size()
        left = area.left() + _MARGIN
        colour = theme.colour("dim") if quiet else theme.rule_colour(rule)
        icons.paint(painter, words.kind_icon(rule), colour, left, area.center().y() - icon / 2, icon)
        left += icon + _MARGIN
        room = area.right() - left - _MARGIN / 2
        strong, small = theme.font(bold=not quiet), theme.font(_SMALL)
        high, low = QFontMetrics(strong).height(), QFontMetrics(small).height()
        top = area.center().y() - (high + _BETWEEN + low) / 2
        for text, font, name, height in (
            (words.rule(rule), strong, "dim" if quiet else "text", high),
            (summary, small, "dim", low),
        ):
            paint_line(painter, QRectF(left, top, room, height), text, font, name)
            top += height + _BETWEEN
        painter.restore()
