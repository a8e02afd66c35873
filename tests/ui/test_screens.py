"""Several screens, one of which is unplugged while the program runs: on a real X server, with `xrandr`."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent
NEEDED = ("Xvfb", "openbox", "xrandr")
missing = [name for name in NEEDED if shutil.which(name) is None]
pytestmark = pytest.mark.skipif(bool(missing), reason=f"not here: {', '.join(missing)}")


@pytest.fixture
def display(request: pytest.FixtureRequest) -> Iterator[dict[str, str]]:
    """Two screens side by side, as variables for a process; with a window manager, unless the test wants none."""
    read, write = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-screen", "0", "2400x900x24", "-nolisten", "tcp", "-noreset"],
        pass_fds=(write,), stderr=subprocess.DEVNULL,
    )  # fmt: skip
    os.close(write)
    with os.fdopen(read) as told:
        number = told.readline().strip()
    variables = os.environ | {"DISPLAY": f":{number}", "QT_QPA_PLATFORM": "xcb"}
    for screen in (("left", "1300/340x900/240+0+0", "screen"), ("right", "1100/290x800/210+1300+0", "none")):
        subprocess.run(["xrandr", "--setmonitor", *screen], env=variables, check=True, timeout=10)
    running = [server]
    if getattr(request, "param", True):
        manager = subprocess.Popen(["openbox"], env=variables, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        running.insert(0, manager)
    try:
        yield variables
    finally:
        for process in running:
            process.terminate()
            process.wait(10)


def scene(name: str, display: dict[str, str], folder: Path) -> dict[str, Any]:
    variables = display | {
        "PYTHONPATH": os.pathsep.join((str(HERE), str(HERE.parent))),
        "DBUS_SESSION_BUS_ADDRESS": "unix:path=/nonexistent",
    }
    ended = subprocess.run(
        [sys.executable, str(HERE / "screens_guard.py"), name, str(folder)], env=variables,
        capture_output=True, text=True, timeout=110,
    )  # fmt: skip
    assert ended.returncode == 0, ended.stderr
    seen: dict[str, Any] = json.loads(ended.stdout.splitlines()[-1])
    return seen


@pytest.mark.parametrize("display", [True, False], indirect=True, ids=["managed", "bare"])
def test_both_windows_leave_a_screen_that_is_unplugged_and_go_back_unless_a_person_has_moved_them(
    display: dict[str, str], tmp_path: Path
) -> None:
    assert scene("unplugged", display, tmp_path) == {
        "opened": True, "moved": True, "kept": ["right", "right"], "back": True,
        "main back": True, "apart where it was put": True,
    }  # fmt: skip


def test_a_window_that_fills_a_screen_fills_another_while_it_is_unplugged(
    display: dict[str, str], tmp_path: Path
) -> None:
    assert scene("full", display, tmp_path) == {"filled": [True, True, True]}


def test_the_next_start_has_both_windows_on_their_screen_or_wholly_on_another(
    display: dict[str, str], tmp_path: Path
) -> None:
    assert scene("again", display, tmp_path) == {"there": True, "gone": True}


def test_faces_are_as_sharp_as_the_screen_that_the_window_goes_to(display: dict[str, str], tmp_path: Path) -> None:
    scales = {"QT_SCREEN_SCALE_FACTORS": "left=1;right=2"}
    assert scene("scaled", display | scales, tmp_path) == {"sharp": [True, True]}
