"""Where rows go, and which days have a line."""

from __future__ import annotations

import datetime
import os
import time
from collections.abc import Iterator
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facemon.ui.feed import order
from facemon.ui.feed.days import Calendar, Days
from facemon.ui.feed.rows import Key, above, day_key, event_key


class Thing(NamedTuple):
    key: Key


def things(*moments: int) -> list[Thing]:
    return [Thing(event_key(ms, 0)) for ms in moments]


MOMENTS = st.lists(st.integers(0, 60), unique=True, max_size=20).map(sorted)


@given(MOMENTS, MOMENTS)
def test_runs_put_in_one_after_the_other_leave_all_in_order(held: list[int], coming: list[int]) -> None:
    rows = things(*held)
    new = things(*(moment for moment in coming if moment not in held))
    runs = order.runs(rows, new)
    for at, run in runs:
        rows[at:at] = run
    assert rows == things(*sorted({*held, *coming}))
    assert len(runs) <= len(held) + 1  # what can stay together does


def test_what_is_new_is_one_run_at_the_end() -> None:
    assert order.runs(things(1, 2, 3), things(4, 5)) == [(3, things(4, 5))]


@given(MOMENTS, st.integers(-1, 61))
def test_what_lies_above_a_place_is_counted(held: list[int], moment: int) -> None:
    rows = things(*held)
    assert order.newer(rows, event_key(moment, 0)) == sum(other > moment for other in held)
    found = order.find(rows, event_key(moment, 0))
    assert (None if found is None else held[found]) == (moment if moment in held else None)


def test_an_arrival_lies_above_all_whatever_the_clock_says() -> None:
    top = event_key(1_000, 7)
    assert above(top, 2_000, 8) == event_key(2_000, 8)
    assert above(top, 1_000, 8) == event_key(1_000, 8)
    for at_ms in (999, 0, -5):
        assert above(top, at_ms, 8) > top
    assert above(day_key(1_000), 1_000, 1) > day_key(1_000)


@pytest.fixture(params=["UTC", "Asia/Shanghai", "Europe/Berlin", "America/St_Johns"])
def zone(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    if not hasattr(time, "tzset"):
        pytest.skip("the zone cannot be changed here")
    monkeypatch.setenv("TZ", request.param)
    time.tzset()
    yield request.param
    monkeypatch.undo()
    time.tzset()


def moment(text: str) -> int:
    return round(datetime.datetime.fromisoformat(text).astimezone().timestamp() * 1000)


@pytest.mark.parametrize("day", ["2026-11-24", "2026-03-29", "2026-10-25", "2026-03-08", "2024-02-29", "2026-12-31"])
def test_a_day_ends_where_the_clock_says_so_also_when_it_is_changed(zone: str, day: str) -> None:
    calendar = Calendar()
    next_day = str(datetime.date.fromisoformat(day) + datetime.timedelta(days=1))
    for text in (f"{day}T00:00:00", f"{day}T12:00:00", f"{day}T23:59:59.999"):
        assert calendar.end_of_day(moment(text)) == moment(f"{next_day}T00:00:00"), (zone, os.environ["TZ"])
    assert calendar.end_of_day(moment(f"{next_day}T00:00:00")) > moment(f"{next_day}T00:00:00")


@pytest.mark.parametrize("ms", [-(1 << 62), -1, 0, 253_402_300_799_999, 1 << 62])
def test_a_moment_beyond_all_calendars_has_a_day_too(ms: int) -> None:
    assert isinstance(Calendar().end_of_day(ms), int)


def test_every_day_but_the_newest_has_a_line() -> None:
    noon = [moment(f"2026-11-2{day}T12:00:00") for day in (2, 3, 4)]
    days = Days()
    days.add(things(noon[2]))
    assert days.lines == frozenset()
    days.add(things(noon[0], noon[1], noon[1] + 5))
    assert days.lines == {moment("2026-11-23T00:00:00"), moment("2026-11-24T00:00:00")}
    days.remove(things(noon[0], noon[1]))
    assert days.lines == {moment("2026-11-24T00:00:00")}
    days.remove(things(noon[2]))
    assert days.lines == frozenset()
