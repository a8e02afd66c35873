"""The output that alarms are heard on, chosen of two, and what is heard and said while it is not there."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from listening import AudioServer, Recording, audio_server, can_listen, recorder
from pytestqt.qtbot import QtBot
from raised import SIREN, hear, raised

from facemon.settings import Settings, SoundSettings
from facemon.ui.sound import AlarmSound
from facemon.ui.speaker import Speaker

pytestmark = pytest.mark.skipif(not can_listen(), reason="pulseaudio, parec and pactl are needed to listen")

DEADLINE = 15_000  # ms
HALL = SoundSettings(output="hall", output_name="Hall loudspeaker")
CHOSEN = Settings(sound=HALL, alarm={"blacklist": SIREN})
server = pytest.fixture(audio_server)
record = pytest.fixture(recorder)


@pytest.fixture
def sound(server: AudioServer, qtbot: QtBot) -> Iterator[AlarmSound]:
    sound = AlarmSound(speaker=Speaker())
    yield sound
    sound.close()


def test_an_alarm_is_heard_on_the_chosen_output_and_while_that_is_away_on_the_default_one(
    server: AudioServer, sound: AlarmSound, record: Callable[[str], Recording], qtbot: QtBot
) -> None:
    server.start("desk", "hall")
    server.ask("set-default-sink", "desk")
    desk, hall = record("desk"), record("hall")
    sound.apply(CHOSEN)
    qtbot.waitUntil(lambda: bool(sound.speaker.output), timeout=DEADLINE)
    assert set(sound.outputs) == {"desk", "hall"}
    assert sound.default_output == "desk"
    hear(sound, raised())
    qtbot.waitUntil(lambda: bool(hall.loud()), timeout=DEADLINE)
    assert not desk.loud()
    assert not sound.sound_problem

    server.remove_sink("hall")
    qtbot.waitUntil(lambda: bool(desk.loud()), timeout=DEADLINE)
    qtbot.waitUntil(lambda: "Hall loudspeaker" in sound.sound_problem, timeout=DEADLINE)
    assert "is not there" in sound.sound_problem
    assert sound.available
    assert set(sound.outputs) == {"desk"}

    server.add_sink("hall")
    again = record("hall")
    qtbot.waitUntil(lambda: bool(again.loud()), timeout=DEADLINE)
    qtbot.waitUntil(lambda: not sound.sound_problem, timeout=DEADLINE)


def test_a_choice_that_is_not_there_at_the_start_is_told_and_the_default_is_heard(
    server: AudioServer, sound: AlarmSound, record: Callable[[str], Recording], qtbot: QtBot
) -> None:
    sound.apply(CHOSEN)
    server.start("desk")
    desk = record("desk")
    hear(sound, raised())
    qtbot.waitUntil(lambda: bool(desk.loud()), timeout=DEADLINE)
    qtbot.waitUntil(lambda: "Hall loudspeaker" in sound.sound_problem, timeout=DEADLINE)
    sound.apply(Settings(alarm={"blacklist": SIREN}))
    assert not sound.sound_problem


def test_an_alarm_is_heard_where_it_is_set_whatever_output_is_being_tried(
    server: AudioServer, sound: AlarmSound, record: Callable[[str], Recording], qtbot: QtBot
) -> None:
    server.start("desk", "hall")
    server.ask("set-default-sink", "desk")
    qtbot.waitUntil(lambda: bool(sound.speaker.output), timeout=DEADLINE)
    desk, hall = record("desk"), record("hall")
    sound.set_output(HALL)
    sound.play("test")
    qtbot.waitUntil(lambda: bool(hall.loud()), timeout=DEADLINE)
    assert not desk.loud()
    hear(sound, raised())
    qtbot.waitUntil(lambda: bool(desk.loud()), timeout=DEADLINE)
    assert sound.speaker.chosen == SoundSettings()
