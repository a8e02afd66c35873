"""The words of a shift's report, the same on screen and on paper. Plain functions: they translate as they are asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QCoreApplication, QDateTime, QLocale, QObject

from facemon.alarm import Outcome, Priority
from facemon.history.alarm_found import Shelving
from facemon.history.note import HandedOver
from facemon.report.figures import Figures, FloodSpan
from facemon.report.handover import LONGEST
from facemon.report.record import Record, Shift
from facemon.ui import words
from facemon.ui.history.moments import stretch
from facemon.ui.text import clean

NAME = 60  # characters of a name from outside
TEXT = 400


class ShiftCounts(QObject):
    """Words with a number in them: Qt's `lupdate` finds plurals in `tr` alone."""

    def alarms(self, count: int) -> str:
        return self.tr("%Ln alarm(s)", "", count)

    def more(self, count: int) -> str:
        return self.tr("%Ln more", "", count)

    def repeats(self, count: int) -> str:
        return self.tr("%Ln time(s)", "", count)

    def inherited(self, count: int) -> str:
        return self.tr("%Ln alarm(s) taken over from before", "", count)

    def themselves(self, count: int) -> str:
        return self.tr("%Ln alarm(s) acknowledged themselves by their rule", "", count)

    def louder(self, count: int) -> str:
        return self.tr("%Ln alarm(s) waited until the sound grew louder", "", count)

    def supervised(self, count: int) -> str:
        return self.tr("%Ln alarm(s) waited until the supervisor was to be told", "", count)

    def cut(self, count: int) -> str:
        return self.tr("Only the first %Ln alarm(s) are in this report: choose a shorter time.", "", count)


def heading(shift: Shift) -> str:
    """Return from when to when a shift is."""
    return stretch(shift.from_ms, shift.to_ms)


def number(count: int) -> str:
    """Return a number as the language in use writes it."""
    return QLocale().toString(count)


def wait(seconds: float) -> str:
    """Return a time to acknowledge, in its two largest units."""
    whole = max(0, round(seconds))
    if 60 <= whole < 3600 and whole % 60:
        told = QCoreApplication.translate("Shift", "{minutes} min {seconds} s")
        return told.format(minutes=whole // 60, seconds=whole % 60)
    return words.duration(whole)


def priority(of: Priority) -> str:
    """Return what a priority is called."""
    translate = QCoreApplication.translate
    return {
        Priority.LOW: translate("Shift", "Low"),
        Priority.MEDIUM: translate("Shift", "Medium"),
        Priority.HIGH: translate("Shift", "High"),
        Priority.CRITICAL: translate("Shift", "Critical"),
    }[of]


def outcome(of: Outcome | None) -> str:
    """Return what alarms turned out to be; None: nobody has said."""
    translate = QCoreApplication.translate
    return {
        Outcome.REAL: translate("Shift", "Real"),
        Outcome.FALSE: translate("Shift", "False"),
        Outcome.TEST: translate("Shift", "Test"),
        None: translate("Shift", "Not said"),
    }[of]


def operator(name: str) -> str:
    """Return an operator's name, or that nobody knows who it was."""
    return clean(name, NAME) or QCoreApplication.translate("Shift", "Nobody signed on")


def remarks(of: Figures) -> list[str]:
    """Return what else there is to say about how alarms were answered."""
    counts = ShiftCounts()
    told = (
        (of.answered_themselves, counts.themselves), (of.louder, counts.louder), (of.supervised, counts.supervised),
    )  # fmt: skip
    return [words_of(count) for count, words_of in told if count]


def on_duty(names: Sequence[str]) -> str:
    """Return who had the desk."""
    return words.listed(operator(name) for name in names) or operator("")


def device(device_id: str, names: Mapping[str, str]) -> str:
    """Return what a device is called; empty for no device."""
    return clean(names.get(device_id) or device_id, NAME)


def title(record: Record) -> str:
    """Return who or what an alarm was about."""
    alarm = record.alarm
    what = clean(words.alarm_title(alarm.rule, alarm.happening), NAME)
    return f"{what} ×{number(alarm.count)}" if alarm.count > 1 else what


def sentence(record: Record, names: Mapping[str, str]) -> str:
    """Return an alarm in one line: when, what, where, how it was answered."""
    alarm = record.alarm
    told = title(record)
    rule = words.rule(alarm.rule)
    return words.joined(
        words.date_time(record.raised_ms), priority(alarm.priority), rule if rule != told else "", told,
        device(alarm.device_id, names), answer(record),
    )  # fmt: skip


def answer(record: Record) -> str:
    """Return how an alarm was answered, by whom, and after what time."""
    translate = QCoreApplication.translate
    alarm = record.alarm
    if alarm.owed:
        return translate("Shift", "Not acknowledged yet")
    said = outcome(alarm.outcome) if alarm.outcome else ""
    if record.answered_itself:
        return words.joined(translate("Shift", "Acknowledged itself by its rule"), said)
    told = translate("Shift", "{name} after {time}").format(
        name=operator(alarm.answered_by), time=wait((record.wait_ms or 0) / 1000)
    )
    return words.joined(told, said)


def shelving(of: Shelving, names: Mapping[str, str]) -> tuple[str, str]:
    """Return what was shelved where and when, and by whom and why."""
    translate = QCoreApplication.translate
    shelf = of.shelf
    what = words.joined(words.rule(shelf.rule), device(shelf.device_id, names))
    when = translate("Shift", "{begin} – {end}, {time}").format(
        begin=words.clock(shelf.from_ms), end=words.clock(of.ended_ms), time=wait((of.ended_ms - shelf.from_ms) / 1000)
    )
    early = translate("Shift", "ended before its time") if of.ended_ms < shelf.until_ms else ""
    by = translate("Shift", "{name}: {reason}").format(name=operator(shelf.by), reason=clean(shelf.reason, TEXT))
    return words.joined(what, when, early), by


def flood(of: FloodSpan, names: Mapping[str, str]) -> str:
    """Return which device was in flood, when, and how much came of it."""
    when = QCoreApplication.translate("Shift", "{begin} – {end}").format(
        begin=words.clock(of.flood.since_ms), end=words.clock(of.to_ms)
    )
    return words.joined(device(of.flood.device_id, names), when, ShiftCounts().repeats(of.flood.count))


def flood_word() -> str:
    """Return what a flood is called in the key of a chart."""
    return QCoreApplication.translate("Shift", "Flood")


def at_most(count: int) -> str:
    """Return how many alarms the highest bar of a chart stands for."""
    return QCoreApplication.translate("Shift", "at most {count}").format(count=number(count))


def gap_word() -> str:
    """Return what a time in which a device could not be seen is called in the key of a chart."""
    return QCoreApplication.translate("Shift", "Not all was seen")


def handover_heading(note: HandedOver) -> str:
    """Return who left a note for the next shift, and when."""
    told = QCoreApplication.translate("Handover", "Handover note from {name}, {time}")
    return told.format(name=operator(note.by), time=f"{words.date(note.at_ms)} {words.clock(note.at_ms)}")


def note_text(note: HandedOver) -> str:
    """Return what a note says, all of it, line by line."""
    return "\n".join(clean(line, LONGEST) for line in note.text[: 2 * LONGEST].splitlines())


def moment(ms: int) -> str:
    """Return the time of day without seconds, with its day where that is not today's."""
    now_ms = QDateTime.currentMSecsSinceEpoch()
    return words.clock(ms) if words.same_day(ms, now_ms) else f"{words.date(ms)} {words.clock(ms)}"
