"""The name of an exported picture's file: it sorts, it tells what it shows, and every file system takes it."""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Iterator

from facemon.event import Event, Happening
from facemon.history.export_row import iso

# Bytes. All in all they stay below the 143 that an encrypted home allows, the least of all file systems.
_LONGEST_NAME = 48
_LONGEST_DEVICE = 40
_ENDINGS = {b"\xff\xd8": ".jpg", b"\x89PNG\r\n\x1a\n": ".png", b"GIF8": ".gif", b"BM": ".bmp"}
_RUNS = re.compile("[-_.]*-[-_.]*|[.]{2,}")


def picture_name(happening: Happening, picture: bytes) -> str:
    """Return the file name for an event's picture: time, device, category, name and a part of the uuid.

    The time is the event's place in the order of all, in local time to the millisecond. As it begins with a digit, the
    name is none of those that Windows keeps for itself.
    """
    person = happening.person if isinstance(happening, Event) else None
    parts = (
        iso(happening.at_ms)[:23].replace(":", "-").replace("T", "_") or "0000",
        _plain(happening.device_id, _LONGEST_DEVICE),
        happening.category.value,
        _plain(person.name, _LONGEST_NAME) if person else "",
        _plain(happening.uuid[-8:], 16),
    )
    return "_".join(filter(None, parts)) + _ending(picture)


def names_beside(name: str) -> Iterator[str]:
    """Go through a name and those that are taken for it where it belongs to another file already."""
    yield name
    stem, dot, ending = name.rpartition(".")
    for number in itertools.count(2):
        yield f"{stem}_{number}{dot}{ending}"


def _ending(picture: bytes) -> str:
    return next((ending for magic, ending in _ENDINGS.items() if picture.startswith(magic)), ".bin")


def _plain(text: str, longest: int) -> str:
    """Return the letters and digits of a text, hyphens for all else, in at most so many bytes."""
    composed = unicodedata.normalize("NFC", text[:longest])  # macOS takes other forms for the same name
    kept = "".join(c if c in "-_." or unicodedata.category(c)[0] in "LMN" else "-" for c in composed)
    short = _RUNS.sub("-", kept).encode()[:longest].decode(errors="ignore")
    return short.strip("-._")
