"""What the monitor tells whoever watches it, as frozen data."""

from __future__ import annotations

import msgspec

from facemon.alarm import Alarm, Flood, Shelf, Watched
from facemon.device.freshness import Freshness
from facemon.device.status import Certificate, Status
from facemon.door import DoorOrder
from facemon.event import Category, Gap, Happening
from facemon.history.keeping import Keeping
from facemon.monitor.enrolled import Key, Photo


class Arrived(msgspec.Struct, frozen=True):
    """Something happened at a door, and it is new."""

    happening: Happening
    number: int  # counts up in the order of arrival; its id in the history
    received_ns: int  # `time.monotonic_ns()` at the message's last byte
    decoded_ns: int
    raised: bool = False  # somebody has to acknowledge it


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


class AlarmChanged(msgspec.Struct, frozen=True):
    """An alarm is new, or stands differently; a closed one is owed no longer."""

    alarm: Alarm
    order: int  # counts up from change to change: of two updates of one alarm, the greater tells how it stands
    restored: bool = False  # it was owed before the program started


class ShelvesChanged(msgspec.Struct, frozen=True):
    """These kinds are shelved now, and no others."""

    shelves: tuple[Shelf, ...]
    order: int  # as in `AlarmChanged`


class FloodsChanged(msgspec.Struct, frozen=True):
    """These devices raise more alarms than a person can handle now, and no others."""

    floods: tuple[Flood, ...]
    order: int  # as in `AlarmChanged`


class WatchListChanged(msgspec.Struct, frozen=True):
    """These persons are on the watch list now, and no others."""

    watched: tuple[Watched, ...]
    order: int  # as in `AlarmChanged`


class TodayTold(msgspec.Struct, frozen=True):
    """How many events of today the history had, by category, before the program was started. Told once, if at all."""

    counts: dict[Category, int]


class OnDuty(msgspec.Struct, frozen=True):
    """Who took over the desk last, before the program started; empty where that operator has signed off."""

    operator: str


class SerialTold(msgspec.Struct, frozen=True):
    """A device has told its serial number, which was not known."""

    device_id: str
    serial: str
    in_event: bool = False  # else of itself


class CertificateKnown(msgspec.Struct, frozen=True):
    """A certificate that was approved for some device, now or earlier."""

    certificate: Certificate


class CertificateShown(msgspec.Struct, frozen=True):
    """A device shows this certificate, and it was accepted."""

    device_id: str
    certificate: Certificate


class SkewTold(msgspec.Struct, frozen=True):
    """How far a device's clock is off has been measured."""

    device_id: str
    skew_ms: int  # ahead of this computer's clock


class FreshnessTold(msgspec.Struct, frozen=True):
    """What is known of a device's silence has changed."""

    freshness: Freshness


class PhotoCame(msgspec.Struct, frozen=True):
    """An enrolled photo that somebody wants to see has come, or is known not to."""

    key: Key
    photo: Photo


class DoorTold(msgspec.Struct, frozen=True):
    """What came of an order to open a door."""

    order: DoorOrder


class BackupChanged(msgspec.Struct, frozen=True):
    """The daily copy of the history could not be made, or can be made again."""

    problem: str = ""  # a sentence in English, marked for translation in the context "Backup", with {fields}; or none
    fields: dict[str, str] = {}


BoardUpdate = AlarmChanged | ShelvesChanged | FloodsChanged | WatchListChanged
CertificateUpdate = CertificateKnown | CertificateShown
DeviceUpdate = (
    StatusChanged | Unreadable | SerialTold | SkewTold | FreshnessTold | PhotoCame | DoorTold | CertificateUpdate
)
Update = Arrived | DeviceUpdate | GapChanged | KeepingChanged | BackupChanged | OnDuty | TodayTold | BoardUpdate
