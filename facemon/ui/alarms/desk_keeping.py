# ruff: noqa: ARG002 - what it does not know is asked for in vain
"""The board over an `AlarmDesk`, which knows but acknowledging: until the book of alarms keeps them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from facemon.alarm import Alarm, AlarmState, Outcome, Priority
from facemon.alarms.attention import Item
from facemon.monitor import AlarmChanged, BoardUpdate
from facemon.ui.alarm_desk import AlarmDesk


class DeskKeeping:
    """Translates. Belongs to the window's thread."""

    def __init__(self, desk: AlarmDesk) -> None:
        self._desk = desk
        self._ids: dict[tuple[str, str, str], int] = {}
        self._shown: dict[int, tuple[Alarm, Item]] = {}
        self._last = 0
        self._order = 0

    def now(self) -> Sequence[BoardUpdate]:
        """Return what has changed since this was last asked."""
        open_now: dict[int, tuple[Alarm, Item]] = {}
        for item in self._desk.attention.open():
            alarm = self._alarm(item)
            open_now[alarm.id] = alarm, item
        changes = [alarm for alarm, _ in open_now.values() if self._shown.get(alarm.id, (None,))[0] != alarm]
        changes += [
            msgspec.structs.replace(alarm, state=AlarmState.CLOSED)
            for alarm, _ in self._shown.values()
            if alarm.id not in open_now
        ]
        for alarm, item in self._shown.values():
            if alarm.id not in open_now:
                del self._ids[item.kind, item.device_id, item.person]
        self._shown = open_now
        return [AlarmChanged(alarm, self._next()) for alarm in changes]

    def acknowledge(
        self, alarm_id: int, count: int, by: str, *, note: str = "", outcome: Outcome | None = None
    ) -> Sequence[BoardUpdate]:
        self._desk.acknowledge(msgspec.structs.replace(self._shown[alarm_id][1], count=count))
        return self.now()

    def acknowledge_low(self, shown: Mapping[int, int], by: str) -> Sequence[BoardUpdate]:
        return ()

    def undo(self, alarm_id: int, by: str) -> Sequence[BoardUpdate]:
        return ()

    def look(self, alarm_id: int, by: str) -> Sequence[BoardUpdate]:
        return ()

    def give_back(self, alarm_id: int, by: str) -> Sequence[BoardUpdate]:
        return ()

    def annotate(
        self, alarm_id: int, by: str, *, note: str | None = None, outcome: Outcome | None = None
    ) -> Sequence[BoardUpdate]:
        return ()

    def tick(self, alarm_id: int, line: int, by: str, *, on: bool) -> Sequence[BoardUpdate]:
        return ()

    def shelve(self, device_id: str, rule: str, minutes: int, reason: str, by: str) -> Sequence[BoardUpdate]:
        return ()

    def unshelve(self, device_id: str, rule: str, by: str) -> Sequence[BoardUpdate]:
        return ()

    def watch(
        self, user_id: str, name: str, reason: str, by: str, *, until_ms: int | None = None
    ) -> Sequence[BoardUpdate]:
        return ()

    def unwatch(self, watched_id: int, by: str) -> Sequence[BoardUpdate]:
        return ()

    def on_duty(self, operator: str) -> None:
        pass

    def _alarm(self, item: Item) -> Alarm:
        key = item.kind, item.device_id, item.person
        if key not in self._ids:
            self._last += 1
            self._ids[key] = self._last
        number = item.latest_number
        return Alarm(
            id=self._ids[key],
            rule=item.kind,
            priority=Priority.of(self._desk.rule(item.kind).priority),
            device_id=item.device_id,
            subject=f"u:{item.person}" if item.person else "",
            since_ms=item.since_ms,
            latest_ms=item.latest_ms,
            count=item.count,
            numbers=() if number is None else (number,),
            happening=self._desk.latest.get(key),
            missed=item.missed,
        )

    def _next(self) -> int:
        self._order += 1
        return self._order
