"""Stretches of time in words."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QDateTime

from facemon.ui import words
from facemon.ui.history.period import start_of_day
from facemon.ui.history.scale import DAY


def stretch(from_ms: int, to_ms: int) -> str:
    """Return from when (included) to when (excluded), in Unix milliseconds: days where it is of whole ones."""
    first, last = (QDateTime.fromMSecsSinceEpoch(ms).date() for ms in (from_ms, to_ms - 1))
    if start_of_day(first) == from_ms and start_of_day(last.addDays(1)) == to_ms:
        return words.date(from_ms) if first == last else _from_to(words.date(from_ms), words.date(to_ms - 1))
    if first == last or (to_ms - from_ms < DAY and start_of_day(last) == to_ms):
        return _from_to(f"{words.date(from_ms)} {words.clock(from_ms)}", words.clock(to_ms))
    return _from_to(*(f"{words.date(ms)} {words.clock(ms)}" for ms in (from_ms, to_ms)))


def _from_to(first: str, last: str) -> str:
    return QCoreApplication.translate("Moments", "{first} – {last}").format(first=first, last=last)
