"""The book of alarms: what is owed, what has just been answered, and how each verb and each moment changes it.

Pure: no clock and no I/O. One caller at a time. Every change is returned as it is to be put on record.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping

import msgspec

from facemon.alarm import (
    Action,
    Alarm,
    AlarmState,
    Change,
    Deed,
    Flood,
    Moment,
    Outcome,
    Priority,
    Shelf,
    Watched,
)
from facemon.alarms import escalation
from facemon.alarms.conditions import Conditions
from facemon.alarms.flood import Floods
from facemon.alarms.lately import UNDO_SECONDS, Lately
from facemon.alarms.owed import Owed
from facemon.alarms.policy import Policy, Ruling
from facemon.alarms.shelving import LONGEST_SHELF, Shelves, ShelvingError, Wanted
from facemon.alarms.standing import Arrival, Standing
from facemon.alarms.subject import subject_of
from facemon.event import AlarmStatus, DeviceAlarm, Happening
from facemon.settings import AlarmRule, AttentionSettings

__all__ = ["UNDO_SECONDS", "Book", "NoteRequired", "ShelvingError"]

LONGEST_NOTE = 2_000  # characters
LONGEST_QUIET = 3_600.0  # seconds: nothing keeps an alarm silent for longer


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
        self._attention = attention
        self._new_id = new_id
        self._owed = Owed()
        self._lately = Lately()
        self._shelves = Shelves()
        self._floods = Floods()
        self._conditions = Conditions()
        self._due_s: float | None = None  # no later than the next thing is due

    # What is owed, and what holds.

    def owed(self) -> list[Alarm]:
        """Return the alarms that are owed: the most pressing first, then the oldest."""
        return sorted(
            (standing.alarm for standing in self._owed), key=lambda alarm: (-alarm.priority, alarm.since_ms, alarm.id)
        )

    @property
    def shelves(self) -> list[Shelf]:
        """What is shelved, the next to end first."""
        return self._shelves.all()

    @property
    def floods(self) -> list[Flood]:
        """Which devices are folded, the oldest flood first."""
        return self._floods.all()

    @property
    def watched(self) -> list[Watched]:
        """Who is watched for, the longest first."""
        return self._policy.watch_list.all()

    def due_s(self) -> float | None:
        """Return the steady seconds at which `turn` is wanted next; it may be asked sooner, at no harm."""
        return self._due_s

    def restore(
        self, alarms: Iterable[Alarm], shelves: Iterable[Shelf], watched: Iterable[Watched], now: Moment
    ) -> None:
        """Take over what an earlier run has left. A clock that was set meanwhile keeps nothing silent for ever."""
        for shelf in shelves:
            left_s = (shelf.until_ms - now.wall_ms) / 1000
            self._shelves.add(shelf, now.steady_s + min(left_s, LONGEST_SHELF * 60.0))
        for one in watched:
            self._policy.watch_list.add(one)
        for alarm in alarms:
            if alarm.owed:
                self._owed.add(Standing.restored(alarm, now, LONGEST_QUIET))
        self._want(now.steady_s)

    # What happens.

    def happened(self, happening: Happening, number: int, now: Moment) -> list[Change]:
        """Return what this event changes: at most one alarm is raised or joined, and has the event's number then.

        A device alarm that is cleared raises nothing and joins nothing; it closes the condition of the owed one.
        """
        if isinstance(happening, DeviceAlarm) and happening.status == AlarmStatus.CLEARED:
            return self._over("device", happening.device_id, subject_of(happening), happening.at_ms, now)
        ruling = self._policy.ruling(happening)
        if ruling is None:
            return []
        arrival = Arrival(number, happening.at_ms, happening.recovered)
        return [self._occur(ruling, happening.device_id, arrival, happening, now)]

    def condition(self, rule: str, device_id: str, *, on: bool, since_ms: int, now: Moment) -> list[Change]:
        """Something that lasts, and is no event, has begun or ended. "offline" speaks only after its delay."""
        if not on:
            self._conditions.end((rule, device_id))
            return self._over(rule, device_id, "", now.wall_ms, now)
        self._conditions.begin((rule, device_id), since_ms, self._delay(rule), now)
        return self._tell(now)

    # What operators do. Each raises KeyError where there is no such alarm to do it with.

    def acknowledge(
        self, alarm_id: int, count: int, by: str, now: Moment, *, note: str = "", outcome: Outcome | None = None
    ) -> list[Change]:
        """Close an alarm as the operator saw it, with `count` occurrences; what came since is owed as one of its own.

        Nothing changes where so much came since that it cannot be told which.

        Raises:
            NoteRequired: its rule demands a note, and there is none.
        """
        standing = self._owed[alarm_id]
        note = note.strip()[:LONGEST_NOTE]
        if self._policy.rule(standing.alarm.rule).note_required and not (note or standing.alarm.note):
            raise NoteRequired(alarm_id)
        return self._close(standing, count, by, now, note=note, outcome=outcome)

    def acknowledge_low(self, shown: Mapping[int, int], by: str, now: Moment) -> list[Change]:
        """Close the low ones of these as a group, and what is folded by a flood; `shown` has their counts as seen.

        Left alone is whatever is more pressing, whatever is critical, and whatever demands a note.
        """
        changes = []
        for alarm_id, count in shown.items():
            if alarm_id not in self._owed:
                continue
            standing = self._owed[alarm_id]
            alarm = standing.alarm
            most = Priority.HIGH if alarm.device_id in self._floods else Priority.LOW
            if alarm.priority <= most and (alarm.note or not self._policy.rule(alarm.rule).note_required):
                changes += self._close(standing, count, by, now)
        return changes

    def undo(self, alarm_id: int, by: str, now: Moment) -> list[Change]:
        """Take an acknowledgement back, within `UNDO_SECONDS` of it; note and outcome are as before it."""
        standing = self._lately.take_back(alarm_id, now.steady_s)
        note, outcome = standing.before
        standing.alarm = msgspec.structs.replace(
            standing.alarm, answered_ms=None, answered_by="", note=note, outcome=outcome
        )
        self._owed.add(standing)
        return [self._open(standing, Deed.UNDONE, by, now)]

    def look(self, alarm_id: int, by: str, now: Moment) -> list[Change]:
        """Somebody looks into it: it is silent for a while, and theirs."""
        minutes = self._attention().looking_minutes
        standing = self._owed[alarm_id]
        until_ms = now.wall_ms + minutes * 60_000
        return [self._quiet(standing, AlarmState.LOOKING, until_ms, now.steady_s + minutes * 60.0, by, now)]

    def give_back(self, alarm_id: int, by: str, now: Moment) -> list[Change]:
        """Nobody looks into it any more."""
        standing = self._owed[alarm_id]
        return [self._open(standing, Deed.LOOKED, by, now)] if standing.alarm.state is AlarmState.LOOKING else []

    def annotate(
        self, alarm_id: int, by: str, now: Moment, *, note: str | None = None, outcome: Outcome | None = None
    ) -> list[Change]:
        """Put a note or an outcome to an alarm that is owed or was closed within ten minutes; None: as it is."""
        standing = self._known(alarm_id, now)
        actions = []
        alarm = standing.alarm
        if note is not None and (note := note.strip()[:LONGEST_NOTE]) != alarm.note:
            alarm = msgspec.structs.replace(alarm, note=note)
            actions.append(Action(alarm_id, now.wall_ms, Deed.NOTED, by, note))
        if outcome is not None and outcome is not alarm.outcome:
            alarm = msgspec.structs.replace(alarm, outcome=outcome)
            actions.append(Action(alarm_id, now.wall_ms, Deed.JUDGED, by, outcome.value))
        standing.alarm = alarm
        return [Change(alarm, tuple(actions))] if actions else []

    def tick(self, alarm_id: int, line: int, by: str, now: Moment, *, on: bool) -> list[Change]:
        """Tick a line of the instruction, counted from 0, or take the tick away.

        Raises:
            ValueError: there is no such line.
        """
        standing = self._owed[alarm_id]
        alarm = standing.alarm
        lines = self._policy.rule(alarm.rule).instruction.splitlines()
        if not 0 <= line < len(lines):
            raise ValueError(f"no line {line} in the instruction")
        if (line in alarm.ticked) == on:
            return []
        ticked = sorted({*alarm.ticked, line} if on else {*alarm.ticked} - {line})
        standing.alarm = msgspec.structs.replace(alarm, ticked=tuple(ticked))
        # The words are put on record as well: the instruction may be another one tomorrow.
        text = f"{line + 1}. {lines[line].removeprefix('- ')}"
        return [self._record(standing, Deed.TICKED if on else Deed.UNTICKED, by, now, text)]

    def told(self, alarm_id: int, text: str, now: Moment) -> list[Change]:
        """Put on record what came of reaching the supervisor for an alarm that is owed or was closed lately."""
        return [self._record(self._known(alarm_id, now), Deed.SUPERVISOR, "", now, text)]

    def shelve(self, device_id: str, rule: str, minutes: float, reason: str, by: str, now: Moment) -> list[Change]:
        """Keep a nuisance kind of a device from ringing, for at most an hour.

        Raises:
            ShelvingError: too long, without a reason, or of a rule that is never shelved.
        """
        if rule == "blacklist" or self._policy.priority(rule, "") is Priority.CRITICAL:
            raise ShelvingError(f"{rule} is never shelved")
        shelf = Wanted(device_id, rule, minutes, reason, by).shelf(now)
        until_s = now.steady_s + minutes * 60.0
        self._shelves.add(shelf, until_s)
        self._want(until_s)
        return [
            self._quiet(standing, AlarmState.SHELVED, shelf.until_ms, until_s, by, now, reason)
            for standing in self._owed
            if (standing.alarm.device_id, standing.alarm.rule) == (device_id, rule)
            and standing.alarm.priority is not Priority.CRITICAL
            and standing.alarm.state is not AlarmState.LOOKING
        ]

    def unshelve(self, device_id: str, rule: str, by: str, now: Moment) -> list[Change]:
        """Let it ring again."""
        self._shelves.remove(device_id, rule)
        return [
            self._open(standing, Deed.UNSHELVED, by, now)
            for standing in self._owed
            if (standing.alarm.device_id, standing.alarm.rule) == (device_id, rule)
            and standing.alarm.state is AlarmState.SHELVED
        ]

    def watch(self, watched: Watched) -> None:
        """Watch for a person from now on."""
        self._policy.watch_list.add(watched)
        self._want(0.0)  # at once: only there is the time known, and so when it ends

    def unwatch(self, watched_id: int) -> None:
        """Watch for a person no longer."""
        self._policy.watch_list.remove(watched_id)

    # What comes from elsewhere.

    def forget(self, numbers: Collection[int], now: Moment) -> list[Change]:
        """Events have been erased: an alarm without others is closed without an answer, and tells nothing of whom."""
        numbers = frozenset(numbers)
        changes = []
        for standing in (*self._owed, *self._lately):
            if not standing.forget(numbers):
                continue
            if not standing.is_empty:
                changes.append(Change(standing.alarm))
                continue
            if standing.alarm.owed:
                self._owed.remove(standing)
                answered_ms: int | None = now.wall_ms
            else:
                self._lately.remove(standing)
                answered_ms = standing.alarm.answered_ms
            standing.alarm = msgspec.structs.replace(
                standing.alarm,
                subject="",
                reason="",
                note="",
                happening=None,
                state=AlarmState.CLOSED,
                answered_ms=answered_ms,
                quiet_until_ms=None,
                owner="",
            )
            changes.append(self._record(standing, Deed.ERASED, "", now))
        return changes

    def rules_changed(self, now: Moment) -> list[Change]:
        """Read the rules again: what is owed stays owed, as pressing as they say now."""
        self._policy.change()
        for shelf in self._shelves.all():
            if self._policy.priority(shelf.rule, "") is Priority.CRITICAL:
                self._shelves.remove(shelf.device_id, shelf.rule)
        changes = []
        for standing in self._owed:
            alarm = standing.alarm
            priority = self._policy.priority(alarm.rule, alarm.subject)
            if priority is alarm.priority:
                continue
            standing.alarm = msgspec.structs.replace(alarm, priority=priority)
            if priority is Priority.CRITICAL and alarm.state is AlarmState.SHELVED:
                changes.append(self._open(standing, Deed.UNSHELVED, "", now))
            else:
                changes.append(Change(standing.alarm))
        for key in self._conditions:
            self._conditions.delay(key, self._delay(key[0]))
        self._want(now.steady_s)
        return changes

    def turn(self, now: Moment) -> list[Change]:
        """Return what has become due: quiet times over, self-acknowledgement, escalation, delays, ends."""
        self._shelves.end(now.steady_s)
        self._floods.end(now.steady_s)
        self._policy.watch_list.end(now.wall_ms)
        self._lately.end(now.steady_s)
        changes = self._tell(now)
        attention = self._attention()
        dues = [self._shelves.due_s(), self._floods.due_s(), self._lately.due_s(), self._conditions.due_s()]
        if (end_ms := self._policy.watch_list.next_end_ms()) is not None:
            dues.append(now.steady_s + min((end_ms - now.wall_ms) / 1000, 60.0))  # the clock may be set meanwhile
        for standing in self._owed:
            changes += self._turn(standing, attention, now)
            if standing.alarm.owed:
                dues.append(self._next(standing, attention))
        self._due_s = min((due for due in dues if due is not None), default=None)
        return changes

    # How one alarm changes.

    def _occur(
        self, ruling: Ruling, device_id: str, arrival: Arrival, happening: Happening | None, now: Moment
    ) -> Change:
        key, standing = self._owed.home((ruling.rule, device_id, ruling.subject), arrival.at_ms, ruling.window_ms)
        actions: tuple[Action, ...] = ()
        if standing is None:
            standing, actions = self._raise(ruling, key, arrival, happening, now)
        else:
            if standing.alarm.over_ms is not None:
                actions = (Action(standing.alarm.id, now.wall_ms, Deed.RETURNED),)
            standing.join(arrival, happening, now)
        alarm = standing.alarm
        if alarm.priority is not Priority.CRITICAL and alarm.state is not AlarmState.SHELVED and device_id:
            self._floods.occurred(device_id, now)
            self._want(self._floods.due_s())
        return Change(alarm, actions, arrival.number)

    def _raise(
        self, ruling: Ruling, key: tuple[str, str, str], arrival: Arrival, happening: Happening | None, now: Moment
    ) -> tuple[Standing, tuple[Action, ...]]:
        rule, device_id, subject = key
        alarm = Alarm(
            id=self._new_id(),
            rule=rule,
            priority=ruling.priority,
            device_id=device_id,
            subject=subject,
            since_ms=arrival.at_ms,
            latest_ms=arrival.at_ms,
            numbers=() if arrival.number is None else (arrival.number,),
            happening=None if happening is None else happening.without_picture(),
            reason=ruling.reason,
            missed=arrival.missed,
        )
        standing = Standing(alarm, (arrival,), now)
        self._owed.add(standing)
        actions = (Action(alarm.id, now.wall_ms, Deed.RAISED), *self._shelf(standing, now))
        self._want(self._next(standing, self._attention()))
        return standing, actions

    def _close(
        self,
        standing: Standing,
        count: int,
        by: str,
        now: Moment,
        *,
        deed: Deed = Deed.ACKNOWLEDGED,
        note: str = "",
        outcome: Outcome | None = None,
    ) -> list[Change]:
        rest = None
        if count < standing.alarm.count:
            rest = standing.split(count, self._new_id, now) if count > 0 else None
            if rest is None:
                return []
        self._owed.remove(standing)
        alarm = standing.alarm
        standing.before = alarm.note, alarm.outcome
        standing.quiet_s = None
        standing.alarm = msgspec.structs.replace(
            alarm,
            state=AlarmState.CLOSED,
            quiet_until_ms=None,
            owner="",
            answered_ms=now.wall_ms,
            answered_by=by,
            note=note or alarm.note,
            outcome=outcome or alarm.outcome,
        )
        self._lately.add(standing, now.steady_s)
        self._want(self._lately.due_s())
        actions = [Action(alarm.id, now.wall_ms, deed, by, note)]
        if outcome is not None:
            actions.append(Action(alarm.id, now.wall_ms, Deed.JUDGED, by, outcome.value))
        changes = [Change(standing.alarm, tuple(actions))]
        if rest is not None:
            self._owed.add(rest)
            split = Action(rest.alarm.id, now.wall_ms, Deed.SPLIT, "", str(alarm.id))
            shelved = self._shelf(rest, now)
            self._want(self._next(rest, self._attention()))
            changes.append(Change(rest.alarm, (split, *shelved), moved=rest.moved()))
        return changes

    def _open(self, standing: Standing, deed: Deed, by: str, now: Moment) -> Change:
        """Open it again, unless its kind is shelved."""
        alarm_id = standing.alarm.id
        standing.quiet_s = None
        standing.fresh_s = now.steady_s
        standing.alarm = msgspec.structs.replace(standing.alarm, state=AlarmState.OPEN, quiet_until_ms=None, owner="")
        actions = (Action(alarm_id, now.wall_ms, deed, by), *self._shelf(standing, now))
        self._want(self._next(standing, self._attention()))
        return Change(standing.alarm, actions)

    def _shelf(self, standing: Standing, now: Moment) -> tuple[Action, ...]:
        """Shelve an open alarm if its kind is."""
        alarm = standing.alarm
        found = self._shelves.find(alarm.device_id, alarm.rule, now.steady_s)
        if found is None or alarm.priority is Priority.CRITICAL:
            return ()
        shelf, until_s = found
        return self._quiet(standing, AlarmState.SHELVED, shelf.until_ms, until_s, shelf.by, now, shelf.reason).actions

    def _quiet(
        self,
        standing: Standing,
        state: AlarmState,
        until_ms: int,
        until_s: float,
        by: str,
        now: Moment,
        text: str = "",
    ) -> Change:
        looking = state is AlarmState.LOOKING
        standing.quiet_s = until_s
        standing.alarm = msgspec.structs.replace(
            standing.alarm, state=state, quiet_until_ms=until_ms, owner=by if looking else ""
        )
        self._want(until_s)
        return self._record(standing, Deed.LOOKING if looking else Deed.SHELVED, by, now, text)

    def _over(self, rule: str, device_id: str, subject: str, over_ms: int, now: Moment) -> list[Change]:
        changes = []
        for standing in self._owed.of(rule, device_id, subject):
            if standing.alarm.over_ms is None:
                standing.alarm = msgspec.structs.replace(standing.alarm, over_ms=over_ms)
                changes.append(self._record(standing, Deed.CLEARED, "", now))
        return changes

    def _tell(self, now: Moment) -> list[Change]:
        """Raise what has lasted long enough, but for what an earlier run has raised and nobody has answered."""
        changes = []
        for (rule, device_id), condition in self._conditions.due(now.steady_s):
            if any(standing.alarm.over_ms is None for standing in self._owed.of(rule, device_id, "")):
                condition.told = True
                continue
            ruling = self._policy.ruling_of(rule, device_id, now.wall_ms)
            if ruling is not None:
                condition.told = True
                changes.append(
                    self._occur(ruling, device_id, Arrival(None, condition.since_ms, missed=False), None, now)
                )
        self._want(self._conditions.due_s())
        return changes

    def _turn(self, standing: Standing, attention: AttentionSettings, now: Moment) -> list[Change]:
        changes = []
        if standing.quiet_s is not None:
            if now.steady_s < standing.quiet_s:
                return []
            looking = standing.alarm.state is AlarmState.LOOKING
            changes.append(self._open(standing, Deed.LOOKED if looking else Deed.UNSHELVED, "", now))
        alarm = standing.alarm
        if alarm.state is not AlarmState.OPEN:
            return changes
        patience = self._patience(alarm)
        if patience and now.steady_s >= standing.fresh_s + patience:
            return changes + self._close(standing, alarm.count, "", now, deed=Deed.SELF_ACKNOWLEDGED)
        level = escalation.level(alarm.priority, now.steady_s - standing.escalates_s, attention)
        if level > alarm.escalated:
            standing.alarm = msgspec.structs.replace(alarm, escalated=level)
            deed = Deed.LOUDER if level == escalation.LOUDER else Deed.SUPERVISOR
            changes.append(self._record(standing, deed, "", now))
        return changes

    def _next(self, standing: Standing, attention: AttentionSettings) -> float | None:
        """Return the steady seconds at which something is due with this alarm."""
        if standing.quiet_s is not None:
            return standing.quiet_s
        alarm = standing.alarm
        age_s = escalation.next_age_s(alarm.priority, alarm.escalated, attention)
        patience = self._patience(alarm)
        dues = [standing.fresh_s + patience] if patience else []
        if age_s is not None:
            dues.append(standing.escalates_s + age_s)
        return min(dues, default=None)

    def _patience(self, alarm: Alarm) -> int:
        """Return the seconds until it acknowledges itself; 0 for never."""
        return 0 if alarm.priority is Priority.CRITICAL else self._policy.rule(alarm.rule).self_acknowledge

    def _delay(self, rule: str) -> float:
        return float(self._policy.rule(rule).after) if rule == "offline" else 0.0

    def _known(self, alarm_id: int, now: Moment) -> Standing:
        return self._owed[alarm_id] if alarm_id in self._owed else self._lately.find(alarm_id, now.steady_s)

    def _record(self, standing: Standing, deed: Deed, by: str, now: Moment, text: str = "") -> Change:
        return Change(standing.alarm, (Action(standing.alarm.id, now.wall_ms, deed, by, text),))

    def _want(self, due_s: float | None) -> None:
        if due_s is not None and (self._due_s is None or due_s < self._due_s):
            self._due_s = due_s
