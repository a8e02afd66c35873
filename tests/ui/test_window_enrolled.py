"""The enrolled photo in the window: beside what the guard looks at, wherever that was chosen."""

from __future__ import annotations

from pathlib import Path

import pytest
from guard_desk import WAIT_MS, Desk, held, live, several
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from facemon.device.status import State
from facemon.event import Category
from facemon.simulator.device import SimulatedDevice
from facemon.ui.alarms.rows import alarm_key

desks = pytest.fixture(several)


def test_it_comes_for_an_alarm_that_is_chosen_and_takes_nothing_from_the_panel(
    qtbot: QtBot, desks: list[Desk], tmp_path: Path, device: SimulatedDevice
) -> None:
    desk = live(qtbot, desks, tmp_path, device)
    device.emit(Category.BLACKLIST)
    qtbot.waitUntil(lambda: len(desk.session.board.alarms()) == 1, timeout=WAIT_MS)
    (alarm,) = desk.session.board.alarms()
    desk.window._lane.select(alarm_key(alarm.id))
    detail = desk.window._detail
    qtbot.waitUntil(lambda: not detail.enrolled.isHidden(), timeout=WAIT_MS)
    qtbot.waitUntil(lambda: not detail.enrolled.picture.source_size.isEmpty(), timeout=WAIT_MS)
    desk.session.photo_came.emit()  # of somebody else
    shown, _ = detail.shown
    assert shown is not None
    assert shown.uuid == alarm.happening.uuid  # type: ignore[union-attr]  # it has one


def test_it_comes_for_a_card_that_is_chosen_and_goes_with_a_stranger(
    qtbot: QtBot, desks: list[Desk], tmp_path: Path, device: SimulatedDevice
) -> None:
    desk = live(qtbot, desks, tmp_path, device)
    device.emit(Category.STRANGER)
    device.emit(Category.STAFF)
    qtbot.waitUntil(lambda: held(desk) == 2, timeout=WAIT_MS)
    desk.feed.view.setFocus()
    desk.press(Qt.Key.Key_Down)
    detail = desk.window._detail
    qtbot.waitUntil(lambda: not detail.enrolled.picture.source_size.isEmpty(), timeout=WAIT_MS)
    desk.press(Qt.Key.Key_Down)
    qtbot.waitUntil(detail.enrolled.isHidden, timeout=WAIT_MS)


def test_it_comes_to_whoever_looks_once_the_device_is_there_again(
    qtbot: QtBot, desks: list[Desk], tmp_path: Path, device: SimulatedDevice
) -> None:
    desk = live(qtbot, desks, tmp_path, device)
    device.emit(Category.STAFF)
    qtbot.waitUntil(lambda: held(desk) == 1, timeout=WAIT_MS)
    device.refuse()
    device.drop()
    qtbot.waitUntil(lambda: desk.session.statuses["gate"].state != State.LIVE, timeout=WAIT_MS)
    desk.feed.view.setFocus()
    desk.press(Qt.Key.Key_Down)
    picture = desk.window._detail.enrolled.picture
    qtbot.waitUntil(lambda: "could not be fetched" in picture.problem, timeout=WAIT_MS)
    device.accept()
    desk.session.retry_now()
    qtbot.waitUntil(lambda: not picture.source_size.isEmpty(), timeout=WAIT_MS)
