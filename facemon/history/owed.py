"""What a history tells of alarms when it has been opened: all that somebody still owes an answer to."""

from __future__ import annotations

import itertools
import sqlite3

import msgspec

from facemon.alarm import STRIP, Alarm, AlarmState, Outcome, Priority, Shelf, Watched
from facemon.event import Happening
from facemon.history.coding import CATEGORIES
from facemon.history.found import found
from facemon.history.query import Found

MOST_ORPHANS = 5_000

# What a reader selects to make an `Alarm` of.
COLUMNS = (
    "alarm.id, rule, priority, device_id, subject, since_ms, latest_ms, count, reason, state, over_ms, quiet_until_ms,"
    " owner, missed, escalated, ticked, answered_ms, answered_by, outcome, alarm.note"
)
_OWED = f"SELECT {COLUMNS} FROM alarm WHERE state <> 'closed' ORDER BY id"  # noqa: S608 - constants
_NUMBERS = """
SELECT event FROM alarm_event JOIN event ON event.id = event WHERE alarm = ? ORDER BY event DESC LIMIT ?
"""
_SHELVES = """
SELECT device_id, rule, from_ms, until_ms, shelved_by, reason FROM shelf
WHERE ended_ms IS NULL AND from_ms <= ?1 AND until_ms > ?1 ORDER BY id
"""
_WATCHED = """
SELECT id, user_id, name, reason, from_ms, until_ms, watched_by FROM watch
WHERE ended_ms IS NULL AND ifnull(until_ms > ?, 1) ORDER BY id
"""
_ORPHANS = """
SELECT id FROM event WHERE raised = 1 AND acknowledged_ms IS NULL AND device = ? AND category = ? AND passed IS ?
    AND NOT EXISTS (SELECT 1 FROM alarm_event WHERE event = event.id) ORDER BY at_ms DESC, id DESC LIMIT ?
"""


def alarm_of(row: tuple[object, ...], numbers: tuple[int, ...] = (), happening: Happening | None = None) -> Alarm:
    """Return the alarm of a row of `COLUMNS`. What only a newer facemon knows is what comes nearest to it."""
    values = dict(zip((name for name in Alarm.__struct_fields__ if name not in _ELSEWHERE), row, strict=True))
    values["priority"] = Priority(max(1, min(4, int(str(values["priority"])))))
    values["state"] = _STATES.get(str(values["state"]), AlarmState.OPEN)
    values["outcome"] = _OUTCOMES.get(str(values["outcome"]))
    values["missed"] = bool(values["missed"])
    values["ticked"] = tuple(int(line) for line in str(values["ticked"]).split())
    return Alarm(**values, numbers=numbers, happening=happening)  # type: ignore[arg-type]


_ELSEWHERE = ("numbers", "happening")
_STATES = {state.value: state for state in AlarmState}
_OUTCOMES = {outcome.value: outcome for outcome in Outcome}


class Owed(msgspec.Struct, frozen=True, kw_only=True):
    """What is still to be answered, and what bears upon that."""

    alarms: tuple[Alarm, ...]
    shelves: tuple[Shelf, ...]
    watch_list: tuple[Watched, ...]
    operator: str
    orphans: tuple[Found, ...]


def read(connection: sqlite3.Connection, now_ms: int) -> Owed:
    """Return it, as of a moment in Unix milliseconds."""
    duty = connection.execute("SELECT operator FROM duty ORDER BY id DESC LIMIT 1").fetchone()
    return Owed(
        alarms=with_events(connection, connection.execute(_OWED).fetchall()),
        shelves=tuple(Shelf(*row) for row in connection.execute(_SHELVES, (now_ms,)).fetchall()),
        watch_list=tuple(_watched(row) for row in connection.execute(_WATCHED, (now_ms,)).fetchall()),
        operator="" if duty is None else duty[0],
        orphans=_orphans(connection),
    )


def with_events(connection: sqlite3.Connection, rows: list[tuple[object, ...]]) -> tuple[Alarm, ...]:
    """Return the alarms of rows of `COLUMNS` with the newest of their events that are kept."""
    numbers = {
        row[0]: tuple(event for (event,) in reversed(connection.execute(_NUMBERS, (row[0], STRIP)).fetchall()))
        for row in rows
    }
    newest = [events[-1] for events in numbers.values() if events]
    happenings = {event.id: event.happening for event in found(connection, newest)}
    return tuple(
        alarm_of(row, numbers[row[0]], happenings.get(numbers[row[0]][-1]) if numbers[row[0]] else None) for row in rows
    )


def _orphans(connection: sqlite3.Connection) -> tuple[Found, ...]:
    """Return the events that somebody has to acknowledge and no alarm has: the newest of them, the oldest first."""
    slots: list[int] = []
    devices = [row for (row,) in connection.execute("SELECT id FROM device").fetchall()]
    for device, category, passed in itertools.product(devices, CATEGORIES, (None, 0, 1)):
        rows = connection.execute(_ORPHANS, (device, category, passed, MOST_ORPHANS)).fetchall()
        slots += [row for (row,) in rows]
    return tuple(found(connection, sorted(slots)[-MOST_ORPHANS:]))


def _watched(row: tuple[int, str, str, str, int, int | None, str]) -> Watched:
    return Watched(**dict(zip(Watched.__struct_fields__, row, strict=True)))  # type: ignore[arg-type]
