"""kill -9 under `facemon --supervised`: the window comes back, and what it owed is owed again."""

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from day import HERE

from facemon.event import Category
from facemon.history.reader import Reader
from facemon.settings import DeviceSettings, Settings, save
from facemon.simulator.device import SimulatedDevice
from facemon.simulator.people import BLACKLISTED

SUPERVISED = "import sys; from facemon import restarting; sys.exit(restarting.run(sys.argv[1:]))"


def child_of(process: subprocess.Popen[str]) -> int:
    return int(Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()[0])


def until(process: subprocess.Popen[str], meant: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
    """Read what the window says, until it is meant."""
    assert process.stdout is not None
    for line in process.stdout:
        told: dict[str, Any] = json.loads(line)
        if meant(told):
            return told
    raise AssertionError("it has ended")


def kept(profile: Path) -> bool:
    with contextlib.closing(Reader(profile / "history.sqlite3")) as reader:
        return bool(reader.alarms(0, 2**53))


@pytest.mark.skipif(sys.platform != "linux", reason="/proc")
def test_a_killed_window_comes_back_and_owes_its_alarm_again(tmp_path: Path, device: SimulatedDevice) -> None:
    profile = tmp_path / "profile"
    profile.mkdir()
    gate = DeviceSettings(
        id="gate", name="North gate", host="127.0.0.1", port=device.port, certificate=device.certificate_sha256
    )
    save(profile / "settings.toml", Settings(devices=(gate,)))
    with subprocess.Popen(
        [
            sys.executable, "-c", SUPERVISED,
            sys.executable, HERE / "told_desk.py", "--profile", profile, "--restarted",
        ],
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"}, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    ) as process:  # fmt: skip
        assert device.wait_for_subscribers(1, 60)
        device.emit(Category.BLACKLIST, BLACKLISTED)
        owed = until(process, lambda told: bool(told["owed"]) and told["sounding"] == "blacklist")["owed"][0]["id"]
        while not kept(profile):
            time.sleep(0.05)
        first = child_of(process)
        os.kill(first, signal.SIGKILL)
        again = until(process, lambda told: told["sounding"] == "blacklist" and child_of(process) != first)
        assert [alarm["id"] for alarm in again["owed"]] == [owed]
        process.terminate()
        process.communicate(timeout=60)
    assert process.returncode == 0
    assert "the run before was not ended as it should be: killed" in (profile / "facemon.log").read_text()
