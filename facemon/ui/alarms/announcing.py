"""Tells who cannot see the lane what has come, through the screen reader."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from facemon.alarm import Alarm, AlarmState, Priority
from facemon.ui.alarms import alarm_text
from facemon.ui.alarms.source import Source
from facemon.ui.announce import announce


class Announcer:
    """Announces each alarm once: of several that come together the most pressing."""

    def __init__(self, widget: QWidget, source: Source) -> None:
        self._widget = widget
        self._source = source
        self._known: set[int] = set()

    def take(self, alarms: Sequence[Alarm]) -> None:
        """Announce what is new among what is owed, the most pressing first."""
        new = [alarm for alarm in alarms if alarm.id not in self._known and alarm.state is AlarmState.OPEN]
        self._known = {alarm.id for alarm in alarms}
        if new:
            alarm, source, now = new[0], self._source, self._source.now_ms()
            text = alarm_text.alarm_text(alarm, source.rule(alarm.rule), source.device_name(alarm.device_id), now)
            self.say(alarm_text.sentence(alarm, text, now), urgent=alarm.priority >= Priority.HIGH)

    def say(self, text: str, *, urgent: bool = False) -> None:
        """Have this said, at once where it is urgent."""
        announce(self._widget, text, urgent=urgent)
