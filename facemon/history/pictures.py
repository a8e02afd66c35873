"""The pictures that are kept for fewer days than the facts, or not at all: which these are, and letting them go.

A picture of an event that somebody still has to acknowledge stays: whoever answers has to recognise the person.
"""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Iterator, Mapping, Sequence

import msgspec

from facemon.event import Category, Happening
from facemon.history.clock import DAY_MS, first_since
from facemon.history.coding import CATEGORY_CODES
from facemon.history.purge import UNANSWERED, Row, is_too_old
from facemon.history.steps import Pace, Writer, in_steps, transaction
from facemon.settings import PrivacySettings

_SLICE = 10_000  # events looked at between two looks at whether to go on: some milliseconds
_MOST_PICTURES = 50  # a step
_LEAST = -(2**63)
_EVER = 2**63 - 1


class Bound(msgspec.Struct, frozen=True):
    """From when on the pictures of a category are kept."""

    before_ms: int  # what happened before has no picture any more
    first_fresh: int | None = None  # see `is_too_old`


def as_kept(happening: Happening, privacy: PrivacySettings, now_ms: int, *, raised: bool) -> Happening:
    """Return an event as it goes to the disk: without its picture where that may not be kept, or no longer.

    Args:
        raised: whether somebody has to acknowledge it.
    """
    days = privacy.of(happening.category).picture_days
    if raised or days is None:
        return happening
    too_old = happening.recovered and happening.at_ms < now_ms - days * DAY_MS
    return happening.without_picture() if days == 0 or too_old else happening


def bounds(
    connection: sqlite3.Connection, privacy: PrivacySettings, believed_ms: int | None, now_ms: int
) -> dict[int, Bound]:
    """Return, by the code of each category that has any, what bounds its pictures.

    Args:
        believed_ms: from which time ages are reckoned; None where the clock cannot be believed, and nothing is too old.
    """
    found: dict[int, Bound] = {}
    for category in Category:
        days = privacy.of(category).picture_days
        if days == 0:
            found[CATEGORY_CODES[category]] = Bound(_EVER)
        elif days is not None and believed_ms is not None:
            before_ms = believed_ms - days * DAY_MS
            found[CATEGORY_CODES[category]] = Bound(before_ms, first_since(connection, before_ms, now_ms))
    return found


def let_pictures_go(
    writer: Writer, connection: sqlite3.Connection, bounds: Mapping[int, Bound], stop: threading.Event
) -> int:
    """Let go the pictures beyond their bounds, in short steps; return how many there were.

    Args:
        connection: for reading, by which they are found.

    Raises:
        sqlite3.Error, OSError: the history cannot be read or written; the rest is left for the next time.
    """
    total = 0
    for ids in _candidates(connection, bounds, stop):
        waiting = list(ids)

        def step(writing: sqlite3.Connection, most: int, waiting: list[int] = waiting) -> tuple[int, bool]:
            some, waiting[:] = waiting[:most], waiting[most:]
            return _remove(writing, some, bounds), not waiting

        for removed, over in in_steps(writer, step, Pace(4, _MOST_PICTURES), stop):
            total += removed
            if over:
                break
    return total


def _candidates(
    connection: sqlite3.Connection, bounds: Mapping[int, Bound], stop: threading.Event
) -> Iterator[Sequence[int]]:
    """Find the events that may have a picture too many, a slice of time after another."""
    if not bounds:
        return
    last_ms = max(bound.before_ms for bound in bounds.values())
    conditions = " OR ".join(f"category = {code} AND at_ms < {bound.before_ms}" for code, bound in bounds.items())
    low = (_LEAST, _LEAST)
    while not stop.is_set():
        high = connection.execute(
            "SELECT at_ms, id FROM event WHERE (at_ms, id) > (?, ?) AND at_ms < ? ORDER BY at_ms, id LIMIT 1 OFFSET ?",
            (*low, last_ms, _SLICE - 1),
        ).fetchone()
        # Through an index that has all that is asked of an event: most have no picture any more.
        ids = connection.execute(
            "SELECT event.id FROM event CROSS JOIN picture ON picture.event = event.id"  # noqa: S608 - numbers alone
            f" WHERE (at_ms, id) > (?, ?) AND (at_ms, id) <= (?, ?) AND ({conditions})",
            (*low, *(high or (last_ms, _EVER))),
        ).fetchall()
        if ids:
            yield [row for (row,) in ids]
        if high is None:
            return
        low = high


def _remove(connection: sqlite3.Connection, ids: Sequence[int], bounds: Mapping[int, Bound]) -> int:
    rows = connection.execute(
        f"SELECT category, id, at_ms, received_ms, {UNANSWERED} FROM event"  # noqa: S608 - constants
        " WHERE id IN (SELECT value FROM json_each(?))",
        (json.dumps(ids),),
    ).fetchall()
    gone = [
        (row.id,)
        for bound, row in ((bounds[code], Row(*row)) for code, *row in rows)
        if is_too_old(row, bound.before_ms, bound.first_fresh)
    ]
    connection.execute("PRAGMA secure_delete = ON")  # what is freed is overwritten
    try:
        with transaction(connection):
            return max(0, connection.executemany("DELETE FROM picture WHERE event = ?", gone).rowcount)
    finally:
        connection.execute("PRAGMA secure_delete = FAST")
