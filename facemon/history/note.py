"""What the history is told beside events. Plain frozen data; a `facemon.event.Gap` is the fourth of them."""

from __future__ import annotations

from collections.abc import Hashable

import msgspec

from facemon.event import Gap


class Seen(msgspec.Struct, frozen=True):
    """A device of this name is in the settings."""

    device_id: str
    name: str


class Watched(msgspec.Struct, frozen=True):
    """Of this device nothing was missed up to `at_ms`; its clock was `skew_ms` ahead, None where it never told."""

    device_id: str
    at_ms: int
    skew_ms: int | None


class Answered(msgspec.Struct, frozen=True):
    """Somebody has acknowledged these events."""

    numbers: tuple[int, ...]
    at_ms: int
    by: str
    note: str


Note = Seen | Watched | Answered | Gap


def key_of(note: Note) -> Hashable:
    """Return what a later note must have in common with this one to replace it while both wait to be written."""
    if isinstance(note, Gap):
        return Gap, note.id
    if isinstance(note, Answered):
        return Answered, note.numbers
    return type(note), note.device_id
