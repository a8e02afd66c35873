"""Where in the lane a note is written: in the card of its alarm, or below the lane once that is acknowledged."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from facemon.alarm import Alarm
from facemon.ui.alarms.alarm_card import AlarmCard
from facemon.ui.alarms.column import Column
from facemon.ui.alarms.note_field import NoteField
from facemon.ui.alarms.rows import Key, alarm_key


class Noting:
    """Has the one field for notes, and gives the keyboard back to where it was.

    Args:
        lane: keeps the field while no note is asked for.
        column: has the cards.
        late: holds the field for what is acknowledged already.
    """

    def __init__(self, lane: QWidget, column: Column, late: QVBoxLayout) -> None:
        self.field = NoteField(lane)
        self.field.hide()
        self.key: Key | None = None  # of the row whose card has the field
        self._lane = lane
        self._column = column
        self._late = late
        self._before: QWidget | None = None  # where the keyboard was

    @property
    def open(self) -> bool:
        """Whether a note is being asked for."""
        return self.field.isVisibleTo(self._lane)

    def begin(self, alarm: Alarm, *, required: bool, quick: Sequence[str]) -> None:
        """Ask for a note to an owed alarm, in its card; it cannot be acknowledged without where it is `required`."""
        self.end()
        key = alarm_key(alarm.id)
        self._column.pin(key)
        card = self._column.widget_of(key)
        if not isinstance(card, AlarmCard):
            self._column.pin(None)
            return
        self.key = key
        self.field.begin(quick, required=required, text=alarm.note)
        card.open_note(self.field)
        self._column.measure_again()
        self._column.bring_in_sight(key)
        self._take_keyboard()

    def begin_late(self, alarm: Alarm, *, quick: Sequence[str]) -> None:
        """Ask for a note to an alarm that has just been acknowledged."""
        self.end()
        self.field.begin(quick, closed=True, text=alarm.note)
        self._late.addWidget(self.field)
        self.field.show()
        self._take_keyboard()

    def end(self) -> None:
        """Ask for a note no longer."""
        card = self._column.widget_of(self.key)
        self.key = None
        if isinstance(card, AlarmCard):
            card.open_note(None)
        self._late.removeWidget(self.field)
        focused = QApplication.focusWidget()
        had_keyboard = focused is not None and self.field.isAncestorOf(focused)
        self.field.hide()
        self.field.setParent(self._lane)
        if had_keyboard and self._before is not None:
            self._before.setFocus()
        self._column.pin(None)
        self._column.measure_again()

    def _take_keyboard(self) -> None:
        focused = QApplication.focusWidget()
        if focused is not None and not self._lane.isAncestorOf(
            focused
        ):  # what the lane has may not be there afterwards
            self._before = focused
        self.field.entry.setFocus()
