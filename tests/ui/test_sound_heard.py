"""What comes out of the loudspeaker, listened to."""

from __future__ import annotations

import math
import sys
import time
import wave
from array import array
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from listening import RATE, WINDOW, AudioServer, Recording, audio_server, can_listen, heard, recorder, spectrum
from pytestqt.qtbot import QtBot
from raised import SIREN, answer, hear, raised

from facemon.settings import RULES, AlarmRule, Settings, UiSettings
from facemon.ui.sound import LOUDER, AlarmSound
from facemon.ui.speaker import Speaker
from facemon.ui.tone import load, own_sounds

pytestmark = pytest.mark.skipif(not can_listen(), reason="pulseaudio, parec and pactl are needed to listen")

DEADLINE = 15_000  # ms
server = pytest.fixture(audio_server)
record = pytest.fixture(recorder)


@pytest.fixture
def sound(server: AudioServer, qtbot: QtBot) -> Iterator[AlarmSound]:
    """Made before the server is started: tests start it when they want it."""
    sound = AlarmSound(speaker=Speaker())
    yield sound
    sound.close()


def rule(sound: str) -> AlarmRule:
    return AlarmRule(sound=sound)


@pytest.fixture(scope="session")
def prints() -> dict[str, list[float]]:
    """What the spectrum of each of facemon's own sounds looks like."""
    return {name: spectrum(load(name).at_rate(RATE).samples) for name in own_sounds()}


def wait_until_available(sound: AlarmSound, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: sound.available and bool(sound.speaker.output), timeout=DEADLINE)


def test_the_sounds_can_be_told_apart(prints: dict[str, list[float]]) -> None:
    for name, mine in prints.items():
        for other, theirs in prints.items():
            if other != name:
                assert sum(a * b for a, b in zip(mine, theirs, strict=True)) < 0.85, f"{name} and {other} are alike"


def test_each_kind_is_heard_with_its_own_sound(
    server: AudioServer,
    sound: AlarmSound,
    record: Callable[[str], Recording],
    prints: dict[str, list[float]],
    qtbot: QtBot,
) -> None:
    server.start("one")
    recording = record("one")
    wait_until_available(sound, qtbot)
    started: list[str | None] = []
    sound.speaker.started.connect(lambda: started.append(sound.sounding))
    names = []
    kinds = [kind for kind in RULES if kind in own_sounds()]
    for kind in kinds:
        begin = len(recording.samples)
        with qtbot.waitSignal(sound.speaker.finished, timeout=DEADLINE):
            sound.on_happening(kind, rule(kind))
        names.append(heard(recording.samples[begin:], prints))
        assert recording.loud(begin)
    assert names == kinds
    assert started == kinds


def test_a_blacklisted_person_interrupts_a_stranger_and_sounds_until_acknowledged(
    server: AudioServer,
    sound: AlarmSound,
    record: Callable[[str], Recording],
    prints: dict[str, list[float]],
    qtbot: QtBot,
) -> None:
    server.start("one")
    recording = record("one")
    wait_until_available(sound, qtbot)
    sound.on_happening("stranger", rule("stranger"))
    qtbot.waitUntil(lambda: len(recording.loud()) > 20, timeout=DEADLINE)
    interrupted = len(recording.samples)
    hear(sound, raised())
    # Longer than one siren (1.5 s) with its gap (1 s): it has begun again.
    qtbot.waitUntil(lambda: len(recording.loud(interrupted)) > 200, timeout=DEADLINE)
    first = recording.loud()[0] * RATE // 100
    assert heard(recording.samples[first:interrupted], prints) == "stranger"
    assert heard(recording.samples[interrupted + RATE // 5 :], prints) == "blacklist"

    answer(sound, raised())
    qtbot.wait(300)
    silent_from = len(recording.samples)
    qtbot.wait(1500)
    assert len(recording.samples) > silent_from + RATE
    assert not recording.loud(silent_from)


def test_a_siren_that_nobody_answers_is_heard_to_grow_louder_without_being_distorted(
    server: AudioServer,
    sound: AlarmSound,
    record: Callable[[str], Recording],
    prints: dict[str, list[float]],
    qtbot: QtBot,
) -> None:
    server.start("one")
    recording = record("one")
    wait_until_available(sound, qtbot)
    sound.apply(Settings(alarm={"blacklist": SIREN}, ui=UiSettings(volume=60)))
    hear(sound, raised())
    qtbot.waitUntil(lambda: len(recording.loud()) > 120, timeout=DEADLINE)
    grown = len(recording.samples)
    hear(sound, raised(escalated=1))
    qtbot.waitUntil(lambda: len(recording.loud(grown)) > 200, timeout=DEADLINE)
    before, after = recording.samples[:grown], recording.samples[grown + RATE // 5 :]
    assert max(map(abs, after)) / max(map(abs, before)) == pytest.approx(10 ** (LOUDER * 0.3 / 20), rel=0.1)
    assert heard(after, prints) == "blacklist"
    assert max(map(abs, after)) < 32767


def test_a_siren_goes_on_at_another_output_within_two_seconds(
    server: AudioServer,
    sound: AlarmSound,
    record: Callable[[str], Recording],
    prints: dict[str, list[float]],
    qtbot: QtBot,
) -> None:
    server.start("one")
    recording = record("one")
    wait_until_available(sound, qtbot)
    hear(sound, raised())
    qtbot.waitUntil(lambda: bool(recording.loud()), timeout=DEADLINE)
    server.remove_sink("one")
    server.add_sink("two")
    plugged_in = time.monotonic()
    other = record("two")
    qtbot.waitUntil(lambda: bool(other.loud()), timeout=DEADLINE)
    assert time.monotonic() - plugged_in < 2
    qtbot.waitUntil(lambda: len(other.loud()) > 60, timeout=DEADLINE)
    assert heard(other.samples, prints) == "blacklist"
    qtbot.waitUntil(lambda: sound.available and not sound.problem, timeout=DEADLINE)


def test_the_default_output_is_followed(
    server: AudioServer, sound: AlarmSound, record: Callable[[str], Recording], qtbot: QtBot
) -> None:
    server.start("one", "two")
    server.ask("set-default-sink", "one")
    wait_until_available(sound, qtbot)
    hear(sound, raised())
    other = record("two")
    server.ask("set-default-sink", "two")
    qtbot.waitUntil(lambda: bool(other.loud()), timeout=DEADLINE)


def test_an_output_that_vanishes_in_silence_is_noticed_and_comes_back(
    server: AudioServer, sound: AlarmSound, record: Callable[[str], Recording], qtbot: QtBot
) -> None:
    server.start("one")
    wait_until_available(sound, qtbot)
    server.remove_sink("one")
    qtbot.waitUntil(lambda: not sound.available, timeout=DEADLINE)
    assert sound.problem
    server.add_sink("three")
    wait_until_available(sound, qtbot)
    assert not sound.problem
    recording = record("three")
    hear(sound, raised())
    qtbot.waitUntil(lambda: bool(recording.loud()), timeout=DEADLINE)


def test_the_dummy_that_desktops_put_in_place_of_a_missing_output_is_no_output(
    server: AudioServer, sound: AlarmSound, record: Callable[[str], Recording], qtbot: QtBot
) -> None:
    server.start("one")
    server.ask("load-module", "module-always-sink")
    wait_until_available(sound, qtbot)
    server.remove_sink("one")
    assert "auto_null" in server.ask("list", "short", "sinks").stdout
    qtbot.waitUntil(lambda: not sound.available, timeout=DEADLINE)
    hear(sound, raised())
    with qtbot.assertNotEmitted(sound.availability_changed, wait=2500):  # a new process is of the same opinion
        pass
    server.add_sink("two")
    recording = record("two")
    qtbot.waitUntil(lambda: bool(recording.loud()), timeout=DEADLINE)
    qtbot.waitUntil(lambda: sound.available, timeout=DEADLINE)


def test_without_a_readable_sound_there_still_is_a_beep(
    server: AudioServer, record: Callable[[str], Recording], qtbot: QtBot, tmp_path: Path
) -> None:
    empty = (
        "import pathlib; from facemon.ui import sound_output, tone;"
        f"tone._folder = lambda: pathlib.Path({str(tmp_path / 'none')!r}); sound_output.main()"
    )
    server.start("one")
    recording = record("one")
    speaker = Speaker(command=[sys.executable, "-c", empty])
    qtbot.waitUntil(lambda: bool(speaker.output), timeout=DEADLINE)
    with qtbot.waitSignal(speaker.finished, timeout=DEADLINE):
        speaker.play("blacklist")
    amplitudes = spectrum(recording.samples)
    assert amplitudes.index(max(amplitudes)) == pytest.approx(880 / RATE * WINDOW, abs=1)
    assert "blacklist" in speaker.sound_problem
    speaker.close()


@pytest.mark.skipif(sys.platform != "linux", reason="Qt loses a server for good: another process looks for it then")
def test_an_audio_server_that_comes_late_or_is_restarted_is_used_by_the_process_there_is(
    server: AudioServer, record: Callable[[str], Recording], qtbot: QtBot, tmp_path: Path
) -> None:
    runs = tmp_path / "runs"
    counted = f"from facemon.ui import sound_output; print(end='x', file=open({str(runs)!r}, 'a')); sound_output.main()"
    sound = AlarmSound(speaker=Speaker(command=[sys.executable, "-c", counted]))
    qtbot.waitUntil(lambda: not sound.available, timeout=DEADLINE)
    hear(sound, raised())
    server.start("one")
    first = record("one")
    qtbot.waitUntil(lambda: bool(first.loud()), timeout=DEADLINE)
    server.stop()
    qtbot.waitUntil(lambda: not sound.available, timeout=DEADLINE)
    server.start("one")
    second = record("one")
    qtbot.waitUntil(lambda: bool(second.loud()), timeout=DEADLINE)
    assert runs.read_text() == "x"
    sound.close()


def test_where_qt_makes_the_sound_it_is_heard_and_follows_the_default_output(
    server: AudioServer,
    record: Callable[[str], Recording],
    prints: dict[str, list[float]],
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("QT_AUDIO_BACKEND", "pulseaudio")
    server.start("one", "two")
    server.ask("set-default-sink", "one")
    first, second = record("one"), record("two")
    sound = AlarmSound(speaker=Speaker())
    wait_until_available(sound, qtbot)
    hear(sound, raised())
    qtbot.waitUntil(lambda: len(first.loud()) > 60, timeout=DEADLINE)
    assert heard(first.samples, prints) == "blacklist"
    server.ask("set-default-sink", "two")
    qtbot.waitUntil(lambda: bool(second.loud()), timeout=DEADLINE)
    sound.close()


def test_a_window_that_is_stuck_does_not_cut_a_siren_off(
    server: AudioServer, sound: AlarmSound, record: Callable[[str], Recording], qtbot: QtBot
) -> None:
    server.start("one")
    recording = record("one")
    wait_until_available(sound, qtbot)
    hear(sound, raised())
    qtbot.waitUntil(lambda: bool(recording.loud()), timeout=DEADLINE)
    before = len(recording.loud())
    stuck_until = time.monotonic() + 3
    while time.monotonic() < stuck_until:  # holds the interpreter as a busy slot does
        pass
    assert len(recording.loud()) - before > 150


def test_a_users_own_file_is_heard_and_the_siren_where_it_is_broken(
    server: AudioServer,
    sound: AlarmSound,
    record: Callable[[str], Recording],
    prints: dict[str, list[float]],
    qtbot: QtBot,
    tmp_path: Path,
) -> None:
    own, broken = tmp_path / "own.wav", tmp_path / "broken.wav"
    with wave.open(str(own), "wb") as file:
        file.setparams((1, 2, 44_100, 0, "NONE", ""))
        frames = (round(15_000 * math.sin(2 * math.pi * 2500 * index / 44_100)) for index in range(22_050))
        file.writeframes(array("h", frames).tobytes())
    broken.write_bytes(b"RIFF and nothing else")
    server.start("one")
    recording = record("one")
    wait_until_available(sound, qtbot)

    with qtbot.waitSignal(sound.speaker.finished, timeout=DEADLINE):
        sound.on_happening("stranger", rule(str(own)))
    amplitudes = spectrum(recording.samples)
    assert amplitudes.index(max(amplitudes)) == pytest.approx(2500 / RATE * WINDOW, abs=1)
    assert not sound.sound_problem

    begin = len(recording.samples)
    with qtbot.waitSignal(sound.speaker.finished, timeout=DEADLINE):
        sound.on_happening("stranger", rule(str(broken)))
    assert heard(recording.samples[begin:], prints) == "blacklist"
    assert "broken.wav" in sound.sound_problem
    assert sound.available

    with qtbot.waitSignal(sound.speaker.finished, timeout=DEADLINE):
        sound.on_happening("stranger", rule(str(own)))
    assert "broken.wav" in sound.sound_problem, "another file does not mend it"
    sound.apply(Settings(alarm={"stranger": rule(str(broken))}))
    assert "broken.wav" in sound.sound_problem
    with qtbot.waitSignal(sound.sound_problem_changed, timeout=DEADLINE):
        sound.apply(Settings(alarm={"stranger": rule(str(own))}))
    assert not sound.sound_problem
