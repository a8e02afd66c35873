"""The tray's picture: facemon's own, with how many alarms are owed on the colour of the most pressing one."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QIcon, QPainter, QPixmap

from facemon.alarm import Priority
from facemon.ui import icons, theme

SIZES = (16, 22, 24, 32, 48, 64)  # what trays ask for
_SHARE = 0.68  # of the picture's side, for the number
_SMALL = 24  # pixels up to which there is room for one digit alone, and that only in nearly all of the picture
_SMALL_SHARE = 0.9
_MOST_SHOWN = 100  # this and more look alike


def tray_icon(count: int, highest: Priority | None) -> QIcon:
    """Return the picture for so many alarms; facemon's own while none is owed."""
    if not count or highest is None:
        return icons.application_icon()
    return _counted_icon(
        min(count, _MOST_SHOWN), theme.priority_colour(highest).name(), theme.font(bold=True).toString()
    )


@lru_cache(64)  # the number goes up and down
def _counted_icon(count: int, colour: str, font: str) -> QIcon:
    own, used = icons.application_icon(), QFont()
    used.fromString(font)
    result = QIcon()
    for size in SIZES:
        result.addPixmap(_drawn(own, size, count, QColor(colour), used))
    return result


def counted(count: int, size: int) -> str:
    """Return the number as there is room for it in a picture of so many pixels."""
    if size <= _SMALL:
        return str(count) if count < 10 else "9+"
    return str(count) if count < 100 else "99+"


def _drawn(own: QIcon, size: int, count: int, colour: QColor, of: QFont) -> QPixmap:
    pixmap = QPixmap(size, size)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.drawPixmap(0, 0, own.pixmap(size, size))
    side = size * (_SMALL_SHARE if size <= _SMALL else _SHARE)
    place = QRectF(size - side, size - side, side, side)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawEllipse(place)
    text = counted(count, size)
    font = QFont(of)
    font.setPixelSize(max(7, round(side * (0.78 if len(text) == 1 else 0.6 if len(text) == 2 else 0.46))))
    painter.setFont(font)
    painter.setPen(QColor("black" if _is_light(colour) else "white"))
    painter.drawText(place, int(Qt.AlignmentFlag.AlignCenter), text)
    painter.end()
    return pixmap


def _is_light(colour: QColor) -> bool:
    """Return whether black stands out from it more than white does, by WCAG's relative luminance."""
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (colour.redF(), colour.greenF(), colour.blueF())
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.179
