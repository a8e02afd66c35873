"""A device that was connected and did not report its events: what the window says of it."""

from pathlib import Path

import pytest
from guard_desk import WAIT_MS, Desk, banners, live, several
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from facemon.device.freshness import Check, Freshness
from facemon.device.timing import Timing
from facemon.event import Category
from facemon.settings import DeviceSettings
from facemon.simulator.device import SimulatedDevice
from facemon.ui import silence_words
from facemon.ui.unreported import UnreportedBanner

desks = pytest.fixture(several)


@pytest.fixture
def banner(qtbot: QtBot) -> UnreportedBanner:
    banner = UnreportedBanner()
    qtbot.addWidget(banner)
    return banner


def device(device_id: str, name: str) -> DeviceSettings:
    return DeviceSettings(id=device_id, name=name, host="192.0.2.1")


def found(device_id: str, times: int) -> Freshness:
    return Freshness(device_id=device_id, check=Check.CHECKED, mute=True, unreported=times, found_ms=2_000, since_ms=1)


def test_a_guard_reads_that_a_connected_device_did_not_report_its_events(
    qtbot: QtBot, desks: list[Desk], tmp_path: Path, device: SimulatedDevice
) -> None:
    desk = live(qtbot, desks, tmp_path, device)
    qtbot.waitUntil(lambda: "gate" in desk.session.skews, timeout=WAIT_MS)
    # The desk waits for minutes; here the device is asked at once.
    watch = desk.session._monitor._freshness
    watch._timing = Timing(overdue=0.2)
    device.mute()
    device.emit(Category.BLACKLIST, timestamp=int(desk.session.statuses["gate"].since_ms / 1000) + 1)
    with watch._changed:
        watch._schedule(watch._devices["gate"], 0.0)
    qtbot.waitUntil(lambda: any("did not report its events since" in text for text in banners(desk)), timeout=WAIT_MS)
    qtbot.waitUntil(lambda: len(desk.session.board.alarms()) == 1, timeout=WAIT_MS)
    qtbot.waitUntil(lambda: desk.session.statuses["gate"].state.value == "live", timeout=WAIT_MS)
    standing = desk.window._devices.standings["gate"]
    assert standing.urgency == 2
    assert "events not reported" in standing.spoken()
    assert "Call the technician" in standing.explanation()


def test_the_technician_is_called_from_the_second_time_on(banner: UnreportedBanner) -> None:
    gate = device("gate", "North gate")
    banner.tell(gate, found("gate", 1))
    assert "North gate was connected but did not report its events" in banner.label.text()
    assert "technician" not in banner.label.text()
    banner.tell(gate, found("gate", 2))
    assert banner.label.text().endswith("Call the technician.")


def test_several_devices_share_a_sentence(banner: UnreportedBanner) -> None:
    for number in range(5):
        banner.tell(device(f"{number}", f"Gate {number}"), found(f"{number}", 1))
    assert "Gate 4, Gate 3, Gate 2 …" in banner.label.text()


def test_what_has_been_read_is_said_no_more(banner: UnreportedBanner) -> None:
    banner.tell(device("gate", "North gate"), found("gate", 1))
    QTest.mouseClick(banner.button, Qt.MouseButton.LeftButton)
    assert banner.isHidden()
    banner.tell(device("lobby", "Lobby"), found("lobby", 1))
    assert "North gate" not in banner.label.text()


def test_a_device_that_is_no_longer_watched_is_not_spoken_of(banner: UnreportedBanner) -> None:
    banner.tell(device("gate", "North gate"), found("gate", 1))
    banner.keep({"lobby"})
    assert banner.isHidden()


@pytest.mark.parametrize(
    ("check", "why"),
    [
        (Check.NO_RECORDS, "no records"),
        (Check.NOT_STORED, "keeps no records"),
        (Check.NO_SIGN_IN, "signed in"),
        (Check.NO_ANSWER, "does not answer"),
    ],
)
def test_silence_that_cannot_be_checked_is_said_with_its_reason(qtbot: QtBot, check: Check, why: str) -> None:
    assert why in silence_words.unchecked(Freshness(device_id="gate", check=check))
    assert not silence_words.unchecked(Freshness(device_id="gate", check=Check.CHECKED))
