"""How often each device's connection came back since facemon was started."""

from __future__ import annotations

import threading

from facemon.device.status import State, Status


class Reconnections:
    """Counts. From any thread; what one device's connection tells comes in order."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._live: set[str] = set()
        self._times: dict[str, int] = {}  # that it became live

    def follow(self, status: Status) -> None:
        """A device's connection stands like this."""
        with self._lock:
            if status.state is not State.LIVE:
                self._live.discard(status.device_id)
            elif status.device_id not in self._live:
                self._live.add(status.device_id)
                self._times[status.device_id] = self._times.get(status.device_id, 0) + 1

    def of(self, device_id: str) -> int:
        """Return how often it became live again after the first time."""
        with self._lock:
            return max(0, self._times.get(device_id, 0) - 1)
