"""How often the window may be told of alarms, so that it never takes more than a part of its time. No Qt."""

from __future__ import annotations

import time
from collections.abc import Callable

CHEAP = 0.002  # seconds; what takes no longer may be done in every frame
LONGEST = 0.25  # seconds that anything waits
_PRESSING, _USUAL = 2, 8  # so many times as long as it has taken, nothing is told again


class Sparing:
    """Says how long to wait, by how long it took the last time.

    Args:
        clock: steady seconds.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._took = 0.0
        self._last = float("-inf")

    def took(self, seconds: float) -> None:
        """It has just been done, and has taken so long."""
        self._took = seconds
        self._last = self._clock()

    def wait(self, *, pressing: bool) -> float:
        """Return for how many seconds it is not to be done yet; 0 for none.

        Args:
            pressing: somebody is wanted.
        """
        if self._took <= CHEAP:
            return 0.0
        rest = min(LONGEST, self._took * (_PRESSING if pressing else _USUAL))
        return max(0.0, self._last + rest - self._clock())
