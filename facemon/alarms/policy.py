"""Which rule speaks for what has happened. Pure: of one happening the first rule counts, by priority, then `RULES`."""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from facemon.alarm import Priority
from facemon.alarms.denials import Denials
from facemon.alarms.subject import FIRE, person_subject, subject_of
from facemon.alarms.watching import WatchList
from facemon.event import Category, DeviceAlarm, Event, Happening, Mask
from facemon.settings import RULES, AlarmRule
from facemon.settings.hours import Hours, parse_hours

# Of `Event.abnormal_type`, from the device's interface.
_VISITOR_OUTSIDE_VALIDITY = 20001
_OUTSIDE_PERMITTED_HOURS = 20002
_ABNORMAL_TEMPERATURE = 40001

# Nobody knows whether two of them are the same who tries again, and a busy door sees many: they have their own rules.
_PASSERS_BY = (Category.STRANGER, Category.NONLIVE)


class Ruling(msgspec.Struct, frozen=True):
    """A rule has spoken: this raises an alarm."""

    rule: str
    priority: Priority
    window_ms: int
    subject: str = ""
    reason: str = ""


class _Voice(msgspec.Struct, frozen=True):
    """A rule that raises, made ready: it is asked about everything that happens."""

    name: str
    priority: Priority
    window_ms: int
    limited: bool  # by what follows; most are not
    hours: tuple[Hours, ...]
    devices: frozenset[str]
    speaks: Callable[[Event], str | None] | None  # gives the reason, or None; itself None: the category is the reason


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
        voices = [self._voice(name, rule) for name, rule in self._rules.items() if rule.raise_]
        voices.sort(key=lambda voice: -voice.priority)  # stable: among equals the order of RULES
        self._voices: dict[str, list[_Voice]] = {
            category: [
                voice
                for voice in voices
                if voice.name == category
                or (voice.speaks is not None and (voice.name != "visitor_time" or category is Category.VISITOR))
            ]
            for category in Category
        }
        self._by_name = {voice.name: voice for voice in voices}
        denied = self._rules["denied"]
        self._denied = denied if denied.raise_ else None
        self._often = False  # whether the event in question is one denial too many

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
        subject = "" if happening.person is None else person_subject(happening.person)
        denied = self._denied
        self._often = (
            denied is not None
            and happening.passed is False
            and happening.category not in _PASSERS_BY
            and self._denials.add(subject, happening, denied.times, denied.minutes)
        )
        for voice in self._voices[happening.category]:
            reason = "" if voice.speaks is None else voice.speaks(happening)
            if reason is None:
                continue
            if not voice.limited or self._holds(voice, happening.device_id, happening.at_ms):
                return Ruling(voice.name, voice.priority, voice.window_ms, subject, reason)
        return None

    def former(self, happening: Happening) -> Ruling:
        """Return what the rule of its kind would say, whether it raises now or not."""
        name = happening.category.value
        subject = subject_of(happening)
        return Ruling(name, self.priority(name, subject), self.rule(name).window * 1000, subject)

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
        if voice.devices and device_id and device_id not in voice.devices:
            return False
        if always or not voice.hours:
            return True
        weekday, minute = self._local(at_ms)
        return any(hours.hold(weekday, minute) for hours in voice.hours)

    def _voice(self, name: str, rule: AlarmRule) -> _Voice:
        hours = tuple(parse_hours(line) for line in rule.hours)
        return _Voice(
            name=name,
            priority=Priority.of(rule.priority),
            window_ms=rule.window * 1000,
            limited=bool(rule.hours or rule.devices),
            hours=hours,
            devices=frozenset(rule.devices),
            speaks=self._ear(name, rule),
        )

    def _ear(self, name: str, rule: AlarmRule) -> Callable[[Event], str | None] | None:
        match name:
            case "watchlist":
                return self._why_watched
            case "denied":
                return lambda _: "" if self._often else None
            case "fever":
                return _fever(rule.temperature)
            case "no_mask":
                return lambda event: "" if event.mask == Mask.NOT_WORN else None
            case "visitor_time":
                return lambda event: "" if _is_outside_visit(event) else None
            case _:
                return None

    def _why_watched(self, event: Event) -> str | None:
        watched = self.watch_list.find(event)
        return None if watched is None else watched.reason


def _fever(least: float) -> Callable[[Event], str | None]:
    def ear(event: Event) -> str | None:
        measured = event.temperature
        hot = event.abnormal_type == _ABNORMAL_TEMPERATURE if measured is None else measured >= least
        return "" if hot else None

    return ear


def _is_outside_visit(event: Event) -> bool:
    if event.abnormal_type in (_VISITOR_OUTSIDE_VALIDITY, _OUTSIDE_PERMITTED_HOURS):
        return True
    person = event.person
    if person is None:
        return False
    early = person.guest_start_ms is not None and event.at_ms < person.guest_start_ms
    return early or (person.guest_end_ms is not None and event.at_ms > person.guest_end_ms)
