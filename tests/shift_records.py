"""A shift on record, for the tests of what tells of one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from facemon.alarm import Action, Alarm, AlarmState, Deed, Outcome, Priority, Shelf
from facemon.event import Category, Event, Gap, GapCause, GapState, Person
from facemon.history.alarm_found import Shelving
from facemon.history.note import HandedOver, OnDuty
from facemon.report.record import Record, Shift, ShiftRecord

BEGIN = 1_795_413_600_000  # 23 Nov 2026, 06:00 UTC
MINUTE, HOUR = 60_000, 3_600_000
END = BEGIN + 8 * HOUR
NAMES = {"north-gate": "North gate", "lobby": "Lobby"}


def record(
    number: int, since_ms: int, *, wait_s: float | None = 30, rule: str = "blacklist",
    priority: Priority = Priority.CRITICAL, by: str = "Li", deed: Deed = Deed.ACKNOWLEDGED, **fields: Any,
) -> Record:  # fmt: skip
    """Return an alarm that was answered after so many seconds; None: it is still owed."""
    actions = [Action(number, since_ms, Deed.RAISED)]
    answered: dict[str, Any] = {}
    if wait_s is not None:
        at_ms = since_ms + round(wait_s * 1000)
        by = "" if deed is Deed.SELF_ACKNOWLEDGED else by
        answered = {"answered_ms": at_ms, "answered_by": by, "state": AlarmState.CLOSED}
        actions.append(Action(number, at_ms, deed, by, fields.get("note", "")))
    given: dict[str, Any] = {
        "device_id": "north-gate", "subject": f"u:{number}", "latest_ms": since_ms, "numbers": (number,),
        "happening": seen(number, since_ms), **answered, **fields,
    }  # fmt: skip
    return Record(Alarm(id=number, rule=rule, priority=priority, since_ms=since_ms, **given), tuple(actions))


def seen(number: int, at_ms: int, category: Category = Category.BLACKLIST, name: str = "") -> Event:
    """Return a recognition."""
    return Event(
        uuid=f"event-{number}", device_id="north-gate", time_ms=at_ms, received_ms=at_ms, category=category,
        person=Person(name=name or f"Person {number}", user_id=str(number)),
    )  # fmt: skip


def shift(records: Sequence[Record] = (), **fields: Any) -> ShiftRecord:
    """Return a shift of eight hours with these alarms, read at its end."""
    given: dict[str, Any] = {
        "shift": Shift(BEGIN, END, "Li"), "read_ms": END, "device_names": NAMES,
        "occurrences": tuple(
            (one.alarm.device_id, at_ms)
            for one in records
            for at_ms in (one.alarm.since_ms, *[one.alarm.latest_ms] * (one.alarm.count - 1))
        ), **fields,
    }  # fmt: skip
    return ShiftRecord(records=tuple(records), **given)


def busy_shift() -> ShiftRecord:
    """Return a shift with something of everything."""
    records = [
        record(1, BEGIN - 20 * MINUTE, wait_s=25 * 60, rule="device", priority=Priority.HIGH, outcome=Outcome.TEST),
        record(2, BEGIN + 12 * MINUTE, wait_s=9, outcome=Outcome.REAL, note="Turned away, police told"),
        record(3, BEGIN + 50 * MINUTE, wait_s=48, rule="nonlive", priority=Priority.HIGH, outcome=Outcome.FALSE),
        record(4, BEGIN + 2 * HOUR, wait_s=252, count=4, note="Second time this week", by="Wang"),
        *(
            record(
                10 + n, BEGIN + 3 * HOUR + n * 20_000, wait_s=60 + 7 * n, rule="stranger", priority=Priority.LOW,
                outcome=Outcome.FALSE if n % 3 else None, device_id="lobby",
            )
            for n in range(14)
        ),
        record(
            40, BEGIN + 5 * HOUR, wait_s=900, rule="visitor_time", priority=Priority.LOW, deed=Deed.SELF_ACKNOWLEDGED
        ),
        record(41, END - 4 * MINUTE, wait_s=None),
        record(42, END - 9 * MINUTE, wait_s=None, rule="fever", priority=Priority.MEDIUM, state=AlarmState.LOOKING),
    ]  # fmt: skip
    return shift(
        records,
        shelvings=(
            Shelving(
                Shelf("lobby", "stranger", BEGIN + 185 * MINUTE, BEGIN + 215 * MINUTE, "Li", "Cleaners in the lobby"),
                BEGIN + 200 * MINUTE,
            ),
        ),
        duties=(OnDuty(BEGIN, "Li"),),
        handovers=(HandedOver(BEGIN - 2 * MINUTE, "Wang", "The lobby camera is turned away.\nTechnician at 10."),),
        gaps=(
            Gap(
                id=1, device_id="north-gate", from_ms=BEGIN + HOUR, to_ms=BEGIN + HOUR + 5 * MINUTE,
                cause=GapCause.DISCONNECTED, state=GapState.FAILED, lost=2,
            ),
        ),
    )  # fmt: skip
