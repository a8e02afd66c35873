"""From which time ages are reckoned: by a clock that may be wrong by years."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rows import new_history, put_event

from facemon.history.clock import DAY_MS, SETTLED_DAYS, Evidence, SteadyClock, believed_ms, first_since, gather

NOW = 1_790_000_000_000
HOUR_MS = 3_600_000
YEARS = 10 * 365 * DAY_MS

times = st.integers(-YEARS, YEARS).map(lambda offset: NOW + offset)
evidences = st.builds(
    Evidence,
    now_ms=times,
    steady_ms=st.integers(0, 10 * DAY_MS),
    latest_ms=st.none() | times,
    witnessed=st.booleans(),
    days_ms=st.lists(times, max_size=SETTLED_DAYS).map(lambda days: tuple(sorted(days, reverse=True))),
)


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    connection = new_history(tmp_path / "history.sqlite3")
    yield connection
    connection.close()


def judged(connection: sqlite3.Connection, now_ms: int, steady_ms: int = 0) -> int | None:
    return believed_ms(gather(connection, now_ms, steady_ms))


@given(evidences)
def test_no_age_is_reckoned_from_a_time_to_come(evidence: Evidence) -> None:
    believed = believed_ms(evidence)
    assert believed is None or believed <= evidence.now_ms


@given(evidences)
def test_a_clock_that_went_back_is_not_believed(evidence: Evidence) -> None:
    if evidence.latest_ms is None or evidence.now_ms < evidence.latest_ms - DAY_MS:
        assert believed_ms(evidence) is None


@given(evidences)
def test_a_clock_far_beyond_the_last_event_is_believed_only_once_it_has_gone_on_for_days(evidence: Evidence) -> None:
    if evidence.latest_ms is not None and evidence.now_ms > evidence.latest_ms + DAY_MS:
        assert (believed_ms(evidence) is not None) == (evidence.steady_ms >= SETTLED_DAYS * DAY_MS)


def test_in_everyday_life_it_is_now(connection: sqlite3.Connection) -> None:
    put_event(connection, 1, NOW - 5 * HOUR_MS)
    assert judged(connection, NOW) == NOW


def test_without_any_event_there_is_nothing_to_judge_by(connection: sqlite3.Connection) -> None:
    assert judged(connection, NOW, 100 * DAY_MS) is None


@pytest.mark.parametrize("jump", [-YEARS, -2 * DAY_MS, 2 * DAY_MS, YEARS])
def test_a_jump_with_no_event_since_is_not_believed(connection: sqlite3.Connection, jump: int) -> None:
    for day in range(100):
        put_event(connection, day + 1, NOW - (100 - day) * DAY_MS)
    put_event(connection, 101, NOW)
    assert judged(connection, NOW + jump) is None


def test_a_leap_is_not_believed_while_the_devices_say_another_time(connection: sqlite3.Connection) -> None:
    for day in range(100):
        put_event(connection, day + 1, NOW - (100 - day) * DAY_MS)
    for number in range(300):
        put_event(connection, 1000 + number, NOW + YEARS + number * 1000, time_ms=NOW + number * 1000)
    believed = judged(connection, NOW + YEARS + HOUR_MS)
    assert believed is not None
    assert believed <= NOW


def test_a_leap_that_lasts_for_days_is_the_time_after_all(connection: sqlite3.Connection) -> None:
    put_event(connection, 1, NOW - YEARS)
    for day in range(SETTLED_DAYS):
        put_event(connection, 2 + day, NOW + day * DAY_MS, time_ms=0)
    assert judged(connection, NOW + (SETTLED_DAYS - 1) * DAY_MS + HOUR_MS) == NOW


def test_after_a_year_without_facemon_the_first_event_proves_the_time(connection: sqlite3.Connection) -> None:
    put_event(connection, 1, NOW - 365 * DAY_MS)
    assert judged(connection, NOW) is None
    put_event(connection, 2, NOW)
    assert judged(connection, NOW) == NOW


def test_what_was_recovered_proves_nothing(connection: sqlite3.Connection) -> None:
    put_event(connection, 1, NOW - YEARS)
    put_event(connection, 2, NOW, time_ms=NOW - YEARS)
    for day in range(10):
        put_event(connection, 3 + day, NOW - day * DAY_MS - 1, received_ms=NOW, time_ms=NOW)
    assert judged(connection, NOW) is None


def test_a_clock_that_was_wrong_for_a_while_does_no_harm_afterwards(connection: sqlite3.Connection) -> None:
    put_event(connection, 1, NOW - DAY_MS)
    put_event(connection, 2, NOW + 70 * YEARS)
    assert judged(connection, NOW) is None
    put_event(connection, 3, NOW)
    assert judged(connection, NOW) == NOW


def test_the_first_since_a_time_is_told_by_its_arrival(connection: sqlite3.Connection) -> None:
    put_event(connection, 1, NOW - 10)
    put_event(connection, 2, NOW)
    put_event(connection, 3, NOW + 10)
    put_event(connection, 4, NOW + 1, received_ms=NOW + 20)
    assert first_since(connection, NOW - 5, NOW) == 2
    assert first_since(connection, NOW + 11, NOW) is None


@given(st.lists(st.integers(1, 10 * DAY_MS), max_size=20), st.integers(HOUR_MS + 1, YEARS))
def test_a_jump_is_seen_by_the_time_that_passes(pauses: list[int], jump: int) -> None:
    clock = SteadyClock()
    now, passed = NOW, 0
    assert clock.look(now, passed) == 0
    for pause in pauses:
        now, passed = now + pause, passed + pause
        assert clock.look(now, passed) == passed
    assert clock.look(now + jump, passed) == 0
    assert clock.look(now + jump + 1000, passed + 1000) == 1000
