"""What is said of an alarm outside the window. Plain functions: they translate at the moment of asking."""

from __future__ import annotations

from facemon.alarm import Alarm
from facemon.event import DeviceAlarm, Event
from facemon.ui import words
from facemon.ui.text import clean

_NAME = 80  # characters
_DEVICE = 60


def kind(alarm: Alarm) -> str:
    """Return what has happened, without anybody's name."""
    if isinstance(alarm.happening, DeviceAlarm) and alarm.rule == "device":
        return words.device_alarm(alarm.happening.code)
    return words.rule(alarm.rule)


def who(alarm: Alarm) -> str:
    """Return whom an alarm is about; empty where that is nobody, or the device does not know."""
    happening = alarm.happening
    named = isinstance(happening, Event) and happening.person is not None and bool(clean(happening.person.name))
    return clean(words.title(happening), _NAME) if happening is not None and named else ""


def times(alarm: Alarm) -> str:
    """Return how often it has come; empty for once."""
    return f"×{alarm.count}" if alarm.count > 1 else ""


def where(device_name: str) -> str:
    """Return a device's name as it is told outside."""
    return clean(device_name, _DEVICE)
