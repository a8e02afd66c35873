"""A book of alarms with clocks that a test sets, and short words for what happens to it."""

from __future__ import annotations

import itertools

import msgspec

from facemon.alarm import Alarm, Change, Moment
from facemon.alarms.book import Book
from facemon.event import AlarmStatus, Category, DeviceAlarm, Event, Person
from facemon.settings import DEFAULT_ALARMS, AlarmRule, AttentionSettings

START_MS = 1_795_600_000_000


class Desk:
    """A desk whose clock stands still until `wait`."""

    def __init__(self, attention: AttentionSettings | None = None, **rules: AlarmRule) -> None:
        self.rules = dict(DEFAULT_ALARMS) | rules
        self.attention = attention or AttentionSettings()
        self.wall_ms = START_MS
        self.steady_s = 100.0
        self.numbers = itertools.count(1)
        self.ids = itertools.count(1)
        self.book = self.new_book()

    def new_book(self) -> Book:
        return Book(
            lambda name: self.rules[name],
            lambda: self.attention,
            local=lambda ms: ((ms // 86_400_000 + 3) % 7, ms // 60_000 % 1440),
            new_id=lambda: next(self.ids),
        )

    @property
    def now(self) -> Moment:
        return Moment(self.wall_ms, self.steady_s)

    def wait(self, seconds: float) -> list[Change]:
        """Let time go by, and do what is due then."""
        self.wall_ms += round(seconds * 1000)
        self.steady_s += seconds
        return self.book.turn(self.now)

    def wait_until(self, steady_s: float) -> list[Change]:
        """Let time go by until just then: a sum of floats may miss it."""
        self.wall_ms += round((steady_s - self.steady_s) * 1000)
        self.steady_s = steady_s
        return self.book.turn(self.now)

    def change(self, rule: str, **keys: object) -> list[Change]:
        self.rules[rule] = msgspec.structs.replace(self.rules[rule], **keys)
        return self.book.rules_changed(self.now)

    def event(self, category: str = "blacklist", user_id: str = "", device_id: str = "gate", **fields: object) -> Event:
        person = Person(user_id=user_id) if user_id else None
        at_ms = self.wall_ms
        base = Event(
            uuid="", device_id=device_id, time_ms=at_ms, received_ms=at_ms, category=Category(category), person=person
        )
        return msgspec.structs.replace(base, **fields)

    def device_alarm(self, code: int, *, cleared: bool = False, device_id: str = "gate") -> DeviceAlarm:
        status = AlarmStatus.CLEARED if cleared else AlarmStatus.RAISED
        return DeviceAlarm(
            uuid="", device_id=device_id, time_ms=self.wall_ms, received_ms=self.wall_ms, code=code, status=status
        )

    def happens(self, happening: Event | DeviceAlarm) -> list[Change]:
        number = next(self.numbers)
        return self.book.happened(msgspec.structs.replace(happening, uuid=str(number)), number, self.now)

    def seen(self, category: str = "blacklist", user_id: str = "", device_id: str = "gate", **fields: object) -> Alarm:
        """A person is seen, and that raises; return the alarm."""
        (change,) = self.happens(self.event(category, user_id, device_id, **fields))
        return change.alarm

    def acknowledge(self, alarm: Alarm, note: str = "") -> list[Change]:
        return self.book.acknowledge(alarm.id, alarm.count, "Li", self.now, note=note)

    @property
    def owed(self) -> list[Alarm]:
        return self.book.owed()
