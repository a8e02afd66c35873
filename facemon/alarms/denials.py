"""Who was denied how often, as far back as a rule may ask. Bounded, and forgotten with the program."""

from __future__ import annotations

from bisect import insort

from facemon.alarms.subject import subject_of
from facemon.event import Event

MOST_PEOPLE = 1_000  # beyond it, whoever has not been denied for the longest time is forgotten
MOST_TIMES = 100  # of each; no rule may ask for more


class Denials:
    """The times at which each person was denied at any device, and strangers at each."""

    def __init__(self) -> None:
        self._times: dict[str, list[int]] = {}  # Unix milliseconds, sorted; who was denied last is last

    def add(self, event: Event, times: int, minutes: int) -> bool:
        """Take note of a denied event; return whether it belongs to `times` of them within so many minutes.

        What was recovered may come out of order: the events around it count as well as those before it.
        """
        who = subject_of(event) or f"d:{event.device_id}"
        denied = self._times.pop(who, None) or []
        insort(denied, event.at_ms)
        if len(denied) > MOST_TIMES:
            del denied[0 if event.at_ms > denied[0] else -1]
        self._times[who] = denied
        if len(self._times) > MOST_PEOPLE:
            del self._times[next(iter(self._times))]
        return any(
            last - first <= minutes * 60_000 and first <= event.at_ms <= last
            for first, last in zip(denied, denied[times - 1 :], strict=False)
        )

    def forget(self) -> None:
        """Begin anew."""
        self._times.clear()
