"""The feed's list: it does what a person asks of it."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView

from facemon.ui.feed.drawn_view import DrawnView
from facemon.ui.feed.rows import EndRow, EventRow, Row

_Action = QAbstractItemView.CursorAction
_MOVES: dict[int, QAbstractItemView.CursorAction] = {
    Qt.Key.Key_Up: _Action.MoveUp,
    Qt.Key.Key_Down: _Action.MoveDown,
    Qt.Key.Key_PageUp: _Action.MovePageUp,
    Qt.Key.Key_PageDown: _Action.MovePageDown,
}


class FeedView(DrawnView):
    """Shows a FeedModel, of which a row can be selected, opened and asked for its menu."""

    opened = Signal()
    end_pressed = Signal()
    menu_wanted = Signal(QPoint)  # of the selected row, at this place on the screen

    # What the panel asks

    @property
    def selected(self) -> Row | None:
        """The selected row."""
        row = self._selected_row()
        return None if row is None else self._model.row(row)

    # What a person does

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            event.ignore()
        elif key in _MOVES:
            index = self.moveCursor(_MOVES[key], Qt.KeyboardModifier.NoModifier)
            if index.isValid():
                self.select_row(index.row())
        elif key == Qt.Key.Key_Home:
            self.go_to_newest()
        elif key == Qt.Key.Key_End:
            self.go_to_oldest()
        elif key == Qt.Key.Key_Escape and self._selected is not None:
            self.clear_selected()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._selected is not None:
            (self.end_pressed if isinstance(self.selected, EndRow) else self.opened).emit()
        else:
            event.ignore()  # the window's own keys, above all Space and the digits

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() not in (Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton):
            event.ignore()
            return
        place, left = event.position().toPoint(), event.button() == Qt.MouseButton.LeftButton
        row = self._row_at(place)
        if row is not None:
            self.select_row(row)
            pressed = self._model.row(row)
            if isinstance(pressed, EndRow):
                self.end_pressed.emit()
            elif isinstance(pressed, EventRow) and left:
                self._reveal_at(place, row, pressed.number)
        elif left:
            self.clear_selected()

    def _reveal_at(self, place: QPoint, row: int, number: int) -> None:
        """Show the picture that was pressed, if it is blurred."""
        if self._cards.blurred_place(number).translated(self._rect_of(row).topLeft()).contains(place):
            self._blurring.reveal(number)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        row = self._selected_row()
        if row is None:
            event.ignore()
            return
        if event.reason() == QContextMenuEvent.Reason.Mouse:
            if self._row_at(event.pos()) == row:
                self.menu_wanted.emit(event.globalPos())
        else:
            self.menu_wanted.emit(self.viewport().mapToGlobal(self._rect_of(row).center()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self._row_at(event.position().toPoint()) is not None:
            self.opened.emit()
