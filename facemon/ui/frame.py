"""The window as it is before anything is there that it could show: it says so, and not that all is calm."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QRect, QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QPixmap
from PySide6.QtWidgets import QMainWindow, QWidget

from facemon.ui import placed, theme

_AROUND = QSize(16, 48)  # about what a window manager puts around
_BAR, _STATUS = 56, 34  # pixels, about as high as the bars come to be
_CARD = QSize(300, 150)


class Frame(QMainWindow):
    """A window whose first frame does not wait for what comes into it."""

    def __init__(self) -> None:
        super().__init__()
        self.placed = False  # it is where it was left
        self.setWindowTitle("facemon")
        self.setMinimumSize(QSize(800, 520))
        self.resize(QSize(1440, 900).boundedTo(self.screen().availableSize() - _AROUND))

    def begin(self, place: Mapping[str, object]) -> StartingPage:
        """Show that facemon starts, in the place that `placed.keep` has told of the last time, if it has."""
        page = StartingPage()
        self.setCentralWidget(page)
        self.placed = bool(place) and placed.restore(self, place)
        self.show()
        return page


class StartingPage(QWidget):
    """Where everything will be, and that facemon only starts."""

    painted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        colours = self.palette()
        colours.setColor(QPalette.ColorRole.WindowText, theme.colour("text"))
        self.setPalette(colours)
        self._retranslate()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        space, bottom = 2 * theme.SPACE, self.height() - _STATUS
        _fill(painter, self.rect(), "window")
        _fill(painter, QRect(0, 0, self.width(), _BAR), "bar")
        _fill(painter, QRect(0, bottom, self.width(), _STATUS), "bar")
        painter.setFont(theme.font(1.1, bold=True))
        metrics = painter.fontMetrics()
        painter.drawText(space, (_BAR - metrics.height()) // 2 + metrics.ascent(), "facemon")
        words = metrics.height() + 2 * space
        _fill(painter, QRect(space, _BAR + space, self.width() - 2 * space, words), "panel")
        painter.drawText(2 * space, _BAR + 2 * space + metrics.ascent(), self._text)
        top = _BAR + words + 2 * space
        columns = max(1, (self.width() - space) // (_CARD.width() + space))
        width = (self.width() - space) // columns - space
        while top < bottom - space:
            for column in range(columns):
                height = min(_CARD.height(), bottom - space - top)
                card = QRect(space + column * (width + space), top, width, height)
                _fill(painter, card, "line")
                _fill(painter, card.adjusted(1, 1, -1, -1), "card")
            top += _CARD.height() + space
        painter.end()
        self.painted.emit()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
            self.update()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        self._text = self.tr("facemon is starting: no device is being watched yet")
        self.setAccessibleName(self._text)


def _fill(painter: QPainter, place: QRect, colour: str) -> None:
    """Fill a place. For pens and brushes, the bindings would first name all that is in `Qt`: a tenth of the start."""
    pixel = QPixmap(1, 1)
    pixel.fill(theme.colour(colour))
    painter.drawPixmap(place, pixel)
