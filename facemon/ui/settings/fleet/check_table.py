"""The table of a check: a row a device, with a box to tick where there is a certificate to be approved."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from facemon.ui import icons, theme
from facemon.ui.settings.fleet.check_rows import CheckModel

_LEAST_ROWS = 4  # in sight


class CheckTable(QTableView):
    """Shows the rows; the space bar ticks one, wherever in it the keyboard is."""

    def __init__(self, model: CheckModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = model
        self.setModel(model)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setStretchLastSection(True)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.setItemDelegateForColumn(0, _TickDelegate(self))
        self.size_columns()

    def size_columns(self) -> None:
        """Give each column the room that it usually needs."""
        metrics, mono = QFontMetrics(theme.font()), QFontMetrics(theme.font(0.85, mono=True))
        row = theme.target(2 * metrics.height() + theme.SPACE)
        self.verticalHeader().setDefaultSectionSize(row)
        self.setMinimumHeight(_LEAST_ROWS * row)
        samples = ("North gate, building", "255.255.255.255:65535", "new: compare the fingerprint…", "", "0" * 14)
        for column, sample in enumerate(samples):
            self.setColumnWidth(column, metrics.horizontalAdvance(sample) + 3 * theme.SPACE)
        self.setColumnWidth(3, mono.horizontalAdvance("0000 " * 8) + 3 * theme.SPACE)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and self.currentIndex().isValid():
            self._rows.toggle(self.currentIndex().row())
        else:
            super().keyPressEvent(event)


class _TickDelegate(QStyledItemDelegate):
    """Draws the box anew: the style's own can hardly be seen on dark ground."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().paint(painter, option, index)
        state = index.data(Qt.ItemDataRole.CheckStateRole)
        if state is None:
            return
        full = QStyleOptionViewItem(option)
        self.initStyleOption(full, index)
        widget = option.widget
        box = QRectF(widget.style().subElementRect(QStyle.SubElement.SE_ItemViewItemCheckIndicator, full, widget))
        ticked = Qt.CheckState(state) is Qt.CheckState.Checked
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colour("accent" if ticked else "dim"), 1.5))
        painter.setBrush(theme.colour("accent" if ticked else "entry"))
        painter.drawRoundedRect(box.adjusted(0.75, 0.75, -0.75, -0.75), 3, 3)
        if ticked:
            size = box.height() - 4
            icons.paint(painter, "check", theme.colour("on_accent"), box.left() + 2, box.top() + 2, size)
        painter.restore()
