"""The list of the results: as many rows as there are, of which those in sight are asked for and drawn."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QAccessible,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QRegion,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QFrame, QWidget

from facemon.history.query import Found
from facemon.ui import theme
from facemon.ui.announce import announce
from facemon.ui.history.faces import Faces
from facemon.ui.history.results import Results
from facemon.ui.history.row_text import row_text
from facemon.ui.history.table import RowLook, RowPainter

Index = QModelIndex | QPersistentModelIndex
_Action = QAbstractItemView.CursorAction
_MOVES: dict[int, QAbstractItemView.CursorAction] = {
    Qt.Key.Key_Up: _Action.MoveUp,
    Qt.Key.Key_Down: _Action.MoveDown,
    Qt.Key.Key_PageUp: _Action.MovePageUp,
    Qt.Key.Key_PageDown: _Action.MovePageDown,
    Qt.Key.Key_Home: _Action.MoveHome,
    Qt.Key.Key_End: _Action.MoveEnd,
}
_MOST_PIXELS = 2**31 - 1  # what a scroll bar can count


class ResultsView(QAbstractItemView):
    """Shows Results by a painter of rows of one height, so that its work does not grow with their number."""

    selected_changed = Signal()

    def __init__(self, results: Results, faces: Faces, painter: RowPainter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._results = results
        self._faces = faces
        self._rows = painter
        self._selected: Found | None = None
        self._row: int | None = None  # of what is selected; Qt's current index also goes where nobody has put it
        self._wanted: int | None = None  # the row that shall be selected once it has been fetched
        self._mouse: QPoint | None = None
        self._hovered: int | None = None
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setMouseTracking(True)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setModel(results)
        self.verticalScrollBar().valueChanged.connect(self._look)
        results.fetched.connect(self._fetched)
        faces.changed.connect(self.viewport().update)

    # What the window asks

    @property
    def selected(self) -> Found | None:
        """The selected event; None for none."""
        return self._selected

    def select(self, found: Found | None) -> None:
        """Select an event, and bring it into sight where its row is in memory; None: select nothing."""
        row = None if found is None else self._results.row_of(found.id)
        self._wanted = None
        if row is not None:
            self._put_current(row)
            self.scrollTo(self._results.index(row, 0))
        else:
            self._row = None
            self.selectionModel().clear()
        self._set_selected(found)

    def select_row(self, row: int) -> None:
        """Select the event in a row, and bring it into sight; at once, or as soon as it has been fetched."""
        count = self._count()
        if not count:
            return
        row = max(0, min(row, count - 1))
        self._put_current(row)
        self.scrollTo(self._results.index(row, 0))
        found = self._results.row(row)
        self._wanted = row if found is None else None
        if found is not None:
            self._set_selected(found)

    def show_by(self, painter: RowPainter) -> None:
        """Draw the rows another way; what is at the top stays there."""
        top = self.verticalOffset() // self._pitch
        self._rows = painter
        self._lay_out_again(top)

    def restyle(self) -> None:
        """Take up the theme, the font and the language in use."""
        top = self.verticalOffset() // self._pitch
        self._rows.restyle()
        self._lay_out_again(top)

    def go_to_top(self) -> None:
        """Show the newest results."""
        self.verticalScrollBar().setValue(0)

    # What a view has to tell Qt

    def updateGeometries(self) -> None:
        super().updateGeometries()
        bar, height = self.verticalScrollBar(), self.viewport().height()
        bar.setRange(0, max(0, self._count() * self._pitch - height))
        bar.setPageStep(max(self._pitch, height - self._pitch // 2))
        bar.setSingleStep(max(1, self._pitch // 3))
        self._rows.keep(height // self._pitch + 2)

    def visualRect(self, index: Index) -> QRect:
        return self._rect_of(index.row()) if index.isValid() else QRect()

    def indexAt(self, p: QPoint) -> QModelIndex:
        row = self._row_at(p.y())
        return QModelIndex() if row is None else self._results.index(row, 0)

    def verticalOffset(self) -> int:
        return self.verticalScrollBar().value()

    def horizontalOffset(self) -> int:
        return 0

    def isIndexHidden(self, _index: Index) -> bool:
        return False

    def scrollTo(
        self, index: Index, hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible
    ) -> None:
        if not index.isValid():
            return
        top, height, value = index.row() * self._pitch, self.viewport().height(), self.verticalOffset()
        if hint == QAbstractItemView.ScrollHint.PositionAtCenter:
            value = top + (self._pitch - height) // 2
        elif top < value or hint == QAbstractItemView.ScrollHint.PositionAtTop:
            value = top
        elif top + self._pitch > value + height:
            value = min(top, top + self._pitch - height)
        self.verticalScrollBar().setValue(value)

    def moveCursor(self, action: QAbstractItemView.CursorAction, _modifiers: Qt.KeyboardModifier) -> QModelIndex:
        last = self._count() - 1
        if last < 0:
            return QModelIndex()
        row = self._row
        page = max(1, self.viewport().height() // self._pitch)
        if action == _Action.MoveHome:
            row = 0
        elif action == _Action.MoveEnd:
            row = last
        elif row is None:
            row = -(-self.verticalOffset() // self._pitch)
        elif action in (_Action.MoveUp, _Action.MoveLeft, _Action.MovePrevious):
            row -= 1
        elif action in (_Action.MoveDown, _Action.MoveRight, _Action.MoveNext):
            row += 1
        elif action == _Action.MovePageUp:
            row -= page
        elif action == _Action.MovePageDown:
            row += page
        return self._results.index(max(0, min(row, last)), 0)

    def setSelection(self, rect: QRect, command: QItemSelectionModel.SelectionFlag) -> None:
        row = self._row_at(rect.top())
        selection = QItemSelection()
        if row is not None:
            index = self._results.index(row, 0)
            selection.select(index, index)
        self.selectionModel().select(selection, command)

    def visualRegionForSelection(self, _selection: QItemSelection) -> QRegion:
        row = self._row
        return QRegion() if row is None else QRegion(self._rect_of(row))

    def reset(self) -> None:
        super().reset()
        self._row = self._wanted
        row = None if self._selected is None else self._results.row_of(self._selected.id)
        if row is not None and self._wanted is None:
            self._put_current(row)
        self.updateGeometries()
        self.viewport().update()

    def dataChanged(self, _first: Index, _last: Index, _roles: Sequence[int] = ()) -> None:
        self.viewport().update()

    def scrollContentsBy(self, _dx: int, _dy: int) -> None:
        self.viewport().update()

    # What a person does

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            event.ignore()
        elif key in _MOVES:
            index = self.moveCursor(_MOVES[key], Qt.KeyboardModifier.NoModifier)
            if index.isValid():
                self.select_row(index.row())
        elif key == Qt.Key.Key_Escape and self._selected is not None:
            self.select(None)
        else:
            event.ignore()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() not in (Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton):
            event.ignore()
            return
        place, left = event.position().toPoint(), event.button() == Qt.MouseButton.LeftButton
        row = self._row_at(place.y())
        if row is not None:
            self.select_row(row)
            if left:
                self._reveal_at(place, row)
        elif left:
            self.select(None)

    def _reveal_at(self, place: QPoint, row: int) -> None:
        """Show the picture that was pressed, if it is blurred."""
        found = self._results.row(row)
        if found is not None and self._rows.blurred_place(self._rect_of(row), found).contains(place):
            self._faces.blurring.reveal(found.id)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._mouse = event.position().toPoint()
        if self._row_under_mouse() != self._hovered:
            self.viewport().update()

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Leave, QEvent.Type.HoverLeave) and self._mouse is not None:
            self._mouse = None
            self.viewport().update()
        return super().viewportEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.updateGeometries()
        self._look()

    # Drawing

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), theme.colour("window"))
        ratio = self.viewport().devicePixelRatioF()
        size = self._rows.face_size(ratio)
        self._faces.set_size(size.width(), size.height())
        self._hovered = self._row_under_mouse()
        chosen, focused = self._row, self.hasFocus()
        for row in self._rows_in(event.rect()):
            found = self._results.row(row)
            name = "" if found is None else self._results.device_name(found.happening.device_id)
            look = RowLook(ratio, row == chosen, row == chosen and focused, row == self._hovered)
            painter.save()
            self._rows.paint(painter, self._rect_of(row), found, name, look)
            painter.restore()
        painter.end()
        self._want_faces()

    def _want_faces(self) -> None:
        rows = self._rows_in(self.viewport().rect())
        page = len(rows) + 1
        near = [*rows, *range(rows.stop, rows.stop + page), *range(rows.start - 1, rows.start - 1 - page, -1)]
        self._faces.want(found for row in near if (found := self._results.row(row)) is not None)

    # Inside

    @property
    def _pitch(self) -> int:
        return self._rows.height + self._rows.spacing

    def _count(self) -> int:
        """Return how many rows can be scrolled to: 41 million of a table, older ones by narrowing the time."""
        return min(self._results.rowCount(), _MOST_PIXELS // self._pitch)

    def _put_current(self, row: int) -> None:
        self._row = row
        index = self._results.index(row, 0)
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.viewport().update()

    def _set_selected(self, found: Found | None) -> None:
        if found != self._selected:
            self._selected = found
            self._tell_reader(found)
            self.selected_changed.emit()
        self.viewport().update()

    def _tell_reader(self, found: Found | None) -> None:
        """Have the row read: its rows are too many to be made known to a screen reader each."""
        name = "" if found is None else self._results.device_name(found.happening.device_id)
        sentence = "" if found is None else row_text(found, name).sentence
        self.setAccessibleDescription(sentence)
        if sentence and self.hasFocus() and QAccessible.isActive():
            announce(self, sentence)

    def _fetched(self) -> None:
        """Take note of rows that can be read now."""
        if self._wanted is not None:
            found = self._results.row(self._wanted)
            if found is not None:
                self._put_current(self._wanted)
                self._wanted = None
                self._set_selected(found)
        elif self._selected is not None:
            row = self._results.row_of(self._selected.id)
            if row is not None and row != self._row:
                self._put_current(row)
        self.viewport().update()
        self._look()

    def _look(self) -> None:
        rows = self._rows_in(self.viewport().rect())
        self._results.want(rows.start, rows.stop)

    def _lay_out_again(self, top: int) -> None:
        self.updateGeometries()
        self.verticalScrollBar().setValue(top * self._pitch)
        self.viewport().update()
        self._look()

    def _rect_of(self, row: int) -> QRect:
        return QRect(0, row * self._pitch - self.verticalOffset(), self.viewport().width(), self._rows.height)

    def _rows_in(self, rect: QRect) -> range:
        top = rect.top() + self.verticalOffset()
        first = max(0, top // self._pitch)
        return range(first, max(first, min(self._count(), -(-(top + rect.height()) // self._pitch))))

    def _row_at(self, y: int) -> int | None:
        row = (y + self.verticalOffset()) // self._pitch
        return row if 0 <= row < self._count() else None

    def _row_under_mouse(self) -> int | None:
        return None if self._mouse is None else self._row_at(self._mouse.y())
