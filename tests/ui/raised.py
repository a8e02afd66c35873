"""Alarms for the tests of what a guard hears."""

from __future__ import annotations

import itertools
from typing import Any

import msgspec

from facemon.alarm import Alarm, AlarmState, Priority
from facemon.monitor import AlarmChanged
from facemon.settings import AlarmRule, Settings
from facemon.ui.sound import AlarmSound

SIREN = AlarmRule(raise_=True, priority="critical", sound="blacklist", repeat=True)
_orders = itertools.count(1)


def raised(number: int = 1, kind: str = "blacklist", **fields: Any) -> Alarm:
    """Return an alarm that is open."""
    given: dict[str, Any] = {"priority": Priority.CRITICAL, "device_id": "gate", "numbers": (number,)}
    return Alarm(id=number, rule=kind, since_ms=number, latest_ms=number, **given | fields)


def hear(sound: AlarmSound, alarm: Alarm, rule: AlarmRule = SIREN) -> Alarm:
    """Let an alarm be heard as this rule says; return it."""
    sound.on_alarms([AlarmChanged(alarm, next(_orders))], Settings(alarm={alarm.rule: rule}))
    return alarm


def answer(sound: AlarmSound, alarm: Alarm) -> None:
    """Let somebody acknowledge an alarm."""
    hear(sound, msgspec.structs.replace(alarm, state=AlarmState.CLOSED))
