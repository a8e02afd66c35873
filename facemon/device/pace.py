"""How much of the processor one device may take, so that one that sends without end leaves room for the others.

What it sends meanwhile waits in the network, and then at the device itself: nothing is lost.
"""

from __future__ import annotations

import time
from collections.abc import Callable

AT_ONCE = 1.0  # seconds of processor time that a burst may take in one go: thousands of events
SHARE = 0.5  # of the time from then on; so whatever comes behind a flood comes at most twice as late for it
_LEAST, _MOST = 0.01, 0.5  # seconds; shorter waits are saved up, and longer ones are had in parts


class Pace:
    """Follows the processor time of one thread, which reads from one device. Only that thread uses it.

    Args:
        at_once, share: as above.
        clock: steady seconds.
        busy: processor seconds of this thread.
    """

    def __init__(
        self,
        at_once: float = AT_ONCE,
        share: float = SHARE,
        *,
        clock: Callable[[], float] = time.monotonic,
        busy: Callable[[], float] = time.thread_time,
    ) -> None:
        self._slack = at_once / share
        self._share = share
        self._clock = clock
        self._busy = busy
        self._spent = busy()
        self._due = float("-inf")  # when all of it would have been spent at no more than `share`

    def early(self) -> float:
        """Return for how many seconds nothing is to be read now; 0 almost always."""
        now, spent = self._clock(), self._busy()
        self._due = max(self._due, now) + (spent - self._spent) / self._share
        self._spent = spent
        early = self._due - now - self._slack
        return min(early, _MOST) if early >= _LEAST else 0.0
