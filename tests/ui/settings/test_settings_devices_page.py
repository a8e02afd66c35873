"""The settings' page of devices: adding, editing, removing, switching off, putting in order."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot
from settings_desk import (
    CERTIFICATE,
    GATE,
    LOBBY,
    THREE,
    YARD,
    Desk,
    box,
    live,
    names,
    note,
    press,
    states,
    usual_look,
    waiting,
    write,
)

from facemon.device.status import Failure, State, Status
from facemon.settings import DeviceSettings, Settings
from facemon.ui import theme
from facemon.ui.settings.device_list import DeviceList, Row
from facemon.ui.settings.dialog import SettingsDialog
from facemon.ui.settings.draft import Field

ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Desk:
    return Desk(qtbot, tmp_path)


def ids(dialog: SettingsDialog) -> list[str]:
    dialog.accept()
    assert dialog.result() == SettingsDialog.DialogCode.Accepted
    return [device.id for device in dialog.result_settings.devices]


def test_the_list_tells_how_each_device_stands(desk: Desk) -> None:
    desk.statuses = {
        GATE.id: live(GATE.id),
        LOBBY.id: Status(device_id=LOBBY.id, state=State.REFUSED, failure=Failure.CERTIFICATE_CHANGED),
    }
    dialog = desk.open()
    gate, lobby, yard = states(dialog)
    assert gate == "North gate, 192.0.2.10:8000, Live · 14 ms"
    assert lobby == "Lobby, 192.0.2.11:8000, Certificate changed"
    assert yard == "Yard, [2001:db8::1]:8443, Off"


def test_the_list_follows_the_connections_while_it_is_open(desk: Desk, qtbot: QtBot) -> None:
    desk.statuses = {GATE.id: waiting(GATE.id)}
    dialog = desk.open()
    assert "Live" not in states(dialog)[0]
    desk.statuses = {GATE.id: live(GATE.id)}
    qtbot.waitUntil(lambda: "Live" in states(dialog)[0])


def test_a_changed_device_says_so_until_the_change_is_taken_back(desk: Desk) -> None:
    desk.statuses = {GATE.id: live(GATE.id)}
    dialog = desk.open()
    write(dialog, Field.ADDRESS, "192.0.2.77")
    assert states(dialog)[0] == "North gate, 192.0.2.77:8000, Changed"
    write(dialog, Field.ADDRESS, "192.0.2.10:8000")
    assert "Live" in states(dialog)[0]


def test_adding_begins_at_the_name_and_ends_as_a_device(desk: Desk) -> None:
    dialog = desk.open()
    QTest.mouseClick(dialog.devices.add_button, Qt.MouseButton.LeftButton)
    assert dialog.focusWidget() is box(dialog, Field.NAME)
    QTest.keyClicks(box(dialog, Field.NAME), "Car park")
    press(dialog, Qt.Key.Key_Tab)
    assert dialog.focusWidget() is box(dialog, Field.ADDRESS)
    QTest.keyClicks(box(dialog, Field.ADDRESS), "wss://10.20.1.14:8001/v1/event")
    press(dialog, Qt.Key.Key_Tab)
    assert box(dialog, Field.ADDRESS).text() == "10.20.1.14:8001"
    QTest.keyClicks(box(dialog, Field.USERNAME), "guard")
    press(dialog, Qt.Key.Key_Tab)
    QTest.keyClicks(box(dialog, Field.PASSWORD), "s3cret")
    press(dialog, Qt.Key.Key_Return)
    assert dialog.result() == SettingsDialog.DialogCode.Accepted
    added = DeviceSettings(id="car-park", name="Car park", host="10.20.1.14", port=8001, username="guard")
    assert dialog.result_settings.devices == (GATE, LOBBY, YARD, added)
    assert dialog.new_passwords == {"car-park": "s3cret"}


def test_the_id_of_the_simulated_device_is_not_given_to_another(desk: Desk) -> None:
    desk.statuses = {"simulated": live("simulated")}
    dialog = desk.open(Settings(), add=True)
    write(dialog, Field.NAME, "Simulated")
    write(dialog, Field.ADDRESS, "192.0.2.1")
    assert ids(dialog) == ["simulated-2"]


def test_editing_keeps_the_id_and_what_the_form_does_not_show(desk: Desk) -> None:
    gate = msgspec.structs.replace(GATE, door_control=True)
    dialog = desk.open(Settings(devices=(gate,)))
    write(dialog, Field.NAME, "Front gate")
    write(dialog, Field.USERNAME, "")
    dialog.accept()
    assert dialog.result_settings.devices == (msgspec.structs.replace(gate, name="Front gate", username=""),)


def test_a_group_is_offered_to_the_next_device_once_one_has_it(desk: Desk) -> None:
    dialog = desk.open()
    write(dialog, Field.GROUP, "Building A")
    dialog.devices.select(LOBBY.id)
    target = box(dialog, Field.GROUP)
    target.setFocus()
    QTest.keyClicks(target, "ding")
    completer = target.completer()
    assert completer.currentCompletion() == "Building A"
    popup = completer.popup()
    assert popup is not None
    QTest.keyClick(popup, Qt.Key.Key_Down)
    QTest.keyClick(popup, Qt.Key.Key_Return)
    assert target.text() == "Building A"
    dialog.accept()
    assert [device.group for device in dialog.result_settings.devices] == ["Building A", "Building A", ""]


def test_switching_off_and_on(desk: Desk) -> None:
    dialog = desk.open()
    dialog.devices.form.enabled.setFocus()
    press(dialog, Qt.Key.Key_Space)
    assert states(dialog)[0].endswith("Off")
    dialog.devices.select(YARD.id)
    assert not dialog.devices.form.enabled.isChecked()
    dialog.devices.form.enabled.click()
    dialog.accept()
    assert [device.enabled for device in dialog.result_settings.devices] == [False, True, True]


def test_a_removed_device_can_be_had_back(desk: Desk) -> None:
    dialog = desk.open()
    dialog.devices.select(LOBBY.id)
    assert not dialog.devices.undo_button.isVisible()
    dialog.devices.remove_button.click()
    assert names(dialog) == ["North gate", "Yard"]
    assert box(dialog, Field.NAME).text() == "Yard"
    assert dialog.devices.undo_button.isVisible()
    dialog.devices.undo_button.click()
    assert names(dialog) == ["North gate", "Lobby", "Yard"]
    assert box(dialog, Field.NAME).text() == "Lobby"
    assert not dialog.devices.undo_button.isVisible()
    dialog.accept()
    assert dialog.result_settings == THREE
    assert dialog.new_passwords == {}


def test_delete_removes_the_selected_device_and_its_password(desk: Desk) -> None:
    dialog = desk.open()
    press(dialog, Qt.Key.Key_Down)
    press(dialog, Qt.Key.Key_Delete)
    assert names(dialog) == ["North gate", "Yard"]
    assert ids(dialog) == [GATE.id, YARD.id]
    assert dialog.new_passwords == {LOBBY.id: ""}


def test_delete_in_a_text_box_removes_a_letter_and_no_device(desk: Desk) -> None:
    dialog = desk.open()
    box(dialog, Field.NAME).setFocus()
    box(dialog, Field.NAME).setCursorPosition(0)
    press(dialog, Qt.Key.Key_Delete)
    assert names(dialog) == ["orth gate", "Lobby", "Yard"]


def test_delete_elsewhere_removes_nothing(desk: Desk) -> None:
    dialog = desk.open()
    dialog.devices.form.enabled.setFocus()
    press(dialog, Qt.Key.Key_Delete)
    assert len(names(dialog)) == 3


def test_with_the_last_device_gone_there_is_still_a_way_on(desk: Desk) -> None:
    dialog = desk.open(Settings(devices=(GATE,)))
    dialog.devices.remove_button.click()
    assert dialog.focusWidget() is dialog.devices.add_button
    assert not dialog.devices.form.isVisible()
    assert not dialog.devices.remove_button.isEnabled()
    assert ids(dialog) == []


def test_the_order_changes_by_buttons_and_by_keys(desk: Desk) -> None:
    dialog = desk.open()
    page = dialog.devices
    assert not page.up_button.isEnabled()
    page.down_button.click()
    page.down_button.click()
    assert names(dialog) == ["Lobby", "Yard", "North gate"]
    assert not page.down_button.isEnabled()
    assert box(dialog, Field.NAME).text() == "North gate"
    page.list.setFocus()
    press(dialog, Qt.Key.Key_Up, ALT)
    assert names(dialog) == ["Lobby", "North gate", "Yard"]
    press(dialog, Qt.Key.Key_Down, ALT)
    press(dialog, Qt.Key.Key_Down, ALT)
    assert ids(dialog) == [LOBBY.id, YARD.id, GATE.id]


def test_up_and_down_select(desk: Desk) -> None:
    dialog = desk.open()
    assert dialog.focusWidget() is dialog.devices.list
    press(dialog, Qt.Key.Key_Down)
    assert box(dialog, Field.NAME).text() == "Lobby"
    press(dialog, Qt.Key.Key_End)
    assert box(dialog, Field.NAME).text() == "Yard"


@pytest.mark.parametrize(
    ("text", "beginning"),
    [
        ("", "Enter the device's address"),
        ("ws://10.20.1.11", "ws:// is not encrypted"),
        ("10.20.1.11:99999", "The port must be a whole number"),
        ("10.20.1.300", "“10.20.1.300” is not an IP address"),
        ("wss://10.20.1.11/v2/other", "Leave “/v2/other” out"),
        ("wss://guard:pw@10.20.1.11/v1/event", "Leave user name and password out"),
        ("two words", "An address has no spaces"),
        ("192.0.2.11", "192.0.2.11:8000 is the address of the device “Lobby” already"),
    ],
)
def test_a_wrong_address_is_explained_beside_its_field(desk: Desk, text: str, beginning: str) -> None:
    dialog = desk.open()
    hint = note(dialog, Field.ADDRESS)
    write(dialog, Field.ADDRESS, text)
    assert note(dialog, Field.ADDRESS).startswith(beginning)
    assert box(dialog, Field.ADDRESS).accessibleDescription().startswith(beginning)
    assert box(dialog, Field.ADDRESS).property("bad")
    assert states(dialog)[0].endswith("Needs correction")
    assert not dialog.save.isEnabled()
    write(dialog, Field.ADDRESS, "192.0.2.10")
    assert note(dialog, Field.ADDRESS) == hint
    assert not box(dialog, Field.ADDRESS).property("bad")
    assert dialog.save.isEnabled()


def test_a_mistake_is_told_when_the_typing_rests(desk: Desk, qtbot: QtBot) -> None:
    dialog = desk.open(Settings(), add=True)
    QTest.keyClicks(box(dialog, Field.ADDRESS), "10.20.1.")
    assert note(dialog, Field.ADDRESS) == "also wss://…/v1/event"
    qtbot.waitUntil(lambda: "is not an IP address" in note(dialog, Field.ADDRESS))
    assert note(dialog, Field.NAME) == ""


def test_a_name_that_is_too_long_is_explained_and_not_cut_off(desk: Desk) -> None:
    dialog = desk.open()
    QApplication.clipboard().setText("n" * 200)
    box(dialog, Field.NAME).setFocus()
    box(dialog, Field.NAME).selectAll()
    box(dialog, Field.NAME).paste()
    press(dialog, Qt.Key.Key_Tab)
    assert note(dialog, Field.NAME) == "A name has at most 100 characters."
    assert box(dialog, Field.NAME).text() == "n" * 200
    assert not dialog.save.isEnabled()


def test_saving_with_a_mistake_leads_to_the_first_one(desk: Desk) -> None:
    dialog = desk.open()
    dialog.devices.select(LOBBY.id)
    write(dialog, Field.NAME, "")
    dialog.devices.select(YARD.id)
    dialog.tabs.setCurrentIndex(1)
    assert dialog.show_mistake.isVisible()
    dialog.show_mistake.click()
    assert dialog.tabs.currentIndex() == 0
    assert states(dialog)[dialog.devices.list.currentRow()].startswith("New device, 192.0.2.11")
    assert dialog.focusWidget() is box(dialog, Field.NAME)
    dialog.devices.select(GATE.id)
    dialog.accept()
    assert dialog.isVisible()
    assert dialog.focusWidget() is box(dialog, Field.NAME)
    assert dialog.devices.list.currentRow() == 1


def test_a_new_device_left_empty_is_told_only_when_saving(desk: Desk) -> None:
    dialog = desk.open(add=True)
    assert not dialog.save.isEnabled()
    assert note(dialog, Field.NAME) == ""
    press(dialog, Qt.Key.Key_Return)
    assert note(dialog, Field.NAME).startswith("Enter a name")
    assert note(dialog, Field.ADDRESS).startswith("Enter the device's address")
    assert dialog.isVisible()


def test_a_password_is_never_shown_again(desk: Desk, qtbot: QtBot) -> None:
    desk.credentials.store(GATE.id, "s3cret")
    dialog = desk.open()
    password = box(dialog, Field.PASSWORD)
    qtbot.waitUntil(lambda: note(dialog, Field.PASSWORD) == "kept in the system keyring")
    assert password.text() == ""
    assert password.echoMode() == QLineEdit.EchoMode.Password
    assert "unchanged" in password.placeholderText()
    write(dialog, Field.PASSWORD, "another")
    dialog.devices.select(LOBBY.id)
    assert password.text() == ""
    dialog.accept()
    assert dialog.new_passwords == {GATE.id: "another"}
    assert "another" not in repr(dialog.result_settings)


def test_a_stored_password_can_be_given_up_by_keyboard_and_kept_after_all(desk: Desk, qtbot: QtBot) -> None:
    desk.credentials.store(GATE.id, "s3cret")
    dialog = desk.open()
    box(dialog, Field.PASSWORD).setFocus()
    press(dialog, Qt.Key.Key_Tab)
    forget = dialog.devices.form.forget
    assert dialog.focusWidget() is forget
    assert forget.accessibleName() == "Forget the stored password"
    press(dialog, Qt.Key.Key_Space)
    assert "will be forgotten" in box(dialog, Field.PASSWORD).placeholderText()
    assert note(dialog, Field.PASSWORD).startswith("No password is stored")
    press(dialog, Qt.Key.Key_Space)
    assert "unchanged" in box(dialog, Field.PASSWORD).placeholderText()
    press(dialog, Qt.Key.Key_Space)
    dialog.accept()
    assert dialog.new_passwords == {GATE.id: ""}
    assert desk.credentials.password(GATE.id) == "s3cret"


def test_without_a_stored_password_there_is_none_to_forget(desk: Desk, qtbot: QtBot) -> None:
    dialog = desk.open()
    qtbot.waitUntil(lambda: note(dialog, Field.PASSWORD).startswith("No password is stored"))
    assert not dialog.devices.form.forget.isVisible()
    assert dialog.save.isEnabled()


def test_a_certificate_can_be_left_to_the_system(desk: Desk) -> None:
    dialog = desk.open(device_id=LOBBY.id)
    trust = dialog.devices.form.trust
    assert trust.currentText().startswith("Certificate AB")
    assert trust.value() == LOBBY.certificate
    trust.setFocus()
    press(dialog, Qt.Key.Key_Down)
    dialog.accept()
    assert dialog.result_settings.devices[1].certificate == "ca"


def test_a_device_that_waits_for_approval_shows_its_certificate_at_once(desk: Desk) -> None:
    desk.statuses = {
        GATE.id: Status(device_id=GATE.id, state=State.NEEDS_APPROVAL, certificate=CERTIFICATE),
    }
    dialog = desk.open()
    assert dialog.devices.test.approve.isVisible()
    dialog.devices.select(LOBBY.id)
    assert not dialog.devices.test.approve.isVisible()


@pytest.mark.parametrize("count", [0, 1, 10, 40])
def test_any_number_of_devices_has_its_place(desk: Desk, count: int) -> None:
    devices = tuple(DeviceSettings(id=f"d{n}", name=f"Door {n}", host=f"192.0.2.{n}") for n in range(count))
    dialog = desk.open(Settings(devices=devices), device_id=f"d{count - 1}")
    rows = dialog.devices.list
    assert len(names(dialog)) == count
    if count:
        assert box(dialog, Field.NAME).text() == f"Door {count - 1}"
        assert rows.viewport().rect().contains(rows.visualItemRect(rows.currentItem()))
    assert dialog.devices.add_button.geometry().bottom() < dialog.devices.height()


def test_a_state_stands_below_where_an_address_would_be_cut_off(qtbot: QtBot) -> None:
    usual_look()
    rows = DeviceList()
    qtbot.addWidget(rows)
    rows.show()

    def stacked_at(width: int, state: str) -> bool:
        rows.set_rows([Row("a", "Gate", "192.0.2.10:8000", state, "off", "dim")], "a")
        rows.resize(width, 200)
        return rows.stacked

    metrics = QFontMetrics(theme.font(0.95))
    beside = metrics.horizontalAdvance("192.0.2.10:8000") + metrics.horizontalAdvance("No answer")
    assert not stacked_at(beside + 100, "No answer")
    assert stacked_at(beside + 20, "No answer")
    assert not stacked_at(beside + 20, "Off")


def test_hostile_names_are_shown_to_the_letter(desk: Desk) -> None:
    hostile = DeviceSettings(id="h", name="<b>x</b>\u202eabc", host="192.0.2.1")
    dialog = desk.open(Settings(devices=(hostile,)))
    assert names(dialog) == ["<b>x</b>abc"]
    dialog.devices.remove_button.click()
    assert dialog.devices.undo_button.isVisible()
