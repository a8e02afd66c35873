"""A history with the alarms of a shift in it, for the tests of what reads one."""

from __future__ import annotations

from pathlib import Path

import msgspec
from shift_records import HOUR, MINUTE, busy_shift

from facemon.alarm import Alarm, AlarmState, Change
from facemon.event import Event
from facemon.history.history import History
from facemon.report.record import Record, ShiftRecord


def opened(path: Path) -> History:
    """Return a history that is being written."""
    history = History(path, on_state=lambda _: None, on_gaps=lambda _: None)
    history.start()
    assert history.opened(20)
    for device_id, name in {"north-gate": "North gate", "lobby": "Lobby"}.items():
        history.device_seen(device_id, name)
    return history


def keep_shift(path: Path, shift: ShiftRecord) -> None:
    """Write a shift into a history: the events of its alarms, what was done with them, and all the rest."""
    history = opened(path)
    for record in shift.records:
        _keep(history, record)
    for shelving in shift.shelvings:
        history.shelved(shelving.shelf)
        if shelving.ended_ms < shelving.shelf.until_ms:
            history.unshelved(shelving.shelf.device_id, shelving.shelf.rule, shelving.ended_ms)
    for duty in shift.duties:
        history.duty(duty.at_ms, duty.operator)
    for note in shift.handovers:
        history.hand_over(note.at_ms, note.by, note.text)
    for gap in shift.gaps:
        opened_gap = history.open_gap(gap.device_id, gap.from_ms, gap.cause)
        history.change_gap(msgspec.structs.replace(gap, id=opened_gap.id))
    assert history.flush(60)
    assert history.close(60)


def shifted(shift: ShiftRecord, by_ms: int) -> ShiftRecord:
    """Return the same shift so much later."""

    def moved(value: object) -> object:
        if isinstance(value, msgspec.Struct):
            changes = {name: moved(getattr(value, name)) for name in value.__struct_fields__}
            times = {
                name: at + by_ms
                for name, at in changes.items()
                if isinstance(at, int) and (name.endswith("_ms") or name == "at_ms")
            }
            return msgspec.structs.replace(value, **changes | times)
        if isinstance(value, tuple):
            return tuple(map(moved, value))
        return value

    later = moved(shift)
    assert isinstance(later, ShiftRecord)
    return later


def recent_shift(now_ms: int) -> ShiftRecord:
    """Return `busy_shift` as one of the last eight hours."""
    shift = busy_shift()
    return shifted(shift, now_ms - 5 * MINUTE - shift.shift.to_ms) if now_ms > 8 * HOUR else shift


def _keep(history: History, record: Record) -> None:
    alarm = record.alarm
    standing: Alarm = msgspec.structs.replace(
        alarm, state=AlarmState.OPEN, answered_ms=None, answered_by="", outcome=None, note=""
    )
    event = alarm.happening
    if isinstance(event, Event):
        history.put(
            msgspec.structs.replace(event, device_id=alarm.device_id), alarm.id, raised=True,
            changes=[Change(standing, record.actions[:1], alarm.id)],
        )  # fmt: skip
    history.alarm_changed([Change(alarm, record.actions[1:])])
