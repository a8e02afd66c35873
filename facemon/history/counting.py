"""How many events there are by category, between edges along the time-line.

Whole shifts and hours come from the tallies that the schema keeps, what is left at the edges from the events. What no
tally knows (a text, a person, an acknowledgement) is counted event by event.
"""

from __future__ import annotations

import bisect
import itertools
import json
import math
import sqlite3
from collections.abc import Sequence

from facemon.event import Category
from facemon.history.coding import category_of
from facemon.history.query import Query
from facemon.history.search import LISTED, STANDING, ends, kind_of
from facemon.history.wanted import Branch, Wanted

HOUR = 3_600_000  # ms
SHIFT = 8 * HOUR

# In the order of the categories. Plain lists, since a year has some thousand parts to be added up.
Counts = list[int]
_ORDER = {category: place for place, category in enumerate(Category)}


def nothing() -> Counts:
    """Return the counts of no event."""
    return [0] * len(Category)


def occupied(connection: sqlite3.Connection, query: Query) -> tuple[int, int]:
    """Return the part of a query's time range that has events, its end excluded; empty where there are none."""
    (begin, _), (last, _) = ends(connection)
    end = max(begin, last + 1)
    from_ms = begin if query.from_ms is None else min(max(query.from_ms, begin), end)
    return from_ms, end if query.to_ms is None else max(from_ms, min(query.to_ms, end))


def count(
    connection: sqlite3.Connection, wanted: Wanted, edges: Sequence[int], from_ms: int, to_ms: int
) -> list[Counts]:
    """Return the counts from each edge to the next, as far as they lie in a range.

    Args:
        edges: ascending, in Unix milliseconds, two at least.
        from_ms, to_ms: the range, its end excluded.
    """
    counts = [nothing() for _ in edges[1:]]
    for branch in wanted.branches:
        if branch.persons is None and branch.wordings is None and wanted.acknowledged is None:
            cuts = [min(max(edge, from_ms), to_ms) for edge in edges]
            parts = _Tallied(connection, wanted, branch).between(cuts)
        else:
            parts = _Counted(connection, wanted, branch).between(edges, from_ms, to_ms)
        counts = [_sum(whole, part) for whole, part in zip(counts, parts, strict=True)]
    return counts


class _Tallied:
    """Counts of a branch that the tallies know."""

    def __init__(self, connection: sqlite3.Connection, wanted: Wanted, branch: Branch) -> None:
        self._connection = connection
        kind = kind_of(wanted, branch)
        self._shifts = f"""
            SELECT e.shift, e.category, sum(e.events) FROM shift AS e WHERE e.shift >= ? AND e.shift < ? AND {kind}
            GROUP BY e.shift, e.category
        """  # noqa: S608 - words and numbers of our own
        self._hours = f"""
            SELECT e.category, sum(e.events) FROM tally AS e WHERE e.hour >= ? AND e.hour < ? AND {kind}
            GROUP BY e.category
        """  # noqa: S608
        self._events = f"""
            SELECT e.category, count(*) FROM event AS e INDEXED BY event_by_time
            WHERE e.at_ms >= ? AND e.at_ms < ? AND {kind} GROUP BY e.category
        """  # noqa: S608

    def between(self, cuts: Sequence[int]) -> list[Counts]:
        parts = list(itertools.pairwise(cuts))
        # Less than an hour is counted by itself: by way of the hours around it would be longer.
        until = self._until(sorted({cut for part in parts if part[1] - part[0] >= HOUR for cut in part}))
        return [
            self._sums(self._events, low, high) if high - low < HOUR else _sum(until[high], until[low], sign=-1)
            for low, high in parts
        ]

    def _until(self, cuts: Sequence[int]) -> dict[int, Counts]:
        """Return the counts up to each cut, from the beginning of the shift that is nearest to the first."""
        if not cuts:
            return {}
        shifts = [_nearest(cut, SHIFT) for cut in cuts]
        rows = iter(self._connection.execute(self._shifts, (shifts[0], shifts[-1])).fetchall())
        row = next(rows, None)
        total = nothing()
        until = {}
        for cut, shift in zip(cuts, shifts, strict=True):
            while row is not None and row[0] < shift:
                total[_place(row[1])] += row[2]
                row = next(rows, None)
            until[cut] = self._from_shift(total, shift * SHIFT, cut)
        return until

    def _from_shift(self, until: Counts, begin: int, cut: int) -> Counts:
        """Return the counts up to a cut, given those up to the beginning of a shift before or behind it."""
        hour = _nearest(cut, HOUR)
        counts = list(until)
        for statement, low, high in ((self._hours, begin // HOUR, hour), (self._events, hour * HOUR, cut)):
            if low < high:
                counts = _sum(counts, self._sums(statement, low, high))
            elif low > high:
                counts = _sum(counts, self._sums(statement, high, low), sign=-1)
        return counts

    def _sums(self, statement: str, low: int, high: int) -> Counts:
        counts = nothing()
        if low < high:
            for category, events in self._connection.execute(statement, (low, high)).fetchall():
                counts[_place(category)] += events
        return counts


class _Counted:
    """Counts of a branch that no tally knows."""

    def __init__(self, connection: sqlite3.Connection, wanted: Wanted, branch: Branch) -> None:
        self._connection = connection
        self._kind = kind_of(wanted, branch)
        self._standing = None if wanted.acknowledged is None else STANDING[wanted.acknowledged]
        self._conditions = ["e.at_ms >= ? AND e.at_ms < ?", self._kind]
        if self._standing is not None:
            self._conditions.append(self._standing.condition)
        self._listed: list[object] = []
        if branch.wordings is not None:
            self._index = "event_by_wording"
            self._conditions.append(f"e.wording IN {LISTED}")
            self._listed.append(json.dumps(branch.wordings))
        elif branch.persons is not None:
            self._index = "event_by_person" if self._standing is None else self._standing.by_person
            self._conditions.append(f"e.person IN {LISTED}")
            self._listed.append(json.dumps(branch.persons))
        else:
            assert self._standing is not None  # noqa: S101 - else the tallies knew
            self._index = self._standing.by_device

    def between(self, edges: Sequence[int], from_ms: int, to_ms: int) -> list[Counts]:
        from_ms, to_ms = max(edges[0], from_ms), min(edges[-1], to_ms)
        if len(edges) == 2:
            return [self._whole(from_ms, to_ms)]
        unit = math.gcd(*(high - low for low, high in itertools.pairwise(edges))) or 1
        counts = [nothing() for _ in edges[1:]]
        for step, category, events in self._rows(f"(e.at_ms - {edges[0]}) / {unit}", from_ms, to_ms):
            counts[bisect.bisect_right(edges, edges[0] + step * unit) - 1][_place(category)] += events
        return counts

    def _whole(self, from_ms: int, to_ms: int) -> Counts:
        """Return the counts of a range, by way of all that the persons did if there is less outside the range."""
        if self._index == "event_by_person":
            first, last = ends(self._connection)
            if to_ms - from_ms > (last.at_ms - first.at_ms) // 2:
                before, behind = self._part(first.at_ms, from_ms), self._part(to_ms, last.at_ms + 1)
                return _sum(_sum(self._ever(), before, sign=-1), behind, sign=-1)
        return self._part(from_ms, to_ms)

    def _ever(self) -> Counts:
        counts = nothing()
        for category, events in self._connection.execute(
            f"SELECT e.category, sum(e.events) FROM presence AS e"  # noqa: S608
            f" WHERE {self._kind} AND e.person IN {LISTED} GROUP BY e.category",
            self._listed,
        ).fetchall():
            counts[_place(category)] += events
        return counts

    def _part(self, from_ms: int, to_ms: int) -> Counts:
        counts = nothing()
        if from_ms < to_ms:
            for _, category, events in self._rows("e.device", from_ms, to_ms):
                counts[_place(category)] += events
        return counts

    def _rows(self, group: str, from_ms: int, to_ms: int) -> list[tuple[int, int, int]]:
        return self._connection.execute(
            f"SELECT {group} AS step, e.category, count(*) FROM event AS e INDEXED BY {self._index}"  # noqa: S608
            f" WHERE {' AND '.join(self._conditions)} GROUP BY step, e.category",
            (from_ms, to_ms, *self._listed),
        ).fetchall()


def _sum(one: Counts, other: Counts, *, sign: int = 1) -> Counts:
    return [a + sign * b for a, b in zip(one, other, strict=True)]


def _place(code: int) -> int:
    return _ORDER[category_of(code)]


def _nearest(at_ms: int, unit: int) -> int:
    return (at_ms + unit // 2) // unit
