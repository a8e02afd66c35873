"""A picture blurred so that nobody can be recognised: decoded to a few pixels, and those drawn large.

Nothing else of the picture is ever decoded, so nothing sharper can be seen before or got back from what is drawn. Safe
in any thread.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

ACROSS = 7  # pixels on the shorter side: of a face, hair and skin remain, no feature


def coarse(width: int, height: int) -> tuple[int, int]:
    """Return into how many pixels a picture is decoded that is to be drawn this large."""
    shorter = max(1, min(width, height))
    return max(1, round(width * ACROSS / shorter)), max(1, round(height * ACROSS / shorter))


def smoothed(image: QImage, width: int, height: int) -> QImage:
    """Return a coarse image as large as it is to be drawn, without edges."""
    return image.scaled(
        max(1, width), max(1, height), Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
    )
