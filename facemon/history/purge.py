"""The events that are to go, found and taken out step by step. For the thread that writes."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from typing import NamedTuple

from facemon.history.removal import Removed, remove_events
from facemon.history.space import room
from facemon.history.steps import transaction

_OWN_BYTES = 2_000  # what an event takes at most besides picture and raw text, indexes included
_LONGEST_CHARACTER = 4  # bytes
_LEAST = -(2**63)

# An event of an alarm that is owed may say itself that it is answered, for a moment after that was undone.
UNANSWERED = """
    raised = 1 AND acknowledged_ms IS NULL OR EXISTS (
        SELECT 1 FROM alarm_event JOIN alarm ON alarm.id = alarm_event.alarm
        WHERE alarm_event.event = event.id AND state <> 'closed'
    )
"""
# What is told of long ago beside events and alarms, and has no bearing on today.
_OLD = tuple(
    f"DELETE FROM {table} WHERE id IN (SELECT id FROM {table} WHERE {condition} LIMIT ?2)"  # noqa: S608 - constants
    for table, condition in (
        ("shelf", "from_ms < ?1 AND until_ms < ?1"),
        ("watch", "min(ifnull(ended_ms, until_ms), ifnull(until_ms, ended_ms)) < ?1"),
        ("duty", "at_ms < ?1 AND id < (SELECT max(id) FROM duty)"),
        ("handover", "at_ms < ?1"),
        ("door_order", "at_ms < ?1"),
    )
)

# Takes so many rows into account; returns what is gone, and whether that was all.
Step = Callable[[sqlite3.Connection, int], tuple[Removed, bool]]


class Row(NamedTuple):
    """Of an event, what decides whether it may go."""

    id: int
    at_ms: int
    received_ms: int
    unanswered: bool  # somebody still has to acknowledge it


def is_too_old(row: Row, before_ms: int, first_fresh: int | None) -> bool:
    """Return whether an event may go for its age.

    Args:
        before_ms: what happened before is too old.
        first_fresh: the id of the first event that is not; None without any. What arrived behind it, and yet at a time
            before, did so while the clock was wrong.
    """
    if row.unanswered or row.at_ms >= before_ms:
        return False
    return first_fresh is None or row.id < first_fresh or row.received_ms >= before_ms


def how_many(sizes: Sequence[int], surplus_bytes: int) -> int:
    """Return how many of the first events have to go at least, so that so much is freed.

    Args:
        sizes: of each, the bytes it takes at most.
    """
    count = 0
    while surplus_bytes > 0 and count < len(sizes):
        surplus_bytes -= sizes[count]
        count += 1
    return count


class Aged:
    """Lets go what is too old, the oldest first."""

    def __init__(self, before_ms: int, first_fresh: int | None) -> None:
        self._before_ms = before_ms
        self._first_fresh = first_fresh
        self._behind = _LEAST, _LEAST

    def __call__(self, connection: sqlite3.Connection, most: int) -> tuple[Removed, bool]:
        rows = [
            Row(*row)
            for row in connection.execute(
                f"SELECT id, at_ms, received_ms, {UNANSWERED} FROM event"  # noqa: S608 - constants
                " WHERE (at_ms, id) > (?, ?) AND at_ms < ? ORDER BY at_ms, id LIMIT ?",
                (*self._behind, self._before_ms, most),
            ).fetchall()
        ]
        if not rows:
            return Removed(), True
        self._behind = rows[-1].at_ms, rows[-1].id
        ids = [row.id for row in rows if is_too_old(row, self._before_ms, self._first_fresh)]
        with transaction(connection):
            return remove_events(connection, ids), False


class Surplus:
    """Lets go what arrived first, until no more is kept than may be."""

    def __init__(self, most_bytes: int) -> None:
        self._most_bytes = most_bytes
        self._behind = _LEAST

    def __call__(self, connection: sqlite3.Connection, most: int) -> tuple[Removed, bool]:
        here = room(connection)
        surplus_bytes = here.used_bytes - self._most_bytes
        rows = connection.execute(
            f"SELECT id, {UNANSWERED}, ifnull(length(jpeg), 0) + ? * ifnull(length(json), 0)"  # noqa: S608 - constants
            " FROM event LEFT JOIN picture ON picture.event = id LEFT JOIN raw ON raw.event = id"
            " WHERE id > ? ORDER BY id LIMIT ?",
            (_LONGEST_CHARACTER, self._behind, most),
        ).fetchall()
        if surplus_bytes <= 0 or not rows:
            return Removed(), True
        own_bytes = _OWN_BYTES + here.page_bytes
        sizes = [(row, size + own_bytes) for row, unanswered, size in rows if not unanswered]
        count = how_many([size for _, size in sizes], surplus_bytes)
        ids = [row for row, _ in sizes[:count]]
        self._behind = ids[-1] if count < len(sizes) else rows[-1][0]
        with transaction(connection):
            return remove_events(connection, ids), False


class OldAlarms:
    """Lets go alarms that were answered long ago and have no event left, with all that was done with them."""

    def __init__(self, before_ms: int) -> None:
        self._before_ms = before_ms
        self._behind = _LEAST, _LEAST

    def __call__(self, connection: sqlite3.Connection, most: int) -> tuple[Removed, bool]:
        rows = connection.execute(
            "SELECT since_ms, id, state = 'closed' AND behind = 0 AND ifnull(answered_ms, latest_ms) < ?1"
            " AND NOT EXISTS (SELECT 1 FROM alarm_event JOIN event ON event.id = alarm_event.event"
            " WHERE alarm_event.alarm = alarm.id)"
            " FROM alarm WHERE (since_ms, id) > (?2, ?3) AND since_ms < ?1 ORDER BY since_ms, id LIMIT ?4",
            (self._before_ms, *self._behind, most),
        ).fetchall()
        if not rows:
            return Removed(), True
        self._behind = rows[-1][:2]
        ids = [(row,) for _, row, over in rows if over]
        with transaction(connection):
            connection.executemany("DELETE FROM alarm_action WHERE alarm = ?", ids)
            connection.executemany("DELETE FROM alarm_event WHERE alarm = ?", ids)
            connection.executemany("DELETE FROM alarm WHERE id = ?", ids)
        return Removed(), False


class OldRecords:
    """Lets go what is told of shelves, the watch list and the shifts of long ago."""

    def __init__(self, before_ms: int) -> None:
        self._before_ms = before_ms

    def __call__(self, connection: sqlite3.Connection, most: int) -> tuple[Removed, bool]:
        with transaction(connection):
            gone = [connection.execute(statement, (self._before_ms, most)).rowcount for statement in _OLD]
        return Removed(), max(gone) < most


class OldGaps:
    """Lets go what is told of gaps of long ago that are over and done with."""

    def __init__(self, before_ms: int) -> None:
        self._before_ms = before_ms

    def __call__(self, connection: sqlite3.Connection, most: int) -> tuple[Removed, bool]:
        with transaction(connection):
            gone = connection.execute(
                "DELETE FROM gap WHERE id IN (SELECT id FROM gap WHERE from_ms < ?1 AND to_ms < ?1"
                " AND state NOT IN ('open', 'offered', 'waiting', 'recovering') LIMIT ?2)",
                (self._before_ms, most),
            ).rowcount
        return Removed(), gone < most
