"""A list that follows what is new until somebody reads, and from then on stands still."""

from __future__ import annotations

from PySide6.QtCore import QItemSelection, QItemSelectionModel, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from facemon.ui import theme
from facemon.ui.feed.model import FeedModel
from facemon.ui.feed.pill import Pill
from facemon.ui.feed.rows import BELOW_ALL, Key, Mark
from facemon.ui.feed.rows_view import Index, RowsView

_SELECT = QItemSelectionModel.SelectionFlag.ClearAndSelect
_PILL_TOP = 4
_ROOMY = 44  # line heights wide: a list in which the middle is free of names


class SteadyView(RowsView):
    """Shows a FeedModel newest on top.

    It follows the newest event until the guard scrolls down or selects a row; from then on what is in sight keeps its
    place to the pixel, and a pill counts what has come above.
    """

    selected_changed = Signal()

    def __init__(self, model: FeedModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._following = True
        self._seen = BELOW_ALL  # the place of the newest row that has been in sight
        self._selected: Mark | None = None
        self._anchor: tuple[Key, int] | None = None  # a row and its distance from the top, while rows change places
        self._pill = Pill(self)
        self._pill.clicked.connect(self.go_to_newest)

    def _watch(self) -> None:
        """Begin to show the model."""
        model = self._model
        # Before the view's own: what is in sight has to be noted as it still is.
        for about_to_change in (
            model.rowsAboutToBeInserted, model.rowsAboutToBeRemoved,
            model.rowsAboutToBeMoved, model.modelAboutToBeReset,
        ):  # fmt: skip
            about_to_change.connect(self._remember_place)
        self.verticalScrollBar().valueChanged.connect(self._scrolled)
        self.setModel(model)
        # After those of the view and of its selection, which end with nothing selected.
        model.rowsRemoved.connect(self._removed)
        model.rowsMoved.connect(self._moved)
        model.modelReset.connect(self._model_was_reset)

    # What the panel asks

    @property
    def unseen(self) -> int:
        """How many shown events have come above the newest that was in sight."""
        return self._model.events_above(self._seen)

    def go_to_newest(self) -> None:
        """Return to the newest event and follow again. What is selected stays selected as long as it is held."""
        self._following = True
        self._scroll_to_value(0)
        self._note_seen()
        self._model.let_older_go()

    def go_to_oldest(self) -> None:
        """Select the oldest event or gap."""
        last = self._nearest(self._model.last_row, -1)
        if last >= 0:
            self.select_row(last)
            self._scroll_to_value(self.verticalScrollBar().maximum())

    def select_row(self, row: int) -> None:
        """Select what is in a row and bring it into sight; from here on the view stands still."""
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

    # What the model and the bar report

    def rowsInserted(self, _parent: Index, start: int, end: int) -> None:
        came = end - start + 1
        geometry = self._geometry
        if geometry.count + came != self._count():
            self._return_to_place()
            return
        top, total = geometry.top(start), geometry.total
        geometry.insert(start, self._heights(range(start, end + 1)))
        if self._anchor is None and self._following and self.verticalOffset() == 0 and self._fit_bar():
            self._note_seen()
            self._make_room(start, came, top, geometry.total - total)
        else:
            self._return_to_place()

    def rowsAboutToBeRemoved(self, _parent: Index, start: int, end: int) -> None:
        row = self._selected_row()
        if row is not None and start <= row <= end:
            self.selectionModel().clear()

    def _removed(self, _parent: Index, start: int, end: int) -> None:
        gone = end - start + 1
        if self._geometry.count - gone == self._count():
            in_sight = self._geometry.top(start) < self.verticalOffset() + self.viewport().height()
            self._geometry.remove(start, gone)
            if not in_sight and self._fit_bar():
                self._anchor = None
                return
        self._return_to_place()

    def _moved(self) -> None:
        self.measure()
        self._return_to_place()

    def _model_was_reset(self) -> None:
        self.measure()
        self._return_to_place()
        row = self._selected_row()
        if row is not None:
            self.selectionModel().setCurrentIndex(self._model.index(row, 0), _SELECT)
        else:
            self._set_selected(None)
            self._following = self._following or self.verticalOffset() == 0

    def selectionChanged(self, selected: QItemSelection, _deselected: QItemSelection) -> None:
        indexes = selected.indexes()
        if indexes:
            self._set_selected(self._model.row(indexes[0].row()).mark)
        elif not self.selectionModel().hasSelection():
            self._set_selected(None)
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.updateGeometries()
        self._place_pill()
        self._note_seen()

    # Inside

    def _count(self) -> int:
        return self._model.rowCount()

    def _selected_row(self) -> int | None:
        return None if self._selected is None else self._model.row_of_mark(self._selected)

    def _set_selected(self, mark: Mark | None) -> None:
        if mark != self._selected:
            self._selected = mark
            self.selected_changed.emit()

    def _scrolled(self, value: int) -> None:
        if not self._placing:
            self._following = value == 0
        self._note_seen()

    def _note_seen(self) -> None:
        """Take what is at the top of the viewport for seen, and show how many have come above it."""
        first = 0 if self._following else self._geometry.first_seen(self.verticalOffset())
        if first < self._count():
            self._seen = max(self._seen, self._model.row(first).key)
        self._pill.set_count(self.unseen if first else 0)
        if self._pill.count:
            self._place_pill()

    def _place_pill(self) -> None:
        width, metrics = self._card_width(), self._pill.fontMetrics()
        narrow = width < _ROOMY * metrics.height()
        self._pill.set_short(short=narrow)
        size = self._pill.sizeHint()
        left = (width - size.width()) // 2
        if narrow:  # beside the time of the card below it, where names seldom reach
            taken = metrics.horizontalAdvance("00:00:00") + 4 * theme.SPACE
            left = max(0, width - taken - size.width())
        self._pill.setGeometry(left, _PILL_TOP, size.width(), size.height())

    def _remember_place(self) -> None:
        """Note which row is where, before rows change places."""
        self._anchor = None
        if self._following or not self._geometry.count:
            return
        offset = self.verticalOffset()
        visible = self._rows_in(self.viewport().rect())
        selected = self._selected_row()
        row = selected if selected is not None and selected in visible else visible.start
        if row < self._count():
            self._anchor = self._model.row(row).key, self._geometry.top(row) - offset

    def _make_room(self, _first: int, _came: int, _top: int, _rise: int) -> None:
        """Show, at the top of everything, that rows have come from `_first` on, `_top` pixels below the top."""
        self.viewport().update()

    def _return_to_place(self) -> None:
        """Put the row that was noted, or the next older one that is left, back where it was."""
        self.updateGeometries()
        if self._anchor is not None:
            key, distance = self._anchor
            self._scroll_to_value(self._geometry.top(self._model.rows_above(key)) - distance)
            self._anchor = None
        elif self._following:
            self._scroll_to_value(0)
        self._note_seen()
        self.viewport().update()
