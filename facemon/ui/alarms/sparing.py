"""How often the window may be told of alarms, so that it never takes more than a part of its time. No Qt."""

from __future__ import annotations

import time
from collections.abc import Callable

from facemon.alarm import Alarm, AlarmState, Priority

CHEAP = 0.002  # seconds; what takes no longer may be done in every frame
LONGEST = 0.25  # seconds that anything waits; nobody reads more often how many times something has come
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

    def wait(self, *, pressing: bool, counting: bool = False) -> float:
        """Return for how many seconds it is not to be done yet; 0 for none.

        Args:
            pressing: somebody is wanted.
            counting: nothing is new but how often something has come.
        """
        if self._took <= CHEAP and not counting:
            return 0.0
        rest = LONGEST if counting else min(LONGEST, self._took * (_PRESSING if pressing else _USUAL))
        return max(0.0, self._last + rest - self._clock())


def calls(alarm: Alarm, former: Alarm | None) -> bool:
    """Return whether this change wants somebody who was not wanted before."""
    return alarm.state is AlarmState.OPEN and (former is None or former.state is not AlarmState.OPEN)


def only_counts(alarm: Alarm, former: Alarm | None) -> bool:
    """Return whether nothing is new but how often it has come; what is critical calls each time."""
    if former is None or alarm.count <= former.count or alarm.priority is Priority.CRITICAL:
        return False
    stood = former.state, former.priority, former.escalated, former.over_ms
    return (alarm.state, alarm.priority, alarm.escalated, alarm.over_ms) == stood
