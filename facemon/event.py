"""What happened at a door, as plain frozen data.

The fields follow the device's event subscription document. A field that the device did not send, or sent in a form that
cannot be used, is None (texts: empty), and the names of the unusable ones are in `flaws`. Texts are as the device sent
them; what shows them strips control characters (`facemon.ui.text`).
"""

from __future__ import annotations

import enum

import msgspec


class Category(enum.StrEnum):
    """What an event means to a guard; the value is the word used in files and on the command line."""

    STAFF = "staff"
    VISITOR = "visitor"
    STRANGER = "stranger"
    NONLIVE = "nonlive"
    BLACKLIST = "blacklist"
    UNKNOWN = "unknown"
    DEVICE = "device"


class Mask(enum.IntEnum):
    """Whether a mask was worn; `OFF` when the device does not look for one."""

    OFF = 0
    NOT_WORN = 1
    WORN = 2


class AlarmStatus(enum.IntEnum):
    """What became of a device alarm."""

    RAISED = 1
    CLEARING_FAILED = 2
    CLEARED = 3


class Group(msgspec.Struct, frozen=True):
    """A group that a person belongs to on the device."""

    id: str
    name: str


class Person(msgspec.Struct, frozen=True):
    """Who the device took the person for. Numbers are the device's own texts, empty when it sent none."""

    name: str = ""
    user_id: str = ""
    type: int | None = None
    ic_number: str = ""
    job_number: str = ""
    id_number: str = ""
    guest_start_ms: int | None = None  # Unix milliseconds; None when unset
    guest_end_ms: int | None = None
    remark: str = ""
    groups: tuple[Group, ...] = ()


class Event(msgspec.Struct, frozen=True, kw_only=True):
    """One recognition (message type 0)."""

    uuid: str  # the device's; where it sends none, "digest:" and a digest of device, time, category, person and picture
    device_id: str  # the id in the settings
    device_sn: str = ""
    time_ms: int  # Unix milliseconds by the device's clock; the arrival time where it sent none that can be used
    received_ms: int  # Unix milliseconds by this computer's clock
    category: Category
    passed: bool | None = None
    score: float | None = None  # 0 to 1
    liveness: float | None = None  # 0 to 1, API 1.0 and 1.1
    temperature: float | None = None  # °C; None when not measured
    mask: Mask | None = None
    mode: int | None = None  # verification mode, 0 to 10
    entry_mode: int | None = None  # what opened the door, 1 to 12, newer firmware
    abnormal_type: int | None = None  # why access was denied, 0 for no reason, newer firmware
    person: Person | None = None
    picture: bytes = b""  # the JPEG as received; empty when there is none
    picture_size: int = 0  # bytes as received, also once `picture` itself has been given up
    flaws: tuple[str, ...] = ()
    raw: str = ""  # the message's JSON with the picture and any PIN taken out

    def without_picture(self) -> Event:
        """Return the same event with the picture's bytes given up."""
        return msgspec.structs.replace(self, picture=b"") if self.picture else self


class DeviceAlarm(msgspec.Struct, frozen=True, kw_only=True):
    """The device itself raises or clears an alarm (message type 1)."""

    uuid: str  # the device's trace_id, else a digest; a cleared alarm has the raised one's with ":3" put behind it
    device_id: str
    device_sn: str = ""
    time_ms: int
    received_ms: int
    code: int | None = None  # 10001 tamper, 10002 forced door, 10003 held open, 10004 password attack, 20003 fire
    status: AlarmStatus | None = None
    description: str = ""
    user_id: str = ""
    picture: bytes = b""
    picture_size: int = 0
    flaws: tuple[str, ...] = ()
    raw: str = ""

    @property
    def category(self) -> Category:
        """Always `Category.DEVICE`."""
        return Category.DEVICE

    def without_picture(self) -> DeviceAlarm:
        """Return the same alarm with the picture's bytes given up."""
        return msgspec.structs.replace(self, picture=b"") if self.picture else self


class UnknownMessage(msgspec.Struct, frozen=True, kw_only=True):
    """A well-formed message of a type that facemon does not know: kept and shown, never dropped."""

    uuid: str  # "digest:" and a digest of device and text
    device_id: str
    device_sn: str = ""
    time_ms: int
    received_ms: int
    type: int | None = None
    picture: bytes = b""
    picture_size: int = 0
    flaws: tuple[str, ...] = ()
    raw: str = ""

    @property
    def category(self) -> Category:
        """Always `Category.UNKNOWN`."""
        return Category.UNKNOWN

    def without_picture(self) -> UnknownMessage:
        """Return the same message: a picture inside one is not looked for."""
        return self


Happening = Event | DeviceAlarm | UnknownMessage
