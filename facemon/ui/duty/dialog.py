"""The change of shift: who takes over, and the PIN that only this operator knows."""

from __future__ import annotations

import math
import threading
from collections.abc import Callable

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from facemon.operators import Operators, Verdict
from facemon.pin import LONGEST
from facemon.ui import error_text, theme
from facemon.ui.fitting import roomy, wrap
from facemon.ui.history.flow import FlowLayout, stretching
from facemon.ui.label import PlainLabel
from facemon.ui.settings.choice import Choice
from facemon.ui.settings.form_field import FormField
from facemon.ui.settings.relay import Relay
from facemon.ui.settings.task import Task
from facemon.ui.text import clean

_TICK_MS = 250  # of a countdown


class ShiftDialog(QDialog):
    """Asks who takes over. Does not stand in the way of the window: alarms can be answered meanwhile.

    Args:
        operators: who can sign on.
        operator: who is on duty; empty for nobody.
        owed: how many alarms are owed, which whoever takes over takes over too.
    """

    took_over = Signal(str)  # this operator's PIN was right
    signed_off = Signal()
    hand_over = Signal()  # a note for the next shift is to be written

    def __init__(self, operators: Operators, operator: str, owed: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._operators = operators
        self._relay = Relay(self)
        self._task: Task[Verdict] | None = None
        self.setWindowTitle(self.tr("Change of shift"))
        self.now = PlainLabel()
        self.owed = PlainLabel(dim=True)
        self.who = Choice(self.tr("Who takes over"))
        self.pin = FormField(2 * LONGEST)
        self.pin.set_words(self.tr("PIN"), "")
        self.pin.box.setEchoMode(QLineEdit.EchoMode.Password)
        self.note = QPushButton(self.tr("Handover note…"))
        self.off = QPushButton(self.tr("Sign off"))
        self.cancel = QPushButton(self.tr("Cancel"))
        self.sign_on = QPushButton(self.tr("Sign on"))
        self._waiting = QTimer(self, interval=_TICK_MS)
        self._waiting.timeout.connect(self._show_wait)
        for label in (self.now, self.owed):
            wrap(label)
        self._fill(operator, owed)
        self._lay_out()
        self._connect()
        self._show_wait()
        self.resize(roomy(26, 18).width(), self.sizeHint().height())
        self.pin.box.setFocus()

    def done(self, result: int) -> None:
        """Close; what is still being looked at comes to nothing."""
        self.pin.box.clear()
        self._waiting.stop()
        if self._task is not None:
            self._task.drop()
        self._relay.close()
        super().done(result)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.reject()
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.isAutoRepeat():
            event.accept()  # an Enter that is held tries no PIN again and again
        else:
            super().keyPressEvent(event)

    def restyle(self) -> None:
        """Take up the theme and font in use."""
        for label in self.findChildren(PlainLabel):
            label.restyle()

    def try_pin(self) -> None:
        """Have the PIN looked at, in a thread of its own: it takes a quarter of a second."""
        name, pin = self.who.value(), self.pin.box.text()
        if self._task is not None or not pin or self._operators.wait_s(name):
            return
        self.pin.box.clear()
        self._show_busy()

        def look(_stop: threading.Event, _say: Callable[[Callable[[], None]], None]) -> Verdict:
            return self._operators.check(name, pin)

        self._task = Task(self._relay, look, lambda verdict: self._judged(name, verdict), self._failed)
        self._enable()

    def _judged(self, name: str, verdict: Verdict) -> None:
        self._task = None
        if verdict.right:
            self.took_over.emit(name)
            self.accept()
            return
        self.pin.say("" if not verdict.tried else self.tr("This is not the PIN of this operator."))
        self._show_wait()
        self.pin.box.setFocus()  # only now: what is disabled takes no keyboard

    def _failed(self, error: Exception) -> None:
        self._task = None
        self.pin.say(error_text.reason(error))
        self._enable()
        self.pin.box.setFocus()

    def _show_busy(self) -> None:
        self.pin.say(self.tr("Looking…"), wrong=False)

    def _show_wait(self) -> None:
        wait = self._operators.wait_s(self.who.value())
        if wait:
            self.pin.say(self.tr("Too many wrong PINs. Try again in {seconds} s.").format(seconds=math.ceil(wait)))
            self._waiting.start()
        elif self._waiting.isActive():
            self._waiting.stop()
            self.pin.say("")
        self._enable()

    def _choose(self) -> None:
        self.pin.box.clear()
        self.pin.say("")
        self._waiting.stop()
        self._show_wait()
        self.pin.box.setFocus()

    def _enable(self) -> None:
        free = self._task is None
        self.who.setEnabled(free)
        self.pin.box.setEnabled(free)
        self.sign_on.setEnabled(free and bool(self.pin.box.text()) and not self._operators.wait_s(self.who.value()))

    def _fill(self, operator: str, owed: int) -> None:
        names = self._operators.names
        for name in names:
            self.who.addItem(clean(name, 60), name)
        self.who.set_value(next((name for name in names if name != operator), operator))
        on_duty = self.tr("On duty: {name}").format(name=clean(operator, 60))
        self.now.setText(on_duty if operator else self.tr("Nobody has signed on"))
        self.owed.setText(self.tr("%n alarm(s) to be answered. They stay as they are.", "", owed))
        self.owed.setVisible(owed > 0)
        self.off.setVisible(bool(operator))

    def _sign_off(self) -> None:
        self.signed_off.emit()
        self.accept()

    def _connect(self) -> None:
        self.who.activated.connect(self._choose)
        self.pin.box.textEdited.connect(self._enable)
        self.sign_on.clicked.connect(self.try_pin)
        self.off.clicked.connect(self._sign_off)
        self.cancel.clicked.connect(self.reject)
        self.note.clicked.connect(self.hand_over)
        self.sign_on.setProperty("primary", True)
        self.sign_on.setDefault(True)
        for button in (self.note, self.off, self.cancel):
            button.setAutoDefault(False)

    def _lay_out(self) -> None:
        caption = PlainLabel(self.tr("Who takes over"), dim=True, size=0.95)
        caption.setBuddy(self.who)
        aside, buttons = FlowLayout(spacing=theme.SPACE), QHBoxLayout()
        buttons.setSpacing(theme.SPACE)
        for button in (self.note, self.off):
            aside.addWidget(button)
        aside.addWidget(stretching())
        buttons.addStretch(1)
        for button in (self.cancel, self.sign_on):
            buttons.addWidget(button)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(20, 2 * theme.SPACE, 20, 2 * theme.SPACE)
        rows.setSpacing(theme.SPACE)
        for part in (self.now, self.owed, caption, self.who, self.pin):
            rows.addWidget(part)
        rows.addStretch(1)
        rows.addLayout(aside)
        rows.addLayout(buttons)
