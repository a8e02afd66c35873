"""The mark on a picture that is blurred: it can be shown."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter

from facemon.ui import icons, theme

_SHARE = 0.3  # of the picture's width
_MOST = 40  # pixels


def paint_veil(painter: QPainter, place: QRectF) -> None:
    """Draw an eye with a stroke through it in the middle of a picture."""
    side = min(_MOST, place.width() * _SHARE)
    ground = theme.colour("panel")
    ground.setAlphaF(0.75)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ground)
    painter.drawEllipse(place.center(), side * 0.75, side * 0.75)
    icons.paint(
        painter, "blurred", theme.colour("text"), place.center().x() - side / 2, place.center().y() - side / 2, side
    )
