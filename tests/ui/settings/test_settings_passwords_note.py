"""What the settings say of passwords that are in a file, and the passphrase that is set there."""

from __future__ import annotations

from pathlib import Path

import keyring
import keyring.backends.fail
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot
from settings_desk import GATE, Desk

from facemon import sealing
from facemon.credentials import Credentials
from facemon.ui.passphrase.dialog import PassphraseDialog
from facemon.ui.passphrase.note import PasswordsNote
from facemon.ui.passphrase.set_dialog import SetPassphraseDialog

PASSPHRASE = "seven blue doors"
PASSWORD = "s3cret"


@pytest.fixture(autouse=True)
def _cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sealing, "_COST", 2**4)


@pytest.fixture
def no_keyring() -> None:
    keyring.set_keyring(keyring.backends.fail.Keyring())  # type: ignore[no-untyped-call]


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Desk:
    return Desk(qtbot, tmp_path)


def note_of(qtbot: QtBot, desk: Desk, expected: str) -> PasswordsNote:
    dialog = desk.open()
    note = dialog.devices.passwords
    qtbot.waitUntil(lambda: note.isVisible() and expected in note.label.text())
    return note


def opened(note: PasswordsNote, kind: type[QDialog]) -> QDialog:
    note.button.click()
    return next(dialog for dialog in note.window().findChildren(kind) if dialog.isVisible())


def test_where_the_keyring_has_the_passwords_nothing_is_said(qtbot: QtBot, desk: Desk) -> None:
    desk.credentials.store(GATE.id, PASSWORD)
    dialog = desk.open()
    qtbot.waitUntil(lambda: desk.credentials.answered is not None)
    assert not dialog.devices.passwords.isVisible()


def test_a_file_that_is_not_encrypted_is_warned_of_with_what_to_do(qtbot: QtBot, desk: Desk, no_keyring: None) -> None:
    desk.credentials.store(GATE.id, PASSWORD)
    note = note_of(qtbot, desk, "not encrypted")
    assert note.label.property("warn")
    assert "keyring" in note.label.text()
    assert "passphrase" in note.label.text()
    assert note.button.text() == "Set a passphrase…"


def test_a_passphrase_is_set_changed_and_removed_here(
    qtbot: QtBot, desk: Desk, no_keyring: None, tmp_path: Path
) -> None:
    desk.credentials.store(GATE.id, PASSWORD)
    note = note_of(qtbot, desk, "not encrypted")
    setting = opened(note, SetPassphraseDialog)
    assert isinstance(setting, SetPassphraseDialog)
    QTest.keyClicks(setting.new.box, "short")
    QTest.keyClick(setting.new.box, Qt.Key.Key_Return)
    assert "at least 8" in setting.new.note.text()
    setting.new.box.selectAll()
    QTest.keyClicks(setting.new.box, PASSPHRASE)
    QTest.keyClicks(setting.again.box, "another")
    QTest.keyClick(setting.again.box, Qt.Key.Key_Return)
    assert setting.again.note.text() == "These are not the same."
    setting.again.box.selectAll()
    QTest.keyClicks(setting.again.box, PASSPHRASE)
    QTest.keyClick(setting.again.box, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "encrypted with a passphrase" in note.label.text())
    assert PASSWORD not in (tmp_path / "passwords.json").read_text()
    assert desk.credentials.password(GATE.id) == PASSWORD

    changing = opened(note, SetPassphraseDialog)
    assert isinstance(changing, SetPassphraseDialog)
    assert not changing.remove.isEnabled()
    QTest.keyClicks(changing.current.box, "not this one")
    changing.remove.click()
    qtbot.waitUntil(lambda: changing.current.note.text() == "This is not the passphrase.")
    QTest.keyClicks(changing.current.box, PASSPHRASE)
    changing.remove.click()
    qtbot.waitUntil(lambda: "not encrypted" in note.label.text())
    assert Credentials(tmp_path).password(GATE.id) == PASSWORD


def test_a_passphrase_that_was_not_entered_at_start_is_asked_for_here(
    qtbot: QtBot, desk: Desk, no_keyring: None, tmp_path: Path
) -> None:
    before = Credentials(tmp_path)
    before.store(GATE.id, PASSWORD)
    before.set_passphrase("", PASSPHRASE)
    note = note_of(qtbot, desk, "has not been entered")
    asking = opened(note, PassphraseDialog)
    assert isinstance(asking, PassphraseDialog)
    QTest.keyClicks(asking.passphrase.box, PASSPHRASE)
    QTest.keyClick(asking.passphrase.box, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "encrypted with a passphrase" in note.label.text())
    assert desk.credentials.password(GATE.id) == PASSWORD


def test_a_damaged_file_is_said(qtbot: QtBot, desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "passwords.json").write_text("{")
    note = note_of(qtbot, desk, "damaged")
    assert note.label.property("bad")
    assert not note.button.isVisible()
