"""When a rule is in force: weekdays and times of day as a technician writes them, like "mon-fri 22:00-06:00".

A line has days ("mon", "mon,wed", "mon-fri", "fri-mon"), times ("22:00-06:00"), or both. Without days it is every day,
without times the whole day. Times that end before they begin reach into the next day; equal ones are the whole day. The
days are those on which the times begin.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

import msgspec

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_DAY = 24 * 60  # minutes
_TIMES = re.compile(r"(\d{1,2}):(\d{2})-(\d{1,2}):(\d{2})")


class Hours(msgspec.Struct, frozen=True):
    """One line, understood."""

    days: frozenset[int]  # 0 for Monday
    begin: int  # minutes since midnight
    length: int  # minutes, up to a day

    def hold(self, weekday: int, minute: int) -> bool:
        """Return whether they hold in this minute (since midnight) of this weekday."""
        if weekday in self.days and self.begin <= minute < self.begin + self.length:
            return True
        return (weekday - 1) % 7 in self.days and minute + _DAY < self.begin + self.length


def parse_hours(text: str) -> Hours:
    """Return what a line means.

    Raises:
        ValueError: it is none.
    """
    days, times = frozenset(range(7)), (0, _DAY)
    words = text.casefold().split()
    if words and (found := _TIMES.fullmatch(words[-1])):
        words.pop()
        times = _times(*(int(part) for part in found.groups()))
    elif not words:
        raise ValueError(text)
    if words:
        (word,) = words  # raises ValueError
        days = frozenset(day for part in word.split(",") for day in _days(part))
    return Hours(days, *times)


def written(hours: Hours) -> str:
    """Return the line that means these hours, the shortest there is."""
    days = ",".join(DAYS[first] if first == last else f"{DAYS[first]}-{DAYS[last]}" for first, last in runs(hours.days))
    end = (hours.begin + hours.length) % _DAY
    times = f"{_clock(hours.begin)}-{_clock(end)}" if hours.begin or hours.length < _DAY else ""
    every_day = len(hours.days) == len(DAYS)
    return " ".join(part for part in ("" if every_day and times else days, times) if part)


def runs(days: frozenset[int]) -> list[tuple[int, int]]:
    """Return days as their runs, each its first and last: Friday to Monday is one. None for no days."""
    if len(days) == len(DAYS):
        return [(0, 6)]
    firsts = [day for day in sorted(days) if (day - 1) % 7 not in days]
    return [(first, next(day % 7 for day in range(first, first + 7) if (day + 1) % 7 not in days)) for first in firsts]


def in_force(hours: Iterable[str], weekday: int, minute: int) -> bool:
    """Return whether any line holds in this minute (since midnight) of this weekday (0 for Monday); none: always.

    Raises:
        ValueError: one of the lines is none.
    """
    lines = [parse_hours(text) for text in hours]
    return not lines or any(line.hold(weekday, minute) for line in lines)


def _clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"


def _times(hour: int, minute: int, to_hour: int, to_minute: int) -> tuple[int, int]:
    begin, end = hour * 60 + minute, to_hour * 60 + to_minute
    if minute > 59 or to_minute > 59 or begin >= _DAY or end > _DAY:
        raise ValueError(f"no times of day: {hour}:{minute}-{to_hour}:{to_minute}")
    return begin, (end - begin) % _DAY or _DAY


def _days(part: str) -> Iterable[int]:
    first, dash, last = part.partition("-")
    begin = DAYS.index(first)  # raises ValueError
    if not dash:
        return (begin,)
    return ((begin + step) % 7 for step in range((DAYS.index(last) - begin) % 7 + 1))
