"""Which output alarms are heard on, of those there are, with a try."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from facemon.settings import SoundSettings
from facemon.ui import theme
from facemon.ui.fitting import wrap
from facemon.ui.label import PlainLabel
from facemon.ui.settings.choice import Choice
from facemon.ui.settings.icon_button import IconButton
from facemon.ui.settings.trial import Speaker
from facemon.ui.text import clean

_LONGEST = 60  # characters of a name


class OutputRow(QWidget):
    """A box with the system's default and every output there is, as they come and go."""

    changed = Signal()  # `settings()` are others

    def __init__(self, chosen: SoundSettings, speaker: Speaker, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chosen = chosen
        self._speaker = speaker
        self._offered: list[tuple[str, str]] = []  # id and words
        self.box = Choice(self.tr("Sound output"))
        self.attempt = IconButton("play", self.tr("Try the sound output"))
        self.missing = PlainLabel(
            self.tr("It is not connected: until it is, alarms are heard on the system's default output.")
        )
        self.missing.setProperty("warn", True)
        wrap(self.missing)
        label = PlainLabel(self.tr("Sound output"), bold=True)
        label.setBuddy(self.box)
        row = QHBoxLayout()
        row.setSpacing(theme.SPACE)
        row.addWidget(self.box, 1)
        row.addWidget(self.attempt)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(theme.SPACE // 2)
        rows.addWidget(label)
        rows.addLayout(row)
        rows.addWidget(self.missing)
        self.box.activated.connect(self._choose)
        speaker.outputs_changed.connect(self._show)
        self._show()

    def settings(self) -> SoundSettings:
        """Return what is chosen."""
        return self._chosen

    def _choose(self) -> None:
        output = self.box.value()
        if output != self._chosen.output:
            self._chosen = SoundSettings(output=output, output_name=self._speaker.outputs.get(output, ""))
            self._show()
            self.changed.emit()

    def _show(self) -> None:
        outputs = self._speaker.outputs
        default = outputs.get(self._speaker.default_output, "")
        there = not self._chosen.output or self._chosen.output in outputs
        offered = [
            ("", self.tr("System default ({name})").format(name=_words(default)) if default else
                 self.tr("System default")),
            *sorted(((output, _words(name)) for output, name in outputs.items()), key=lambda entry: entry[1]),
        ]  # fmt: skip
        if not there:
            offered.append(
                (self._chosen.output, self.tr("{name} (not connected)").format(name=_words(self._chosen.output_name)))
            )
        if offered != self._offered:
            self._offered = offered
            self.box.clear()
            for output, words in offered:
                self.box.addItem(words, output)
        self.box.set_value(self._chosen.output)
        self.missing.setVisible(not there)


def _words(name: str) -> str:
    return clean(name, _LONGEST)
