"""Asks for the passphrase with which the devices' passwords are encrypted."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton, QWidget

from facemon.credentials import Credentials
from facemon.sealing import LONGEST
from facemon.ui.label import PlainLabel
from facemon.ui.pin_entry import PinEntry
from facemon.ui.secret_dialog import SecretDialog


class PassphraseDialog(SecretDialog):
    """`accepted` comes where it was right. It blocks no window: alarms can be answered meanwhile."""

    def __init__(self, credentials: Credentials, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Passphrase"))
        what = PlainLabel(self.tr("The devices' passwords are encrypted"), bold=True, size=1.15)
        why = PlainLabel(
            self.tr(
                "Enter the passphrase that was set at this desk. Until then, devices that need a password are not "
                "watched; all others are."
            ),
            dim=True,
        )
        self.passphrase = PinEntry(
            self.tr("This is not the passphrase."),
            name=self.tr("Passphrase"),
            too_many=self.tr("Too many wrong passphrases. Try again in {seconds} s."),
            longest=LONGEST,
        )
        self.later = QPushButton(self.tr("Later"))
        self._lay_out(what, why, self.passphrase, self.later)
        self.passphrase.compare(credentials.unlock, lambda: credentials.passphrase_wait_s)
        self._fit()
        self.passphrase.box.setFocus()
