"""Two hundred devices in the settings: finding, editing many at once, importing and exporting a table."""

from __future__ import annotations

import csv
from collections.abc import Collection, Sequence
from pathlib import Path

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from settings_desk import GATE, LOBBY, THREE, YARD, Desk, box, names, press, write

from facemon.settings import DeviceSettings, Settings, load, save
from facemon.ui.settings.device_list import Row
from facemon.ui.settings.device_order import Order, arranged
from facemon.ui.settings.dialog import SettingsDialog
from facemon.ui.settings.draft import Draft, Field, Notice, notices
from facemon.ui.settings.fleet.import_dialog import ImportDialog
from facemon.ui.settings.fleet.many import Part, common, given

SHIFT = Qt.KeyboardModifier.ShiftModifier
MANY = Settings(
    devices=tuple(
        DeviceSettings(id=f"door-{n}", name=f"Door {n}", group="AB"[n % 2], host=f"192.0.2.{n}") for n in range(1, 21)
    )
)


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Desk:
    return Desk(qtbot, tmp_path)


def table(folder: Path, text: str) -> str:
    path = folder / "devices.csv"
    path.write_text(text, encoding="utf-8")
    return str(path)


def importing(dialog: SettingsDialog, path: str, qtbot: QtBot) -> ImportDialog:
    """Choose a table for the import and wait until its preview stands."""
    dialog.devices.tools.begin_import(path)
    preview = dialog.devices.tools.importing
    assert preview is not None
    qtbot.waitUntil(lambda: preview.summary.text() != "Reading…")
    return preview


def rows(preview: ImportDialog) -> list[tuple[str, str, str, str]]:
    return [(row.number, row.device, row.kind, row.details) for row in preview.model.rows]


def test_a_table_is_shown_as_what_it_changes_and_taken_with_its_passwords(
    desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    dialog = desk.open()
    path = table(
        tmp_path,
        "id,name,address,group,user name,password,ladder\n"
        "north-gate,,192.0.2.10,Building A,guard,s3cret,12\n"
        ",Car park,192.0.2.50,Building B,guard,0pen!,\n"
        "yard,Yard,2001:db8::1,,,,\n",
    )
    preview = importing(dialog, path, qtbot)
    assert preview.summary.text() == "1 new, 1 changed, 1 unchanged, 0 rejected"
    assert preview.ignored.text() == "Not understood and left out: “ladder”."
    assert rows(preview) == [
        ("2", "North gate", "Changed", "Group: nothing → Building A; Password: a new one"),
        ("3", "Car park", "New", "Building B · 192.0.2.50:8000 · guard · with a password"),
        ("", "Lobby", "Not in the table", "stays as it is"),
        ("4", "Yard", "Unchanged", ""),
    ]
    assert "passwords for 2 device(s)" in preview.advice.text()
    assert "Delete the table" in preview.advice.text()
    assert not any("s3cret" in text for row in rows(preview) for text in row)
    press(preview, Qt.Key.Key_Return)
    assert names(dialog) == ["North gate", "Lobby", "Yard", "Car park"]
    dialog.accept()
    gate, lobby, yard, park = dialog.result_settings.devices
    assert (lobby, yard) == (LOBBY, YARD)
    assert gate == msgspec.structs.replace(GATE, group="Building A")
    assert park == DeviceSettings(
        id="car-park", name="Car park", group="Building B", host="192.0.2.50", username="guard"
    )
    assert dialog.new_passwords == {"north-gate": "s3cret", "car-park": "0pen!"}
    save(tmp_path / "settings.toml", dialog.result_settings)
    assert "s3cret" not in (tmp_path / "settings.toml").read_text(encoding="utf-8")
    assert load(tmp_path / "settings.toml").devices == dialog.result_settings.devices


def test_passwords_may_be_left_and_devices_that_the_table_lacks_removed(
    desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    dialog = desk.open()
    preview = importing(dialog, table(tmp_path, "id;username;password\nlobby;guard;s3cret\n"), qtbot)
    preview.passwords.click()
    preview.removing.click()
    assert [row[2] for row in rows(preview)] == ["Changed", "Removed", "Removed"]
    preview.take.click()
    assert names(dialog) == ["Lobby"]
    dialog.devices.undo_button.click()
    assert names(dialog) == ["North gate", "Lobby", "Yard"]
    dialog.accept()
    assert dialog.new_passwords == {}


def test_a_rejected_row_has_its_number_and_sentence_and_nothing_is_removed_meanwhile(
    desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    dialog = desk.open()
    preview = importing(dialog, table(tmp_path, "name,address\nNew,192.0.2.300\n"), qtbot)
    assert rows(preview)[0][:3] == ("2", "New", "Rejected")
    assert rows(preview)[0][3].startswith("“192.0.2.300” is not an IP address")
    assert not preview.removing.isEnabled()
    assert not preview.take.isEnabled()
    preview.reject()
    dialog.accept()
    assert dialog.result_settings == THREE


def test_a_file_that_is_no_table_is_said_to_be_none(desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    dialog = desk.open()
    preview = importing(dialog, table(tmp_path, "just words\n"), qtbot)
    assert preview.summary.text().startswith("The first row has to name the columns, “Name” and “Address”")
    assert not preview.take.isEnabled()


def test_what_is_exported_has_no_password_and_changes_nothing_when_imported(
    desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    desk.credentials.store(GATE.id, "s3cret")
    dialog = desk.open()
    path = tmp_path / "out.csv"
    dialog.devices.tools.export(str(path))
    qtbot.waitUntil(lambda: dialog.devices.column.said.text() != "")
    assert dialog.devices.column.said.text() == "3 device(s) in out.csv. It has no passwords."
    assert b"s3cret" not in path.read_bytes()
    with path.open(encoding="utf-8-sig", newline="") as file:
        assert [row["Name"] for row in csv.DictReader(file)] == ["North gate", "Lobby", "Yard"]
    assert importing(dialog, str(path), qtbot).summary.text() == "0 new, 0 changed, 3 unchanged, 0 rejected"


def test_the_selected_alone_can_be_exported_and_a_full_disk_is_told(desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    dialog = desk.open()
    press(dialog, Qt.Key.Key_Down, SHIFT)
    dialog.devices.tools.export(str(tmp_path / "two.csv"), chosen=True)
    qtbot.waitUntil(lambda: dialog.devices.column.said.text() != "")
    assert len((tmp_path / "two.csv").read_text(encoding="utf-8-sig").splitlines()) == 3
    dialog.devices.tools.export(str(tmp_path / "none" / "two.csv"))
    qtbot.waitUntil(lambda: dialog.devices.column.said.text().startswith("The table cannot be written"))


def test_what_is_touched_is_changed_on_all_that_are_selected_and_nothing_else(desk: Desk) -> None:
    dialog = desk.open()
    page = dialog.devices
    QTest.keySequence(page.list, QKeySequence(QKeySequence.StandardKey.SelectAll))
    form = page.many
    assert form.title.text() == "3 device(s) selected"
    assert form.fields[Part.PORT].box.placeholderText() == "different: leave as it is"
    QTest.keyClicks(form.group.box, "Building A")
    QTest.keyClicks(form.fields[Part.PASSWORD].box, "s3cret")
    form.choices[Part.ENABLED].setCurrentIndex(form.choices[Part.ENABLED].findText("Yes"))
    form.choices[Part.ENABLED].activated.emit(0)
    QTest.keyClicks(form.fields[Part.USERNAME].box, "root")
    form.leave[Part.USERNAME].click()
    dialog.accept()
    replace = msgspec.structs.replace
    assert dialog.result_settings.devices == tuple(
        replace(device, group="Building A", enabled=True) for device in (GATE, LOBBY, YARD)
    )
    assert dialog.new_passwords == dict.fromkeys((GATE.id, LOBBY.id, YARD.id), "s3cret")


def test_a_port_that_is_none_keeps_the_settings_from_being_saved(desk: Desk) -> None:
    dialog = desk.open()
    press(dialog, Qt.Key.Key_Down, SHIFT)
    port = dialog.devices.many.fields[Part.PORT]
    QTest.keyClicks(port.box, "99999")
    assert port.note.text() == "A port is a whole number from 1 to 65535."
    assert not dialog.save.isEnabled()
    dialog.devices.many.leave[Part.PORT].click()
    assert dialog.save.isEnabled()


def test_several_are_removed_at_once_and_had_back_at_once(desk: Desk) -> None:
    dialog = desk.open()
    press(dialog, Qt.Key.Key_Down, SHIFT)
    press(dialog, Qt.Key.Key_Delete)
    assert names(dialog) == ["Yard"]
    assert dialog.devices.column.removed.text() == "2 device(s) removed"
    dialog.devices.undo_button.click()
    assert names(dialog) == ["North gate", "Lobby", "Yard"]
    assert dialog.devices.list.chosen == [GATE.id, LOBBY.id]


def test_what_is_searched_for_can_be_selected_as_a_whole(desk: Desk) -> None:
    dialog = desk.open(MANY)
    page = dialog.devices
    QTest.keyClicks(page.column.search, "door 1")
    assert names(dialog) == ["Door 1", *(f"Door {n}" for n in range(10, 20))]
    press(page.list, Qt.Key.Key_Down)
    page.list.setFocus()
    QTest.keySequence(page.list, QKeySequence(QKeySequence.StandardKey.SelectAll))
    assert page.many.title.text() == "11 device(s) selected"
    assert not page.up_button.isEnabled()
    QTest.keyClick(page.column.search, Qt.Key.Key_Escape)
    assert len(names(dialog)) == 20


def test_a_device_whose_address_is_being_typed_is_still_the_one_of_a_row(
    desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    dialog = desk.open()
    write(dialog, Field.ADDRESS, "192.0.2.")
    preview = importing(dialog, table(tmp_path, "id,address\nnorth-gate,192.0.2.77\n"), qtbot)
    preview.take.click()
    dialog.accept()
    assert [device.id for device in dialog.result_settings.devices] == [GATE.id, LOBBY.id, YARD.id]
    assert dialog.result_settings.devices[0].host == "192.0.2.77"


def test_a_few_devices_need_no_search(desk: Desk) -> None:
    assert not desk.open().devices.column.search.isVisible()


def test_a_letter_typed_has_mistakes_looked_for_once_however_many_devices_there_are(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = desk.open(MANY)
    looked = 0

    def counting(drafts: Sequence[Draft], stored: Collection[str]) -> dict[str, list[Notice]]:
        nonlocal looked
        looked += 1
        return notices(drafts, stored)

    monkeypatch.setattr("facemon.ui.settings.roster.notices", counting)
    box(dialog, Field.NAME).setFocus()
    QTest.keyClicks(box(dialog, Field.NAME), "x")
    assert looked == 1


def row(name: str, address: str = "", group: str = "", colour: str = "good") -> Row:
    return Row(name, name, address, colour, "", colour, group)


def test_rows_are_sorted_as_people_sort() -> None:
    listed = [
        row("Door 10", "10.0.0.9", "B", "good"),
        row("door 9", "10.0.0.10", "", "bad"),
        row("Älter", "9.0.0.1", "A", "dim"),
    ]
    order = {order: [each.name for each in arranged(listed, order)] for order in Order}
    assert order[Order.OWN] == ["Door 10", "door 9", "Älter"]
    assert order[Order.NAME] == ["Älter", "door 9", "Door 10"]
    assert order[Order.GROUP] == ["Älter", "Door 10", "door 9"]
    assert order[Order.ADDRESS] == ["Älter", "Door 10", "door 9"]
    assert order[Order.STATE] == ["door 9", "Älter", "Door 10"]
    assert [each.name for each in arranged(listed, Order.OWN, "DOOR 10.0.0.1")] == ["door 9"]


def test_a_port_given_to_many_leaves_their_hosts_and_a_wrong_address_alone() -> None:
    drafts = [Draft.of(GATE), Draft.of(YARD), Draft(key=" 1", address="10.0.0.")]
    assert common(drafts) == {Part.GROUP: "", Part.DOOR_CONTROL: False}
    changed = [given(draft, {Part.PORT: 9000}).address for draft in drafts]
    assert changed == ["192.0.2.10:9000", "[2001:db8::1]:9000", "10.0.0."]
