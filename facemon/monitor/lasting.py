"""What lasts and is an alarm: a device that is not live, a history that is not being kept. Pure; its owner locks it."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from facemon.alarm import Alarm
from facemon.device.status import State, Status
from facemon.history.keeping import Keeping

OFFLINE, NOT_KEPT = "offline", "not_kept"
UNNOTICED_MS = 20_000  # the longest that a device's silence goes unnoticed; where it was longer, this computer slept


class Lasting:
    """Follows the devices' connections and the history. Every `now_ms` is in Unix milliseconds.

    Args:
        condition: told of a rule and a device (or none) since when it lasts, in Unix milliseconds; None: it does not.
    """

    def __init__(self, condition: Callable[[str, str, int | None], None]) -> None:
        self._condition = condition
        self._watched: frozenset[str] = frozenset()
        self._live: set[str] = set()
        self._kept = True

    def watch_devices(self, device_ids: frozenset[str], now_ms: int) -> None:
        """Just these devices are watched: one that is new is offline until it is live, any other is missed no more."""
        former, self._watched = self._watched, device_ids
        for device_id in sorted(former - device_ids):
            self._live.discard(device_id)
            self._condition(OFFLINE, device_id, None)
        for device_id in sorted(device_ids - former):
            self._condition(OFFLINE, device_id, now_ms)

    def follow(self, status: Status, now_ms: int) -> None:
        """A device's connection stands like this."""
        device_id = status.device_id
        if device_id not in self._watched:
            return
        if status.state is State.LIVE:
            self._live.add(device_id)
            self._condition(OFFLINE, device_id, None)
        elif device_id in self._live:
            self._live.discard(device_id)
            self._condition(OFFLINE, device_id, max(status.blind_since_ms or now_ms, now_ms - UNNOTICED_MS))

    def follow_keeping(self, keeping: Keeping, now_ms: int) -> None:
        """It stands like this with the history."""
        self._kept = keeping.keeping
        self._condition(NOT_KEPT, "", None if self._kept else keeping.since_ms or now_ms)

    def settle(self, owed: Iterable[Alarm]) -> None:
        """These are owed since before the program started: end those of which it is known that they are over."""
        for device_id in {alarm.device_id for alarm in owed if alarm.rule == OFFLINE}:
            if device_id in self._live or device_id not in self._watched:
                self._condition(OFFLINE, device_id, None)
        if self._kept and any(alarm.rule == NOT_KEPT for alarm in owed):
            self._condition(NOT_KEPT, "", None)
