"""What tells the alarms of one rule at one device apart: whom or what they are about."""

from __future__ import annotations

from facemon.event import DeviceAlarm, Event, Happening, Person

FIRE = 20003
CODES = frozenset({"10001", "10002", "10003", "10004", "20003"})  # of the device's own alarms, as documented


def subject_of(happening: Happening) -> str:
    """Return the subject as `Alarm.subject` has it; empty for nobody in particular."""
    if isinstance(happening, Event):
        return "" if happening.person is None else person_subject(happening.person)
    if isinstance(happening, DeviceAlarm):
        return "" if happening.code is None else str(happening.code)
    return ""


def person_subject(person: Person) -> str:
    """Return what tells a person apart: the user id, else the name; empty for neither."""
    if person.user_id:
        return f"u:{person.user_id}"
    return f"n:{person.name}" if person.name else ""
