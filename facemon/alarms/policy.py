"""Which rule speaks for what has happened. Pure: of one happening the first rule counts, by priority, then `RULES`."""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from facemon.alarm import Priority
from facemon.alarms.denials import Denials
from facemon.alarms.subject import FIRE, subject_of
from facemon.alarms.watching import WatchList
from facemon.event import Category, DeviceAlarm, Event, Happening, Mask
from facemon.settings import RULES, AlarmRule
from facemon.settings.hours import Hours, parse_hours

# Of `Event.abnormal_type`, from the device's interface.
_VISITOR_OUTSIDE_VALIDITY = 20001
_OUTSIDE_PERMITTED_HOURS = 20002
_ABNORMAL_TEMPERATURE = 40001

_BY_ANY_EVENT = ("watchlist", "fever", "denied", "visitor_time", "no_mask")  # beside the rule of its category


class Ruling(msgspec.Struct, frozen=True):
    """A rule has spoken: this raises an alarm."""

    rule: str
    priority: Priority
    window_ms: int
    subject: str = ""
    reason: str = ""


class _Voice(msgspec.Struct, frozen=True):
    """A rule that raises, made ready."""

    name: str
    rule: AlarmRule
    priority: Priority
    hours: tuple[Hours, ...]
    window_ms: int


class Policy:
    """The rules as they stand, the watch list and the recent denials, asked about everything that happens.

    Args:
        rule: gives a rule by its name.
        local: gives the weekday (0 for Monday) and the minute since midnight of Unix milliseconds at this desk.
    """

    def __init__(self, rule: Callable[[str], AlarmRule], local: Callable[[int], tuple[int, int]]) -> None:
        self._read = rule
        self._local = local
        self.watch_list = WatchList()
        self._denials = Denials()
        self.change()

    def change(self) -> None:
        """Read the rules again: they have been changed."""
        self._rules = {name: self._read(name) for name in RULES}
        voices = [
            _Voice(
                name,
                rule,
                Priority.of(rule.priority),
                tuple(parse_hours(line) for line in rule.hours),
                rule.window * 1000,
            )
            for name, rule in self._rules.items()
            if rule.raise_
        ]
        voices.sort(key=lambda voice: -voice.priority)  # stable: among equals the order of RULES
        self._voices = {
            category.value: [voice for voice in voices if voice.name in (category.value, *_BY_ANY_EVENT)]
            for category in Category
        }
        self._by_name = {voice.name: voice for voice in voices}
        denied = self._rules["denied"]
        self._denied = denied if denied.raise_ else None

    def rule(self, name: str) -> AlarmRule:
        """Return the rule of this name as it was last read."""
        return self._rules.get(name) or AlarmRule()

    def priority(self, rule: str, subject: str) -> Priority:
        """Return how pressing an alarm of this rule and subject is."""
        if rule == "device" and subject == str(FIRE):
            return Priority.CRITICAL
        return Priority.of(self.rule(rule).priority)

    def ruling(self, happening: Happening) -> Ruling | None:
        """Return what the first rule says that raises an alarm for this; None where none does."""
        if not isinstance(happening, Event):
            name = "device" if isinstance(happening, DeviceAlarm) else "unknown"
            return self.ruling_of(name, happening.device_id, happening.at_ms, subject_of(happening))
        often = (
            happening.passed is False
            and self._denied is not None
            and self._denials.add(happening, self._denied.times, self._denied.minutes)
        )
        for voice in self._voices[happening.category.value]:
            if not self._holds(voice, happening.device_id, happening.at_ms):
                continue
            name, reason = voice.name, ""
            if name == "watchlist":
                watched = self.watch_list.find(happening) if self.watch_list else None
                speaks, reason = watched is not None, watched.reason if watched else ""
            elif name == "denied":
                speaks = often
            else:
                speaks = name == happening.category.value or _speaks(name, voice.rule, happening)
            if speaks:
                return Ruling(name, voice.priority, voice.window_ms, subject_of(happening), reason)
        return None

    def ruling_of(self, rule: str, device_id: str, at_ms: int, subject: str = "") -> Ruling | None:
        """Return what this very rule says; None where it does not raise, not here or not now. A fire has no hours."""
        voice = self._by_name.get(rule)
        if voice is None:
            return None
        fire = rule == "device" and subject == str(FIRE)
        if not self._holds(voice, device_id, at_ms, always=fire):
            return None
        return Ruling(rule, Priority.CRITICAL if fire else voice.priority, voice.window_ms, subject)

    def _holds(self, voice: _Voice, device_id: str, at_ms: int, *, always: bool = False) -> bool:
        if voice.rule.devices and device_id and device_id not in voice.rule.devices:
            return False
        if always or not voice.hours:
            return True
        weekday, minute = self._local(at_ms)
        return any(hours.hold(weekday, minute) for hours in voice.hours)


def _speaks(name: str, rule: AlarmRule, event: Event) -> bool:
    if name == "fever":
        if event.temperature is None:
            return event.abnormal_type == _ABNORMAL_TEMPERATURE
        return event.temperature >= rule.temperature
    if name == "no_mask":
        return event.mask == Mask.NOT_WORN
    return _is_outside_visit(event)


def _is_outside_visit(event: Event) -> bool:
    if event.category is not Category.VISITOR:
        return False
    if event.abnormal_type in (_VISITOR_OUTSIDE_VALIDITY, _OUTSIDE_PERMITTED_HOURS):
        return True
    person = event.person
    if person is None:
        return False
    early = person.guest_start_ms is not None and event.at_ms < person.guest_start_ms
    return early or (person.guest_end_ms is not None and event.at_ms > person.guest_end_ms)
