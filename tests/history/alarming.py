"""Alarms as the book would tell of them, for the tests of the history."""

from __future__ import annotations

from typing import Any

from doors import NOW

from facemon.alarm import Action, Alarm, AlarmState, Change, Deed, Priority


def an_alarm(id_: int, **fields: Any) -> Alarm:
    """Return an alarm that somebody owes an answer to."""
    given: dict[str, Any] = {"rule": "stranger", "priority": Priority.MEDIUM, "device_id": "gate", **fields}
    given.setdefault("since_ms", NOW)
    given.setdefault("latest_ms", NOW)
    return Alarm(id=id_, **given)


def raised(id_: int, number: int | None = None, **fields: Any) -> Change:
    """Return the change that raises an alarm."""
    return Change(an_alarm(id_, **fields), (Action(id_, NOW, Deed.RAISED),), number)


def closed(id_: int, at_ms: int = NOW + 9, by: str = "Ann", note: str = "seen to", **fields: Any) -> Change:
    """Return the change that closes an alarm."""
    alarm = an_alarm(id_, state=AlarmState.CLOSED, answered_ms=at_ms, answered_by=by, note=note, **fields)
    return Change(alarm, (Action(id_, at_ms, Deed.ACKNOWLEDGED, by, note),))


def undone(id_: int, at_ms: int = NOW + 10, **fields: Any) -> Change:
    """Return the change that opens it again."""
    return Change(an_alarm(id_, **fields), (Action(id_, at_ms, Deed.UNDONE, "Ann"),))
