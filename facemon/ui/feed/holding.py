"""What the feed holds, shown or not: bounded, found by number. Pure: no Qt."""

from __future__ import annotations

from bisect import bisect_right, insort
from collections import Counter
from collections.abc import Container, Sequence

from facemon.event import Category
from facemon.ui.feed import order
from facemon.ui.feed.order import by_key
from facemon.ui.feed.rows import BELOW_ALL, EventRow, GapRow

GAPS = 2_000  # a device on a bad line has thousands a day


class Holding:
    """The newest events, and the gaps among them.

    Args:
        most: how many events are held; may be changed.
        most_gaps: how many gaps are held.
    """

    def __init__(self, most: int, most_gaps: int = GAPS) -> None:
        self.most = most
        self._most_gaps = most_gaps
        self.events: list[EventRow] = []  # in the order of their keys, oldest first
        self.counts: Counter[Category] = Counter()
        self.top = BELOW_ALL  # no row has ever been put above this place
        self._by_number: dict[int, EventRow] = {}
        self._gaps: list[GapRow] = []
        self._by_id: dict[int, GapRow] = {}

    @property
    def gaps(self) -> list[GapRow]:
        """The gaps, in the order of their keys, oldest first."""
        return self._gaps

    def find(self, number: int) -> EventRow | None:
        """Return the event with an arrival number."""
        return self._by_number.get(number)

    def put_in(self, rows: Sequence[EventRow]) -> None:
        """Hold these events, given in the order of their keys."""
        if not rows:
            return
        for at, run in order.runs(self.events, rows):
            self.events[at:at] = run
        self._by_number.update([(row.number, row) for row in rows])
        self.counts.update([row.category for row in rows])
        self.top = max(self.top, rows[-1].key)

    def let_go(self) -> list[EventRow]:
        """Let the oldest events beyond what is held go, with the gaps before them; return the events."""
        excess = len(self.events) - self.most
        if excess <= 0:
            return []
        gone = self.events[:excess]
        del self.events[:excess]
        self.counts.subtract([row.category for row in gone])
        for row in gone:
            del self._by_number[row.number]
        before = bisect_right(self._gaps, gone[-1].key, key=by_key)
        for gap in self._gaps[:before]:
            del self._by_id[gap.gap.id]
        del self._gaps[:before]
        return gone

    def forget(self, numbers: Container[int]) -> None:
        """Hold the events with these arrival numbers no longer."""
        gone = [row for row in self.events if row.number in numbers]
        self.counts.subtract([row.category for row in gone])
        for row in gone:
            del self._by_number[row.number]
        self.events = [row for row in self.events if row.number not in numbers]

    def gap(self, gap_id: int) -> GapRow | None:
        """Return the gap with an id."""
        return self._by_id.get(gap_id)

    def put_gap(self, row: GapRow) -> GapRow | None:
        """Hold a gap as it stands now; return the one that has to be let go for it, if any."""
        old = self._by_id.get(row.gap.id)
        if old is not None:
            del self._gaps[order.place(self._gaps, old.key)]
        self._by_id[row.gap.id] = row
        insort(self._gaps, row, key=by_key)
        self.top = max(self.top, row.key)
        if len(self._gaps) <= self._most_gaps:
            return None
        oldest = self._gaps.pop(0)
        del self._by_id[oldest.gap.id]
        return oldest

    def read_again(self, events: list[EventRow], gaps: list[GapRow]) -> None:
        """Hold these rows instead, which are the same events and gaps read in another way."""
        self.events, self._gaps = events, gaps
        self._by_number = {row.number: row for row in events}
        self._by_id = {row.gap.id: row for row in gaps}
