"""The right side of the alarms' page: everything about one rule."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QMessageBox, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from facemon.settings import DEFAULT_ALARMS, PRIORITIES, AlarmRule, DeviceSettings
from facemon.ui import theme, words
from facemon.ui.fitting import give_icon, wrap
from facemon.ui.history.flow import FlowLayout
from facemon.ui.history.menu_button import SomeOf
from facemon.ui.label import PlainLabel
from facemon.ui.settings import rule_words
from facemon.ui.settings.blacklist_off import ask_to_raise_nothing
from facemon.ui.settings.category_label import CategoryLabel
from facemon.ui.settings.choice import Choice
from facemon.ui.settings.hours_editor import HoursEditor
from facemon.ui.settings.instruction_box import InstructionBox
from facemon.ui.settings.number_box import SpanBox
from facemon.ui.settings.relay import Relay
from facemon.ui.settings.rule_keys import DAY_S, RuleKeys
from facemon.ui.settings.scrolling import line
from facemon.ui.settings.sound_choice import SoundChoice
from facemon.ui.settings.toggle import Toggle
from facemon.ui.settings.trial import Speaker
from facemon.ui.text import clean

_NOWHERE = ("not_kept",)  # rules that no device is concerned with


class RuleEditor(QWidget):
    """Shows one rule and changes it as the user does. A key that the user leaves alone stays as it was."""

    edited = Signal()  # `rule` is another
    attempt = Signal(str)  # the user wants to hear this sound
    refused = Signal(str)  # a sentence: why a sound file was not taken; empty once another is

    def __init__(
        self, devices: Sequence[DeviceSettings], speaker: Speaker, relay: Relay, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.name = ""
        self.rule = AlarmRule()
        self._devices = {device.id: clean(device.name, 60) for device in devices}
        self._filling = False
        self._title = CategoryLabel()
        self._title.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.reset = QPushButton(self.tr("Reset to default"))
        self.about = PlainLabel(dim=True)
        self.raises = Toggle(self.tr("Raise an alarm"))
        self.keys = RuleKeys()
        self.priority = Choice("")
        self.why_critical = PlainLabel(dim=True, size=0.92)
        self.sound = SoundChoice("", speaker.sounds(), speaker.explain, relay)
        self.try_sound = QPushButton(self.tr("Try"))
        self.repeats = Toggle(self.tr("Repeat until acknowledged"))
        self.devices = SomeOf()
        self.hours = HoursEditor()
        self.window_ = SpanBox(DAY_S, self.tr("never"))
        self.instruction = InstructionBox()
        self.note_required = Toggle(self.tr("A note is required"))
        self.self_acknowledge = SpanBox(DAY_S, self.tr("never"))
        self.why_never = PlainLabel(
            self.tr("A critical alarm never acknowledges itself: somebody must have seen it."), dim=True, size=0.92
        )
        self.sure: QMessageBox | None = None
        for label in (self.about, self.why_critical, self.why_never):
            wrap(label)
        for toggle in (self.raises, self.repeats, self.note_required):
            toggle.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        for button in (self.reset, self.try_sound):
            button.setAutoDefault(False)
        self._heard, self._where, self._limits = QWidget(), QWidget(), QWidget()
        self._raised = QWidget()  # what is said only of a rule that raises
        self._lay_out()
        self._connect()

    def show_rule(self, name: str, rule: AlarmRule) -> None:
        """Show this rule (of `facemon.settings.RULES`)."""
        self._filling = True
        another = name != self.name
        self.name, self.rule = name, rule
        self._title.show_rule(name)
        self.about.setText(rule_words.about(name))
        self.raises.setChecked(rule.raise_)
        self.keys.show_rule(name, rule)
        self.priority.clear()
        fixed = name == rule_words.FIXED
        for word in reversed(PRIORITIES):
            if not fixed or word in ("critical", rule.priority):
                self.priority.addItem(rule_words.priority(word), word)
        self.priority.set_value(rule.priority)
        self.sound.set_value(rule.sound)
        self.repeats.setChecked(rule.repeat)
        self._offer_devices()
        if another or self.hours.value() != rule.hours:
            self.hours.set_value(rule.hours)
        self.window_.set_value(rule.window)
        if self.instruction.value() != rule.instruction:
            self.instruction.set_value(rule.instruction)
        self.note_required.setChecked(rule.note_required)
        self.self_acknowledge.set_value(0 if rule.priority == "critical" else rule.self_acknowledge)
        self._name_controls()
        self._filling = False
        self._enable()

    def restyle(self) -> None:
        """Take up the theme and font in use."""
        give_icon(self.try_sound, "play", theme.colour("text" if self.try_sound.isEnabled() else "faint"))
        self.instruction.restyle()
        self._title.restyle()
        for row in self.hours.rows:
            row.remove.restyle()

    def _change(self, **changes: object) -> None:
        if self._filling:
            return
        self.rule = msgspec.structs.replace(self.rule, **changes)
        self._enable()
        self.edited.emit()

    def _raise(self, on: bool) -> None:  # noqa: FBT001 - what the signal carries
        if self._filling:
            return
        if on or self.name != rule_words.FIXED:
            # Without an alarm nothing would be there to acknowledge.
            self._change(raise_=on, repeat=self.rule.repeat and on)
            self.repeats.setChecked(self.rule.repeat)
            return
        self._filling = True
        self.raises.setChecked(True)  # until the user is sure
        self._filling = False
        self._ask()

    def _ask(self) -> None:
        self.sure = ask_to_raise_nothing(self.window(), self._raise_no_more)
        self.sure.finished.connect(lambda: setattr(self, "sure", None))

    def _raise_no_more(self) -> None:
        self._filling = True
        self.raises.setChecked(False)
        self.repeats.setChecked(False)
        self._filling = False
        self._change(raise_=False, repeat=False)

    def _prioritise(self) -> None:
        priority = self.priority.value()
        changes: dict[str, object] = {"priority": priority}
        if priority == "critical":
            changes["self_acknowledge"] = 0
            self.self_acknowledge.set_value(0)
        self._change(**changes)

    def _reset(self) -> None:
        self.show_rule(self.name, DEFAULT_ALARMS[self.name])
        self.refused.emit("")
        self.edited.emit()

    def _take_sound(self) -> None:
        self.refused.emit("")
        self._change(sound=self.sound.value())

    def _offer_devices(self) -> None:
        known = dict(self._devices)
        for device_id in self.rule.devices:
            known.setdefault(device_id, self.tr("{id} (not set up here)").format(id=clean(device_id, 40)))
        self.devices.offer(
            self.tr("Where"), self.tr("All devices"), list(known.items()), frozenset(self.rule.devices) or None
        )

    def _choose_devices(self) -> None:
        chosen = self.devices.chosen or frozenset()
        kept = [device_id for device_id in self.rule.devices if device_id in chosen]
        self._change(devices=(*kept, *(found for found in self._devices if found in chosen and found not in kept)))

    def _enable(self) -> None:
        rule = self.rule
        critical = rule.priority == "critical"
        fixed = self.name == rule_words.FIXED
        self.reset.setEnabled(rule != DEFAULT_ALARMS[self.name])
        alone = rule_words.is_heard_alone(self.name)
        self._heard.setVisible(rule.raise_ or alone)
        self._limits.setVisible(rule.raise_ or (alone and bool(rule.sound)))
        self._raised.setVisible(rule.raise_)
        self._where.setVisible(self.name not in _NOWHERE)
        self.priority.setEnabled(not fixed or not critical)
        self.why_critical.setText(
            self.tr(
                "Always critical: so it is never shelved, never lost in a flood of others, and no mute lasts longer "
                "than five minutes."
            )
        )
        self.why_critical.setVisible(fixed)
        self.repeats.setEnabled(bool(rule.sound) and rule.raise_)
        self.try_sound.setEnabled(bool(rule.sound))
        self.self_acknowledge.setEnabled(not critical)
        self.why_never.setVisible(critical)
        give_icon(self.try_sound, "play", theme.colour("text" if rule.sound else "faint"))

    def _name_controls(self) -> None:
        name = words.rule(self.name)
        for control, what in (
            (self.raises, self.raises.text()),
            (self.priority, self.tr("Priority")),
            (self.sound, self.tr("Sound")),
            (self.try_sound, self.tr("Try the sound")),
            (self.repeats, self.repeats.text()),
            (self.hours.always, self.hours.always.text()),
            (self.instruction.box, self.tr("What to do")),
            (self.note_required, self.note_required.text()),
            (self.reset, self.reset.text()),
        ):
            control.setAccessibleName(self.tr("{rule}: {what}").format(rule=name, what=what))
        self.window_.name(self.tr("{rule}: {what}").format(rule=name, what=self.tr("Repeats join within")))
        self.self_acknowledge.name(
            self.tr("{rule}: {what}").format(rule=name, what=self.tr("Acknowledges itself after"))
        )

    def _connect(self) -> None:
        self.reset.clicked.connect(self._reset)
        self.raises.toggled.connect(self._raise)
        self.keys.changed.connect(lambda key, value: self._change(**{key: value}))
        self.priority.activated.connect(self._prioritise)
        self.sound.chosen.connect(self._take_sound)
        self.sound.refused.connect(self.refused)
        self.try_sound.clicked.connect(lambda: self.attempt.emit(self.sound.value()))
        self.repeats.toggled.connect(lambda on: self._change(repeat=on))
        self.devices.chosen_changed.connect(self._choose_devices)
        self.hours.changed.connect(lambda: self._change(hours=self.hours.value()))
        self.window_.changed.connect(lambda: self._change(window=self.window_.value()))
        self.instruction.changed.connect(lambda: self._change(instruction=self.instruction.value()))
        self.note_required.toggled.connect(lambda on: self._change(note_required=on))
        self.self_acknowledge.changed.connect(lambda: self._change(self_acknowledge=self.self_acknowledge.value()))

    def _lay_out(self) -> None:
        head, at, sound = FlowLayout(spacing=theme.SPACE), FlowLayout(spacing=theme.SPACE), QHBoxLayout()
        head.addWidget(self._title)
        head.addWidget(self.reset)
        at.addWidget(self.devices)
        sound.setSpacing(theme.SPACE)
        sound.addWidget(self.sound, 1)
        sound.addWidget(self.try_sound)
        rows = _column(self)
        rows.setSpacing(theme.SPACE)
        rows.addLayout(head)
        for widget in (self.about, self.raises, self.keys):
            rows.addWidget(widget)
        heard = _column(self._heard)
        heard.addWidget(_caption(self.tr("Sound"), self.sound))
        heard.addLayout(sound)
        heard.addWidget(self.repeats)
        where = _column(self._where)
        where.addWidget(_caption(self.tr("Where"), self.devices))
        where.addLayout(at)
        limits = _column(self._limits)
        limits.addWidget(line())
        limits.addWidget(self._where)
        limits.addSpacing(theme.SPACE)
        limits.addWidget(_caption(self.tr("When"), self.hours))
        limits.addWidget(self.hours)
        raised = _column(self._raised)
        for caption, parts in (
            (self.tr("Priority"), (self.priority, self.why_critical)),
            (self.tr("Repeats of the same person or kind at a device join within"), (self.window_,)),
            (self.tr("What to do"), (self.instruction,)),
            ("", (self.note_required,)),
            (self.tr("Acknowledges itself after"), (self.self_acknowledge, self.why_never)),
        ):
            if caption:
                raised.addWidget(_caption(caption, parts[0]))
            for part in parts:
                raised.addWidget(part)
            raised.addSpacing(theme.SPACE)
        for section in (self._heard, self._limits, self._raised):
            rows.addWidget(section)


def _column(of: QWidget) -> QVBoxLayout:
    rows = QVBoxLayout(of)
    rows.setContentsMargins(0, 0, 0, 0)
    rows.setSpacing(theme.SPACE // 2)
    return rows


def _caption(text: str, of: QWidget) -> PlainLabel:
    label = PlainLabel(text, dim=True, size=0.95)
    label.setBuddy(of)  # by which a screen reader knows what a combo box is for
    wrap(label)
    return label
