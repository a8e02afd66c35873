"""One exported event: the fields that others rely on, as a JSON line and as a line of CSV."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

import msgspec

from facemon.event import DeviceAlarm, Event, Person
from facemon.history.query import Found
from facemon.spreadsheet import table_header, table_line

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_NOBODY = Person()


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """One event as it is exported. The order is that of the columns; numbers mean what the device's document says.

    Times are ISO 8601 with the offset of this computer's time zone; empty for none, and for one beyond any calendar.
    """

    uuid: str
    device_id: str
    device_sn: str
    time: str  # by the device's clock
    category: str
    name: str
    user_id: str
    job_number: str
    passed: bool | None
    score: float | None
    temperature: float | None
    mask: int | None
    mode: int | None
    recovered: bool
    acknowledged_at: str
    acknowledged_by: str
    note: str
    picture: str  # the file's name
    at: str  # the place in the order of all events, by this computer's clock
    received: str
    device_name: str
    kind: str  # recognition, alarm, message
    groups: tuple[str, ...]
    ic_number: str
    id_number: str
    remark: str
    user_type: int | None
    visitor_from: str
    visitor_until: str
    liveness: float | None
    entry_mode: int | None
    abnormal_type: int | None
    alarm_code: int | None
    alarm_status: int | None
    description: str
    message_type: int | None
    raised: bool
    flaws: tuple[str, ...]
    picture_size: int  # bytes as received, also where it is not exported
    picture_sha256: str  # of the exported picture, hex
    outcome: str  # of its alarm, as the operator says: real, false, test
    alarm: int | None  # the number of the alarm that it belongs to


COLUMNS = Row.__struct_fields__


def row(found: Found, device_names: Mapping[str, str], *, picture: str = "", sha256: str = "") -> Row:
    """Return an event as it is exported.

    Args:
        found: the event.
        device_names: by device id.
        picture: the name of the file that has its picture.
        sha256: of that picture, hex.
    """
    happening, answer = found.happening, found.answer
    event = happening if isinstance(happening, Event) else None
    alarm = happening if isinstance(happening, DeviceAlarm) else None
    person = (event.person if event else None) or _NOBODY
    return Row(
        uuid=happening.uuid,
        device_id=happening.device_id,
        device_sn=happening.device_sn,
        time=iso(happening.time_ms),
        category=happening.category.value,
        name=person.name,
        user_id=alarm.user_id if alarm else person.user_id,
        job_number=person.job_number,
        passed=event.passed if event else None,
        score=event.score if event else None,
        temperature=event.temperature if event else None,
        mask=event.mask if event else None,
        mode=event.mode if event else None,
        recovered=happening.recovered,
        acknowledged_at=iso(answer.at_ms) if answer else "",
        acknowledged_by=answer.by if answer else "",
        note=answer.note if answer else "",
        picture=picture,
        at=iso(happening.at_ms),
        received=iso(happening.received_ms),
        device_name=device_names.get(happening.device_id, ""),
        kind="recognition" if event else "alarm" if alarm else "message",
        groups=tuple(group.name or group.id for group in person.groups),
        ic_number=person.ic_number,
        id_number=person.id_number,
        remark=person.remark,
        user_type=person.type,
        visitor_from=iso(person.guest_start_ms),
        visitor_until=iso(person.guest_end_ms),
        liveness=event.liveness if event else None,
        entry_mode=event.entry_mode if event else None,
        abnormal_type=event.abnormal_type if event else None,
        alarm_code=alarm.code if alarm else None,
        alarm_status=alarm.status if alarm else None,
        description=alarm.description if alarm else "",
        message_type=getattr(happening, "type", None),
        raised=found.raised,
        flaws=happening.flaws,
        picture_size=happening.picture_size,
        picture_sha256=sha256,
        outcome=answer.outcome.value if answer and answer.outcome else "",
        alarm=found.alarm,
    )


def iso(ms: int | None) -> str:
    """Return a moment (Unix milliseconds) in local time as ISO 8601 with its offset; empty for None and year 10000."""
    if ms is None:
        return ""
    try:
        return (_EPOCH + timedelta(milliseconds=ms)).astimezone().isoformat(timespec="milliseconds")
    except (OverflowError, ValueError, OSError):  # a device's clock can say anything
        return ""


def json_line(exported: Row) -> bytes:
    """Return an event as one line of JSON, its end included. Texts are exactly as the device sent them."""
    return msgspec.json.encode(exported) + b"\n"


def csv_header() -> bytes:
    """Return what a CSV file begins with: the byte order mark that spreadsheets know UTF-8 by, and the columns."""
    return table_header(COLUMNS)


def csv_line(exported: Row) -> bytes:
    """Return an event as one line of CSV (RFC 4180), its end included, in which no spreadsheet finds a formula."""
    return table_line(getattr(exported, column) for column in COLUMNS)
