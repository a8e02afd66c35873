"""facemon is killed between an alarm and its acknowledgement, and started again."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from day import HERE
from told_program import PATIENCE, Program

sys.path.insert(0, str(HERE.parent / "ui"))
from listening import AudioServer, Recording, can_listen

from facemon.event import Category
from facemon.settings import DeviceSettings, Settings, save
from facemon.simulator.device import SimulatedDevice

pytestmark = pytest.mark.skipif(not can_listen(), reason="pulseaudio, parec and pactl are needed to listen")


@pytest.fixture
def server(tmp_path: Path) -> Iterator[AudioServer]:
    folder = tmp_path / "audio"
    folder.mkdir()
    server = AudioServer(folder)
    server.start("one")
    yield server
    server.stop()


@pytest.fixture
def programs() -> Iterator[list[Program]]:
    programs: list[Program] = []
    yield programs
    for program in programs:
        if program.process.poll() is None:
            program.kill()


def heard(recording: Recording, since: int) -> bool:
    return len(recording.loud(since)) > 50


def wait_for(meant: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not meant():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.05)  # listening is all there is


def test_an_alarm_is_open_again_with_its_age_its_count_and_its_sound_and_an_answered_one_is_not(
    device: SimulatedDevice, server: AudioServer, programs: list[Program], tmp_path: Path
) -> None:
    profile = tmp_path / "profile"
    profile.mkdir()
    gate = DeviceSettings(
        id="gate", name="North gate", host="127.0.0.1", port=device.port, certificate=device.certificate_sha256
    )
    save(profile / "settings.toml", Settings(devices=(gate,)))
    environment = os.environ | server.environment

    first = Program(profile, environment)
    programs.append(first)
    assert device.wait_for_subscribers(1, PATIENCE)
    for _ in range(3):
        device.emit(Category.NONLIVE)
    first.until(lambda told: bool(told["owed"]) and told["owed"][0]["count"] == 3)
    device.emit(Category.BLACKLIST)
    before = first.until(lambda told: len(told["owed"]) == 2 and told["sounding"] == "blacklist")["owed"]
    time.sleep(0.3)  # an alarm is on the disk within 0.1 s
    first.kill()

    recording = Recording(server, "one")
    try:
        wait_for(lambda: bool(recording.samples))
        begun = len(recording.samples)
        second = Program(profile, environment)
        programs.append(second)
        after = second.until(lambda told: len(told["owed"]) == 2 and told["sounding"] == "blacklist")["owed"]
        assert after == before
        wait_for(lambda: heard(recording, begun))
        second.tell("answer")
        second.until(lambda told: not told["owed"] and told["sounding"] is None)
        time.sleep(0.3)  # so is its acknowledgement
        second.kill()

        third = Program(profile, environment)
        programs.append(third)
        assert device.wait_for_subscribers(1, PATIENCE)
        device.emit(Category.NONLIVE)
        told = third.until(lambda told: bool(told["owed"]))
        assert [(alarm["rule"], alarm["count"]) for alarm in told["owed"]] == [("nonlive", 1)]
        assert told["owed"][0]["id"] not in [alarm["id"] for alarm in before]
        third.end()
        assert "blacklist" not in third.sounded
    finally:
        recording.close()
