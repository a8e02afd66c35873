"""The alarms of a shift as a table: a row an alarm, with all that is known of it and all that was done with it."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from facemon.alarm import Action
from facemon.event import DeviceAlarm, Event, Person
from facemon.history.export_row import iso
from facemon.report.record import Record, ShiftRecord
from facemon.spreadsheet import table_header, table_line

_NOBODY = Person()


class AlarmRow(msgspec.Struct, frozen=True, kw_only=True):
    """One alarm as it is written. The order is that of the columns.

    Times are ISO 8601 with the offset of this computer's time zone; empty for none.
    """

    alarm: int
    rule: str
    priority: str
    state: str
    device_id: str
    device_name: str
    raised: str
    first: str  # of the events that joined
    latest: str
    count: int
    name: str
    user_id: str
    job_number: str
    category: str
    alarm_code: int | None
    reason: str
    remark: str
    missed: bool
    condition_over: str
    acknowledged_at: str
    acknowledged_by: str
    seconds_to_acknowledge: float | None
    acknowledged_itself: bool
    outcome: str
    note: str
    escalated: int
    ticked: tuple[str, ...]  # lines of the instruction, counted from 1
    deeds: tuple[str, ...]  # when, what, by whom, and more about it
    event: str  # the newest one's uuid
    erased: bool  # its person has been erased, and with it whom and what it was about


COLUMNS = AlarmRow.__struct_fields__


def table(shift: ShiftRecord) -> Iterator[bytes]:
    """Go through the lines of a CSV file (RFC 4180, UTF-8) about a shift, in which no spreadsheet finds a formula."""
    yield table_header(COLUMNS)
    for record in shift.records:
        row = alarm_row(record, shift.device_names.get(record.alarm.device_id, ""))
        yield table_line(getattr(row, column) for column in COLUMNS)


def alarm_row(record: Record, device_name: str) -> AlarmRow:
    """Return an alarm as it is written."""
    alarm = record.alarm
    happening = alarm.happening
    event = happening if isinstance(happening, Event) else None
    device = happening if isinstance(happening, DeviceAlarm) else None
    person = (event.person if event else None) or _NOBODY
    return AlarmRow(
        alarm=alarm.id,
        rule=alarm.rule,
        priority=alarm.priority.word,
        state=alarm.state.value,
        device_id=alarm.device_id,
        device_name=device_name,
        raised=iso(record.raised_ms),
        first=iso(alarm.since_ms),
        latest=iso(alarm.latest_ms),
        count=alarm.count,
        name=person.name,
        user_id=device.user_id if device else person.user_id,
        job_number=person.job_number,
        category=happening.category.value if happening else "",
        alarm_code=device.code if device else None,
        reason=alarm.reason,
        remark=device.description if device else person.remark,
        missed=alarm.missed,
        condition_over=iso(alarm.over_ms),
        acknowledged_at=iso(alarm.answered_ms),
        acknowledged_by=alarm.answered_by,
        seconds_to_acknowledge=None if record.wait_ms is None else record.wait_ms / 1000,
        acknowledged_itself=record.answered_itself,
        outcome=alarm.outcome.value if alarm.outcome else "",
        note=alarm.note,
        escalated=alarm.escalated,
        ticked=tuple(str(line + 1) for line in alarm.ticked),
        deeds=tuple(map(_deed, record.actions)),
        event=happening.uuid if happening else "",
        erased=record.erased,
    )


def _deed(action: Action) -> str:
    by = f" by {action.by}" if action.by else ""
    more = f": {action.text}" if action.text else ""
    return f"{iso(action.at_ms)} {action.deed.value}{by}{more}"
