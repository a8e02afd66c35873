"""What a theme and a font size look like, before they are in force."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from facemon.event import Category
from facemon.ui import icons, theme, words

_CARDS = (Category.STAFF, Category.STRANGER, Category.BLACKLIST)
_SPACE = theme.SPACE


class Preview(QWidget):
    """Draws a few cards as the feed would have them, in a theme and a size of its own."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme.theme()
        self._percent = 100
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(QSize(220, 200))
        self.setAccessibleName(self.tr("Preview"))

    def set_look(self, name: str, percent: int) -> None:
        """Draw in the theme of this name ("dark", "light", "system") and at this font size."""
        self._theme, self._percent = theme.chosen(name), percent
        self.update()

    @property
    def look(self) -> tuple[str, int]:
        """The name of the theme drawn, "dark" or "light", and the font size in per cent."""
        return self._theme.name, self._percent

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(self._theme.border)))
        painter.setBrush(QColor(self._theme.window))
        frame = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(frame, theme.RADIUS, theme.RADIUS)
        painter.setClipRect(frame.adjusted(2, 2, -2, -2))
        height = QFontMetricsF(self._font(1.1)).height() + QFontMetricsF(self._font(0.95)).height() + 3 * _SPACE
        top = frame.top() + 2 * _SPACE
        for category in _CARDS:
            card = QRectF(frame.left() + 2 * _SPACE, top, frame.width() - 4 * _SPACE, height)
            self._paint_card(painter, card, category)
            top += height + 1.5 * _SPACE

    def _paint_card(self, painter: QPainter, area: QRectF, category: Category) -> None:
        ink = QColor(self._theme.category[category])
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._theme.card))
        painter.drawRoundedRect(area, theme.RADIUS, theme.RADIUS)
        painter.setBrush(ink)
        painter.drawRoundedRect(QRectF(area.left(), area.top(), 4, area.height()), 2, 2)
        side = area.height() - 3 * _SPACE
        icons.paint(
            painter, words.category_icon(category), ink, area.left() + 2 * _SPACE, area.top() + 1.5 * _SPACE, side
        )
        left = area.left() + 4 * _SPACE + side
        width = area.right() - left - _SPACE
        title, below = self._words(category)
        y = area.top() + 1.5 * _SPACE
        for text, font, colour in (
            (title, self._font(1.1, bold=True), self._theme.text),
            (below, self._font(0.95), self._theme.dim),
        ):
            metrics = QFontMetricsF(font)
            painter.setFont(font)
            painter.setPen(QColor(colour))
            shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, width)
            painter.drawText(QRectF(left, y, width + 1, metrics.height()), int(Qt.AlignmentFlag.AlignVCenter), shown)
            y += metrics.height()

    def _words(self, category: Category) -> tuple[str, str]:
        return {
            Category.STAFF: (self.tr("Anna Berg"), self.tr("Maintenance, 1042")),
            Category.STRANGER: (words.category(category), self.tr("Not enrolled, no match")),
        }.get(category, (self.tr("Blacklisted person"), self.tr("Call the shift leader")))

    def _font(self, size: float, *, bold: bool = False) -> QFont:
        font = theme.sized(self._percent)
        font.setPointSizeF(font.pointSizeF() * size)
        font.setBold(bold)
        return font
