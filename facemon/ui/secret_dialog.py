"""What every dialog is that asks for one secret: why it is asked for, the box, and a way out."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout

from facemon.ui import theme
from facemon.ui.fitting import roomy, wrap
from facemon.ui.label import PlainLabel
from facemon.ui.pin_entry import PinEntry
from facemon.ui.restyled_dialog import RestyledDialog


class SecretDialog(RestyledDialog):
    """`accepted` comes where it was right. It blocks no window: alarms can be answered meanwhile.

    Who asks for more than the secret lays out by itself; `_entry` takes the secret then, too.
    """

    _entry: PinEntry

    def _lay_out(self, what: PlainLabel, why: PlainLabel, entry: PinEntry, leave: QPushButton) -> None:
        """Put together what a subclass has made, once.

        Args:
            what: the heading.
            why: below it.
            entry: takes the secret.
            leave: closes the dialog without it.
        """
        self.what, self.why, self._entry = what, why, entry
        self.unlock = QPushButton(QCoreApplication.translate("SecretDialog", "Unlock"))
        for label in (what, why):
            wrap(label)
        self.unlock.setProperty("primary", True)
        self.unlock.setDefault(True)
        leave.setAutoDefault(False)
        entry.changed.connect(lambda: self.unlock.setEnabled(entry.ready))
        entry.right.connect(self.accept)
        self.unlock.clicked.connect(entry.try_pin)
        leave.clicked.connect(self.reject)
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.SPACE)
        buttons.addStretch(1)
        buttons.addWidget(leave)
        buttons.addWidget(self.unlock)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(20, 2 * theme.SPACE, 20, 2 * theme.SPACE)
        rows.setSpacing(theme.SPACE)
        for part in (what, why, entry):
            rows.addWidget(part)
        rows.addStretch(1)
        rows.addLayout(buttons)

    def _fit(self) -> None:
        """Take the size that it needs, once all is in it."""
        self.resize(roomy(26, 14).width(), self.sizeHint().height())

    def done(self, result: int) -> None:
        """Close; what is still being looked at comes to nothing."""
        self._entry.end()
        super().done(result)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.reject()
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.isAutoRepeat():
            event.accept()  # an Enter that is held tries nothing again and again
        else:
            super().keyPressEvent(event)
