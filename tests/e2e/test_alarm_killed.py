"""facemon is killed between an alarm and its acknowledgement, and started again."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from day import HERE

sys.path.insert(0, str(HERE.parent / "ui"))
from listening import AudioServer, Recording, can_listen

from facemon.event import Category
from facemon.settings import DeviceSettings, Settings, save
from facemon.simulator.device import SimulatedDevice

PATIENCE = 60.0
pytestmark = pytest.mark.skipif(not can_listen(), reason="pulseaudio, parec and pactl are needed to listen")


class Program:
    """The real program with its window, in a process of its own."""

    def __init__(self, profile: Path, environment: dict[str, str]) -> None:
        self._said = threading.Condition()
        self.last: dict[str, Any] = {"owed": [], "sounding": None}
        self.sounded: set[str | None] = set()
        self.process = subprocess.Popen(
            [sys.executable, HERE / "told_desk.py", "--profile", profile],
            env=environment | {"QT_QPA_PLATFORM": "offscreen"},
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        self._listener = threading.Thread(target=self._listen, daemon=True)
        self._listener.start()

    def until(self, meant: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
        deadline = time.monotonic() + PATIENCE
        with self._said:
            while not meant(self.last):
                assert self._said.wait(deadline - time.monotonic()), f"waited in vain; last: {self.last}"
            return self.last

    def tell(self, word: str) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(f"{word}\n")
        self.process.stdin.flush()

    def kill(self) -> None:
        self.process.kill()
        self._end()

    def end(self) -> None:
        self.process.terminate()
        assert self._end() == 0

    def _end(self) -> int:
        code = self.process.wait(PATIENCE)
        self._listener.join()
        for pipe in (self.process.stdin, self.process.stdout):
            assert pipe is not None
            pipe.close()
        return code

    def _listen(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            with self._said:
                self.last = json.loads(line)
                self.sounded.add(self.last["sounding"])
                self._said.notify_all()


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
