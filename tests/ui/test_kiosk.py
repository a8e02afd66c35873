"""Kiosk mode: a guard gets neither out of the window nor rid of it; the administrator does, and so does the system."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from guard_desk import WAIT_MS, Desk, opened, several
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from facemon import pin as pin_module
from facemon.administration import AdministrationRecord
from facemon.administrator import Administrator
from facemon.settings import DeskSettings, Settings, save
from facemon.ui.itself.bundle_dialog import BundleDialog
from facemon.ui.settings.dialog import SettingsDialog

PIN = "470815"
KIOSK = Settings(desk=DeskSettings(kiosk=True))
NEEDED = ("Xvfb", "openbox", "xdotool", "xprop")
missing = [name for name in NEEDED if shutil.which(name) is None]

desks = pytest.fixture(several)


@pytest.fixture(autouse=True)
def _cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pin_module, "_COST", 16)


def at_kiosk(desks: list[Desk], folder: Path, settings: Settings = KIOSK, *, pin: bool = True) -> Desk:
    save(folder / "settings.toml", settings)
    if pin:
        Administrator(folder / "administrator.json").put(PIN)
    desks.append(Desk(folder))
    return desks[-1]


def test_the_window_fills_the_screen_until_the_administrator_has_unlocked(
    qtbot: QtBot, desks: list[Desk], tmp_path: Path
) -> None:
    desk = at_kiosk(desks, tmp_path)
    window, lock = desk.window, desk.session.lock
    qtbot.waitUntil(window.isFullScreen, timeout=WAIT_MS)
    qtbot.waitUntil(lambda: lock.known, timeout=WAIT_MS)
    QTest.keyClick(window, Qt.Key.Key_F11)
    window.setWindowState(Qt.WindowState.WindowNoState)
    qtbot.waitUntil(window.isFullScreen, timeout=WAIT_MS)
    window.setWindowState(Qt.WindowState.WindowMinimized)
    qtbot.waitUntil(lambda: window.isFullScreen() and not window.isMinimized(), timeout=WAIT_MS)
    qtbot.waitUntil(lambda: window.geometry() == window.screen().geometry(), timeout=WAIT_MS)
    lock._unlock()
    QTest.keyClick(window, Qt.Key.Key_F11)
    qtbot.waitUntil(lambda: not window.isFullScreen(), timeout=WAIT_MS)
    lock.lock()
    qtbot.waitUntil(window.isFullScreen, timeout=WAIT_MS)


def test_the_support_bundle_whose_dialog_shows_the_files_takes_the_pin(
    qtbot: QtBot, desks: list[Desk], tmp_path: Path
) -> None:
    desk = at_kiosk(desks, tmp_path)
    lock = desk.session.lock
    qtbot.waitUntil(lambda: lock.known, timeout=WAIT_MS)
    desk.window._bar.bundle.emit()
    assert not opened(desk, BundleDialog)
    assert lock.dialog is not None
    assert lock.dialog.what.text() == "Make a support bundle"
    QTest.keyClicks(lock.dialog.pin.box, PIN)
    QTest.keyClick(lock.dialog.pin.box, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(opened(desk, BundleDialog)), timeout=WAIT_MS)
    opened(desk, BundleDialog)[0].close()


def test_without_a_pin_there_is_no_kiosk_and_the_window_says_why(
    qtbot: QtBot, desks: list[Desk], tmp_path: Path
) -> None:
    desk = at_kiosk(desks, tmp_path, pin=False)
    qtbot.waitUntil(lambda: "No kiosk mode" in desk.window._status.notice.text(), timeout=WAIT_MS)
    assert not desk.window._kiosk.holds
    assert not desk.window._kiosk.keeps()


def test_a_kiosk_is_switched_on_and_off_in_the_settings_and_needs_a_pin(
    qtbot: QtBot, desks: list[Desk], tmp_path: Path
) -> None:
    desk = at_kiosk(desks, tmp_path, Settings(), pin=False)

    def settings() -> SettingsDialog:
        desk.window.open_settings("lock")
        qtbot.waitUntil(lambda: bool(opened(desk, SettingsDialog)), timeout=WAIT_MS)
        (dialog,) = opened(desk, SettingsDialog)
        assert isinstance(dialog, SettingsDialog)
        return dialog

    dialog = settings()
    dialog.lock.kiosk.click()
    assert not dialog.save.isEnabled()
    assert dialog.lock.kiosk_note.text() == "Kiosk mode needs a PIN."
    for field in (dialog.lock.pin, dialog.lock.again):
        QTest.keyClicks(field.box, PIN)
    dialog.accept()
    qtbot.waitUntil(lambda: desk.session.lock.unlocked, timeout=WAIT_MS)  # by who has set the PIN
    assert desk.window._kiosk.closed
    desk.session.lock.lock()
    qtbot.waitUntil(desk.window.isFullScreen, timeout=WAIT_MS)
    desk.session.lock._unlock()
    dialog = settings()
    dialog.lock.kiosk.click()
    dialog.accept()
    qtbot.waitUntil(lambda: not desk.window.isFullScreen(), timeout=WAIT_MS)


class Screen:
    """A screen of one's own with a window manager, and hands on its keyboard."""

    def __init__(self, variables: dict[str, str]) -> None:
        self.variables = variables

    def tell(self, *command: str) -> str:
        told = subprocess.run(command, env=self.variables, capture_output=True, text=True, check=False, timeout=10)
        return told.stdout.strip()

    def window(self, name: str) -> str:
        return self.tell("xdotool", "search", "--onlyvisible", "--name", name).partition("\n")[0]

    def keys(self, *keys: str) -> None:
        self.tell("xdotool", "key", "--delay", "40", *keys)

    def state(self, window: str) -> str:
        return self.tell("xprop", "-id", window, "_NET_WM_STATE", "WM_STATE")


def wait(meant: Callable[[], object], seconds: float = 30.0) -> None:
    until = time.monotonic() + seconds
    while not meant():
        assert time.monotonic() < until, "waited in vain"
        time.sleep(0.05)


@pytest.fixture
def screen() -> Iterator[Screen]:
    read, write = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-screen", "0", "1280x800x24", "-nolisten", "tcp"],
        pass_fds=(write,), stderr=subprocess.DEVNULL,
    )  # fmt: skip
    os.close(write)
    with os.fdopen(read) as told:
        number = told.readline().strip()
    variables = os.environ | {"DISPLAY": f":{number}", "QT_QPA_PLATFORM": "xcb", "LANGUAGE": "en", "LANG": "C.UTF-8"}
    manager = subprocess.Popen(["openbox"], env=variables, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield Screen(variables)
    finally:
        for process in (manager, server):
            process.terminate()
            process.wait(10)


@pytest.mark.skipif(bool(missing), reason=f"not here: {', '.join(missing)}")
def test_real_keys_and_a_real_window_manager_get_a_guard_nowhere(screen: Screen, tmp_path: Path) -> None:
    save(tmp_path / "settings.toml", KIOSK)
    Administrator(tmp_path / "administrator.json").put(PIN)

    def start() -> tuple[subprocess.Popen[bytes], str]:
        program = subprocess.Popen(
            [sys.executable, "-m", "facemon", "--profile", str(tmp_path)], env=screen.variables,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        # Looked for each time: while the window manager frames it, there is none in sight for a moment.
        wait(lambda: "FULLSCREEN" in screen.state(screen.window("^facemon$")))
        return program, screen.window("^facemon$")

    active = ("xdotool", "getactivewindow", "getwindowname")
    program, window = start()
    try:
        screen.keys("F11", "alt+F4")
        wait(lambda: screen.window("^Administrator$"))  # the question is all that comes of it
        assert "FULLSCREEN" in screen.state(window)
        screen.keys("Escape")
        wait(lambda: not screen.window("^Administrator$"))
        screen.keys("ctrl+q")
        wait(lambda: screen.window("^Administrator$"))
        screen.keys(*"815047", "Return")
        wait(lambda: "wrong PIN" in [entry.deed for entry in AdministrationRecord(record(tmp_path)).recent(5)])
        assert program.poll() is None
        wait(lambda: screen.tell(*active).startswith("Administrator"))
        screen.keys(*PIN, "Return")
        assert program.wait(30) == 0
        assert [entry.deed for entry in AdministrationRecord(record(tmp_path)).recent(2)] == ["kiosk left", "unlocked"]
        program, window = start()
        screen.tell("xdotool", "windowminimize", window)
        wait(lambda: "HIDDEN" not in screen.state(window) and screen.tell(*active) == "facemon")
        program.send_signal(signal.SIGTERM)
        assert program.wait(30) == 0
    finally:
        program.kill()


def record(folder: Path) -> Path:
    return folder / "administration.jsonl"
