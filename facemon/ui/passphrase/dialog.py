"""Asks for the passphrase with which the devices' passwords are encrypted."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from facemon.credentials import Credentials
from facemon.sealing import LONGEST
from facemon.ui import theme
from facemon.ui.fitting import roomy, wrap
from facemon.ui.label import PlainLabel
from facemon.ui.pin_entry import PinEntry


class PassphraseDialog(QDialog):
    """`accepted` comes where it was right. It blocks no window: alarms can be answered meanwhile."""

    def __init__(self, credentials: Credentials, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Passphrase"))
        self.what = PlainLabel(self.tr("The devices' passwords are encrypted"), bold=True, size=1.15)
        self.why = PlainLabel(
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
        self.unlock = QPushButton(self.tr("Unlock"))
        for label in (self.what, self.why):
            wrap(label)
        self.unlock.setProperty("primary", True)
        self.unlock.setDefault(True)
        self.later.setAutoDefault(False)
        self.passphrase.changed.connect(lambda: self.unlock.setEnabled(self.passphrase.ready))
        self.passphrase.right.connect(self.accept)
        self.unlock.clicked.connect(self.passphrase.try_pin)
        self.later.clicked.connect(self.reject)
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.SPACE)
        buttons.addStretch(1)
        buttons.addWidget(self.later)
        buttons.addWidget(self.unlock)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(20, 2 * theme.SPACE, 20, 2 * theme.SPACE)
        rows.setSpacing(theme.SPACE)
        for part in (self.what, self.why, self.passphrase):
            rows.addWidget(part)
        rows.addStretch(1)
        rows.addLayout(buttons)
        self.passphrase.compare(credentials.unlock, lambda: credentials.passphrase_wait_s)
        self.resize(roomy(26, 14).width(), self.sizeHint().height())
        self.passphrase.box.setFocus()

    def done(self, result: int) -> None:
        """Close; what is still being looked at comes to nothing."""
        self.passphrase.end()
        super().done(result)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.reject()
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.isAutoRepeat():
            event.accept()  # an Enter that is held tries nothing again and again
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.ApplicationFontChange, QEvent.Type.StyleChange):
            for label in self.findChildren(PlainLabel):
                label.restyle()
        super().changeEvent(event)
