"""The page “Alarms”: what raises an alarm, how it sounds, and what is to be done about it."""

from __future__ import annotations

import msgspec
from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from facemon.settings import RULES, AlarmRule, Settings
from facemon.ui import theme, words
from facemon.ui.fitting import wrap
from facemon.ui.label import PlainLabel
from facemon.ui.settings import instruction_box, rule_words
from facemon.ui.settings.output_row import OutputRow
from facemon.ui.settings.relay import Relay
from facemon.ui.settings.rule_editor import RuleEditor
from facemon.ui.settings.rule_list import RuleList
from facemon.ui.settings.scrolling import ScrollingRows
from facemon.ui.settings.trial import Speaker, Trial
from facemon.ui.settings.volume_row import VolumeRow


class AlarmsPage(QWidget):
    """Lets the user set the rules, the output and the volume. Only what is tried out is heard meanwhile."""

    changed = Signal()  # there may be a mistake more or less

    def __init__(self, settings: Settings, speaker: Speaker, relay: Relay, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rules: dict[str, AlarmRule] = {name: settings.rule(name) for name in RULES}
        self.list = RuleList()
        self.editor = RuleEditor(settings.devices, speaker, relay)
        self.volume = VolumeRow(settings.ui.volume)
        self.output = OutputRow(settings.sound, speaker)
        self._trial = Trial(speaker, settings, self)
        self.note = PlainLabel()
        self.note.setProperty("bad", True)
        wrap(self.note)
        self.note.hide()
        self._scroll = ScrollingRows(theme.SPACE)
        self._laid_out = QTimer(self, singleShot=True, interval=0)
        self._laid_out.timeout.connect(lambda: self._scroll.ensureWidgetVisible(self.note))
        self._lay_out()
        self.list.selected.connect(self.choose)
        self.editor.edited.connect(self._edited)
        self.editor.attempt.connect(self._try)
        self.editor.refused.connect(self._say)
        self._trial.told.connect(self._say)
        self.volume.changed.connect(lambda: self._trial.set_volume(self.volume.slider.value()))
        self.output.changed.connect(lambda: self._trial.set_output(self.output.settings()))
        for row in (self.volume, self.output):
            row.attempt.clicked.connect(lambda: self._try("test"))
        self.setFocusProxy(self.list)
        self._summarise()
        self.list.choose(RULES[0])

    def choose(self, name: str) -> None:
        """Show this rule (of `facemon.settings.RULES`) in the editor."""
        if self.list.rule != name:
            self.list.choose(name)  # which calls this again
            return
        self._say("")
        self._scroll.verticalScrollBar().setValue(0)
        self.editor.show_rule(name, self.rules[name])

    def is_right(self) -> bool:
        """Return whether every rule can be saved."""
        return not self._mistakes()

    def mistake_text(self) -> str:
        """Return which rule has the first mistake, and which; empty for none."""
        for name, sentence in self._mistakes().items():
            return self.tr("{rule}: {mistake}").format(rule=words.rule(name), mistake=sentence)
        return ""

    def go_to_mistake(self) -> None:
        """Show the first mistake, and let the user type there."""
        for name in self._mistakes():
            self.choose(name)
            self.editor.instruction.box.setFocus()
            self._scroll.ensureWidgetVisible(self.editor.instruction)
            return

    def close_work(self) -> None:
        """End what is being tried, and put the volume in force back."""
        self._trial.end()
        if self.editor.sure is not None:
            self.editor.sure.close()

    def restyle(self) -> None:
        """Take up the theme and font in use."""
        self.editor.restyle()
        self.volume.attempt.restyle()
        self.output.attempt.restyle()
        self.list.doItemsLayout()

    def _mistakes(self) -> dict[str, str]:
        found = {name: instruction_box.mistake(rule.instruction) for name, rule in self.rules.items()}
        return {name: sentence for name, sentence in found.items() if sentence}

    def _edited(self) -> None:
        self.rules[self.editor.name] = self.editor.rule
        self._summarise()
        self.changed.emit()

    def _summarise(self) -> None:
        summaries = {
            name: rule_words.summary(
                name, rule, self.tr("at %n device(s)", "", len(rule.devices)) if rule.devices else ""
            )
            for name, rule in self.rules.items()
        }
        self.list.show_summaries(summaries, {name: not rule.raise_ for name, rule in self.rules.items()})

    def _try(self, sound: str) -> None:
        self._trial.play(sound, self.volume.slider.value(), self.output.settings())

    def _say(self, sentence: str) -> None:
        self.note.setText(sentence)
        self.note.setVisible(bool(sentence))
        if sentence:
            self._laid_out.start()

    def _lay_out(self) -> None:
        column = self._scroll.beside_column(self)
        column.addWidget(self.list, 1)
        column.addWidget(self.output)
        column.addWidget(self.volume)
        rows = self._scroll.rows
        rows.addWidget(self.note)
        rows.addWidget(self.editor)
        rows.addStretch(1)


def with_alarms(settings: Settings, page: AlarmsPage) -> Settings:
    """Return the settings with what the page says."""
    ui = msgspec.structs.replace(settings.ui, volume=page.volume.slider.value())
    return msgspec.structs.replace(settings, alarm=settings.alarm | page.rules, sound=page.output.settings(), ui=ui)
