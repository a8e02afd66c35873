"""A group's events in a window of its own: only them, with what was before, and again at the next start."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace

import msgspec
import pytest
from feed_arrivals import arrival
from guard_desk import WAIT_MS, Desk, gate, open_desk, several
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from facemon.device.status import State
from facemon.event import Category
from facemon.settings import DeviceSettings
from facemon.simulator.device import SimulatedDevice
from facemon.ui import window as main_window
from facemon.ui.device_standing import device_menu
from facemon.ui.feed import card_text
from facemon.ui.feed.group_window import GroupWindow
from facemon.ui.feed.rows import DayRow

desks = pytest.fixture(several)
TOWER = "Tower"


@pytest.fixture
def other() -> Iterator[SimulatedDevice]:
    with SimulatedDevice() as device:
        yield device


def two_groups(device: SimulatedDevice, other: SimulatedDevice) -> tuple[DeviceSettings, ...]:
    return (
        gate(device, group=" Tower "),
        gate(other, id="yard", name="Yard gate", group="Yard"),
    )


def watched(qtbot: QtBot, desk: Desk) -> None:
    qtbot.waitUntil(lambda: {"gate", "yard"} <= desk.session.statuses.keys(), timeout=WAIT_MS)
    qtbot.waitUntil(lambda: all(s.state is State.LIVE for s in desk.session.statuses.values()), timeout=WAIT_MS)


def tower(desk: Desk) -> GroupWindow:
    return desk.window._groups.windows[TOWER]


def open_from_menu(desk: Desk) -> None:
    """Choose the line in the menu of one of the group's devices."""
    bar = desk.window._devices
    menu = device_menu(bar.standings["gate"], bar._asks, bar)
    next(action for action in menu.actions() if action.text() == "Window for its group").trigger()
    menu.close()


def test_a_group_s_window_has_its_events_alone_with_those_that_were_before(
    qtbot: QtBot, desks: list[Desk], tmp_path: Path, device: SimulatedDevice, other: SimulatedDevice
) -> None:
    desk = open_desk(desks, tmp_path, *two_groups(device, other))
    watched(qtbot, desk)
    for each in (device, other):
        each.emit(Category.STAFF)
    qtbot.waitUntil(lambda: desk.feed.model.held == 2, timeout=WAIT_MS)

    open_from_menu(desk)
    window = tower(desk)
    qtbot.waitUntil(window.isActiveWindow)
    assert window.windowTitle() == "facemon: Tower"
    assert window.model.held == 1
    for each in (other, device, other):
        each.emit(Category.STRANGER)
    qtbot.waitUntil(lambda: desk.feed.model.held == 5, timeout=WAIT_MS)
    assert {found.happening.device_id for found in window.model.of_devices({"gate", "yard"}, 9)[0]} == {"gate"}
    assert window.model.held == 2
    qtbot.waitUntil(lambda: bool(window.view.painted_numbers), timeout=WAIT_MS)
    qtbot.waitUntil(lambda: window.chip.summary() == "1 of 1 live", timeout=WAIT_MS)

    window.view.select_row(0)
    QTest.keyClick(window.view, Qt.Key.Key_Return)  # shows it whole in the window
    selected = desk.feed.selected
    assert selected is not None
    assert selected.happening.device_id == "gate"

    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    QTest.keySequence(window, "Ctrl+W")
    assert not desk.window._groups.windows


def test_it_comes_again_where_it_was_with_what_the_history_has_and_is_gone_with_its_group(
    qtbot: QtBot, desks: list[Desk], tmp_path: Path, device: SimulatedDevice, other: SimulatedDevice
) -> None:
    desk = open_desk(desks, tmp_path, *two_groups(device, other))
    watched(qtbot, desk)
    for each in (device, other, other):
        each.emit(Category.STAFF)
    qtbot.waitUntil(lambda: desk.feed.model.held == 3, timeout=WAIT_MS)
    open_from_menu(desk)
    tower(desk).setGeometry(130, 80, 500, 400)
    assert len(desk.window._groups.windows) == 1

    desks.pop().close()
    desks.append(Desk(tmp_path))
    again = desks[0]
    qtbot.waitUntil(lambda: TOWER in again.window._groups.windows, timeout=WAIT_MS)
    window = tower(again)
    assert window.geometry().topLeft() == QPoint(130, 80)
    qtbot.waitUntil(lambda: window.model.held == 1, timeout=WAIT_MS)  # read for it alone

    settings = again.session.settings
    moved = tuple(msgspec.structs.replace(each, group="Yard") for each in settings.devices)
    again.session.change(msgspec.structs.replace(settings, devices=moved))
    qtbot.waitUntil(lambda: not again.window._groups.windows, timeout=WAIT_MS)


def test_it_follows_the_day_and_the_time_zone_as_the_feed_does(
    qtbot: QtBot, desks: list[Desk], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, in_zone: Callable[[str], None]
) -> None:
    in_zone("Europe/Berlin")
    evening = round(datetime.datetime(2026, 11, 24, 23, 30).astimezone().timestamp() * 1000)
    now_ms = [evening + 60_000]
    for module in (card_text, main_window):
        monkeypatch.setattr(module, "time", SimpleNamespace(time=lambda: now_ms[0] / 1000))
    desk = open_desk(
        desks, tmp_path, DeviceSettings(id="gate", name="North gate", host="127.0.0.1", group=TOWER, enabled=False)
    )
    qtbot.waitUntil(lambda: bool(desk.session.devices))
    desk.window._tick()
    open_from_menu(desk)
    window = tower(desk)
    desk.window.show_arrivals([arrival(1, device_id="gate", received_ms=evening, time_ms=evening)], 0)
    qtbot.waitUntil(lambda: bool(window.view.painted_numbers))
    window.view.grab()

    now_ms[0] += 3_600_000  # past midnight
    desk.window._tick()
    shown = window.view.grab().toImage()
    window.view.forget_cards()
    assert window.view.grab().toImage() == shown  # its card already said of which day it is

    desk.window.show_arrivals([arrival(2, device_id="gate", received_ms=now_ms[0], time_ms=now_ms[0])], 0)
    assert has_day_line(window)
    in_zone("Asia/Shanghai")  # where it is all the morning of one day
    desk.window._tick()
    assert not has_day_line(window)


def has_day_line(window: GroupWindow) -> bool:
    return any(isinstance(window.model.row(row), DayRow) for row in range(window.model.rowCount()))


@pytest.mark.parametrize("kept", ['{"open": 7, "places": []}', '{"open": ["Nowhere", 3], "places": {"Nowhere": 1}}'])
def test_a_kept_state_that_makes_no_sense_opens_nothing(
    qtbot: QtBot, desks: list[Desk], tmp_path: Path, kept: str
) -> None:
    (tmp_path / "window.json").write_text(f'{{"groups": {kept}}}')
    desk = open_desk(desks, tmp_path)
    qtbot.waitUntil(lambda: desk.session.settings_read)
    assert not desk.window._groups.windows
