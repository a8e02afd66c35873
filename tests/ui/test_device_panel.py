"""The panel of one device, over a real device."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from guard_desk import WAIT_MS, Desk, held, live, several
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from facemon.event import Category
from facemon.simulator.device import SimulatedDevice
from facemon.ui.device_panel.panel import DevicePanel

desks = pytest.fixture(several)


def background_threads() -> set[threading.Thread]:
    return {thread for thread in threading.enumerate() if thread.name == "background"}


def panel_of(qtbot: QtBot, desk: Desk) -> DevicePanel:
    desk.window._devices.details.emit("gate")
    panel = desk.window._device_panels.open_panels["gate"]
    qtbot.waitUntil(panel.isVisible, timeout=WAIT_MS)
    qtbot.waitUntil(panel.ask_button.isEnabled, timeout=WAIT_MS)
    return panel


def test_it_shows_what_the_device_and_the_history_tell_and_copies_it(
    qtbot: QtBot, desks: list[Desk], tmp_path: Path, device: SimulatedDevice
) -> None:
    desk = live(qtbot, desks, tmp_path, device)
    device.emit(Category.STAFF)
    qtbot.waitUntil(lambda: held(desk) == 1, timeout=WAIT_MS)
    assert desk.session.history.flush(10)
    panel = panel_of(qtbot, desk)
    qtbot.waitUntil(lambda: "Events today" in panel.fields_view.toPlainText(), timeout=WAIT_MS)
    text = panel.fields_view.toPlainText()
    assert device.serial in text
    assert "SenseNebula Pass S7" in text
    panel.copy_button.click()
    copied = QGuiApplication.clipboard().text()
    assert device.serial in copied
    assert "North gate" in copied
    assert panel.day.accessibleDescription()


def test_one_panel_a_device_and_it_is_gone_when_it_is_closed(
    qtbot: QtBot, desks: list[Desk], tmp_path: Path, device: SimulatedDevice
) -> None:
    desk = live(qtbot, desks, tmp_path, device)
    before = background_threads()
    panel = panel_of(qtbot, desk)
    desk.window._devices.details.emit("gate")
    assert desk.window._device_panels.open_panels["gate"] is panel
    QTest.keyClick(panel, Qt.Key.Key_Escape)
    assert desk.window._device_panels.open_panels == {}
    qtbot.waitUntil(lambda: background_threads() <= before, timeout=WAIT_MS)


def test_a_device_that_hangs_keeps_nothing_from_ending(
    qtbot: QtBot, desks: list[Desk], tmp_path: Path, device: SimulatedDevice
) -> None:
    desk = live(qtbot, desks, tmp_path, device)
    before = background_threads()
    device.freeze()
    desk.window._devices.details.emit("gate")
    panel = desk.window._device_panels.open_panels["gate"]
    assert not panel.ask_button.isEnabled()
    QTest.keyClick(panel, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: background_threads() <= before, timeout=2_000)
