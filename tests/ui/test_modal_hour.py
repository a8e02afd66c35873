"""A dialog that keeps the window from being used is left open while alarms come, as many as in an hour of trouble."""

from __future__ import annotations

import contextlib
from pathlib import Path

import pytest
from guard_desk import WAIT_MS, Desk, answerable, held, live, several
from happenings import jpeg
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from facemon.event import Category
from facemon.history.query import Query
from facemon.history.reader import Reader
from facemon.simulator.device import SimulatedDevice
from facemon.ui.coming.notices import MOST

desks = pytest.fixture(several)

PARTS = 4
ALARMS = 90  # a part: together one every ten seconds
PEOPLE = 3
PICTURE = jpeg()


class Hour:
    """What happens while the dialog is open, and what is there of it after each part."""

    def __init__(self, qtbot: QtBot, desk: Desk, device: SimulatedDevice) -> None:
        self._qtbot = qtbot
        self._desk = desk
        self._device = device
        self.alarms = 0
        self.sent: list[str] = []
        self.widgets: list[int] = []
        self.over = False

    def pass_by(self) -> None:
        for _ in range(PARTS):
            self._happen()
            self._qtbot.waitUntil(lambda: self.owed() == self.alarms, timeout=WAIT_MS)
            self._qtbot.waitUntil(lambda: held(self._desk) == len(self.sent), timeout=WAIT_MS)
            self._look()
        self.over = True

    def owed(self) -> int:
        return sum(alarm.count for alarm in self._desk.session.board.alarms())

    def _happen(self) -> None:
        for number in range(ALARMS):
            user = {"user_id": str(number % PEOPLE), "name": f"Zhang {number % PEOPLE}", "user_type": 5}
            self.sent.append(self._device.emit(Category.BLACKLIST, picture=PICTURE, user=user))
            self.alarms += 1
            if number % 3 == 0:
                self.sent.append(self._device.emit(Category.STAFF, picture=PICTURE))

    def _look(self) -> None:
        coming, session = self._desk.window._coming, self._desk.session
        self._qtbot.waitUntil(coming.strip.isVisible, timeout=WAIT_MS)
        assert coming.strip.alarm is not None
        assert coming.strip.alarm.id in {alarm.id for alarm in session.board.alarms()}
        assert session.sound.sounding is not None
        assert len(session.board.alarms()) == PEOPLE
        assert len(coming._notices._shown) <= MOST + 2
        self._qtbot.waitUntil(lambda: not session._bridge._arrivals, timeout=WAIT_MS)
        self.widgets.append(len(QApplication.allWidgets()))


def test_alarms_are_heard_and_seen_all_the_time_and_answered_afterwards_and_nothing_piles_up(
    qtbot: QtBot, desks: list[Desk], tmp_path: Path, device: SimulatedDevice
) -> None:
    desk = live(qtbot, desks, tmp_path, device)
    hour = Hour(qtbot, desk, device)
    dialog = QMessageBox(QMessageBox.Icon.Question, "facemon", "Sure?", parent=desk.window)

    def pass_by() -> None:
        try:
            hour.pass_by()
        finally:
            dialog.reject()

    QTimer.singleShot(0, dialog, pass_by)
    dialog.exec()  # in a loop of its own, as a dialog that keeps everything else waiting
    dialog.deleteLater()
    assert hour.over
    assert max(hour.widgets) < hour.widgets[0] + ALARMS  # cards that have gone may not be deleted yet
    qtbot.waitUntil(lambda: not desk.window._coming.strip.isVisible(), timeout=WAIT_MS)
    assert hour.owed() == hour.alarms
    desk.window.activateWindow()  # as a desktop does it where a dialog has gone
    for left in reversed(range(PEOPLE)):
        answerable(qtbot, desk)
        desk.press(Qt.Key.Key_Space)
        assert len(desk.session.board.alarms()) == left
    assert desk.session.sound.sounding is None
    assert desk.session.history.flush(20)
    with contextlib.closing(Reader(desk.profile.history_path)) as reader:
        kept = reader.page(Query(), limit=2 * len(hour.sent))
    assert sorted(row.happening.uuid for row in kept) == sorted(hour.sent)
