"""What the monitor tells whoever watches it, as frozen data."""

from __future__ import annotations

import msgspec

from facemon.device.status import Status
from facemon.event import Gap, Happening
from facemon.history.keeping import Keeping
from facemon.history.query import Found


class Arrived(msgspec.Struct, frozen=True):
    """Something happened at a door, and it is new."""

    happening: Happening
    number: int  # counts up in the order of arrival; its id in the history
    received_ns: int  # `time.monotonic_ns()` at the message's last byte
    decoded_ns: int


class StatusChanged(msgspec.Struct, frozen=True):
    """A device's connection stands differently."""

    status: Status


class Unreadable(msgspec.Struct, frozen=True):
    """A device has sent one more message that cannot be read."""

    device_id: str
    count: int  # since the program started
    reason: str  # of this one: a sentence in English marked for translation in the context "Message"
    excerpt: str  # the beginning of its text


class GapChanged(msgspec.Struct, frozen=True):
    """A time in which a device's events could not be seen has begun, ended, or been recovered further."""

    gap: Gap


class KeepingChanged(msgspec.Struct, frozen=True):
    """It stands differently with the history."""

    keeping: Keeping


class StillOpen(msgspec.Struct, frozen=True):
    """These were raised before the program was started, and nobody has acknowledged them. Told once, if at all."""

    found: tuple[Found, ...]  # the oldest first


class BackupChanged(msgspec.Struct, frozen=True):
    """The daily copy of the history could not be made, or can be made again."""

    problem: str = ""  # a sentence in English, marked for translation in the context "Backup", with {fields}; or none
    fields: dict[str, str] = {}


Update = Arrived | StatusChanged | Unreadable | GapChanged | KeepingChanged | StillOpen | BackupChanged
