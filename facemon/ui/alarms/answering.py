"""What the guard does about alarms, by key or by hand: each verb of the lane, put to the board."""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QPoint

from facemon.alarm import Alarm, AlarmState, Outcome, Shelf
from facemon.alarms.book import NoteRequired
from facemon.ui import words
from facemon.ui.alarms.alarm_menu import MenuExtra, alarm_menu, may_be_shelved
from facemon.ui.alarms.lane import LOW, Lane
from facemon.ui.alarms.note_field import usual_notes
from facemon.ui.alarms.rows import AlarmRow, Key, ShelfRow, alarm_key
from facemon.ui.alarms.shelve_dialog import ShelveDialog

log = logging.getLogger(__name__)


class Answering(QObject):
    """Answers what was meant, as it was shown (`facemon.ui.alarms.standing`). Belongs to the window's thread."""

    def __init__(self, lane: Lane) -> None:
        super().__init__(lane)
        self.menu_extras: list[MenuExtra] = []  # what others add to an alarm's menu
        self._lane = lane
        self._board = lane.board
        self._source = lane.source
        self._outcome: Outcome | None = None  # of the alarm whose note is being written
        self._noted: Alarm | None = None
        self._dialog: ShelveDialog | None = None
        hand = lane.hand
        hand.acknowledged.connect(self._clicked)
        hand.note_wanted.connect(self.note)
        hand.menu_wanted.connect(self._show_menu)
        hand.ticked.connect(self._tick)
        hand.shelf_ended.connect(self._unshelve)
        lane.group_wanted.connect(self.acknowledge_low)
        lane.undo_line.undo.connect(self.undo)
        lane.undo_line.note.connect(self._late_note)
        field = lane.noting.field
        field.answered.connect(self._answer_with_note)
        field.noted.connect(self._keep_note)
        field.left.connect(self._leave_note)

    def acknowledge(self, outcome: Outcome | None = None) -> None:
        """Close the selected alarm, or what the selected row folds, as it was shown."""
        lane = self._lane
        row = lane.selected
        if row is None:
            return
        if isinstance(row, ShelfRow):  # nobody answers unseen what is kept out of sight
            lane.tell(self.tr("This is shelved: E shows what waits, S ends it"))
            return
        meant = lane.standing.meant_by_key(self._source.steady_s())
        if not meant:
            lane.show_selected()
            if row.alarms:
                lane.tell(self.tr("This has only just come: look at it, and press again"))
            return
        self._close(row.key, meant, outcome)
        lane.show_selected()

    def acknowledge_low(self) -> None:
        """Close what is of low priority, all of it together."""
        meant = self._lane.standing.meant_by_click(LOW, self._source.steady_s())
        if meant:
            self._board.acknowledge_low(meant)

    def note(self, outcome: Outcome | None = None) -> None:
        """Ask for a note to the selected alarm."""
        alarm = self._lane.selected_alarm
        if alarm is None:
            return
        self._outcome, self._noted = outcome, alarm
        self._lane.noting.begin(alarm, required=self._source.rule(alarm.rule).note_required, quick=self._quick_notes())

    def undo(self) -> None:
        """Take the last acknowledgement back, or all that one deed has closed.

        A single one is selected then: the next key is meant for it, as where the outcome was the wrong one.
        """
        alarms = self._lane.undo_line.alarms
        for alarm in alarms:
            self._board.undo(alarm)
        if len(alarms) == 1 and any(alarm.id == alarms[0].id for alarm in self._board.alarms()):
            self._lane.select(alarm_key(alarms[0].id))
            self._lane.show_selected()

    def look(self) -> None:
        """Look into the selected alarm, or do so no longer."""
        alarm = self._lane.selected_alarm
        if alarm is None:
            return
        if alarm.state is AlarmState.LOOKING:
            self._board.give_back(alarm)
        else:
            self._board.look(alarm)

    def shelve(self) -> None:
        """Ask for how long and why the selected alarm's kind is to be shelved at its device; end a selected shelf."""
        lane, row = self._lane, self._lane.selected
        if isinstance(row, ShelfRow):
            self._unshelve(row.shelf)
            return
        alarm = lane.selected_alarm
        if alarm is None or self._dialog is not None:
            return
        if not may_be_shelved(alarm):
            lane.tell(self.tr("This kind of alarm cannot be shelved"))
            return
        kind = words.rule(alarm.rule)
        if alarm.rule == "device":  # whoever shelves a door held open shelves tampering as well
            kind = self.tr("Every device alarm (tampering, door forced or held open …)")
        dialog = ShelveDialog(kind, self._source.device_name(alarm.device_id), lane.window())
        self._dialog = dialog
        dialog.accepted.connect(lambda: self._shelve(alarm, dialog))
        dialog.finished.connect(self._dialog_closed)
        dialog.open()

    def _close(self, key: Key, meant: tuple[Alarm, ...], outcome: Outcome | None = None, note: str = "") -> None:
        row = next((row for row in self._lane.rows if row.key == key), None)
        if not isinstance(row, AlarmRow):
            self._board.acknowledge_low(meant, outcome)
            return
        (alarm,) = meant
        try:
            self._board.acknowledge(alarm, note, outcome)
        except NoteRequired:
            self._lane.select(key)
            self.note(outcome)

    def _clicked(self, key: Key) -> None:
        meant = self._lane.standing.meant_by_click(key, self._source.steady_s())
        if meant:
            self._close(key, meant)
        else:
            self._lane.tell(self.tr("This has only just come here: look at it, and press again"))

    def _answer_with_note(self, note: str) -> None:
        alarm = self._noted
        if alarm is None:
            return
        meant = self._lane.standing.meant_by_click(alarm_key(alarm.id), self._source.steady_s()) or (alarm,)
        outcome = self._outcome
        self._leave_note()
        self._close(alarm_key(alarm.id), meant, outcome, note)

    def _keep_note(self, note: str) -> None:
        alarm = self._noted
        self._leave_note()
        if alarm is None:
            return
        try:
            self._board.annotate(alarm, note=note)
        except NoteRequired:
            self._lane.tell(self.tr("This kind of alarm cannot be without a note: the former one stays"))

    def _late_note(self) -> None:
        closed = self._lane.undo_line.alarms
        if len(closed) == 1:
            self._noted, self._outcome = closed[0], None
            self._lane.noting.begin_late(closed[0], quick=self._quick_notes())

    def _leave_note(self) -> None:
        self._noted = self._outcome = None
        self._lane.noting.end()
        self._lane.refresh()

    def _quick_notes(self) -> tuple[str, ...]:
        return self._source.attention().quick_notes or usual_notes()

    def _show_menu(self, at: QPoint) -> None:
        alarm = self._lane.selected_alarm
        if alarm is None:
            return

        def of_it(deed: Callable[..., None]) -> Callable[..., None]:
            """Return what does this only as long as the menu's own alarm is the selected one."""

            def do(*given: Outcome) -> None:
                selected = self._lane.selected_alarm
                if selected is not None and selected.id == alarm.id:
                    deed(*given)

            return do

        show = partial(self._lane.hand.opened.emit, alarm)
        menu = alarm_menu(
            alarm, self._lane, outcome=of_it(self.acknowledge), look=of_it(self.look), shelve=of_it(self.shelve),
            show=show,
        )  # fmt: skip
        for extra in self.menu_extras:
            extra(menu, alarm)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(at)

    def _tick(self, alarm: Alarm, line: int, on: bool) -> None:  # noqa: FBT001 - a slot
        self._board.tick(alarm, line, on=on)

    def _unshelve(self, shelf: Shelf) -> None:
        self._board.unshelve(shelf.device_id, shelf.rule)

    def _shelve(self, alarm: Alarm, dialog: ShelveDialog) -> None:
        try:
            self._board.shelve(alarm.device_id, alarm.rule, dialog.minutes, dialog.reason)
        except ValueError as error:
            log.warning("not shelved: %s", error)
            self._lane.tell(self.tr("This kind of alarm cannot be shelved"))

    def _dialog_closed(self) -> None:
        if self._dialog is not None:
            self._dialog.deleteLater()
            self._dialog = None
