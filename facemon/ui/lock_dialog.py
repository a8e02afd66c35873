"""Asks for the administrator's PIN."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QPushButton, QWidget

from facemon.administrator import AdministratorError
from facemon.ui import error_text
from facemon.ui.label import PlainLabel
from facemon.ui.pin_entry import Check, PinEntry
from facemon.ui.secret_dialog import SecretDialog
from facemon.ui.text import clean


class LockDialog(SecretDialog):
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
        what = PlainLabel(purpose, bold=True, size=1.15)
        why = PlainLabel(
            self.tr("This needs the administrator's PIN. Alarms can be answered without it.")
            if problem is None
            else clean(error_text.administrator_error(problem), 500),
            dim=problem is None,
        )
        self.pin = PinEntry(self.tr("This is not the administrator's PIN."))
        self.pin.box.setAccessibleName(self.tr("Administrator's PIN"))
        self.cancel = QPushButton(self.tr("Cancel"))
        self._lay_out(what, why, self.pin, self.cancel)
        self.pin.setVisible(problem is None)
        self.unlock.setVisible(problem is None)
        why.setProperty("bad", problem is not None)
        self.pin.compare(check, wait_s)
        self._fit()
        (self.pin.box if problem is None else self.cancel).setFocus()
