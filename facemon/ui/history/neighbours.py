"""From one event to the next: of the same person, at the same device, and whatever was around it."""

from __future__ import annotations

import enum

from PySide6.QtCore import QEvent, QSize, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QToolButton, QVBoxLayout, QWidget

from facemon.ui import icons, theme
from facemon.ui.elided import ElidedLabel
from facemon.ui.fitting import icon_size
from facemon.ui.history.flow import FlowLayout
from facemon.ui.label import PlainLabel


class Relation(enum.Enum):
    """What the next event has in common with this one."""

    PERSON = enum.auto()
    DEVICE = enum.auto()


class NeighbourBar(QWidget):
    """The buttons below an event's details."""

    asked = Signal()  # `wanted` says for what
    around = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.wanted: tuple[Relation, bool] | None = None  # and whether a newer one
        self._rows = {relation: _Row() for relation in Relation}
        self.around_button = QPushButton()
        self.around_button.clicked.connect(self.around)
        self._told = ElidedLabel(colour="dim", size=0.9)
        self._told.hide()
        flow_place = QWidget()
        flow = FlowLayout(flow_place, spacing=theme.SPACE)
        for relation, row in self._rows.items():
            flow.addWidget(row)
            for button, newer in ((row.older, False), (row.newer, True)):
                button.clicked.connect(lambda _=False, wanted=(relation, newer): self.ask(*wanted))
        flow.addWidget(self.around_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE // 2)
        column.addWidget(self._told)
        column.addWidget(flow_place)
        self.retranslate()
        self.restyle()

    def ask(self, relation: Relation, newer: bool) -> None:  # noqa: FBT001 - a slot
        """Ask for the next event."""
        if self._rows[relation].enabled:
            self.wanted = relation, newer
            self.asked.emit()

    def offer(self, *, person: bool) -> None:
        """Take another event, of which it is known who it was, or not."""
        self._rows[Relation.PERSON].set_enabled(on=person)
        self.say("")

    def say(self, text: str) -> None:
        """Say what came of it."""
        self._told.set_text(text)
        self._told.setVisible(bool(text))

    def restyle(self) -> None:
        """Take up the theme and font in use."""
        for row in self._rows.values():
            row.restyle()
        self._told.restyle()

    def retranslate(self) -> None:
        """Take up the language in use."""
        person, device = self._rows[Relation.PERSON], self._rows[Relation.DEVICE]
        person.say(
            self.tr("This person"), self.tr("Previous event of this person"), self.tr("Next event of this person")
        )
        device.say(self.tr("This door"), self.tr("Previous event at this door"), self.tr("Next event at this door"))
        self.around_button.setText(self.tr("Around this moment"))
        self.around_button.setToolTip(self.tr("What happened at all doors some minutes before and after"))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)


class _Row(QWidget):
    """A label, and a button for either direction."""

    def __init__(self) -> None:
        super().__init__()
        self._label = PlainLabel(dim=True)
        self.older = QToolButton()
        self.newer = QToolButton()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.SPACE // 2)
        for widget in (self._label, self.older, self.newer):
            row.addWidget(widget)

    @property
    def enabled(self) -> bool:
        return self.older.isEnabled()

    def set_enabled(self, *, on: bool) -> None:
        for button in (self.older, self.newer):
            button.setEnabled(on)
        self.restyle()

    def say(self, label: str, older: str, newer: str) -> None:
        self._label.setText(label)
        for button, words in ((self.older, older), (self.newer, newer)):
            button.setAccessibleName(words)
            button.setToolTip(words)

    def restyle(self) -> None:
        side = icon_size()
        for button, name in ((self.older, "down"), (self.newer, "up")):
            ink = theme.colour("text" if button.isEnabled() else "faint")
            button.setIcon(icons.icon(name, ink, side))
            button.setIconSize(QSize(side, side))
            button.setStyleSheet("padding: 4px;")
        self._label.restyle()
