"""Where each row of the feed is, in constant time."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class RowGeometry:
    """Rows below each other, in logical pixels from the top of the content.

    All that the view asks goes through these methods, so rows of other heights need a change only here.
    """

    count: int
    row_height: int
    spacing: int

    @property
    def total(self) -> int:
        """The height of the content, with a margin as wide as the spacing below the last row."""
        return self.count * (self.row_height + self.spacing)

    def top(self, row: int) -> int:
        """Return where a row begins. A row that does not exist has a place too, so that shifts can be computed."""
        return row * (self.row_height + self.spacing)

    def height(self, row: int) -> int:  # noqa: ARG002 - rows are all the same for now
        """Return how high a row is, without the space below it."""
        return self.row_height

    def row_at(self, y: int) -> int | None:
        """Return the row that covers `y`; None between rows and outside."""
        row = y // (self.row_height + self.spacing)
        return row if 0 <= row < self.count and y - self.top(row) < self.height(row) else None

    def between(self, top: int, bottom: int) -> range:
        """Return the rows of which something lies at or below `top` and above `bottom`."""
        if not self.count or bottom <= top:
            return range(0)
        pitch = self.row_height + self.spacing
        first = max(0, top // pitch)
        if top - self.top(first) >= self.height(first):
            first += 1
        return range(first, max(first, min(self.count, -(-bottom // pitch))))

    def first_seen(self, top: int) -> int:
        """Return the first row of which at least the lower half is below `top`."""
        pitch = self.row_height + self.spacing
        return max(0, (top + pitch - 1 - self.row_height // 2) // pitch)
