"""Alarms, a board and what keeps it, for the tests of what comes to the user."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import Any

import msgspec

from facemon.alarm import Alarm, AlarmState, Outcome, Priority
from facemon.alarms.book import NoteRequired
from facemon.event import Category, Event, Person
from facemon.monitor import AlarmChanged, BoardUpdate
from facemon.ui.alarms.board import AlarmBoard


def alarm(number: int = 1, *, name: str = "Zhang San", **fields: Any) -> Alarm:
    now = round(time.time() * 1000)
    event = Event(
        uuid=f"u{number}", device_id="gate", category=Category.BLACKLIST, time_ms=now, received_ms=now,
        person=Person(name=name, user_id="7", remark="theft"), picture_size=1,
    )  # fmt: skip
    given: dict[str, Any] = {
        "rule": "blacklist", "priority": Priority.CRITICAL, "device_id": "gate", "since_ms": now - 41_000,
        "latest_ms": now, "numbers": (number,), "happening": event,
    }  # fmt: skip
    return Alarm(id=number, **given | fields)


class Keeper:
    """Closes what is acknowledged, and demands a note where it is told to."""

    def __init__(self) -> None:
        self.board: AlarmBoard | None = None
        self.notes: list[str] = []
        self.counts: list[int] = []
        self.note_required = False
        self._order = 0

    def change(self, *alarms: Alarm) -> list[BoardUpdate]:
        """Return the news of how these stand."""
        self._order += 1
        return [AlarmChanged(alarm, self._order) for alarm in alarms]

    def acknowledge(
        self, alarm_id: int, count: int, by: str, *, note: str = "", outcome: Outcome | None = None
    ) -> Sequence[BoardUpdate]:
        if self.note_required and not note:
            raise NoteRequired("a note")
        self.notes.append(note)
        self.counts.append(count)
        assert self.board is not None
        return self._with(alarm_id, state=AlarmState.CLOSED, answered_ms=5, answered_by=by)

    def undo(self, alarm_id: int, by: str) -> Sequence[BoardUpdate]:
        return self._with(alarm_id, state=AlarmState.OPEN, answered_ms=None, answered_by="")

    def look(self, alarm_id: int, by: str) -> Sequence[BoardUpdate]:
        return self._with(alarm_id, state=AlarmState.LOOKING, owner=by)

    def on_duty(self, operator: str) -> None:
        pass

    def _with(self, alarm_id: int, **fields: Any) -> Sequence[BoardUpdate]:
        assert self.board is not None
        alarm = self.board.alarm(alarm_id)
        assert alarm is not None
        return self.change(msgspec.structs.replace(alarm, **fields))


def board_of(keeper: Keeper) -> AlarmBoard:
    board = AlarmBoard(keeper)  # type: ignore[arg-type]  # has what is asked here
    board.operator = "Li"
    keeper.board = board
    return board
