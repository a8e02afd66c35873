"""The settings lock: what is not a guard's to do asks for the administrator's PIN; what is a guard's never does."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest
from guard_desk import WAIT_MS, Desk, answerable, gate, held, live, open_desk, opened, several
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLineEdit
from pytestqt.qtbot import QtBot

from facemon import pin as pin_module
from facemon.administration import Administered, AdministrationRecord
from facemon.administrator import Administrator
from facemon.event import Category
from facemon.simulator.device import SimulatedDevice
from facemon.ui.door_dialog import DoorDialog
from facemon.ui.export.dialog import ExportDialog
from facemon.ui.lock import OPEN_S
from facemon.ui.lock_dialog import LockDialog
from facemon.ui.report.save_dialog import SaveDialog
from facemon.ui.settings.certificate_dialog import CertificateDialog
from facemon.ui.settings.dialog import SettingsDialog

PIN = "470815"
CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier

desks = pytest.fixture(several)


@pytest.fixture(autouse=True)
def _cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pin_module, "_COST", 16)


def with_pin(folder: Path) -> None:
    Administrator(folder / "administrator.json").put(PIN)


def front(desk: Desk) -> None:
    desk.window.activateWindow()
    assert QTest.qWaitForWindowActive(desk.window)


def want_settings(desk: Desk) -> None:
    front(desk)
    desk.window.open_settings()


def asked(qtbot: QtBot, desk: Desk) -> LockDialog:
    qtbot.waitUntil(lambda: desk.session.lock.dialog is not None, timeout=WAIT_MS)
    dialog = desk.session.lock.dialog
    assert dialog is not None
    return dialog


def type_pin(qtbot: QtBot, dialog: LockDialog, pin: str = PIN) -> None:
    QTest.keyClicks(dialog.pin.box, pin)
    QTest.keyClick(dialog.pin.box, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not dialog.pin.busy, timeout=WAIT_MS)


def settings_of(qtbot: QtBot, desk: Desk) -> SettingsDialog:
    qtbot.waitUntil(lambda: bool(opened(desk, SettingsDialog)), timeout=WAIT_MS)
    (dialog,) = opened(desk, SettingsDialog)
    assert isinstance(dialog, SettingsDialog)
    return dialog


def test_without_a_pin_the_settings_open_at_once(qtbot: QtBot, desks: list[Desk], tmp_path: Path) -> None:
    desk = open_desk(desks, tmp_path)
    want_settings(desk)
    settings_of(qtbot, desk).reject()
    assert desk.session.lock.dialog is None


def test_the_settings_open_for_the_right_pin_alone_by_keyboard(
    qtbot: QtBot, desks: list[Desk], tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with_pin(tmp_path)
    desk = open_desk(desks, tmp_path)
    front(desk)
    QTest.keyClick(desk.window, Qt.Key.Key_Comma, CONTROL)
    dialog = asked(qtbot, desk)
    assert not dialog.isModal()
    qtbot.waitUntil(dialog.pin.box.hasFocus, timeout=WAIT_MS)
    assert dialog.pin.box.echoMode() == QLineEdit.EchoMode.Password
    assert dialog.pin.box.accessibleName() == "Administrator's PIN"
    assert dialog.what.text() == "Change the settings"
    type_pin(qtbot, dialog, "815047")
    assert dialog.pin.note.text() == "This is not the administrator's PIN."
    assert not opened(desk, SettingsDialog)
    type_pin(qtbot, dialog)
    settings_of(qtbot, desk).reject()
    assert PIN not in caplog.text
    assert "815047" not in caplog.text
    want_settings(desk)  # a short while later
    settings_of(qtbot, desk).reject()
    desk.session.lock.lock()
    want_settings(desk)
    QTest.keyClick(asked(qtbot, desk), Qt.Key.Key_Escape)
    assert desk.session.lock.dialog is None
    assert not opened(desk, SettingsDialog)


def test_guessing_has_to_wait_and_sees_for_how_long(qtbot: QtBot, desks: list[Desk], tmp_path: Path) -> None:
    with_pin(tmp_path)
    desk = open_desk(desks, tmp_path)
    want_settings(desk)
    dialog = asked(qtbot, desk)
    for _ in range(3):
        type_pin(qtbot, dialog, "815047")
    assert dialog.pin.note.text().startswith("Too many wrong PINs. Try again in ")
    QTest.keyClicks(dialog.pin.box, PIN)
    assert not dialog.unlock.isEnabled()
    QTest.keyClick(dialog.pin.box, Qt.Key.Key_Return)
    assert dialog.isVisible()
    desk.session.lock._administrator._free_at.clear()
    qtbot.waitUntil(dialog.unlock.isEnabled, timeout=WAIT_MS)
    dialog.unlock.click()
    settings_of(qtbot, desk).reject()


def test_an_alarm_is_answered_while_the_pin_is_asked_for_and_a_guard_needs_none(
    qtbot: QtBot, desks: list[Desk], tmp_path: Path, device: SimulatedDevice
) -> None:
    with_pin(tmp_path)
    desk = live(qtbot, desks, tmp_path, device)
    want_settings(desk)
    asked(qtbot, desk)
    device.emit(Category.BLACKLIST)
    board = desk.session.board
    qtbot.waitUntil(lambda: len(board.alarms()) == 1, timeout=WAIT_MS)
    desk.window.activateWindow()
    desk.feed.view.setFocus()
    answerable(qtbot, desk)
    desk.press(Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: not board.alarms(), timeout=WAIT_MS)
    desk.session.lock.dialog.reject()  # type: ignore[union-attr]
    for key in (Qt.Key.Key_H, Qt.Key.Key_L, Qt.Key.Key_R, Qt.Key.Key_F):
        desk.press(key, CONTROL)
        assert desk.session.lock.dialog is None


def test_whoever_takes_over_the_shift_finds_it_locked(qtbot: QtBot, desks: list[Desk], tmp_path: Path) -> None:
    with_pin(tmp_path)
    desk = open_desk(desks, tmp_path)
    want_settings(desk)
    type_pin(qtbot, asked(qtbot, desk))
    settings_of(qtbot, desk).reject()
    assert desk.session.lock.unlocked
    desk.session.board.seat("Sara")
    assert not desk.session.lock.unlocked


def test_doors_pictures_exports_and_reports_are_guarded(
    qtbot: QtBot, desks: list[Desk], tmp_path: Path, device: SimulatedDevice
) -> None:
    with_pin(tmp_path)
    desk = open_desk(desks, tmp_path, gate(device, door_control=True))
    qtbot.waitUntil(lambda: device.wait_for_subscribers(1, 0), timeout=WAIT_MS)
    device.emit(Category.VISITOR)
    qtbot.waitUntil(lambda: held(desk) == 1, timeout=WAIT_MS)
    desk.feed.view.setFocus()
    desk.press(Qt.Key.Key_Down)
    qtbot.waitUntil(desk.window._detail.door_button.isEnabled, timeout=WAIT_MS)
    desk.window._detail.door_button.click()
    assert asked(qtbot, desk).what.text() == "Open a door"
    assert not opened(desk, DoorDialog)
    qtbot.waitUntil(desk.window._detail.save_button.isEnabled, timeout=WAIT_MS)
    desk.press(Qt.Key.Key_S, CONTROL)
    assert asked(qtbot, desk).what.text() == "Save a picture"
    assert not desk.window.findChildren(QFileDialog)
    desk.window._history.open()
    history = desk.window._history.window
    assert history is not None
    qtbot.waitUntil(lambda: history.results.query is not None, timeout=WAIT_MS)
    history._export()
    assert asked(qtbot, desk).what.text() == "Export events"
    assert not history.findChildren(ExportDialog)
    desk.window._report.open()
    report = desk.window._report.window
    assert report is not None
    qtbot.waitUntil(lambda: report.shift is not None, timeout=WAIT_MS)
    report.save.emit()
    assert asked(qtbot, desk).what.text() == "Save the report"
    assert not report.findChildren(SaveDialog)
    type_pin(qtbot, asked(qtbot, desk))
    (save,) = report.findChildren(SaveDialog)
    save.reject()
    assert device.doors == []


def test_a_certificate_is_approved_with_the_pin_alone(
    qtbot: QtBot, desks: list[Desk], tmp_path: Path, device: SimulatedDevice
) -> None:
    with_pin(tmp_path)
    desk = open_desk(desks, tmp_path, gate(device, certificate=""))
    qtbot.waitUntil(
        lambda: "gate" in desk.session.statuses and desk.session.statuses["gate"].certificate is not None,
        timeout=WAIT_MS,
    )
    desk.window._devices.approve.emit("gate")
    (certificate,) = opened(desk, CertificateDialog)
    assert isinstance(certificate, CertificateDialog)
    certificate.approve.click()
    dialog = asked(qtbot, desk)
    assert desk.session.settings.devices[0].certificate == ""
    type_pin(qtbot, dialog)
    qtbot.waitUntil(lambda: desk.session.settings.devices[0].certificate == device.certificate_sha256, timeout=WAIT_MS)


def test_a_damaged_file_locks_and_says_what_to_do(qtbot: QtBot, desks: list[Desk], tmp_path: Path) -> None:
    (tmp_path / "administrator.json").write_bytes(b"?")
    desk = open_desk(desks, tmp_path)
    want_settings(desk)
    dialog = asked(qtbot, desk)
    assert "administrator.json is damaged" in dialog.why.text()
    assert not dialog.pin.isVisible()
    qtbot.waitUntil(dialog.cancel.hasFocus, timeout=WAIT_MS)
    dialog.reject()
    assert not opened(desk, SettingsDialog)


def lock_page(qtbot: QtBot, desk: Desk) -> SettingsDialog:
    desk.window.open_settings("lock")
    return settings_of(qtbot, desk)


def test_a_pin_is_set_in_the_settings_and_guards_from_then_on(qtbot: QtBot, desks: list[Desk], tmp_path: Path) -> None:
    desk = open_desk(desks, tmp_path)
    settings = lock_page(qtbot, desk)
    page = settings.lock
    assert page.state.text().startswith("No PIN is set")
    qtbot.waitUntil(page.pin.box.hasFocus, timeout=WAIT_MS)
    QTest.keyClicks(page.pin.box, "123456")
    QTest.keyClicks(page.again.box, "123456")
    assert not settings.save.isEnabled()
    settings.accept()
    assert "in a row" in page.pin.note.text()
    page.pin.box.clear()
    page.again.box.clear()
    QTest.keyClicks(page.pin.box, PIN)
    QTest.keyClicks(page.again.box, PIN[:-1])
    settings.accept()
    assert page.again.note.text() == "The two are not the same."
    QTest.keyClicks(page.again.box, PIN[-1])
    settings.accept()
    qtbot.waitUntil(lambda: desk.session.lock.unlocked, timeout=WAIT_MS)  # by who has set it
    assert PIN not in (tmp_path / "settings.toml").read_text("utf-8")
    desk.session.lock.lock()
    want_settings(desk)
    type_pin(qtbot, asked(qtbot, desk))
    settings_of(qtbot, desk).reject()


def test_a_pin_is_changed_and_removed_by_who_knows_it(qtbot: QtBot, desks: list[Desk], tmp_path: Path) -> None:
    with_pin(tmp_path)
    desk = open_desk(desks, tmp_path)
    desk.window.open_settings("lock")
    type_pin(qtbot, asked(qtbot, desk))
    settings = settings_of(qtbot, desk)
    page = settings.lock
    assert not page.pin.isVisible()
    page.change.click()  # unlocked a moment ago, and yet
    type_pin(qtbot, asked(qtbot, desk))
    qtbot.waitUntil(page.pin.box.isVisible, timeout=WAIT_MS)
    for field in (page.pin, page.again):
        QTest.keyClicks(field.box, "951753")
    file = tmp_path / "administrator.json"
    former = file.read_bytes()
    settings.accept()
    qtbot.waitUntil(lambda: file.read_bytes() != former, timeout=WAIT_MS)
    assert is_right(tmp_path, "951753")  # once: a wrong one would be noted, and make the next wait
    settings = lock_page(qtbot, desk)
    settings.lock.remove.click()
    dialog = asked(qtbot, desk)
    type_pin(qtbot, dialog)  # the former
    assert not settings.lock.keep.isVisible()
    type_pin(qtbot, dialog, "951753")
    qtbot.waitUntil(settings.lock.keep.isVisible, timeout=WAIT_MS)
    assert (tmp_path / "administrator.json").exists()
    settings.accept()
    qtbot.waitUntil(lambda: not desk.session.lock.set_up, timeout=WAIT_MS)
    assert not (tmp_path / "administrator.json").exists()


def is_right(folder: Path, pin: str) -> bool:
    administrator = Administrator(folder / "administrator.json")
    administrator.read()
    return administrator.check(pin).right


def test_the_window_says_that_it_is_unlocked_and_is_locked_by_a_key_or_a_button(
    qtbot: QtBot, desks: list[Desk], tmp_path: Path
) -> None:
    with_pin(tmp_path)
    desk = open_desk(desks, tmp_path)
    button = desk.window._status.lock
    assert not button.isVisible()
    for lock_it in (button.click, lambda: QTest.keyClick(desk.window, Qt.Key.Key_L, CONTROL | SHIFT)):
        want_settings(desk)
        type_pin(qtbot, asked(qtbot, desk))
        settings_of(qtbot, desk).reject()
        assert button.isVisible()
        assert "Lock now" in button.accessibleName()
        front(desk)
        lock_it()
        assert not button.isVisible()
        assert not desk.session.lock.unlocked


def test_a_question_goes_with_the_window_in_front_of_which_it_was(
    qtbot: QtBot, desks: list[Desk], tmp_path: Path
) -> None:
    with_pin(tmp_path)
    desk = open_desk(desks, tmp_path)
    desk.window.open_settings("lock")
    type_pin(qtbot, asked(qtbot, desk))
    settings = settings_of(qtbot, desk)
    settings.lock.change.click()
    asked(qtbot, desk)
    settings.reject()
    qtbot.waitUntil(lambda: desk.session.lock.dialog is None, timeout=WAIT_MS)
    desk.session.lock.lock()
    want_settings(desk)
    asked(qtbot, desk).reject()


def deeds(folder: Path) -> list[str]:
    return [entry.deed for entry in reversed(AdministrationRecord(folder / "administration.jsonl").recent(20))]


def test_every_unlocking_failure_and_change_is_on_record_and_shown(
    qtbot: QtBot, desks: list[Desk], tmp_path: Path
) -> None:
    failures: list[Exception] = []
    desk = open_desk(desks, tmp_path)
    desk.session.lock.put(PIN, failures.append)
    qtbot.waitUntil(lambda: desk.session.lock.unlocked, timeout=WAIT_MS)  # by who has set it
    desk.session.lock.lock()
    desk.window.open_settings("lock")
    type_pin(qtbot, asked(qtbot, desk), "815047")
    type_pin(qtbot, asked(qtbot, desk))
    settings = settings_of(qtbot, desk)
    qtbot.waitUntil(lambda: "wrong PIN" in settings.lock.record.text(), timeout=WAIT_MS)
    settings.reject()
    desk.session.lock.put("951753", failures.append)
    desk.session.lock.put(None, failures.append)
    told = ["PIN set", "wrong PIN", "unlocked", "PIN changed", "PIN removed"]
    qtbot.waitUntil(lambda: deeds(tmp_path) == told, timeout=WAIT_MS)
    assert not failures
    assert PIN not in (tmp_path / "administration.jsonl").read_text("utf-8")


def test_a_pin_that_was_taken_away_beside_the_program_is_put_on_record_once(
    qtbot: QtBot, desks: list[Desk], tmp_path: Path
) -> None:
    AdministrationRecord(tmp_path / "administration.jsonl").add(Administered.PIN_SET, "Sara")
    for _ in range(2):
        desk = open_desk(desks, tmp_path)
        desk.window.open_settings()
        settings_of(qtbot, desk).reject()
        desks.pop().close()
        assert deeds(tmp_path) == ["PIN set", "PIN file gone"]


def test_settings_that_are_left_open_are_locked_with_all_in_front_of_them(
    qtbot: QtBot, desks: list[Desk], tmp_path: Path
) -> None:
    with_pin(tmp_path)
    desk = open_desk(desks, tmp_path)
    lock = desk.session.lock
    desk.window.open_settings("history")
    type_pin(qtbot, asked(qtbot, desk))
    settings = settings_of(qtbot, desk)
    settings.history._open_erasing()
    erasing = settings.history.erasing
    assert erasing is not None
    lock.lock()
    assert not settings.isEnabled()
    assert not erasing.isEnabled()
    dialog = asked(qtbot, desk)
    assert dialog.isEnabled()
    for window in (settings, dialog):
        QTest.keyClick(window, Qt.Key.Key_S, CONTROL)  # to save
    assert settings.isVisible()
    type_pin(qtbot, dialog)
    assert settings.isEnabled()
    assert erasing.isEnabled()
    lock.lock()
    asked(qtbot, desk).reject()  # a guard closes what the technician has left
    assert not opened(desk, SettingsDialog)
    assert not lock.unlocked
    front(desk)


def test_whoever_goes_on_typing_in_the_settings_is_not_asked(qtbot: QtBot, desks: list[Desk], tmp_path: Path) -> None:
    with_pin(tmp_path)
    desk = open_desk(desks, tmp_path)
    lock = desk.session.lock
    now = [1000.0]
    lock._steady_s = lambda: now[0]
    desk.window.open_settings("lock")
    type_pin(qtbot, asked(qtbot, desk))
    settings = settings_of(qtbot, desk)
    handle = settings.windowHandle()
    now[0] += OPEN_S - 1
    QTest.keyClick(handle, Qt.Key.Key_Tab)
    now[0] += OPEN_S - 1
    lock._look_whether_used()
    assert lock.unlocked
    now[0] += 2
    lock._look_whether_used()
    assert not lock.unlocked
    assert not settings.isEnabled()
    asked(qtbot, desk).reject()


def test_whoever_goes_on_in_what_the_settings_have_opened_is_not_asked(
    qtbot: QtBot, desks: list[Desk], tmp_path: Path
) -> None:
    with_pin(tmp_path)
    desk = open_desk(desks, tmp_path)
    lock = desk.session.lock
    now = [1000.0]
    lock._steady_s = lambda: now[0]
    desk.window.open_settings("history")
    type_pin(qtbot, asked(qtbot, desk))
    settings = settings_of(qtbot, desk)
    settings.history._open_erasing()
    erasing = settings.history.erasing
    assert erasing is not None
    qtbot.waitUntil(erasing.isActiveWindow, timeout=WAIT_MS)
    now[0] += OPEN_S - 1
    QTest.keyClick(erasing.windowHandle(), Qt.Key.Key_Tab)
    now[0] += OPEN_S - 1
    lock._look_whether_used()
    assert lock.unlocked


def test_what_was_left_open_takes_no_keyboard_from_a_guard_when_it_is_locked(
    qtbot: QtBot, desks: list[Desk], tmp_path: Path, device: SimulatedDevice
) -> None:
    with_pin(tmp_path)
    desk = live(qtbot, desks, tmp_path, device)
    desk.window._history.open()
    history = desk.window._history.window
    assert history is not None
    qtbot.waitUntil(lambda: history.results.query is not None, timeout=WAIT_MS)
    history._export()
    type_pin(qtbot, asked(qtbot, desk))
    (export,) = history.findChildren(ExportDialog)
    quietly = Qt.WidgetAttribute.WA_ShowWithoutActivating  # what tests are shown on does not heed it, desktops do
    front(desk)
    desk.session.lock.lock()
    assert not export.isEnabled()
    assert asked(qtbot, desk).testAttribute(quietly)
    type_pin(qtbot, asked(qtbot, desk))
    export.activateWindow()
    qtbot.waitUntil(export.isActiveWindow, timeout=WAIT_MS)
    desk.session.lock.lock()
    assert not asked(qtbot, desk).testAttribute(quietly)  # whoever was typing there goes on with the PIN
    asked(qtbot, desk).reject()
    assert not export.isVisible()


def test_where_another_door_is_wanted_while_the_pin_is_asked_for_that_one_is_meant(
    qtbot: QtBot, desks: list[Desk], tmp_path: Path
) -> None:
    with_pin(tmp_path)
    desk = open_desk(desks, tmp_path)
    doors: list[str] = []
    for door in ("gate", "yard"):
        desk.session.lock.open(desk.window, "Open a door", partial(doors.append, door))
        asked(qtbot, desk)
    type_pin(qtbot, asked(qtbot, desk))
    assert doors == ["yard"]
