"""Hours in words, in the program's language: what a line like "mon-fri 22:00-06:00" means."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QCoreApplication, QLocale

from facemon.settings.hours import Hours, parse_hours, runs
from facemon.ui import words

_DAY = 24 * 60  # minutes


def day(number: int, *, short: bool = False) -> str:
    """Return the name of a weekday, 0 for Monday."""
    form = QLocale.FormatType.ShortFormat if short else QLocale.FormatType.LongFormat
    return QLocale().standaloneDayName(number + 1, form)


def in_words(hours: Hours) -> str:
    """Return one line of hours in words."""
    translate = QCoreApplication.translate
    if len(hours.days) == 7:
        days = translate("Hours", "every day")
    else:
        spans = [
            day(first)
            if first == last
            else translate("Hours", "{first} to {last}", "weekdays").format(first=day(first), last=day(last))
            for first, last in runs(hours.days)
        ]
        days = words.listed(spans)
    if hours.length == _DAY and not hours.begin:
        return translate("Hours", "{days}, all day").format(days=days)
    end = hours.begin + hours.length
    sentence = (
        translate("Hours", "{days}, {begin} to {end}")
        if end <= _DAY
        else translate("Hours", "{days}, {begin} to {end} on the next day")
    )
    return sentence.format(days=days, begin=_clock(hours.begin), end=_clock(end if end <= _DAY else end - _DAY))


def all_in_words(lines: Iterable[str]) -> str:
    """Return the lines of a rule in words, one below the other; for none, that it is always."""
    said = "\n".join(in_words(parse_hours(line)) for line in lines)
    return said or QCoreApplication.translate("Hours", "always")


def _clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"
