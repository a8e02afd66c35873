"""Icons drawn from the SVG files in resources/icons, in any colour and at any scale."""

from __future__ import annotations

import logging
from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QImage, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from facemon.resource import resources

log = logging.getLogger(__name__)
_told: set[str] = set()  # icons whose files could not be read; it would be said for every card of every frame


@lru_cache(maxsize=64)
def _source(name: str) -> bytes:
    return (resources() / "icons" / f"{name}.svg").read_bytes()


@lru_cache(maxsize=512)
def drawn(name: str, colour: str, pixels: int) -> QImage:
    """Return the icon `name`, `pixels` device pixels square, with its `currentColor` replaced by `colour` ("#rrggbb").

    Raises FileNotFoundError for a name that has no file.
    """
    renderer = QSvgRenderer(QByteArray(_source(name).replace(b"currentColor", colour.encode())))
    image = QImage(QSize(pixels, pixels), QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    renderer.render(painter, QRectF(0, 0, pixels, pixels))
    painter.end()
    return image


def _drawn_or_nothing(name: str, colour: str, pixels: int) -> QImage:
    """Return the icon, or none of it where its file cannot be read now: what is painted with it must be seen."""
    try:
        return drawn(name, colour, pixels)
    except OSError as error:
        if name not in _told:
            _told.add(name)
            log.warning("an icon cannot be read: %s", str(error))  # the error itself would hold the painter
        nothing = QImage(QSize(pixels, pixels), QImage.Format.Format_ARGB32_Premultiplied)
        nothing.fill(Qt.GlobalColor.transparent)
        return nothing


def paint(painter: QPainter, name: str, colour: QColor | str, x: float, y: float, size: float) -> None:
    """Draw an icon of `size` logical pixels, sharp at any device pixel ratio."""
    ratio = painter.device().devicePixelRatioF()
    hue = colour if isinstance(colour, str) else colour.name()
    painter.drawImage(QRectF(x, y, size, size), _drawn_or_nothing(name, hue, max(1, round(size * ratio))))


def icon(name: str, colour: QColor | str, size: int = 16, air: int = 0) -> QIcon:
    """Return a QIcon for buttons and menus, with versions for scale 1, 2 and 3 and `air` empty pixels to its right."""
    hue = colour if isinstance(colour, str) else colour.name()
    result = QIcon()
    for ratio in (1, 2, 3):
        image = _drawn_or_nothing(name, hue, size * ratio)
        pixmap = QPixmap.fromImage(image.copy(0, 0, (size + air) * ratio, size * ratio))
        pixmap.setDevicePixelRatio(ratio)
        result.addPixmap(pixmap)
    return result


def application_icon() -> QIcon:
    """Return the program's own icon."""
    return QIcon(str(resources() / "icons" / "facemon.svg"))
