"""A QListView over rows of known heights, whose work does not grow with their number.

A plain QListView lays every row out again whenever rows are added. This one computes where rows are instead
(`RowGeometry`) and asks only about those in sight; it stays a QListView for selection, focus and assistive technology.
"""

from __future__ import annotations

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, QPersistentModelIndex, QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QAccessibleEvent, QRegion
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QWidget

from facemon.ui import theme
from facemon.ui.feed.geometry import RowGeometry
from facemon.ui.scroll_bar import SteadyBar

Index = QModelIndex | QPersistentModelIndex
_Action = QAbstractItemView.CursorAction
_MARGIN = 6  # between the rows and the scroll bar


class RowsView(QListView):
    """Knows where each row is. Unless told otherwise, all are as high as the first."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._geometry = RowGeometry(theme.SPACE)
        self._placing = False  # the scroll bar is moved by the view, not by a person

    def _set_up(self) -> None:
        """Make the list what it is. Qt asks for rows while this goes on, so whatever tells of them must be there."""
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBar(SteadyBar())
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)

    def _count(self) -> int:
        """Return how many rows there are; 0 without a model."""
        model = self.model()
        return model.rowCount() if model is not None else 0

    def _row_height(self) -> int:
        """Return how high most rows are, in logical pixels."""
        return max(1, self.sizeHintForRow(0))

    def _heights(self, rows: range) -> list[int]:
        """Return how high each of these rows is, in logical pixels."""
        return [self._row_height()] * len(rows)

    def _selectable(self, row: int) -> bool:
        """Return whether a row can be selected."""
        return bool(self.model().index(row, 0).flags() & Qt.ItemFlag.ItemIsSelectable)

    @property
    def _pitch(self) -> int:
        """From one row to the next, as most rows are."""
        return self._row_height() + self._geometry.spacing

    def _selected_row(self) -> int | None:
        """Return which row is selected, if any."""
        current = self.currentIndex()
        return current.row() if current.isValid() else None

    def doItemsLayout(self) -> None:
        self.updateGeometries()
        self.viewport().update()

    def measure(self) -> None:
        """Ask for the height of every row again."""
        self._geometry = RowGeometry(theme.SPACE, self._heights(range(self._count())))
        self.updateGeometries()

    def updateGeometries(self) -> None:
        height = self.viewport().height()
        if self._geometry.count != self._count():
            self._geometry = RowGeometry(theme.SPACE, self._heights(range(self._count())))
        bar = self.verticalScrollBar()
        pitch = self._pitch
        placing, self._placing = self._placing, True
        bar.setRange(0, max(0, self._geometry.total - height))
        bar.setEnabled(bar.maximum() > 0)
        bar.setPageStep(max(pitch, height - pitch // 2))
        bar.setSingleStep(max(1, pitch // 3))
        self._placing = placing

    def _fit_bar(self) -> bool:
        """Have the scroll bar reach just as far as the rows do; false where that takes more than its range."""
        bar, most = self.verticalScrollBar(), self._geometry.total - self.viewport().height()
        if most <= 0 or not bar.isEnabled():
            return False
        placing, self._placing = self._placing, True
        bar.setMaximum(most)
        self._placing = placing
        return True

    def visualRect(self, index: Index) -> QRect:
        if not index.isValid() or not 0 <= index.row() < self._geometry.count:
            return QRect()
        return self._rect_of(index.row())

    def indexAt(self, p: QPoint) -> QModelIndex:
        row = self._geometry.row_at(p.y() + self.verticalOffset())
        return QModelIndex() if row is None else self.model().index(row, 0)

    def verticalOffset(self) -> int:
        return self.verticalScrollBar().value()

    def horizontalOffset(self) -> int:
        return 0

    def scrollTo(
        self, index: Index, hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible
    ) -> None:
        if not index.isValid():
            return
        geometry, height = self._geometry, self.viewport().height()
        top = geometry.top(index.row())
        bottom = top + geometry.height(index.row())
        value = self.verticalOffset()
        if hint == QAbstractItemView.ScrollHint.PositionAtTop:
            value = top
        elif hint == QAbstractItemView.ScrollHint.PositionAtBottom:
            value = bottom - height
        elif hint == QAbstractItemView.ScrollHint.PositionAtCenter:
            value = (top + bottom - height) // 2
        elif top < value:
            value = top
        elif bottom > value + height:
            value = min(top, bottom + geometry.spacing - height)
        self._scroll_to_value(value)

    def moveCursor(self, action: QAbstractItemView.CursorAction, _modifiers: Qt.KeyboardModifier) -> QModelIndex:
        last = self._count() - 1
        if last < 0:
            return QModelIndex()
        row = self._selected_row()
        if row is not None and row not in self._rows_in(self.viewport().rect()):
            row = None  # who has scrolled away goes on from what is in sight
        geometry, height = self._geometry, self.viewport().height()
        step = 1
        if action == _Action.MoveHome:
            row = 0
        elif action == _Action.MoveEnd:
            row, step = last, -1
        elif row is None:
            row = geometry.first_seen(self.verticalOffset())
        elif action in (_Action.MoveUp, _Action.MoveLeft, _Action.MovePrevious):
            row, step = row - 1, -1
        elif action in (_Action.MoveDown, _Action.MoveRight, _Action.MoveNext):
            row += 1
        elif action == _Action.MovePageUp:
            row, step = min(row - 1, geometry.covering(geometry.top(row) - height - 1) + 1), -1
        elif action == _Action.MovePageDown:
            row = max(row + 1, geometry.covering(geometry.top(row) + height))
        return self.model().index(self._nearest(max(0, min(row, last)), step), 0)

    def _nearest(self, row: int, step: int) -> int:
        """Return the next row that can be selected from `row` on, else the last one before it; -1 for none."""
        for rows in (range(row, self._count(), 1), range(row, -1, -1))[::step]:
            for candidate in rows:
                if self._selectable(candidate):
                    return candidate
        return -1

    def setSelection(self, rect: QRect, command: QItemSelectionModel.SelectionFlag) -> None:
        offset = self.verticalOffset()
        rows = self._geometry.between(rect.top() + offset, rect.bottom() + 1 + offset)
        selection = QItemSelection()
        first = next((row for row in rows if self._selectable(row)), None)
        if first is not None:
            index = self.model().index(first, 0)
            selection.select(index, index)
        self.selectionModel().select(selection, command)

    def visualRegionForSelection(self, selection: QItemSelection) -> QRegion:
        region = QRegion()
        visible = self._rows_in(self.viewport().rect())
        for index in selection.indexes():  # one at most
            if index.row() in visible:
                region |= QRegion(self._rect_of(index.row()))
        return region

    def currentChanged(self, current: Index, _previous: Index) -> None:
        # QListView would look the row up in the layout that it does not have.
        if current.isValid() and QAccessible.isActive():
            event = QAccessibleEvent(self, QAccessible.Event.Focus)
            event.setChild(current.row())
            QAccessible.updateAccessibility(event)

    def _rect_of(self, row: int) -> QRect:
        top, height = self._geometry.place(row)
        return QRect(0, top - self.verticalOffset(), self._card_width(), height)

    def _card_width(self) -> int:
        return max(1, self.viewport().width() - _MARGIN)

    def _rows_in(self, rect: QRect) -> range:
        offset = self.verticalOffset()
        return self._geometry.between(rect.top() + offset, rect.bottom() + 1 + offset)

    def _scroll_to_value(self, value: int) -> None:
        placing, self._placing = self._placing, True
        self.verticalScrollBar().setValue(value)
        self._placing = placing
