"""Who was denied how often, as far back as a rule may ask. Bounded, and forgotten with the program."""

from __future__ import annotations

from bisect import insort

from facemon.event import Event

MOST_PEOPLE = 1_000  # beyond it, the half that was denied longest ago is forgotten
MOST_TIMES = 100  # of each; no rule may ask for more


class Denials:
    """The times at which each person was denied at any device, and whoever the device could not name at each."""

    def __init__(self) -> None:
        self._times: dict[str, list[int]] = {}  # Unix milliseconds, sorted

    def add(self, subject: str, event: Event, times: int, minutes: int) -> bool:
        """Take note of a denied event about this subject; return whether it is one of `times` within so many minutes.

        What was recovered may come out of order: the events around it count as well as those before it.
        """
        who = subject or f"d:{event.device_id}"
        at_ms = event.at_ms
        denied = self._times.get(who)
        if denied is None:
            if len(self._times) >= MOST_PEOPLE:
                self._make_room()
            denied = self._times[who] = []
        longest_ms = minutes * 60_000
        if not denied or at_ms >= denied[-1]:
            denied.append(at_ms)
            if len(denied) > MOST_TIMES:
                del denied[0]
            return len(denied) >= times and at_ms - denied[-times] <= longest_ms
        insort(denied, at_ms)
        often = any(
            first <= at_ms <= last and last - first <= longest_ms
            for first, last in zip(denied, denied[times - 1 :], strict=False)
        )
        if len(denied) > MOST_TIMES:
            del denied[0]
        return often

    def _make_room(self) -> None:
        latest = sorted(self._times, key=lambda who: self._times[who][-1])
        for who in latest[: len(latest) // 2]:
            del self._times[who]
