"""A category as icon and word in its colour."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from facemon.ui import icons, theme, words
from facemon.ui.fitting import icon_size


class CategoryLabel(QWidget):
    """Names what a row of the alarms' page is about.

    Args:
        category: a rule of `facemon.settings.RULES`.
        name: its word.
    """

    def __init__(self, category: str, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._category = category
        self._name = name
        self.setAccessibleName(name)

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        return QSize(
            icon_size() + theme.SPACE + metrics.horizontalAdvance(self._name) + 2, metrics.height() + theme.SPACE
        )

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        size = icon_size()
        colour = self._colour()
        icons.paint(painter, words.kind_icon(self._category), colour, 0, (self.height() - size) / 2, size)
        painter.setPen(colour)
        area = self.rect().adjusted(size + theme.SPACE, 0, 0, 0)
        painter.drawText(area, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), self._name)

    def _colour(self) -> QColor:
        return theme.rule_colour(self._category)
