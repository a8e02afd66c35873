"""The thread that keeps the house: what it does when, and that it ends."""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from typing import TypeVar

import pytest
from doors import NOW, Desk, event

from facemon.history.clock import DAY_MS
from facemon.history.housekeeping import Housekeeping
from facemon.history.retention import Retention
from facemon.settings import HistorySettings

T = TypeVar("T")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "history.sqlite3"


def test_what_is_too_old_goes_while_it_runs_by_the_settings_in_force(path: Path) -> None:
    settings = [HistorySettings(keep_days=90)]
    hours = [0.0]
    rounds = threading.Semaphore(0)
    with Desk(path) as desk:
        for number, days in enumerate((100, 50, 0), 1):
            at_ms = NOW - days * DAY_MS
            desk.history.put(event(str(number), received_ms=at_ms, time_ms=at_ms), number, raised=False)
        assert desk.history.flush(10)
        retention = Retention(path, clock=lambda: NOW / 1000, monotonic=lambda: time.monotonic() + 3600 * hours[0])
        keeping = Housekeeping(
            desk.history, retention, lambda: settings[0], lambda _, __: rounds.release(), first=0, look=0.01
        )
        keeping.start()
        assert rounds.acquire(timeout=10)
        assert desk.rows("SELECT id FROM event ORDER BY id") == [(2,), (3,)]
        settings[0] = HistorySettings(keep_days=30)
        hours[0] = 1
        deadline = time.monotonic() + 10
        while desk.rows("SELECT count(*) FROM event") != [(1,)]:
            assert rounds.acquire(timeout=deadline - time.monotonic())
        assert keeping.stop()


def test_it_ends_at_once_whatever_it_waits_for(path: Path) -> None:
    asked = threading.Event()

    class Stuck:
        def run(self, job: Callable[[sqlite3.Connection], T]) -> Future[T]:
            asked.set()
            return Future()

    with Desk(path) as desk:
        desk.history.put(event(), 1, raised=False)
        assert desk.history.flush(10)
        keeping = Housekeeping(Stuck(), Retention(path, clock=lambda: NOW / 1000), HistorySettings, first=0)
        keeping.start()
        assert asked.wait(10)
        assert keeping.stop(1.0)


def test_it_ends_before_its_first_look_and_before_its_start(path: Path) -> None:
    with Desk(path) as desk:
        keeping = Housekeeping(desk.history, Retention(path), HistorySettings)
        assert keeping.stop()
        keeping = Housekeeping(desk.history, Retention(path), HistorySettings)
        keeping.start()
        assert keeping.stop(1.0)


def test_it_ends_where_the_history_has_been_closed_under_it(path: Path) -> None:
    done = threading.Event()
    desk = Desk(path)
    with desk:
        desk.history.put(event(), 1, raised=False)
    keeping = Housekeeping(desk.history, Retention(path), HistorySettings, lambda _, __: done.set(), first=0)
    keeping.start()
    assert done.wait(10)
    assert keeping.stop(1.0)


def test_what_goes_wrong_keeps_it_from_nothing_else(path: Path, caplog: pytest.LogCaptureFixture) -> None:
    tried = threading.Semaphore(0)

    def back_up(settings: HistorySettings, stop: threading.Event) -> None:
        tried.release()
        raise ValueError("no such folder")

    desk = Desk(path)  # never opened: there is no file
    keeping = Housekeeping(desk.history, Retention(path), HistorySettings, back_up, first=0, look=0.01)
    keeping.start()
    for _ in range(3):
        assert tried.acquire(timeout=10)
    assert keeping.stop()
    assert "tried again in an hour" in caplog.text
    assert "no such folder" in caplog.text
