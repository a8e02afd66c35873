"""The loudspeaker where there is none, and what a guard is told then. (What is heard: `test_sound_heard`.)"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from PySide6.QtCore import QCoreApplication, QTranslator
from pytestqt.qtbot import QtBot
from raised import SIREN, answer, hear, raised

from facemon.settings import AlarmRule, Settings, UiSettings
from facemon.ui import sound_wire as wire
from facemon.ui import speaker as speaker_module
from facemon.ui.sound import AlarmSound
from facemon.ui.speaker import Speaker, process_command
from facemon.ui.tone import Fault, own_sounds

NOTES = AlarmRule(sound="stranger")
DEADLINE = 15_000  # ms


@pytest.fixture(autouse=True)
def _no_audio_server(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PULSE_SERVER", f"unix:{tmp_path}/none")
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    monkeypatch.setenv("PIPEWIRE_RUNTIME_DIR", str(tmp_path))


@pytest.fixture
def speaker(qtbot: QtBot) -> Iterator[Speaker]:
    speaker = Speaker()
    yield speaker
    speaker.close()


@pytest.fixture
def sound(qtbot: QtBot) -> Iterator[AlarmSound]:
    sound = AlarmSound()
    yield sound
    sound.close()


def cpu_seconds() -> float:
    used = os.times()
    return used.user + used.system + used.children_user + used.children_system


def test_without_an_output_it_says_so(speaker: Speaker, qtbot: QtBot) -> None:
    with qtbot.waitSignal(speaker.availability_changed, timeout=DEADLINE):
        pass
    assert not speaker.available
    assert "no sound output" in speaker.problem


def test_without_an_output_nothing_spins(speaker: Speaker, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not speaker.available, timeout=DEADLINE)
    speaker.play("blacklist", repeat=True)
    used, began = cpu_seconds(), time.monotonic()
    qtbot.wait(2500)
    speaker.close()  # so that the processes count among the children
    assert cpu_seconds() - used < 0.2 * (time.monotonic() - began)


def test_it_closes_within_a_second_at_any_moment(qtbot: QtBot) -> None:
    for wait_ms in (0, 30, 200):
        speaker = Speaker()
        qtbot.wait(wait_ms)
        began = time.monotonic()
        speaker.close()
        speaker.close()
        assert time.monotonic() - began < 1
        speaker.play("blacklist", repeat=True)
        speaker.stop()


def test_a_player_that_cannot_be_started_is_a_visible_problem(qtbot: QtBot, tmp_path: Path) -> None:
    speaker = Speaker(command=[str(tmp_path / "none")])
    qtbot.waitUntil(lambda: not speaker.available, timeout=DEADLINE)
    assert "cannot be started" in speaker.problem
    speaker.close()


def test_a_player_that_ends_is_started_again(qtbot: QtBot, tmp_path: Path) -> None:
    runs = tmp_path / "runs"
    script = f"print(end='x', file=open({str(runs)!r}, 'a'))"
    speaker = Speaker(command=[sys.executable, "-c", script])
    qtbot.waitUntil(lambda: runs.exists() and len(runs.read_text()) >= 2, timeout=DEADLINE)
    assert not speaker.available
    speaker.close()


def test_a_player_that_hangs_is_a_visible_problem_and_replaced(qtbot: QtBot, tmp_path: Path) -> None:
    runs = tmp_path / "runs"
    script = f"print(end='x', file=open({str(runs)!r}, 'a')); import time; time.sleep(600)"
    speaker = Speaker(command=[sys.executable, "-c", script])
    qtbot.waitUntil(lambda: not speaker.available, timeout=DEADLINE)
    assert "does not answer" in speaker.problem
    qtbot.waitUntil(lambda: len(runs.read_text()) >= 2, timeout=DEADLINE)
    began = time.monotonic()
    speaker.close()
    assert time.monotonic() - began < 1


def test_a_player_that_talks_nonsense_does_no_harm(qtbot: QtBot) -> None:
    script = "print('{]'); print('{\"type\":\"Ended\",\"number\":7}'); print('x' * 100_000, flush=True); input()"
    speaker = Speaker(command=[sys.executable, "-c", script])
    with qtbot.assertNotEmitted(speaker.finished, wait=500):
        pass
    speaker.close()


def test_after_an_output_that_was_of_use_the_next_player_does_not_wait_long(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(speaker_module, "RETRIES", (0.0, 0.05, 0.05, 0.05, 600.0))
    runs = tmp_path / "runs"
    no_output, headset = wire.Output("", wire.Trouble.NO_OUTPUT), wire.Output("Headset")
    script = f"""
runs = open({str(runs)!r}, "a+")
print(end="x", file=runs, flush=True)
runs.seek(0)
print(({wire.line(headset)!r} if len(runs.read()) == 4 else {wire.line(no_output)!r}).decode(), flush=True)
"""
    speaker = Speaker(command=[sys.executable, "-c", script])
    qtbot.waitUntil(lambda: runs.exists() and len(runs.read_text()) >= 5, timeout=DEADLINE)
    speaker.close()


def test_a_bundle_which_has_no_interpreter_makes_sound_by_itself(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    program, *arguments = process_command()
    assert program == sys.executable
    speaker = Speaker(command=[sys.executable, "-m", "facemon", *arguments])
    qtbot.waitUntil(lambda: not speaker.available, timeout=DEADLINE)
    assert "no sound output" in speaker.problem
    speaker.close()


class Shouting(QTranslator):
    """A language."""

    def translate(self, context: str, text: str, disambiguation: str | None = None, n: int = -1) -> str:
        return text.upper()

    def isEmpty(self) -> bool:
        return False


def test_a_problem_is_told_in_the_language_in_use(speaker: Speaker, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not speaker.available, timeout=DEADLINE)
    before = speaker.problem
    translator = Shouting()
    QCoreApplication.installTranslator(translator)
    try:
        assert speaker.problem == before.upper() != before
    finally:
        QCoreApplication.removeTranslator(translator)


def test_every_fault_of_a_file_has_a_sentence(speaker: Speaker) -> None:
    assert all(speaker.explain(fault).endswith(".") for fault in Fault)
    assert speaker.sounds() == own_sounds()


def test_the_window_is_told_what_sounds(sound: AlarmSound, qtbot: QtBot) -> None:
    with qtbot.waitSignal(sound.sounding_changed, timeout=DEADLINE):
        hear(sound, raised())
    assert sound.sounding == "blacklist"
    sound.on_happening("stranger", NOTES)
    assert sound.sounding == "blacklist"
    with qtbot.waitSignal(sound.sounding_changed, timeout=DEADLINE):
        answer(sound, raised())
    assert sound.sounding == "stranger"


def test_a_sound_that_cannot_be_heard_is_given_up_and_makes_way_for_the_next(sound: AlarmSound, qtbot: QtBot) -> None:
    sound.on_happening("stranger", NOTES)
    assert sound.sounding == "stranger"
    qtbot.waitUntil(lambda: sound.sounding is None, timeout=DEADLINE)
    assert sound.speaker.started_ns == 0


def test_a_mute_counts_down_and_can_be_ended(sound: AlarmSound, qtbot: QtBot) -> None:
    hear(sound, raised())
    sound.mute(5)
    assert sound.muted
    assert sound.mute_remaining_s == 300
    assert sound.sounding is None
    with qtbot.waitSignal(sound.mute_changed, timeout=DEADLINE):
        pass
    assert sound.mute_remaining_s == 299
    with qtbot.waitSignal(sound.mute_changed, timeout=DEADLINE):
        sound.unmute()
    assert not sound.muted
    assert sound.mute_remaining_s == 0
    assert sound.sounding == "blacklist"


def test_a_mute_ends_by_itself(sound: AlarmSound, qtbot: QtBot) -> None:
    sound.mute(0.01)
    hear(sound, raised())
    assert sound.sounding is None
    qtbot.waitUntil(lambda: sound.sounding == "blacklist", timeout=DEADLINE)
    assert not sound.muted


def test_trying_a_sound_gives_way_to_an_alarm(sound: AlarmSound) -> None:
    assert sound.play("visitor")
    sound.stop()
    hear(sound, raised())
    assert not sound.play("visitor")
    sound.stop()
    assert sound.sounding == "blacklist"


def test_an_alarm_is_as_loud_as_set_whatever_volume_is_being_tried(sound: AlarmSound) -> None:
    sound.apply(Settings(ui=UiSettings(volume=70)))
    sound.set_volume(0)
    sound.play("test")
    assert sound.speaker.volume == 0
    hear(sound, raised())
    assert sound.speaker.volume == 70


def test_an_alarm_that_nobody_answers_grows_louder_and_hurries_without_starting_anew(sound: AlarmSound) -> None:
    sound.apply(Settings(ui=UiSettings(volume=50)))
    alarm = hear(sound, raised())
    number = sound.speaker.number
    assert (sound.speaker.volume, sound.speaker.hurry) == (50, False)
    hear(sound, msgspec.structs.replace(alarm, escalated=1))
    assert (sound.speaker.volume, sound.speaker.hurry, sound.speaker.number) == (84, True, number)
    sound.apply(Settings(alarm={"blacklist": SIREN}, ui=UiSettings(volume=90)))
    assert (sound.speaker.volume, sound.speaker.hurry) == (100, True)
    answer(sound, alarm)
    assert (sound.speaker.volume, sound.speaker.hurry) == (90, False)


def test_nobody_s_silence_is_made_louder(sound: AlarmSound) -> None:
    sound.apply(Settings(ui=UiSettings(volume=0)))
    hear(sound, raised(escalated=1))
    assert sound.speaker.volume == 0


def test_a_critical_alarm_is_heard_through_a_mute_of_five_minutes(sound: AlarmSound, qtbot: QtBot) -> None:
    sound.mute(60)
    sound._desk._muted_since -= 299
    hear(sound, raised())
    assert sound.sounding is None
    qtbot.waitUntil(lambda: sound.sounding == "blacklist", timeout=DEADLINE)
    assert sound.muted


def test_a_volume_of_nothing_is_a_visible_problem(sound: AlarmSound, qtbot: QtBot) -> None:
    assert sound.available
    with qtbot.waitSignal(sound.availability_changed, timeout=DEADLINE):
        sound.apply(Settings(ui=UiSettings(volume=0)))
    assert not sound.available
    assert "volume" in sound.problem
    with qtbot.waitSignal(sound.availability_changed, timeout=DEADLINE):
        sound.set_volume(1)
    assert sound.available
    assert not sound.problem


def test_settings_are_in_force_for_what_sounds_already(sound: AlarmSound) -> None:
    hear(sound, raised())
    number = sound.speaker.number
    sound.apply(Settings())
    assert (sound.sounding, sound.speaker.number) == ("blacklist", number)
    sound.apply(Settings(alarm={"blacklist": AlarmRule(raise_=True, sound="test", repeat=True)}))
    assert (sound.sounding, sound.speaker.number) == ("blacklist", number + 1)
    sound.apply(Settings(alarm={"blacklist": AlarmRule(raise_=True)}))
    assert sound.sounding is None
