"""The window, the report of a shift, and the note from one shift to the next."""

from __future__ import annotations

from pathlib import Path

import pytest
from guard_desk import WAIT_MS, Desk, held, live, several
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from facemon.event import Category
from facemon.simulator.device import SimulatedDevice
from facemon.ui.report.handover_dialog import HandoverDialog
from facemon.ui.report.pieces import AlarmLink, Tile
from facemon.ui.report.window import ReportWindow

desks = pytest.fixture(several)
CONTROL = Qt.KeyboardModifier.ControlModifier


def report_of(qtbot: QtBot, desk: Desk) -> ReportWindow:
    """Open the report by its key, and wait until it has been read."""
    desk.press(Qt.Key.Key_R, CONTROL)
    window = desk.window._report.window
    assert window is not None
    qtbot.waitUntil(lambda: window.page is not None, timeout=WAIT_MS)
    return window


def tiles(window: ReportWindow) -> list[str]:
    return [] if window.page is None else [tile.accessibleName() for tile in window.page.findChildren(Tile)]


def test_an_answered_alarm_is_in_the_report_and_leads_to_its_event(
    qtbot: QtBot, desks: list[Desk], tmp_path: Path, device: SimulatedDevice
) -> None:
    desk = live(qtbot, desks, tmp_path, device)
    device.emit(Category.BLACKLIST)
    qtbot.waitUntil(lambda: held(desk) == 1, timeout=WAIT_MS)
    qtbot.waitUntil(lambda: len(desk.session.board.alarms()) == 1, timeout=WAIT_MS)
    (alarm,) = desk.session.board.alarms()
    desk.session.board.acknowledge(alarm, note="Sent away")
    window = report_of(qtbot, desk)

    def read_again() -> bool:
        if "Still open: 0" not in tiles(window):
            window.look()  # what was done is on the disk within a tenth of a second
            return False
        return True

    qtbot.waitUntil(read_again, timeout=WAIT_MS)
    assert "Alarms: 1" in tiles(window)
    assert window.page is not None
    link = window.page.findChildren(AlarmLink)[0]
    assert link.record.alarm.answered_by == desk.session.operator
    assert link.record.alarm.note == "Sent away"
    link.click()
    history = desk.window._history.window
    assert history is not None
    qtbot.waitUntil(lambda: history.panel.view.selected is not None, timeout=WAIT_MS)
    assert history.panel.view.selected is not None
    assert history.panel.view.selected.id == link.record.alarm.numbers[-1]


def test_the_history_leads_to_the_report(
    qtbot: QtBot, desks: list[Desk], tmp_path: Path, device: SimulatedDevice
) -> None:
    desk = live(qtbot, desks, tmp_path, device)
    desk.window._history.open()
    history = desk.window._history.window
    assert history is not None
    history.filter_bar.report_button.click()
    window = desk.window._report.window
    assert window is not None
    qtbot.waitUntil(lambda: window.page is not None, timeout=WAIT_MS)


def test_a_note_is_written_from_the_report_and_shown_at_the_shift_change_and_the_next_start(
    qtbot: QtBot, desks: list[Desk], tmp_path: Path, device: SimulatedDevice
) -> None:
    desk = live(qtbot, desks, tmp_path, device)
    window = report_of(qtbot, desk)
    window.bar.handover_button.click()
    (dialog,) = desk.window.findChildren(HandoverDialog)
    QTest.keyClicks(dialog.box, "Gate 2 sticks")
    QTest.keyClick(dialog.box, Qt.Key.Key_Return, CONTROL)
    assert not desk.window._handover.card.isVisible()
    writer = desk.session.operator
    desk.session.board.operator = "Wang"
    assert desk.window._handover.card.isVisible()
    assert desk.window._handover.card.heading.text().startswith(f"From {writer}, ")
    assert desk.session.history.flush(20)
    window.look()
    qtbot.waitUntil(lambda: window.shift is not None and bool(window.shift.handovers), timeout=WAIT_MS)
    assert window.shift is not None
    assert [note.text for note in window.shift.handovers] == ["Gate 2 sticks"]
    desk.close()
    desks.remove(desk)
    second = live(qtbot, desks, tmp_path, device)
    qtbot.waitUntil(second.window._handover.card.isVisible, timeout=WAIT_MS)
    second.window._handover.card.button.click()
    second.close()
    desks.remove(second)
    third = live(qtbot, desks, tmp_path, device)
    looked: list[bool] = []
    third.window._handover._asking.ask("after", lambda _: True, looked.append, lambda _: None)
    qtbot.waitUntil(lambda: bool(looked), timeout=WAIT_MS)
    assert not third.window._handover.card.isVisible()


def test_a_note_can_be_written_at_the_change_of_shift(
    qtbot: QtBot, desks: list[Desk], tmp_path: Path, device: SimulatedDevice
) -> None:
    desk = live(qtbot, desks, tmp_path, device)
    desk.window._duty.hand_over.emit()
    (dialog,) = desk.window.findChildren(HandoverDialog)
    assert dialog.isVisible()
    assert not dialog.isModal()  # an alarm can be answered meanwhile
