"""The watchdog process, with something else than a window in front of it."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from facemon.program import own_environment
from facemon.ui.watchdog import wire
from facemon.ui.watchdog.watchdog import Watched

WAIT = 20.0


@contextmanager
def watchdog(*seconds: str) -> Iterator[subprocess.Popen[bytes]]:
    with subprocess.Popen(
        [sys.executable, "-P", "-m", "facemon.ui.watchdog.process", *seconds],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=own_environment() | {"PULSE_SERVER": "unix:/nonexistent"},
    ) as process:  # fmt: skip
        yield process
        process.kill()


def say(process: subprocess.Popen[bytes], *messages: wire.ToWatchdog) -> None:
    assert process.stdin is not None
    process.stdin.write(b"".join(map(wire.line, messages)))
    process.stdin.flush()


def setup(pid: int, log: Path) -> wire.Setup:
    return wire.Setup(pid=pid, log=str(log), summary="frozen", body="", gone="gone", gone_body="")


@pytest.mark.skipif(sys.platform != "linux", reason="signals")
def test_who_is_started_again_is_ended_once_it_has_stood_still_too_long(tmp_path: Path) -> None:
    log = tmp_path / "facemon.log"
    log.touch()
    with subprocess.Popen(["sleep", "60"]) as window, watchdog("0.2", "30", "2.5") as process:
        say(process, setup(window.pid, log), wire.Beat())
        assert window.wait(WAIT) == -9
    assert "is ended to be started again" in log.read_text()


def test_a_farewell_ends_it_without_a_word(tmp_path: Path) -> None:
    log = tmp_path / "facemon.log"
    log.touch()
    with watchdog("0.2", "0.4", "0") as process:
        say(process, setup(process.pid, log), wire.Beat(), wire.Farewell())
        assert process.wait(WAIT) == 0
    assert log.read_text() == ""


def test_a_watchdog_that_has_ended_is_replaced(qtbot: QtBot, tmp_path: Path) -> None:
    watched = Watched(tmp_path / "facemon.log", volume=lambda: 80)
    watched.begin()

    def running(other_than: int) -> Callable[[], bool]:
        return lambda: watched._process is not None and watched._process.pid != other_than

    qtbot.waitUntil(running(0), timeout=int(WAIT * 1000))
    assert watched._process is not None
    first = watched._process
    first.kill()
    qtbot.waitUntil(running(first.pid), timeout=int(WAIT * 1000))
    watched.close(WAIT)
    assert not any(thread.is_alive() for thread in watched._threads)
