"""What a guard presses in a hurry is large enough for a finger, at the usual font size."""

from __future__ import annotations

from pathlib import Path

import pytest
from guard_desk import WAIT_MS, Desk, live, several
from happenings import usual_look
from PySide6.QtWidgets import QAbstractButton, QApplication, QPushButton
from pytestqt.qtbot import QtBot

from facemon.event import Category
from facemon.simulator.device import SimulatedDevice
from facemon.ui import theme
from facemon.ui.coming.strip import AlarmStrip

desks = pytest.fixture(several)


def test_the_buttons_of_alarms_and_of_the_bar_at_the_top_are_as_large_as_a_finger(
    qtbot: QtBot, desks: list[Desk], tmp_path: Path, device: SimulatedDevice
) -> None:
    desk = live(qtbot, desks, tmp_path, device)
    device.emit(Category.BLACKLIST)
    lane, bar = desk.window._lane, desk.window._bar

    def buttons() -> list[QAbstractButton]:
        return [button for button in lane.findChildren(QAbstractButton) if button.isVisible()]

    qtbot.waitUntil(lambda: len(buttons()) >= 3, timeout=WAIT_MS)  # acknowledge, note, more
    for button in (*buttons(), bar.sound, bar._history, bar._settings, bar._help):
        assert min(button.width(), button.height()) >= theme.TOUCH, button.text() or button.accessibleName()


def test_the_buttons_of_the_strip_have_room_for_what_they_say(qtbot: QtBot) -> None:
    usual_look()
    strip = AlarmStrip()
    qtbot.addWidget(strip)
    strip.show()
    strip.resize(strip.minimumSizeHint())
    QApplication.processEvents()
    for button in strip.findChildren(QPushButton):
        assert not button.isVisible() or button.width() >= button.sizeHint().width(), button.text()
