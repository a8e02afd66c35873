"""Who has had a blurred picture shown, on record: a file of JSON lines that is only ever added to.

It names operators, which the log must not, and the event by its number alone.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import msgspec

from facemon.private_file import put_on_record

LARGEST = 512 * 1024  # bytes, until the file becomes the older one


class Shown(msgspec.Struct, frozen=True):
    """One line."""

    at_ms: int  # Unix milliseconds
    event: int  # its number in the history
    by: str  # who sat at the desk, empty where nobody had signed on


class PicturesShown:
    """The file. From one thread at a time that may wait for a disk.

    Args:
        path: the file, made with mode 0600 where there is none.
        wall_ms: gives Unix milliseconds.
    """

    def __init__(self, path: Path, wall_ms: Callable[[], int] = lambda: time.time_ns() // 1_000_000) -> None:
        self._path = path
        self._wall_ms = wall_ms

    def add(self, event: int, by: str) -> None:
        """Put on record that an event's picture was shown; where the disk refuses, the log tells that much."""
        put_on_record(self._path, Shown(self._wall_ms(), event, by), LARGEST)
