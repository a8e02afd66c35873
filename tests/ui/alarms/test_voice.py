"""What is heard of an event that raises no alarm."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from pytestqt.qtbot import QtBot

from facemon.event import AlarmStatus, Category, DeviceAlarm, Event
from facemon.monitor import Arrived
from facemon.settings import AlarmRule, Settings
from facemon.ui.alarms.voice import Voice
from facemon.ui.sound import AlarmSound

NOTES = AlarmRule(sound="stranger")
NOW = 1_795_437_127_000  # a Monday in November 2026
STRANGER = Event(uuid="1", device_id="gate", time_ms=NOW, received_ms=NOW, category=Category.STRANGER)


@pytest.fixture
def sound(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[AlarmSound]:
    monkeypatch.setenv("PULSE_SERVER", f"unix:{tmp_path}/none")
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    sound = AlarmSound()
    yield sound
    sound.close()


def heard(sound: AlarmSound, arrived: Arrived, **rules: AlarmRule) -> str | None:
    voice = Voice(sound, lambda: Settings(alarm=rules), None)
    voice.take_arrival(arrived)
    assert voice.is_pressing(arrived) == (arrived.raised or sound.sounding is not None)
    return sound.sounding


def test_what_raises_no_alarm_is_heard_as_its_rule_says(sound: AlarmSound) -> None:
    assert heard(sound, Arrived(STRANGER, 1, 0, 0), stranger=NOTES) == "stranger"


@pytest.mark.parametrize(
    "rule",
    [
        AlarmRule(),
        AlarmRule(raise_=True, sound="stranger"),  # it raises, but not at this device or hour
        AlarmRule(sound="stranger", devices=("dock",)),
        AlarmRule(sound="stranger", hours=("sat,sun",)),
    ],
)
def test_it_is_silent_where_the_rule_is_not_for_it(sound: AlarmSound, rule: AlarmRule) -> None:
    assert heard(sound, Arrived(STRANGER, 1, 0, 0), stranger=rule) is None


def test_it_is_silent_where_an_alarm_is_heard_or_nothing_happens_now(sound: AlarmSound) -> None:
    assert heard(sound, Arrived(STRANGER, 1, 0, 0, raised=True), stranger=NOTES) is None
    recovered = msgspec.structs.replace(STRANGER, placed_ms=NOW - 60_000)
    assert heard(sound, Arrived(recovered, 1, 0, 0), stranger=NOTES) is None
    cleared = DeviceAlarm(uuid="2", device_id="gate", time_ms=NOW, received_ms=NOW, status=AlarmStatus.CLEARED)
    assert heard(sound, Arrived(cleared, 1, 0, 0), device=AlarmRule(sound="device")) is None
