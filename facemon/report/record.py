"""What is on record of a shift, as frozen data."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from facemon.alarm import Action, Alarm, Deed
from facemon.event import Gap
from facemon.history.alarm_found import Shelving
from facemon.history.note import HandedOver, OnDuty

_ANSWERS = (Deed.ACKNOWLEDGED, Deed.SELF_ACKNOWLEDGED)


class Record(msgspec.Struct, frozen=True):
    """One alarm and all that was done with it, the oldest first."""

    alarm: Alarm
    actions: tuple[Action, ...] = ()
    erased: bool = False  # its person has been erased, and with it whom and what it was about

    @property
    def raised_ms(self) -> int:
        """When it was raised here: what was missed and recovered could not be answered any earlier."""
        if not self.alarm.missed:
            return self.alarm.since_ms
        first = next((action.at_ms for action in self.actions if action.deed is Deed.RAISED), self.alarm.since_ms)
        return max(first, self.alarm.since_ms)

    @property
    def wait_ms(self) -> int | None:
        """How long it took until somebody acknowledged it; None while nobody has, or where it did so by itself."""
        if self.alarm.answered_ms is None or self.answered_itself:
            return None
        return max(0, self.alarm.answered_ms - self.raised_ms)

    @property
    def answered_itself(self) -> bool:
        """Whether its rule acknowledged it."""
        if self.alarm.owed:
            return False
        last = next((action.deed for action in reversed(self.actions) if action.deed in _ANSWERS), None)
        return last is Deed.SELF_ACKNOWLEDGED

    def owed_at(self, ms: int) -> bool:
        """Return whether somebody still had to acknowledge it at that moment."""
        answered_ms = self.alarm.answered_ms
        return self.raised_ms < ms and (self.alarm.owed or (answered_ms is not None and answered_ms >= ms))


class Shift(msgspec.Struct, frozen=True):
    """From when (included) to when (excluded), in Unix milliseconds, and who had the desk; empty for nobody known."""

    from_ms: int
    to_ms: int
    operator: str = ""


class ShiftRecord(msgspec.Struct, frozen=True, kw_only=True):
    """Everything of one shift. `records` has what was raised in it, and before it what was still owed as it began."""

    shift: Shift
    read_ms: int  # when it was read
    records: tuple[Record, ...] = ()
    cut: bool = False  # there are more alarms than are held: the newest are missing
    occurrences: tuple[tuple[str, int], ...] = ()  # device id and moment of what made alarms that are not critical
    shelvings: tuple[Shelving, ...] = ()
    duties: tuple[OnDuty, ...] = ()
    handovers: tuple[HandedOver, ...] = ()
    gaps: tuple[Gap, ...] = ()
    device_names: Mapping[str, str] = {}

    @property
    def operators(self) -> list[str]:
        """Who had the desk, each once, in their order."""
        named = [duty.operator for duty in self.duties if duty.at_ms < self.end_ms and duty.operator]
        return list(dict.fromkeys(named)) or ([self.shift.operator] if self.shift.operator else [])

    @property
    def end_ms(self) -> int:
        """Up to when there is anything to tell: the shift's end, now where it goes on."""
        return min(self.shift.to_ms, self.read_ms)
