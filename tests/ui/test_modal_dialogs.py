"""Dialogs that keep the window from being used while alarms come: each is seen above them and answered by keys."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from guard_desk import WAIT_MS, Desk, live, opened, several
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QMessageBox
from pytestqt.qtbot import QtBot
from x11_guard import meant

from facemon.event import Category
from facemon.simulator.device import SimulatedDevice
from facemon.ui.settings.dialog import SettingsDialog

desks = pytest.fixture(several)

MADE: dict[str, Callable[[QDialog], QDialog]] = {
    "file": lambda parent: QFileDialog(parent, "Save", "/tmp/a.csv"),
    "folder": lambda parent: QFileDialog(parent, "Folder", "/tmp", fileMode=QFileDialog.FileMode.Directory),
    "question": lambda parent: QMessageBox(QMessageBox.Icon.Question, "facemon", "Sure?", parent=parent),
}


def answer_by_keys(qtbot: QtBot, desk: Desk, front: QDialog) -> None:
    board, coming = desk.session.board, desk.window._coming
    qtbot.waitUntil(lambda: len(board.alarms()) == 1, timeout=WAIT_MS)
    assert desk.session.sound.sounding is not None or not desk.session.sound.available
    qtbot.waitUntil(coming.strip.isVisible, timeout=WAIT_MS)
    qtbot.waitUntil(lambda: coming.strip.windowHandle().transientParent() is front.windowHandle(), timeout=WAIT_MS)
    front.activateWindow()
    qtbot.waitUntil(front.isActiveWindow, timeout=WAIT_MS)
    QTest.keyClick(front, Qt.Key.Key_F8)
    qtbot.waitUntil(coming.strip.isActiveWindow, timeout=WAIT_MS)
    qtbot.waitUntil(lambda: meant(coming), timeout=WAIT_MS)
    desk.press(Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: not board.alarms(), timeout=WAIT_MS)
    assert front.isVisible()


def test_above_the_settings_and_every_kind_of_dialog_in_front_of_them_an_alarm_is_answered_by_keys(
    qtbot: QtBot, desks: list[Desk], tmp_path: Path, device: SimulatedDevice
) -> None:
    desk = live(qtbot, desks, tmp_path, device)
    desk.window.open_settings()
    qtbot.waitUntil(lambda: bool(opened(desk, SettingsDialog)), timeout=WAIT_MS)
    (settings,) = opened(desk, SettingsDialog)
    assert isinstance(settings, SettingsDialog)
    device.emit(Category.BLACKLIST)
    answer_by_keys(qtbot, desk, settings)
    seen: list[str] = []
    for kind, make in MADE.items():
        dialog = make(settings)

        def work(dialog: QDialog = dialog, kind: str = kind) -> None:
            try:
                device.emit(Category.BLACKLIST)
                answer_by_keys(qtbot, desk, dialog)
                seen.append(kind)
            finally:
                dialog.reject()

        QTimer.singleShot(0, dialog, work)
        dialog.exec()  # in a loop of its own, as a dialog that keeps everything else waiting
        dialog.deleteLater()
    assert seen == list(MADE)
    settings.reject()
    QApplication.processEvents()
