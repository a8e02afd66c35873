"""Asks whether a door shall be opened and why, and says what came of it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from facemon.door import DoorOrder, DoorOutcome
from facemon.settings import DeviceSettings
from facemon.ui import theme
from facemon.ui.fitting import wrap
from facemon.ui.label import PlainLabel
from facemon.ui.text import clean

LONGEST_REASON = 200  # characters


class DoorDialog(QDialog):
    """Names the door, wants a reason, and stays until the guard has read the outcome. It orders once, if at all."""

    ordered = Signal(str)  # the reason

    def __init__(self, device: DeviceSettings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.device_id = device.id
        self._name = clean(device.name, 80)
        self._order: DoorOrder | None = None
        self._live = True
        self.setWindowTitle(self.tr("Open door"))
        self.question = PlainLabel(self.tr("Open the door of {name}?").format(name=self._name), bold=True, size=1.15)
        self.label = PlainLabel(self.tr("Reason"))
        self.reason = QLineEdit()
        self.reason.setMaxLength(LONGEST_REASON)
        self.reason.setAccessibleName(self.tr("Reason"))
        self.reason.setPlaceholderText(self.tr("Why it is opened; this is kept on record with your name"))
        self.outcome = PlainLabel()
        self.open_button = QPushButton(self.tr("Open door"))
        self.close_button = QPushButton(self.tr("Cancel"))
        self.open_button.setProperty("primary", True)
        for label in (self.question, self.outcome):
            wrap(label)
        for button in (self.open_button, self.close_button):
            button.setAutoDefault(False)
        self.reason.textChanged.connect(self._enable)
        self.reason.returnPressed.connect(self._open)
        self.open_button.clicked.connect(self._open)
        self.close_button.clicked.connect(self.reject)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.close_button)
        buttons.addWidget(self.open_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 2 * theme.SPACE, 20, 2 * theme.SPACE)
        column.setSpacing(round(1.5 * theme.SPACE))
        for part in (self.question, self.label, self.reason, self.outcome):
            column.addWidget(part)
        column.addStretch(1)
        column.addLayout(buttons)
        self.setMinimumWidth(460)
        self.outcome.hide()
        self._enable()
        self.reason.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_live(self, live: bool) -> None:  # noqa: FBT001 - what it says
        """Say whether the device can be reached now."""
        self._live = live
        if self._order is None:
            self._say("" if live else self.tr("{name} is not connected now.").format(name=self._name), bad=not live)
        self._enable()

    def show_order(self, order: DoorOrder) -> None:
        """Show how the order that this dialog has given stands."""
        if order.device_id != self.device_id or (self._order is not None and self._order.id != order.id):
            return
        self._order = order
        told = {
            DoorOutcome.ORDERED: self.tr("Ordered. Waiting for the device…"),
            DoorOutcome.OPENED: self.tr("{name} has opened the door."),
            DoorOutcome.REFUSED: self.tr("{name} has not opened the door ({detail})."),
            DoorOutcome.UNKNOWN: self.tr(
                "{name} did not answer: whether the door has opened is not known ({detail}). Look at the door before "
                "you order it again."
            ),
        }[order.outcome]
        sentence = told if order.detail else told.replace(" ({detail})", "").replace("（{detail}）", "")
        bad = order.outcome in (DoorOutcome.REFUSED, DoorOutcome.UNKNOWN)
        self._say(sentence.format(name=self._name, detail=clean(order.detail, 120)), bad=bad)
        self.close_button.setText(self.tr("Close"))
        self._enable()
        self.close_button.setFocus()

    def _open(self) -> None:
        if self.open_button.isEnabled():
            self.open_button.setEnabled(False)
            self.ordered.emit(self.reason.text().strip())

    def _enable(self) -> None:
        self.reason.setEnabled(self._order is None)
        self.open_button.setEnabled(self._order is None and self._live and bool(self.reason.text().strip()))

    def _say(self, text: str, *, bad: bool) -> None:
        self.outcome.setText(text)
        self.outcome.setVisible(bool(text))
        self.outcome.take_tone("bad" if bad else "")
