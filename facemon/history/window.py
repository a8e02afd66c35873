"""A stretch of the order of all events, and the best of what is found in it."""

from __future__ import annotations

import heapq
from collections.abc import Iterable

import msgspec

from facemon.history.query import Query, Slot

END = 2**63 - 1  # the greatest integer of SQLite
FIRST = Slot(-END, -END)
LAST = Slot(END, END)


class Window(msgspec.Struct, frozen=True):
    """The events between two slots, neither included."""

    low: Slot = FIRST
    high: Slot = LAST

    @classmethod
    def of(cls, query: Query) -> Window:
        """Return the time range of a query."""
        return cls(
            FIRST if query.from_ms is None else Slot(query.from_ms - 1, END),
            LAST if query.to_ms is None else Slot(query.to_ms, -END),
        )

    @property
    def values(self) -> tuple[int, int, int, int]:
        """What goes into a condition on `(at_ms, id)` above one and below another."""
        return (*self.low, *self.high)

    @property
    def empty(self) -> bool:
        """Whether nothing can be in it."""
        return self.low >= self.high

    def within(self, low: Slot, high: Slot) -> Window:
        """Return the part of it that lies between two slots, too."""
        return Window(max(self.low, low), min(self.high, high))

    def behind(self, slot: Slot | None, *, oldest_first: bool) -> Window:
        """Return what comes after a slot in the given order; all of it where there is none."""
        if slot is None:
            return self
        return self.within(slot, LAST) if oldest_first else self.within(FIRST, slot)

    def parted(self, last: Slot, *, oldest_first: bool) -> tuple[Window, Window]:
        """Return the part of it up to a slot in it, which is included, and what is behind that in the given order."""
        if oldest_first:
            return self.within(FIRST, Slot(last.at_ms, last.id + 1)), self.within(last, LAST)
        return self.within(Slot(last.at_ms, last.id - 1), LAST), self.within(FIRST, last)


NOWHERE = Window(LAST, LAST)


class Best:
    """The first so many slots in an order, of all that are given to it. Each slot is given once."""

    def __init__(self, limit: int, *, oldest_first: bool) -> None:
        self.limit = limit
        self.oldest_first = oldest_first
        self._heap: list[Slot] = []  # of the newest as they are; of the oldest with both numbers negated
        self._sign = -1 if oldest_first else 1

    def add(self, slots: Iterable[tuple[int, int]]) -> None:
        """Take in some more."""
        for at_ms, id_ in slots:
            slot = Slot(self._sign * at_ms, self._sign * id_)
            if len(self._heap) < self.limit:
                heapq.heappush(self._heap, slot)
            elif slot > self._heap[0]:
                heapq.heapreplace(self._heap, slot)

    def __len__(self) -> int:
        return len(self._heap)

    @property
    def full(self) -> bool:
        """Whether only what comes before the last one is of any use now."""
        return len(self._heap) >= self.limit

    def excludes(self, at_ms: int) -> bool:
        """Whether nothing at this time or behind it in the order is of any use now."""
        return self.full and self._sign * at_ms < self._heap[0].at_ms

    def useful(self, window: Window) -> Window:
        """Return the part of a window where something may still be found that belongs to the first."""
        return window.behind(self._last, oldest_first=not self.oldest_first) if self.full else window

    def sorted(self) -> list[Slot]:
        """Return them in their order."""
        ordered = sorted(self._heap, reverse=True)
        return [Slot(self._sign * slot.at_ms, self._sign * slot.id) for slot in ordered]

    @property
    def _last(self) -> Slot:
        last = self._heap[0]
        return Slot(self._sign * last.at_ms, self._sign * last.id)
