"""Where each row of the feed is."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence


class RowGeometry:
    """Rows of any height below each other, in logical pixels from the top of the content.

    Counted from the last row up: rows on top are appended, a look-up halves its way. Rows put in or taken out elsewhere
    cost a sum for each row above them, which are few where rows are put in: what comes late has happened lately.
    """

    def __init__(self, spacing: int, heights: Iterable[int] = ()) -> None:
        self.spacing = spacing
        self._up = [0]  # the top of each row, counted upwards from below the last one, which is the first here
        self.insert(0, list(heights))

    @property
    def count(self) -> int:
        """How many rows there are."""
        return len(self._up) - 1

    @property
    def total(self) -> int:
        """The height of the content, with a margin as wide as the spacing below the last row."""
        return self._up[-1] - self._up[0]

    def insert(self, row: int, heights: Sequence[int]) -> None:
        """Put rows of these heights in before `row`."""
        below = self.count - row
        top = first = self._up[below]
        tops = []
        for height in reversed(heights):
            top += height + self.spacing
            tops.append(top)
        rise = top - first
        self._up[below + 1 :] = tops + [up + rise for up in self._up[below + 1 :]]

    def remove(self, row: int, count: int) -> None:
        """Take `count` rows out from `row` on."""
        below = self.count - row - count
        if not below:
            del self._up[:count]
            return
        fall = self._up[below + count] - self._up[below]
        self._up[below + 1 :] = [up - fall for up in self._up[below + count + 1 :]]

    def top(self, row: int) -> int:
        """Return where a row begins. The one after the last has a place too."""
        return self._up[-1] - self._up[self.count - row]

    def height(self, row: int) -> int:
        """Return how high a row is, without the space below it."""
        above = self.count - row
        return self._up[above] - self._up[above - 1] - self.spacing

    def place(self, row: int) -> tuple[int, int]:
        """Return where a row begins, and how high it is without the space below it."""
        up = self._up
        bottom, top = up[-2 - row], up[-1 - row]
        return up[-1] - top, top - bottom - self.spacing

    def row_at(self, y: int) -> int | None:
        """Return the row that covers `y`; None between rows and outside."""
        row = self.covering(y)
        return row if 0 <= row < self.count and y - self.top(row) < self.height(row) else None

    def covering(self, y: int) -> int:
        """Return the row that covers `y` with the space below it; -1 above all of them, `count` below."""
        return self.count - bisect_left(self._up, self._up[-1] - y)

    def between(self, top: int, bottom: int) -> range:
        """Return the rows of which something lies at or below `top` and above `bottom`."""
        up = self._up
        last, end = len(up) - 1, up[-1]
        if not last or bottom <= top:
            return range(0)
        first = max(0, last - bisect_left(up, end - top))
        if first < last and top - end >= -up[last - first - 1] - self.spacing:
            first += 1  # only the space below it
        return range(first, max(first, min(last, last - bisect_left(up, end - bottom + 1) + 1)))

    def first_seen(self, top: int) -> int:
        """Return the first row of which at least the lower half is below `top`."""
        row = max(0, self.covering(top))
        return row if row >= self.count or self.top(row) + self.height(row) // 2 >= top else row + 1
