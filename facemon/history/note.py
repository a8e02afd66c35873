"""What the history is told beside events. Plain frozen data; a `facemon.event.Gap` is one of them, too."""

from __future__ import annotations

from collections.abc import Hashable

import msgspec

from facemon import alarm as alarms
from facemon.door import DoorOrder
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


Note = Seen | Watched | Gap


class Joined(msgspec.Struct, frozen=True):
    """How an alarm stands now, and what is put on record of it."""

    alarm: alarms.Alarm  # without the happening, which is in the history by itself
    actions: tuple[alarms.Action, ...] = ()
    numbers: tuple[int, ...] = ()  # of the events that have joined it
    moved: tuple[int, ...] = ()  # of those that have left another for it

    @classmethod
    def of(cls, change: alarms.Change) -> Joined:
        """Return what a change says."""
        bare = msgspec.structs.replace(change.alarm, happening=None)
        return cls(bare, change.actions, () if change.number is None else (change.number,), change.moved)


class Shelved(msgspec.Struct, frozen=True):
    """A device's nuisance kind is shelved."""

    shelf: alarms.Shelf


class Unshelved(msgspec.Struct, frozen=True):
    """It is taken off the shelf before its time."""

    device_id: str
    rule: str
    at_ms: int


class Listed(msgspec.Struct, frozen=True):
    """A person is on the watch list, or something about that has been changed."""

    watched: alarms.Watched


class Unlisted(msgspec.Struct, frozen=True):
    """The person is no longer on it."""

    id: int
    at_ms: int
    by: str


class OnDuty(msgspec.Struct, frozen=True):
    """Somebody takes over the desk."""

    at_ms: int
    operator: str


class HandedOver(msgspec.Struct, frozen=True):
    """What one shift leaves to the next."""

    at_ms: int
    by: str
    text: str


class DoorOrdered(msgspec.Struct, frozen=True):
    """Somebody has a door opened; what came of it follows as another of the same id."""

    order: DoorOrder


# What nobody may have to say twice: written at once, in this order, each of them.
Record = Joined | Shelved | Unshelved | Listed | Unlisted | OnDuty | HandedOver | DoorOrdered


def key_of(note: Note) -> Hashable:
    """Return what a later note must have in common with this one to replace it while both wait to be written."""
    if isinstance(note, Gap):
        return Gap, note.id
    return type(note), note.device_id
