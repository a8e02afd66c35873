"""What is left of a damaged history, in facemon's own words.

What its people, devices and groups are called goes into an empty history in memory, whose rules refuse what cannot be;
the events follow a page at a time.
"""

from __future__ import annotations

import collections
import contextlib
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

import msgspec

from facemon.event import Gap
from facemon.history import gaps
from facemon.history.database import PAGE_BYTES, schema
from facemon.history.found import found
from facemon.history.held import Loss
from facemon.history.query import Found
from facemon.history.salvage.pages import Pages, Use
from facemon.history.salvage.record import Value
from facemon.history.salvage.trees import Trees

Given = TypeVar("Given")
Made = TypeVar("Made")

HOUR_MS = 3_600_000
DAY_MS = 24 * HOUR_MS

_NAMED = ("device", "serial", "team", "wording", "person", "membership")
# What there is of alarms is taken as it is written: whatever else is broken, what is owed has to be answered.
_AT_OPENING = ("alarm", "shelf", "watch", "duty")
_ALARMS = (*_AT_OPENING, "alarm_event", "alarm_action", "handover", "door_order")
# Rows whose page is broken, as far as an index has them, too.
_FROM_INDEX = {
    "sqlite_autoindex_device_1": "INSERT OR IGNORE INTO device (device_id, id) VALUES (?, ?)",
    "sqlite_autoindex_serial_1": "INSERT OR IGNORE INTO serial (device_sn, id) VALUES (?, ?)",
    "sqlite_autoindex_team_1": "INSERT OR IGNORE INTO team (group_id, name, id) VALUES (?, ?, ?)",
    "sqlite_autoindex_wording_1": (
        "INSERT OR IGNORE INTO wording (description, user_id, id, search) VALUES (?, ?, ?, '')"
    ),
    "person_by_user": (
        "INSERT OR IGNORE INTO person (user_id, name, id, digest, ic_number, job_number, id_number, remark, search)"
        " VALUES (?1, ?2, ?3, CAST(?3 AS BLOB), '', '', '', '', '')"
    ),
}
_IMPOSSIBLE = (ValueError, KeyError, TypeError)  # what a row raises whose values cannot be
_STAND_IN = """
INSERT OR IGNORE INTO device (id, device_id) SELECT DISTINCT device, 'lost-' || device FROM event
"""


class Proof(msgspec.Struct, frozen=True):
    """What a history says about a device."""

    device_id: str
    name: str
    watched_ms: int | None
    skew_ms: int | None


class Remains:
    """Reads a damaged file from one thread. Rows that are broken are left out.

    Args:
        pages: of the file.
        whole: whether to look for all of it; else for what is wanted before all else, which takes a moment.

    Raises:
        OSError: the file cannot be read. So does every method.
    """

    def __init__(self, pages: Pages, *, whole: bool = True) -> None:
        self._scratch = sqlite3.connect(":memory:", isolation_level=None)
        self._scratch.executescript(
            f"PRAGMA page_size = {PAGE_BYTES}; PRAGMA auto_vacuum = INCREMENTAL; {schema()};"
            "DROP TRIGGER event_counted; DROP TRIGGER event_uncounted;"
        )
        self._whole = whole
        roots = self._roots(pages)
        if not whole:
            roots = {
                name: roots[name] for name in ("device", "gap", "erasure", *_AT_OPENING, "sqlite_autoindex_device_1")
            }
        self._trees = Trees(pages, roots)
        if whole:
            self._trees.gather_strays()
        self._shapes: dict[str, tuple[int, bool]] = {}
        self._seen: collections.Counter[tuple[int, int]] = collections.Counter()  # by device and hour
        for name in _NAMED if whole else _NAMED[:1]:
            self._load(name)
        for name, statement in _FROM_INDEX.items():
            if name in roots:
                self._insert(statement, (columns for _, columns in self._rows(name)))

    def __enter__(self) -> Remains:
        return self

    def __exit__(self, *_: object) -> None:
        self._scratch.close()

    def proofs(self) -> list[Proof]:
        """Return what is known of each device."""
        rows = self._scratch.execute("SELECT device_id, name, watched_ms, skew_ms FROM device").fetchall()
        return [Proof(*row) for row in rows]

    def gaps(self) -> list[Gap]:
        """Return the gaps."""
        self._load("gap")
        select = f"SELECT {gaps.COLUMNS} FROM gap JOIN device ON device.id = gap.device"  # noqa: S608 - constants
        return list(_possible(gaps.gap_of, self._scratch.execute(select).fetchall()))

    def erasures(self) -> list[tuple[Value, ...]]:
        """Return the rows of the table `erasure`."""
        self._load("erasure")
        return self._scratch.execute("SELECT * FROM erasure").fetchall()

    def alarms(self) -> Iterator[tuple[str, list[tuple[Value, ...]]]]:
        """Yield the names of the tables of alarms and their rows, the alarms first; all where it was read whole."""
        for name in _ALARMS if self._whole else _AT_OPENING:
            self._load(name)
            yield name, self._scratch.execute(f"SELECT * FROM {name}").fetchall()  # noqa: S608 - constants
            self._scratch.execute(f"DELETE FROM {name}")  # noqa: S608 - constants

    def events(self) -> Iterator[list[Found]]:
        """Yield the events, those of one page at a time, the newest first."""
        for number in reversed(self._trees.pages("event")):
            self._load_page("event", number)
            self._scratch.execute(_STAND_IN)
            for key in self._scratch.execute("SELECT device, at_ms / ? FROM event", (HOUR_MS,)).fetchall():
                self._seen[key] += 1
            ids = [row for (row,) in self._scratch.execute("SELECT id FROM event ORDER BY id DESC").fetchall()]
            yield self._found(ids)
            self._scratch.execute("DELETE FROM event")

    def losses(self) -> list[Loss]:
        """Return which events the history once had and `events` has not found, by device and hours.

        Those of a device that are less than a day apart are one: a gap for each hour would be hundreds.
        """
        once: collections.Counter[tuple[int, int]] = collections.Counter()
        self._load("tally")
        for device, hour, events in self._scratch.execute("SELECT device, hour, sum(events) FROM tally GROUP BY 1, 2"):
            once[device, hour] = events
        names = dict(self._scratch.execute("SELECT id, device_id FROM device").fetchall())
        losses: list[Loss] = []
        for (device, hour), events in sorted((once - self._seen).items()):
            device_id = names.get(device, f"lost-{device}")
            loss = Loss(device_id, hour * HOUR_MS, (hour + 1) * HOUR_MS, events)
            if losses and losses[-1].device_id == device_id and loss.from_ms - losses[-1].to_ms < DAY_MS:
                losses[-1] = losses[-1].with_(loss)
            else:
                losses.append(loss)
        return losses

    def attachments(self, name: str) -> Iterator[tuple[int, Value]]:
        """Yield event and content of every row of the table `picture` or `raw`, the newest first."""
        for number in reversed(self._trees.pages(name)):
            for row, columns in self._trees.rows(number):
                if len(columns) == 2:
                    yield row, columns[1]

    def _roots(self, pages: Pages) -> dict[str, int]:
        """Return the root of each table and index: as the file says, else as in every new history."""
        usual = dict(self._scratch.execute("SELECT name, rootpage FROM sqlite_schema WHERE rootpage").fetchall())
        schema_tree = Trees(pages, {"sqlite_schema": 1})
        given = {
            columns[1]: columns[3]
            for number in schema_tree.pages("sqlite_schema")
            for _, columns in schema_tree.rows(number)
            if len(columns) == 5 and isinstance(columns[1], str) and isinstance(columns[3], int)
        }
        known = {name: root for name, root in given.items() if name in usual}
        if all(usual[name] == root for name, root in known.items()):
            # What an older version did not have begins at another page, or nowhere: there is something else by now.
            return {name: root if name in known or _begins(pages, root) else 0 for name, root in usual.items()}
        return {name: known.get(name, 0) for name in usual}

    def _found(self, ids: list[int]) -> list[Found]:
        try:
            return found(self._scratch, ids)
        except _IMPOSSIBLE:
            single = _possible(lambda row: found(self._scratch, [row]), ids)
            return [event for events in single for event in events]

    def _load(self, name: str) -> None:
        for number in self._trees.pages(name):
            self._load_page(name, number)

    def _load_page(self, name: str, number: int) -> None:
        count, has_rowid = self._shape(name)
        statement = f"INSERT OR IGNORE INTO {name} VALUES ({', '.join('?' * count)})"  # noqa: S608 - constants

        def rows() -> Iterator[list[Value]]:
            for row, columns in self._trees.rows(number):
                columns += [None] * (count - len(columns))  # an older version had fewer
                if has_rowid:
                    columns[0] = row
                yield columns

        self._insert(statement, rows())

    def _shape(self, name: str) -> tuple[int, bool]:
        """Return how many columns a table has, and whether its first is the rowid."""
        if name not in self._shapes:
            keys = [pk for (pk,) in self._scratch.execute("SELECT pk FROM pragma_table_info(?)", (name,))]
            self._shapes[name] = len(keys), sum(map(bool, keys)) == 1
        return self._shapes[name]

    def _rows(self, name: str) -> Iterator[tuple[int, list[Value]]]:
        for number in self._trees.pages(name):
            yield from self._trees.rows(number)

    def _insert(self, statement: str, rows: Iterator[list[Value]]) -> None:
        for columns in rows:
            try:
                self._scratch.execute(statement, columns)
            except (sqlite3.Error, OverflowError):  # what stands there is no such row
                continue


def _begins(pages: Pages, number: int) -> bool:
    """Return whether a table or an index begins at a page, as far as the file's map tells."""
    use = pages.use(number)
    return use is None or use[0] is Use.ROOT


def _possible(make: Callable[[Given], Made], given: Iterable[Given]) -> Iterator[Made]:
    """Yield what can be made of each, leaving out those whose values cannot be."""
    for item in given:
        with contextlib.suppress(*_IMPOSSIBLE):
            yield make(item)
