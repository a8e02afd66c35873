"""The whole window over a real session: a profile folder, a simulated device, what the guard presses and sees."""

from __future__ import annotations

import os
import threading
import time
from pathlib import Path

import msgspec
import pytest
from guard_desk import WAIT_MS, Desk, answerable, banners, gate, held, live, open_desk, opened, several
from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from facemon.alarm import AlarmState
from facemon.device.status import State, Status
from facemon.event import Category
from facemon.limit import Limit
from facemon.monitor import Arrived
from facemon.settings import DeviceSettings, Settings, UiSettings, load, save
from facemon.simulator.device import SimulatedDevice
from facemon.trace import Trace
from facemon.ui import theme
from facemon.ui.alarms import attention
from facemon.ui.alarms.alarm_card import AlarmCard
from facemon.ui.help import HelpWindow
from facemon.ui.settings.certificate_dialog import CertificateDialog
from facemon.ui.settings.dialog import SettingsDialog

needs_pipes = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="has no file that makes its reader wait")

desks = pytest.fixture(several)


def test_what_happens_at_the_door_is_on_top_of_the_feed(
    qtbot: QtBot, desks: list[Desk], tmp_path: Path, device: SimulatedDevice
) -> None:
    desk = live(qtbot, desks, tmp_path, device)
    first = device.emit(Category.STAFF)
    second = device.emit(Category.STRANGER)
    qtbot.waitUntil(lambda: held(desk) == 2, timeout=WAIT_MS)
    desk.press(Qt.Key.Key_Home)
    desk.press(Qt.Key.Key_Up)
    assert desk.feed.selected.happening.uuid == second
    desk.press(Qt.Key.Key_Down)
    assert desk.feed.selected.happening.uuid == first
    assert desk.feed.selected_picture()
    assert banners(desk) == []


def test_a_first_start_says_what_to_do_and_a_simulated_device_is_one_press_away(
    qtbot: QtBot, desks: list[Desk], tmp_path: Path
) -> None:
    desks.append(Desk(tmp_path))
    desk = desks[-1]
    welcome = desk.window._welcome
    assert welcome.isVisible()
    welcome.demo_button.click()
    qtbot.waitUntil(lambda: held(desk) > 0, timeout=WAIT_MS)
    assert not welcome.isVisible()
    assert not desk.profile.settings_path.exists() or load(desk.profile.settings_path).devices == ()


def test_add_a_device_opens_the_settings_with_one_begun(qtbot: QtBot, desks: list[Desk], tmp_path: Path) -> None:
    desks.append(Desk(tmp_path))
    desk = desks[-1]
    desk.window._welcome.add_button.click()
    qtbot.waitUntil(lambda: opened(desk, SettingsDialog) != [], timeout=WAIT_MS)
    (dialog,) = opened(desk, SettingsDialog)
    dialog.close()


def test_blind_is_said_across_the_feed_and_ends_with_the_connection(
    qtbot: QtBot, desks: list[Desk], tmp_path: Path, device: SimulatedDevice
) -> None:
    desk = live(qtbot, desks, tmp_path, device)
    device.refuse()
    device.drop()
    qtbot.waitUntil(lambda: banners(desk) != [], timeout=WAIT_MS)
    assert "North gate" in banners(desk)[0]
    device.accept()
    desk.press(Qt.Key.Key_F5)
    qtbot.waitUntil(lambda: banners(desk) == [], timeout=WAIT_MS)


def test_an_unknown_certificate_is_asked_about_once_and_kept_when_approved(
    qtbot: QtBot, desks: list[Desk], tmp_path: Path, device: SimulatedDevice
) -> None:
    desk = open_desk(desks, tmp_path, gate(device, certificate=""))
    qtbot.waitUntil(
        lambda: any(s.state == State.NEEDS_APPROVAL for s in desk.session.statuses.values()), timeout=WAIT_MS
    )
    desk.window._devices.approve.emit("gate")
    (dialog,) = opened(desk, CertificateDialog)
    assert isinstance(dialog, CertificateDialog)
    dialog.approve.click()
    qtbot.waitUntil(lambda: device.wait_for_subscribers(1, 0), timeout=WAIT_MS)
    qtbot.waitUntil(
        lambda: load(desk.profile.settings_path).devices[0].certificate == device.certificate_sha256, timeout=WAIT_MS
    )


def test_a_blacklisted_person_needs_attention_until_space_is_pressed(
    qtbot: QtBot, desks: list[Desk], tmp_path: Path, device: SimulatedDevice
) -> None:
    desk = live(qtbot, desks, tmp_path, device)
    lane = desk.window._lane
    assert lane.slim
    device.emit(Category.BLACKLIST)
    answerable(qtbot, desk)
    assert not lane.slim
    person = device.produced[-1]["user"]
    assert isinstance(person, dict)
    (card,) = lane.findChildren(AlarmCard)
    assert f"Blacklist, {person['name']}" in card.accessibleName()
    assert "North gate" in card.accessibleName()
    desk.press(Qt.Key.Key_Space)
    assert desk.session.board.alarms() == []


def test_a_device_alarm_needs_attention_and_its_end_does_not(
    qtbot: QtBot, desks: list[Desk], tmp_path: Path, device: SimulatedDevice
) -> None:
    desk = live(qtbot, desks, tmp_path, device)
    device.emit(Category.DEVICE, status=3)
    device.emit(Category.STAFF)
    qtbot.waitUntil(lambda: held(desk) == 2, timeout=WAIT_MS)
    assert desk.session.board.alarms() == []
    device.emit(Category.DEVICE, status=1)
    qtbot.waitUntil(lambda: held(desk) == 3, timeout=WAIT_MS)
    (item,) = desk.session.board.alarms()
    assert (item.rule, item.count) == ("device", 1)


def test_an_alarm_leads_to_its_event_even_through_a_filter(
    qtbot: QtBot, desks: list[Desk], tmp_path: Path, device: SimulatedDevice
) -> None:
    desk = live(qtbot, desks, tmp_path, device)
    uuid = device.emit(Category.BLACKLIST)
    device.emit(Category.STAFF)
    qtbot.waitUntil(lambda: held(desk) == 2, timeout=WAIT_MS)
    desk.press(Qt.Key.Key_2)
    assert desk.feed.model.shown == 1
    desk.window._lane.hand.opened.emit(desk.session.board.alarms()[0])
    assert desk.feed.selected.happening.uuid == uuid


def test_numbers_show_and_hide_categories_and_one_shows_all(
    qtbot: QtBot, desks: list[Desk], tmp_path: Path, device: SimulatedDevice
) -> None:
    desk = live(qtbot, desks, tmp_path, device)
    everything = (
        Category.BLACKLIST, Category.NONLIVE, Category.STRANGER, Category.VISITOR, Category.STAFF, Category.DEVICE,
    )  # fmt: skip
    for category in everything:
        device.emit(category)
    qtbot.waitUntil(lambda: held(desk) == len(everything), timeout=WAIT_MS)
    for number, category in enumerate(everything, 2):
        desk.press(Qt.Key(Qt.Key.Key_0.value + number))
        shown = {desk.feed.model.row(row).happening.category for row in range(desk.feed.model.shown)}
        assert shown == set(everything) - {category}
        desk.press(Qt.Key.Key_1)
        assert desk.feed.model.shown == len(everything)


def test_what_is_typed_into_the_search_box_is_no_command(
    qtbot: QtBot, desks: list[Desk], tmp_path: Path, device: SimulatedDevice
) -> None:
    desk = live(qtbot, desks, tmp_path, device)
    desk.window.activateWindow()
    desk.press(Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(desk.feed.search.hasFocus, timeout=WAIT_MS)
    QTest.keyClicks(desk.feed.search, "m 12")
    assert desk.feed.search.text() == "m 12"
    assert not desk.session.sound.mute_remaining_s
    assert desk.feed.chips.hidden == frozenset()
    desk.press(Qt.Key.Key_Escape)
    assert desk.feed.search.text() == ""
    assert not desk.feed.search.hasFocus()
    desk.feed.search.setText("zhang")
    desk.press(Qt.Key.Key_Escape)
    assert desk.feed.search.text() == ""


def test_m_mutes_for_five_minutes_and_ends_it(qtbot: QtBot, desks: list[Desk], tmp_path: Path) -> None:
    desks.append(Desk(tmp_path))
    desk = desks[-1]
    desk.press(Qt.Key.Key_M)
    assert 290 < desk.session.sound.mute_remaining_s <= 300
    desk.press(Qt.Key.Key_M)
    assert not desk.session.sound.mute_remaining_s


def test_help_settings_and_full_screen_have_their_keys(qtbot: QtBot, desks: list[Desk], tmp_path: Path) -> None:
    desks.append(Desk(tmp_path))
    desk = desks[-1]
    desk.press(Qt.Key.Key_F11)
    assert desk.window.isFullScreen()
    desk.press(Qt.Key.Key_F11)
    assert not desk.window.isFullScreen()
    desk.press(Qt.Key.Key_Comma, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: opened(desk, SettingsDialog) != [], timeout=WAIT_MS)
    (dialog,) = opened(desk, SettingsDialog)
    dialog.close()
    qtbot.waitUntil(lambda: not opened(desk, SettingsDialog), timeout=WAIT_MS)
    desk.window._guide.open_keys()
    (help_window,) = opened(desk, HelpWindow)
    help_window.close()


def test_layout_and_filter_return_at_the_next_start(
    qtbot: QtBot, desks: list[Desk], tmp_path: Path, device: SimulatedDevice
) -> None:
    desk = open_desk(desks, tmp_path, gate(device))
    desk.window.resize(800, 641)
    desk.press(Qt.Key.Key_6)
    desk.feed.search.setText("zhang")
    desk.window._columns.setSizes([1, 459, 300])
    desk.window._columns.splitterMoved.emit(0, 2)
    sizes = desk.window._columns.sizes()
    desks.remove(desk)
    desk.close()
    again = open_desk(desks, tmp_path, gate(device))
    assert (again.window.width(), again.window.height()) == (800, 641)
    assert again.feed.search.text() == "zhang"
    assert again.feed.chips.hidden == {Category.STAFF}
    assert again.window._columns.sizes() == sizes


@pytest.mark.parametrize(
    "content", [b"", b"[]", b"{", b'{"geometry": 5, "splitter": "?", "feed": []}', b'{"geometry": "\xc3\xa9"}', b"\xff"]
)
def test_a_kept_layout_that_makes_no_sense_is_passed_over(
    qtbot: QtBot, desks: list[Desk], tmp_path: Path, content: bytes
) -> None:
    (tmp_path / "window.json").write_bytes(content)
    desks.append(Desk(tmp_path))
    assert desks[-1].window.isVisible()


def test_a_broken_settings_file_is_told_with_its_line_and_left_as_it_is(
    qtbot: QtBot, desks: list[Desk], tmp_path: Path, device: SimulatedDevice
) -> None:
    path = tmp_path / "settings.toml"
    path.write_text('[ui]\ntheme = "pink"\n', encoding="utf-8")
    desks.append(Desk(tmp_path))
    desk = desks[-1]
    assert any("settings.toml, line 2" in text for text in banners(desk))
    assert any("No device is being watched" in text for text in banners(desk))
    desk.press(Qt.Key.Key_Comma, Qt.KeyboardModifier.ControlModifier)
    assert opened(desk, SettingsDialog) == []
    assert path.read_text(encoding="utf-8") == '[ui]\ntheme = "pink"\n'
    save(tmp_path / "other.toml", Settings(devices=(gate(device),)))
    path.write_bytes((tmp_path / "other.toml").read_bytes())
    desk.window._standing.trouble.button.click()
    qtbot.waitUntil(lambda: device.wait_for_subscribers(1, 0), timeout=WAIT_MS)
    qtbot.waitUntil(lambda: banners(desk) == [], timeout=WAIT_MS)


def test_what_was_written_into_the_file_by_hand_is_there_when_the_settings_open(
    qtbot: QtBot, desks: list[Desk], tmp_path: Path, device: SimulatedDevice
) -> None:
    desk = open_desk(desks, tmp_path)
    save(tmp_path / "settings.toml", Settings(devices=(gate(device),)))
    desk.press(Qt.Key.Key_Comma, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: opened(desk, SettingsDialog) != [], timeout=WAIT_MS)
    assert desk.session.settings.devices == (gate(device),)
    qtbot.waitUntil(lambda: device.wait_for_subscribers(1, 0), timeout=WAIT_MS)
    (dialog,) = opened(desk, SettingsDialog)
    dialog.close()


def test_only_a_changed_device_is_connected_anew(
    qtbot: QtBot, desks: list[Desk], tmp_path: Path, device: SimulatedDevice
) -> None:
    with SimulatedDevice(seed=2) as other:
        desk = open_desk(desks, tmp_path, gate(device), gate(other, id="lobby", name="Lobby"))
        qtbot.waitUntil(lambda: device.wait_for_subscribers(1, 0), timeout=WAIT_MS)
        qtbot.waitUntil(lambda: other.wait_for_subscribers(1, 0), timeout=WAIT_MS)
        new = (gate(device, name="Main gate"), gate(other, id="lobby", enabled=False))
        desk.session.change(Settings(devices=new))
        qtbot.waitUntil(lambda: other.wait_for_subscribers(0, 0), timeout=WAIT_MS)
        assert sum(request.path == "/v1/event" for request in device.requests) == 1

        def kept() -> tuple[DeviceSettings, ...]:
            devices = load(desk.profile.settings_path).devices
            return tuple(msgspec.structs.replace(device, serial="") for device in devices)

        qtbot.waitUntil(lambda: kept() == new, timeout=WAIT_MS)


def test_a_change_of_theme_and_size_is_seen_at_once(qtbot: QtBot, desks: list[Desk], tmp_path: Path) -> None:
    desks.append(Desk(tmp_path))
    desk = desks[-1]
    before = desk.window.grab().toImage().pixelColor(5, 5)
    desk.session.change(Settings(ui=UiSettings(theme="light")))
    after = desk.window.grab().toImage().pixelColor(5, 5)
    assert (before.name(), after.name()) == (theme.DARK.bar, theme.LIGHT.bar)


def test_nothing_runs_on_after_the_end(
    qtbot: QtBot, desks: list[Desk], tmp_path: Path, device: SimulatedDevice
) -> None:
    before = set(threading.enumerate())
    desk = live(qtbot, desks, tmp_path, device)
    device.emit(Category.STAFF)
    qtbot.waitUntil(lambda: held(desk) == 1, timeout=WAIT_MS)
    desks.remove(desk)
    desk.close()
    assert {thread.name for thread in set(threading.enumerate()) - before if not thread.daemon} == set()
    assert device.wait_for_subscribers(0, 5)


def test_a_fault_in_one_part_of_the_window_costs_no_alarm_and_no_card(
    qtbot: QtBot, desks: list[Desk], tmp_path: Path, device: SimulatedDevice, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = live(qtbot, desks, tmp_path, device)

    def broken(*_: object) -> None:
        raise RuntimeError("a fault")

    monkeypatch.setattr(desk.window, "show_status", broken)
    monkeypatch.setattr(desk.window._status, "count", broken)
    device.drop()
    device.emit(Category.BLACKLIST)
    qtbot.waitUntil(lambda: desk.session.statuses["gate"].state != State.LIVE, timeout=WAIT_MS)
    qtbot.waitUntil(lambda: device.wait_for_subscribers(1, 0), timeout=WAIT_MS)
    for _ in range(3):
        device.emit(Category.BLACKLIST)
    qtbot.waitUntil(lambda: held(desk) >= 3, timeout=WAIT_MS)
    assert held(desk) <= 4
    assert not desk.window._lane.slim


def test_events_that_cannot_be_shown_are_counted_in_the_status_bar(
    qtbot: QtBot, desks: list[Desk], tmp_path: Path, device: SimulatedDevice, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = live(qtbot, desks, tmp_path, device)
    add = desk.feed.add

    def broken(arrivals: list[Arrived]) -> None:
        if any(arrived.happening.category == Category.BLACKLIST for arrived in arrivals):
            raise RuntimeError("a fault")
        add(arrivals)

    monkeypatch.setattr(desk.feed, "add", broken)
    device.emit(Category.BLACKLIST)
    device.emit(Category.STAFF)
    qtbot.waitUntil(lambda: held(desk) >= 1, timeout=WAIT_MS)
    qtbot.waitUntil(lambda: "1 event not shown" in desk.window._status.notice.text(), timeout=WAIT_MS)
    assert [item.rule for item in desk.session.board.alarms()] == ["blacklist"]


def test_approving_a_certificate_keeps_what_was_written_into_the_file_by_hand(
    qtbot: QtBot, desks: list[Desk], tmp_path: Path, device: SimulatedDevice
) -> None:
    desk = open_desk(desks, tmp_path, gate(device, certificate=""))
    other = gate(device, id="other", name="Other", port=9, enabled=False)
    save(tmp_path / "settings.toml", Settings(devices=(gate(device, certificate=""), other)))
    desk.session.approve("gate", device.certificate_sha256.removeprefix("sha256:"))
    path = desk.profile.settings_path
    qtbot.waitUntil(lambda: load(path).devices == (gate(device), other), timeout=WAIT_MS)


def test_a_file_with_a_mistake_is_not_overwritten_by_an_approval(
    qtbot: QtBot, desks: list[Desk], tmp_path: Path, device: SimulatedDevice
) -> None:
    desk = open_desk(desks, tmp_path, gate(device, certificate=""))
    broken = '[ui]\ntheme = "pink"\n'
    (tmp_path / "settings.toml").write_text(broken, encoding="utf-8")
    desk.session.approve("gate", device.certificate_sha256.removeprefix("sha256:"))
    qtbot.waitUntil(lambda: any("line 2" in text for text in banners(desk)), timeout=WAIT_MS)
    qtbot.waitUntil(lambda: device.wait_for_subscribers(1, 0), timeout=WAIT_MS)
    assert (tmp_path / "settings.toml").read_text(encoding="utf-8") == broken


@needs_pipes
def test_a_slow_disk_shows_the_window_and_what_it_waits_for(
    qtbot: QtBot, desks: list[Desk], tmp_path: Path, device: SimulatedDevice
) -> None:
    path = tmp_path / "settings.toml"
    os.mkfifo(path)  # whoever reads it waits until somebody writes
    (tmp_path / "window.json").write_text('{"feed": {"text": "zhang"}}', encoding="utf-8")
    desks.append(Desk(tmp_path, slow_disk=True))
    desk = desks[-1]
    assert desk.window.isVisible()
    assert not desk.window._welcome.isVisible()
    assert banners(desk) == ["No device is being watched yet: the settings are still being read."]
    save(tmp_path / "other.toml", Settings(devices=(gate(device),)))
    path.write_bytes((tmp_path / "other.toml").read_bytes())
    qtbot.waitUntil(lambda: device.wait_for_subscribers(1, 0), timeout=WAIT_MS)
    qtbot.waitUntil(lambda: banners(desk) == [], timeout=WAIT_MS)
    assert desk.feed.search.text() == "zhang"


@needs_pipes
def test_whatever_hangs_at_the_end_shares_one_limit(
    qtbot: QtBot, desks: list[Desk], tmp_path: Path, device: SimulatedDevice
) -> None:
    os.mkfifo(tmp_path / "unreadable.log")  # where the device's thread will hang
    os.mkfifo(tmp_path / "trace")
    with (tmp_path / "trace").open("rb+", buffering=0) as nobody_reads:
        os.set_blocking(nobody_reads.fileno(), False)
        while nobody_reads.write(bytes(4096)):
            pass
        desk = live(qtbot, desks, tmp_path, device, trace=Trace(tmp_path / "trace"))
        desks.remove(desk)
        device.emit(Category.STAFF)
        device.garbage(b"?")
        qtbot.waitUntil(lambda: held(desk) == 1, timeout=WAIT_MS)
        released = threading.Event()
        desk.session.background.run(released.wait)
        began = time.monotonic()
        desk.session.close(Limit(2.0))
        took = time.monotonic() - began
        released.set()
        with (tmp_path / "unreadable.log").open("rb"):
            assert desk.session._monitor.stop(WAIT_MS / 1000)
        while nobody_reads.read(65536):
            pass
        assert desk.session.trace is not None
        assert desk.session.trace.close(WAIT_MS / 1000)
    desk.window.close_panels(Limit(WAIT_MS / 1000))
    desk.window.deleteLater()
    assert 1.0 < took < 3.0  # each of the three would have waited for a second or more


def test_settings_that_could_not_be_saved_stay_in_force_when_the_dialog_opens(
    qtbot: QtBot, desks: list[Desk], tmp_path: Path
) -> None:
    desk = open_desk(desks, tmp_path)
    path = desk.profile.settings_path
    path.unlink()
    path.mkdir()  # nothing can be saved under its name
    desk.session.change(Settings(ui=UiSettings(volume=33)))
    qtbot.waitUntil(lambda: any("could not be saved" in text for text in banners(desk)), timeout=WAIT_MS)
    desk.window.open_settings()
    qtbot.waitUntil(lambda: opened(desk, SettingsDialog) != [], timeout=WAIT_MS)
    assert desk.session.settings.ui.volume == 33
    (dialog,) = opened(desk, SettingsDialog)
    dialog.close()


def test_what_fails_at_the_first_start_is_seen_there(qtbot: QtBot, desks: list[Desk], tmp_path: Path) -> None:
    desks.append(Desk(tmp_path))
    desk = desks[-1]
    desk.session.problem = "The simulated device could not be started: no memory"
    desk.session.failed.emit()
    assert desk.window._welcome.isVisible()
    assert banners(desk) == [desk.session.problem]


def test_nobody_closes_it_by_a_slip_while_an_alarm_waits(
    qtbot: QtBot, desks: list[Desk], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    left: list[bool] = []
    monkeypatch.setattr(QApplication, "quit", lambda *_: left.append(True))
    with SimulatedDevice() as device:
        desk = live(qtbot, desks, tmp_path, device)
        device.emit(Category.BLACKLIST)
        qtbot.waitUntil(lambda: len(desk.session.board.alarms()) == 1, timeout=WAIT_MS)
        by_hand = QCloseEvent()
        monkeypatch.setattr(by_hand, "spontaneous", lambda: True, raising=False)
        desk.window.closeEvent(by_hand)
        assert not by_hand.isAccepted()
        question = desk.window._leaving.question
        assert question is not None
        assert "1 alarm" in question.text()
        question.reject()
        assert desk.window.isVisible()
        assert not left
        desk.press(Qt.Key.Key_Q, Qt.KeyboardModifier.ControlModifier)
        question = desk.window._leaving.question
        assert question is not None
        next(button for button in question.buttons() if button.text() == "Quit").click()
        assert left


def test_what_somebody_types_as_the_window_takes_the_keyboard_answers_nothing(
    qtbot: QtBot, desks: list[Desk], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with SimulatedDevice() as device:
        desk = live(qtbot, desks, tmp_path, device)
        device.emit(Category.BLACKLIST)
        qtbot.waitUntil(lambda: len(desk.session.board.alarms()) == 1, timeout=WAIT_MS)
        answerable(qtbot, desk)
        monkeypatch.setattr(attention, "HANDS_REST_S", 60.0)
        desk.window._coming.taking_keyboard.emit()
        for key in (Qt.Key.Key_R, Qt.Key.Key_T, Qt.Key.Key_L, Qt.Key.Key_N, Qt.Key.Key_Space):
            desk.press(key)
        (alarm,) = desk.session.board.alarms()
        assert alarm.state is AlarmState.OPEN
        assert not desk.window._lane.noting.open
        monkeypatch.setattr(attention, "HANDS_REST_S", 0.0)
        desk.window._coming.taking_keyboard.emit()  # with hands at rest
        desk.press(Qt.Key.Key_R)
        assert desk.session.board.alarms() == []


def test_what_is_typed_as_a_note_is_not_lost_to_a_key_pressed_at_one_of_its_buttons(
    qtbot: QtBot, desks: list[Desk], tmp_path: Path
) -> None:
    with SimulatedDevice() as device:
        desk = live(qtbot, desks, tmp_path, device)
        device.emit(Category.BLACKLIST)
        qtbot.waitUntil(lambda: len(desk.session.board.alarms()) == 1, timeout=WAIT_MS)
        answerable(qtbot, desk)
        desk.press(Qt.Key.Key_N)
        field = desk.window._lane.noting.field
        QTest.keyClicks(field.entry, "on my way")
        while not field._keep.hasFocus():
            desk.press(Qt.Key.Key_Tab)
        desk.press(Qt.Key.Key_R)
        desk.press(Qt.Key.Key_Space)
        assert [(alarm.note, alarm.outcome) for alarm in desk.session.board.alarms()] == [("on my way", None)]


def test_a_key_that_is_held_acknowledges_one_alarm_only(
    qtbot: QtBot, desks: list[Desk], tmp_path: Path, device: SimulatedDevice
) -> None:
    desk = live(qtbot, desks, tmp_path, device)
    device.emit(Category.BLACKLIST)
    device.emit(Category.NONLIVE)
    qtbot.waitUntil(lambda: len(desk.session.board.alarms()) == 2, timeout=WAIT_MS)
    answerable(qtbot, desk)
    desk.press(Qt.Key.Key_Space)
    assert not any(shortcut.autoRepeat() for shortcut in desk.window.findChildren(QShortcut))
    assert [item.rule for item in desk.session.board.alarms()] == ["nonlive"]


def test_a_forced_door_does_not_hide_behind_one_held_open(
    qtbot: QtBot, desks: list[Desk], tmp_path: Path, device: SimulatedDevice
) -> None:
    desk = live(qtbot, desks, tmp_path, device)
    for code in (10002, 10003):
        device.emit(Category.DEVICE, status=1, code=code)
    qtbot.waitUntil(lambda: len(desk.session.board.alarms()) == 2, timeout=WAIT_MS)


def test_a_change_of_a_device_does_not_shorten_how_long_nothing_was_seen(
    qtbot: QtBot, desks: list[Desk], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    away = DeviceSettings(id="gate", name="North gate", host="127.0.0.1", port=9)
    desk = open_desk(desks, tmp_path, away)
    qtbot.waitUntil(lambda: "gate" in desk.session.statuses, timeout=WAIT_MS)
    qtbot.waitUntil(lambda: desk.session.statuses["gate"].blind_since_ms != 0, timeout=WAIT_MS)
    since_ms = desk.session.statuses["gate"].blind_since_ms
    anew: list[Status] = []
    monkeypatch.setattr(desk.window, "show_status", anew.append)
    desk.session.change(Settings(devices=(DeviceSettings(id="gate", name="Gate", host="127.0.0.1", port=10),)))
    qtbot.waitUntil(lambda: any(status.state == State.OFF for status in anew), timeout=WAIT_MS)
    qtbot.waitUntil(lambda: anew[-1].state == State.WAITING, timeout=WAIT_MS)
    assert anew[-1].blind_since_ms == since_ms
