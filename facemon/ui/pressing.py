"""Which updates the window has to be told of at once, however much comes: those that call somebody. No Qt."""

from __future__ import annotations

import time
from collections.abc import Callable

import msgspec

from facemon.alarm import Alarm, AlarmState, Priority
from facemon.event import Category
from facemon.monitor import (
    AlarmChanged,
    Arrived,
    FloodsChanged,
    FreshnessTold,
    SerialTold,
    SkewTold,
    TodayTold,
    Unreadable,
    Update,
)

AGAIN_S = 1.0  # a sound that has just been asked for, of the same kind, tells of the next ones as well
MOST_ALARMS = 10_000  # of which it is known how they stood

_Waits = Unreadable | SerialTold | SkewTold | FreshnessTold | TodayTold


class _Stood(msgspec.Struct, frozen=True):
    state: AlarmState
    priority: Priority
    escalated: int


class Pressing:
    """Belongs to one thread at a time.

    Args:
        heard: whether an arrival has a sound of its own, as the settings say.
        clock: steady seconds.
    """

    def __init__(self, heard: Callable[[Arrived], bool], clock: Callable[[], float] = time.monotonic) -> None:
        self._heard = heard
        self._clock = clock
        self._quiet_until: dict[Category, float] = {}
        self._alarms: dict[int, _Stood] = {}
        self._flooded: frozenset[str] = frozenset()

    def cannot_wait(self, update: Update) -> bool:
        """Return whether somebody is called by this who has not been called before."""
        if isinstance(update, Arrived):
            # Of one that raises an alarm, the alarm itself tells: it comes right after.
            return not update.raised and self._is_heard(update)
        if isinstance(update, AlarmChanged):
            return self._calls(update.alarm)
        if isinstance(update, FloodsChanged):
            before, self._flooded = self._flooded, frozenset(flood.device_id for flood in update.floods)
            return self._flooded != before
        return not isinstance(update, _Waits)

    def _is_heard(self, arrived: Arrived) -> bool:
        category, now = arrived.happening.category, self._clock()
        if now < self._quiet_until.get(category, now):
            return False
        try:
            heard = self._heard(arrived)
        except Exception:  # noqa: BLE001 - the event must not be lost by it; whoever lets it be heard logs the fault
            heard = True
        if heard:
            self._quiet_until[category] = now + AGAIN_S
        return heard

    def _calls(self, alarm: Alarm) -> bool:
        stands = _Stood(alarm.state, alarm.priority, alarm.escalated)
        stood = self._alarms.pop(alarm.id, None)
        if alarm.owed:
            self._alarms[alarm.id] = stands
            if len(self._alarms) > MOST_ALARMS:
                del self._alarms[next(iter(self._alarms))]
        # What joins an open alarm only counts up; a critical one calls each time.
        return stands != stood or alarm.priority is Priority.CRITICAL
