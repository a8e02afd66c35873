"""The three steps, one after the other; each can be left out, and all of them be gone through again."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from facemon.ui import theme
from facemon.ui.first_start.device_step import DeviceStep
from facemon.ui.first_start.look_step import LookStep
from facemon.ui.first_start.sound_step import SoundStep
from facemon.ui.fitting import roomy, wrap
from facemon.ui.label import PlainLabel
from facemon.ui.session import Session

_STEPS = 3
_RESTYLED = (QEvent.Type.LanguageChange, QEvent.Type.StyleChange, QEvent.Type.ApplicationFontChange)


class FirstStartDialog(QDialog):
    """Shows one step, made anew where the language or the look changes under it.

    Args:
        add_device: opens the settings with a new device begun.
        look_at: opens them at the device with this id.
    """

    def __init__(
        self,
        session: Session,
        add_device: Callable[[], object],
        look_at: Callable[[str], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._add_device = add_device
        self._look_at = look_at
        self.number = 0
        self._count = PlainLabel(dim=True)
        self._title = PlainLabel(bold=True, size=1.5)
        self._text = PlainLabel(dim=True)
        for label in (self._title, self._text):
            wrap(label)
        self.skip, self.back, self.next = QPushButton(), QPushButton(), QPushButton()
        self.next.setProperty("primary", True)
        self.next.setDefault(True)
        for button, call in ((self.skip, self.reject), (self.back, self._back), (self.next, self._next)):
            button.clicked.connect(call)
            button.setProperty("touch", True)
        self.skip.setAutoDefault(False)
        self.back.setAutoDefault(False)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # A style sheet reaches the parts after the dialog: they are made anew when all have it.
        self._settled = QTimer(self, singleShot=True, interval=0)
        self._settled.timeout.connect(self._show)
        self._lay_out()
        self._show()
        self.resize(roomy(44, 32))
        self.setMinimumSize(360, 300)

    def done(self, result: int) -> None:
        """Close, with what the step at hand has."""
        self.step.leave()
        super().done(result)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in _RESTYLED and self.isVisible():
            self._settled.start()
        super().changeEvent(event)

    def _show(self) -> None:
        self.step = self._made()
        self._scroll.setWidget(self.step)
        for label in (self._count, self._title, self._text):
            label.restyle()
        self.setWindowTitle(self.tr("Set up facemon"))
        self._count.setText(self.tr("Step {number} of {all}").format(number=self.number + 1, all=_STEPS))
        self._title.setText(self.step.title)
        self._text.setText(self.step.text)
        self.skip.setText(self.tr("Skip the set-up"))
        self.back.setText(self.tr("Back"))
        last = self.number == _STEPS - 1
        self.next.setText(self.tr("Done") if last else self.tr("Next"))
        self.skip.setVisible(not last)
        self.back.setVisible(self.number > 0)
        self.step.setFocus()

    def _made(self) -> LookStep | DeviceStep | SoundStep:
        if self.number == 0:
            return LookStep(self._session)
        if self.number == 1:
            step = DeviceStep(self._session, self._add_device, self._look_at)
            step.begun.connect(self.next.setFocus)
            return step
        return SoundStep(self._session)

    def _next(self) -> None:
        if self.number == _STEPS - 1:
            self.accept()
        else:
            self._go(self.number + 1)

    def _back(self) -> None:
        self._go(self.number - 1)

    def _go(self, number: int) -> None:
        self.step.leave()
        self.number = number
        self._show()

    def _lay_out(self) -> None:
        margin = 3 * theme.SPACE
        column = QVBoxLayout(self)
        column.setContentsMargins(margin, margin, margin, 2 * theme.SPACE)
        column.setSpacing(theme.SPACE)
        column.addWidget(self._count)
        column.addWidget(self._title)
        column.addWidget(self._text)
        column.addSpacing(theme.SPACE)
        column.addWidget(self._scroll, 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.SPACE)
        buttons.addWidget(self.skip)
        buttons.addStretch(1)
        buttons.addWidget(self.back)
        buttons.addWidget(self.next)
        column.addLayout(buttons)
