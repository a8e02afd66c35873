import logging
import os
import sqlite3
import subprocess
import sys
import threading
from contextlib import closing
from pathlib import Path

import filelock
import pytest
from disks import locked, small_disk
from doors import JPEG, NOW, Desk, alarm, event, rows, tally_is_true

from facemon.event import GapCause, GapState
from facemon.history import keeping
from facemon.history.database import VERSION, open_for_reading, open_for_writing
from facemon.history.held import Held
from facemon.history.keeping import Removed
from facemon.history.query import Query
from facemon.history.reader import Reader

RETRY = 0.2  # seconds


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "history.sqlite3"


def test_a_history_that_is_locked_loses_nothing(path: Path) -> None:
    with Desk(path, retry=RETRY) as desk:
        desk.until(lambda: desk.state.keeping)
        with locked(path):
            desk.history.put(event("a", picture=JPEG), 1, raised=False)
            desk.until(lambda: not desk.state.keeping)
            assert desk.state.problem == keeping.LOCKED
            assert desk.state.since_ms
            desk.history.put(alarm("b"), 2, raised=True)
            desk.history.watched("gate", NOW, None)
            desk.until(lambda: desk.state.held == 2)
            assert desk.history.known("gate", ["a", "b", "c"]) == {"a", "b"}
        desk.until(lambda: desk.state.keeping)
        assert desk.history.flush(10)
        assert desk.rows("SELECT id, uuid, raised FROM event") == [(1, "a", 0), (2, "b", 1)]
        assert desk.rows("SELECT watched_ms FROM device") == [(NOW,)]
        desk.until(lambda: not desk.state.held)
        assert desk.state.problem == ""
        assert desk.state.since_ms is None


def test_what_had_no_room_in_memory_becomes_a_gap_to_be_recovered(path: Path) -> None:
    with Desk(path, retry=RETRY, held=Held(most_events=3)) as desk:
        desk.until(lambda: desk.state.keeping)
        with locked(path):
            for number in range(1, 8):
                desk.history.put(event(str(number), received_ms=NOW + number), number, raised=False)
            desk.until(lambda: desk.state.given_up > 0 and not desk.state.keeping)
        desk.until(lambda: bool(desk.gaps))
        assert desk.history.flush(10)
        (gap,) = desk.gaps
        assert (gap.device_id, gap.cause, gap.state) == ("gate", GapCause.NOT_KEPT, GapState.WAITING)
        kept = desk.rows("SELECT count(*) FROM event")[0][0]
        assert (gap.from_ms, gap.to_ms, gap.lost) == (NOW + 1, NOW + 8 - kept, 7 - kept)
    with Desk(path) as desk:
        assert desk.opening().gaps == (gap,)


def test_a_history_without_room_to_grow_is_a_full_disk(path: Path) -> None:
    with Desk(path, retry=RETRY) as desk:
        desk.history.run(lambda connection: connection.execute("PRAGMA max_page_count = 1").fetchall()).result(5)
        for number in range(1, 101):
            desk.history.put(event(str(number), picture=JPEG * 2000), number, raised=False)
        desk.until(lambda: desk.state.problem == keeping.FULL)
        desk.until(lambda: desk.state.keeping)  # opened anew, it has no such bound
        assert desk.history.flush(10)
        assert desk.rows("SELECT count(*) FROM picture") == [(100,)]


def test_a_full_disk_holds_up_nothing_and_costs_nothing(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", "size=5m") as folder, Desk(folder / "history.sqlite3", retry=RETRY) as desk:
        ballast = folder / "ballast"
        ballast.write_bytes(bytes(2_000_000))
        for number in range(1, 201):
            desk.history.put(event(str(number), picture=JPEG * 2000), number, raised=False)
        desk.until(lambda: desk.state.problem == keeping.FULL)
        assert not desk.state.keeping
        before = desk.state.since_ms
        desk.history.put(alarm(), 1000, raised=True)
        assert not desk.history.flush(3 * RETRY)
        assert (desk.state.problem, desk.state.since_ms) == (keeping.FULL, before)
        ballast.unlink()
        subprocess.run(["mount", "-o", "remount,size=40m", folder], check=True)
        desk.until(lambda: desk.state.keeping)
        assert desk.history.flush(10)
        assert desk.rows("SELECT count(*), (SELECT count(*) FROM picture) FROM event") == [(201, 200)]
        with closing(open_for_reading(desk.path)) as connection:
            assert connection.execute("PRAGMA quick_check").fetchall() == [("ok",)]
            assert tally_is_true(connection)
        assert desk.history.close(10)


def test_a_read_only_disk_is_said_and_waited_for(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", "size=20m") as folder:
        path = folder / "history.sqlite3"
        open_for_writing(path).close()
        subprocess.run(["mount", "-o", "remount,ro", folder], check=True)
        with Desk(path, retry=RETRY) as desk:
            desk.history.put(event("a"), 1, raised=False)
            desk.until(lambda: desk.state.held == 1)
            assert (desk.state.keeping, desk.state.problem) == (False, keeping.READ_ONLY)
            subprocess.run(["mount", "-o", "remount,rw", folder], check=True)
            assert desk.history.flush(10)
            assert desk.rows("SELECT uuid FROM event") == [("a",)]


def test_a_folder_that_vanishes_and_comes_back_loses_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "home"
    folder.mkdir()
    with Desk(folder / "history.sqlite3", retry=RETRY) as desk:
        desk.history.put(event("a"), 1, raised=False)
        assert desk.history.flush(5)
        folder.rename(tmp_path / "away")
        desk.history.put(event("b"), 2, raised=False)
        desk.until(lambda: not desk.state.keeping)
        assert desk.state.problem == keeping.VANISHED
        assert desk.state.fields["file"] == str(folder / "history.sqlite3")
        (tmp_path / "away").rename(folder)
        assert desk.history.flush(10)
        assert desk.rows("SELECT uuid FROM event") == [("a",), ("b",)]


def test_a_file_that_is_deleted_is_made_again_with_what_was_not_yet_in_it(path: Path) -> None:
    with Desk(path, retry=RETRY) as desk:
        desk.history.put(event("a"), 1, raised=False)
        assert desk.history.flush(5)
        for file in path.parent.iterdir():
            file.unlink()
        desk.history.put(event("b"), 2, raised=False)
        assert desk.history.flush(10)
        assert desk.rows("SELECT uuid FROM event") == [("b",)]
        desk.until(lambda: desk.state.removed == Removed(str(path), 1))


def test_a_write_ahead_log_that_is_deleted_costs_nothing(path: Path) -> None:
    with Desk(path, retry=RETRY) as desk:
        desk.history.put(event("a"), 1, raised=False)
        assert desk.history.flush(5)
        path.with_name("history.sqlite3-wal").unlink()
        desk.history.put(event("b"), 2, raised=False)
        assert desk.history.flush(10)
        assert desk.rows("SELECT uuid FROM event") == [("a",), ("b",)]
    assert desk.state.removed is None


@pytest.mark.parametrize("successor", [None, b"another program's"])
def test_a_write_ahead_log_that_is_taken_away_while_somebody_reads_costs_nothing(
    path: Path, successor: bytes | None
) -> None:
    """What is not yet in the history's own file ends with the log otherwise: SQLite saves it where nobody reads."""
    with Desk(path, retry=RETRY) as desk:
        for number in range(1, 6):
            desk.history.put(event(f"{number}"), number, raised=False)
            assert desk.history.flush(5)
        with Reader(path) as reader:
            assert reader.stock().events == 5
            path.with_name("history.sqlite3-wal").unlink()
            if successor is not None:
                path.with_name("history.sqlite3-wal").write_bytes(successor * 500)
            for number in range(6, 9):
                desk.history.put(event(f"{number}"), number, raised=False)
                assert desk.history.flush(10)
            assert [found.happening.uuid for found in reader.page(Query())] == list("87654321")
    assert rows(path, "SELECT uuid FROM event ORDER BY id") == [(uuid,) for uuid in "12345678"]
    assert rows(path, "PRAGMA integrity_check") == [("ok",)]


def test_a_newer_history_is_left_alone_and_what_happens_is_held(path: Path) -> None:
    open_for_writing(path).close()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA user_version = {VERSION + 1}")
    before = path.read_bytes()
    with Desk(path, retry=RETRY) as desk:
        desk.history.put(event("a"), 1, raised=False)
        desk.until(lambda: desk.state.held == 1)
        assert (desk.state.keeping, desk.state.read_only, desk.state.problem) == (False, True, keeping.NEWER)
        assert not desk.history.close(10)
    assert path.read_bytes() == before


def test_another_program_s_database_is_left_alone_until_it_is_moved_away(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE letter (words)")
    before = path.read_bytes()
    with Desk(path, retry=RETRY) as desk:
        desk.history.put(event("a"), 1, raised=False)
        desk.until(lambda: desk.state.problem == keeping.FOREIGN)
        assert path.read_bytes() == before
        path.rename(path.with_name("letters"))
        assert desk.history.flush(10)
        assert desk.rows("SELECT uuid FROM event") == [("a",)]


OTHER_DESK = """
import sys
from pathlib import Path
from facemon.history.history import History

history = History(Path(sys.argv[1]), on_state=lambda state: None, on_gaps=lambda gaps: None)
history.start()
assert history.opened(30)
print("open", flush=True)
sys.stdin.read()
assert history.close(10)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="two names of one file are told apart by where they are")
def test_of_two_profiles_whose_histories_are_one_file_by_a_hard_link_the_second_waits_for_the_first(
    tmp_path: Path,
) -> None:
    (tmp_path / "first").mkdir()
    (tmp_path / "second").mkdir()
    file, link = tmp_path / "first" / "history.sqlite3", tmp_path / "second" / "history.sqlite3"
    with subprocess.Popen(
        [sys.executable, "-c", OTHER_DESK, file], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as first:
        assert first.stdout is not None
        assert first.stdout.readline() == "open\n"  # it has just made it
        link.hardlink_to(file)
        with Desk(link, retry=RETRY) as desk:
            desk.history.put(event("a"), 1, raised=False)
            desk.until(lambda: desk.state.held == 1)
            assert (desk.state.keeping, desk.state.problem) == (False, keeping.IN_USE)
            first.communicate(timeout=30)
            assert first.returncode == 0
            assert desk.history.flush(10)
            assert desk.rows("SELECT uuid FROM event") == [("a",)]
    with Desk(file, retry=RETRY) as desk:  # and the first has what the second has written
        desk.until(lambda: desk.state.keeping)
        assert desk.rows("SELECT uuid FROM event") == [("a",)]


KILLED_DESK = """
import sys
from pathlib import Path
from facemon.event import Category, Event
from facemon.history.history import History

history = History(Path(sys.argv[1]), on_state=lambda state: None, on_gaps=lambda gaps: None)
history.start()
for number in range(int(sys.argv[2]), int(sys.argv[3])):
    happening = Event(
        uuid=str(number), device_id="gate", time_ms=1, received_ms=1, category=Category.STAFF, picture=b"x" * 9000
    )
    history.put(happening, number, raised=False)
assert history.flush(30)
print("kept", flush=True)
sys.stdin.read()
"""


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere it is not known under which name a file was written")
def test_what_a_crash_has_left_under_one_name_of_a_history_is_not_missed_under_another(tmp_path: Path) -> None:
    (tmp_path / "first").mkdir()
    (tmp_path / "second").mkdir()
    file, link = tmp_path / "first" / "history.sqlite3", tmp_path / "second" / "history.sqlite3"
    for path, numbers in ((file, ("1", "200")), (link, ("200", "400")), (file, ("400", "500"))):
        if path is link and not link.exists():
            try:
                os.setxattr(file, "user.test", b"")
            except OSError:
                pytest.skip("this file system keeps no attributes")
            link.hardlink_to(file)
        with subprocess.Popen(
            [sys.executable, "-c", KILLED_DESK, path, *numbers],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        ) as desk:
            assert desk.stdout is not None
            assert desk.stdout.readline() == "kept\n"
            desk.kill()
    for path in (link, file):
        with Desk(path, retry=RETRY) as desk:
            desk.until(lambda: desk.state.keeping)
            assert desk.rows("SELECT count(*), max(id) FROM event") == [(499, 499)]
            assert desk.rows("PRAGMA integrity_check") == [("ok",)]


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere it is not known under which name a file was written")
def test_what_a_crash_has_left_under_another_name_is_not_lost_to_who_reads_the_history_meanwhile(
    tmp_path: Path,
) -> None:
    (tmp_path / "first").mkdir()
    (tmp_path / "second").mkdir()
    file, link = tmp_path / "first" / "history.sqlite3", tmp_path / "second" / "history.sqlite3"
    open_for_writing(file).close()
    try:
        os.setxattr(file, "user.test", b"")
    except OSError:
        pytest.skip("this file system keeps no attributes")
    link.hardlink_to(file)
    with subprocess.Popen(
        [sys.executable, "-c", KILLED_DESK, file, "1", "50"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as killed:
        assert killed.stdout is not None
        assert killed.stdout.readline() == "kept\n"
        with Desk(link, retry=RETRY) as desk:
            with closing(open_for_reading(link)) as reading:
                assert reading.execute("SELECT count(*) FROM event").fetchall() == [(0,)]
                desk.until(lambda: desk.state.problem == keeping.IN_USE)
                killed.kill()
                desk.until(lambda: desk.state.problem == keeping.LOCKED)
            desk.until(lambda: desk.state.keeping)
            assert desk.rows("SELECT count(*), max(id) FROM event") == [(49, 49)]


MAY_TAKE_THE_LOG_AWAY = """
import fcntl, sys
with open(sys.argv[1], "rb+") as file:
    fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB, 510, 0x40000002)  # SQLite's bytes of those who read
"""


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the file itself is not locked")
def test_where_no_lock_can_be_beside_a_history_sqlite_keeps_its_own(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise NotImplementedError

    monkeypatch.setattr(filelock.FileLock, "acquire", refuse)
    open_for_writing(path).close()
    with Desk(path, retry=RETRY) as desk:
        desk.until(lambda: desk.state.keeping and desk.state.stock is not None)
        taken = subprocess.run([sys.executable, "-c", MAY_TAKE_THE_LOG_AWAY, path], capture_output=True, check=False)
        assert b"BlockingIOError" in taken.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="a link needs a right of its own there")
def test_of_two_profiles_with_one_history_the_second_says_so_and_writes_once_the_first_has_ended(
    tmp_path: Path,
) -> None:
    (tmp_path / "first").mkdir()
    (tmp_path / "second").mkdir()
    file, link = tmp_path / "first" / "history.sqlite3", tmp_path / "second" / "history.sqlite3"
    with subprocess.Popen(
        [sys.executable, "-c", OTHER_DESK, file], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as first:
        assert first.stdout is not None
        assert first.stdout.readline() == "open\n"
        link.symlink_to(file)
        with Desk(link, retry=RETRY) as desk:
            desk.history.put(event("a"), 1, raised=False)
            desk.until(lambda: desk.state.held == 1)
            assert (desk.state.keeping, desk.state.problem) == (False, keeping.IN_USE)
            assert desk.rows("SELECT count(*) FROM event") == [(0,)]
            first.communicate(timeout=30)
            assert first.returncode == 0
            assert desk.history.flush(10)
            assert desk.rows("SELECT uuid FROM event") == [("a",)]


def test_a_folder_that_is_missing_at_the_start_is_waited_for(tmp_path: Path) -> None:
    folder = tmp_path / "home"
    with Desk(folder / "history.sqlite3", retry=RETRY) as desk:
        assert desk.history.opening is None
        desk.history.put(event("a"), 1, raised=False)
        desk.until(lambda: desk.state.problem == keeping.VANISHED)
        folder.mkdir()
        assert desk.history.flush(10)


def test_a_disk_that_hangs_is_said_while_it_hangs(path: Path) -> None:
    with Desk(path, patience=0.2) as desk:
        desk.until(lambda: desk.state.keeping)
        answers = threading.Event()
        asked = threading.Event()

        def hang(_: sqlite3.Connection) -> bool:
            asked.set()
            return answers.wait(10)  # the writer's thread waits as for a disk

        job = desk.history.run(hang)
        assert asked.wait(5)
        desk.history.put(event("a"), 1, raised=False)
        desk.until(lambda: not desk.state.keeping)
        assert desk.state.problem == keeping.SLOW
        assert desk.state.held == 1
        answers.set()
        assert job.result(5)
        desk.until(lambda: desk.state.keeping and not desk.state.held)


def test_closing_waits_no_longer_than_it_may(path: Path) -> None:
    desk = Desk(path, retry=60)
    with desk:
        with locked(path):
            desk.history.put(event("a"), 1, raised=False)
            desk.until(lambda: desk.state.problem == keeping.LOCKED)
            assert not desk.history.close(10)
        assert desk.rows("SELECT * FROM event") == []


def test_closing_makes_a_last_attempt(path: Path) -> None:
    with Desk(path, retry=60) as desk:
        with locked(path):
            desk.history.put(event("a"), 1, raised=False)
            desk.until(lambda: desk.state.problem == keeping.LOCKED)
        assert desk.history.close(10)
        assert desk.rows("SELECT uuid FROM event") == [("a",)]


def test_readers_and_checkpoints_at_the_same_moment_cost_no_commit(path: Path) -> None:
    # SQLite before 3.51.3 loses some where a second connection checkpoints: here none but the writer's may.
    ending = threading.Event()

    def read() -> None:
        while not ending.is_set():
            with closing(open_for_reading(path)) as reader:
                for _ in range(20):
                    reader.execute("SELECT count(*), max(id) FROM event").fetchall()

    with Desk(path) as desk:
        desk.history.run(lambda connection: connection.execute("PRAGMA wal_autocheckpoint = 20").fetchall()).result(5)
        readers = [threading.Thread(target=read) for _ in range(4)]
        for reader in readers:
            reader.start()
        for number in range(1, 301):
            desk.history.put(event(str(number), picture=JPEG * 500), number, raised=False)
            if number % 2 == 0:
                assert desk.history.flush(10)
        ending.set()
        for reader in readers:
            reader.join()
        assert desk.rows("SELECT count(*), max(id), (SELECT count(*) FROM picture) FROM event") == [(300, 300, 300)]
        assert desk.rows("PRAGMA integrity_check") == [("ok",)]


def test_a_reader_that_sits_on_the_log_does_not_hold_up_writing_and_it_shrinks_again(
    path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("facemon.history.writer.LARGE_LOG", 4_000_000)
    caplog.set_level(logging.INFO)
    log = path.with_name("history.sqlite3-wal")
    with Desk(path, retry=RETRY) as desk:
        desk.history.put(event("0"), 1, raised=False)
        assert desk.history.flush(5)
        with closing(open_for_reading(path)) as reader:
            reader.execute("BEGIN")
            reader.execute("SELECT count(*) FROM event").fetchall()
            for number in range(2, 502):
                desk.history.put(event(str(number), picture=JPEG * 4000), number, raised=False)
            assert desk.history.flush(20)
            assert log.stat().st_size > 20_000_000
            assert reader.execute("SELECT count(*) FROM event").fetchone() == (1,)
            while "something reads it" not in caplog.text:
                assert desk.history.flush(5)
        while "is small again" not in caplog.text:
            assert desk.history.flush(5)
        assert log.stat().st_size <= 4_000_000
        assert desk.state.keeping
        assert caplog.text.count("something reads it") == 1
        assert desk.rows("SELECT count(*), count(DISTINCT uuid) FROM event") == [(501, 501)]
