"""The page “Alarms”: what an event of each category does besides appearing in the feed."""

from __future__ import annotations

from typing import Protocol

import msgspec
from PySide6.QtCore import QCoreApplication, Qt, QTimer
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QSlider,
    QVBoxLayout,
    QWidget,
)

from facemon.settings import RULES, AlarmRule, Settings
from facemon.ui import theme, words
from facemon.ui.fitting import give_icon, wrap
from facemon.ui.label import PlainLabel
from facemon.ui.settings.category_label import CategoryLabel
from facemon.ui.settings.relay import Relay
from facemon.ui.settings.sound_choice import SoundChoice
from facemon.ui.settings.toggle import Toggle
from facemon.ui.tone import Fault

_TRIAL_MS = 6_000  # enough to know a sound by; then it ends, and the volume in force is back


class Speaker(Protocol):
    """What plays the sounds: `facemon.ui.sound.AlarmSound`."""

    @property
    def problem(self) -> str: ...
    def sounds(self) -> list[str]: ...
    def explain(self, fault: Fault) -> str: ...
    def play(self, sound: str) -> bool: ...
    def stop(self) -> None: ...
    def set_volume(self, volume: int) -> None: ...


class _RuleRow:
    """The controls of one category."""

    def __init__(self, category: str, rule: AlarmRule, page: AlarmsPage) -> None:
        translate = QCoreApplication.translate
        name = words.rule(category)
        self.label = CategoryLabel(category, name)
        self.raises = Toggle()
        self.raises.setAccessibleName(translate("AlarmsPage", "{category}: needs attention").format(category=name))
        self.sound = SoundChoice(
            translate("AlarmsPage", "{category}: sound").format(category=name),
            page.speaker.sounds(),
            page.speaker.explain,
            page.relay,
        )
        self.repeats = Toggle()
        self.repeats.setAccessibleName(
            translate("AlarmsPage", "{category}: repeat until acknowledged").format(category=name)
        )
        self.attempt = QPushButton(translate("AlarmsPage", "Try"))
        self.attempt.setAutoDefault(False)
        self.attempt.setAccessibleName(translate("AlarmsPage", "{category}: try the sound").format(category=name))
        self._rule = rule
        self.raises.setChecked(rule.raise_)
        self.sound.set_value(rule.sound)
        self.repeats.setChecked(rule.repeat)
        self.raises.toggled.connect(self._raising)
        self.sound.chosen.connect(self._enable)
        self.sound.chosen.connect(page.clear_note)
        self.sound.refused.connect(page.show_note)
        self.attempt.clicked.connect(lambda: page.play(self.sound.value()))
        self._enable()

    def rule(self) -> AlarmRule:
        """Return what the controls say."""
        return msgspec.structs.replace(
            self._rule, raise_=self.raises.isChecked(), sound=self.sound.value(), repeat=self.repeats.isChecked()
        )

    def _raising(self, on: bool) -> None:  # noqa: FBT001 - what the signal carries
        if not on:
            self.repeats.setChecked(False)  # nothing would be there to acknowledge
        self._enable()

    def _enable(self) -> None:
        heard = bool(self.sound.value())
        self.repeats.setEnabled(heard and self.raises.isChecked())
        self.attempt.setEnabled(heard)
        self.restyle()

    def restyle(self) -> None:
        """Take up the theme and font in use."""
        give_icon(self.attempt, "play", theme.colour("text" if self.attempt.isEnabled() else "faint"))
        self.label.updateGeometry()


class AlarmsPage(QWidget):
    """Lets the user set the rules and the volume. Only what is tried out is heard meanwhile."""

    def __init__(self, settings: Settings, speaker: Speaker, relay: Relay, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.speaker = speaker
        self.relay = relay
        self._volume = settings.ui.volume
        self._trying = False
        self._trial = QTimer(self, singleShot=True, interval=_TRIAL_MS)
        self._trial.timeout.connect(self._end_trial)
        self.rows = {category: _RuleRow(category, settings.rule(category), self) for category in RULES}
        self.note = PlainLabel()
        self.note.setProperty("bad", True)
        wrap(self.note)
        self.note.hide()
        self._scroll = QScrollArea()
        self._laid_out = QTimer(self, singleShot=True, interval=0)
        self._laid_out.timeout.connect(lambda: self._scroll.ensureWidgetVisible(self.note))
        self.volume = QSlider(Qt.Orientation.Horizontal)
        self.volume.setRange(0, 100)
        self.volume.setPageStep(10)
        self.volume.setSingleStep(5)
        self.volume.setAccessibleName(self.tr("Volume of all sounds"))
        self._percent = PlainLabel()
        self.silent = PlainLabel(self.tr("At 0 % no alarm can be heard."))
        self.silent.setProperty("warn", True)
        self.try_volume = QPushButton(self.tr("Try"))
        self.try_volume.setAutoDefault(False)
        self.try_volume.setAccessibleName(self.tr("Try the volume"))
        self.volume.valueChanged.connect(self._show_volume)
        self.volume.setValue(settings.ui.volume)
        self._show_volume()
        self.try_volume.clicked.connect(lambda: self.play("test"))
        self._lay_out()
        self.setFocusProxy(self.rows[RULES[0]].raises)
        self.restyle()

    def rules(self) -> dict[str, AlarmRule]:
        """Return the rules as the controls say."""
        return {category: row.rule() for category, row in self.rows.items()}

    def play(self, sound: str) -> None:
        """Let a sound be heard at the volume on this page, or say why it cannot be."""
        if not self.speaker.play(sound):
            self.show_note(self.tr("An alarm is sounding. Try again when it is over."))
            return
        self.speaker.set_volume(self.volume.value())
        self._trying = True
        self._trial.start()
        if self.speaker.problem:
            self.show_note(self.speaker.problem)
        else:
            self.clear_note()

    def show_note(self, sentence: str) -> None:
        """Say why a file was not taken, or a sound cannot be heard."""
        self.note.setText(sentence)
        self.note.show()
        self._laid_out.start()

    def clear_note(self) -> None:
        """Say nothing more of it."""
        self.note.hide()

    def close_work(self) -> None:
        """End what is being tried, and put the volume in force back."""
        self._end_trial()

    def restyle(self) -> None:
        """Take up the theme and font in use."""
        for row in self.rows.values():
            row.restyle()
        give_icon(self.try_volume, "play", theme.theme().text)

    def _end_trial(self) -> None:
        self._trial.stop()
        if self._trying:
            self._trying = False
            self.speaker.stop()
            self.speaker.set_volume(self._volume)

    def _show_volume(self) -> None:
        value = self.volume.value()
        self._percent.setText(self.tr("{number} %").format(number=value))
        self.silent.setVisible(value == 0)
        if self._trying:
            self.speaker.set_volume(value)

    def _lay_out(self) -> None:
        inside = QWidget()
        grid = QGridLayout()
        grid.setHorizontalSpacing(3 * theme.SPACE)
        grid.setVerticalSpacing(theme.SPACE)
        heads = (
            self.tr("Category"),
            self.tr("Needs\nattention"),
            self.tr("Sound"),
            self.tr("Repeat until\nacknowledged"),
        )
        for column, head in enumerate(heads):
            label = PlainLabel(head, dim=True, size=0.95)
            label.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
            grid.addWidget(label, 0, column, Qt.AlignmentFlag.AlignBottom)
        for number, row in enumerate(self.rows.values(), 1):
            for column, control in enumerate((row.label, row.raises, row.sound, row.repeats, row.attempt)):
                grid.addWidget(control, number, column)
        grid.setColumnStretch(2, 1)
        volume = QHBoxLayout()
        volume.setSpacing(2 * theme.SPACE)
        label = PlainLabel(self.tr("Volume"), bold=True)
        label.setBuddy(self.volume)
        for control in (label, self.volume, self._percent, self.try_volume):
            volume.addWidget(control, int(control is self.volume))
        rows = QVBoxLayout(inside)
        rows.setContentsMargins(20, 2 * theme.SPACE, 20, 2 * theme.SPACE)
        rows.setSpacing(2 * theme.SPACE)
        explanation = PlainLabel(
            self.tr(
                "An event that needs attention stays on top until somebody acknowledges it. Where several sound at "
                "once, the most serious is heard."
            ),
            dim=True,
        )
        wrap(explanation)
        rows.addWidget(explanation)
        rows.addLayout(grid)
        rows.addWidget(self.note)
        line = QFrame()
        line.setObjectName("line")
        rows.addWidget(line)
        rows.addLayout(volume)
        rows.addWidget(self.silent)
        rows.addStretch(1)
        scroll = self._scroll
        scroll.setWidget(inside)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(scroll)


def with_alarms(settings: Settings, page: AlarmsPage) -> Settings:
    """Return the settings with what the page says."""
    ui = msgspec.structs.replace(settings.ui, volume=page.volume.value())
    return msgspec.structs.replace(settings, alarm=settings.alarm | page.rules(), ui=ui)
