"""A shift in figures. Pure."""

from __future__ import annotations

import itertools
import statistics
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence

import msgspec

from facemon.alarm import Deed, Flood, Moment, Outcome, Priority
from facemon.alarms.flood import Floods
from facemon.report.record import Record, ShiftRecord
from facemon.settings import RULES

WORST = 5


class Kind(msgspec.Struct, frozen=True):
    """The alarms of one rule."""

    rule: str
    priority: Priority  # the highest among them
    alarms: int
    occurrences: int  # with their repeats


class Wait(msgspec.Struct, frozen=True):
    """How long people took to acknowledge, in seconds."""

    priority: Priority
    answered: int
    median_s: float
    worst_s: float


class Person(msgspec.Struct, frozen=True):
    """What one operator answered."""

    name: str
    answered: int
    median_s: float
    notes: int


class FloodSpan(msgspec.Struct, frozen=True):
    """A flood, and when it was over."""

    flood: Flood
    to_ms: int


class Figures(msgspec.Struct, frozen=True, kw_only=True):
    """What a report says in figures. Lists of records: the oldest first, where nothing else is said."""

    alarms: int  # raised in the shift
    occurrences: int
    inherited: int  # raised before and still owed as the shift began
    kinds: tuple[Kind, ...]  # the most pressing first
    waits: tuple[Wait, ...]  # the most pressing first; priorities without an answer are left out
    median_s: float | None  # of all that people answered
    worst_s: float | None
    worst: tuple[Record, ...]  # those that waited longest, the longest first
    outcomes: dict[Outcome | None, int]  # of what is answered; None: nobody said
    answered_themselves: int
    louder: int  # nobody answered for so long that the sound grew louder
    supervised: int  # or that the supervisor was to be told
    people: tuple[Person, ...]  # who answered most first
    open: tuple[Record, ...]  # owed at the end, the most pressing first
    noted: tuple[Record, ...]
    floods: tuple[FloodSpan, ...]


def figures(shift: ShiftRecord) -> Figures:
    """Return a shift in figures."""
    begin, end = shift.shift.from_ms, shift.end_ms
    raised = [record for record in shift.records if record.raised_ms >= begin]
    handled = [record for record in shift.records if record.wait_ms is not None]
    waits = [(record.wait_ms or 0) / 1000 for record in handled]
    owed = [record for record in shift.records if record.owed_at(end)]
    return Figures(
        alarms=len(raised),
        occurrences=sum(record.alarm.count for record in raised),
        inherited=len(shift.records) - len(raised),
        kinds=_kinds(raised),
        waits=tuple(_waits(handled)),
        median_s=statistics.median(waits) if waits else None,
        worst_s=max(waits, default=None),
        worst=tuple(sorted(handled, key=lambda record: -(record.wait_ms or 0))[:WORST]),
        outcomes=dict(Counter(record.alarm.outcome for record in shift.records if not record.alarm.owed)),
        answered_themselves=sum(record.answered_itself for record in shift.records),
        louder=sum(_has(record, Deed.LOUDER) for record in shift.records),
        supervised=sum(_has(record, Deed.SUPERVISOR) for record in shift.records),
        people=_people(handled),
        open=tuple(sorted(owed, key=lambda record: (-record.alarm.priority, record.raised_ms))),
        noted=tuple(record for record in shift.records if record.alarm.note),
        floods=tuple(span for span in floods(shift.occurrences, end) if span.to_ms > begin),
    )


def floods(occurrences: Iterable[tuple[str, int]], end_ms: int) -> list[FloodSpan]:
    """Return when which device raised more than a person can handle, the first first: as the desk itself saw it.

    Args:
        occurrences: device id and moment (Unix milliseconds) of all that made alarms that are not critical.
        end_ms: what goes on then has not ended.
    """
    replay = Floods()
    current: dict[str, Flood] = {}
    found: list[FloodSpan] = []

    def end(until_ms: int) -> None:
        while (due_s := replay.due_s()) is not None and due_s * 1000 <= until_ms:
            replay.end(due_s)
            for device_id in [device_id for device_id in current if device_id not in replay]:
                found.append(FloodSpan(current.pop(device_id), round(due_s * 1000)))

    for at_ms, device_id in sorted((at_ms, device_id) for device_id, at_ms in occurrences):
        end(at_ms)
        replay.occurred(device_id, Moment(at_ms, at_ms / 1000))
        current.update((flood.device_id, flood) for flood in replay.all())
    end(end_ms)
    found += [FloodSpan(flood, end_ms) for flood in current.values()]
    return sorted(found, key=lambda span: (span.flood.since_ms, span.flood.device_id))


def over_time(records: Iterable[Record], edges: Sequence[int]) -> list[dict[Priority, int]]:
    """Return how many alarms of each priority were raised from each edge to the next."""
    bins: list[dict[Priority, int]] = [{} for _ in itertools.pairwise(edges)]
    for record in records:
        place = bisect_right(edges, record.raised_ms) - 1
        if 0 <= place < len(bins):
            priority = record.alarm.priority
            bins[place][priority] = bins[place].get(priority, 0) + 1
    return bins


def _has(record: Record, deed: Deed) -> bool:
    return any(action.deed is deed for action in record.actions)


def _kinds(records: Iterable[Record]) -> tuple[Kind, ...]:
    by_rule: dict[str, list[Record]] = {}
    for record in records:
        by_rule.setdefault(record.alarm.rule, []).append(record)
    kinds = (
        Kind(rule, max(one.alarm.priority for one in of), len(of), sum(one.alarm.count for one in of))
        for rule, of in by_rule.items()
    )
    order = {rule: place for place, rule in enumerate(RULES)}
    return tuple(sorted(kinds, key=lambda kind: (-kind.priority, order.get(kind.rule, len(order)), kind.rule)))


def _waits(handled: Sequence[Record]) -> Iterable[Wait]:
    for priority in sorted(Priority, reverse=True):
        waits = [(one.wait_ms or 0) / 1000 for one in handled if one.alarm.priority is priority]
        if waits:
            yield Wait(priority, len(waits), statistics.median(waits), max(waits))


def _people(handled: Iterable[Record]) -> tuple[Person, ...]:
    by_name: dict[str, list[Record]] = {}
    for record in handled:
        by_name.setdefault(record.alarm.answered_by, []).append(record)
    people = (
        Person(
            name,
            len(of),
            statistics.median((one.wait_ms or 0) / 1000 for one in of),
            sum(bool(one.alarm.note) for one in of),
        )
        for name, of in by_name.items()
    )
    return tuple(sorted(people, key=lambda person: (-person.answered, person.name)))
