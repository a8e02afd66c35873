"""How a stretch of time is divided for bars and labels: at full hours, days, weeks and months of local time. Pure."""

from __future__ import annotations

import enum
from collections.abc import Callable, Iterator
from typing import NamedTuple

from PySide6.QtCore import QDate, QDateTime, QLocale, Qt, QTime, QTimeZone

from facemon.ui.history.period import LOCAL, start_of_day

MINUTE, HOUR, DAY = 60_000, 3_600_000, 86_400_000  # milliseconds, of a usual day
_MOST = 4_000  # bars, whatever is asked for


class Unit(enum.Enum):
    """What a step is a number of; the value is about how many milliseconds it has."""

    MINUTE = MINUTE
    HOUR = HOUR
    DAY = DAY
    WEEK = 7 * DAY
    MONTH = 30 * DAY
    YEAR = 365 * DAY


class Step(NamedTuple):
    """The length of a bar, or from one label to the next."""

    unit: Unit
    many: int = 1

    @property
    def about_ms(self) -> int:
        """Its usual length in milliseconds."""
        return self.unit.value * self.many


STEPS = (
    *(Step(Unit.MINUTE, count) for count in (1, 5, 15, 30)),
    *(Step(Unit.HOUR, count) for count in (1, 2, 3, 6, 12)),
    Step(Unit.DAY), Step(Unit.WEEK), Step(Unit.MONTH), Step(Unit.MONTH, 3),
    *(Step(Unit.YEAR, count) for count in (1, 2, 5, 10, 50, 100, 1000)),
)  # fmt: skip


def step_for(length_ms: int, width: float, narrowest: float) -> Step:
    """Return the finest step of which each is at least `narrowest` wide where `length_ms` is `width` wide."""
    fitting = (step for step in STEPS if width * step.about_ms >= narrowest * max(1, length_ms))
    return next(fitting, STEPS[-1])


def edges(
    from_ms: int, to_ms: int, step: Step, zone: QTimeZone = LOCAL, first_day: Qt.DayOfWeek | None = None
) -> list[int]:
    """Return where bars begin and end: `from_ms`, all boundaries between, and `to_ms`, each once, in their order.

    Args:
        from_ms: Unix milliseconds, as is `to_ms`, which is later.
        step: the length of a bar; the first and the last may be cut.
        zone: whose days they are.
        first_day: of the week; None: as the locale in use has it.
    """
    while (to_ms - from_ms) // step.about_ms > _MOST and step != STEPS[-1]:
        step = STEPS[STEPS.index(step) + 1]
    within = [from_ms]
    for boundary in boundaries(from_ms, step, zone, first_day):
        if boundary >= to_ms:
            break
        if boundary > within[-1]:
            within.append(boundary)
    return [*within, to_ms]


def boundaries(
    from_ms: int, step: Step, zone: QTimeZone = LOCAL, first_day: Qt.DayOfWeek | None = None
) -> Iterator[int]:
    """Yield the boundaries of a step, without end, the first at or before `from_ms`."""
    day = QDateTime.fromMSecsSinceEpoch(from_ms, zone).date()
    if step.unit in (Unit.MINUTE, Unit.HOUR):
        yield from _within_days(day, step, zone)
        return
    begin, following = _days(day, step, first_day or QLocale().firstDayOfWeek())
    while begin.isValid():
        yield start_of_day(begin, zone)
        begin = following(begin)


def _days(day: QDate, step: Step, first_day: Qt.DayOfWeek) -> tuple[QDate, Callable[[QDate], QDate]]:
    """Return the day on which the step with `day` in it begins, and what gives the one on which the next does."""
    match step.unit:
        case Unit.DAY:
            return day, lambda date: date.addDays(step.many)
        case Unit.WEEK:
            return day.addDays(-((day.dayOfWeek() - first_day.value) % 7)), lambda date: date.addDays(7 * step.many)
        case Unit.MONTH:
            month = (day.month() - 1) // step.many * step.many + 1
            return QDate(day.year(), month, 1), lambda date: date.addMonths(step.many)
        case _:
            return QDate(day.year() - day.year() % step.many, 1, 1), lambda date: date.addYears(step.many)


def _within_days(day: QDate, step: Step, zone: QTimeZone) -> Iterator[int]:
    while day.isValid():
        begin, end = start_of_day(day, zone), start_of_day(day.addDays(1), zone)
        if step.about_ms <= HOUR:
            # Each is as long as the others: an hour that comes twice has two bars, one that is left out has none.
            yield from range(begin, end, step.about_ms)
        else:
            # At the same time of the day on either side of a change of the clock.
            yield begin
            for hour in range(step.many, 24, step.many):
                yield QDateTime(day, QTime(hour, 0), zone).toMSecsSinceEpoch()
        day = day.addDays(1)
