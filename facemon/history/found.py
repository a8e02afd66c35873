"""Rows of the history as what facemon has words for."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from facemon.alarm import Outcome
from facemon.event import AlarmStatus, DeviceAlarm, Event, Group, Happening, Mask, Person, UnknownMessage
from facemon.history.coding import Kind, category_of
from facemon.history.query import Answer, Found

# What a newer facemon may have written besides is None.
_MASKS: dict[int | None, Mask] = {mask.value: mask for mask in Mask}
_OUTCOMES: dict[str | None, Outcome] = {outcome.value: outcome for outcome in Outcome}
_STATUSES: dict[int | None, AlarmStatus] = {status.value: status for status in AlarmStatus}

_EVENTS = """
SELECT e.id, e.at_ms, d.device_id, e.uuid, e.kind, e.category, e.recovered, e.raised, ifnull(s.device_sn, ''), e.person,
    e.time_ms, e.received_ms, e.passed, e.score, e.liveness, e.temperature, e.mask, e.mode, e.entry_mode,
    e.abnormal_type, e.code, e.status, ifnull(w.description, ''), ifnull(w.user_id, ''), e.type, e.picture_size,
    ifnull(e.flaws, ''), e.acknowledged_ms, ifnull(e.acknowledged_by, ''), ifnull(e.note, ''), a.alarm,
    (SELECT outcome FROM alarm WHERE alarm.id = a.alarm)
FROM json_each(?) AS list JOIN event AS e ON e.id = list.value JOIN device AS d ON d.id = e.device
    LEFT JOIN serial AS s ON s.id = e.serial LEFT JOIN wording AS w ON w.id = e.wording
    LEFT JOIN alarm_event AS a ON a.event = e.id
ORDER BY list.key
"""
_PERSONS = """
SELECT id, name, user_id, type, ic_number, job_number, id_number, guest_start_ms, guest_end_ms, remark
FROM person WHERE id IN (SELECT value FROM json_each(?))
"""
_GROUPS = """
SELECT person, group_id, name FROM membership JOIN team ON team.id = team
WHERE person IN (SELECT value FROM json_each(?)) ORDER BY person, position
"""


class _Row(NamedTuple):
    id: int
    at_ms: int
    device_id: str
    uuid: str
    kind: int
    category: int
    recovered: int
    raised: int
    device_sn: str
    person: int | None
    time_ms: int
    received_ms: int
    passed: int | None
    score: float | None
    liveness: float | None
    temperature: float | None
    mask: int | None
    mode: int | None
    entry_mode: int | None
    abnormal_type: int | None
    code: int | None
    status: int | None
    description: str
    user_id: str
    type: int | None
    picture_size: int
    flaws: str
    acknowledged_ms: int | None
    acknowledged_by: str
    note: str
    alarm: int | None
    outcome: str | None


def found(connection: sqlite3.Connection, ids: Sequence[int]) -> list[Found]:
    """Return the events with these ids, in the same order, without pictures and raw texts. What is gone is left out."""
    rows = [_Row(*row) for row in connection.execute(_EVENTS, (json.dumps(ids),))]
    persons = _persons(connection, {row.person for row in rows if row.person is not None})
    return [
        Found(
            id=row.id,
            happening=_happening(row, persons),
            person=row.person,
            raised=bool(row.raised),
            answer=_answer(row),
            alarm=row.alarm,
        )
        for row in rows
    ]


def _answer(row: _Row) -> Answer | None:
    if row.acknowledged_ms is None:
        return None
    return Answer(row.acknowledged_ms, row.acknowledged_by, row.note, _OUTCOMES.get(row.outcome))


def _persons(connection: sqlite3.Connection, rows: Iterable[int]) -> dict[int, Person]:
    listed = (json.dumps(list(rows)),)
    groups: dict[int, list[Group]] = {}
    for row, group_id, name in connection.execute(_GROUPS, listed):
        groups.setdefault(row, []).append(Group(group_id, name))
    return {
        row: Person(**dict(zip(Person.__struct_fields__, facts, strict=False)), groups=tuple(groups.get(row, ())))
        for row, *facts in connection.execute(_PERSONS, listed)
    }


def _happening(row: _Row, persons: dict[int, Person]) -> Happening:
    flaws = tuple(row.flaws.split())
    if row.kind == Kind.DEVICE_ALARM:
        return DeviceAlarm(
            uuid=row.uuid,
            device_id=row.device_id,
            device_sn=row.device_sn,
            time_ms=row.time_ms,
            received_ms=row.received_ms,
            code=row.code,
            status=_STATUSES.get(row.status),
            description=row.description,
            user_id=row.user_id,
            picture_size=row.picture_size,
            flaws=flaws,
        )
    if row.kind == Kind.UNKNOWN_MESSAGE:
        return UnknownMessage(
            uuid=row.uuid,
            device_id=row.device_id,
            device_sn=row.device_sn,
            time_ms=row.time_ms,
            received_ms=row.received_ms,
            type=row.type,
            picture_size=row.picture_size,
            flaws=flaws,
        )
    return Event(
        uuid=row.uuid,
        device_id=row.device_id,
        device_sn=row.device_sn,
        time_ms=row.time_ms,
        received_ms=row.received_ms,
        category=category_of(row.category),
        passed=None if row.passed is None else bool(row.passed),
        score=row.score,
        liveness=row.liveness,
        temperature=row.temperature,
        mask=_MASKS.get(row.mask),
        mode=row.mode,
        entry_mode=row.entry_mode,
        abnormal_type=row.abnormal_type,
        person=None if row.person is None else persons.get(row.person),
        picture_size=row.picture_size,
        flaws=flaws,
        placed_ms=row.at_ms if row.recovered else None,
    )
