"""The badge that says what an alarm is: icon and word in its colour, filled for what is critical."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from facemon.ui import icons, theme

_RADIUS = 4
_TINT = 26  # of 255: how much of its colour is behind it
_SIZE = 0.9  # of the application's font


class RuleBadge(QWidget):
    """Shows an icon and a word, cut off where there is no room for all of it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._word = ""
        self._icon = ""
        self._rule = ""
        self._filled = False
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def show_rule(self, rule: str, word: str, icon: str, *, filled: bool) -> None:
        """Show this word for a rule (of `facemon.settings.RULES`)."""
        if (rule, word, icon, filled) != (self._rule, self._word, self._icon, self._filled):
            self._rule, self._word, self._icon, self._filled = rule, word, icon, filled
            self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(_font())
        width = metrics.horizontalAdvance(self._word) + metrics.ascent() + 3 * theme.SPACE
        return QSize(width, metrics.height() + theme.SPACE)

    def minimumSizeHint(self) -> QSize:
        height = self.sizeHint().height()
        return QSize(height + theme.SPACE, height)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colour = theme.rule_colour(self._rule)
        tint = QColor(colour)
        tint.setAlpha(255 if self._filled else _TINT)
        painter.setPen(QPen(colour, 1))
        painter.setBrush(tint)
        box = QRectF(self.rect())
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), _RADIUS, _RADIUS)
        ink = theme.colour("on_accent") if self._filled else colour
        metrics = QFontMetrics(_font())
        size = metrics.ascent()
        icons.paint(painter, self._icon, ink, theme.SPACE, round((box.height() - size) / 2), size)
        painter.setPen(ink)
        painter.setFont(_font())
        word = box.adjusted(size + round(1.75 * theme.SPACE), 0, -theme.SPACE // 2, 0)
        shown = metrics.elidedText(self._word, Qt.TextElideMode.ElideRight, round(word.width()))
        painter.drawText(word, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), shown)


def _font() -> QFont:
    return theme.font(_SIZE, bold=True)
