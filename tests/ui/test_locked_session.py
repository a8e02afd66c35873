"""A session that the desktop locks: nothing in facemon waits for it, and an alarm sounds behind the lock."""

from __future__ import annotations

from pathlib import Path

import pytest
from desktop_bus import session_bus
from guard_desk import WAIT_MS, Desk, live, several
from jeepney import DBusAddress, new_signal
from jeepney.io.blocking import open_dbus_connection
from pytestqt.qtbot import QtBot

from facemon.event import Category
from facemon.simulator.device import SimulatedDevice

desks = pytest.fixture(several)

SAVERS = ("org.freedesktop.ScreenSaver", "org.gnome.ScreenSaver")


def tell(*, locked: bool) -> None:
    """Say on the bus what a desktop and logind say when the session is locked or unlocked."""
    with open_dbus_connection("SESSION") as bus:
        for saver in SAVERS:
            path = "/" + saver.replace(".", "/")
            bus.send(new_signal(DBusAddress(path, interface=saver), "ActiveChanged", "b", (locked,)))
        login = DBusAddress("/org/freedesktop/login1/session/_31", interface="org.freedesktop.login1.Session")
        bus.send(new_signal(login, "Lock" if locked else "Unlock"))


def test_an_alarm_behind_the_lock_sounds_and_is_there_afterwards(
    qtbot: QtBot, desks: list[Desk], tmp_path: Path, device: SimulatedDevice, monkeypatch: pytest.MonkeyPatch
) -> None:
    with session_bus():
        desk = live(qtbot, desks, tmp_path, device)
        asked: list[bool] = []
        monkeypatch.setattr(desk.window._at_the_desk.awake, "want", lambda wanted: asked.append(wanted))
        tell(locked=True)
        desk.window.showMinimized()
        device.emit(Category.BLACKLIST)
        qtbot.waitUntil(lambda: len(desk.session.board.alarms()) == 1, timeout=WAIT_MS)
        qtbot.waitUntil(lambda: desk.session.sound.sounding == "blacklist", timeout=WAIT_MS)
        tell(locked=False)
        (alarm,) = desk.session.board.alarms()
        assert alarm.owed
        assert desk.session.sound.sounding == "blacklist"
        assert asked == []  # the display stays as it was wanted
