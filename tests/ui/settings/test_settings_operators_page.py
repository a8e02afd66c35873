"""The settings' page of operators: who is added, gets another PIN or is removed, once the settings are saved."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot
from settings_desk import Desk

from facemon import pin as pin_module
from facemon.operators import Edit, OperatorsError
from facemon.ui.settings.dialog import SettingsDialog
from facemon.ui.settings.form_field import FormField

AS_SPOKEN = Qt.ItemDataRole.AccessibleTextRole


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    monkeypatch.setattr(pin_module, "_COST", 16)
    return Desk(qtbot, tmp_path)


def on_operators(desk: Desk, *names: str) -> SettingsDialog:
    desk.operators.apply([Edit(name, "4711") for name in names])
    return desk.open(page="operators")


def write(field: FormField, text: str) -> None:
    field.box.setFocus()
    field.box.selectAll()
    QTest.keyClicks(field.box, text)


def fill_in(dialog: SettingsDialog, name: str, pin: str, again: str | None = None) -> None:
    form = dialog.operators.form
    if name:
        write(form.name, name)
    write(form.pin, pin)
    write(form.again, pin if again is None else again)


def said(dialog: SettingsDialog) -> list[str]:
    rows = dialog.operators.list
    return [str(rows.item(number).data(AS_SPOKEN)) for number in range(rows.count())]


def test_nothing_done_is_nothing_changed(desk: Desk) -> None:
    dialog = on_operators(desk, "Sara")
    dialog.accept()
    assert dialog.operator_edits == []


def test_operators_are_added_one_after_the_other_and_saved_together(desk: Desk) -> None:
    dialog = on_operators(desk)
    assert dialog.operators.form.name.box.hasFocus()
    fill_in(dialog, "Liu  Wei", "4711")
    dialog.operators.form.take.click()
    assert said(dialog) == ["Liu Wei · added when you save"]
    assert desk.operators.names == ()
    fill_in(dialog, "Sara", "8246")
    dialog.operators.form.take.click()
    dialog.accept()
    assert dialog.operator_edits == [Edit("Liu Wei", "4711"), Edit("Sara", "8246")]
    desk.operators.apply(dialog.operator_edits)
    assert desk.operators.check("Sara", "8246").right


def test_what_is_filled_in_is_saved_without_another_press(desk: Desk) -> None:
    dialog = on_operators(desk)
    fill_in(dialog, "Sara", "8246")
    QTest.keyClick(dialog.operators.form.again.box, Qt.Key.Key_Return)
    assert not dialog.isVisible()
    assert dialog.operator_edits == [Edit("Sara", "8246")]


def test_an_operator_gets_another_pin(desk: Desk) -> None:
    dialog = on_operators(desk, "Liu Wei", "Sara")
    QTest.keyClick(dialog.operators.list, Qt.Key.Key_Down)
    form = dialog.operators.form
    assert form.title.text() == "Sara"
    assert not form.name.isVisible()
    fill_in(dialog, "", "8246")
    form.take.click()
    assert said(dialog) == ["Liu Wei", "Sara · new PIN when you save"]
    dialog.accept()
    assert dialog.operator_edits == [Edit("Sara", "8246")]


def test_an_operator_is_removed_once_it_is_saved_and_can_be_kept_until_then(desk: Desk) -> None:
    dialog = on_operators(desk, "Liu Wei", "Sara")
    page = dialog.operators
    page.list.setFocus()
    QTest.keyClick(page.list, Qt.Key.Key_Delete)
    assert said(dialog) == ["Liu Wei · removed when you save", "Sara"]
    assert not page.form.isEnabled()
    assert page.remove.text() == "Keep"
    page.remove.click()
    assert said(dialog) == ["Liu Wei", "Sara"]
    page.remove.click()
    dialog.accept()
    assert dialog.operator_edits == [Edit("Liu Wei", None)]


def test_one_who_was_only_going_to_be_added_is_gone_at_once(desk: Desk) -> None:
    dialog = on_operators(desk)
    fill_in(dialog, "Sara", "8246")
    dialog.operators.form.take.click()
    dialog.operators.list.setCurrentRow(0)
    dialog.operators.remove.click()
    assert said(dialog) == []
    dialog.accept()
    assert dialog.operator_edits == []


@pytest.mark.parametrize(
    ("name", "pin", "again", "sentence"),
    [
        ("SARA", "8246", "8246", "There is an operator of this name already."),
        ("Tom", "1234", "1234", "Characters in a row, like 1234, are the first that anybody tries."),
        ("Tom", "0000", "0000", "One character again and again is the first that anybody tries."),
        ("Tom", "824", "824", "A PIN has at least 4 characters."),
        ("Tom", "x1" * 16 + "y", "x1" * 16 + "y", "A PIN has at most 32 characters."),
        ("Tom", "8246", "8264", "The two are not the same."),
    ],
)
def test_what_cannot_be_is_told_beside_its_box_and_not_saved(
    desk: Desk, name: str, pin: str, again: str, sentence: str
) -> None:
    dialog = on_operators(desk, "Sara")
    dialog.operators.add.click()
    fill_in(dialog, name, pin, again)
    assert not dialog.save.isEnabled()
    dialog.accept()
    assert dialog.isVisible()
    form = dialog.operators.form
    told = [field.note.text() for field in (form.name, form.pin, form.again) if field.note.property("bad")]
    assert sentence in told
    dialog.operators.form.take.click()
    assert said(dialog) == ["Sara"]


def test_a_name_that_was_given_up_is_free_for_another(desk: Desk) -> None:
    dialog = on_operators(desk, "Sara")
    dialog.operators.remove.click()
    dialog.operators.add.click()
    fill_in(dialog, "sara", "8246")
    dialog.accept()
    assert dialog.operator_edits == [Edit("Sara", None), Edit("sara", "8246")]
    desk.operators.apply(dialog.operator_edits)
    assert desk.operators.names == ("sara",)


def test_cancel_changes_nobody(desk: Desk) -> None:
    dialog = on_operators(desk, "Sara")
    dialog.operators.remove.click()
    dialog.reject()
    assert dialog.operator_edits == []


def test_a_pin_is_not_to_be_read_on_the_screen(desk: Desk) -> None:
    form = on_operators(desk).operators.form
    for field in (form.pin, form.again):
        assert field.box.echoMode() == QLineEdit.EchoMode.Password


def test_a_file_that_is_broken_is_told_and_set_aside_only_when_asked_to(
    desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    (tmp_path / "operators.json").write_bytes(b"?")
    with pytest.raises(OperatorsError):
        desk.operators.read()
    dialog = desk.open(page="operators")
    page = dialog.operators
    assert page.problem.isVisible()
    assert "operators.json is damaged" in page.problem.text().replace("\u200b", "")
    assert not page.form.isVisible()
    assert (tmp_path / "operators.json").read_bytes() == b"?"
    page.set_aside.click()
    qtbot.waitUntil(lambda: page.form.isVisible())
    assert [file.read_bytes() for file in tmp_path.glob("operators.*.json")] == [b"?"]
    fill_in(dialog, "Sara", "8246")
    dialog.accept()
    desk.operators.apply(dialog.operator_edits)
    assert desk.operators.check("Sara", "8246").right


def test_every_control_says_what_it_is_for(desk: Desk) -> None:
    page = on_operators(desk, "Sara").operators
    controls = [
        control
        for control in page.findChildren(QWidget)
        if control.isVisible() and control.focusPolicy() & Qt.FocusPolicy.TabFocus and control.focusProxy() is None
    ]
    names = [control.accessibleName() or getattr(control, "text", lambda: "")() for control in controls]
    assert len(names) >= 4
    assert all(names)
