"""One time within which several things have to end, so that their waits do not add up."""

from __future__ import annotations

import time


class Limit:
    """So many seconds for all that asks, from the first time that anything does. Belongs to one thread."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._until: float | None = None

    def left(self, keep: float = 0.0) -> float:
        """Return how many seconds may be waited now, `keep` of them left over for what can only end afterwards."""
        now = time.monotonic()
        if self._until is None:
            self._until = now + self._seconds
        return max(0.0, self._until - keep - now)
