"""The periods that can be looked at, in local time, whatever a day's length is."""

from __future__ import annotations

import enum
from typing import NamedTuple

from PySide6.QtCore import QDate, QDateTime, QTimeZone

LOCAL = QTimeZone(QTimeZone.Initialization.LocalTime)


class Period(enum.Enum):
    """Which time is looked at; the value is kept in files."""

    TODAY = "today"
    YESTERDAY = "yesterday"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"
    ALL = "all"
    CUSTOM = "custom"


_DAYS = {Period.TODAY: 1, Period.WEEK: 7, Period.MONTH: 30, Period.YEAR: 365}


class Span(NamedTuple):
    """From when (included) to when (excluded), in Unix milliseconds; None: without an end on that side."""

    from_ms: int | None = None
    to_ms: int | None = None


def span(period: Period, now_ms: int, custom: Span = Span(), zone: QTimeZone = LOCAL) -> Span:  # noqa: B008 - frozen
    """Return what a period is at the moment `now_ms`: whole days, today to its end; `custom` is the user's own."""
    today = QDateTime.fromMSecsSinceEpoch(now_ms, zone).date()
    if period is Period.CUSTOM:
        return custom
    if period is Period.ALL:
        return Span()
    if period is Period.YESTERDAY:
        return Span(start_of_day(today.addDays(-1), zone), start_of_day(today, zone))
    return Span(start_of_day(today.addDays(1 - _DAYS[period]), zone), start_of_day(today.addDays(1), zone))


def start_of_day(day: QDate, zone: QTimeZone = LOCAL) -> int:
    """Return the first moment of a day in Unix milliseconds: not midnight where the clock is put forward then."""
    return day.startOfDay(zone).toMSecsSinceEpoch()
