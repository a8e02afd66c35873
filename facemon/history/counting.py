"""How many events there are by category, between cuts along the time-line.

Whole shifts and hours come from the tallies that the schema keeps, what is left at the cuts from the events. What no
tally knows (a text, a person, an acknowledgement) is counted event by event.
"""

from __future__ import annotations

import bisect
import itertools
import json
import math
import sqlite3
from collections import Counter
from collections.abc import Callable, Sequence

from facemon.history.query import Query
from facemon.history.search import LISTED, STANDING, ends, kind_of
from facemon.history.wanted import Branch, Wanted

HOUR = 3_600_000  # ms
SHIFT = 8 * HOUR

Counts = Counter[int]  # by the number of the category


def occupied(connection: sqlite3.Connection, query: Query) -> tuple[int, int]:
    """Return the part of a query's time range that has events, its end excluded; empty where there are none."""
    first, last = ends(connection)
    from_ms = first.at_ms if query.from_ms is None else max(query.from_ms, first.at_ms)
    to_ms = last.at_ms + 1 if query.to_ms is None else min(query.to_ms, last.at_ms + 1)
    return from_ms, max(from_ms, to_ms)


def count(
    connection: sqlite3.Connection, wanted: Wanted, edges: Sequence[int], from_ms: int, to_ms: int
) -> list[Counts]:
    """Return the counts from each edge to the next, as far as they lie in a range.

    Args:
        edges: ascending, in Unix milliseconds, two at least.
        from_ms, to_ms: the range, its end excluded.
    """
    counts = [Counts() for _ in edges[1:]]
    for branch in wanted.branches:
        if branch.persons is None and branch.wordings is None and wanted.acknowledged is None:
            cuts = [min(max(edge, from_ms), to_ms) for edge in edges]
            parts = _Tallied(connection, wanted, branch).between(cuts)
        else:
            parts = _Counted(connection, wanted, branch).between(edges, from_ms, to_ms)
        for whole, part in zip(counts, parts, strict=True):
            whole.update(part)
    return counts


class _Tallied:
    """Counts of a branch that the tallies know."""

    def __init__(self, connection: sqlite3.Connection, wanted: Wanted, branch: Branch) -> None:
        self._connection = connection
        self._kind = kind_of(wanted, branch)

    def between(self, cuts: Sequence[int]) -> list[Counts]:
        shifts = self._until_shifts(_nearest(cuts[0], SHIFT), _nearest(cuts[-1], SHIFT))
        until: dict[int, Counts] = {}  # a cut -> the counts up to it from where the first shift begins
        counts = []
        for low, high in itertools.pairwise(cuts):
            if high - low < HOUR:  # by way of the nearest hour it would be longer
                counts.append(self._events(low, high))
                continue
            for cut in (low, high):
                if cut not in until:
                    until[cut] = Counts(shifts[_nearest(cut, SHIFT)])
                    until[cut].update(self._from_shift(cut))
            part = Counts(until[high])
            part.subtract(until[low])
            counts.append(part)
        return counts

    def _until_shifts(self, first: int, last: int) -> dict[int, Counts]:
        """Return for each shift from one to another the counts up to it from where the one begins."""
        kept: dict[int, Counts] = {}
        for shift, category, events in self._connection.execute(
            f"""
            SELECT e.shift, e.category, sum(e.events) FROM shift AS e
            WHERE e.shift >= ? AND e.shift < ? AND {self._kind} GROUP BY e.shift, e.category
            """,  # noqa: S608 - words and numbers of our own
            (first, last),
        ).fetchall():
            kept.setdefault(shift, Counts())[category] = events
        until = {first: Counts()}
        for shift in range(first, last):
            until[shift + 1] = Counts(until[shift])
            until[shift + 1].update(kept.get(shift, ()))
        return until

    def _from_shift(self, cut: int) -> Counts:
        """Return what lies between the nearest beginning of a shift and a cut; negative if the shift comes later."""
        counts = self._signed(self._hours, _nearest(cut, SHIFT) * SHIFT // HOUR, _nearest(cut, HOUR))
        counts.update(self._signed(self._events, _nearest(cut, HOUR) * HOUR, cut))
        return counts

    @staticmethod
    def _signed(counted: Callable[[int, int], Counts], low: int, high: int) -> Counts:
        if low <= high:
            return counted(low, high)
        counts = Counts()
        counts.subtract(counted(high, low))
        return counts

    def _hours(self, low: int, high: int) -> Counts:
        if low == high:
            return Counts()
        rows = self._connection.execute(
            f"""
            SELECT e.category, sum(e.events) FROM tally AS e WHERE e.hour >= ? AND e.hour < ? AND {self._kind}
            GROUP BY e.category
            """,  # noqa: S608
            (low, high),
        )
        return Counts(dict(rows.fetchall()))

    def _events(self, low: int, high: int) -> Counts:
        if low == high:
            return Counts()
        rows = self._connection.execute(
            f"""
            SELECT e.category, count(*) FROM event AS e INDEXED BY event_by_time
            WHERE e.at_ms >= ? AND e.at_ms < ? AND {self._kind} GROUP BY e.category
            """,  # noqa: S608
            (low, high),
        )
        return Counts(dict(rows.fetchall()))


class _Counted:
    """Counts of a branch that have to be taken event by event."""

    def __init__(self, connection: sqlite3.Connection, wanted: Wanted, branch: Branch) -> None:
        self._connection = connection
        self._conditions = ["e.at_ms >= ? AND e.at_ms < ?", kind_of(wanted, branch)]
        self._given: list[object] = []
        self._persons: list[object] = []
        standing = None if wanted.acknowledged is None else STANDING[wanted.acknowledged]
        if standing is not None:
            self._conditions.append(standing.condition)
        if branch.wordings is not None:
            self._source = "json_each(?) AS list CROSS JOIN event AS e INDEXED BY event_by_wording"
            self._conditions.append("e.wording = list.value")
            self._given.append(json.dumps(branch.wordings))
        elif standing is not None:
            self._source = f"event AS e INDEXED BY {standing.events}"
            if branch.persons is not None:
                self._conditions.append(f"e.person IN {LISTED}")
                self._persons.append(json.dumps(branch.persons))
        else:
            self._source = "json_each(?) AS list CROSS JOIN event AS e INDEXED BY event_by_person"
            self._conditions.append("e.person = list.value")
            self._given.append(json.dumps(branch.persons))

    def between(self, edges: Sequence[int], from_ms: int, to_ms: int) -> list[Counts]:
        unit = math.gcd(*(high - low for low, high in itertools.pairwise(edges))) or 1
        rows = self._connection.execute(
            f"""
            SELECT (e.at_ms - ?) / ? AS unit, e.category, count(*) FROM {self._source}
            WHERE {" AND ".join(self._conditions)} GROUP BY unit, e.category
            """,  # noqa: S608
            (edges[0], unit, *self._given, max(edges[0], from_ms), min(edges[-1], to_ms), *self._persons),
        ).fetchall()
        counts = [Counts() for _ in edges[1:]]
        for step, category, events in rows:
            counts[bisect.bisect_right(edges, edges[0] + step * unit) - 1][category] += events
        return counts


def _nearest(at_ms: int, unit: int) -> int:
    return (at_ms + unit // 2) // unit
