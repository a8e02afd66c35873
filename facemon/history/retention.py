"""What is kept no longer: what is older than the settings say, and the oldest where there is more than they allow.

Which that is, pure functions decide; an event that somebody still has to acknowledge is never among it. `Retention`
does it, in steps so short that no event waits for them.
"""

from __future__ import annotations

import contextlib
import logging
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import msgspec

from facemon.history.clock import DAY_MS, Evidence, SteadyClock, believed_ms, first_since, gather
from facemon.history.database import open_for_reading
from facemon.history.removal import Removed, remove_events
from facemon.history.space import checkpoint, give_back, room
from facemon.history.steps import Pace, Writer, in_steps, transaction
from facemon.settings import HistorySettings

log = logging.getLogger(__name__)

GB = 1_000_000_000  # bytes
EVERY_SECONDS = 3600.0

_OWN_BYTES = 2_000  # what an event takes at most besides picture and raw text, indexes included
_KEPT_FREE = 100  # one page in so many stays free for what comes next
_MOST_EVENTS = 500  # a step
_MOST_PAGES = 2_000
_LEAST = -(2**63)


class Purge(msgspec.Struct, frozen=True):
    """What is to go."""

    before_ms: int | None = None  # what happened before; None: nothing is known to be too old
    surplus_bytes: int = 0  # so much has to be freed


class Row(NamedTuple):
    """Of an event, what decides whether it may go."""

    id: int
    at_ms: int
    received_ms: int
    unanswered: bool  # somebody still has to acknowledge it


def what_to_purge(evidence: Evidence, used_bytes: int, settings: HistorySettings) -> Purge:
    """Decide what is to go.

    A clock that jumps makes nothing old: where it cannot be believed, nothing goes for its age. What goes because there
    is too much goes in the order of its arrival, which no clock can turn around.
    """
    today = believed_ms(evidence)
    return Purge(
        before_ms=None if today is None else today - settings.keep_days * DAY_MS,
        surplus_bytes=max(0, used_bytes - settings.keep_gb * GB),
    )


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


class Retention:
    """Does it, once an hour. For one thread at a time.

    Args:
        path: the history's file; what is to go is found out through a connection of its own.
        clock: Unix seconds.
        monotonic: seconds that pass.
    """

    def __init__(
        self, path: Path, *, clock: Callable[[], float] = time.time, monotonic: Callable[[], float] = time.monotonic
    ) -> None:
        self._path = path
        self._clock = clock
        self._monotonic = monotonic
        self._steady = SteadyClock()
        self._last: float | None = None

    def due(self) -> bool:
        """Return whether it is time again."""
        return self._last is None or self._monotonic() - self._last >= EVERY_SECONDS

    def run(self, writer: Writer, settings: HistorySettings, stop: threading.Event) -> Removed:
        """Let go what is to go, and give its room back to the disk. `stop` ends it within a fraction of a second.

        Raises:
            sqlite3.Error: the history cannot be read or written; the rest is left for the next time.
        """
        self._last = self._monotonic()
        now_ms = round(self._clock() * 1000)
        steady_ms = self._steady.look(now_ms, round(self._last * 1000))
        with contextlib.closing(open_for_reading(self._path)) as connection:
            used_bytes = room(connection).used_bytes
            purge = what_to_purge(gather(connection, now_ms, steady_ms), used_bytes, settings)
            fresh = None if purge.before_ms is None else first_since(connection, purge.before_ms, now_ms)
        removed = Removed()
        if purge.before_ms is not None:
            removed = removed.and_(_let_go(in_steps(writer, _Aged(purge.before_ms, fresh), _pace(), stop)))
            _finish(in_steps(writer, _OldGaps(purge.before_ms), _pace(), stop))
        if purge.surplus_bytes:
            removed = removed.and_(_let_go(in_steps(writer, _Surplus(settings.keep_gb * GB), _pace(), stop)))
        _finish(in_steps(writer, _spare_pages, Pace(64, _MOST_PAGES), stop))
        if removed.events:
            log.info("retention: %d events and %d pictures are kept no longer", *removed)
        return removed


class _Aged:
    """Lets go what is too old, the oldest first."""

    def __init__(self, before_ms: int, first_fresh: int | None) -> None:
        self._before_ms = before_ms
        self._first_fresh = first_fresh
        self._behind = _LEAST, _LEAST

    def __call__(self, connection: sqlite3.Connection, most: int) -> tuple[Removed, bool]:
        rows = [
            Row(*row)
            for row in connection.execute(
                "SELECT id, at_ms, received_ms, raised = 1 AND acknowledged_ms IS NULL FROM event"
                " WHERE (at_ms, id) > (?, ?) AND at_ms < ? ORDER BY at_ms, id LIMIT ?",
                (*self._behind, self._before_ms, most),
            ).fetchall()
        ]
        if not rows:
            return Removed(), True
        self._behind = rows[-1].at_ms, rows[-1].id
        with transaction(connection):
            return remove_events(
                connection, [row.id for row in rows if is_too_old(row, self._before_ms, self._first_fresh)]
            ), False


class _Surplus:
    """Lets go what arrived first, until no more is kept than may be."""

    def __init__(self, most_bytes: int) -> None:
        self._most_bytes = most_bytes
        self._behind = _LEAST

    def __call__(self, connection: sqlite3.Connection, most: int) -> tuple[Removed, bool]:
        here = room(connection)
        surplus_bytes = here.used_bytes - self._most_bytes
        rows = connection.execute(
            "SELECT id, raised = 1 AND acknowledged_ms IS NULL, ifnull(length(jpeg), 0) + ifnull(length(json), 0)"
            " FROM event LEFT JOIN picture ON picture.event = id LEFT JOIN raw ON raw.event = id"
            " WHERE id > ? ORDER BY id LIMIT ?",
            (self._behind, most),
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


class _OldGaps:
    """Lets go what is told of gaps of long ago that are over and done with."""

    def __init__(self, before_ms: int) -> None:
        self._before_ms = before_ms

    def __call__(self, connection: sqlite3.Connection, most: int) -> bool:
        with transaction(connection):
            gone = connection.execute(
                "DELETE FROM gap WHERE id IN (SELECT id FROM gap WHERE from_ms < ?1 AND to_ms < ?1"
                " AND state NOT IN ('open', 'offered', 'waiting', 'recovering') LIMIT ?2)",
                (self._before_ms, most),
            ).rowcount
        return gone < most


def _spare_pages(connection: sqlite3.Connection, most: int) -> bool:
    """Give free pages back to the disk, but for some that what comes next will fill."""
    here = room(connection)
    spare = here.free - here.pages // _KEPT_FREE
    if spare > 0:
        give_back(connection, min(spare, most))
    if spare <= most:
        checkpoint(connection)
    return spare <= most


def _pace() -> Pace:
    return Pace(8, _MOST_EVENTS)


def _let_go(steps: Iterator[tuple[Removed, bool]]) -> Removed:
    total = Removed()
    for removed, done in steps:
        total = total.and_(removed)
        if done:
            break
    return total


def _finish(steps: Iterator[bool]) -> None:
    for done in steps:
        if done:
            break
