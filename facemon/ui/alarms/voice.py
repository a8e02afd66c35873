"""What is heard of what comes in: alarms as they stand, and whatever has a sound without raising any."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable

from facemon.alarm import Flood
from facemon.event import AlarmStatus, DeviceAlarm, Gap, GapState
from facemon.monitor import AlarmChanged, Arrived
from facemon.settings import AlarmRule, Settings
from facemon.settings.hours import in_force
from facemon.trace import Trace
from facemon.ui.sound import AlarmSound

SILENT = AlarmRule()


class Voice:
    """Belongs to the window's thread, but for `is_pressing`, which any thread may ask.

    Args:
        sound: makes it heard.
        settings: gives those in force, frozen.
        trace: where to note when what was heard, if at all.
    """

    def __init__(self, sound: AlarmSound, settings: Callable[[], Settings], trace: Trace | None) -> None:
        self._sound = sound
        self._settings = settings
        if trace is not None:
            sound.heard.connect(lambda: trace.sounded(sound.heard_numbers, sound.speaker.started_ns))

    def is_pressing(self, arrived: Arrived) -> bool:
        """Return whether somebody is to be told of it, by eye or by ear."""
        return arrived.raised or bool(self._rule(arrived).sound)

    def take_arrival(self, arrived: Arrived) -> None:
        """Something has come in; where it raises an alarm, that is heard instead."""
        rule = self._rule(arrived)
        if rule.sound:
            self._sound.on_happening(arrived.happening.category, rule, arrived.number)

    def take_alarms(self, changes: Iterable[AlarmChanged]) -> None:
        """Alarms stand like this now."""
        self._sound.on_alarms(changes, self._settings())

    def take_floods(self, floods: Iterable[Flood]) -> None:
        """These devices raise more alarms than a person can handle."""
        self._sound.on_floods([flood.device_id for flood in floods])

    def take_gap(self, gap: Gap) -> None:
        """A gap has begun, or has changed: of a new one, what was missed is heard again."""
        if gap.state is GapState.OPEN:
            self._sound.on_gap(gap.device_id)

    def _rule(self, arrived: Arrived) -> AlarmRule:
        """Return how it sounds without being an alarm: not at all where its rule raises, be it elsewhere or later."""
        happening = arrived.happening
        rule = self._settings().rule(happening.category)
        cleared = isinstance(happening, DeviceAlarm) and happening.status == AlarmStatus.CLEARED
        if arrived.raised or rule.raise_ or not rule.sound or happening.recovered or cleared:
            return SILENT
        local = time.localtime(happening.at_ms / 1000)
        here = not rule.devices or happening.device_id in rule.devices
        return rule if here and in_force(rule.hours, local.tm_wday, local.tm_hour * 60 + local.tm_min) else SILENT
