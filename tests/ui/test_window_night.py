"""The computer sleeps for a night: what the guard finds in the window in the morning."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from freezing_network import FreezingNetwork
from guard_desk import WAIT_MS, Desk, gate, held, live, open_desk, several
from PySide6.QtWidgets import QSystemTrayIcon
from pytestqt.qtbot import QtBot

from facemon.device.status import State
from facemon.event import Category, GapState
from facemon.simulator.device import SimulatedDevice
from facemon.simulator.people import BLACKLISTED
from facemon.ui.feed.rows import GapRow
from facemon.ui.gap_text import gap_text

NIGHT = 8 * 3600.0

if sys.platform != "linux":
    pytest.skip("a clock that goes on in sleep is Linux's", allow_module_level=True)


@pytest.fixture
def network(device: SimulatedDevice) -> Iterator[FreezingNetwork]:
    with FreezingNetwork(device.port) as network:
        yield network


@pytest.fixture
def desks(qtbot: QtBot) -> Iterator[list[Desk]]:
    yield from several(qtbot)


class Night:
    """Moves on what goes on while a computer sleeps: the clock on the wall, and the one that counts sleep."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.seconds = 0.0
        wall, wall_ns, clock = time.time, time.time_ns, time.clock_gettime
        asleep = {time.CLOCK_BOOTTIME, time.CLOCK_REALTIME}
        monkeypatch.setattr(time, "time", lambda: wall() + self.seconds)
        monkeypatch.setattr(time, "time_ns", lambda: wall_ns() + int(self.seconds * 1e9))
        monkeypatch.setattr(time, "clock_gettime", lambda which: clock(which) + self.seconds * (which in asleep))


def test_in_the_morning_the_feed_has_the_night_as_a_gap_and_what_happened_in_it(
    qtbot: QtBot,
    desks: list[Desk],
    tmp_path: Path,
    device: SimulatedDevice,
    network: FreezingNetwork,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    night = Night(monkeypatch)
    desk = open_desk(desks, tmp_path, gate(device, port=network.port))
    qtbot.waitUntil(lambda: device.wait_for_subscribers(1, 0), timeout=WAIT_MS)
    device.emit(Category.STAFF)
    qtbot.waitUntil(lambda: held(desk) == 1, timeout=WAIT_MS)
    evening_ms = time.time() * 1000
    network.freeze()
    device.drop()  # it gives up whoever does not answer, and who sleeps does not hear of it
    real = device.clock_offset
    for hours in (2, 5):
        device.clock_offset = real + hours * 3600  # the device has not slept; its clock is this computer's otherwise
        device.emit(Category.STAFF)
    device.emit(Category.BLACKLIST, BLACKLISTED)
    night.seconds = NIGHT
    device.clock_offset = real
    network.thaw()

    def gaps() -> list[GapRow]:
        model = desk.feed.model
        rows = [model.row(number) for number in range(model.rowCount())]
        return [row for row in rows if isinstance(row, GapRow) and row.gap.from_ms < evening_ms < (row.gap.to_ms or 0)]

    qtbot.waitUntil(lambda: held(desk) == 4, timeout=WAIT_MS)
    qtbot.waitUntil(lambda: [row.gap.state for row in gaps()] == [GapState.RECOVERED], timeout=WAIT_MS)
    (row,) = gaps()
    assert row.gap.to_ms is not None
    assert row.gap.to_ms - row.gap.from_ms >= NIGHT * 1000
    said = gap_text(row.gap, "North gate")
    assert said.headline.startswith("North gate was disconnected ")
    assert said.outcome.startswith("3 event")
    assert said.outcome.endswith("recovered from the device")
    assert desk.session.statuses["gate"].state is State.LIVE
    (alarm,) = desk.session.board.alarms()
    assert (alarm.rule, alarm.missed) == ("blacklist", True)


def test_without_tray_bus_and_notifications_an_alarm_is_seen_in_the_window_and_its_title(
    qtbot: QtBot, desks: list[Desk], tmp_path: Path, device: SimulatedDevice, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/bus")
    assert not QSystemTrayIcon.isSystemTrayAvailable()
    desk = live(qtbot, desks, tmp_path, device)
    before = desk.window.windowTitle()
    device.emit(Category.BLACKLIST, BLACKLISTED)
    qtbot.waitUntil(lambda: len(desk.session.board.alarms()) == 1, timeout=WAIT_MS)
    qtbot.waitUntil(lambda: desk.window.windowTitle() != before, timeout=WAIT_MS)
    assert "1" in desk.window.windowTitle()
    qtbot.waitUntil(lambda: desk.window._lane.selected_alarm is not None, timeout=WAIT_MS)
