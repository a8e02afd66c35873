"""A category as icon and word in its colour."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from facemon.ui import icons, theme, words
from facemon.ui.fitting import icon_size


class CategoryLabel(QWidget):
    """Names the alarm rule that the alarms' page is about."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._category = ""
        self._name = ""
        self.restyle()

    def show_rule(self, category: str) -> None:
        """Name this rule (of `facemon.settings.RULES`)."""
        self._category = category
        self._name = words.rule(category)
        self.setAccessibleName(self._name)
        self.updateGeometry()
        self.update()

    def restyle(self) -> None:
        """Take up the theme and font in use."""
        self.setFont(theme.font(1.15, bold=True))
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        return QSize(
            icon_size() + theme.SPACE + metrics.horizontalAdvance(self._name) + 2, metrics.height() + theme.SPACE
        )

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        if not self._category:
            return
        painter = QPainter(self)
        size = icon_size()
        colour = theme.rule_colour(self._category)
        icons.paint(painter, words.kind_icon(self._category), colour, 0, (self.height() - size) / 2, size)
        painter.setPen(colour)
        area = self.rect().adjusted(size + theme.SPACE, 0, 0, 0)
        painter.drawText(area, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), self._name)
