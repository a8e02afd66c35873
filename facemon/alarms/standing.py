"""An alarm as the book holds it: the frozen record, and what is needed to join, split and time it."""

from __future__ import annotations

from bisect import insort
from collections import deque
from collections.abc import Collection

import msgspec

from facemon.alarm import STRIP, Alarm, AlarmState, Moment, Outcome
from facemon.event import Happening

RECALL = 500  # of an alarm's occurrences, how many of the newest can still be told from those an operator has seen


class Arrival(msgspec.Struct, frozen=True):
    """One occurrence of an alarm. They are counted in the order in which they came."""

    number: int | None  # the event's arrival number; None for a condition, which is no event
    at_ms: int
    missed: bool
    erased: bool = False  # it is no more, but keeps its place: the count tells what an operator has seen


class Standing:
    """One alarm of the book. Belongs to the book."""

    __slots__ = (
        "_last", "_newest", "_strip", "_told", "alarm", "arrivals", "before", "closed_s", "escalates_s", "fresh_s",
        "quiet_s",
    )  # fmt: skip

    def __init__(self, alarm: Alarm, arrivals: Collection[Arrival], now: Moment) -> None:
        self.alarm = alarm
        self.arrivals = deque(arrivals, RECALL)
        self.quiet_s: float | None = None  # while LOOKING or SHELVED: until which steady second
        self.escalates_s = now.steady_s  # its age counts from then
        self.fresh_s = now.steady_s  # when something last came or it last opened: it acknowledges itself from then
        self.closed_s = 0.0
        self.before: tuple[str, Outcome | None] = ("", None)  # note and outcome before it was acknowledged
        self._strip = _strip(self.arrivals)
        self._newest = self._strip[-1][1] if self._strip else None  # the number of `alarm.happening`
        self._last: Happening | None = alarm.happening  # that of the last arrival
        self._told: dict[int, Happening] = {}  # what happened, of those in the strip, as far as this run saw them
        if self._newest is not None and alarm.happening is not None:
            self._told[self._newest] = alarm.happening

    @classmethod
    def restored(cls, alarm: Alarm, now: Moment, longest_quiet_s: float) -> Standing:
        """Return an alarm of an earlier run. Of its events, only when the first and the newest were is known."""
        numbers = alarm.numbers
        # Where fewer are told apart than could be, there are no more: the others have been erased.
        erased = min(alarm.count - len(numbers), RECALL) if 0 < len(numbers) < STRIP else 0
        arrivals = [Arrival(None, alarm.since_ms, alarm.missed, erased=True)] * erased
        arrivals += [Arrival(number, alarm.since_ms, alarm.missed) for number in numbers[:-1]]
        arrivals += [Arrival(number, alarm.latest_ms, alarm.missed) for number in numbers[-1:]]
        standing = cls(alarm, arrivals, now)
        standing.escalates_s -= max((now.wall_ms - alarm.since_ms) / 1000, 0.0)
        if alarm.state is not AlarmState.OPEN:
            left_s = ((alarm.quiet_until_ms or 0) - now.wall_ms) / 1000
            standing.quiet_s = now.steady_s + min(max(left_s, 0.0), longest_quiet_s)
        return standing

    def join(self, arrival: Arrival, happening: Happening | None, now: Moment) -> None:
        """Add an occurrence. Its condition, if it has one, is on."""
        alarm, number, at_ms = self.alarm, arrival.number, arrival.at_ms
        newest = at_ms >= alarm.latest_ms
        self.arrivals.append(arrival)
        self.fresh_s = now.steady_s
        numbers = alarm.numbers
        if number is not None:
            if newest:  # as nearly always: asked about every event, so it is made quick
                self._strip.append((at_ms, number))
                numbers = (*numbers[1 - STRIP :], number)
            else:
                insort(self._strip, (at_ms, number))
                numbers = tuple([one for _, one in self._strip[-STRIP:]])
            if len(self._strip) > STRIP:
                self._told.pop(self._strip.pop(0)[1], None)
        if happening is None:
            happening = alarm.happening
        else:
            if happening.picture:
                happening = happening.without_picture()
            self._last = happening
            if number is not None and (at_ms, number) >= self._strip[0]:
                self._told[number] = happening
            if newest:
                self._newest = number
            else:
                happening = alarm.happening
        self.alarm = msgspec.structs.replace(
            alarm,
            count=alarm.count + 1,
            since_ms=alarm.since_ms if newest else min(alarm.since_ms, at_ms),
            latest_ms=at_ms if newest else alarm.latest_ms,
            numbers=numbers,
            happening=happening,
            missed=alarm.missed and arrival.missed,
            over_ms=None,
        )

    def unseen(self, seen: int) -> list[Arrival] | None:
        """Return what came after so many occurrences; None where that goes back too far to tell which they are."""
        grown = self.alarm.count - seen
        if grown <= 0:
            return []
        return list(self.arrivals)[-grown:] if grown <= len(self.arrivals) else None

    def split(self, moved: list[Arrival], new_id: int, now: Moment) -> Standing:
        """Part with the last of its arrivals, of which there must be some, and return them as an alarm."""
        alarm = self.alarm
        stayed = list(self.arrivals)[: -len(moved)]
        numbers = [arrival.number for arrival in moved]
        rest = Standing(
            msgspec.structs.replace(
                alarm,
                id=new_id,
                state=AlarmState.OPEN,
                since_ms=min(arrival.at_ms for arrival in moved),
                latest_ms=max(arrival.at_ms for arrival in moved),
                count=len(moved),
                happening=alarm.happening if self._newest in numbers else self._last,
                missed=all(arrival.missed for arrival in moved),
                quiet_until_ms=None,
                owner="",
                escalated=0,
                ticked=(),
                note="",
                outcome=None,
            ),
            moved,
            now,
        )
        rest._last = self._last
        rest._told = {number: told for number, told in self._told.items() if number in numbers}
        rest._newest = self._newest if self._newest in numbers else numbers[-1]
        rest._tell_newest()
        rest._show()
        self.arrivals = deque(stayed, RECALL)
        self._strip = _strip(stayed)
        self._told = {number: told for number, told in self._told.items() if number not in numbers}
        self.alarm = msgspec.structs.replace(
            alarm,
            count=alarm.count - len(moved),
            latest_ms=max((arrival.at_ms for arrival in stayed), default=alarm.since_ms),
        )
        self._tell_newest()
        self._show()
        return rest

    def _tell_newest(self) -> None:
        """Tell of its newest event; where this run has not seen it, of what happened last to the same subject."""
        newest = self._strip[-1][1] if self._strip else None
        if newest in self._told:
            self._newest = newest
            self.alarm = msgspec.structs.replace(self.alarm, happening=self._told[newest])

    def numbers(self) -> tuple[int, ...]:
        """Return the arrival numbers of all its events that are known."""
        return tuple(arrival.number for arrival in self.arrivals if arrival.number is not None)

    def forget(self, numbers: frozenset[int]) -> bool:
        """Let go of erased events; return whether any of them was known here. They still count."""
        if numbers.isdisjoint(self.numbers()):
            return False
        self.arrivals = deque(
            (
                msgspec.structs.replace(arrival, number=None, erased=True) if arrival.number in numbers else arrival
                for arrival in self.arrivals
            ),
            RECALL,
        )
        self._strip = _strip(self.arrivals)
        self._told = {number: told for number, told in self._told.items() if number not in numbers}
        self._last = None
        if self._newest in numbers:
            self._newest = None
            self.alarm = msgspec.structs.replace(self.alarm, happening=None)
        self._show()
        return True

    @property
    def is_empty(self) -> bool:
        """Whether none of its events is left, as far as they are known; beyond that, a person's go all together."""
        if any(arrival.number is not None for arrival in self.arrivals):
            return False
        return len(self.arrivals) >= self.alarm.count or self.alarm.subject[:2] in ("u:", "n:")

    def _show(self) -> None:
        self.alarm = msgspec.structs.replace(self.alarm, numbers=tuple([number for _, number in self._strip]))


def _strip(arrivals: Collection[Arrival]) -> list[tuple[int, int]]:
    return sorted((arrival.at_ms, arrival.number) for arrival in arrivals if arrival.number is not None)[-STRIP:]
