"""What a history tells of alarms when it has been opened: all that somebody still owes an answer to."""

from __future__ import annotations

import itertools
import sqlite3

import msgspec

from facemon.alarm import Alarm, Shelf, Watched
from facemon.history.alarm_found import COLUMNS, with_events
from facemon.history.coding import CATEGORIES
from facemon.history.found import found
from facemon.history.query import Found

MOST_ORPHANS = 5_000

_OWED = f"SELECT {COLUMNS} FROM alarm WHERE state <> 'closed' ORDER BY id"  # noqa: S608 - constants
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
    AND NOT EXISTS (
        SELECT 1 FROM alarm_event JOIN alarm ON alarm.id = alarm_event.alarm WHERE alarm_event.event = event.id
    ) ORDER BY at_ms DESC, id DESC LIMIT ?
"""


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
