"""A shift read from the history."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from facemon.alarm import Action, Priority
from facemon.history.note import HandedOver, OnDuty
from facemon.history.reader import Reader
from facemon.report.record import Record, Shift, ShiftRecord
from facemon.report.shift import HOUR_MS, LONGEST_HOURS

Choose = Callable[[Sequence[OnDuty], int], Shift]  # of who had the desk when, and now in Unix milliseconds

MOST_ALARMS = 10_000  # in a report: more, nobody reads, and to read them would take longer than a second
_DUTIES_MS = 14 * 24 * HOUR_MS  # how far back a last shift is looked for
_BEFORE_MS = LONGEST_HOURS * HOUR_MS  # how long before a shift begins its handover note may have been written


def read_shift(reader: Reader, choose: Choose, now_ms: int) -> ShiftRecord:
    """Return all that is on record of a shift.

    Args:
        choose: says which shift it is.
        now_ms: Unix milliseconds.

    Raises:
        HistoryError: it cannot be read.
        Interrupted: by another thread.
    """
    shift = choose(reader.duties(now_ms - _DUTIES_MS, now_ms + 1), now_ms)
    begin, end = shift.from_ms, shift.to_ms
    kept = reader.alarms(begin, end, standing=True, limit=MOST_ALARMS + 1)
    cut = len(kept) > MOST_ALARMS
    kept = kept[:MOST_ALARMS]
    deeds: dict[int, list[Action]] = {}
    for action in reader.alarm_actions(one.alarm.id for one in kept):
        deeds.setdefault(action.alarm_id, []).append(action)
    noisy = (one.alarm.id for one in kept if one.alarm.device_id and one.alarm.priority is not Priority.CRITICAL)
    return ShiftRecord(
        shift=shift,
        read_ms=now_ms,
        records=tuple(Record(one.alarm, tuple(deeds.get(one.alarm.id, ())), one.erased) for one in kept),
        cut=cut,
        occurrences=tuple(reader.occurrences(noisy)),
        shelvings=tuple(reader.shelvings(begin, end)),
        duties=tuple(reader.duties(begin, end)),
        handovers=tuple(_handovers(reader, begin, end)),
        gaps=tuple(reader.gaps(begin, end)),
        device_names=dict(reader.devices()),
    )


def _handovers(reader: Reader, begin: int, end: int) -> list[HandedOver]:
    """Return the note that the shift was given, and those that were written in it."""
    given = reader.handovers(begin - _BEFORE_MS, begin)[-1:]
    return given + reader.handovers(begin, end)
