"""Which time a shift is. Pure: moments in Unix milliseconds."""

from __future__ import annotations

from collections.abc import Sequence

from facemon.history.note import OnDuty
from facemon.report.record import Shift

HOUR_MS = 3_600_000
USUAL_HOURS = 8  # of a shift where nobody signs on
LONGEST_HOURS = 16  # who is on duty for longer does not sign off


def this_shift(duties: Sequence[OnDuty], now_ms: int) -> Shift:
    """Return the shift that goes on: since the operator on duty began, else the last hours that are usual."""
    begun = _shifts(duties, now_ms)
    if begun and begun[-1].operator and now_ms - begun[-1].from_ms <= LONGEST_HOURS * HOUR_MS:
        return begun[-1]
    return last_hours(USUAL_HOURS, now_ms, begun[-1].operator if begun else "")


def last_shift(duties: Sequence[OnDuty], now_ms: int) -> Shift:
    """Return the shift before `this_shift`; as long as a usual one where nobody signed on."""
    current = this_shift(duties, now_ms)
    for shift in reversed(_shifts(duties, now_ms)):
        if shift.operator and shift.to_ms <= current.from_ms and shift.to_ms - shift.from_ms <= LONGEST_HOURS * HOUR_MS:
            return shift
    return Shift(current.from_ms - USUAL_HOURS * HOUR_MS, current.from_ms)


def last_hours(hours: int, now_ms: int, operator: str = "") -> Shift:
    """Return the last so many hours."""
    return Shift(now_ms - hours * HOUR_MS, now_ms, operator)


def _shifts(duties: Sequence[OnDuty], now_ms: int) -> list[Shift]:
    """Return who had the desk from when to when, the last one up to now; who came back to their own desk went on."""
    begun: list[OnDuty] = []
    for duty in sorted(duties, key=lambda duty: duty.at_ms):
        if duty.at_ms < now_ms and (not begun or duty.operator != begun[-1].operator):
            begun.append(duty)
    ends = [*(duty.at_ms for duty in begun), now_ms][1:]
    return [Shift(duty.at_ms, end, duty.operator) for duty, end in zip(begun, ends, strict=True) if duty.at_ms < end]
