"""A dialog that is open follows the look of the window behind it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from happenings import look, usual_look
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from facemon.credentials import Credentials
from facemon.operators import Operators
from facemon.pin_tries import Verdict
from facemon.profile import Profile
from facemon.ui.duty.dialog import ShiftDialog
from facemon.ui.itself.bundle_dialog import BundleDialog
from facemon.ui.label import PlainLabel
from facemon.ui.lock_dialog import LockDialog
from facemon.ui.passphrase.set_dialog import SetPassphraseDialog


@pytest.fixture(autouse=True)
def _look() -> Iterator[None]:
    usual_look()
    yield
    usual_look()


def administrator(_: Path) -> QDialog:
    return LockDialog(lambda _: Verdict(right=False), lambda: 0.0, "Change the settings", None)


def change_of_shift(folder: Path) -> QDialog:
    return ShiftDialog(Operators(folder / "operators.json"), "", 3)


def new_passphrase(folder: Path) -> QDialog:
    return SetPassphraseDialog(Credentials(folder), sealed=False)


def support_bundle(folder: Path) -> QDialog:
    return BundleDialog(Profile(folder), lambda _: [])


@pytest.fixture(params=[administrator, change_of_shift, new_passphrase, support_bundle])
def dialog(request: pytest.FixtureRequest, qtbot: QtBot, tmp_path: Path) -> QDialog:
    made: QDialog = request.param(tmp_path)
    qtbot.addWidget(made)
    made.show()
    return made


def test_its_words_grow_with_the_font_while_it_is_open(qtbot: QtBot, dialog: QDialog) -> None:
    words = [label for label in dialog.findChildren(PlainLabel) if label.isVisible()]
    before = [label.font().pointSizeF() for label in words]
    look("light", 150)
    qtbot.waitUntil(
        lambda: all(label.font().pointSizeF() > 1.4 * was for label, was in zip(words, before, strict=True))
    )
