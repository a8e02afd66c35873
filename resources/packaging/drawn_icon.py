"""Draws the program's icon in the sizes that desktops ask for."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

SVG = Path(__file__).resolve().parents[1] / "icons" / "facemon.svg"
THEME_SIZES = (16, 22, 24, 32, 48, 64, 128, 256, 512)  # pixels; those of the hicolor theme


def draw(path: Path, pixels: int) -> Path:
    """Write the icon as a PNG, `pixels` square, and return its path.

    Raises OSError where it cannot be written.
    """
    image = QImage(pixels, pixels, QImage.Format.Format_ARGB32)
    image.fill(0)
    painter = QPainter(image)
    QSvgRenderer(str(SVG)).render(painter)
    painter.end()
    path.parent.mkdir(parents=True, exist_ok=True)
    if not image.save(str(path)):
        raise OSError(f"{path} could not be written")
    return path
