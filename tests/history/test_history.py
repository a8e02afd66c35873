import contextlib
import shutil
import sqlite3
import threading
import time
from pathlib import Path

import msgspec
import pytest
from doors import JPEG, MEI, NOW, Desk, alarm, event

from facemon.event import GapCause, GapState
from facemon.history.opening import LastEvent


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "history.sqlite3"


def test_what_was_put_is_there_after_a_restart(path: Path) -> None:
    with Desk(path) as desk:
        for number in range(1, 501):
            desk.history.put(event(str(number), person=MEI, picture=JPEG), number, raised=False)
        assert desk.history.close(10)
    with Desk(path) as desk:
        opening = desk.opening()
        assert opening.last_id == 500
        assert opening.recent == {"gate": tuple(str(number) for number in range(1, 501))}
        assert opening.last == {"gate": LastEvent(event("500").time_ms, event("500").received_ms)}
        assert desk.rows("SELECT count(*) FROM picture") == [(500,)]


def test_after_its_end_all_of_it_is_in_one_file_though_a_window_has_read_it_last(path: Path, tmp_path: Path) -> None:
    with Desk(path) as desk:
        desk.history.put(event("1", person=MEI, picture=JPEG), 1, raised=False)
        reader = sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)
        with contextlib.closing(reader):
            reader.execute("SELECT count(*) FROM event").fetchall()
            assert desk.history.close(10)
    copy = tmp_path / "copy.sqlite3"
    shutil.copyfile(path, copy)
    with contextlib.closing(sqlite3.connect(copy)) as connection:
        assert connection.execute("SELECT uuid FROM event").fetchall() == [("1",)]


def test_an_event_is_on_the_disk_within_half_a_second(path: Path) -> None:
    took = []
    with Desk(path) as desk:
        for number in range(5):
            begun = time.monotonic()
            desk.history.put(event(str(number)), number + 1, raised=False)
            while not desk.rows("SELECT 1 FROM event WHERE uuid = ?", str(number)):
                assert time.monotonic() < begun + 10
            took.append(time.monotonic() - begun)
    assert min(took) < 0.5  # the machine may be busy with other tests


def test_an_alarm_is_on_the_disk_within_a_tenth_also_behind_others(path: Path) -> None:
    took = []
    with Desk(path) as desk:
        for number in range(1, 2001):
            desk.history.put(event(str(number), placed_ms=NOW, picture=JPEG * 1000), number, raised=False)
        for number in range(3001, 3006):
            begun = time.monotonic()
            desk.history.put(alarm(str(number)), number, raised=True)
            while not desk.rows("SELECT 1 FROM event WHERE id = ?", number):
                assert time.monotonic() < begun + 10
            took.append(time.monotonic() - begun)
        assert desk.rows("SELECT count(*) FROM event")[0][0] < 2005
    assert min(took) < 0.1  # the machine may be busy with other tests


def test_events_that_come_together_share_a_transaction(path: Path) -> None:
    with Desk(path) as desk:
        desk.history.put(event("1"), 1, raised=False)
        assert desk.rows("SELECT count(*) FROM event") == [(0,)]
        desk.history.put(event("2"), 2, raised=False)
        assert desk.history.flush(5)
        assert desk.rows("SELECT count(*) FROM event") == [(2,)]


def test_putting_waits_for_nothing(path: Path) -> None:
    with Desk(path) as desk:
        going_on = threading.Event()
        job = desk.history.run(lambda _: going_on.wait(10))
        happening = event(picture=JPEG)
        begun = time.monotonic()
        for number in range(1000):
            desk.history.put(happening, number, raised=False)
        assert time.monotonic() < begun + 0.1
        going_on.set()
        assert job.result(10)


def test_what_is_known_includes_what_is_on_its_way(path: Path) -> None:
    with Desk(path) as desk:
        desk.history.put(event("a"), 1, raised=False)
        assert desk.history.flush(5)
        going_on = threading.Event()
        desk.history.run(lambda _: going_on.wait(10))
        desk.history.put(event("b"), 2, raised=False)
        desk.history.put(event("c", device_id="lobby"), 3, raised=False)
        assert desk.history.known("gate", ["a", "b", "c", "d"]) == {"a", "b"}
        going_on.set()
        assert desk.history.flush(5)
        assert desk.history.known("gate", ["a", "b", "c", "d"]) == {"a", "b"}
        assert desk.history.known("nowhere", ["a"]) == set()


def test_many_uuids_can_be_asked_for_at_once(path: Path) -> None:
    with Desk(path) as desk:
        uuids = [str(number) for number in range(50_000)]
        desk.history.put(event("49999"), 1, raised=False)
        assert desk.history.flush(5)
        assert desk.history.known("gate", uuids) == {"49999"}


def test_gaps_and_proofs_are_there_after_a_restart(path: Path) -> None:
    with Desk(path) as desk:
        desk.history.device_seen("gate", "Gate")
        desk.history.watched("gate", NOW, 5)
        gap = desk.history.open_gap("gate", NOW, GapCause.DISCONNECTED)
        other = desk.history.open_gap("lobby", NOW + 1, GapCause.NEW)
        assert gap.id != other.id
        waiting = msgspec.structs.replace(gap, to_ms=NOW + 7, state=GapState.WAITING)
        desk.history.change_gap(waiting)
        desk.history.change_gap(msgspec.structs.replace(other, state=GapState.DECLINED))
    with Desk(path) as desk:
        opening = desk.opening()
        assert opening.gaps == (waiting,)
        assert (opening.watched, opening.skews) == ({"gate": NOW}, {"gate": 5})


def test_a_job_has_the_connection_that_writes(path: Path) -> None:
    with Desk(path) as desk:
        desk.history.put(event(person=MEI), 1, raised=False)
        assert desk.history.flush(5)
        job = desk.history.run(lambda connection: connection.execute("DELETE FROM event").rowcount)
        assert job.result(5) == 1
        desk.history.run(lambda connection: connection.execute("DELETE FROM person")).result(5)
        desk.history.put(event(person=MEI), 2, raised=False)
        assert desk.history.flush(5)
        assert desk.rows("SELECT event.id, name FROM event JOIN person ON person = person.id") == [(2, MEI.name)]


def test_a_job_that_fails_tells_whoever_wanted_it_and_leaves_no_transaction(path: Path) -> None:
    with Desk(path) as desk:
        job = desk.history.run(lambda connection: connection.executescript("BEGIN; DELETE FROM nowhere"))
        assert job.exception(5) is not None
        desk.history.put(event(), 1, raised=False)
        assert desk.history.flush(5)


def test_it_tells_how_much_is_kept(path: Path) -> None:
    with Desk(path) as desk:
        desk.history.put(event("a", received_ms=NOW), 1, raised=False)
        desk.history.put(event("a", received_ms=NOW), 2, raised=False)
        desk.history.put(event("b", placed_ms=NOW - 60_000), 3, raised=False)
        assert desk.history.flush(5)
    stock = desk.states[-1].stock
    assert stock is not None
    assert (stock.events, stock.oldest_ms) == (2, NOW - 60_000)
    assert stock.bytes > 100_000
    assert all(state.keeping and not state.given_up for state in desk.states)
