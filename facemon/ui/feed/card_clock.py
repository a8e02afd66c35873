"""The times on cards: those of one second are worked out once, however many cards there are of it."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QDateTime

from facemon.ui import words

_TRUSTED_S = 1.0  # how long: the time zone may change, and does not say so


class CardClock:
    """Says what `words.since` says. Belongs to one thread.

    Args:
        clock: seconds of a clock that never goes back.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._until = 0.0
        self._day = range(0)  # today, in Unix milliseconds
        self._said: dict[int, str] = {}  # by the second

    def since(self, ms: int, now_ms: int) -> str:
        """Return the time of a moment (Unix milliseconds) with its day where that is not today's."""
        now = self._clock()
        if now >= self._until or now_ms not in self._day:
            self._until, self._day = now + _TRUSTED_S, _day_of(now_ms)
            self._said.clear()
        if ms not in self._day:
            return words.since(ms, now_ms)
        said = self._said.get(ms // 1000)
        if said is None:
            said = self._said[ms // 1000] = words.time(ms)
        return said


def _day_of(ms: int) -> range:
    day = QDateTime.fromMSecsSinceEpoch(ms).date()
    return range(day.startOfDay().toMSecsSinceEpoch(), day.addDays(1).startOfDay().toMSecsSinceEpoch())
