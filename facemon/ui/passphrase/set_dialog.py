"""Sets, changes and removes the passphrase with which the devices' passwords are encrypted."""

from __future__ import annotations

import threading
from collections.abc import Callable

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from facemon.credentials import Credentials
from facemon.pin_tries import Verdict
from facemon.sealing import LONGEST, passphrase_mistake
from facemon.ui import error_text, theme
from facemon.ui.fitting import roomy, wrap
from facemon.ui.label import PlainLabel
from facemon.ui.restyled_dialog import RestyledDialog
from facemon.ui.settings.form_field import FormField
from facemon.ui.settings.relay import Relay
from facemon.ui.settings.task import Task


class SetPassphraseDialog(RestyledDialog):
    """`accepted` comes when the file is as wanted. What it does is done at once, whatever becomes of the settings.

    Args:
        credentials: whose file it is.
        sealed: whether there is a passphrase already, which has to be entered first.
    """

    def __init__(self, credentials: Credentials, *, sealed: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._credentials = credentials
        self._sealed = sealed
        self._relay = Relay(self)
        self._task: Task[Verdict] | None = None
        self.setWindowTitle(self.tr("Passphrase"))
        self.why = PlainLabel(
            self.tr(
                "The passwords' file is encrypted with it, and facemon asks for it at each start: devices that need a "
                "password wait until it is entered. Whoever forgets it has to enter all passwords anew."
            ),
            dim=True,
        )
        wrap(self.why)
        self.current = FormField(LONGEST)
        self.new = FormField(LONGEST)
        self.again = FormField(LONGEST)
        self.current.set_words(self.tr("Passphrase so far"), "")
        self.new.set_words(self.tr("New passphrase"), self.tr("several words that do not belong together"))
        self.again.set_words(self.tr("The new passphrase once more"), "")
        self.remove = QPushButton(self.tr("Encrypt no more"))
        self.cancel = QPushButton(self.tr("Cancel"))
        self.set = QPushButton(self.tr("Encrypt"))
        self._lay_out()
        self._connect()
        self._enable()
        self.resize(roomy(28, 14).width(), self.sizeHint().height())
        (self.current if sealed else self.new).box.setFocus()

    def done(self, result: int) -> None:
        """Close. What is being done is done to its end."""
        for field in self._fields():
            field.box.clear()
        if self._task is not None:
            self._task.drop()
        self._relay.close()
        super().done(result)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.reject()
        event.accept()

    def _fields(self) -> tuple[FormField, ...]:
        return self.current, self.new, self.again

    def _try_set(self) -> None:
        new = self.new.box.text()
        if mistake := passphrase_mistake(new):
            self.new.say(QCoreApplication.translate("Credentials", mistake))
            self.new.box.setFocus()
        elif new != self.again.box.text():
            self.again.say(self.tr("These are not the same."))
            self.again.box.setFocus()
        else:
            self._put(new)

    def _put(self, new: str) -> None:
        current = self.current.box.text()
        for field in self._fields():
            field.say("")

        def put(_stop: threading.Event, _say: Callable[[Callable[[], None]], None]) -> Verdict:
            return self._credentials.set_passphrase(current, new)

        self._task = Task(self._relay, put, self._judged, self._failed)
        self._enable()

    def _judged(self, verdict: Verdict) -> None:
        self._task = None
        if verdict.right:
            self.accept()
            return
        wait = self.tr("Too many wrong passphrases. Try again in {seconds} s.").format(seconds=round(verdict.wait_s))
        self.current.say(wait if verdict.wait_s else self.tr("This is not the passphrase."))
        self._enable()
        self.current.box.clear()
        self.current.box.setFocus()

    def _failed(self, error: Exception) -> None:
        self._task = None
        self.new.say(error_text.reason(error))
        self._enable()

    def _enable(self) -> None:
        idle = self._task is None
        known = not self._sealed or bool(self.current.box.text())
        for field in self._fields():
            field.box.setEnabled(idle)
        self.set.setEnabled(idle and known and bool(self.new.box.text()))
        self.remove.setEnabled(idle and known)

    def _edited(self, field: FormField) -> None:
        field.say("")
        self._enable()

    def _connect(self) -> None:
        for field in self._fields():
            field.box.setEchoMode(QLineEdit.EchoMode.Password)
            field.box.textEdited.connect(lambda _text, field=field: self._edited(field))
        self.set.setProperty("primary", True)
        self.set.setDefault(True)
        self.set.clicked.connect(self._try_set)
        self.remove.clicked.connect(lambda: self._put(""))
        self.cancel.clicked.connect(self.reject)
        for button in (self.remove, self.cancel):
            button.setAutoDefault(False)

    def _lay_out(self) -> None:
        self.current.setVisible(self._sealed)
        self.remove.setVisible(self._sealed)
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.SPACE)
        buttons.addWidget(self.remove)
        buttons.addStretch(1)
        buttons.addWidget(self.cancel)
        buttons.addWidget(self.set)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(20, 2 * theme.SPACE, 20, 2 * theme.SPACE)
        rows.setSpacing(theme.SPACE)
        for part in (self.why, *self._fields()):
            rows.addWidget(part)
        rows.addStretch(1)
        rows.addLayout(buttons)
