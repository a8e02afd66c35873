"""When a device raises more alarms than a person can handle: more than ten in ten minutes (ISA-18.2, EEMUA 191)."""

from __future__ import annotations

from collections import deque

from facemon.alarm import Flood, Moment

MANY = 10  # occurrences that are no flood yet
PERIOD = 600.0  # seconds
CALM = 5  # fewer within the period end a flood: later than it began, so that no row folds and unfolds in turn


class Floods:
    """Which devices raise too many alarms. Measured by arrival: what is recovered in a second is as much to handle."""

    def __init__(self) -> None:
        self._recent: dict[str, deque[Moment]] = {}  # by device
        self._since_ms: dict[str, int] = {}  # by device, of those in a flood
        self._counts: dict[str, int] = {}

    def __contains__(self, device_id: str) -> bool:
        return device_id in self._since_ms

    def occurred(self, device_id: str, now: Moment) -> bool:
        """Something that is not critical has been raised or has joined; return whether that begins a flood."""
        steady_s = now.steady_s
        recent = self._recent.get(device_id)
        if recent is None:
            recent = self._recent[device_id] = deque(maxlen=MANY + 1)
        recent.append(now)
        if device_id in self._since_ms and steady_s < recent[-CALM].steady_s + PERIOD:
            self._counts[device_id] += 1
            return False
        if len(recent) > MANY and steady_s - recent[0].steady_s <= PERIOD:
            self._since_ms[device_id] = recent[0].wall_ms
            self._counts[device_id] = len(recent)
            return True
        self._since_ms.pop(device_id, None)
        return False

    def end(self, steady_s: float) -> None:
        """End what is over by now."""
        for device_id in [device_id for device_id in self._since_ms if steady_s >= self._over_s(device_id)]:
            del self._since_ms[device_id]
        for device_id, recent in list(self._recent.items()):
            if steady_s - recent[-1].steady_s > PERIOD:
                del self._recent[device_id]
                self._counts.pop(device_id, None)

    def due_s(self) -> float | None:
        """Return the steady seconds at which the next flood is over unless more comes."""
        return min((self._over_s(device_id) for device_id in self._since_ms), default=None)

    def all(self) -> list[Flood]:
        """Return them, the oldest first."""
        floods = [Flood(device_id, since_ms, self._counts[device_id]) for device_id, since_ms in self._since_ms.items()]
        return sorted(floods, key=lambda flood: (flood.since_ms, flood.device_id))

    def _over_s(self, device_id: str) -> float:
        return self._recent[device_id][-CALM].steady_s + PERIOD
