"""What a card of the lane says, in words. Plain functions: they translate at the moment of asking."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from PySide6.QtCore import QCoreApplication, QObject

from facemon.alarm import Alarm, AlarmState, Flood, Priority, Shelf
from facemon.alarms.outage import is_outage
from facemon.event import DeviceAlarm, Event
from facemon.settings import AlarmRule
from facemon.ui import words
from facemon.ui.text import clean

_NAME = 200  # characters of a name
_REMARK = 300
_DEVICE = 80


class AlarmText(msgspec.Struct, frozen=True):
    """An alarm in words."""

    badge: str
    icon: str
    title: str  # who; empty where the badge has said it all
    why: tuple[str, ...]  # why it has been raised, one line each
    device: str
    when: str
    access: str  # "Granted", "Denied" or empty
    passed: bool
    standing: tuple[str, ...]  # what has become of it, one line each
    note: str


class _LaneCounts(QObject):
    """Words with a number in them: Qt's `lupdate` finds plurals in `tr` alone."""

    def times(self, count: int) -> str:
        return self.tr("%n time(s)", "", count)

    def kinds(self, count: int) -> str:
        return self.tr("%n kind(s)", "", count)

    def alarms(self, count: int) -> str:
        return self.tr("%n alarm(s)", "", count)

    def minutes(self, count: int) -> str:
        return self.tr("%n minute(s)", "", count)

    def waiting(self, count: int) -> str:
        return self.tr("%n alarm(s) wait", "", count)

    def denied(self, count: int) -> str:
        return self.tr("Denied %n time(s) or more", "", count)


def alarm_text(alarm: Alarm, rule: AlarmRule, device_name: str, now_ms: int) -> AlarmText:
    """Return what a card says of an alarm at this moment (Unix milliseconds)."""
    happening = alarm.happening
    device = isinstance(happening, DeviceAlarm) and alarm.rule == "device"
    person = isinstance(happening, Event) and happening.person is not None
    passed = happening.passed if isinstance(happening, Event) else None
    return AlarmText(
        badge=words.title(happening) if device and happening is not None else _badge(alarm),
        icon=words.kind_icon(alarm.rule),
        title=clean(words.title(happening), _NAME) if person and happening is not None else "",
        why=tuple(line for line in _why(alarm, rule) if line),
        device=clean(device_name, _DEVICE),
        when=words.since(alarm.latest_ms, now_ms),
        access=words.access(passed),
        passed=bool(passed),
        standing=tuple(_standing(alarm, now_ms)),
        note=clean(alarm.note, _REMARK),
    )


def _badge(alarm: Alarm) -> str:
    if is_outage(alarm.subject):
        return QCoreApplication.translate("Lane", "Devices not connected")
    return words.rule(alarm.rule)


def age(since_ms: int, now_ms: int) -> str:
    """Return how old an alarm is: minutes and seconds, from an hour on in its two largest units."""
    seconds = max(0, (now_ms - since_ms) // 1000)
    if seconds < 3600:
        return f"{seconds // 60:02}:{seconds % 60:02}"
    return words.duration(seconds)


def left(until_ms: int, now_ms: int) -> str:
    """Return how much of a time is left, in minutes and seconds."""
    return age(now_ms, max(now_ms, until_ms))


def priority(of: Priority) -> str:
    """Return what a priority is called."""
    translate = QCoreApplication.translate
    return {
        Priority.LOW: translate("Lane", "Low priority"),
        Priority.MEDIUM: translate("Lane", "Medium priority"),
        Priority.HIGH: translate("Lane", "High priority"),
        Priority.CRITICAL: translate("Lane", "Critical"),
    }[of]


def short(alarm: Alarm) -> str:
    """Return who or what an alarm is about, in a few words."""
    person = isinstance(alarm.happening, Event) and alarm.happening.person is not None
    if alarm.happening is not None and (person or alarm.rule == "device"):
        return clean(words.title(alarm.happening), 60)
    return words.rule(alarm.rule)


def sentence(alarm: Alarm, text: AlarmText, now_ms: int) -> str:
    """Return a card in one sentence, for who cannot see it."""
    translate = QCoreApplication.translate
    times = _LaneCounts().times(alarm.count) if alarm.count > 1 else ""
    old = translate("Lane", "waiting for {time}").format(time=words.duration((now_ms - alarm.since_ms) / 1000))
    head = words.listed([priority(alarm.priority), text.badge, text.title])
    rest = words.listed([times, *text.why, text.device, text.when, text.access, *text.standing, old])
    return f"{head}: {rest}"


def flood_line(device_name: str, flood: Flood, alarms: Sequence[Alarm], now_ms: int) -> str:
    """Return what the row of a flooded device says."""
    minutes = max(1, round((now_ms - flood.since_ms) / 60_000))
    translate = QCoreApplication.translate
    kinds = _LaneCounts().kinds(len({alarm.rule for alarm in alarms}))
    count = _LaneCounts().alarms(flood.count)
    time = _LaneCounts().minutes(minutes)
    return translate("Lane", "{device}: {kinds}, {alarms} in {minutes}").format(
        device=clean(device_name, _DEVICE), kinds=kinds, alarms=count, minutes=time
    )


def shelf_lines(device_name: str, shelf: Shelf, waiting: int, now_ms: int) -> tuple[str, str]:
    """Return what the row of something shelved says: what and for how long; by whom and why."""
    translate = QCoreApplication.translate
    first = translate("Lane", "{kind} at {device} is shelved, {time} left").format(
        kind=words.rule(shelf.rule), device=clean(device_name, _DEVICE), time=left(shelf.until_ms, now_ms)
    )
    many = _LaneCounts().waiting(waiting) if waiting else ""
    return first, words.joined(clean(shelf.by, 60), clean(shelf.reason, _REMARK), many)


def _why(alarm: Alarm, rule: AlarmRule) -> list[str]:
    translate = QCoreApplication.translate
    happening = alarm.happening
    lines: list[str] = [clean(alarm.reason, _REMARK)]
    if alarm.rule == "not_kept":
        lines.append(translate("Lane", "What happens is not being kept: it is lost when facemon ends"))
    elif alarm.rule == "offline":
        lines.append(translate("Lane", "Nothing is seen there"))
    elif alarm.rule == "denied":
        counts = _LaneCounts()
        lines.append(
            translate("Lane", "{often} within {minutes}").format(
                often=counts.denied(rule.times), minutes=counts.minutes(rule.minutes)
            )
        )
    if happening is None:
        return lines
    if isinstance(happening, Event):
        person = happening.person
        if alarm.rule == "fever" and happening.temperature is not None:
            lines.append(words.temperature(happening.temperature))
        if alarm.rule == "no_mask":
            lines.append(words.mask(happening.mask))
        if alarm.rule == "visitor_time" and person is not None:
            lines.append(_visit(person.guest_start_ms, person.guest_end_ms, alarm.latest_ms))
        else:
            lines.append(words.secondary(happening))
        reason = words.reason(happening)
        lines.append(reason if alarm.rule != "visitor_time" or happening.abnormal_type != 20001 else "")
        if alarm.rule in ("blacklist", "watchlist") and happening.score is not None:
            lines.append(translate("Lane", "match {score}").format(score=words.score(happening.score)))
    else:
        lines.append(words.secondary(happening))
    return lines


def _visit(start_ms: int | None, end_ms: int | None, at_ms: int) -> str:
    translate = QCoreApplication.translate
    if start_ms and end_ms:
        return translate("Lane", "Visit from {start} to {end}").format(
            start=words.since(start_ms, at_ms), end=words.since(end_ms, at_ms)
        )
    if end_ms:
        return translate("Lane", "Visit until {end}").format(end=words.since(end_ms, at_ms))
    return translate("Lane", "Visit from {start}").format(start=words.since(start_ms, at_ms)) if start_ms else ""


def _standing(alarm: Alarm, now_ms: int) -> list[str]:
    translate = QCoreApplication.translate
    lines = []
    if alarm.state is AlarmState.LOOKING and alarm.quiet_until_ms is not None:
        lines.append(
            translate("Lane", "{who} is looking into it, {time} left").format(
                who=clean(alarm.owner, 60) or translate("Lane", "Somebody"), time=left(alarm.quiet_until_ms, now_ms)
            )
        )
    if alarm.state is AlarmState.SHELVED and alarm.quiet_until_ms is not None:
        lines.append(translate("Lane", "Shelved, {time} left").format(time=left(alarm.quiet_until_ms, now_ms)))
    if alarm.over_ms is not None:
        at = words.clock(alarm.over_ms) if words.same_day(alarm.over_ms, now_ms) else words.date_time(alarm.over_ms)
        over = {
            "offline": translate("Lane", "All connected again at {time}, still to be acknowledged")
            if is_outage(alarm.subject)
            else translate("Lane", "Connected again at {time}, still to be acknowledged"),
            "not_kept": translate("Lane", "Kept again since {time}, still to be acknowledged"),
        }.get(alarm.rule, translate("Lane", "Cleared at {time}, still to be acknowledged"))
        lines.append(over.format(time=at))
    if alarm.missed:
        lines.append(translate("Lane", "missed while disconnected"))
    if alarm.escalated >= 2:
        lines.append(translate("Lane", "The supervisor is being told"))
    return lines
