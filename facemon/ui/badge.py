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
        self.setAccessibleName(self._word)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        if self._category is None:
            return QSize(0, 0)
        metrics = QFontMetrics(_font())
        width = metrics.horizontalAdvance(self._word) + self._icon_size + 3 * theme.SPACE
        return QSize(width, metrics.height() + theme.SPACE)

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._category is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ink = theme.category_colour(self._category)
        tint = QColor(ink)
        filled = self._category == Category.BLACKLIST
        tint.setAlpha(255 if filled else _TINT)
        painter.setPen(QPen(ink, 1))
        painter.setBrush(tint)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), _RADIUS, _RADIUS)
        ink = theme.colour("on_accent") if filled else ink
        painter.setPen(ink)
        painter.setFont(_font())
        size = self._icon_size
        icons.paint(
            painter, words.category_icon(self._category), ink, theme.SPACE, round((self.height() - size) / 2), size
        )
        word = self.rect().adjusted(size + round(1.75 * theme.SPACE), 0, 0, 0)
        painter.drawText(word, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), self._word)

    @property
    def _word(self) -> str:
        return "" if self._category is None else words.category(self._category)

    @property
    def _icon_size(self) -> int:
        return QFontMetrics(_font()).ascent()


def _font() -> QFont:
    # Not kept in the widget: Qt resets a widget's font when it moves under another parent while a style sheet is set.
    return theme.font(_SIZE, bold=True)
