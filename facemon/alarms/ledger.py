"""How one alarm changes: raised, joined, closed, opened, kept quiet; and when something is due next.

Belongs to the book. Every change is made here and returned as it is to be put on record.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

import msgspec

from facemon.alarm import Action, Alarm, AlarmState, Change, Deed, Moment, Outcome, Priority, Shelf
from facemon.alarms import escalation
from facemon.alarms.flood import Floods
from facemon.alarms.lately import Lately
from facemon.alarms.owed import Key, Owed
from facemon.alarms.policy import Policy, Ruling
from facemon.alarms.shelving import Shelves
from facemon.alarms.standing import Arrival, Standing
from facemon.event import Happening
from facemon.settings import AttentionSettings

_CRITICAL, _SHELVED = Priority.CRITICAL, AlarmState.SHELVED  # looked up for every event, which Python does slowly
LONGEST_QUIET = 3_600.0  # seconds: nobody looks or shelves for longer


class Ledger:
    """The alarms that are owed and those closed lately, with what is shelved and which devices are flooded.

    Args:
        policy: knows the rules.
        attention: gives how alarms come to the guard.
        new_id: gives an id that no alarm has had.
    """

    def __init__(self, policy: Policy, attention: Callable[[], AttentionSettings], new_id: Callable[[], int]) -> None:
        self.policy = policy
        self.attention = attention
        self.owed = Owed()
        self.lately = Lately()
        self.shelves = Shelves()
        self.floods = Floods()
        self.due_s: float | None = None  # no later than the next thing is due, in steady seconds
        self._new_id = new_id

    def want(self, due_s: float | None) -> None:
        """Something is due then."""
        if due_s is not None and (self.due_s is None or due_s < self.due_s):
            self.due_s = due_s

    def restore(self, alarms: Iterable[Alarm], shelves: Iterable[Shelf], now: Moment) -> None:
        """Take over what an earlier run has left. A clock that was set meanwhile keeps nothing quiet for ever."""
        for shelf in shelves:
            if not self._is_critical(shelf.rule):
                left_s = (shelf.until_ms - now.wall_ms) / 1000
                self.shelves.add(shelf, now.steady_s + min(left_s, LONGEST_QUIET))
        for alarm in alarms:
            if alarm.owed:
                priority = self.policy.priority(alarm.rule, alarm.subject)  # the settings may have been edited
                standing = Standing.restored(msgspec.structs.replace(alarm, priority=priority), now, LONGEST_QUIET)
                if priority is Priority.CRITICAL and alarm.state is AlarmState.SHELVED:
                    standing.quiet_s = now.steady_s
                self.owed.add(standing)

    def rules_changed(self, now: Moment) -> list[Change]:
        """Let everything be as pressing as the rules say now; what has become critical is shelved no longer."""
        for shelf in self.shelves.all():
            if self._is_critical(shelf.rule):
                self.shelves.remove(shelf.device_id, shelf.rule)
        changes = []
        for standing in self.owed:
            alarm = standing.alarm
            priority = self.policy.priority(alarm.rule, alarm.subject)
            if priority is alarm.priority:
                continue
            standing.alarm = msgspec.structs.replace(alarm, priority=priority)
            if priority is Priority.CRITICAL and alarm.state is AlarmState.SHELVED:
                changes.append(self.open(standing, Deed.UNSHELVED, "", now))
            else:
                changes.append(Change(standing.alarm))
        return changes

    def occur(
        self, ruling: Ruling, device_id: str, arrival: Arrival, happening: Happening | None, now: Moment
    ) -> Change:
        """Raise an alarm, or add to the one that it joins."""
        key, standing = self.owed.home((ruling.rule, device_id, ruling.subject), arrival.at_ms, ruling.window_ms)
        actions: tuple[Action, ...] = ()
        if standing is None:
            standing, actions = self._raise(ruling, key, arrival, happening, now)
        else:
            if standing.alarm.over_ms is not None:
                actions = (Action(standing.alarm.id, now.wall_ms, Deed.RETURNED),)
            standing.join(arrival, happening, now)
        alarm = standing.alarm
        shown = alarm.priority is not _CRITICAL and alarm.state is not _SHELVED
        if shown and device_id and self.floods.occurred(device_id, now):
            self.want(self.floods.due_s())
        return Change(alarm, actions, arrival.number)

    def close(
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
        """Close an alarm as far as it was seen, with so many occurrences; what came since is owed as one of its own."""
        unseen = standing.unseen(count)
        if unseen is None or count <= 0:
            return []
        rest = None
        if not all(arrival.erased for arrival in unseen):
            rest = standing.split(unseen, self._new_id(), now)
        self.owed.remove(standing)
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
        self.lately.add(standing, now.steady_s)
        self.want(self.lately.due_s())
        actions = [Action(alarm.id, now.wall_ms, deed, by, note)]
        if outcome is not None:
            actions.append(Action(alarm.id, now.wall_ms, Deed.JUDGED, by, outcome.value))
        changes = [Change(standing.alarm, tuple(actions))]
        if rest is not None:
            self.owed.add(rest)
            split = Action(rest.alarm.id, now.wall_ms, Deed.SPLIT, "", str(alarm.id))
            shelved = self._shelve(rest, now)
            self.want(self.next_s(rest, self.attention()))
            changes.append(Change(rest.alarm, (split, *shelved), moved=rest.numbers()))
        return changes

    def open(self, standing: Standing, deed: Deed, by: str, now: Moment) -> Change:
        """Open it again, unless its kind is shelved."""
        alarm_id = standing.alarm.id
        standing.quiet_s = None
        standing.fresh_s = now.steady_s
        standing.alarm = msgspec.structs.replace(standing.alarm, state=AlarmState.OPEN, quiet_until_ms=None, owner="")
        actions = (Action(alarm_id, now.wall_ms, deed, by), *self._shelve(standing, now))
        self.want(self.next_s(standing, self.attention()))
        return Change(standing.alarm, actions)

    def look(self, standing: Standing, minutes: int, by: str, now: Moment) -> Change:
        """Keep it quiet while somebody looks into it."""
        standing.quiet_s = now.steady_s + minutes * 60.0
        standing.alarm = msgspec.structs.replace(
            standing.alarm, state=AlarmState.LOOKING, quiet_until_ms=now.wall_ms + minutes * 60_000, owner=by
        )
        self.want(standing.quiet_s)
        return self.record(standing, Deed.LOOKING, by, now)

    def shelve(self, standing: Standing, now: Moment) -> list[Change]:
        """Keep it quiet as long as its kind is shelved; nothing where it is not, or where the alarm is critical."""
        actions = self._shelve(standing, now)
        return [Change(standing.alarm, actions)] if actions else []

    def over(self, rule: str, device_id: str, subject: str, over_ms: int, now: Moment) -> list[Change]:
        """A condition is over. Its alarm is still owed."""
        changes = []
        for standing in self.owed.of(rule, device_id, subject):
            if standing.alarm.over_ms is None:
                standing.alarm = msgspec.structs.replace(standing.alarm, over_ms=over_ms)
                changes.append(self.record(standing, Deed.CLEARED, "", now))
        return changes

    def record(self, standing: Standing, deed: Deed, by: str, now: Moment, text: str = "") -> Change:
        """Return what has been done with an alarm as it stands now."""
        return Change(standing.alarm, (Action(standing.alarm.id, now.wall_ms, deed, by, text),))

    def turn(self, standing: Standing, attention: AttentionSettings, now: Moment) -> list[Change]:
        """Return what has become due with this alarm."""
        changes = []
        if standing.quiet_s is not None:
            if now.steady_s < standing.quiet_s:
                return []
            looking = standing.alarm.state is AlarmState.LOOKING
            changes.append(self.open(standing, Deed.LOOKED if looking else Deed.UNSHELVED, "", now))
        alarm = standing.alarm
        if alarm.state is not AlarmState.OPEN:
            return changes
        patience = self._patience(alarm)
        if patience and now.steady_s >= standing.fresh_s + patience:
            return changes + self.close(standing, alarm.count, "", now, deed=Deed.SELF_ACKNOWLEDGED)
        level = escalation.level(alarm.priority, now.steady_s - standing.escalates_s, attention)
        if level > alarm.escalated:
            standing.alarm = msgspec.structs.replace(alarm, escalated=level)
            deed = Deed.LOUDER if level == escalation.LOUDER else Deed.SUPERVISOR
            changes.append(self.record(standing, deed, "", now))
        return changes

    def next_s(self, standing: Standing, attention: AttentionSettings) -> float | None:
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

    def _raise(
        self, ruling: Ruling, key: Key, arrival: Arrival, happening: Happening | None, now: Moment
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
        self.owed.add(standing)
        actions = (Action(alarm.id, now.wall_ms, Deed.RAISED), *self._shelve(standing, now))
        self.want(self.next_s(standing, self.attention()))
        return standing, actions

    def _shelve(self, standing: Standing, now: Moment) -> tuple[Action, ...]:
        alarm = standing.alarm
        found = self.shelves.find(alarm.device_id, alarm.rule, now.steady_s)
        if found is None or alarm.priority is Priority.CRITICAL:
            return ()
        shelf, standing.quiet_s = found
        standing.alarm = msgspec.structs.replace(
            alarm, state=AlarmState.SHELVED, quiet_until_ms=shelf.until_ms, owner=""
        )
        self.want(standing.quiet_s)
        return (Action(alarm.id, now.wall_ms, Deed.SHELVED, shelf.by, shelf.reason),)

    def _is_critical(self, rule: str) -> bool:
        return self.policy.priority(rule, "") is Priority.CRITICAL

    def _patience(self, alarm: Alarm) -> int:
        """Return the seconds until it acknowledges itself; 0 for never."""
        return 0 if alarm.priority is Priority.CRITICAL else self.policy.rule(alarm.rule).self_acknowledge
