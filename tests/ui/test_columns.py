"""The window's columns: each has its room, and where there is too little the detail yields, never the lane."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from guard_desk import WAIT_MS, Desk, answerable, live, several
from happenings import look
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from facemon.event import Category
from facemon.simulator.device import SimulatedDevice
from facemon.ui.alarms.alarm_card import AlarmCard

desks = pytest.fixture(several)


@pytest.fixture
def desk(qtbot: QtBot, desks: list[Desk], tmp_path: Path, device: SimulatedDevice) -> Iterator[Desk]:
    desk = live(qtbot, desks, tmp_path, device)
    yield desk
    look("dark", 100)


def resize(desk: Desk, width: int, height: int) -> None:
    desk.window.resize(width, height)
    QApplication.processEvents()


def test_the_lane_takes_hardly_any_room_until_something_is_owed(
    qtbot: QtBot, desk: Desk, device: SimulatedDevice
) -> None:
    resize(desk, 1440, 900)
    assert desk.window._lane.width() < 60
    device.emit(Category.BLACKLIST)
    qtbot.waitUntil(lambda: desk.window._lane.width() > 300, timeout=WAIT_MS)
    assert desk.window._detail.isVisible()


@pytest.mark.parametrize("percent", [80, 100, 140, 200])
@pytest.mark.parametrize("width", [800, 1024, 1440])
def test_the_lane_can_be_used_at_every_width_and_font_size(
    qtbot: QtBot, desk: Desk, device: SimulatedDevice, width: int, percent: int
) -> None:
    device.emit(Category.BLACKLIST)
    answerable(qtbot, desk)
    look("dark", percent)
    desk.window.restyle()
    resize(desk, width, 560)
    assert (desk.window.width(), desk.window.height()) == (width, 560)
    (card,) = desk.window._lane.findChildren(AlarmCard)
    for button in card.findChildren(QPushButton):
        if button.isVisible():
            right = button.mapTo(desk.window._lane, button.rect().topRight()).x()
            assert button.width() >= button.sizeHint().width()
            assert right < desk.window._lane.width()
    assert desk.window._feed.width() >= 250
    assert desk.window._detail.isVisible() == (width > 1000)


def test_a_click_on_an_alarm_shows_its_event_beside_the_feed(qtbot: QtBot, desk: Desk, device: SimulatedDevice) -> None:
    resize(desk, 1440, 900)
    device.emit(Category.DEVICE, status=1, code=10002)
    qtbot.waitUntil(lambda: len(desk.session.board.alarms()) == 1, timeout=WAIT_MS)
    device.emit(Category.BLACKLIST)
    qtbot.waitUntil(lambda: len(desk.session.board.alarms()) == 2, timeout=WAIT_MS)
    (first, _) = sorted(desk.window._lane.findChildren(AlarmCard), key=lambda card: card.y())
    QTest.mouseClick(first, Qt.MouseButton.LeftButton, pos=first.rect().topRight() - first.rect().center() / 8)
    shown = desk.window._detail._arrived
    assert shown is not None
    assert shown.happening.category == Category.BLACKLIST


def test_an_alarm_is_answered_with_a_note_by_the_keyboard_alone(
    qtbot: QtBot, desk: Desk, device: SimulatedDevice
) -> None:
    device.emit(Category.DEVICE, status=1, code=10002)
    qtbot.waitUntil(lambda: len(desk.session.board.alarms()) == 1, timeout=WAIT_MS)
    device.emit(Category.BLACKLIST)
    qtbot.waitUntil(lambda: len(desk.session.board.alarms()) == 2, timeout=WAIT_MS)
    before = QApplication.focusWidget()
    desk.press(Qt.Key.Key_K)
    answerable(qtbot, desk)
    desk.press(Qt.Key.Key_L)
    assert desk.session.board.alarms()[0].owner == desk.session.operator
    desk.press(Qt.Key.Key_N)
    desk.press(Qt.Key.Key_3)
    assert [alarm.rule for alarm in desk.session.board.alarms()] == ["device"]
    assert desk.session.board.recent[0].note == "Guard sent"
    assert QApplication.focusWidget() is before
    desk.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert [alarm.rule for alarm in desk.session.board.alarms()] == ["blacklist", "device"]
    desk.press(Qt.Key.Key_J)
    answerable(qtbot, desk)
    desk.press(Qt.Key.Key_F)
    assert [alarm.rule for alarm in desk.session.board.alarms()] == ["blacklist"]
    assert desk.session.board.recent[0].outcome == "false"


def test_a_detail_without_room_takes_the_place_of_the_feed_for_as_long_as_it_is_wanted(
    qtbot: QtBot, desk: Desk, device: SimulatedDevice
) -> None:
    device.emit(Category.BLACKLIST)
    answerable(qtbot, desk)
    resize(desk, 800, 560)
    desk.press(Qt.Key.Key_Home)
    desk.press(Qt.Key.Key_Up)
    assert not desk.window._detail.isVisible()
    desk.press(Qt.Key.Key_Return)
    assert desk.window._detail.isVisible()
    assert not desk.window._feed.isVisible()
    assert desk.window._lane.width() > 200
    desk.press(Qt.Key.Key_Escape)
    assert desk.window._feed.isVisible()
    assert not desk.window._detail.isVisible()
    desk.press(Qt.Key.Key_Return)
    resize(desk, 1440, 900)
    assert desk.window._detail.isVisible()
    assert desk.window._feed.isVisible()
