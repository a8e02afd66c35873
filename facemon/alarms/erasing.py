"""What becomes of alarms when their events are erased with a person: nothing of that person stays in them."""

from __future__ import annotations

import msgspec

from facemon.alarm import AlarmState, Change, Deed, Moment
from facemon.alarms.ledger import Ledger
from facemon.alarms.standing import Standing


def erase(ledger: Ledger, numbers: frozenset[int], now: Moment) -> list[Change]:
    """Let go of these events. An alarm without any others is closed without an answer, and tells nothing of whom."""
    changes = []
    for standing in (*ledger.owed, *ledger.lately):
        if not standing.forget(numbers):
            continue
        if not standing.is_empty:
            # Of whom of them the words are, nobody knows.
            standing.alarm = msgspec.structs.replace(standing.alarm, reason="", note="")
            changes.append(Change(standing.alarm))
            continue
        if standing.alarm.owed:
            ledger.owed.remove(standing)
            standing.alarm = msgspec.structs.replace(
                standing.alarm, state=AlarmState.CLOSED, answered_ms=now.wall_ms, quiet_until_ms=None, owner=""
            )
        else:
            ledger.lately.remove(standing)
        _blank(standing)
        changes.append(ledger.record(standing, Deed.ERASED, "", now))
    return changes


def _blank(standing: Standing) -> None:
    # A note is the operator's own words, and may well name the person.
    standing.alarm = msgspec.structs.replace(standing.alarm, subject="", reason="", note="", happening=None)
