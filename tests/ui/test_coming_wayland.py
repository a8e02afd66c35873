"""The window comes to the user as far as Wayland lets it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

HERE = Path(__file__).parent
pytestmark = pytest.mark.skipif(shutil.which("weston") is None, reason="there is no weston here")


@pytest.fixture
def desktop(tmp_path: Path) -> Iterator[dict[str, str]]:
    """A Wayland compositor of one's own, as variables for a process."""
    runtime = tmp_path / "runtime"
    runtime.mkdir(mode=0o700)
    variables = os.environ | {
        "XDG_RUNTIME_DIR": str(runtime), "WAYLAND_DISPLAY": "facemon-test", "QT_QPA_PLATFORM": "wayland",
        "DBUS_SESSION_BUS_ADDRESS": "unix:path=/nonexistent",
        "PYTHONPATH": os.pathsep.join((str(HERE), str(HERE.parent))),
    }  # fmt: skip
    compositor = subprocess.Popen(
        ["weston", "--backend=headless-backend.so", "--use-pixman", "--width=1440", "--height=900",
         "--socket=facemon-test"],
        env=variables, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    until = time.monotonic() + 30
    while not (runtime / "facemon-test").exists():
        assert compositor.poll() is None, "weston has ended"
        assert time.monotonic() < until
        time.sleep(0.02)
    yield variables
    compositor.terminate()
    compositor.wait(10)


def run(desktop: dict[str, str], *command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, *command], env=desktop, capture_output=True, text=True, timeout=110)


def test_an_alarm_is_seen_and_answered_above_a_dialog_and_nothing_is_asked_that_is_refused(
    desktop: dict[str, str], tmp_path: Path
) -> None:
    ended = run(desktop, str(HERE / "wayland_guard.py"), str(tmp_path))
    assert ended.returncode == 0, ended.stderr
    assert json.loads(ended.stdout.splitlines()[-1]) == {
        "platform": "wayland", "escalated": True, "frame": False, "title": "(1) facemon", "strip": True,
        "answered": True,
    }  # fmt: skip
    assert "does not support" not in ended.stderr


def test_a_kiosk_fills_the_screen_and_windows_of_their_own_are_seen(desktop: dict[str, str], tmp_path: Path) -> None:
    ended = run(desktop, str(HERE / "wayland_windows.py"), str(tmp_path))
    assert ended.returncode == 0, ended.stderr
    assert json.loads(ended.stdout.splitlines()[-1]) == {
        "full": True, "minimised": False, "asks": True, "left": True, "alarms": True, "group": True, "full again": True,
    }  # fmt: skip
    assert "does not support" not in ended.stderr


def test_the_doctor_says_what_wayland_refuses(desktop: dict[str, str], tmp_path: Path) -> None:
    found = json.loads(run(desktop, "-m", "facemon", "doctor", "--profile", str(tmp_path), "--json").stdout)
    by_check = {each["check"]: each for each in found}
    assert by_check["display"]["result"] == "ok"
    assert by_check["raising"]["result"] == "warning"
    assert "Wayland" in by_check["raising"]["found"]
