"""What is kept no longer, decided and done on real files."""

from __future__ import annotations

import contextlib
import itertools
import random
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from pathlib import Path
from typing import TypeVar

import pytest
from doors import Desk, tally_is_true
from hypothesis import given
from hypothesis import strategies as st
from rows import PICTURE, ids, new_history, put_device, put_event, put_person

from facemon.history.clock import DAY_MS, Evidence
from facemon.history.database import open_for_reading, open_for_writing
from facemon.history.purge import Row, how_many, is_too_old
from facemon.history.retention import GB, Retention, what_to_purge
from facemon.history.space import room
from facemon.history.steps import transaction
from facemon.settings import HistorySettings

NOW = 1_790_000_000_000
HOUR_MS = 3_600_000
T = TypeVar("T")


class Kept(Desk):
    """A history that is filled by hand, and what lets go of it."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.now_ms = NOW
        self.passed = 0.0
        self.retention = Retention(path, clock=lambda: self.now_ms / 1000, monotonic=lambda: self.passed)

    def do(self, job: Callable[[sqlite3.Connection], T]) -> T:
        return self.history.run(job).result(30)

    def fill(self, write: Callable[[sqlite3.Connection], object]) -> None:
        def all_at_once(connection: sqlite3.Connection) -> None:
            with transaction(connection):
                put_device(connection)
                write(connection)

        self.do(all_at_once)

    def retain(self, *, keep_days: int = 90, keep_gb: int = 20) -> tuple[int, int]:
        settings = HistorySettings(keep_days=keep_days, keep_gb=keep_gb)
        return self.retention.run(self.history, settings, threading.Event())


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Kept]:
    desk = Kept(tmp_path / "history.sqlite3")
    with desk:
        yield desk


# Decided.


@given(st.integers(1, 36_500), st.integers(1, 100), st.integers(0, 200 * GB))
def test_there_is_too_much_only_above_the_limit(days: int, gb: int, used: int) -> None:
    purge = what_to_purge(Evidence(now_ms=NOW), used, HistorySettings(keep_days=days, keep_gb=gb))
    assert purge.surplus_bytes == max(0, used - gb * 1_000_000_000)
    assert purge.before_ms is None


@given(st.integers(1, 36_500))
def test_what_is_older_than_so_many_days_is_too_old(days: int) -> None:
    evidence = Evidence(now_ms=NOW, latest_ms=NOW, witnessed=True)
    purge = what_to_purge(evidence, 0, HistorySettings(keep_days=days))
    assert purge.before_ms == NOW - days * 86_400_000


rows = st.builds(
    Row,
    id=st.integers(1, 1000),
    at_ms=st.integers(0, 100),
    received_ms=st.integers(0, 100),
    unanswered=st.booleans(),
)


@given(rows, st.integers(0, 100), st.none() | st.integers(1, 1000))
def test_what_is_to_be_acknowledged_and_what_is_new_enough_never_goes(row: Row, before: int, fresh: int | None) -> None:
    if is_too_old(row, before, fresh):
        assert not row.unanswered
        assert row.at_ms < before


@given(st.lists(st.integers(1, 1000), max_size=50), st.integers(0, 20_000))
def test_no_more_goes_than_is_needed(sizes: list[int], surplus: int) -> None:
    count = how_many(sizes, surplus)
    assert sum(sizes[: count - 1]) < surplus or count == 0
    assert sum(sizes[:count]) >= min(surplus, sum(sizes))


# Done.


def test_what_is_too_old_goes_with_all_that_it_alone_needed(desk: Kept) -> None:
    def write(connection: sqlite3.Connection) -> None:
        for row, name in ((1, "Old"), (2, "Both"), (3, "New")):
            put_person(connection, row, name, team=row)
        put_event(connection, 1, NOW - 91 * DAY_MS, person=1, picture=PICTURE, raw="{}")
        put_event(connection, 2, NOW - 91 * DAY_MS, person=2, raw="{}")
        put_event(connection, 3, NOW - 89 * DAY_MS, person=2, picture=PICTURE, raw="{}")
        put_event(connection, 4, NOW, person=3)
        for row, from_ms, to_ms, state in (
            (1, 200, 100, "recovered"), (2, 200, 1, "recovered"), (3, 200, 100, "waiting"), (4, 200, None, "open"),
        ):  # fmt: skip
            to = None if to_ms is None else NOW - to_ms * DAY_MS
            connection.execute(
                "INSERT INTO gap (id, device, from_ms, to_ms, cause, state) VALUES (?, 1, ?, ?, 'closed', ?)",
                (row, NOW - from_ms * DAY_MS, to, state),
            )

    desk.fill(write)
    assert desk.retain() == (2, 1)
    assert desk.do(ids) == [3, 4]
    assert desk.do(lambda c: ids(c, "picture", "event")) == [3]
    assert desk.do(lambda c: ids(c, "raw", "event")) == [3]
    assert desk.do(lambda c: ids(c, "person")) == [2, 3]
    assert desk.do(lambda c: ids(c, "team")) == [2, 3]
    assert desk.do(lambda c: ids(c, "gap")) == [2, 3, 4]
    assert desk.do(tally_is_true)
    assert desk.do(lambda c: c.execute("PRAGMA foreign_key_check").fetchall()) == []


def test_what_nobody_has_acknowledged_stays_however_old_and_however_much_there_is(desk: Kept) -> None:
    def write(connection: sqlite3.Connection) -> None:
        put_event(connection, 1, NOW - 1000 * DAY_MS, raised=True, picture=PICTURE)
        put_event(connection, 2, NOW - 1000 * DAY_MS, raised=True, acknowledged_ms=NOW - 999 * DAY_MS)
        put_event(connection, 3, NOW)

    desk.fill(write)
    assert desk.retain() == (1, 0)
    assert desk.do(ids) == [1, 3]


def test_what_was_recovered_is_as_old_as_what_it_tells(desk: Kept) -> None:
    def write(connection: sqlite3.Connection) -> None:
        put_event(connection, 1, NOW)
        put_event(connection, 2, NOW - 91 * DAY_MS, received_ms=NOW)
        put_event(connection, 3, NOW - 89 * DAY_MS, received_ms=NOW)

    desk.fill(write)
    desk.retain()
    assert desk.do(ids) == [1, 3]


@pytest.mark.parametrize("jump", [-56 * 365 * DAY_MS, -10 * 365 * DAY_MS, 10 * 365 * DAY_MS, 73 * 365 * DAY_MS])
@pytest.mark.parametrize("arriving", [0, 5, 400])
def test_a_clock_that_jumps_makes_nothing_old_neither_then_nor_afterwards(desk: Kept, jump: int, arriving: int) -> None:
    def write(connection: sqlite3.Connection) -> None:
        for day in range(90):
            put_event(connection, day + 1, NOW - (90 - day) * DAY_MS + HOUR_MS)
        for number in range(arriving):
            put_event(connection, 1000 + number, NOW + jump + number * 1000, time_ms=NOW + number * 1000)

    desk.fill(write)
    before = desk.do(ids)
    desk.now_ms = NOW + jump + HOUR_MS // 2
    assert desk.retain() == (0, 0)
    desk.now_ms = NOW + HOUR_MS // 2
    desk.fill(lambda connection: put_event(connection, 5000, desk.now_ms))
    assert desk.retain() == (0, 0)
    assert desk.do(ids) == [*before, 5000]


def test_what_arrived_while_the_clock_was_wrong_goes_with_what_arrived_beside_it(desk: Kept) -> None:
    def write(connection: sqlite3.Connection) -> None:
        for day in range(100):
            put_event(connection, 2 * day + 1, NOW + day * DAY_MS)
        put_event(connection, 20, 1000)  # on the tenth day, in 1970

    desk.fill(write)
    desk.now_ms = NOW + 99 * DAY_MS
    desk.retain(keep_days=91)
    assert 20 in desk.do(ids)
    desk.retain(keep_days=89)
    assert desk.do(ids) == [2 * day + 1 for day in range(10, 100)]


def used_after(desk: Kept, limit: int, monkeypatch: pytest.MonkeyPatch) -> int:
    monkeypatch.setattr("facemon.history.retention.GB", limit)
    desk.retain(keep_gb=1)
    return desk.do(room).used_bytes


def test_where_there_is_too_much_the_first_go_and_never_one_too_many(
    desk: Kept, monkeypatch: pytest.MonkeyPatch
) -> None:
    dice = random.Random(7)

    def write(connection: sqlite3.Connection) -> None:
        for row in range(1, 301):
            put_event(connection, row, NOW + row, picture=dice.randbytes(dice.randrange(1, 90_000)), raw="{}")

    desk.fill(write)
    limit = desk.do(room).used_bytes // 2
    used = used_after(desk, limit, monkeypatch)
    assert limit - 100_000 < used <= limit
    left = desk.do(ids)
    assert left == list(range(left[0], 301))
    assert desk.retain(keep_gb=1) == (0, 0)


def test_the_disk_gets_its_room_back(desk: Kept) -> None:
    def write(connection: sqlite3.Connection) -> None:
        for row in range(1, 501):
            put_event(connection, row, NOW - (100 if row <= 450 else 1) * DAY_MS, picture=PICTURE)
        put_event(connection, 501, NOW)

    desk.fill(write)
    desk.do(lambda c: c.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall())
    full = desk.path.stat().st_size
    desk.retain()
    assert desk.path.stat().st_size < full * 0.15
    assert desk.do(lambda c: c.execute("PRAGMA integrity_check").fetchall()) == [("ok",)]


def test_it_is_due_once_an_hour(desk: Kept) -> None:
    assert desk.retention.due()
    desk.passed = 100.0
    desk.retain()
    desk.passed = 3699.0
    assert not desk.retention.due()
    desk.passed = 3700.0
    assert desk.retention.due()


def test_a_wish_to_stop_is_heard(desk: Kept) -> None:
    def write(connection: sqlite3.Connection) -> None:
        for row in range(1, 2001):
            put_event(connection, row, NOW - 1000 * DAY_MS + row)
        put_event(connection, 2001, NOW)

    desk.fill(write)
    stop = threading.Event()
    calls = itertools.count()

    class Stopping:
        def run(self, job: Callable[[sqlite3.Connection], T]) -> Future[T]:
            if next(calls) == 3:
                stop.set()
            return desk.history.run(job)

    desk.retention.run(Stopping(), HistorySettings(), stop)
    left = desk.do(lambda c: len(ids(c)))
    assert 0 < left - 1 < 2000


def test_a_writer_that_does_not_come_round_is_not_waited_for(desk: Kept) -> None:
    desk.fill(lambda connection: put_event(connection, 1, NOW))
    asked = threading.Event()
    stop = threading.Event()

    class Stuck:
        def run(self, job: Callable[[sqlite3.Connection], T]) -> Future[T]:
            asked.set()
            return Future()

    thread = threading.Thread(target=desk.retention.run, args=(Stuck(), HistorySettings(), stop))
    thread.start()
    assert asked.wait(10)
    stop.set()
    thread.join(1.0)
    assert not thread.is_alive()


def test_killed_at_any_moment_it_leaves_a_whole_history_and_goes_on_later(tmp_path: Path) -> None:
    path = tmp_path / "history.sqlite3"
    connection = new_history(path)
    with transaction(connection):
        for row in range(1, 4001):
            put_person(connection, row, f"Person {row}", team=row % 7)
            old = row <= 3500
            at_ms = NOW - (91 * DAY_MS if old else 0) + row
            put_event(connection, row, at_ms, person=row, picture=PICTURE[:9000], raw="{}")
    connection.close()
    dice = random.Random(3)
    command = [sys.executable, str(Path(__file__).with_name("retaining.py")), str(path), str(NOW / 1000)]
    left = [len(ids_of(path))]
    for _ in range(5):
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout is not None
            for _ in range(dice.randrange(1, 6)):
                process.stdout.readline()
            process.kill()
        left.append(len(whole(path)))
    assert 500 < left[-1] < left[-2] < left[0] == 4000
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    assert whole(path) == list(range(3501, 4001))


def ids_of(path: Path) -> list[int]:
    with contextlib.closing(open_for_reading(path)) as connection:
        return ids(connection)


def whole(path: Path) -> list[int]:
    """Return which events are there, each with all that belongs to it, and nothing that belongs to none."""
    with contextlib.closing(open_for_writing(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        assert tally_is_true(connection)
        events = ids(connection)
        for table, column in (("picture", "event"), ("raw", "event"), ("person", "id"), ("membership", "person")):
            assert ids(connection, table, column) == events
        return events
