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
        self._recent: dict[str, deque[tuple[float, int]]] = {}  # device: steady seconds and wall ms of the last
        self._floods: dict[str, Flood] = {}

    def __contains__(self, device_id: str) -> bool:
        return device_id in self._floods

    def occurred(self, device_id: str, now: Moment) -> bool:
        """Something that is not critical has been raised or has joined; return whether that begins a flood."""
        steady_s = now.steady_s
        recent = self._recent.get(device_id)
        if recent is None:
            recent = self._recent[device_id] = deque(maxlen=MANY + 1)
        recent.append((steady_s, now.wall_ms))
        flood = self._floods.get(device_id)
        if flood is not None and steady_s < recent[-CALM][0] + PERIOD:
            self._floods[device_id] = Flood(device_id, flood.since_ms, flood.count + 1)
            return False
        if len(recent) > MANY and steady_s - recent[0][0] <= PERIOD:
            self._floods[device_id] = Flood(device_id, recent[0][1], len(recent))
            return True
        self._floods.pop(device_id, None)
        return False

    def end(self, steady_s: float) -> None:
        """End what is over by now."""
        for device_id in [device_id for device_id in self._floods if self._is_over(device_id, steady_s)]:
            del self._floods[device_id]
        for device_id in [device_id for device_id, recent in self._recent.items() if steady_s - recent[-1][0] > PERIOD]:
            del self._recent[device_id]

    def due_s(self) -> float | None:
        """Return the steady seconds at which the next flood is over unless more comes."""
        return min((self._over_s(device_id) for device_id in self._floods), default=None)

    def all(self) -> list[Flood]:
        """Return them, the oldest first."""
        return sorted(self._floods.values(), key=lambda flood: (flood.since_ms, flood.device_id))

    def _over_s(self, device_id: str) -> float:
        return self._recent[device_id][-CALM][0] + PERIOD

    def _is_over(self, device_id: str, steady_s: float) -> bool:
        return steady_s >= self._over_s(device_id)
