"""How the lists at the left of the settings' pages look: the list, the ground of a row, a line in it."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QStyle

from facemon.ui import theme

# Chinese beside Latin letters is higher than the line they have alone.
_LINE = int(Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextDontClip)


def set_up(view: QListWidget) -> None:
    """Have a list scroll by the pixel, up and down alone, on the ground of what is around it."""
    view.setProperty("plain", True)
    view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)


def paint_ground(painter: QPainter, area: QRectF, state: QStyle.StateFlag) -> None:
    """Paint what tells that a row is chosen, has the keyboard, or is under the mouse."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if state & QStyle.StateFlag.State_Selected:
        painter.setPen(QPen(theme.colour("accent"), 2 if state & QStyle.StateFlag.State_HasFocus else 1))
        painter.setBrush(theme.colour("selected"))
        painter.drawRoundedRect(area, theme.RADIUS, theme.RADIUS)
    elif state & QStyle.StateFlag.State_MouseOver:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("card"))
        painter.drawRoundedRect(area, theme.RADIUS, theme.RADIUS)


def paint_line(
    painter: QPainter,
    place: QRectF,
    text: str,
    font: QFont,
    colour: str,
    cut: Qt.TextElideMode = Qt.TextElideMode.ElideRight,
) -> None:
    """Paint a line in a colour of the theme; what does not fit becomes an ellipsis."""
    painter.setFont(font)
    painter.setPen(theme.colour(colour))
    shown = painter.fontMetrics().elidedText(text, cut, round(place.width()))
    painter.drawText(place.adjusted(0, 0, 1, 0), _LINE, shown)
