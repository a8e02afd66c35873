"""Reads the history: pages of what is looked for, one event, counts. It never writes, and no writer waits for it."""

from __future__ import annotations

import contextlib
import itertools
import sqlite3
import threading
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Literal

import msgspec

from facemon.alarm import Action
from facemon.door import DoorOrder
from facemon.event import Category, Gap
from facemon.history import gaps
from facemon.history.alarm_found import (
    KeptAlarm,
    Shelving,
    actions_of,
    alarms_between,
    door_orders_between,
    duties_between,
    handovers_between,
    occurrences_of,
    shelvings_between,
)
from facemon.history.aside import log_of
from facemon.history.counting import Counts, count, occupied
from facemon.history.database import open_for_reading, version_of
from facemon.history.error import MISSING, NOT_READ, HistoryError, Interrupted
from facemon.history.found import found
from facemon.history.note import HandedOver, OnDuty
from facemon.history.paging import next_slots
from facemon.history.query import Bar, Found, Query, Slot, Stock
from facemon.history.search import Search
from facemon.history.wanted import Branch, Wanted, same_person, wanted
from facemon.history.window import Window

_STEPS = 10_000  # of SQLite's machine between two looks at whether to go on: some hundred microseconds

MOST_ALARMS = 20_000  # at once: tens of megabytes

Relation = Literal["person", "device", "all"]
_Identity = tuple[int, int, int | None]

_GAPS = f"""
SELECT {gaps.COLUMNS} FROM gap JOIN device ON device.id = gap.device
WHERE from_ms < ? AND ifnull(max(to_ms, from_ms + 1) > ?, 1) ORDER BY from_ms, gap.id
"""  # noqa: S608 - constants alone


class Reader:
    """Answers questions about a history. One thread at a time; `interrupt` alone may be called by another meanwhile.

    Every call reads all that it needs as of one moment and leaves nothing open, so that the writer's log can shrink.

    Args:
        path: the history's file. A writer may be writing it.

    Raises:
        HistoryError: there is none, or it cannot be read. So does every method that reads.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._interrupted = threading.Event()
        self._identity, self._connection = self._opened()

    def page(
        self, query: Query, *, after: Slot | None = None, limit: int = 200, oldest_first: bool = False
    ) -> list[Found]:
        """Return the next events of a query, in their order.

        Args:
            after: the last slot of the page before; None for the first page.
            limit: how many at most; fewer are found only where there are no more.

        Raises:
            HistoryError: it cannot be read.
            Interrupted: by another thread.
        """
        with self._reading() as connection:
            slots = next_slots(connection, query, after=after, limit=limit, oldest_first=oldest_first)
            return found(connection, [slot.id for slot in slots])

    def find(self, event_id: int) -> Found | None:
        """Return one event, or None where there is none (any more)."""
        with self._reading() as connection:
            return next(iter(found(connection, [event_id])), None)

    def neighbour(self, event_id: int, relation: Relation, *, newer: bool) -> Found | None:
        """Return the next newer or older event of the same person, at the same device, or of all; None at the end."""
        with self._reading() as connection:
            row = connection.execute("SELECT at_ms, id, device, person FROM event WHERE id = ?", (event_id,)).fetchone()
            if row is None:
                return None
            at_ms, id_, device, person = row
            branch = Branch()
            if relation == "device":
                branch = Branch(devices=(device,))
            elif relation == "person":
                branch = Branch(persons=() if person is None else same_person(connection, person))
            related = Wanted(categories=None, passed=None, acknowledged=None, branches=(branch,))
            search = Search(connection, related, limit=1, oldest_first=newer)
            slots = search.slots(Window().behind(Slot(at_ms, id_), oldest_first=newer))
            return next(iter(found(connection, [slot.id for slot in slots])), None)

    def picture(self, event_id: int) -> bytes:
        """Return an event's picture as received; empty where there is none (any more)."""
        with self._reading() as connection:
            row = connection.execute("SELECT jpeg FROM picture WHERE event = ?", (event_id,)).fetchone()
            return bytes(row[0]) if row else b""

    def raw(self, event_id: int) -> str:
        """Return an event's message without picture and PIN; empty where it is not kept (any more)."""
        with self._reading() as connection:
            row = connection.execute("SELECT json FROM raw WHERE event = ?", (event_id,)).fetchone()
            return str(row[0]) if row else ""

    def counts(self, query: Query) -> dict[Category, int]:
        """Return how many events of each category meet a query, whatever categories it asks for."""
        with self._reading() as connection:
            every = wanted(connection, msgspec.structs.replace(query, categories=None))
            from_ms, to_ms = occupied(connection, query)
            (counts,) = count(connection, every, (from_ms, to_ms), from_ms, to_ms)
            return _by_category(counts)

    def histogram(self, query: Query, edges: Sequence[int]) -> list[Bar]:
        """Return how many events meet a query from each edge to the next.

        Args:
            edges: ascending, in Unix milliseconds.
        """
        if len(edges) < 2:
            return []
        with self._reading() as connection:
            counts = count(connection, wanted(connection, query), edges, *occupied(connection, query))
        return [
            Bar(low, high, _by_category(part))
            for (low, high), part in zip(itertools.pairwise(edges), counts, strict=True)
        ]

    def gaps(self, from_ms: int, to_ms: int, devices: Iterable[str] | None = None) -> list[Gap]:
        """Return the gaps that reach into a time range, those that begin first first.

        Args:
            devices: ids as in the settings; None for every device.
        """
        chosen = None if devices is None else frozenset(devices)
        with self._reading() as connection:
            rows = connection.execute(_GAPS, (to_ms, from_ms)).fetchall()
        return [gap for gap in map(gaps.gap_of, rows) if chosen is None or gap.device_id in chosen]

    def alarms(self, from_ms: int, to_ms: int, *, standing: bool = False, limit: int = MOST_ALARMS) -> list[KeptAlarm]:
        """Return the alarms of a time, the oldest first, each with the newest of its events that are kept.

        Args:
            from_ms: Unix milliseconds, included.
            to_ms: excluded.
            standing: not only those that were raised then, but also those that were still to be answered.
            limit: how many at most.
        """
        with self._reading() as connection:
            return alarms_between(connection, from_ms, to_ms, standing=standing, limit=limit)

    def alarm_actions(self, alarms: Iterable[int]) -> list[Action]:
        """Return what was done with these alarms, in the order in which it was done."""
        with self._reading() as connection:
            return actions_of(connection, alarms)

    def occurrences(self, alarms: Iterable[int]) -> list[tuple[str, int]]:
        """Return the device's id and the arrival (Unix milliseconds) of every event of these alarms, oldest first."""
        with self._reading() as connection:
            return occurrences_of(connection, alarms)

    def shelvings(self, from_ms: int, to_ms: int) -> list[Shelving]:
        """Return what was shelved at some moment of a time, what began first first."""
        with self._reading() as connection:
            return shelvings_between(connection, from_ms, to_ms)

    def duties(self, from_ms: int, to_ms: int) -> list[OnDuty]:
        """Return who took over the desk in a time, and before them who was on duty when it began, if anybody."""
        with self._reading() as connection:
            return duties_between(connection, from_ms, to_ms)

    def handovers(self, from_ms: int, to_ms: int) -> list[HandedOver]:
        """Return what was left to the next shift in a time, the oldest first."""
        with self._reading() as connection:
            return handovers_between(connection, from_ms, to_ms)

    def door_orders(self, from_ms: int, to_ms: int) -> list[DoorOrder]:
        """Return which doors were opened from the desk in a time, the oldest first."""
        with self._reading() as connection:
            return door_orders_between(connection, from_ms, to_ms)

    def devices(self) -> list[tuple[str, str]]:
        """Return the id and the last known name of every device that the history knows of."""
        with self._reading() as connection:
            return connection.execute("SELECT device_id, name FROM device ORDER BY id").fetchall()

    def groups(self) -> list[str]:
        """Return the names of all groups."""
        with self._reading() as connection:
            rows = connection.execute("SELECT DISTINCT name FROM team WHERE name <> '' ORDER BY name").fetchall()
            return [name for (name,) in rows]

    def stock(self) -> Stock:
        """Return how much is kept."""
        with self._reading() as connection:
            (events,) = connection.execute("SELECT ifnull(sum(events), 0) FROM shift").fetchone()
            (oldest_ms,) = connection.execute("SELECT min(at_ms) FROM event").fetchone()
        sizes = 0
        for file in (self._path, log_of(self._path)):
            with contextlib.suppress(OSError):
                sizes += file.stat().st_size
        return Stock(events, sizes, oldest_ms)

    def interrupt(self) -> None:
        """End the call that is running, if any: it raises `Interrupted`. From any thread."""
        self._interrupted.set()

    def close(self) -> None:
        """End reading for good."""
        self._connection.close()

    def __enter__(self) -> Reader:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @contextlib.contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        self._interrupted.clear()
        try:
            # A damaged file has been set aside, a copy put back, or the log replaced: what was open is read no further.
            if _identity(self._path) != self._identity:
                self._connection.close()
                self._identity, self._connection = self._opened()
            self._connection.execute("BEGIN")
            if version_of(self._connection) != self._version:  # it has been brought to this one
                self._connection.close()
                self._identity, self._connection = self._opened()
                self._connection.execute("BEGIN")
            try:
                yield self._connection
            finally:
                self._connection.rollback()
        except (sqlite3.Error, OSError) as error:
            if getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_INTERRUPT:
                raise Interrupted from None
            raise self._not_read(error) from error

    def _opened(self) -> tuple[_Identity, sqlite3.Connection]:
        try:
            identity = _identity(self._path)
            connection = open_for_reading(self._path)
            self._version = version_of(connection)
        except (sqlite3.Error, OSError) as error:
            raise self._not_read(error) from error
        connection.set_progress_handler(self._interrupted.is_set, _STEPS)
        return identity, connection

    def _not_read(self, error: sqlite3.Error | OSError) -> HistoryError:
        if isinstance(error, FileNotFoundError):
            return HistoryError(MISSING, file=self._path)
        return HistoryError(NOT_READ, file=self._path, reason=getattr(error, "strerror", None) or error)


def _identity(path: Path) -> _Identity:
    """Return what tells a file and its log from any other that comes in their place."""
    status = path.stat()
    log_inode = None
    with contextlib.suppress(FileNotFoundError):
        log_inode = log_of(path).stat().st_ino
    return status.st_dev, status.st_ino, log_inode


def _by_category(counts: Counts) -> dict[Category, int]:
    return dict(zip(Category, counts, strict=True))
