"""The keys that one rule alone has: how long, how warm, how often until it speaks."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from facemon.settings import AlarmRule
from facemon.ui import theme
from facemon.ui.history.flow import FlowLayout
from facemon.ui.label import PlainLabel
from facemon.ui.settings.number_box import NumberBox, SpanBox, TenthsBox

DAY_S = 86_400  # seconds


class RuleKeys(QWidget):
    """Shows the keys of the rule in hand, in a sentence with boxes in it; nothing for a rule without any."""

    changed = Signal(str, object)  # a key of `AlarmRule`, and its value

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.after = SpanBox(DAY_S, self.tr("at once"))
        self.temperature = TenthsBox(300, 450)
        self.times = NumberBox(2, 100)
        self.minutes = NumberBox(1, 1_440)
        self.after.name(self.tr("Not connected for"))
        self.temperature.setAccessibleName(self.tr("Temperature in °C from which it is fever"))
        self.times.setAccessibleName(self.tr("Times denied"))
        self.minutes.setAccessibleName(self.tr("Minutes within which"))
        self._parts: dict[str, tuple[QWidget, ...]] = {
            "offline": (PlainLabel(self.tr("Speaks when not connected for")), self.after),
            "fever": (PlainLabel(self.tr("Fever begins at")), self.temperature, PlainLabel(self.tr("°C"))),
            "denied": (
                PlainLabel(self.tr("Speaks at")),
                self.times,
                PlainLabel(self.tr("times within")),
                self.minutes,
                PlainLabel(self.tr("minutes")),
            ),
        }
        row = FlowLayout(self, spacing=theme.SPACE)
        for parts in self._parts.values():
            for part in parts:
                row.addWidget(part)
        self.after.changed.connect(lambda: self.changed.emit("after", self.after.value()))
        self.temperature.valueChanged.connect(lambda tenths: self.changed.emit("temperature", tenths / 10))
        self.times.valueChanged.connect(lambda number: self.changed.emit("times", number))
        self.minutes.valueChanged.connect(lambda number: self.changed.emit("minutes", number))

    def show_rule(self, name: str, rule: AlarmRule) -> None:
        """Show the keys that the rule of this name has; tells nobody."""
        self.blockSignals(True)
        self.after.set_value(rule.after)
        self.temperature.setValue(round(rule.temperature * 10))
        self.times.setValue(rule.times)
        self.minutes.setValue(rule.minutes)
        self.blockSignals(False)
        for rule_name, parts in self._parts.items():
            for part in parts:
                part.setVisible(rule_name == name)
        self.setVisible(name in self._parts)
