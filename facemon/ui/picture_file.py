"""A picture as received, saved where the user says."""

from __future__ import annotations

import re
from pathlib import Path

from PySide6.QtCore import QDateTime

from facemon.event import Happening
from facemon.ui.text import clean

_ENDINGS = {b"\xff\xd8\xff": ".jpg", b"\x89PNG\r\n\x1a\n": ".png", b"GIF8": ".gif", b"BM": ".bmp"}
_FORBIDDEN = re.compile(r'[<>:"/\\|?*%]+')  # on one file system or another


def ending(picture: bytes) -> str:
    """Return the ending for a picture's bytes, by what they begin with."""
    return next((name for magic, name in _ENDINGS.items() if picture.startswith(magic)), ".bin")


def suggested_name(happening: Happening, title: str, device_name: str, picture: bytes) -> str:
    """Return a file name that sorts by time and is legal on every file system."""
    moment = QDateTime.fromMSecsSinceEpoch(happening.received_ms).toString("yyyy-MM-dd HH-mm-ss")
    parts = (_FORBIDDEN.sub(" ", clean(text, 60)) for text in (device_name, title))
    stem = " ".join(" ".join((moment, *parts)).split()).rstrip(". ")
    return stem + ending(picture)


def write(path: Path, picture: bytes) -> None:
    """Write the bytes as received. Raises OSError."""
    path.write_bytes(picture)
