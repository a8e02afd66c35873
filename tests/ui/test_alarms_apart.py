"""The alarms in a window of their own: the keys work there, and the next start has it again."""

from __future__ import annotations

from pathlib import Path

import pytest
from guard_desk import WAIT_MS, Desk, answerable, live, open_desk, several
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from facemon.event import Category
from facemon.simulator.device import SimulatedDevice

desks = pytest.fixture(several)


def test_the_keys_of_the_window_answer_an_alarm_in_its_own_window_which_comes_back_at_the_next_start(
    qtbot: QtBot, desks: list[Desk], tmp_path: Path, device: SimulatedDevice
) -> None:
    desk = live(qtbot, desks, tmp_path, device)
    lane, main = desk.window._lane, desk.window
    main._bar.alarms_apart.emit()  # from the menu
    apart = lane.window()
    assert apart is not main
    assert main._bar.apart_action.isChecked()
    apart.setGeometry(120, 90, 320, 400)

    device.emit(Category.BLACKLIST)
    qtbot.waitUntil(lambda: len(desk.session.board.alarms()) == 1, timeout=WAIT_MS)
    main.activateWindow()
    desk.press(Qt.Key.Key_F8)
    qtbot.waitUntil(apart.isActiveWindow)
    answerable(qtbot, desk)
    desk.press(Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: not desk.session.board.alarms(), timeout=WAIT_MS)

    desks.pop().close()
    desks.append(Desk(tmp_path))
    again = desks[0].window
    qtbot.waitUntil(lambda: again._lane.window() is not again)
    assert again._lane.window().geometry().topLeft() == QPoint(120, 90)
    again._columns._stand_in.click()
    assert again._lane.window() is again
    assert again._columns.indexOf(again._lane) == 0
    assert not again._bar.apart_action.isChecked()


def test_a_kept_state_that_makes_no_sense_leaves_the_alarms_where_they_are(desks: list[Desk], tmp_path: Path) -> None:
    (tmp_path / "window.json").write_text('{"alarms": {"apart": 7, "window": []}}')
    desk = open_desk(desks, tmp_path)
    assert desk.window._lane.window() is desk.window
