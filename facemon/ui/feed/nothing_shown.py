"""What lies over the list of the feed while it is empty."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from facemon.ui import theme
from facemon.ui.fitting import wrap
from facemon.ui.label import PlainLabel


class NothingShown(QWidget):
    """Lies over the list while it is empty and says why."""

    show_all = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hidden = 0
        self._below = ""
        self._headline = PlainLabel(self.tr("Nothing matches"), size=1.3, bold=True)
        self._explanation = PlainLabel(dim=True)
        self._older = PlainLabel(dim=True)
        self._button = QPushButton()
        self._button.clicked.connect(self.show_all)
        layout = QVBoxLayout(self)
        layout.addStretch(2)
        for label in self._labels:
            wrap(label)
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            layout.addWidget(label)
        layout.addWidget(self._button, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(3)
        layout.setSpacing(2 * theme.SPACE)

    def say(self, hidden: int, below: str = "") -> None:
        """Say that `hidden` events are held back by the filter (0: that there are none yet), and what lies below."""
        self._hidden, self._below = hidden, below
        self._older.setText(below)
        self._older.setVisible(bool(below))
        self._button.setText(self.tr("Show all"))
        self._button.setVisible(hidden > 0)
        if hidden:
            self._headline.setText(self.tr("Nothing matches"))
            self._explanation.setText(self.tr("%n event(s) hidden by the filter", "", hidden))
        else:
            self._headline.setText(self.tr("No events yet"))
            self._explanation.setText(self.tr("What happens at the doors appears here, the newest on top."))

    def restyle(self) -> None:
        """Take up the theme, the font and the language in use."""
        for label in self._labels:
            label.restyle()
        self.say(self._hidden, self._below)

    @property
    def _labels(self) -> tuple[PlainLabel, ...]:
        return self._headline, self._explanation, self._older
