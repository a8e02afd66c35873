"""Alarms while the disk takes nothing: all that was done with them is written once it does."""

import subprocess
import threading
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from alarming import closed, raised, undone
from disks import locked, small_disk
from doors import JPEG, NOW, Desk, alarm, event

from facemon.alarm import Alarm, Shelf
from facemon.history import keeping, opening
from facemon.history.database import open_for_reading
from facemon.history.held import Held

RETRY = 0.2  # seconds
DEEDS = "SELECT alarm, deed FROM alarm_action ORDER BY id"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "history.sqlite3"


def owed(path: Path) -> dict[int, Alarm]:
    with closing(open_for_reading(path)) as connection:
        return {alarm.id: alarm for alarm in opening.read(connection, NOW).alarms}


def test_what_was_done_while_the_history_was_locked_is_written_in_its_order(path: Path) -> None:
    with Desk(path, retry=RETRY) as desk:
        desk.history.put(event("1"), 1, raised=True, changes=(raised(1, 1),))
        assert desk.history.flush(5)
        with locked(path):
            desk.history.alarm_changed([closed(1)])
            desk.until(lambda: not desk.state.keeping)
            assert desk.state.problem == keeping.LOCKED
            desk.history.put(event("2"), 2, raised=True, changes=(raised(2, 2),))
            desk.history.alarm_changed([closed(2), undone(1), undone(2), closed(1)])
            assert not desk.history.flush(2 * RETRY)
        assert desk.history.flush(10)
        assert desk.rows(DEEDS) == [
            (1, "raised"), (1, "acknowledged"), (2, "raised"), (2, "acknowledged"), (1, "undone"), (2, "undone"),
            (1, "acknowledged"),
        ]  # fmt: skip
        assert desk.rows("SELECT id FROM event WHERE acknowledged_ms IS NOT NULL") == [(1,)]
    assert list(owed(path)) == [2]


def test_a_full_disk_costs_no_word_of_what_was_done(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", "size=5m") as folder, Desk(folder / "history.sqlite3", retry=RETRY) as desk:
        ballast = folder / "ballast"
        ballast.write_bytes(bytes(2_000_000))
        for number in range(1, 201):
            changes = (raised(number, number),) if number % 2 else ()
            desk.history.put(event(str(number), picture=JPEG * 2000), number, raised=bool(changes), changes=changes)
        desk.until(lambda: desk.state.problem == keeping.FULL)
        desk.history.alarm_changed([closed(number) for number in range(1, 201, 4)])
        assert not desk.history.flush(3 * RETRY)
        ballast.unlink()
        desk.until(lambda: desk.state.keeping or desk.state.problem == keeping.FULL)
        with closing(open_for_reading(desk.path)) as connection:
            both = connection.execute(
                "SELECT (SELECT count(*) FROM event WHERE raised = 1), (SELECT count(*) FROM alarm_event)"
            ).fetchone()
            assert both[0] == both[1]
        enlarge(folder)
        desk.until(lambda: desk.state.keeping)
        assert desk.history.flush(10)
        assert desk.rows("SELECT count(*), count(acknowledged_ms) FROM event WHERE raised = 1") == [(100, 50)]
        assert desk.rows("SELECT count(*) FROM alarm_action") == [(150,)]
        assert list(owed(desk.path)) == list(range(3, 201, 4))


def enlarge(folder: Path) -> None:
    """Give a small disk room again."""
    subprocess.run(["mount", "-o", "remount,size=40m", folder], check=True)


def test_an_alarm_whose_event_had_no_room_in_memory_is_owed(path: Path) -> None:
    with Desk(path, retry=RETRY, held=Held(most_events=3)) as desk:
        desk.until(lambda: desk.state.keeping)
        with locked(path):
            for number in range(1, 11):
                desk.history.put(event(str(number)), number, raised=True, changes=(raised(number, number),))
            desk.history.alarm_changed([closed(2)])
            desk.until(lambda: desk.state.given_up > 0 and not desk.state.keeping)
        assert desk.history.flush(10)
        kept = {row for (row,) in desk.rows("SELECT id FROM event")}
        assert 2 not in kept
        found = owed(path)
        assert list(found) == [number for number in range(1, 11) if number != 2]
        assert all(alarm.numbers == ((id_,) if id_ in kept else ()) for id_, alarm in found.items())
        desk.history.put(event("2"), 2, raised=False)  # as the device's records have given it
        assert desk.history.flush(5)
        assert desk.rows("SELECT raised, acknowledged_by FROM event WHERE id = 2") == [(1, "Ann")]
    with closing(open_for_reading(path)) as connection:
        assert opening.read(connection, NOW).orphans == ()


def fastest(desk: Desk, say: Callable[[int], None], sql: str, numbers: range) -> float:
    """Return how many seconds it took until what was said was in the file, at best: the machine may be busy."""
    took = float("inf")
    for number in numbers:
        begun = time.monotonic()
        say(number)
        while not desk.rows(sql, number):
            assert time.monotonic() < begun + 10
        took = min(took, time.monotonic() - begun)
        if took < 0.1:
            break
    return took


def test_what_is_done_is_on_the_disk_within_a_tenth_also_behind_events(path: Path) -> None:
    with Desk(path) as desk:
        for number in range(1, 4001):
            desk.history.put(event(str(number), placed_ms=NOW, picture=JPEG * 1000), number, raised=False)

        def raise_(number: int) -> None:
            desk.history.put(alarm(str(number)), number, raised=True, changes=(raised(number, number),))

        def close(number: int) -> None:
            desk.history.alarm_changed([closed(number)])

        assert fastest(desk, raise_, "SELECT 1 FROM alarm WHERE id = ?", range(5001, 5021)) < 0.1
        assert fastest(desk, close, "SELECT 1 FROM alarm WHERE id = ? AND state = 'closed'", range(5001, 5021)) < 0.1
        assert desk.rows("SELECT count(*) FROM event WHERE id < 5000")[0][0] < 4000


def test_what_is_done_waits_for_nothing_to_share_its_transaction(path: Path) -> None:
    with Desk(path) as desk:

        def shelve(number: int) -> None:
            desk.history.shelved(Shelf("gate", "stranger", number, number + 1, "Ann", "a fair"))

        def raise_(number: int) -> None:
            desk.history.put(event("live"), 1, raised=False)
            desk.history.alarm_changed([raised(number)])

        assert fastest(desk, shelve, "SELECT 1 FROM shelf WHERE from_ms = ?", range(1, 21)) < 0.1
        assert fastest(desk, raise_, "SELECT 1 FROM alarm WHERE id = ?", range(1, 21)) < 0.1


def test_nobody_waits_for_the_disk(path: Path) -> None:
    with Desk(path) as desk:
        going_on = threading.Event()
        job = desk.history.run(lambda _: going_on.wait(10))
        begun = time.monotonic()
        for _ in range(1000):
            desk.history.alarm_changed([closed(1)])
        assert time.monotonic() < begun + 0.5
        going_on.set()
        assert job.result(10)
        assert desk.history.flush(10)
