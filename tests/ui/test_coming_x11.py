"""The window comes to the user on a real X11 desktop with a window manager, while somebody types elsewhere."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from desktop_bus import NotificationService, TrayHost, session_bus

HERE = Path(__file__).parent
NEEDED = ("Xvfb", "openbox", "xmessage", "xdotool", "xprop", "import", "dbus-daemon")
missing = [name for name in NEEDED if shutil.which(name) is None]
pytestmark = pytest.mark.skipif(bool(missing), reason=f"not here: {', '.join(missing)}")


@pytest.fixture
def display() -> Iterator[dict[str, str]]:
    """A screen of one's own with a window manager on it, as variables for a process."""
    read, write = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-screen", "0", "1440x900x24", "-nolisten", "tcp"],
        pass_fds=(write,), stderr=subprocess.DEVNULL,
    )  # fmt: skip
    os.close(write)
    with os.fdopen(read) as told:
        number = told.readline().strip()
    variables = os.environ | {"DISPLAY": f":{number}", "QT_QPA_PLATFORM": "xcb"}
    manager = subprocess.Popen(["openbox"], env=variables, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield variables
    finally:
        for process in (manager, server):
            process.terminate()
            process.wait(10)


@pytest.fixture
def service() -> Iterator[NotificationService]:
    with session_bus():
        service = NotificationService()
        yield service
        service.close()


def scene(name: str, display: dict[str, str], folder: Path) -> dict[str, Any]:
    bus = {"DBUS_SESSION_BUS_ADDRESS": os.environ.get("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent")}
    path = {"PYTHONPATH": os.pathsep.join((str(HERE), str(HERE.parent)))}
    ended = subprocess.run(
        [sys.executable, str(HERE / "x11_guard.py"), name, str(folder)], env=display | bus | path,
        capture_output=True, text=True, timeout=110,
    )  # fmt: skip
    assert ended.returncode == 0, ended.stderr
    seen: dict[str, Any] = json.loads(ended.stdout.splitlines()[-1])
    return seen


def test_a_minimised_window_is_shown_and_whoever_types_goes_on_typing(display: dict[str, str], tmp_path: Path) -> None:
    assert scene("minimised", display, tmp_path) == {
        "shown": True, "top": True, "keyboard": "xmessage", "flashes": True, "in place": True, "title": "(1) facemon",
    }  # fmt: skip


def test_a_covered_window_is_raised_without_the_keyboard(display: dict[str, str], tmp_path: Path) -> None:
    assert scene("covered", display, tmp_path) == {"below": True, "raised": True, "keyboard": "xmessage"}


def test_a_window_on_another_desktop_comes_to_this_one(display: dict[str, str], tmp_path: Path) -> None:
    seen = scene("elsewhere", display, tmp_path)
    assert seen["came"]
    assert seen["desktop"] == "1"
    assert "facemon" not in seen["keyboard"]


def test_when_nobody_answers_a_minimised_window_takes_the_foreground(display: dict[str, str], tmp_path: Path) -> None:
    assert scene("escalated", display, tmp_path) == {"keyboard": True}


def test_above_two_dialogs_the_alarm_is_answered_by_the_mouse_and_by_the_keyboard(
    display: dict[str, str], tmp_path: Path
) -> None:
    assert scene("dialogs", display, tmp_path) == {
        "shown": True, "answered": True, "moved": True, "by keyboard": True, "open": True,
    }  # fmt: skip


def test_the_red_frame_is_seen_lets_a_click_through_and_is_gone_when_answered(
    display: dict[str, str], tmp_path: Path
) -> None:
    seen = scene("framed", display, tmp_path)
    assert seen.pop("pixel") == "(255,92,92)"
    assert seen == {"there": True, "through": True, "gone": True, "closed": True}


def test_a_click_on_the_notification_brings_the_window_with_the_keyboard(
    display: dict[str, str], tmp_path: Path
) -> None:
    with session_bus(), contextlib.closing(NotificationService(clicks=True)):
        assert scene("clicked", display, tmp_path) == {"keyboard": True}


def test_the_tray_has_the_number_on_the_colour_of_the_most_pressing_one(
    display: dict[str, str], tmp_path: Path
) -> None:
    with session_bus(), contextlib.closing(TrayHost()), contextlib.closing(NotificationService()):
        seen = scene("tray", display, tmp_path)
    assert seen == {"there": True, "tooltip": "facemon · 1 alarm, the most pressing: Critical", "colour": "ffff5c5c"}


def test_the_desktop_is_told_with_the_face_and_not_any_more_once_answered(
    display: dict[str, str], service: NotificationService, tmp_path: Path
) -> None:
    scene("framed", display, tmp_path)
    calls: list[tuple[str, str, tuple[Any, ...]]] = []
    while not calls or calls[-1][0] != "CloseNotification":
        calls.append(service.next_call())
    (said,) = [said for name, _, said in calls if name == "Notify"]
    assert said[3] == "Critical: Blacklist"
    assert said[6]["urgency"] == ("y", 2)
    assert said[6]["image-data"][1][0] == 128
