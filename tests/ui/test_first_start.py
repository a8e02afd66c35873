"""A profile's first start leads through three steps, by the keyboard alone; no later one does."""

from __future__ import annotations

from pathlib import Path

import pytest
from guard_desk import Desk, several
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from facemon.administrator import Administrator
from facemon.settings import load
from facemon.ui.first_start.device_step import DeviceStep
from facemon.ui.first_start.look_step import LookStep
from facemon.ui.first_start.sound_step import SoundStep

desks = pytest.fixture(several)


def test_a_new_profile_is_set_up_in_three_steps_which_its_second_start_does_not_ask_for(
    qtbot: QtBot, desks: list[Desk], tmp_path: Path
) -> None:
    desks.append(Desk(tmp_path))
    desk = desks[0]
    desk.window.first_start.begin()
    qtbot.waitUntil(lambda: desk.window.first_start.dialog is not None)  # once it is known that there is no PIN
    dialog = desk.window.first_start.dialog
    assert dialog is not None
    qtbot.waitUntil(dialog.isActiveWindow)

    assert isinstance(dialog.step, LookStep)
    desk.press(Qt.Key.Key_End)  # in the box of the languages
    qtbot.waitUntil(lambda: dialog.next.text() == "下一步")  # at once
    desk.press(Qt.Key.Key_Home)
    qtbot.waitUntil(lambda: dialog.next.text() == "Next")
    desk.press(Qt.Key.Key_Return)

    assert isinstance(dialog.step, DeviceStep)
    desk.press(Qt.Key.Key_Space)  # add a device
    qtbot.waitUntil(lambda: desk.window._settings.dialog is not None)
    settings = desk.window._settings.dialog
    assert settings is not None
    assert settings.devices.form.isVisible()  # with a new one begun
    settings.reject()
    qtbot.waitUntil(dialog.isActiveWindow)
    desk.press(Qt.Key.Key_Return)

    assert isinstance(dialog.step, SoundStep)
    dialog.step.volume.slider.setValue(45)
    dialog.next.setFocus()
    desk.press(Qt.Key.Key_Return)

    assert desk.window.first_start.dialog is None
    qtbot.waitUntil(lambda: (tmp_path / "settings.toml").exists() and load(tmp_path / "settings.toml").ui.volume == 45)
    desks.pop().close()
    desks.append(Desk(tmp_path))
    desks[0].window.first_start.begin()
    assert desks[0].window.first_start.dialog is None

    desks[0].window._bar.set_up.emit()  # from the menu
    qtbot.waitUntil(lambda: desks[0].window.first_start.dialog is not None)  # once it is known that there is no PIN
    again = desks[0].window.first_start.dialog
    assert again is not None
    qtbot.waitUntil(again.isActiveWindow)
    desks[0].press(Qt.Key.Key_Escape)
    assert desks[0].window.first_start.dialog is None
    assert QApplication.activeModalWidget() is None


def test_where_the_settings_are_gone_but_not_the_administrator_s_pin_it_is_asked_for_first(
    qtbot: QtBot, desks: list[Desk], tmp_path: Path
) -> None:
    Administrator(tmp_path / "administrator.json").put("470815")
    desks.append(Desk(tmp_path))
    desk = desks[0]
    desk.window.first_start.begin()
    qtbot.waitUntil(lambda: desk.session.lock.dialog is not None)
    asked = desk.session.lock.dialog
    assert asked is not None
    assert desk.window.first_start.dialog is None
    QTest.keyClicks(asked.pin.box, "470815")
    QTest.keyClick(asked.pin.box, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: desk.window.first_start.dialog is not None)
