"""Whether a device that is live and silent has reported all that it has recorded. No I/O, no clock.

Pings may be answered for hours while the event channel is dead: the window looks calm then, and alarms are missed. The
device's own records tell. All that is compared with each other is by the device's clock, which may be off by years.
"""

from __future__ import annotations

import enum
from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

import msgspec

from facemon.device.message import event_from_data
from facemon.event import Event, Happening

DIGEST = "digest:"  # begins what stands for the uuid of a record that has none, and may be another in the event


class Check(enum.StrEnum):
    """Whether a device's silence can be checked."""

    UNKNOWN = "unknown"  # it has not been asked yet
    CHECKED = "checked"
    NO_RECORDS = "no records"  # it offers none
    NOT_STORED = "not stored"  # it keeps none
    NO_SIGN_IN = "no sign-in"  # it does not give them out without one
    NO_ANSWER = "no answer"  # in time, or none that can be understood


class Freshness(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of a device's silence."""

    device_id: str
    check: Check = Check.UNKNOWN
    mute: bool = False  # nothing has come over its link since it was found not to report
    unreported: int = 0  # how often, since the program started, its records had what it had not reported
    found_ms: int | None = None  # Unix milliseconds: when that was found last
    since_ms: int | None = None  # Unix milliseconds: from when on nothing had been reported then


class Heard(NamedTuple):
    """The last that came over the link."""

    time_ms: int | None  # an event's, by the device's clock; None where it told none, and where it was no event
    received_ms: int  # by this computer's

    @classmethod
    def of(cls, happening: Happening) -> Heard:
        """Return what matters of it. A device's own alarm is in no records: it does not tell what they should have."""
        timed = isinstance(happening, Event) and "timestamp" not in happening.flaws
        return cls(happening.time_ms if timed else None, happening.received_ms)


class Record(NamedTuple):
    """One of the device's records."""

    uuid: str
    second: int | None  # Unix, by the device's clock; None where it tells no time

    @classmethod
    def of(cls, item: Mapping[str, object], device_id: str) -> Record:
        """Return what matters of one as the device gives it."""
        event = event_from_data(item, device_id=device_id, received_ms=0)
        return cls(event.uuid, None if "timestamp" in event.flaws else event.time_ms // 1000)


class Link(NamedTuple):
    """What is known of the link since it became live."""

    live_ms: int  # Unix milliseconds, by this computer's clock
    heard: Heard | None = None  # over this link
    skews: tuple[int, ...] = ()  # milliseconds that the device's clock was ahead, each time it was measured
    first_s: int | None = None  # the newest record's second when it was first asked for, where no clock tells more


def begin_s(link: Link) -> int | None:
    """Return the second, by the device's clock, behind which all that it records should have come over the link.

    None where nothing tells: then the newest record of today's answer is where tomorrow's begins.
    """
    if link.skews:
        # A clock that was set while the link was live leaves two answers. The later one accuses nobody wrongly.
        return (link.live_ms + max(link.skews)) // 1000
    if link.heard is not None and link.heard.time_ms is not None:
        return link.heard.time_ms // 1000
    return link.first_s


def overdue(records: Iterable[Record], link: Link, known: Collection[str], now_ms: int) -> tuple[Record, ...]:
    """Return the records that should have come over the link, and are not `known`.

    Args:
        now_ms: Unix milliseconds by this computer's clock: what the device dates later was recorded before its clock
            was set back, and tells nothing.
    """
    begin = begin_s(link)
    if begin is None:
        return ()
    end = (now_ms + max(link.skews)) // 1000 + 1 if link.skews else None
    heard_ms = None if link.heard is None else link.heard.time_ms
    found = []
    for record in records:
        uuid, second = record
        if second is None or second <= begin or uuid in known or (end is not None and second > end):
            continue
        if uuid.startswith(DIGEST) and heard_ms is not None and second <= heard_ms // 1000:
            continue
        found.append(record)
    return tuple(found)


def are_not_stored(records: Collection[Record], link: Link, asked_from_s: int) -> bool:
    """Return whether the device keeps no records: the one of an event that it has reported is not among them."""
    heard_ms = None if link.heard is None else link.heard.time_ms
    return not records and heard_ms is not None and heard_ms // 1000 >= asked_from_s


def unreported_since_ms(missed: Iterable[Record], link: Link) -> int:
    """Return from when on what was recorded did not come, in Unix milliseconds by this computer's clock."""
    since_ms = link.live_ms if link.heard is None else max(link.live_ms, link.heard.received_ms)
    if link.skews:  # something later may have come all the same
        recorded = (record.second * 1000 - max(link.skews) for record in missed if record.second is not None)
        since_ms = min(since_ms, min(recorded, default=since_ms))
    return max(link.live_ms, since_ms)
