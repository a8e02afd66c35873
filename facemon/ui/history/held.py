"""The part of the results that is in memory: a stretch of rows, which moves with whoever scrolls. Pure: no Qt.

Rows are counted from the newest result, which is row 0. How many there are is told by a count of its own; where what is
fetched shows it to be otherwise, because something was added or taken out meanwhile, that is put right.
"""

from __future__ import annotations

import enum
from collections.abc import Sequence

import msgspec

from facemon.history.query import Found, Slot

PAGE = 200  # rows fetched at once
MOST = 5_000  # rows held
_AHEAD = 100  # rows beyond those in sight that shall be there, too
_NEAR = 2 * PAGE  # rows; who scrolls further than that beyond what is held has jumped


class Way(enum.Enum):
    """How the next rows are fetched."""

    OLDER = "older"  # the page behind the last row held
    NEWER = "newer"  # the page before the first row held
    AT = "at"  # afresh, around a row


class Need(msgspec.Struct, frozen=True):
    """What has to be fetched next."""

    way: Way
    slot: Slot | None = None  # of the row held that the page is beside
    row: int = 0  # around which


class Held:
    """Holds at most `most` rows."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._rows: list[Found] = []
        self.first = 0  # the row of the first one held
        self.total = 0  # as far as is known
        self._ended = False  # the last row has been seen, so `total` is no guess

    @property
    def held(self) -> int:
        """How many rows are held."""
        return len(self._rows)

    @property
    def end(self) -> int:
        """The row behind the last one held."""
        return self.first + len(self._rows)

    def row(self, row: int) -> Found | None:
        """Return what is in a row; None while it is not held."""
        return self._rows[row - self.first] if self.first <= row < self.end else None

    def row_of(self, event_id: int) -> int | None:
        """Return the row of an event; None where it is not held."""
        return next((self.first + i for i, found in enumerate(self._rows) if found.id == event_id), None)

    def clear(self) -> None:
        """Hold nothing; there is nothing."""
        self._rows = []
        self.first = self.total = 0
        self._ended = False

    def begin(self, first: int, rows: Sequence[Found], *, whole_page: bool) -> None:
        """Hold these rows instead, of which `first` is the row of the first.

        Args:
            whole_page: there were as many as had been asked for, so there may be more behind them.
        """
        self._rows, self.first = list(rows), first
        self._ended = False
        self._put_right(whole_page=whole_page)

    def put_behind(self, rows: Sequence[Found], *, whole_page: bool) -> None:
        """Take the page behind the last row held; the newest rows beyond what is held are let go."""
        self._rows += rows
        self._put_right(whole_page=whole_page)
        excess = len(self._rows) - self._most
        if excess > 0:
            del self._rows[:excess]
            self.first += excess

    def put_before(self, rows: Sequence[Found], *, whole_page: bool) -> None:
        """Take the page before the first row held, the newest first; the oldest rows beyond what is held are let go."""
        self._rows[:0] = rows
        self.first -= len(rows)
        if self.first < 0 or not whole_page:  # this is the newest row there is: those above it had been miscounted
            self.total -= self.first
            self.first = 0
        del self._rows[self._most :]

    def count(self, total: int) -> None:
        """Take how many rows have been counted."""
        if not self._ended:
            self.total = max(total, self.end)

    def need(self, first: int, end: int) -> Need | None:
        """Return what has to be fetched so that the rows from `first` to before `end`, and some around, are there."""
        if not self.total:
            return None
        first, end = max(0, min(first, self.total - 1)), max(1, min(end, self.total))
        if not self._rows or end < self.first - _NEAR or first > self.end + _NEAR:
            return Need(Way.AT, row=(first + end) // 2)
        if end + _AHEAD > self.end and self.end < self.total:
            return Need(Way.OLDER, slot=self._rows[-1].slot)
        if first - _AHEAD < self.first and self.first > 0:
            return Need(Way.NEWER, slot=self._rows[0].slot)
        return None

    def _put_right(self, *, whole_page: bool) -> None:
        if whole_page:
            self.total = max(self.total, self.end)
        else:
            self.total = self.end
            self._ended = True
