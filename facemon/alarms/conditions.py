"""What lasts and is no event: a device that is offline, a history that is not being kept."""

from __future__ import annotations

import msgspec

from facemon.alarm import Change, Moment
from facemon.alarms import outage
from facemon.alarms.ledger import Ledger
from facemon.alarms.outage import Places
from facemon.alarms.policy import Ruling
from facemon.alarms.standing import Arrival

OFFLINE = "offline"
AGAIN = 60.0  # seconds until a rule that did not speak, for its hours, is asked once more


class _Condition:
    """One that is on."""

    __slots__ = ("due_s", "from_s", "group", "since_ms", "told")

    def __init__(self, group: str, since_ms: int, from_s: float, due_s: float) -> None:
        self.group = group  # of its device
        self.since_ms = since_ms
        self.from_s = from_s  # steady seconds since when it is on
        self.due_s = due_s
        self.told = False


class Conditions:
    """Which are on, and when their alarms are raised. Belongs to the book."""

    def __init__(self, ledger: Ledger) -> None:
        self.places = Places()
        self._ledger = ledger
        self._on: dict[tuple[str, str], _Condition] = {}  # by rule and device
        self._ended: set[str] = set()  # devices that have been live in this run
        self._raised: set[str] = set()  # groups whose common alarm this run has raised

    def begin(self, rule: str, device_id: str, since_ms: int, now: Moment) -> None:
        """It is on since then; if it was on already, nothing changes.

        The wall clock may have been set since: what it says counts for no more than the delay.
        """
        if (rule, device_id) not in self._on:
            delay_s = self._delay_s(rule)
            from_s = now.steady_s - min(max((now.wall_ms - since_ms) / 1000, 0.0), delay_s)
            self._on[rule, device_id] = _Condition(self.places.group(device_id), since_ms, from_s, from_s + delay_s)

    def end(self, rule: str, device_id: str, now: Moment) -> list[Change]:
        """It is on no longer; its alarm, if there is one, is still owed."""
        former = self._on.pop((rule, device_id), None)
        changes = self._ledger.over(rule, device_id, "", now.wall_ms, now)
        self._ended.add(device_id)
        if rule == OFFLINE and former is not None and not self._away(former.group):
            changes += self._ledger.over(rule, "", outage.subject(former.group), now.wall_ms, now)
        return changes

    def rules_changed(self) -> None:
        """Their delay may be another one now."""
        for (rule, _), condition in self._on.items():
            condition.due_s = condition.from_s + self._delay_s(rule)

    def turn(self, now: Moment) -> list[Change]:
        """Raise what has lasted long enough, but for what an earlier run has raised and nobody has answered yet."""
        changes = []
        for (rule, device_id), condition in self._on.items():
            if condition.told or now.steady_s < condition.due_s:
                continue
            condition.due_s = now.steady_s + AGAIN
            if self._is_owed(rule, device_id, "") or (rule == OFFLINE and self._is_inherited(device_id, condition)):
                condition.told = True
            elif (ruling := self._ledger.policy.ruling_of(rule, device_id, now.wall_ms)) is not None:
                if rule == OFFLINE and (members := self._went_together(condition, now)):
                    changes += self._outage(ruling, members, now)
                else:
                    condition.told = True
                    arrival = Arrival(None, condition.since_ms, missed=False)
                    changes.append(self._ledger.occur(ruling, device_id, arrival, None, now))
        self._ledger.want(self.due_s())
        return changes

    def _went_together(self, condition: _Condition, now: Moment) -> dict[str, _Condition]:
        """Return the devices that this one has an alarm in common with, itself among them; none where it has not.

        Those whose delay is not over yet belong to it as well: they will hardly come back each by itself.
        """
        group, away = condition.group, self._away(condition.group)
        untold = {other_id: other.since_ms for other_id, other in away.items() if not other.told}
        members = outage.together(untold, condition.since_ms)
        if len(members) < outage.MANY and not self._is_owed(OFFLINE, "", outage.subject(group)):
            return {}
        policy = self._ledger.policy
        return {
            member: away[member]
            for member in members
            if not self._is_owed(OFFLINE, member, "") and policy.ruling_of(OFFLINE, member, now.wall_ms) is not None
        }

    def _is_inherited(self, device_id: str, condition: _Condition) -> bool:
        """Return whether it is among those for which an earlier run has raised one alarm, as far as can be told."""
        if device_id in self._ended or condition.group in self._raised:
            return False
        return self._is_owed(OFFLINE, "", outage.subject(condition.group))

    def _away(self, group: str) -> dict[str, _Condition]:
        return {
            device_id: condition
            for (rule, device_id), condition in self._on.items()
            if rule == OFFLINE and condition.group == group
        }

    def _outage(self, ruling: Ruling, members: dict[str, _Condition], now: Moment) -> list[Change]:
        group = next(iter(members.values())).group
        common = msgspec.structs.replace(ruling, subject=outage.subject(group), reason=self.places.listed(members))
        changes = []
        for condition in sorted(members.values(), key=lambda each: each.since_ms):
            condition.told = True
            self._raised.add(group)
            changes.append(self._ledger.occur(common, "", Arrival(None, condition.since_ms, missed=False), None, now))
        return changes if len(changes) < 2 else [changes[0], changes[-1]]  # between them, there is but the count

    def _is_owed(self, rule: str, device_id: str, subject: str) -> bool:
        return any(standing.alarm.over_ms is None for standing in self._ledger.owed.of(rule, device_id, subject))

    def due_s(self) -> float | None:
        """Return the steady seconds at which the next is due."""
        return min((condition.due_s for condition in self._on.values() if not condition.told), default=None)

    def _delay_s(self, rule: str) -> float:
        return float(self._ledger.policy.rule(rule).after) if rule == OFFLINE else 0.0
