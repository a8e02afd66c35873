"""Who is on duty: taken over with a PIN, on record, and known again after a restart."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from guard_desk import WAIT_MS, Desk, live, open_desk, opened, several
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from facemon import pin as pin_module
from facemon.event import Category
from facemon.history.reader import Reader
from facemon.operators import Edit, Operators
from facemon.pin import PinHash
from facemon.simulator.device import SimulatedDevice
from facemon.ui import theme
from facemon.ui.duty.dialog import ShiftDialog
from facemon.ui.report.handover_dialog import HandoverDialog
from facemon.ui.settings.dialog import SettingsDialog


@pytest.fixture(autouse=True)
def _cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pin_module, "_COST", 16)


@pytest.fixture
def desks(qtbot: QtBot) -> Iterator[list[Desk]]:
    yield from several(qtbot)


def with_operators(folder: Path, *names: str) -> None:
    operators = Operators(folder / "operators.json")
    operators.read()
    operators.apply([Edit(name, f"47{len(name)}1") for name in names])


def pin_of(name: str) -> str:
    return f"47{len(name)}1"


def at_desk(qtbot: QtBot, desks: list[Desk], folder: Path, *names: str) -> Desk:
    if names:
        with_operators(folder, *names)
    desk = open_desk(desks, folder)
    qtbot.waitUntil(lambda: desk.session.keeping.stock is not None, timeout=WAIT_MS)
    qtbot.waitUntil(lambda: desk.session.duty.set_up is bool(names), timeout=WAIT_MS)
    return desk


def shift(desk: Desk) -> ShiftDialog:
    desk.press(Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    dialog = desk.window._duty.dialog
    assert dialog is not None
    return dialog


def take_over(qtbot: QtBot, desk: Desk, name: str) -> None:
    desk.window._bar.duty.click()
    dialog = desk.window._duty.dialog
    assert dialog is not None
    dialog.who.set_value(name)
    QTest.keyClicks(dialog.pin.box, pin_of(name))
    QTest.keyClick(dialog.pin.box, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: desk.session.duty.operator == name, timeout=WAIT_MS)
    assert desk.session.operator == name


def on_record(desk: Desk) -> list[str]:
    with Reader(desk.profile.history_path) as reader:
        return [duty.operator for duty in reader.duties(0, round(time.time() * 1000) + 60_000)]


def end(desks: list[Desk]) -> None:
    desks.pop().close()


def test_without_operators_nothing_is_to_be_seen_of_them_and_the_login_name_answers(
    qtbot: QtBot, desks: list[Desk], tmp_path: Path
) -> None:
    desk = at_desk(qtbot, desks, tmp_path)
    button = desk.window._bar.duty
    assert not button.isVisible()
    login = desk.session.operator
    assert login
    desk.press(Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: bool(desk.window.findChildren(SettingsDialog)), timeout=WAIT_MS)
    (settings,) = desk.window.findChildren(SettingsDialog)
    assert settings.operators.isVisible()
    settings.reject()
    assert desk.session.operator == login


def test_an_operator_takes_over_by_keyboard_alone_and_stands_on_record(
    qtbot: QtBot, desks: list[Desk], tmp_path: Path
) -> None:
    desk = at_desk(qtbot, desks, tmp_path, "Sara", "Liu Wei")
    button = desk.window._bar.duty
    assert button.isVisible()
    assert button.accessibleName() == "Nobody has signed on"
    dialog = shift(desk)
    assert dialog.pin.box.hasFocus()
    assert dialog.pin.box.echoMode() == QLineEdit.EchoMode.Password
    assert not dialog.off.isVisible()
    desk.press(Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    assert dialog.who.hasFocus()
    QTest.keyClick(dialog.who, Qt.Key.Key_Down)
    dialog.pin.box.setFocus()
    QTest.keyClicks(dialog.pin.box, pin_of("Liu Wei"))
    QTest.keyClick(dialog.pin.box, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: desk.session.operator == "Liu Wei", timeout=WAIT_MS)
    assert desk.window._duty.dialog is None
    assert button.text() == "Liu Wei"
    assert button.accessibleName() == "On duty: Liu Wei"
    qtbot.waitUntil(lambda: on_record(desk) == ["Liu Wei"], timeout=WAIT_MS)


def test_a_wrong_pin_changes_nothing_and_guessing_has_to_wait(qtbot: QtBot, desks: list[Desk], tmp_path: Path) -> None:
    desk = at_desk(qtbot, desks, tmp_path, "Sara")
    login = desk.session.operator
    dialog = shift(desk)
    for _ in range(3):
        assert dialog.pin.box.text() == ""
        QTest.keyClicks(dialog.pin.box, "0815")
        assert dialog.sign_on.isEnabled()
        QTest.keyClick(dialog.pin.box, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: dialog.pin.box.isEnabled() and "Looking" not in dialog.pin.note.text(), timeout=WAIT_MS)
        assert dialog.pin.note.text() != ""
        assert dialog.pin.box.hasFocus()  # to try again without a mouse
    assert dialog.pin.note.text().startswith("Too many wrong PINs. Try again in ")
    QTest.keyClicks(dialog.pin.box, pin_of("Sara"))
    assert not dialog.sign_on.isEnabled()
    QTest.keyClick(dialog.pin.box, Qt.Key.Key_Return)
    assert dialog.isVisible()
    assert desk.session.operator == login
    desk.session.duty.operators._free_at.clear()
    qtbot.waitUntil(dialog.sign_on.isEnabled, timeout=WAIT_MS)
    assert dialog.pin.note.text() == ""
    dialog.sign_on.click()
    qtbot.waitUntil(lambda: desk.session.operator == "Sara", timeout=WAIT_MS)


def test_a_restart_finds_the_same_operator_on_duty_and_puts_nothing_more_on_record(
    qtbot: QtBot, desks: list[Desk], tmp_path: Path
) -> None:
    desk = at_desk(qtbot, desks, tmp_path, "Sara", "Liu Wei")
    take_over(qtbot, desk, "Sara")
    end(desks)
    desk = at_desk(qtbot, desks, tmp_path, "Tom")
    qtbot.waitUntil(lambda: desk.session.operator == "Sara", timeout=WAIT_MS)
    take_over(qtbot, desk, "Liu Wei")
    qtbot.waitUntil(lambda: on_record(desk) == ["Sara", "Liu Wei"], timeout=WAIT_MS)


def test_who_signs_off_is_not_on_duty_after_a_restart_even_with_the_computers_own_name(
    qtbot: QtBot, desks: list[Desk], tmp_path: Path
) -> None:
    desk = at_desk(qtbot, desks, tmp_path)
    login = desk.session.operator
    end(desks)
    desk = at_desk(qtbot, desks, tmp_path, login, "Sara")
    take_over(qtbot, desk, login)
    desk.window._bar.duty.click()
    dialog = desk.window._duty.dialog
    assert dialog is not None
    dialog.off.click()
    assert desk.session.operator == login  # the computer's own
    assert desk.session.duty.operator == ""
    assert desk.window._bar.duty.accessibleName() == "Nobody has signed on"
    qtbot.waitUntil(lambda: on_record(desk) == [login, ""], timeout=WAIT_MS)
    end(desks)
    desk = at_desk(qtbot, desks, tmp_path, "Tom")
    assert desk.session.duty.operator == ""


def test_what_is_owed_stays_when_the_shift_changes_and_each_answer_has_its_own_name(
    qtbot: QtBot, desks: list[Desk], tmp_path: Path, device: SimulatedDevice
) -> None:
    with_operators(tmp_path, "Sara", "Liu Wei")
    desk = live(qtbot, desks, tmp_path, device)
    board = desk.session.board
    qtbot.waitUntil(lambda: desk.session.duty.set_up, timeout=WAIT_MS)
    take_over(qtbot, desk, "Sara")
    device.emit(Category.BLACKLIST)
    device.emit(Category.NONLIVE)
    qtbot.waitUntil(lambda: len(board.alarms()) == 2, timeout=WAIT_MS)
    board.acknowledge(board.alarms()[0])
    desk.window._bar.duty.click()
    dialog = desk.window._duty.dialog
    assert dialog is not None
    assert dialog.owed.text().startswith("1 alarm")
    dialog.reject()
    take_over(qtbot, desk, "Liu Wei")
    (left,) = board.alarms()
    board.acknowledge(left)
    end(desks)
    with Reader(tmp_path / "history.sqlite3") as reader:
        kept = reader.alarms(0, round(time.time() * 1000) + 60_000)
    answered = {kept_alarm.alarm.rule: kept_alarm.alarm.answered_by for kept_alarm in kept}
    assert answered == {"blacklist": "Sara", "nonlive": "Liu Wei"}


def test_one_who_is_removed_is_on_duty_no_longer(qtbot: QtBot, desks: list[Desk], tmp_path: Path) -> None:
    desk = at_desk(qtbot, desks, tmp_path, "Sara", "Liu Wei")
    take_over(qtbot, desk, "Sara")
    desk.session.change_operators([Edit("Sara", None)])
    qtbot.waitUntil(lambda: desk.session.duty.operator == "", timeout=WAIT_MS)
    assert desk.session.duty.operators.names == ("Liu Wei",)


def test_a_name_that_was_on_duty_once_is_on_duty_no_more_when_it_is_given_again(
    qtbot: QtBot, desks: list[Desk], tmp_path: Path
) -> None:
    desk = at_desk(qtbot, desks, tmp_path, "Sara")
    take_over(qtbot, desk, "Sara")
    qtbot.waitUntil(lambda: on_record(desk) == ["Sara"], timeout=WAIT_MS)
    end(desks)
    (tmp_path / "operators.json").unlink()
    desk = at_desk(qtbot, desks, tmp_path, "Tom")
    desk.session.change_operators([Edit("Sara", "8246")])
    qtbot.waitUntil(lambda: "Sara" in desk.session.duty.operators.names, timeout=WAIT_MS)
    qtbot.waitUntil(lambda: desk.session.duty._read, timeout=WAIT_MS)
    assert desk.session.duty.operator == ""


def test_no_pin_is_hashed_in_the_windows_thread(
    qtbot: QtBot, desks: list[Desk], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = at_desk(qtbot, desks, tmp_path, "Tom")
    threads: set[threading.Thread] = set()
    hashed = PinHash._hash

    def watched(self: PinHash, pin: str) -> bytes:
        threads.add(threading.current_thread())
        return hashed(self, pin)

    monkeypatch.setattr(PinHash, "_hash", watched)
    desk.session.change_operators([Edit("Sara", pin_of("Sara"))])
    qtbot.waitUntil(lambda: "Sara" in desk.session.duty.operators.names, timeout=WAIT_MS)
    take_over(qtbot, desk, "Sara")
    assert len(threads) == 2
    assert threading.main_thread() not in threads


def test_operators_that_are_set_up_in_the_settings_can_sign_on_at_once(
    qtbot: QtBot, desks: list[Desk], tmp_path: Path
) -> None:
    desk = at_desk(qtbot, desks, tmp_path)
    desk.window.open_settings("operators")
    qtbot.waitUntil(lambda: bool(desk.window.findChildren(SettingsDialog)), timeout=WAIT_MS)
    (settings,) = desk.window.findChildren(SettingsDialog)
    form = settings.operators.form
    QTest.keyClicks(form.name.box, "Sara")
    for field in (form.pin, form.again):
        QTest.keyClicks(field.box, pin_of("Sara"))
    settings.accept()
    qtbot.waitUntil(lambda: desk.window._bar.duty.isVisible(), timeout=WAIT_MS)
    take_over(qtbot, desk, "Sara")
    assert pin_of("Sara") not in (tmp_path / "settings.toml").read_text("utf-8")


def test_a_broken_file_is_told_in_the_window_and_keeps_nobody_from_answering(
    qtbot: QtBot, desks: list[Desk], tmp_path: Path
) -> None:
    (tmp_path / "operators.json").write_bytes(b"?")
    desk = open_desk(desks, tmp_path)
    qtbot.waitUntil(lambda: desk.session.duty.problem is not None, timeout=WAIT_MS)
    qtbot.waitUntil(lambda: "operators.json is damaged" in desk.window._standing.trouble.label.text(), timeout=WAIT_MS)
    assert desk.session.operator
    assert (tmp_path / "operators.json").read_bytes() == b"?"


def test_operators_that_cannot_be_kept_are_told(qtbot: QtBot, desks: list[Desk], tmp_path: Path) -> None:
    desk = at_desk(qtbot, desks, tmp_path)
    (tmp_path / "operators.json").mkdir()
    desk.session.change_operators([Edit("Sara", "8246")])
    qtbot.waitUntil(lambda: "could not be changed" in desk.session.problem, timeout=WAIT_MS)
    assert "8246" not in desk.session.problem


def test_the_change_of_shift_leaves_the_window_free_to_answer(qtbot: QtBot, desks: list[Desk], tmp_path: Path) -> None:
    desk = at_desk(qtbot, desks, tmp_path, "Sara")
    dialog = shift(desk)
    assert not dialog.isModal()
    desk.window._bar.duty.click()
    assert desk.window._duty.dialog is dialog
    dialog.note.click()  # the note for the next shift
    assert dialog.isVisible()
    assert opened(desk, HandoverDialog)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert desk.window._duty.dialog is None


def test_where_there_is_no_room_the_sound_keeps_its_words_and_the_operator_the_icon(
    qtbot: QtBot, desks: list[Desk], tmp_path: Path
) -> None:
    desk = at_desk(qtbot, desks, tmp_path, "Alexandra Montgomery")
    take_over(qtbot, desk, "Alexandra Montgomery")
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    bar = desk.window._bar
    desk.window.resize(1400, 600)
    qtbot.waitUntil(lambda: bar.duty.text() == "Alexandra Montgom…")
    desk.window.resize(800, 520)
    bar.sound.set_problem("x")
    theme.apply(app, "dark", 150)
    desk.window.restyle()
    qtbot.waitUntil(lambda: bar.duty.text() == "", timeout=WAIT_MS)
    assert bar.sound.width() >= bar.sound.sizeHint().width()
    assert "Alexandra Montgomery" in bar.duty.accessibleName()


def test_every_control_of_the_change_of_shift_says_what_it_is_for(
    qtbot: QtBot, desks: list[Desk], tmp_path: Path
) -> None:
    desk = at_desk(qtbot, desks, tmp_path, "Sara")
    take_over(qtbot, desk, "Sara")
    desk.window._bar.duty.click()
    dialog = desk.window._duty.dialog
    assert dialog is not None
    controls = [
        control
        for control in dialog.findChildren(QWidget)
        if control.isVisible() and control.focusPolicy() & Qt.FocusPolicy.TabFocus and control.focusProxy() is None
    ]
    names = [control.accessibleName() or getattr(control, "text", lambda: "")() for control in controls]
    assert len(names) >= 5
    assert all(names)
    assert any(isinstance(control, QPushButton) and control.text() == "Sign off" for control in controls)
