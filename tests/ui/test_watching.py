"""The watch list in the whole program: from a card to the alarm when the person comes again, and across a restart."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from guard_desk import WAIT_MS, Desk, held, live, open_desk, several
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from facemon.event import Category
from facemon.simulator.device import SimulatedDevice
from facemon.simulator.people import STAFF
from facemon.ui.watch.ending import Ending


@pytest.fixture
def desks(qtbot: QtBot) -> Iterator[list[Desk]]:
    yield from several(qtbot)


def come(qtbot: QtBot, desk: Desk, device: SimulatedDevice, number: int) -> None:
    before = held(desk)
    device.emit(Category.STAFF, STAFF[number])
    qtbot.waitUntil(lambda: held(desk) == before + 1, timeout=WAIT_MS)


def test_who_is_put_on_the_list_from_a_card_raises_an_alarm_with_its_reason_from_then_on(
    qtbot: QtBot, desks: list[Desk], tmp_path: Path, device: SimulatedDevice
) -> None:
    desk = live(qtbot, desks, tmp_path, device)
    come(qtbot, desk, device, 0)
    assert desk.session.board.alarms() == []
    desk.feed.view.select_row(0)
    view = desk.feed.view
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(), view.mapToGlobal(QPoint()))
    QApplication.sendEvent(view, event)
    (menu,) = (menu for menu in desk.window.findChildren(QMenu) if menu.isVisible())
    menu.actions()[0].trigger()
    menu.close()
    dialog = desk.window._watching.dialog
    assert dialog is not None
    QTest.keyClicks(dialog.reason_field.box, "lost badge")
    dialog.ending.set_value(Ending.NEVER.value)
    QTest.keyClick(dialog.reason_field.box, Qt.Key.Key_Return)
    assert desk.window._watching.part.told.text() == "On the watch list until taken off · lost badge"
    assert desk.feed.model.is_watched(desk.feed.selected.happening)

    come(qtbot, desk, device, 1)
    assert desk.session.board.alarms() == []
    come(qtbot, desk, device, 0)
    qtbot.waitUntil(lambda: bool(desk.session.board.alarms()), timeout=WAIT_MS)
    (alarm,) = desk.session.board.alarms()
    assert (alarm.rule, alarm.reason, alarm.count) == ("watchlist", "lost badge", 1)
    desks.remove(desk)
    desk.close()

    again = open_desk(desks, tmp_path)
    qtbot.waitUntil(lambda: bool(again.session.board.watched), timeout=WAIT_MS)
    (entry,) = again.session.board.watched
    assert (entry.user_id, entry.reason, entry.until_ms) == (STAFF[0].user_id, "lost badge", None)
    qtbot.waitUntil(lambda: [alarm.rule for alarm in again.session.board.alarms()] == ["watchlist"], timeout=WAIT_MS)


def test_a_change_and_a_removal_outlive_the_program(qtbot: QtBot, desks: list[Desk], tmp_path: Path) -> None:
    desk = open_desk(desks, tmp_path)
    board = desk.session.board
    board.watch("1", "李娜", "lost badge", None)
    board.watch("2", "王伟", "on leave", None)
    first, second = board.watched
    board.change_watch(first.id, "badge found", 4_000_000_000_000)
    board.unwatch(second.id)
    desks.remove(desk)
    desk.close()
    again = open_desk(desks, tmp_path)
    qtbot.waitUntil(lambda: bool(again.session.board.watched), timeout=WAIT_MS)
    (entry,) = again.session.board.watched
    assert (entry.id, entry.reason, entry.until_ms) == (first.id, "badge found", 4_000_000_000_000)
    assert (entry.by, entry.from_ms) == (first.by, first.from_ms)


def test_an_alarm_in_the_lane_leads_to_the_watch_list_too(
    qtbot: QtBot, desks: list[Desk], tmp_path: Path, device: SimulatedDevice
) -> None:
    desk = live(qtbot, desks, tmp_path, device)
    device.emit(Category.BLACKLIST)
    qtbot.waitUntil(lambda: bool(desk.session.board.alarms()), timeout=WAIT_MS)
    (alarm,) = desk.session.board.alarms()
    menu = QMenu(desk.window)
    for extra in desk.window._attention.answering.menu_extras:
        extra(menu, alarm)
    (asks,) = (action for action in menu.actions() if action.text() == "Watch for this person…")
    asks.trigger()
    assert desk.window._watching.dialog is not None
    assert desk.window._watching.dialog.name.text() == "张三 Zhang San"
    desk.window._lane.select(("alarm", str(alarm.id)))
    desk.window._lane.selected_changed.emit()
    assert not desk.window._watching.part.isHidden()
    assert desk.window._watching.part.button.text() == "Watch for this person…"
