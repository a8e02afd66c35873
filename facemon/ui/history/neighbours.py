"""From one event to the next: of the same person, at the same device, and whatever was around it."""

from __future__ import annotations

import enum

from PySide6.QtCore import QEvent, QSize, Signal
from PySide6.QtWidgets import QGridLayout, QPushButton, QToolButton, QWidget

from facemon.ui import icons, theme
from facemon.ui.elided import ElidedLabel
from facemon.ui.fitting import icon_size


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
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(theme.SPACE // 2)
        grid.setColumnStretch(0, 1)
        for number, (relation, row) in enumerate(self._rows.items()):
            grid.addWidget(row.label, number, 0)
            for column, (button, newer) in enumerate(((row.older, False), (row.newer, True)), 1):
                grid.addWidget(button, number, column)
                button.clicked.connect(lambda _=False, wanted=(relation, newer): self.ask(*wanted))
        grid.addWidget(self._told, len(self._rows), 0, 1, 3)
        grid.addWidget(self.around_button, len(self._rows) + 1, 0, 1, 3)
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


class _Row:
    """A label, and a button for either direction."""

    def __init__(self) -> None:
        self.label = ElidedLabel(colour="dim")
        self.older = QToolButton()
        self.newer = QToolButton()

    @property
    def enabled(self) -> bool:
        return self.older.isEnabled()

    def set_enabled(self, *, on: bool) -> None:
        for button in (self.older, self.newer):
            button.setEnabled(on)
        self.restyle()

    def say(self, label: str, older: str, newer: str) -> None:
        self.label.set_text(label)
        for button, words in ((self.older, older), (self.newer, newer)):
            button.setAccessibleName(words)
            button.setToolTip(words)

    def restyle(self) -> None:
        side = icon_size()
        for button, name in ((self.older, "down"), (self.newer, "up")):
            ink = theme.colour("text" if button.isEnabled() else "faint")
            button.setIcon(icons.icon(name, ink, side))
            button.setIconSize(QSize(side, side))
        self.label.restyle()
