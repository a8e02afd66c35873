"""The change of shift: who takes over, and the PIN that only this operator knows."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from facemon.operators import Operators
from facemon.ui import theme
from facemon.ui.fitting import roomy, wrap
from facemon.ui.history.flow import FlowLayout, stretching
from facemon.ui.label import PlainLabel
from facemon.ui.pin_entry import PinEntry
from facemon.ui.secret_dialog import SecretDialog
from facemon.ui.settings.choice import Choice
from facemon.ui.text import clean


class ShiftDialog(SecretDialog):
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
        self._on_duty, self._owed = operator, owed
        self.now = PlainLabel()
        self.owed = PlainLabel(dim=True)
        self._caption = PlainLabel(dim=True, size=0.95)
        self.who = Choice("")
        self.pin = self._entry = PinEntry(self.tr("This is not the PIN of this operator."))
        self.note, self.off, self.cancel, self.sign_on = QPushButton(), QPushButton(), QPushButton(), QPushButton()
        for label in (self.now, self.owed):
            wrap(label)
        self._fill()
        self.retranslate()
        self._arrange()
        self._connect()
        self._choose()
        self.resize(roomy(26, 18).width(), self.sizeHint().height())
        self.pin.box.setFocus()

    def _take_over(self) -> None:
        self.took_over.emit(self.who.value())  # which nobody can have changed while the PIN was looked at
        self.accept()

    def _choose(self) -> None:
        name = self.who.value()
        self.pin.compare(partial(self._operators.check, name), partial(self._operators.wait_s, name))
        self.pin.box.setFocus()

    def _enable(self) -> None:
        self.who.setEnabled(not self.pin.busy)
        self.sign_on.setEnabled(self.pin.ready)

    def _fill(self) -> None:
        names = self._operators.names
        for name in names:
            self.who.addItem(clean(name, 60), name)
        self.who.set_value(next((name for name in names if name != self._on_duty), self._on_duty))
        self.owed.setVisible(self._owed > 0)
        self.off.setVisible(bool(self._on_duty))

    def retranslate(self) -> None:
        """Take up the language in use."""
        self.setWindowTitle(self.tr("Change of shift"))
        on_duty = self.tr("On duty: {name}").format(name=clean(self._on_duty, 60))
        self.now.setText(on_duty if self._on_duty else self.tr("Nobody has signed on"))
        self.owed.setText(self.tr("%n alarm(s) to be answered. They stay as they are.", "", self._owed))
        self._caption.setText(self.tr("Who takes over"))
        self.who.setAccessibleName(self.tr("Who takes over"))
        self.pin.set_words(self.tr("PIN"), "")
        self.note.setText(self.tr("Handover note…"))
        self.off.setText(self.tr("Sign off"))
        self.cancel.setText(self.tr("Cancel"))
        self.sign_on.setText(self.tr("Sign on"))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def _sign_off(self) -> None:
        self.signed_off.emit()
        self.accept()

    def _connect(self) -> None:
        self.who.currentIndexChanged.connect(self._choose)
        self.pin.changed.connect(self._enable)
        self.pin.right.connect(self._take_over)
        self.sign_on.clicked.connect(self.pin.try_pin)
        self.off.clicked.connect(self._sign_off)
        self.cancel.clicked.connect(self.reject)
        self.note.clicked.connect(self.hand_over)
        self.sign_on.setProperty("primary", True)
        self.sign_on.setDefault(True)
        for button in (self.note, self.off, self.cancel):
            button.setAutoDefault(False)

    def _arrange(self) -> None:
        self._caption.setBuddy(self.who)
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
        for part in (self.now, self.owed, self._caption, self.who, self.pin):
            rows.addWidget(part)
        rows.addStretch(1)
        rows.addLayout(aside)
        rows.addLayout(buttons)
