"""The list of cards: what is in sight is drawn, and stands still where somebody reads."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QPoint,
    QRectF,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QWidget

from facemon.monitor import Arrived
from facemon.ui import theme
from facemon.ui.feed.card import CardDelegate, Look
from facemon.ui.feed.model import FeedModel
from facemon.ui.feed.pill import Pill
from facemon.ui.feed.rows_view import Index, RowsView
from facemon.ui.feed.shelf import picture_key
from facemon.ui.feed.thumbnails import Thumbnails

_Action = QAbstractItemView.CursorAction
_MOVES: dict[int, QAbstractItemView.CursorAction] = {
    Qt.Key.Key_Up: _Action.MoveUp,
    Qt.Key.Key_Down: _Action.MoveDown,
    Qt.Key.Key_PageUp: _Action.MovePageUp,
    Qt.Key.Key_PageDown: _Action.MovePageDown,
}
_BY_KEYBOARD = (
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
)
_SELECT = QItemSelectionModel.SelectionFlag.ClearAndSelect
_PILL_TOP = 4
_ROOMY = 6  # pills wide: a list in which the middle is free of names


class FeedView(RowsView):
    """Shows a FeedModel newest on top, and stands still where somebody reads.

    It follows the newest event until the guard scrolls down or selects a card; from then on what is in sight keeps its
    place to the pixel, and a pill counts what has come above.
    """

    selected_changed = Signal()
    opened = Signal()

    def __init__(self, model: FeedModel, thumbnails: Thumbnails, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._thumbnails = thumbnails
        self._cards = CardDelegate(thumbnails, self)
        self._following = True
        self._seen = 0  # the newest arrival number that has been in sight
        self._selected: int | None = None  # arrival number
        self._anchor: tuple[int, int] | None = None  # arrival number and its distance from the top, across a reset
        self._tabbed = False  # the keyboard brought the focus, and must be seen to be here
        self._mouse: QPoint | None = None
        self._hovered: int | None = None
        self._painted: list[int] = []
        self._on_painted: Callable[[list[int]], None] | None = None
        self._set_up()
        self.setMouseTracking(True)
        self.viewport().setAutoFillBackground(False)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setItemDelegate(self._cards)
        self._pill = Pill(self)
        self._pill.clicked.connect(self.go_to_newest)
        self.verticalScrollBar().valueChanged.connect(self._scrolled)
        model.modelAboutToBeReset.connect(self._remember_place)
        thumbnails.ready.connect(self._show_thumbnails)
        self.setModel(model)
        # After those of the view and of its selection, which end with nothing selected.
        model.rowsRemoved.connect(self._removed)
        model.modelReset.connect(self._model_was_reset)

    # What the panel asks

    @property
    def selected(self) -> Arrived | None:
        """The selected event."""
        row = self._selected_row()
        return self._model.row(row).arrived if row is not None else None

    @property
    def unseen(self) -> int:
        """How many shown events have come since the newest that was in sight."""
        return self._model.newer_than(self._seen)

    @property
    def painted_numbers(self) -> list[int]:
        """The arrival numbers of the cards in the last frame."""
        return self._painted

    def on_painted(self, call: Callable[[list[int]], None] | None) -> None:
        """Have `call` told, at the end of a frame, the arrival numbers in it that were not in the frame before."""
        self._on_painted = call

    def restyle(self) -> None:
        """Take up the theme, the font and the language in use."""
        self._remember_place()
        self._cards.restyle()
        self._pill.restyle()
        self._return_to_place()

    def forget_cards(self) -> None:
        """Draw every card afresh: what they say has changed."""
        self._cards.forget()
        self.viewport().update()

    def go_to_newest(self) -> None:
        """Return to the newest event and follow again. What is selected stays selected."""
        self._following = True
        self._scroll_to_value(0)
        self._note_seen()

    def go_to_oldest(self) -> None:
        """Select the oldest event."""
        if self._model.shown:
            self.select_row(self._model.shown - 1)

    def select_row(self, row: int) -> None:
        """Select the event in a row and bring it into sight; from here on the view stands still."""
        index = self._model.index(row, 0)
        if index.isValid():
            self._following = False
            self.selectionModel().setCurrentIndex(index, _SELECT)
            self.scrollTo(index)
            self._note_seen()

    def clear_selected(self) -> None:
        """Select nothing; at the top, the view follows again."""
        self.selectionModel().clear()
        if self.verticalOffset() == 0:
            self._following = True

    def updateGeometries(self) -> None:
        super().updateGeometries()
        self._cards.keep(self.viewport().height() // self._geometry.top(1) + 2)

    # What the model and the bar report

    def rowsInserted(self, _parent: Index, start: int, end: int) -> None:
        came = end - start + 1
        old_top = self._geometry.top(start)
        before = self.verticalOffset()
        self.updateGeometries()
        if not self._following and old_top <= before:
            self._scroll_to_value(before + self._geometry.top(start + came) - self._geometry.top(start))
        self._note_seen()
        self.viewport().update()

    def rowsAboutToBeRemoved(self, _parent: Index, start: int, end: int) -> None:
        row = self._selected_row()
        if row is not None and start <= row <= end:
            self.selectionModel().clear()

    def _removed(self, _parent: Index, _start: int, _end: int) -> None:
        self.updateGeometries()
        self._note_seen()
        self.viewport().update()

    def _model_was_reset(self) -> None:
        self._return_to_place()
        row = self._selected_row()
        if row is not None:
            self.selectionModel().setCurrentIndex(self._model.index(row, 0), _SELECT)
        else:
            self._set_selected(None)
            self._following = self._following or self.verticalOffset() == 0

    def dataChanged(self, _first: Index, _last: Index, _roles: Sequence[int] = ()) -> None:
        self.forget_cards()

    def scrollContentsBy(self, _dx: int, _dy: int) -> None:
        # The cards are ready to be copied: drawing them all costs no more than moving pixels and filling the gap.
        self.viewport().update()

    def selectionChanged(self, selected: QItemSelection, _deselected: QItemSelection) -> None:
        indexes = selected.indexes()
        if indexes:
            self._set_selected(self._model.row(indexes[0].row()).number)
        elif not self.selectionModel().hasSelection():
            self._set_selected(None)
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
        elif key == Qt.Key.Key_Home:
            self.go_to_newest()
        elif key == Qt.Key.Key_End:
            self.go_to_oldest()
        elif key == Qt.Key.Key_Escape and self._selected is not None:
            self.clear_selected()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._selected is not None:
            self.opened.emit()
        else:
            event.ignore()  # the window's own keys, above all Space and the digits

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._tabbed = event.reason() in _BY_KEYBOARD

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() not in (Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton):
            event.ignore()
            return
        index = self.indexAt(event.position().toPoint())
        if index.isValid():
            self.select_row(index.row())
        elif event.button() == Qt.MouseButton.LeftButton:
            self.clear_selected()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.indexAt(event.position().toPoint()).isValid():
            self.opened.emit()

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
        self._place_pill()
        self._note_seen()

    # Drawing

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), theme.colour("window"))
        ratio = self.viewport().devicePixelRatioF()
        size = self._cards.picture_size(ratio)
        self._thumbnails.set_size(size.width(), size.height())
        width = self._card_width()
        plain = Look(width, ratio)
        chosen = Look(width, ratio, selected=True, focused=self.hasFocus())
        self._hovered = self._row_under_mouse()
        selected = self._selected_row()
        for row in self._rows_in(event.rect()):
            look = chosen if row == selected else plain
            self._cards.paint_card(
                painter, self._rect_of(row), self._model, self._model.row(row), look, hovered=row == self._hovered
            )
        if self._tabbed and self.hasFocus() and selected is None:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(theme.colour("accent"), 1))
            frame = QRectF(0, 0, width, self.viewport().height()).adjusted(0.5, 0.5, -0.5, -0.5)
            painter.drawRoundedRect(frame, theme.RADIUS, theme.RADIUS)
        painter.end()
        self._after_paint()

    def _after_paint(self) -> None:
        rows = self._rows_in(self.viewport().rect())
        numbers = [self._model.row(row).number for row in rows]
        if numbers != self._painted:
            before = set(self._painted)
            self._painted = numbers
            fresh = [number for number in numbers if number not in before]
            if fresh and self._on_painted is not None:
                self._on_painted(fresh)
        page, last = len(rows) + 1, self._model.shown
        near = (
            *rows,
            *range(rows.stop, min(last, rows.stop + page)),
            *range(rows.start - 1, max(-1, rows.start - 1 - page), -1),
        )
        self._thumbnails.want((picture_key(self._model.row(row).happening) for row in near), self._model.pictures)

    def _show_thumbnails(self) -> None:
        keys = set(self._thumbnails.take_ready())
        for row in self._rows_in(self.viewport().rect()):
            if picture_key(self._model.row(row).happening) in keys:
                self.viewport().update(self._rect_of(row))

    # Small things

    def _row_under_mouse(self) -> int | None:
        return None if self._mouse is None else self._geometry.row_at(self._mouse.y() + self.verticalOffset())

    def _count(self) -> int:
        return self._model.shown

    def _row_height(self) -> int:
        return self._cards.fonts.card_height

    def _selected_row(self) -> int | None:
        return None if self._selected is None else self._model.row_of(self._selected)

    def _set_selected(self, number: int | None) -> None:
        if number != self._selected:
            self._selected = number
            self.selected_changed.emit()

    def _scrolled(self, value: int) -> None:
        if not self._placing:
            self._following = value == 0
        self._note_seen()

    def _note_seen(self) -> None:
        """Take what is at the top of the viewport for seen, and show how many have come above it."""
        first = 0 if self._following else self._geometry.first_seen(self.verticalOffset())
        if first < self._model.shown:
            self._seen = max(self._seen, self._model.row(first).number)
        self._pill.set_count(self.unseen)
        if self._pill.count:
            self._place_pill()

    def _place_pill(self) -> None:
        size, width = self._pill.sizeHint(), self._card_width()
        left = (width - size.width()) // 2
        if width < _ROOMY * size.width():  # beside the time of the card below it, where names seldom reach
            taken = self._cards.fonts.width_of(self._cards.fonts.body, "00:00:00") + 4 * theme.SPACE
            left = max(0, width - taken - size.width())
        self._pill.setGeometry(left, _PILL_TOP, size.width(), size.height())

    def _remember_place(self) -> None:
        """Note which event is where, before rows change places."""
        self._anchor = None
        if self._following or not self._geometry.count:
            return
        offset = self.verticalOffset()
        visible = self._rows_in(self.viewport().rect())
        selected = self._selected_row()
        row = selected if selected is not None and selected in visible else visible.start
        if row < self._model.shown:
            self._anchor = self._model.row(row).number, self._geometry.top(row) - offset

    def _return_to_place(self) -> None:
        """Put the event that was noted, or the next older one that is left, back where it was."""
        self.updateGeometries()
        if self._anchor is not None:
            number, distance = self._anchor
            self._scroll_to_value(self._geometry.top(self._model.newer_than(number)) - distance)
            self._anchor = None
        else:
            self._scroll_to_value(0)
        self._note_seen()
        self.viewport().update()
