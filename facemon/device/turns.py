"""When many devices are to be connected to at once, they take turns: a few begin together, the rest one after another.

Two hundred handshakes in the same moment would be late each, and hard on the network that has just come back.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

AT_ONCE = 10  # attempts that need not wait for one another
PER_SECOND = 25.0  # that begin after those
_PUSHED = 5  # attempts that a person may put before all others, within as many turns


class Turns:
    """Gives each attempt its turn; from any thread.

    Args:
        at_once, per_second: as above.
        clock: steady seconds.
    """

    def __init__(
        self, *, at_once: int = AT_ONCE, per_second: float = PER_SECOND, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._step = 1 / per_second
        self._slack = (at_once - 1) * self._step
        self._clock = clock
        self._lock = threading.Lock()
        self._next = self._next_pushed = float("-inf")  # when one that waits for all before would begin

    def take(self, *, first: bool = False) -> float:
        """Take a turn; return the seconds until it comes, 0 for now.

        Args:
            first: a person waits for just this one, so it goes before those that wait.
        """
        with self._lock:
            now = self._clock()
            turn = max(self._next, now)
            self._next = turn + self._step
            if first:
                pushed = max(self._next_pushed, now)
                if pushed - now <= (_PUSHED - 1) * self._step:
                    self._next_pushed = pushed + self._step
                    return 0.0
            return max(0.0, turn - now - self._slack)
