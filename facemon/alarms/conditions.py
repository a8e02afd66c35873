"""What lasts and is no event: a device that is offline, a history that is not being kept."""

from __future__ import annotations

from facemon.alarm import Change, Moment
from facemon.alarms.ledger import Ledger
from facemon.alarms.standing import Arrival

AGAIN = 60.0  # seconds until a rule that did not speak, for its hours, is asked once more


class _Condition:
    """One that is on."""

    __slots__ = ("due_s", "from_s", "since_ms", "told")

    def __init__(self, since_ms: int, from_s: float, due_s: float) -> None:
        self.since_ms = since_ms
        self.from_s = from_s  # steady seconds since when it is on
        self.due_s = due_s
        self.told = False


class Conditions:
    """Which are on, and when their alarms are raised. Belongs to the book."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._on: dict[tuple[str, str], _Condition] = {}  # by rule and device

    def begin(self, rule: str, device_id: str, since_ms: int, now: Moment) -> None:
        """It is on since then; if it was on already, nothing changes.

        The wall clock may have been set since: what it says counts for no more than the delay.
        """
        if (rule, device_id) not in self._on:
            delay_s = self._delay_s(rule)
            from_s = now.steady_s - min(max((now.wall_ms - since_ms) / 1000, 0.0), delay_s)
            self._on[rule, device_id] = _Condition(since_ms, from_s, from_s + delay_s)

    def end(self, rule: str, device_id: str, now: Moment) -> list[Change]:
        """It is on no longer; its alarm, if there is one, is still owed."""
        self._on.pop((rule, device_id), None)
        return self._ledger.over(rule, device_id, "", now.wall_ms, now)

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
            if any(standing.alarm.over_ms is None for standing in self._ledger.owed.of(rule, device_id, "")):
                condition.told = True
            elif (ruling := self._ledger.policy.ruling_of(rule, device_id, now.wall_ms)) is not None:
                condition.told = True
                arrival = Arrival(None, condition.since_ms, missed=False)
                changes.append(self._ledger.occur(ruling, device_id, arrival, None, now))
        self._ledger.want(self.due_s())
        return changes

    def due_s(self) -> float | None:
        """Return the steady seconds at which the next is due."""
        return min((condition.due_s for condition in self._on.values() if not condition.told), default=None)

    def _delay_s(self, rule: str) -> float:
        return float(self._ledger.policy.rule(rule).after) if rule == "offline" else 0.0
