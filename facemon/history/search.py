"""Finds the first events of a query, whatever the combination, without reading much more than it finds.

What is dense is found by going through the events in their order; that is given up where it would take long. What is
rare is found where it is rare: by device, category and result; by person, from whoever was seen last; by wording of an
alarm. Each way goes through an index that holds all it asks for (schema.sql), and ends where nothing can be better than
what is found.
"""

from __future__ import annotations

import itertools
import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from facemon.history.coding import CATEGORIES
from facemon.history.query import Slot
from facemon.history.wanted import Branch, Wanted
from facemon.history.window import END, FIRST, LAST, NOWHERE, Best, Window

FIRST_SCAN = 2_000  # events gone through in their order, in half a millisecond
LONGEST_SCAN = 120_000  # at most, where the first let hope that the page will be full by then
SCAN_A_PERSON = 20  # and no more than so many a person, since few persons are looked up faster
FEW = 64  # persons who are looked up without going through everybody's events before
MANY = 4_000  # persons whom it costs more to look up than some events of each kind
RARE = 2_000  # who was there in a way that is asked for: looked up before anything else

BETWEEN = "(e.at_ms, e.id) > (?, ?) AND (e.at_ms, e.id) < (?, ?)"
OF_KIND = "e.device = ? AND e.category = ? AND e.passed IS ?"
LISTED = "(SELECT value FROM json_each(?))"


class Standing(NamedTuple):
    """The indexes of those events that are, or still have to be, acknowledged."""

    by_device: str
    by_person: str
    condition: str


STANDING = {
    False: Standing(
        "event_to_acknowledge", "event_to_acknowledge_by_person", "e.raised = 1 AND e.acknowledged_ms IS NULL"
    ),
    True: Standing("event_acknowledged", "event_acknowledged_by_person", "e.acknowledged_ms IS NOT NULL"),
}


def among(column: str, numbers: Sequence[int] | None) -> str:
    """Return the condition that a column has one of these numbers; None: any."""
    return "1" if numbers is None else f"{column} IN ({', '.join(map(str, numbers))})"


def kind_of(wanted: Wanted, branch: Branch, table: str = "e") -> str:
    """Return the condition on device, category and result, for the table `event` or `presence`."""
    passed = "1" if wanted.passed is None else f"{table}.passed = {wanted.passed:d}"
    devices, categories = among(f"{table}.device", branch.devices), among(f"{table}.category", wanted.categories)
    return f"{devices} AND {categories} AND {passed}"


def ends(connection: sqlite3.Connection) -> tuple[Slot, Slot]:
    """Return the first and the last of all events; two that leave nothing between them where there is none."""
    first = connection.execute("SELECT at_ms, id FROM event ORDER BY at_ms, id LIMIT 1").fetchone()
    last = connection.execute("SELECT at_ms, id FROM event ORDER BY at_ms DESC, id DESC LIMIT 1").fetchone()
    return (LAST, FIRST) if first is None else (Slot(*first), Slot(*last))


def parted(connection: sqlite3.Connection, window: Window, events: int, *, oldest_first: bool) -> tuple[Window, Window]:
    """Return the part of a window that holds so many events, and the part behind it in the given order."""
    direction = "ASC" if oldest_first else "DESC"
    last = connection.execute(
        f"SELECT e.at_ms, e.id FROM event AS e INDEXED BY event_by_time WHERE {BETWEEN}"  # noqa: S608
        f" ORDER BY e.at_ms {direction}, e.id {direction} LIMIT 1 OFFSET ?",
        (*window.values, events - 1),
    ).fetchone()
    return (window, NOWHERE) if last is None else window.parted(Slot(*last), oldest_first=oldest_first)


class Search:
    """Looks for the events that are wanted, through a connection with a transaction open.

    Args:
        limit: how many at most.
        oldest_first: in which order.
    """

    def __init__(self, connection: sqlite3.Connection, wanted: Wanted, *, limit: int, oldest_first: bool) -> None:
        self._connection = connection
        self._wanted = wanted
        self._limit = limit
        self._oldest_first = oldest_first
        direction = "ASC" if oldest_first else "DESC"
        self._order = f"ORDER BY e.at_ms {direction}, e.id {direction}"

    def slots(self, window: Window) -> list[Slot]:
        """Return the first slots within a window, in their order."""
        best = Best(self._limit, oldest_first=self._oldest_first)
        branches = [self._narrowed(branch) for branch in self._wanted.branches]
        scanned = [branch for branch in branches if self._may_be_dense(branch)]
        rest = self._by_time(scanned, window, best) if scanned else window
        for branch in branches:
            self._look(branch, best.useful(rest if branch in scanned else window), best)
        return best.sorted()

    def slots_among_all(self, window: Window) -> list[Slot]:
        """Return the same by going through all the events of a window that has few."""
        best = Best(self._limit, oldest_first=self._oldest_first)
        self._scan([branch for branch in self._wanted.branches if branch.wordings is None], window, best)
        for branch in self._wanted.branches:
            if branch.wordings is not None:
                self._look(branch, best.useful(window), best)
        return best.sorted()

    def _narrowed(self, branch: Branch) -> Branch:
        """Return the branch without the persons who never did what is asked for, if few ever did."""
        if branch.persons is None or len(branch.persons) <= FEW:
            return branch
        kind = (
            among("category", self._wanted.categories or tuple(CATEGORIES)),
            among("device", branch.devices or self._devices()),
            among("passed", (-1, 0, 1) if self._wanted.passed is None else (int(self._wanted.passed),)),
        )
        rows = self._connection.execute(
            f"SELECT person FROM presence INDEXED BY presence_by_kind WHERE {' AND '.join(kind)} LIMIT ?",  # noqa: S608
            (RARE + 1,),
        ).fetchall()
        if len(rows) > RARE:
            return branch
        return Branch(branch.devices, tuple({person for (person,) in rows}.intersection(branch.persons)))

    def _may_be_dense(self, branch: Branch) -> bool:
        if self._wanted.acknowledged is not None or branch.wordings is not None:
            return False
        return branch.persons is None or len(branch.persons) > FEW

    def _look(self, branch: Branch, window: Window, best: Best) -> None:
        """Look for a branch where it is rare."""
        if window.empty:
            return
        if branch.wordings is not None:
            if self._wanted.passed is None:  # no device alarm has a result
                self._by_wording(branch, branch.wordings, window, best)
        elif branch.persons is None:
            self._by_device(branch, window, best)
        elif self._wanted.acknowledged is None:
            if len(branch.persons) > MANY:
                window = self._by_kind(branch, frozenset(branch.persons), window, best)
            self._by_person(branch, branch.persons, best.useful(window), best)
        else:
            self._by_standing(branch, branch.persons, window, best)

    def _by_time(self, branches: Sequence[Branch], window: Window, best: Best) -> Window:
        """Go through the events in their order, as long as that may fill the page; return where to look on."""
        persons = max(1_000 if branch.persons is None else len(branch.persons) for branch in branches)
        longest = min(LONGEST_SCAN, SCAN_A_PERSON * persons)
        scanned, scan = 0, FIRST_SCAN
        while not window.empty and scan:
            near, window = parted(self._connection, window, scan, oldest_first=self._oldest_first)
            self._scan(branches, near, best)
            window = best.useful(window)
            scanned += scan
            needed = self._limit * scanned // len(best) if len(best) else longest + 1
            scan = max(FIRST_SCAN, (needed - scanned) * 5 // 4) if needed <= longest else 0
        return window

    def _scan(self, branches: Sequence[Branch], window: Window, best: Best) -> None:
        ways, persons = [], []
        for branch in branches:
            way = kind_of(self._wanted, branch)
            if branch.persons is not None:
                way = f"{way} AND e.person IN {LISTED}"
                persons.append(json.dumps(branch.persons))
            ways.append(f"({way})")
        if ways:
            self._add("event_by_time", [BETWEEN, f"({' OR '.join(ways)})"], [*window.values, *persons], best)

    def _by_device(self, branch: Branch, window: Window, best: Best) -> None:
        """Take each device, category and result by itself."""
        index, condition = "event_by_device", "1"
        if self._wanted.acknowledged is not None:
            index, _, condition = STANDING[self._wanted.acknowledged]
        conditions = [OF_KIND, BETWEEN, condition]
        for kind in self._kinds(branch):
            left = best.useful(window)
            if left.empty:
                return
            self._add(index, conditions, [*kind, *left.values], best)

    def _kinds(self, branch: Branch) -> Iterator[tuple[int, int, bool | None]]:
        categories = tuple(CATEGORIES) if self._wanted.categories is None else self._wanted.categories
        results = (True, False, None) if self._wanted.passed is None else (self._wanted.passed,)
        return itertools.product(branch.devices or self._devices(), categories, results)

    def _by_kind(self, branch: Branch, persons: frozenset[int], window: Window, best: Best) -> Window:
        """Go through some events of each kind, for persons who are among most of them; return where to look on."""
        read = 2 * self._limit
        near, rest, rows = window, NOWHERE, []
        for kind in self._kinds(branch):
            found = self._connection.execute(
                f"SELECT e.at_ms, e.id, e.person FROM event AS e INDEXED BY event_by_device"  # noqa: S608
                f" WHERE {OF_KIND} AND {BETWEEN} {self._order} LIMIT ?",
                (*kind, *near.values, read),
            ).fetchall()
            rows += [(at_ms, id_) for at_ms, id_, person in found if person in persons]
            if len(found) == read:  # what is behind the last of them has not been seen
                near, rest = window.parted(Slot(*found[-1][:2]), oldest_first=self._oldest_first)
        best.add(slot for slot in rows if near.low < slot < near.high)
        return rest

    def _by_standing(self, branch: Branch, persons: Sequence[int], window: Window, best: Best) -> None:
        """Go through all of the persons' events that are acknowledged, or still have to be."""
        assert self._wanted.acknowledged is not None  # noqa: S101 - else they are looked for one by one
        _, index, condition = STANDING[self._wanted.acknowledged]
        conditions = [f"e.person IN {LISTED}", BETWEEN, kind_of(self._wanted, branch), condition]
        self._add(index, conditions, [json.dumps(persons), *window.values], best)

    def _by_person(self, branch: Branch, persons: Sequence[int], window: Window, best: Best) -> None:
        """Take each person by itself, from whoever was there last on (or first)."""
        kind = kind_of(self._wanted, branch)
        near, far, edge = "max(p.last_ms)", "min(p.first_ms)", "near_ms >= ?"
        if self._oldest_first:
            near, far, edge = far, near, "near_ms <= ?"
        first = self._first("event_by_person", "e.person = known.person", BETWEEN, kind)
        found = self._connection.execute(
            f"""
            SELECT person, CASE WHEN {edge} THEN ({first}) ELSE near_ms END, far_ms
            FROM (
                SELECT p.person, {near} AS near_ms, {far} AS far_ms FROM presence AS p
                WHERE p.person IN {LISTED} AND {kind_of(self._wanted, branch, "+p")}
                    AND p.first_ms <= ? AND p.last_ms >= ?
                GROUP BY p.person
            ) AS known
            """,  # noqa: S608 - words and numbers of our own
            (
                window.low.at_ms if self._oldest_first else window.high.at_ms,
                *window.values, json.dumps(persons), window.high.at_ms, window.low.at_ms,
            ),
        ).fetchall()  # fmt: skip
        self._each(found, "event_by_person", ["e.person = ?", kind], window, best)

    def _by_wording(self, branch: Branch, wordings: Sequence[int], window: Window, best: Best) -> None:
        """Take each wording of an alarm by itself, from the last one heard on (or first)."""
        place = among("e.device", branch.devices)
        first = self._first("event_by_wording", "e.wording = value", BETWEEN, place)
        found = self._connection.execute(
            f"SELECT value, ({first}), ? FROM json_each(?)",  # noqa: S608
            (*window.values, window.high.at_ms if self._oldest_first else window.low.at_ms, json.dumps(wordings)),
        ).fetchall()
        self._each(found, "event_by_wording", ["e.wording = ?", place], window, best)

    def _each(
        self, found: list[tuple[int, int | None, int]], index: str, conditions: list[str], window: Window, best: Best
    ) -> None:
        """Take each of those found, the nearest first.

        Args:
            found: a number, a time before which there is no event of it in the order, and one behind which there is
                none; None for the former if there is no event at all.
        """
        standing = "1" if self._wanted.acknowledged is None else STANDING[self._wanted.acknowledged].condition
        known = [(near_ms, far_ms, row) for row, near_ms, far_ms in found if near_ms is not None]
        for near_ms, far_ms, row in sorted(known, reverse=not self._oldest_first):
            if best.excludes(near_ms):
                return
            left = best.useful(window).within(Slot(min(near_ms, far_ms), -END), Slot(max(near_ms, far_ms), END))
            self._add(index, [*conditions, BETWEEN, standing], [row, *left.values], best)

    def _devices(self) -> tuple[int, ...]:
        return tuple(row for (row,) in self._connection.execute("SELECT id FROM device").fetchall())

    def _add(self, index: str, conditions: Iterable[str], values: Sequence[object], best: Best) -> None:
        best.add(self._connection.execute(self._select(index, *conditions), (*values, self._limit)).fetchall())

    def _select(self, index: str, *conditions: str) -> str:
        return (
            f"SELECT e.at_ms, e.id FROM event AS e INDEXED BY {index} "  # noqa: S608
            f"WHERE {' AND '.join(conditions)} {self._order} LIMIT ?"
        )

    def _first(self, index: str, *conditions: str) -> str:
        return (
            f"SELECT e.at_ms FROM event AS e INDEXED BY {index} "  # noqa: S608
            f"WHERE {' AND '.join(conditions)} {self._order} LIMIT 1"
        )
