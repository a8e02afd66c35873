"""Makes the widgets of the lane's rows, and tells what the guard's hand does with any of them."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, QPoint, Signal

from facemon.ui.alarms.alarm_card import AlarmCard
from facemon.ui.alarms.enrolled_faces import EnrolledFaces
from facemon.ui.alarms.fold_row import FoldRow
from facemon.ui.alarms.painted import PaintedRows
from facemon.ui.alarms.pictures import AlarmPictures
from facemon.ui.alarms.row_frame import RowFrame
from facemon.ui.alarms.rows import AlarmRow, Key, Row, ShelfRow
from facemon.ui.alarms.source import Source


class RowMaker(QObject):
    """A row is chosen before anything else is done with it but acknowledging it."""

    chosen = Signal(object)  # a Key
    acknowledged = Signal(object)  # a Key: its button was pressed
    toggled = Signal(object)  # a Key: what it folds is to be shown, or no longer
    note_wanted = Signal()
    menu_wanted = Signal(QPoint)  # on the screen
    door_wanted = Signal(str)  # the id of the alarm's device
    ticked = Signal(object, int, bool)  # an Alarm, a line of its instruction
    opened = Signal(object)  # an Alarm: its event is wanted in the feed
    shelf_ended = Signal(object)  # a Shelf

    def __init__(
        self, source: Source, pictures: AlarmPictures, enrolled: EnrolledFaces, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._source = source
        self._pictures = pictures
        self._enrolled = enrolled
        self.painted = PaintedRows(self)

    def make(self, row: Row) -> RowFrame:
        """Return a new widget for a row; `show` lets it show it."""
        frame = self._card(row) if isinstance(row, AlarmRow) else self._fold(row)
        frame.chosen.connect(partial(self.chosen.emit, row.key))
        frame.acknowledged.connect(partial(self.acknowledged.emit, row.key))
        frame.painted.connect(lambda: self.painted.note(frame))
        return frame

    def show(self, widget: RowFrame, row: Row, *, selected: bool) -> bool:
        """Let a row's widget show it; return False where it shows just that already."""
        if widget.shown == (row, selected):
            return False
        widget.shown = row, selected
        if isinstance(widget, AlarmCard) and isinstance(row, AlarmRow):
            widget.show_alarm(row.alarm, selected=selected, within=row.within)
        elif isinstance(widget, FoldRow) and not isinstance(row, AlarmRow):
            widget.show_row(row, selected=selected)
        return True

    def _card(self, row: AlarmRow) -> RowFrame:
        card = AlarmCard(row.alarm, self._source, self._pictures, self._enrolled)
        card.note_wanted.connect(partial(self._want_note, row.key))
        card.menu_wanted.connect(self.menu_wanted)
        card.door_wanted.connect(lambda: self._want_door(row.key, card.alarm.device_id))
        card.ticked.connect(lambda line, on: self.ticked.emit(card.alarm, line, on))
        card.opened.connect(lambda: self.opened.emit(card.alarm))
        return card

    def _fold(self, row: Row) -> RowFrame:
        assert not isinstance(row, AlarmRow)  # noqa: S101 - for the type checker
        fold = FoldRow(row, self._source)
        fold.toggled.connect(partial(self.toggled.emit, row.key))
        fold.opened.connect(partial(self.toggled.emit, row.key))
        fold.ended.connect(lambda: self._end(fold))
        return fold

    def _want_note(self, key: Key) -> None:
        self.chosen.emit(key)
        self.note_wanted.emit()

    def _want_door(self, key: Key, device_id: str) -> None:
        self.chosen.emit(key)
        self.door_wanted.emit(device_id)

    def _end(self, fold: FoldRow) -> None:
        if isinstance(fold.row, ShelfRow):
            self.shelf_ended.emit(fold.row.shelf)
