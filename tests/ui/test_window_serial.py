"""A device's serial number: learnt by itself, and another one is a person's to judge."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from guard_desk import WAIT_MS, Desk, gate, held, live, open_desk, opened, several
from pytestqt.qtbot import QtBot

from facemon.device.status import Failure, State
from facemon.event import Category
from facemon.settings import load
from facemon.simulator.device import SimulatedDevice
from facemon.ui.replaced_dialog import ReplacedDialog

desks = pytest.fixture(several)


def test_the_serial_number_is_learnt_without_a_new_connection(
    qtbot: QtBot, desks: list[Desk], tmp_path: Path, device: SimulatedDevice
) -> None:
    desk = live(qtbot, desks, tmp_path, device)
    qtbot.waitUntil(lambda: desk.session.settings.devices[0].serial == device.serial, timeout=WAIT_MS)
    qtbot.waitUntil(lambda: load(desk.profile.settings_path).devices[0].serial == device.serial, timeout=WAIT_MS)
    assert desk.session.statuses["gate"].state is State.LIVE
    assert len([request for request in device.requests if request.path == "/v1/event"]) == 1


def test_what_is_learnt_takes_nothing_back_that_somebody_changes_meanwhile(
    qtbot: QtBot, desks: list[Desk], tmp_path: Path, device: SimulatedDevice
) -> None:
    desk = live(qtbot, desks, tmp_path, device)
    qtbot.waitUntil(lambda: desk.session.settings.devices[0].serial == device.serial, timeout=WAIT_MS)
    session = desk.session
    before = session.settings
    session.read_settings()  # the disk takes its time; meanwhile:
    session.change(msgspec.structs.replace(before, devices=(gate(device, name="Main gate"),)))
    qtbot.waitUntil(lambda: load(desk.profile.settings_path).devices[0].name == "Main gate", timeout=WAIT_MS)
    qtbot.waitUntil(lambda: session.settings.devices[0].name == "Main gate", timeout=WAIT_MS)
    done: list[bool] = []
    session.read_settings(lambda: done.append(True))
    qtbot.waitUntil(lambda: bool(done), timeout=WAIT_MS)
    assert session.settings.devices == (gate(device, name="Main gate", serial=device.serial),)
    assert len([request for request in device.requests if request.path == "/v1/event"]) == 1


def test_another_device_shows_nothing_until_a_person_says_that_it_was_replaced(
    qtbot: QtBot, desks: list[Desk], tmp_path: Path, device: SimulatedDevice
) -> None:
    desk = open_desk(desks, tmp_path, gate(device, serial="OLD-ONE"))
    qtbot.waitUntil(
        lambda: "gate" in desk.session.statuses and desk.session.statuses["gate"].state is State.REFUSED,
        timeout=WAIT_MS,
    )
    assert desk.session.statuses["gate"].failure is Failure.SERIAL_CHANGED
    chip = desk.window._devices.chips["gate"]
    assert "another device" in chip.standing.state_words()
    assert device.serial in chip.standing.explanation()
    menu = chip.menu()
    (action,) = [action for action in menu.actions() if action.text() == "The device was replaced…"]
    action.trigger()
    (dialog,) = opened(desk, ReplacedDialog)
    assert isinstance(dialog, ReplacedDialog)
    assert "OLD-ONE" in dialog.informativeText()
    assert dialog.defaultButton() is dialog.no
    dialog.yes.click()
    qtbot.waitUntil(lambda: desk.session.statuses["gate"].state is State.LIVE, timeout=WAIT_MS)
    device.emit(Category.STAFF)
    qtbot.waitUntil(lambda: held(desk) == 1, timeout=WAIT_MS)
    assert load(desk.profile.settings_path).devices[0].serial == device.serial


def test_events_with_another_number_are_shown_once_a_person_says_that_they_are_the_device_s(
    qtbot: QtBot, desks: list[Desk], tmp_path: Path, device: SimulatedDevice
) -> None:
    desk = open_desk(desks, tmp_path, gate(device, serial=device.serial))
    qtbot.waitUntil(lambda: device.wait_for_subscribers(1, 0), timeout=WAIT_MS)
    device.emit(Category.STAFF, deviceSN="INNER")
    qtbot.waitUntil(lambda: desk.session.statuses["gate"].state is State.REFUSED, timeout=WAIT_MS)
    assert held(desk) == 0
    chip = desk.window._devices.chips["gate"]
    (action,) = [action for action in chip.menu().actions() if action.text() == "Events of another device…"]
    action.trigger()
    (dialog,) = opened(desk, ReplacedDialog)
    assert isinstance(dialog, ReplacedDialog)
    assert "INNER" in dialog.informativeText()
    dialog.yes.click()
    qtbot.waitUntil(lambda: desk.session.statuses["gate"].state is State.LIVE, timeout=WAIT_MS)
    kept = load(desk.profile.settings_path).devices[0]
    assert (kept.serial, kept.event_serial) == (device.serial, "INNER")
    device.emit(Category.STAFF, deviceSN="INNER")
    qtbot.waitUntil(lambda: held(desk) == 1, timeout=WAIT_MS)
