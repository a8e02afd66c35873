"""Asks for the administrator's PIN."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from facemon.administrator import AdministratorError
from facemon.ui import error_text, theme
from facemon.ui.fitting import roomy, wrap
from facemon.ui.label import PlainLabel
from facemon.ui.pin_entry import Check, PinEntry
from facemon.ui.text import clean


class LockDialog(QDialog):
    """`accepted` comes where the PIN was right. It blocks no window: alarms can be answered meanwhile.

    Args:
        check: looks at a PIN, in a thread of its own.
        wait_s: for how many seconds none is looked at.
        purpose: what is about to be done.
        problem: why no PIN can be right.
    """

    def __init__(
        self,
        check: Check,
        wait_s: Callable[[], float],
        purpose: str,
        problem: AdministratorError | None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.purpose = purpose
        self.setAccessibleDescription(purpose)
        self.setWindowTitle(self.tr("Administrator"))
        self.what = PlainLabel(purpose, bold=True, size=1.15)
        self.why = PlainLabel(
            self.tr("This needs the administrator's PIN. Alarms can be answered without it.")
            if problem is None
            else clean(error_text.administrator_error(problem), 500),
            dim=problem is None,
        )
        self.pin = PinEntry(self.tr("This is not the administrator's PIN."))
        self.pin.box.setAccessibleName(self.tr("Administrator's PIN"))
        self.cancel = QPushButton(self.tr("Cancel"))
        self.unlock = QPushButton(self.tr("Unlock"))
        for label in (self.what, self.why):
            wrap(label)
        self.pin.setVisible(problem is None)
        self.unlock.setVisible(problem is None)
        self.why.setProperty("bad", problem is not None)
        self.unlock.setProperty("primary", True)
        self.unlock.setDefault(True)
        self.cancel.setAutoDefault(False)
        self.pin.changed.connect(lambda: self.unlock.setEnabled(self.pin.ready))
        self.pin.right.connect(self.accept)
        self.unlock.clicked.connect(self.pin.try_pin)
        self.cancel.clicked.connect(self.reject)
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.SPACE)
        buttons.addStretch(1)
        buttons.addWidget(self.cancel)
        buttons.addWidget(self.unlock)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(20, 2 * theme.SPACE, 20, 2 * theme.SPACE)
        rows.setSpacing(theme.SPACE)
        for part in (self.what, self.why, self.pin):
            rows.addWidget(part)
        rows.addStretch(1)
        rows.addLayout(buttons)
        self.pin.compare(check, wait_s)
        self.resize(roomy(26, 14).width(), self.sizeHint().height())
        (self.pin.box if problem is None else self.cancel).setFocus()

    def done(self, result: int) -> None:
        """Close; what is still being looked at comes to nothing."""
        self.pin.end()
        super().done(result)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.reject()
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.isAutoRepeat():
            event.accept()  # an Enter that is held tries no PIN again and again
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.ApplicationFontChange, QEvent.Type.StyleChange):
            for label in self.findChildren(PlainLabel):
                label.restyle()
        super().changeEvent(event)
