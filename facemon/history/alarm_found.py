"""Rows of the tables of alarms as what facemon has words for."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable

import msgspec

from facemon.alarm import STRIP, Action, Alarm, AlarmState, Deed, Outcome, Priority, Shelf
from facemon.door import DoorOrder, DoorOutcome
from facemon.event import Happening
from facemon.history.found import found
from facemon.history.note import HandedOver, OnDuty

# What a reader selects to make an `Alarm` of.
COLUMNS = (
    "alarm.id, rule, priority, device_id, subject, since_ms, latest_ms, count, reason, state, over_ms, quiet_until_ms,"
    " owner, missed, escalated, ticked, answered_ms, answered_by, outcome, alarm.note"
)
# By when they happened: what was recovered has joined late. Of thousands, only the last to arrive are looked at.
_NUMBERS = f"""
SELECT id FROM event JOIN (SELECT event FROM alarm_event WHERE alarm = ? ORDER BY event DESC LIMIT {20 * STRIP})
    ON id = event ORDER BY at_ms DESC, id DESC LIMIT {STRIP}
"""  # noqa: S608 - constants
_RAISED = f"""
SELECT {COLUMNS}, erased FROM alarm WHERE since_ms >= ?1 AND since_ms < ?2 ORDER BY since_ms, id LIMIT ?3
"""  # noqa: S608 - constants
# By its two parts: each has an index of its own.
_STANDING = f"""
SELECT {COLUMNS}, erased FROM alarm WHERE id IN (
    SELECT id FROM alarm WHERE since_ms >= ?1 AND since_ms < ?2
    UNION SELECT id FROM alarm WHERE state <> 'closed' AND +since_ms < ?2
    UNION SELECT id FROM alarm WHERE answered_ms >= ?1 AND since_ms < ?2
) ORDER BY since_ms, id LIMIT ?3
"""  # noqa: S608 - constants
_ACTIONS = """
SELECT alarm, at_ms, deed, done_by, text FROM alarm_action
WHERE alarm IN (SELECT value FROM json_each(?)) ORDER BY id
"""
_OCCURRENCES = """
SELECT alarm.device_id, event.received_ms FROM alarm
    JOIN alarm_event ON alarm_event.alarm = alarm.id JOIN event ON event.id = alarm_event.event
WHERE alarm.id IN (SELECT value FROM json_each(?)) ORDER BY event.received_ms, event.id
"""
_SHELVINGS = """
SELECT device_id, rule, from_ms, until_ms, shelved_by, reason, ifnull(ended_ms, until_ms) FROM shelf
WHERE from_ms < ?2 AND from_ms >= ?1 - 86400000 AND ifnull(ended_ms, until_ms) > ?1 ORDER BY from_ms, id
"""
_DUTIES = """
SELECT at_ms, operator FROM duty WHERE at_ms < ?2 AND at_ms >= (
    SELECT ifnull(max(at_ms), ?1) FROM duty WHERE at_ms <= ?1
) ORDER BY at_ms, id
"""
_DOOR_ORDERS = """
SELECT id, at_ms, device_id, ordered_by, reason, outcome, detail FROM door_order
WHERE at_ms >= ? AND at_ms < ? ORDER BY at_ms, id
"""
_HANDOVERS = "SELECT at_ms, written_by, text FROM handover WHERE at_ms >= ? AND at_ms < ? ORDER BY at_ms, id"

# What only a newer facemon knows becomes what comes nearest to it.
_ELSEWHERE = ("numbers", "happening")
_STATES = {state.value: state for state in AlarmState}
_OUTCOMES = {outcome.value: outcome for outcome in Outcome}
_DEEDS = {deed.value: deed for deed in Deed}


class KeptAlarm(msgspec.Struct, frozen=True):
    """An alarm out of the history."""

    alarm: Alarm
    erased: bool = False  # its person has been erased, and with it whom and what it was about


class Shelving(msgspec.Struct, frozen=True):
    """That something was shelved."""

    shelf: Shelf
    ended_ms: int  # when it was over: its time, or that it was taken off before


def alarm_of(row: tuple[object, ...], numbers: tuple[int, ...] = (), happening: Happening | None = None) -> Alarm:
    """Return the alarm of a row of `COLUMNS`. What only a newer facemon knows is what comes nearest to it."""
    values = dict(zip((name for name in Alarm.__struct_fields__ if name not in _ELSEWHERE), row, strict=True))
    values["priority"] = Priority(max(1, min(4, int(str(values["priority"])))))
    values["state"] = _STATES.get(str(values["state"]), AlarmState.OPEN)
    values["outcome"] = _OUTCOMES.get(str(values["outcome"]))
    values["missed"] = bool(values["missed"])
    values["ticked"] = tuple(int(line) for line in str(values["ticked"]).split() if line.isdecimal())
    return Alarm(**values, numbers=numbers, happening=happening)  # type: ignore[arg-type]


def with_events(connection: sqlite3.Connection, rows: list[tuple[object, ...]]) -> tuple[Alarm, ...]:
    """Return the alarms of rows of `COLUMNS` with the newest of their events that are kept."""
    numbers = {
        row[0]: tuple(event for (event,) in reversed(connection.execute(_NUMBERS, (row[0],)).fetchall()))
        for row in rows
    }
    newest = [events[-1] for events in numbers.values() if events]
    happenings = {event.id: event.happening for event in found(connection, newest)}
    return tuple(
        alarm_of(row, numbers[row[0]], happenings.get(numbers[row[0]][-1]) if numbers[row[0]] else None) for row in rows
    )


def alarms_between(
    connection: sqlite3.Connection, from_ms: int, to_ms: int, *, standing: bool, limit: int
) -> list[KeptAlarm]:
    """Return the alarms of a time, as `Reader.alarms` has it."""
    rows = connection.execute(_STANDING if standing else _RAISED, (from_ms, to_ms, limit)).fetchall()
    alarms = with_events(connection, [row[:-1] for row in rows])
    return [KeptAlarm(alarm, bool(row[-1])) for alarm, row in zip(alarms, rows, strict=True)]


def actions_of(connection: sqlite3.Connection, alarms: Iterable[int]) -> list[Action]:
    """Return what was done with these alarms, in that order. What only a newer facemon does is left out."""
    rows = connection.execute(_ACTIONS, (json.dumps(list(alarms)),)).fetchall()
    return [Action(alarm, at_ms, _DEEDS[deed], by, text) for alarm, at_ms, deed, by, text in rows if deed in _DEEDS]


def occurrences_of(connection: sqlite3.Connection, alarms: Iterable[int]) -> list[tuple[str, int]]:
    """Return the device and the arrival of every event that belongs to these alarms and is kept."""
    return connection.execute(_OCCURRENCES, (json.dumps(list(alarms)),)).fetchall()


def shelvings_between(connection: sqlite3.Connection, from_ms: int, to_ms: int) -> list[Shelving]:
    """Return what was shelved at some moment of a time: nothing is for longer than a day."""
    rows = connection.execute(_SHELVINGS, (from_ms, to_ms)).fetchall()
    return [Shelving(Shelf(*shelf), ended_ms) for *shelf, ended_ms in rows]


def duties_between(connection: sqlite3.Connection, from_ms: int, to_ms: int) -> list[OnDuty]:
    """Return who was on duty in a time, who was when it began included."""
    return [OnDuty(*row) for row in connection.execute(_DUTIES, (from_ms, to_ms)).fetchall()]


def handovers_between(connection: sqlite3.Connection, from_ms: int, to_ms: int) -> list[HandedOver]:
    """Return what was left to the next shift in a time."""
    return [HandedOver(*row) for row in connection.execute(_HANDOVERS, (from_ms, to_ms)).fetchall()]


def door_orders_between(connection: sqlite3.Connection, from_ms: int, to_ms: int) -> list[DoorOrder]:
    """Return which doors were opened from the desk in a time."""
    return [
        DoorOrder(
            id=id_,
            at_ms=at_ms,
            device_id=device_id,
            by=by,
            reason=reason,
            outcome=_door_outcome(outcome),
            detail=detail,
        )
        for id_, at_ms, device_id, by, reason, outcome, detail in connection.execute(
            _DOOR_ORDERS, (from_ms, to_ms)
        ).fetchall()
    ]


def _door_outcome(value: str) -> DoorOutcome:
    try:
        return DoorOutcome(value)
    except ValueError:  # of a newer facemon
        return DoorOutcome.UNKNOWN
