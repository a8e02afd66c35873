"""What lies over the results where there are none: nothing found, or no history to look in."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from facemon.ui import theme
from facemon.ui.fitting import wrap
from facemon.ui.history.filters import Part
from facemon.ui.history.flow import FlowLayout
from facemon.ui.label import PlainLabel


class NothingToShow(QWidget):
    """Says why there are no results, and offers what can be done about it."""

    lift = Signal()  # `lifted` shall narrow the results no more
    again = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lifted: tuple[Part, ...] = ()
        self._parts: tuple[Part, ...] = ()
        self._problem = ""
        self._headline = PlainLabel(size=1.3, bold=True)
        self._explanation = PlainLabel(dim=True)
        self.buttons = {part: QPushButton() for part in Part}
        for part, button in self.buttons.items():
            button.clicked.connect(lambda _=False, part=part: self._lift((part,)))
        self.all_button = QPushButton()
        self.all_button.clicked.connect(lambda: self._lift(self._parts))
        self.again_button = QPushButton()
        self.again_button.clicked.connect(self.again)
        row = QWidget()
        flow = FlowLayout(row, spacing=theme.SPACE, centred=True)
        for each in (*self.buttons.values(), self.all_button, self.again_button):
            flow.addWidget(each)
        column = QVBoxLayout(self)
        column.setSpacing(2 * theme.SPACE)
        column.addStretch(2)
        for label in (self._headline, self._explanation):
            wrap(label)
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            column.addWidget(label)
        column.addWidget(row)
        column.addStretch(3)
        self.hide()
        self.retranslate()

    def nothing_found(self, parts: Sequence[Part]) -> None:
        """Say that nothing is found, and what narrows the search: each can be lifted."""
        self._parts, self._problem = tuple(parts), ""
        self._say()

    def unavailable(self, problem: str) -> None:
        """Say why there is nothing to look in, in the user's language."""
        self._parts, self._problem = (), problem
        self._say()

    def restyle(self) -> None:
        """Take up the theme and font in use."""
        self._headline.restyle()
        self._explanation.restyle()

    def retranslate(self) -> None:
        """Take up the language in use."""
        for part, word in {
            Part.TEXT: self.tr("Without the text"),
            Part.PERIOD: self.tr("All time"),
            Part.DEVICES: self.tr("All devices"),
            Part.OUTCOME: self.tr("Any outcome"),
            Part.GROUP: self.tr("All groups"),
            Part.CATEGORIES: self.tr("All categories"),
            Part.SELECTION: self.tr("The whole time-line"),
        }.items():
            self.buttons[part].setText(word)
        self.all_button.setText(self.tr("Lift all filters"))
        self.again_button.setText(self.tr("Try again"))
        self._say()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def _say(self) -> None:
        if self._problem:
            self._headline.setText(self.tr("The history cannot be shown"))
            self._explanation.setText(self._problem)
        elif self._parts:
            self._headline.setText(self.tr("Nothing found"))
            self._explanation.setText(self.tr("There may be more if the search is made wider:"))
        else:
            self._headline.setText(self.tr("The history is empty"))
            self._explanation.setText(self.tr("What happens at the doors is kept from now on, and found here."))
        for part, button in self.buttons.items():
            button.setVisible(part in self._parts)
        self.all_button.setVisible(len(self._parts) > 1)
        self.again_button.setVisible(bool(self._problem))

    def _lift(self, parts: tuple[Part, ...]) -> None:
        self.lifted = parts
        self.lift.emit()
