"""The lane after a restart: what is owed from before has its picture and its event, out of the history."""

from __future__ import annotations

from pathlib import Path

import pytest
from guard_desk import WAIT_MS, Desk, answerable, held, live, several
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from facemon.event import Category
from facemon.simulator.device import SimulatedDevice

desks = pytest.fixture(several)


def test_an_alarm_of_an_earlier_run_has_its_picture_and_shows_its_event(
    qtbot: QtBot, desks: list[Desk], tmp_path: Path, device: SimulatedDevice
) -> None:
    first = live(qtbot, desks, tmp_path, device)
    uuid = device.emit(Category.BLACKLIST)
    device.emit(Category.STAFF)
    qtbot.waitUntil(lambda: held(first) == 2, timeout=WAIT_MS)
    first.close()
    desks.remove(first)
    second = live(qtbot, desks, tmp_path, device)
    answerable(qtbot, second)
    (alarm,) = second.session.board.alarms()
    pictures = second.window._lane._pictures

    def has_face() -> bool:
        decoded = pictures.large(alarm.numbers[-1])
        return decoded is not None and decoded.image is not None

    qtbot.waitUntil(has_face, timeout=WAIT_MS)
    second.window._attention._select()
    panel = second.window._detail
    qtbot.waitUntil(lambda: bool(panel._picture), timeout=WAIT_MS)
    assert panel._arrived is not None
    assert panel._arrived.happening.uuid == uuid
    second.press(Qt.Key.Key_R)
    assert second.session.board.recent[0].outcome == "real"
