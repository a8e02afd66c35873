"""What becomes of alarms when their events are erased with a person: nothing of that person stays in them."""

from __future__ import annotations

import msgspec

from facemon.alarm import Action, AlarmState, Change, Deed, Moment
from facemon.alarms.ledger import Ledger
from facemon.alarms.standing import Standing


def erase(ledger: Ledger, numbers: frozenset[int], now: Moment) -> list[Change]:
    """Let go of these events. An alarm without any others is closed without an answer, and tells nothing of whom."""
    changes = []
    for standing in (*ledger.owed, *ledger.lately):
        if not standing.forget(numbers):
            continue
        gone = standing.is_empty
        if gone and standing.alarm.owed:
            ledger.owed.remove(standing)
        elif gone:
            ledger.lately.remove(standing)
        # A note is the operator's own words; of whom of them they are, nobody knows.
        standing.before = "", standing.before[1]
        standing.alarm = msgspec.structs.replace(standing.alarm, reason="", note="")
        if gone:
            changes.append(_close(standing, now))
        else:
            changes.append(Change(standing.alarm))
    return changes


def _close(standing: Standing, now: Moment) -> Change:
    alarm = standing.alarm
    standing.alarm = msgspec.structs.replace(
        alarm,
        subject="",
        happening=None,
        state=AlarmState.CLOSED,
        answered_ms=now.wall_ms if alarm.owed else alarm.answered_ms,
        quiet_until_ms=None,
        owner="",
    )
    return Change(standing.alarm, (Action(alarm.id, now.wall_ms, Deed.ERASED),))
