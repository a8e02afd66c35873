"""Until when somebody is on the watch list: what can be chosen, and how it is said."""

from __future__ import annotations

import enum

from PySide6.QtCore import QCoreApplication, QDate, QDateTime, QTimeZone

from facemon.alarm import Watched
from facemon.ui import words
from facemon.ui.history.period import LOCAL, start_of_day
from facemon.ui.text import clean

_WEEK = 7  # days


class Ending(enum.Enum):
    """Until when."""

    TODAY = "today"
    WEEK = "week"
    DATE = "date"
    NEVER = "never"  # until somebody takes the person off


def until_ms(ending: Ending, date: QDate, now_ms: int, zone: QTimeZone = LOCAL) -> int | None:
    """Return the end in Unix milliseconds, always that of a day; None for no end. `date` is the last day of DATE."""
    today = QDateTime.fromMSecsSinceEpoch(now_ms, zone).date()
    last = {Ending.TODAY: today, Ending.WEEK: today.addDays(_WEEK), Ending.DATE: date}.get(ending)
    return None if last is None else start_of_day(last.addDays(1), zone)


def last_day(end_ms: int, zone: QTimeZone = LOCAL) -> QDate:
    """Return the last day of who is watched until then."""
    return QDateTime.fromMSecsSinceEpoch(end_ms - 1, zone).date()


def said(end_ms: int | None) -> str:
    """Return until when, in words."""
    if end_ms is None:
        return QCoreApplication.translate("Watch", "until taken off")
    return QCoreApplication.translate("Watch", "until the end of {date}").format(date=words.date(end_ms - 1))


def told(watched: Watched) -> str:
    """Return that a person is on the list, until when and why."""
    return words.joined(said(watched.until_ms), clean(watched.reason))
