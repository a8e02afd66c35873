"""The book of alarms: what is owed, what has just been answered, and how each verb and each moment changes it.

Pure: no clock and no I/O. One caller at a time. Every change is returned as it is to be put on record.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping

import msgspec

from facemon.alarm import Alarm, AlarmState, Change, Deed, Flood, Moment, Outcome, Priority, Shelf, Watched
from facemon.alarms.conditions import Conditions
from facemon.alarms.erasing import erase
from facemon.alarms.lately import UNDO_SECONDS
from facemon.alarms.ledger import Ledger
from facemon.alarms.outage import Place
from facemon.alarms.policy import Policy
from facemon.alarms.remarks import annotate, tick, tidy
from facemon.alarms.shelving import ShelvingError, Wanted
from facemon.alarms.standing import Arrival, Standing
from facemon.alarms.subject import subject_of
from facemon.event import AlarmStatus, DeviceAlarm, Happening
from facemon.settings import AlarmRule, AttentionSettings

__all__ = ["UNDO_SECONDS", "Book", "NoteRequired", "ShelvingError"]


class NoteRequired(ValueError):
    """The rule of this alarm demands a note with the acknowledgement."""


class Book:
    """Every alarm that is owed, and those closed lately.

    Args:
        rule: gives a rule by its name. Read once; `rules_changed` reads again.
        attention: gives how alarms come to the guard.
        local: gives the weekday (0 for Monday) and the minute since midnight of Unix milliseconds at this desk.
        new_id: gives an id that no alarm has had.
    """

    def __init__(
        self,
        rule: Callable[[str], AlarmRule],
        attention: Callable[[], AttentionSettings],
        *,
        local: Callable[[int], tuple[int, int]],
        new_id: Callable[[], int],
    ) -> None:
        self._policy = Policy(rule, local)
        self._ledger = Ledger(self._policy, attention, new_id)
        self._conditions = Conditions(self._ledger)

    # What is owed, and what holds.

    def owed(self) -> list[Alarm]:
        """Return the alarms that are owed: the most pressing first, then the oldest."""
        return sorted(
            (standing.alarm for standing in self._ledger.owed),
            key=lambda alarm: (-alarm.priority, alarm.since_ms, alarm.id),
        )

    @property
    def shelves(self) -> list[Shelf]:
        """What is shelved, the next to end first."""
        return self._ledger.shelves.all()

    @property
    def floods(self) -> list[Flood]:
        """Which devices are folded, the oldest flood first."""
        return self._ledger.floods.all()

    @property
    def watched(self) -> list[Watched]:
        """Who is watched for, the longest first."""
        return self._policy.watch_list.all()

    def due_s(self) -> float | None:
        """Return the steady seconds at which `turn` is wanted next; it may be asked sooner, at no harm."""
        return self._ledger.due_s

    def restore(
        self, alarms: Iterable[Alarm], shelves: Iterable[Shelf], watched: Iterable[Watched], now: Moment
    ) -> None:
        """Take over what an earlier run has left. A clock that was set meanwhile keeps nothing silent for ever."""
        self._ledger.restore(alarms, shelves, now)
        for one in watched:
            self._policy.watch_list.add(one)
        self._ledger.want(now.steady_s)

    # What happens.

    def happened(self, happening: Happening, number: int, now: Moment) -> list[Change]:
        """Return what this event changes: at most one alarm is raised or joined, and has the event's number then.

        A device alarm that is cleared raises nothing and joins nothing; it closes the condition of the owed one.
        """
        if isinstance(happening, DeviceAlarm) and happening.status == AlarmStatus.CLEARED:
            return self._ledger.over("device", happening.device_id, subject_of(happening), happening.at_ms, now)
        ruling = self._policy.ruling(happening)
        if ruling is None:
            return []
        arrival = Arrival(number, happening.at_ms, happening.recovered)
        return [self._ledger.occur(ruling, happening.device_id, arrival, happening, now)]

    def adopt(self, happening: Happening, number: int, now: Moment) -> list[Change]:
        """Return what changes by an event that was raised before but has no alarm: whatever rules say, it is owed."""
        ruling = self._policy.ruling(happening) or self._policy.former(happening)
        arrival = Arrival(number, happening.at_ms, happening.recovered)
        return [self._ledger.occur(ruling, happening.device_id, arrival, happening, now)]

    def place_devices(self, places: Mapping[str, Place]) -> None:
        """The devices are called this and are there, by their ids: many of a group that fail together are one alarm."""
        self._conditions.places.change(places)

    def condition(self, rule: str, device_id: str, *, on: bool, since_ms: int, now: Moment) -> list[Change]:
        """Something that lasts, and is no event, has begun or ended. "offline" speaks only after its delay."""
        if not on:
            return self._conditions.end(rule, device_id, now)
        self._conditions.begin(rule, device_id, since_ms, now)
        return self._conditions.turn(now)

    # What operators do. Each raises KeyError where there is no such alarm to do it with.

    def acknowledge(
        self, alarm_id: int, count: int, by: str, now: Moment, *, note: str = "", outcome: Outcome | None = None
    ) -> list[Change]:
        """Close an alarm as the operator saw it, with `count` occurrences; what came since is owed as one of its own.

        Nothing changes where so much came since that it cannot be told which.

        Raises:
            NoteRequired: its rule demands a note, and there is none.
        """
        standing = self._ledger.owed[alarm_id]
        note = tidy(note)
        self._demand_note(standing.alarm, note or standing.alarm.note)
        return self._ledger.close(standing, count, by, now, note=note, outcome=outcome)

    def acknowledge_low(
        self, shown: Mapping[int, int], by: str, now: Moment, *, outcome: Outcome | None = None
    ) -> list[Change]:
        """Close the low ones of these as a group, and what is folded by a flood; `shown` has their counts as seen.

        Left alone is whatever is more pressing, is critical, demands a note, or is being looked into by somebody else.
        """
        changes = []
        for alarm_id, count in shown.items():
            if alarm_id not in self._ledger.owed:
                continue
            standing = self._ledger.owed[alarm_id]
            alarm = standing.alarm
            if alarm.owner not in ("", by):
                continue
            most = Priority.HIGH if alarm.device_id in self._ledger.floods else Priority.LOW
            if alarm.priority <= most and (alarm.note or not self._policy.rule(alarm.rule).note_required):
                changes += self._ledger.close(standing, count, by, now, outcome=outcome)
        return changes

    def undo(self, alarm_id: int, by: str, now: Moment) -> list[Change]:
        """Take an acknowledgement back, within `UNDO_SECONDS` of it; note and outcome are as before it."""
        standing = self._ledger.lately.take_back(alarm_id, now.steady_s)
        note, outcome = standing.before
        standing.alarm = msgspec.structs.replace(
            standing.alarm, answered_ms=None, answered_by="", note=note, outcome=outcome
        )
        self._ledger.owed.add(standing)
        return [self._ledger.open(standing, Deed.UNDONE, by, now)]

    def look(self, alarm_id: int, by: str, now: Moment) -> list[Change]:
        """Somebody looks into it: it is silent for a while, and theirs."""
        minutes = self._ledger.attention().looking_minutes
        return [self._ledger.look(self._ledger.owed[alarm_id], minutes, by, now)]

    def give_back(self, alarm_id: int, by: str, now: Moment) -> list[Change]:
        """Nobody looks into it any more."""
        standing = self._ledger.owed[alarm_id]
        return [self._ledger.open(standing, Deed.LOOKED, by, now)] if standing.alarm.state is AlarmState.LOOKING else []

    def annotate(
        self, alarm_id: int, by: str, now: Moment, *, note: str | None = None, outcome: Outcome | None = None
    ) -> list[Change]:
        """Put a note or an outcome to an alarm that is owed or was closed within ten minutes; None: as it is.

        Raises:
            NoteRequired: it is closed, its rule demands a note, and this would leave it without one.
        """
        standing = self._known(alarm_id, now)
        if note is not None:
            note = tidy(note)
            if not (note or standing.alarm.owed):
                self._demand_note(standing.alarm, note)
        return annotate(standing, by, now, note, outcome)

    def tick(self, alarm_id: int, line: int, by: str, now: Moment, *, on: bool) -> list[Change]:
        """Tick a line of the instruction, counted from 0, or take the tick away.

        Raises:
            ValueError: there is no such line.
        """
        standing = self._ledger.owed[alarm_id]
        return tick(standing, self._policy.rule(standing.alarm.rule).instruction, line, by, now, on=on)

    def told(self, alarm_id: int, text: str, now: Moment) -> list[Change]:
        """Put on record what came of reaching the supervisor for an alarm that is owed or was closed lately."""
        return [self._ledger.record(self._known(alarm_id, now), Deed.SUPERVISOR, "", now, text)]

    def shelve(self, device_id: str, rule: str, minutes: float, reason: str, by: str, now: Moment) -> list[Change]:
        """Keep a nuisance kind of a device from ringing, for at most an hour.

        Raises:
            ShelvingError: too long, without a reason, or of a rule that is never shelved.
        """
        if rule == "blacklist" or self._policy.priority(rule, "") is Priority.CRITICAL:
            raise ShelvingError(f"{rule} is never shelved")
        shelf = Wanted(device_id, rule, minutes, reason, by).shelf(now)
        until_s = now.steady_s + minutes * 60.0
        self._ledger.shelves.add(shelf, until_s)
        self._ledger.want(until_s)
        changes = []
        for standing in self._ledger.owed.at(device_id, rule):
            if standing.alarm.state is not AlarmState.LOOKING:
                changes += self._ledger.shelve(standing, now)
        return changes

    def unshelve(self, device_id: str, rule: str, by: str, now: Moment) -> list[Change]:
        """Let it ring again."""
        self._ledger.shelves.remove(device_id, rule)
        return [
            self._ledger.open(standing, Deed.UNSHELVED, by, now)
            for standing in self._ledger.owed.at(device_id, rule)
            if standing.alarm.state is AlarmState.SHELVED
        ]

    def watch(self, watched: Watched) -> None:
        """Watch for a person from now on."""
        self._policy.watch_list.add(watched)
        self._ledger.want(0.0)  # at once: only there is the time known, and so when it ends

    def unwatch(self, watched_id: int) -> None:
        """Watch for a person no longer."""
        self._policy.watch_list.remove(watched_id)

    # What comes from elsewhere.

    def forget(self, numbers: Collection[int], now: Moment) -> list[Change]:
        """Events have been erased: an alarm without others is closed without an answer, and tells nothing of whom."""
        return erase(self._ledger, frozenset(numbers), now)

    def rules_changed(self, now: Moment) -> list[Change]:
        """Read the rules again: what is owed stays owed, as pressing as they say now."""
        self._policy.change()
        changes = self._ledger.rules_changed(now)
        self._conditions.rules_changed()
        self._ledger.want(now.steady_s)
        return changes

    def turn(self, now: Moment) -> list[Change]:
        """Return what has become due: quiet times over, self-acknowledgement, escalation, delays, ends."""
        self._ledger.shelves.end(now.steady_s)
        self._ledger.floods.end(now.steady_s)
        self._policy.watch_list.end(now.wall_ms)
        self._ledger.lately.end(now.steady_s)
        changes = self._conditions.turn(now)
        attention = self._ledger.attention()
        dues = []
        for standing in self._ledger.owed:
            changes += self._ledger.turn(standing, attention, now)
            if standing.alarm.owed:
                dues.append(self._ledger.next_s(standing, attention))
        dues += [
            self._ledger.shelves.due_s(),
            self._ledger.floods.due_s(),
            self._ledger.lately.due_s(),
            self._conditions.due_s(),
        ]
        if (end_ms := self._policy.watch_list.next_end_ms()) is not None:
            dues.append(now.steady_s + min((end_ms - now.wall_ms) / 1000, 60.0))  # the clock may be set meanwhile
        self._ledger.due_s = min((due for due in dues if due is not None), default=None)
        return changes

    def _known(self, alarm_id: int, now: Moment) -> Standing:
        return (
            self._ledger.owed[alarm_id]
            if alarm_id in self._ledger.owed
            else self._ledger.lately.find(alarm_id, now.steady_s)
        )

    def _demand_note(self, alarm: Alarm, note: str) -> None:
        if not note and self._policy.rule(alarm.rule).note_required:
            raise NoteRequired(alarm.id)
