"""Periods and bars follow the local clock, also on the days when it is changed."""

from __future__ import annotations

from itertools import pairwise

import pytest
from PySide6.QtCore import QDate, QDateTime, Qt, QTime, QTimeZone

from facemon.ui.history.axis import ticks
from facemon.ui.history.period import Period, Span, span, start_of_day
from facemon.ui.history.scale import DAY, HOUR, STEPS, Step, Unit, edges, step_for

BERLIN = QTimeZone(b"Europe/Berlin")  # forward on 29 March 2026 at 2:00, back on 25 October at 3:00
SANTIAGO = QTimeZone(b"America/Santiago")  # forward on 6 September 2026 at midnight
KATHMANDU = QTimeZone(b"Asia/Kathmandu")  # 5:45 ahead


def at(zone: QTimeZone, year: int, month: int, day: int, hour: int = 0, minute: int = 0) -> int:
    return QDateTime(QDate(year, month, day), QTime(hour, minute), zone).toMSecsSinceEpoch()


def test_today_ends_with_the_day_and_a_week_has_today_as_its_last_day() -> None:
    now = at(BERLIN, 2026, 11, 23, 14)
    assert span(Period.TODAY, now, zone=BERLIN) == Span(at(BERLIN, 2026, 11, 23), at(BERLIN, 2026, 11, 24))
    assert span(Period.WEEK, now, zone=BERLIN) == Span(at(BERLIN, 2026, 11, 17), at(BERLIN, 2026, 11, 24))
    assert span(Period.YESTERDAY, now, zone=BERLIN) == Span(at(BERLIN, 2026, 11, 22), at(BERLIN, 2026, 11, 23))
    assert span(Period.ALL, now) == Span()


@pytest.mark.parametrize(("month", "day", "hours"), [(3, 29, 23), (10, 25, 25), (6, 1, 24)])
def test_a_day_on_which_the_clock_is_changed_is_shorter_or_longer(month: int, day: int, hours: int) -> None:
    begin, end = span(Period.TODAY, at(BERLIN, 2026, month, day, 12), zone=BERLIN)
    assert begin is not None
    assert end is not None
    assert end - begin == hours * HOUR
    assert len(edges(begin, end, Step(Unit.HOUR), BERLIN)) == hours + 1


def test_a_day_that_has_no_midnight_begins_an_hour_later() -> None:
    begin = start_of_day(QDate(2026, 9, 6), SANTIAGO)
    assert QDateTime.fromMSecsSinceEpoch(begin, SANTIAGO).time() == QTime(1, 0)
    divided = edges(begin - DAY, begin + DAY, Step(Unit.DAY), SANTIAGO)
    assert begin in divided


def test_bars_of_some_hours_begin_at_the_same_times_on_either_side_of_a_change() -> None:
    divided = edges(at(BERLIN, 2026, 3, 28), at(BERLIN, 2026, 3, 31), Step(Unit.HOUR, 6), BERLIN)
    hours = [QDateTime.fromMSecsSinceEpoch(edge, BERLIN).time().hour() for edge in divided]
    assert hours == [0, 6, 12, 18] * 3 + [0]


def test_weeks_begin_as_the_locale_has_it() -> None:
    divided = edges(at(BERLIN, 2026, 11, 4), at(BERLIN, 2026, 11, 25), Step(Unit.WEEK), BERLIN, Qt.DayOfWeek.Monday)
    days = [QDateTime.fromMSecsSinceEpoch(edge, BERLIN).date().dayOfWeek() for edge in divided[1:-1]]
    assert days == [1, 1, 1]


@pytest.mark.parametrize("zone", [BERLIN, SANTIAGO, KATHMANDU, QTimeZone(0)])
@pytest.mark.parametrize("step", STEPS)
def test_edges_rise_and_cover_just_what_was_asked_for(zone: QTimeZone, step: Step) -> None:
    begin, end = at(zone, 2026, 3, 1, 7, 11), at(zone, 2026, 11, 3, 8, 13)
    divided = edges(begin, end, step, zone, Qt.DayOfWeek.Monday)
    assert (divided[0], divided[-1]) == (begin, end)
    assert all(before < after for before, after in pairwise(divided))
    assert len(divided) < 5_000


def test_bars_are_never_narrower_than_asked_and_a_year_is_of_days_or_weeks() -> None:
    assert step_for(365 * DAY, 1244, 8) == Step(Unit.WEEK)
    assert step_for(365 * DAY, 3840, 8) == Step(Unit.DAY)
    assert step_for(7 * DAY, 1244, 8) == Step(Unit.HOUR, 2)
    assert step_for(10 * DAY * 400_000, 100, 8) == STEPS[-1]


@pytest.mark.parametrize("length", [HOUR, 6 * HOUR, DAY, 7 * DAY, 30 * DAY, 365 * DAY, 5_000 * DAY])
@pytest.mark.parametrize("width", [80, 400, 1244, 3840])
def test_labels_have_room_beside_each_other(length: int, width: int) -> None:
    begin = at(BERLIN, 2026, 3, 17)
    found = ticks(begin, begin + length, width, lambda text: 8.0 * len(text), BERLIN)
    assert found or width < 100
    for (ms, text), (after_ms, _) in pairwise(found):
        assert (after_ms - ms) / length * width >= 8 * len(text)
    assert len({text for _, text in found}) == len(found) or length >= DAY


def test_a_week_is_labelled_by_its_days() -> None:
    begin = at(BERLIN, 2026, 11, 17)
    found = ticks(begin, begin + 7 * DAY, 900, lambda text: 8.0 * len(text), BERLIN)
    assert [text for _, text in found] == ["Tue 17", "Wed 18", "Thu 19", "Fri 20", "Sat 21", "Sun 22", "Mon 23"]
