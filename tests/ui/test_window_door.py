"""A guard opens a door from the window."""

from __future__ import annotations

from pathlib import Path

import pytest
from guard_desk import WAIT_MS, Desk, gate, held, open_desk, opened, several
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from facemon.device.status import State
from facemon.door import DoorOutcome
from facemon.event import Category
from facemon.history.reader import Reader
from facemon.simulator.device import SimulatedDevice
from facemon.ui.alarms.alarm_card import AlarmCard
from facemon.ui.door_dialog import DoorDialog

desks = pytest.fixture(several)


def at_the_gate(qtbot: QtBot, desks: list[Desk], folder: Path, device: SimulatedDevice, *, control: bool) -> Desk:
    desk = open_desk(desks, folder, gate(device, door_control=control))
    qtbot.waitUntil(lambda: device.wait_for_subscribers(1, 0), timeout=WAIT_MS)
    device.emit(Category.VISITOR)
    qtbot.waitUntil(lambda: held(desk) == 1, timeout=WAIT_MS)
    desk.feed.view.setFocus()
    desk.press(Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: desk.feed.selected is not None, timeout=WAIT_MS)
    return desk


def test_a_door_is_opened_with_a_reason_and_the_outcome_is_said_and_kept(
    qtbot: QtBot, desks: list[Desk], tmp_path: Path, device: SimulatedDevice
) -> None:
    desk = at_the_gate(qtbot, desks, tmp_path, device, control=True)
    button = desk.window._detail.door_button
    qtbot.waitUntil(button.isEnabled, timeout=WAIT_MS)
    button.click()
    (dialog,) = opened(desk, DoorDialog)
    assert isinstance(dialog, DoorDialog)
    assert "North gate" in dialog.question.text()
    assert not dialog.open_button.isEnabled()
    QTest.keyClicks(dialog.reason, "a parcel")
    QTest.keyClick(dialog.reason, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: dialog.outcome.text() == "North gate has opened the door.", timeout=WAIT_MS)
    assert device.doors == [0]
    assert not dialog.open_button.isEnabled()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert desk.session.history.flush(10)
    with Reader(desk.profile.history_path) as reader:
        (order,) = reader.door_orders(0, 1 << 60)
    assert (order.device_id, order.by, order.reason, order.outcome) == (
        "gate", desk.session.operator, "a parcel", DoorOutcome.OPENED,
    )  # fmt: skip


def test_the_door_is_opened_from_the_alarm_as_well_and_not_while_the_device_is_away(
    qtbot: QtBot, desks: list[Desk], tmp_path: Path, device: SimulatedDevice
) -> None:
    desk = open_desk(desks, tmp_path, gate(device, door_control=True))
    qtbot.waitUntil(lambda: device.wait_for_subscribers(1, 0), timeout=WAIT_MS)
    device.emit(Category.BLACKLIST)
    qtbot.waitUntil(lambda: bool(desk.window.findChildren(AlarmCard)), timeout=WAIT_MS)
    (card,) = desk.window.findChildren(AlarmCard)
    qtbot.waitUntil(card.door_button.isEnabled, timeout=WAIT_MS)
    card.door_button.setFocus(Qt.FocusReason.TabFocusReason)
    desk.press(Qt.Key.Key_Return)
    (dialog,) = opened(desk, DoorDialog)
    assert isinstance(dialog, DoorDialog)
    QTest.keyClicks(dialog.reason, "the police")
    QTest.keyClick(dialog.reason, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: device.doors == [0], timeout=WAIT_MS)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    device.refuse()
    device.drop()
    qtbot.waitUntil(lambda: not card.door_button.isEnabled(), timeout=WAIT_MS)
    assert card.door_button.isVisible()


def test_a_device_without_door_control_offers_no_door(
    qtbot: QtBot, desks: list[Desk], tmp_path: Path, device: SimulatedDevice
) -> None:
    desk = at_the_gate(qtbot, desks, tmp_path, device, control=False)
    assert desk.window._detail.door_button.isHidden()
    device.emit(Category.BLACKLIST)
    qtbot.waitUntil(lambda: bool(desk.window.findChildren(AlarmCard)), timeout=WAIT_MS)
    assert desk.window.findChildren(AlarmCard)[0].door_button.isHidden()


def test_a_device_that_is_not_live_cannot_be_ordered(
    qtbot: QtBot, desks: list[Desk], tmp_path: Path, device: SimulatedDevice
) -> None:
    desk = at_the_gate(qtbot, desks, tmp_path, device, control=True)
    desk.window._detail.door_button.click()
    (dialog,) = opened(desk, DoorDialog)
    assert isinstance(dialog, DoorDialog)
    QTest.keyClicks(dialog.reason, "a parcel")
    device.refuse()
    device.drop()
    qtbot.waitUntil(lambda: desk.session.statuses["gate"].state is not State.LIVE, timeout=WAIT_MS)
    qtbot.waitUntil(lambda: not dialog.open_button.isEnabled(), timeout=WAIT_MS)
    assert dialog.outcome.text() == "North gate is not connected now."
    assert not desk.window._detail.door_button.isEnabled()
