"""Says in the settings that passwords are in a file and what to do about it; silent where the keyring has them."""

from __future__ import annotations

import sys

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QPushButton, QVBoxLayout, QWidget

from facemon.credentials import Credentials
from facemon.system_keyring import Answer
from facemon.ui import error_text, theme
from facemon.ui.fitting import wrap
from facemon.ui.label import PlainLabel
from facemon.ui.passphrase.dialog import PassphraseDialog
from facemon.ui.passphrase.set_dialog import SetPassphraseDialog
from facemon.ui.text import clean


class PasswordsNote(QWidget):
    """Hidden while there is nothing to say."""

    changed = Signal()  # a passphrase was given, set or removed

    def __init__(self, credentials: Credentials, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._credentials = credentials
        self.label = PlainLabel(size=0.95)
        wrap(self.label)
        self.button = QPushButton()
        self.button.setAutoDefault(False)
        self.button.clicked.connect(self._open)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(theme.SPACE)
        rows.addWidget(self.label)
        rows.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        self.show_state()

    def show_state(self) -> None:
        """Say how it stands, as far as keyring and file have been asked. Never waits."""
        holding, answered = self._credentials.holding, self._credentials.answered
        in_file = bool(holding.names) or answered not in (None, Answer.GIVEN)
        self.setVisible(in_file or holding.problem is not None)
        look = "warn"
        if holding.problem is not None:
            text, look = clean(error_text.reason(holding.problem), 400), "bad"
        elif holding.locked:
            text = self.tr("Passwords are in an encrypted file, and its passphrase has not been entered.")
        elif holding.sealed:
            text, look = self.tr("Passwords are in a file, encrypted with a passphrase."), "dim"
        elif sys.platform == "win32":
            text = self.tr(
                "Passwords are in a file that is not encrypted, and that whoever may read the profile's folder can "
                "read. Set a passphrase."
            )
        else:
            text = self.tr(
                "Passwords are in a file that is not encrypted; only this user account can read it. Set up a system "
                "keyring (GNOME Keyring, KWallet), or set a passphrase."
            )
        self.label.setText(text)
        self.label.take_tone(look)
        self.button.setVisible(holding.problem is None)
        self.button.setText(
            self.tr("Enter the passphrase…")
            if holding.locked
            else self.tr("Change the passphrase…")
            if holding.sealed
            else self.tr("Set a passphrase…")
        )

    def restyle(self) -> None:
        """Take up the theme and font in use."""
        self.label.restyle()

    def _open(self) -> None:
        holding = self._credentials.holding
        dialog: QDialog = (
            PassphraseDialog(self._credentials, self.window())
            if holding.locked
            else SetPassphraseDialog(self._credentials, sealed=holding.sealed, parent=self.window())
        )
        dialog.accepted.connect(self._done)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _done(self) -> None:
        self.show_state()
        self.changed.emit()
