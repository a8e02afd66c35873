"""Which days have a line in the feed. Pure: no Qt."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable

from facemon.ui.feed.order import Placed

_LATEST_MS = 253_370_764_800_000  # the beginning of the year 9999: beyond, no calendar goes on for long
_DAY = datetime.timedelta(days=1)


class Calendar:
    """Says when the local day of a moment ends. Asked mostly for the same day again, which costs nothing."""

    def __init__(self) -> None:
        self._from_ms = self._end_ms = 0

    def end_of_day(self, ms: int) -> int:
        """Return when the local day of `ms` ends, in Unix milliseconds, excluded."""
        if not self._from_ms <= ms < self._end_ms:
            moment = datetime.datetime.fromtimestamp(min(max(ms, 0), _LATEST_MS) // 1000).astimezone()
            self._from_ms = _midnight(moment.date())
            self._end_ms = _midnight(moment.date() + _DAY)
        return self._end_ms


class Days:
    """Counts the rows of each day. Every day but the newest has a line, above its rows."""

    def __init__(self) -> None:
        self._calendar = Calendar()
        self._rows: Counter[int] = Counter()  # by the end of their day
        self._lines: frozenset[int] = frozenset()

    @property
    def lines(self) -> frozenset[int]:
        """The ends of the days that have a line, in Unix milliseconds."""
        return self._lines

    def add(self, rows: Iterable[Placed]) -> None:
        """Count rows."""
        days = len(self._rows)
        end_of_day = self._calendar.end_of_day
        counted = self._rows
        for row in rows:
            counted[end_of_day(row.key.ms)] += 1
        if len(self._rows) != days:
            self._draw()

    def remove(self, rows: Iterable[Placed]) -> None:
        """Count rows no longer."""
        days = len(self._rows)
        end_of_day = self._calendar.end_of_day
        self._rows.subtract([end_of_day(row.key.ms) for row in rows])
        self._rows = +self._rows
        if len(self._rows) != days:
            self._draw()

    def clear(self) -> None:
        """Count from nothing again, by the time zone that is in use now."""
        self._calendar = Calendar()
        self._rows.clear()
        self._lines = frozenset()

    def _draw(self) -> None:
        self._lines = frozenset(self._rows) - {max(self._rows, default=0)}


def _midnight(day: datetime.date) -> int:
    return round(datetime.datetime.combine(day, datetime.time()).astimezone().timestamp() * 1000)
