"""The real program, whose event loop really stands still."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from desktop_bus import NotificationService, session_bus
from listening import AudioServer, Recording, can_listen

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="fifos, D-Bus and PulseAudio")
SECONDS = 1.0  # until a freeze is noticed; it is heard after twice as long
WAIT = 60.0


@pytest.fixture
def desktop() -> Iterator[NotificationService]:
    with session_bus():
        service = NotificationService()
        yield service
        service.close()


def until(meant: Callable[[], bool], what: str) -> None:
    end = time.monotonic() + WAIT
    while not meant():
        assert time.monotonic() < end, f"waited in vain for {what}"
        time.sleep(0.02)


class Frozen:
    """The program, from its start to its end."""

    def __init__(self, folder: Path, how: str, environment: dict[str, str]) -> None:
        self.profile = folder / "profile"
        self._fifo = folder / "fifo"
        os.mkfifo(self._fifo)
        self.process = subprocess.Popen(
            [
                sys.executable, Path(__file__).with_name("frozen_program.py"), how, self._fifo, str(SECONDS),
                "--profile", self.profile,
            ],
            env=environment | {"QT_QPA_PLATFORM": "offscreen"}, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip

    def log(self) -> str:
        path = self.profile / "facemon.log"
        return path.read_text(encoding="utf-8") if path.exists() else ""

    def go_on(self) -> None:
        """Let the event loop go round again."""
        descriptor = os.open(self._fifo, os.O_WRONLY)
        os.write(descriptor, b".")
        os.close(descriptor)

    def end(self) -> int:
        self.process.terminate()
        try:
            self.said, _ = self.process.communicate(timeout=10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.said, _ = self.process.communicate(timeout=WAIT)
        return self.process.returncode


def told(desktop: NotificationService, name: str) -> tuple[object, ...]:
    while (call := desktop.next_call())[0] != name:
        pass
    return call[2]


@pytest.mark.skipif(not can_listen(), reason="no PulseAudio")
def test_a_frozen_window_is_on_record_with_its_stacks_heard_and_told_until_it_goes_on(
    tmp_path: Path, desktop: NotificationService
) -> None:
    server = AudioServer(tmp_path)
    server.start("desk")
    recording = Recording(server, "desk")
    frozen = Frozen(tmp_path, "waiting", server.environment)
    try:
        said = told(desktop, "Notify")
        assert said[3] == "facemon does not answer"
        assert said[6]["urgency"] == ("y", 2)  # type: ignore[index]
        before = len(recording.samples)
        until(lambda: len(recording.loud(before)) > 50, "the siren")
        log = frozen.log()
        assert log.count("the window has not answered for") == 2  # once when noticed, once when heard
        (stack,) = [line for line in log.splitlines() if "] MainThread: " in line]
        assert "stand_still" in stack
        frozen.go_on()
        assert told(desktop, "CloseNotification")
        until(lambda: "the window answers again; it had not for" in frozen.log(), "the end on record")
        calm = len(recording.samples)
        until(lambda: len(recording.samples) > calm + 12_000, "a second of silence")
        assert not recording.loud(calm + 6_000)
        assert frozen.end() == 0
        assert "window stood still for" in frozen.said
    finally:
        frozen.process.kill()
        frozen.process.communicate()
        recording.close()
        server.stop()


def test_code_that_keeps_python_s_lock_is_caught_from_outside_and_whoever_is_killed_is_missed(
    tmp_path: Path, desktop: NotificationService
) -> None:
    frozen = Frozen(tmp_path, "holding", dict(os.environ))
    try:
        until(lambda: "nor does any thread" in frozen.log(), "the freeze on record")
        until(lambda: "stand_still" in frozen.log(), "the stack of the main thread")
        assert told(desktop, "Notify")[3] == "facemon does not answer"
    finally:
        frozen.process.kill()
        frozen.process.communicate()
    assert told(desktop, "Notify")[3] == "facemon has ended unexpectedly"
    until(lambda: "the window is gone without having been ended" in frozen.log(), "the end on record")
