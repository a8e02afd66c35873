"""Labels and their values, a line each."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from facemon.ui import theme
from facemon.ui.fitting import wrap
from facemon.ui.label import PlainLabel


class FactLines(QWidget):
    """Labels and values below each other."""

    def __init__(self) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(2 * theme.SPACE)
        self._grid.setColumnStretch(1, 1)
        self.labels: list[PlainLabel] = []

    def show_lines(self, lines: list[tuple[str, str]]) -> None:
        """Show these lines instead."""
        for label in self.labels:
            self._grid.removeWidget(label)
            label.deleteLater()
        self.labels = []
        for row, (name, value) in enumerate(lines):
            shown = PlainLabel(value)
            wrap(shown)
            for column, label in enumerate((PlainLabel(name, dim=True), shown)):
                self._grid.addWidget(label, row, column, Qt.AlignmentFlag.AlignTop)
                self.labels.append(label)
