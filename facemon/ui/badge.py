"""The badge that says what an event is: icon and word in an outline, never colour alone."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from facemon.event import Category
from facemon.ui import icons, theme, words

_RADIUS = 4
_TINT = 26  # of 255: how much of its colour is behind it
_SIZE = 0.9  # of the application's font


class Badge(QWidget):
    """Shows one category; of no size while there is none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._category: Category | None = None
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_category(self, category: Category | None) -> None:
        """Show this category from now on."""
        self._category = category
        self.restyle()

    def restyle(self) -> None:
        """Take up the theme, font and language in use."""
        self.setAccessibleName("" if self._category is None else words.category(self._category))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(0, 0) if self._category is None else badge_size(self._category)

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._category is not None:
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            paint_badge(painter, QRectF(self.rect()), self._category)


def badge_size(category: Category) -> QSize:
    """Return how large a category's badge is."""
    metrics = QFontMetrics(_font())
    width = metrics.horizontalAdvance(words.category(category)) + metrics.ascent() + 3 * theme.SPACE
    return QSize(width, metrics.height() + theme.SPACE)


def paint_badge(painter: QPainter, rect: QRectF, category: Category) -> None:
    """Draw a category's badge; a word for which `rect` is too narrow is cut off."""
    ink = theme.category_colour(category)
    tint = QColor(ink)
    filled = category == Category.BLACKLIST
    tint.setAlpha(255 if filled else _TINT)
    painter.setPen(QPen(ink, 1))
    painter.setBrush(tint)
    painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), _RADIUS, _RADIUS)
    ink = theme.colour("on_accent") if filled else ink
    metrics = QFontMetrics(_font())
    size = metrics.ascent()
    top = rect.top() + round((rect.height() - size) / 2)
    icons.paint(painter, words.category_icon(category), ink, rect.left() + theme.SPACE, top, size)
    painter.setPen(ink)
    painter.setFont(_font())
    word = rect.adjusted(size + round(1.75 * theme.SPACE), 0, -theme.SPACE // 2, 0)
    shown = metrics.elidedText(words.category(category), Qt.TextElideMode.ElideRight, round(word.width()))
    painter.drawText(word, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), shown)


def _font() -> QFont:
    # Not kept in the widget: Qt resets a widget's font when it moves under another parent while a style sheet is set.
    return theme.font(_SIZE, bold=True)
