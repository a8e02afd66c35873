"""The pictures on a card of the lane: the newest large, those before it in a strip."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QFontMetrics, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from facemon.ui import icons, theme
from facemon.ui.alarms.pictures import AlarmPictures
from facemon.ui.feed.decoding import Decoded

_RADIUS = 5
_GAP = 4


def large_size() -> QSize:
    """Return how large the newest picture of a full card is, in logical pixels."""
    line = QFontMetrics(theme.font()).height()
    width = min(168, max(96, round(6.2 * line)))
    return QSize(width, round(width * 1.27))


def small_size() -> QSize:
    """Return how large a picture of the strip is, in logical pixels."""
    width = large_size().width() // 3 - _GAP
    return QSize(width, round(width * 1.27))


class Face(QWidget):
    """The newest picture of an alarm; a silhouette while it is on its way, and where it cannot be shown."""

    def __init__(self, pictures: AlarmPictures, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pictures = pictures
        self._number: int | None = None
        self._full = False
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_number(self, number: int | None, *, full: bool) -> None:
        """Show the picture of this event, large where the card is `full`; None hides it."""
        self.setVisible(number is not None)
        if (number, full) != (self._number, self._full):
            self._number, self._full = number, full
            self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:
        size = large_size()
        return size if self._full else QSize(size.width() // 2, size.height() // 2)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self._number is not None:
            paint_face(painter, QRectF(self.rect()), self._pictures.large(self._number))


class Strip(QWidget):
    """The newest pictures of an alarm that has come again and again, the newest first, in as many lines as it takes."""

    def __init__(self, pictures: AlarmPictures, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pictures = pictures
        self._numbers: tuple[int, ...] = ()
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.hide()

    def show_numbers(self, numbers: tuple[int, ...]) -> None:
        """Show the pictures of these events; none hides the strip."""
        self.setVisible(bool(numbers))
        if numbers != self._numbers:
            self._numbers = numbers
            self.updateGeometry()
            self.update()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        size = small_size()
        beside = max(1, (width + _GAP) // (size.width() + _GAP))
        lines = -(-len(self._numbers) // beside)
        return max(0, lines * (size.height() + _GAP) - _GAP)

    def sizeHint(self) -> QSize:
        return small_size()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        size = small_size()
        beside = max(1, (self.width() + _GAP) // (size.width() + _GAP))
        for place, number in enumerate(self._numbers):
            line, column = divmod(place, beside)
            x, y = column * (size.width() + _GAP), line * (size.height() + _GAP)
            paint_face(painter, QRectF(x, y, size.width(), size.height()), self._pictures.small(number))


def paint_face(painter: QPainter, place: QRectF, decoded: Decoded | None) -> None:
    """Paint a face with round corners; a silhouette while it is on its way, and where it cannot be shown."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    shape = QPainterPath()
    shape.addRoundedRect(place, _RADIUS, _RADIUS)
    painter.save()
    painter.setClipPath(shape)
    if decoded is not None and decoded.image is not None:
        painter.drawImage(place, decoded.image)
    else:
        painter.fillRect(place, theme.colour("control"))
        size = place.width() * 0.8
        broken = decoded is not None and decoded.problem is not None
        name = "broken-picture" if broken else "silhouette"
        top = place.center().y() - size / 2 if broken else place.bottom() - size
        icons.paint(painter, name, theme.colour("faint"), place.center().x() - size / 2, top, size)
    painter.restore()
