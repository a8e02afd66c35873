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
    placed_ms: int | None = None  # where it belongs in time, if it was recovered from the device's records: see `at_ms`

    @property
    def recovered(self) -> bool:
        """Whether it was fetched from the device's records afterwards, and not seen as it happened."""
        return self.placed_ms is not None

    @property
    def at_ms(self) -> int:
        """When it happened by this computer's clock, in Unix milliseconds: its place in the order of all events.

        The arrival, for what was seen as it happened; for what was recovered, the device's time without the error of
        the device's clock.
        """
        return self.received_ms if self.placed_ms is None else self.placed_ms

    def without_picture(self) -> Event:
        """Return the same event with the picture's bytes given up."""
        return msgspec.structs.replace(self, picture=b"") if self.picture else self


class DeviceAlarm(msgspec.Struct, frozen=True, kw_only=True):
    """The device itself raises or clears an alarm (message type 1)."""

    uuid: str  # the device's trace_id, else a digest; with ":3" behind it once cleared
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

    @property
    def recovered(self) -> bool:
        """Always false: the device's records hold recognitions alone."""
        return False

    @property
    def at_ms(self) -> int:
        """The arrival, in Unix milliseconds: its place in the order of all events."""
        return self.received_ms

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

    @property
    def recovered(self) -> bool:
        """Always false: the device's records hold recognitions alone."""
        return False

    @property
    def at_ms(self) -> int:
        """The arrival, in Unix milliseconds: its place in the order of all events."""
        return self.received_ms

    def without_picture(self) -> UnknownMessage:
        """Return the same message: a picture inside one is not looked for."""
        return self


Happening = Event | DeviceAlarm | UnknownMessage


class GapCause(enum.StrEnum):
    """Why a device's events could not be seen and kept as they happened."""

    DISCONNECTED = "disconnected"
    UNREPORTED = "unreported"  # connected, but the device did not report its events
    CLOSED = "closed"  # facemon was not running
    NEW = "new"  # before the device was first watched
    NOT_KEPT = "not kept"  # seen, but the history could not be written and the memory was full


class GapState(enum.StrEnum):
    """What has become of a gap."""

    OPEN = "open"  # it still goes on
    OFFERED = "offered"  # a person decides whether it shall be recovered
    WAITING = "waiting"  # to be recovered, as soon as the device can be asked
    RECOVERING = "recovering"
    RECOVERED = "recovered"  # all that the device has of that time is in the history
    PARTIAL = "partial"  # ended with something missing; `problem` says what
    FAILED = "failed"  # nothing could be recovered; `problem` says why
    DECLINED = "declined"  # by a person


class Gap(msgspec.Struct, frozen=True, kw_only=True):
    """A time in which a device's events could not be seen and kept as they happened. A row of the history."""

    id: int
    device_id: str
    from_ms: int  # Unix milliseconds by this computer's clock: the last proof that all was seen
    to_ms: int | None = None  # None while it goes on
    cause: GapCause
    state: GapState = GapState.OPEN
    read: int = 0  # records that the device has given
    total: int | None = None  # records that it says it has
    recovered: int = 0  # events among them that were new
    pictureless: int = 0  # of those, without a picture
    lost: int = 0  # events that were seen but not kept, and have not been recovered
    cursor_s: int | None = None  # the device's Unix second up to which its records have been read
    problem: str = ""  # a sentence in English, marked for translation in the context "Recovery", with {fields}
    detail: str = ""  # the {detail} of the problem: a few words, bounded, without secrets
