"""Long work in short steps."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from typing import Any, TypeVar

import pytest
from doors import Desk
from hypothesis import given
from hypothesis import strategies as st

from facemon.history.steps import STEP_SECONDS, Pace, in_steps, transaction

T = TypeVar("T")


@given(st.lists(st.floats(0, 1), max_size=100))
def test_a_pace_stays_within_its_bounds_whatever_a_disk_does(seconds: list[float]) -> None:
    pace = Pace(8, 500)
    for took in seconds:
        pace.took(took)
        assert 8 <= pace.size <= 500


@given(st.floats(0.000_01, 0.01))
def test_a_pace_comes_to_the_time_that_a_step_shall_take(each: float) -> None:
    pace = Pace(1, 100_000)
    for _ in range(40):
        pace.took(pace.size * each)
    assert STEP_SECONDS / 4 <= pace.size * each <= 2 * STEP_SECONDS


def test_one_step_that_was_held_up_makes_the_next_no_smaller() -> None:
    pace = Pace(8, 100)
    for _ in range(5):
        pace.took(0.001)
    pace.took(0.5)
    pace.took(0.001)
    assert pace.size == 100
    pace.took(0.5)
    pace.took(0.5)
    assert pace.size == 25


class SlowToConfirm(sqlite3.Connection):
    """A connection to a disk that takes a while for every sync."""

    def execute(self, sql: str, *values: Any) -> sqlite3.Cursor:
        if sql == "COMMIT":
            threading.Event().wait(2 * STEP_SECONDS)
        return super().execute(sql, *values)


def test_on_a_disk_that_is_slow_to_confirm_steps_get_larger_instead_of_endless() -> None:
    connection = sqlite3.connect(":memory:", factory=SlowToConfirm, isolation_level=None)
    sizes: list[int] = []

    class AtOnce:
        def run(self, job: Callable[[sqlite3.Connection], T]) -> Future[T]:
            done: Future[T] = Future()
            done.set_result(job(connection))
            return done

    def step(connection: sqlite3.Connection, size: int) -> int:
        with transaction(connection):
            return size

    for size in in_steps(AtOnce(), step, Pace(8, 100), threading.Event()):
        sizes.append(size)
        if size == 100:
            break
        assert len(sizes) < 50
    connection.close()


def test_a_step_that_has_begun_counts_even_when_it_was_to_stop(tmp_path: Path) -> None:
    begun, let_on, stop = threading.Event(), threading.Event(), threading.Event()

    def step(_connection: sqlite3.Connection, _size: int) -> str:
        begun.set()
        let_on.wait(10)
        return "done"

    results: list[str] = []
    with Desk(tmp_path / "history.sqlite3") as desk:
        steps = in_steps(desk.history, step, Pace(1, 1), stop)
        thread = threading.Thread(target=lambda: results.extend(steps))
        thread.start()
        assert begun.wait(10)
        stop.set()
        let_on.set()
        thread.join(10)
    assert results == ["done"]


def test_what_a_step_raises_is_whose_work_it_is(tmp_path: Path) -> None:
    def step(connection: sqlite3.Connection, _size: int) -> None:
        with transaction(connection):
            connection.execute("INSERT INTO device (device_id) VALUES ('gate')")
            raise ValueError("no")

    with Desk(tmp_path / "history.sqlite3") as desk:
        with pytest.raises(ValueError, match="no"):
            next(in_steps(desk.history, step, Pace(1, 1), threading.Event()))
        assert desk.rows("SELECT * FROM device") == []


def test_a_history_that_is_not_written_is_not_waited_for_for_ever() -> None:
    class Stuck:
        def run(self, job: Callable[[sqlite3.Connection], T]) -> Future[T]:
            return waiting

    waiting: Future[Any] = Future()
    with pytest.raises(TimeoutError):
        next(in_steps(Stuck(), lambda _connection, _size: None, Pace(1, 1), threading.Event(), patience=0.01))
    assert waiting.cancelled()
