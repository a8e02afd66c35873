"""What is said of an alarm outside the window. Plain functions: they translate at the moment of asking."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from facemon.alarm import Alarm, Priority
from facemon.event import DeviceAlarm, Event
from facemon.ui import words
from facemon.ui.text import clean

_NAME = 80  # characters
_DEVICE = 60


def priority(of: Priority) -> str:
    """Return what a priority is called."""
    translate = QCoreApplication.translate
    return {
        Priority.LOW: translate("Coming", "Low priority"),
        Priority.MEDIUM: translate("Coming", "Medium priority"),
        Priority.HIGH: translate("Coming", "High priority"),
        Priority.CRITICAL: translate("Coming", "Critical"),
    }[of]


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


def age(since_ms: int, now_ms: int) -> str:
    """Return how old an alarm is: minutes and seconds, from an hour on in its two largest units."""
    seconds = max(0, (now_ms - since_ms) // 1000)
    if seconds < 3600:
        return f"{seconds // 60:02}:{seconds % 60:02}"
    return words.duration(seconds)
