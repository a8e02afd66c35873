"""The third step: whether the alarm can be heard, and how loud it is."""

from __future__ import annotations

import msgspec
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from facemon.ui import theme
from facemon.ui.fitting import give_icon, wrap
from facemon.ui.label import PlainLabel
from facemon.ui.session import Session
from facemon.ui.settings.output_row import OutputRow
from facemon.ui.settings.trial import Trial
from facemon.ui.settings.volume_row import VolumeRow

_MOST_PRESSING = "blacklist"


class SoundStep(QWidget):
    """Plays the most pressing alarm as loud and where it is chosen here, which is in force once the step is left."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.title = self.tr("Hear the alarm")
        self.text = self.tr(
            "Choose where alarms are heard, and set the volume so that they are heard from everywhere at the desk. The "
            "system's default output is followed when it is changed there."
        )
        self._trial = Trial(session.sound, session.settings, self)
        self.listen = QPushButton(self.tr("Hear the alarm"))
        give_icon(self.listen, "sound", theme.theme().text)
        self.listen.setAutoDefault(False)
        self.listen.setProperty("touch", True)
        self.listen.clicked.connect(self._listen)
        self.output = OutputRow(session.settings.sound, session.sound)
        self.output.attempt.hide()  # the button above does more
        self.output.changed.connect(lambda: self._trial.set_output(self.output.settings()))
        self.volume = VolumeRow(session.settings.ui.volume)
        self.volume.attempt.hide()
        self.volume.slider.valueChanged.connect(self._trial.set_volume)
        self.trouble = PlainLabel()
        self.trouble.setProperty("warn", True)
        wrap(self.trouble)
        self._trial.told.connect(self._tell)
        session.sound.availability_changed.connect(self._show)
        buttons = QHBoxLayout()
        buttons.addWidget(self.listen)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * theme.SPACE)
        column.addLayout(buttons)
        column.addWidget(self.output)
        column.addWidget(self.volume)
        column.addWidget(self.trouble)
        column.addStretch(1)
        self.setFocusProxy(self.listen)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._show()

    def leave(self) -> None:
        """Fall silent, and put the output and the volume in force."""
        self._trial.end()
        settings = self._session.settings
        ui = msgspec.structs.replace(settings.ui, volume=self.volume.slider.value())
        new = msgspec.structs.replace(settings, sound=self.output.settings(), ui=ui)
        if new != settings:
            self._session.change(new)

    def _listen(self) -> None:
        sound = self._session.settings.rule(_MOST_PRESSING).sound or _MOST_PRESSING
        self._trial.play(sound, self.volume.slider.value(), self.output.settings())

    def _show(self) -> None:
        self._tell(self._session.sound.speaker.problem)

    def _tell(self, sentence: str) -> None:
        self.trouble.setText(sentence)
        self.trouble.setVisible(bool(sentence))
