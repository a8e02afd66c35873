"""The power fails while the history is written. `FACEMON_KILLS=500` lets it fail so often instead of a few times."""

import os
import random
import shutil
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import pytest
from doors import Desk, event, rows, tally_is_true
from power_cut import Call, Disk, recorded

from facemon.history import keeping
from facemon.history.database import open_for_reading, open_for_writing

CUTS = int(os.environ.get("FACEMON_KILLS", "40"))
BATCHES = 8
RETRY = 0.2

# Keeps events, and prints the number up to which all are said to be on the disk; its log is emptied again and again.
WRITER = """
import sys
from pathlib import Path
from facemon.event import Category, Event
from facemon.history.history import History

history = History(Path(sys.argv[1]), on_state=lambda state: None, on_gaps=lambda gaps: None)
history.start()
assert history.opened(30)
history.run(lambda connection: connection.execute("PRAGMA wal_autocheckpoint = 40").fetchall()).result(10)
for batch in range(int(sys.argv[2])):
    for number in range(batch * 10 + 1, batch * 10 + 11):
        history.put(
            Event(
                uuid=str(number), device_id="gate", time_ms=number * 1000, received_ms=number * 1000,
                category=Category.STAFF, picture=bytes([number]) * 20_000, picture_size=20_000,
            ),
            number, raised=number % 10 == 0,
        )
    assert history.flush(30)
    print(number, flush=True)
assert history.close(10)
"""


FILLING = """
WITH RECURSIVE number (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n < 20000)
INSERT INTO team (group_id, name) SELECT 'group ' || n, 'Group ' || n FROM number
"""


@pytest.fixture(scope="module")
def calls(tmp_path_factory: pytest.TempPathFactory) -> list[Call]:
    """What a process has done that kept events, from the making of the file to its closing."""
    folder = tmp_path_factory.mktemp("powered")
    return recorded(
        [sys.executable, "-c", WRITER, folder / "history.sqlite3", str(BATCHES)], tmp_path_factory.mktemp("log") / "log"
    )


def folder_of(calls: list[Call]) -> Path:
    return next(Path(call.file).parent for call in calls if call.file.endswith("history.sqlite3-wal"))


@pytest.mark.timeout(60 + CUTS)
def test_whenever_the_power_fails_all_that_was_said_to_be_kept_is_there_and_it_goes_on(
    calls: list[Call], tmp_path: Path
) -> None:
    chance = random.Random(CUTS)
    last = max(place for place, call in enumerate(calls) if call.file == "said")
    for number, cut in enumerate([*chance.sample(range(len(calls)), k=CUTS - 1), last + 1]):
        disk = Disk(folder_of(calls))
        for call in calls[:cut]:
            disk.take(call)
        said = int(disk.said.split()[-1]) if disk.said else 0
        home = tmp_path / str(number)
        home.mkdir()
        for name, content in disk.left(chance).items():
            (home / name).write_bytes(content)
        with Desk(home / "history.sqlite3", retry=RETRY) as desk:
            found = [int(uuid) for (uuid,) in desk.rows("SELECT uuid FROM event ORDER BY id")]
            assert found == list(range(1, len(found) + 1)), f"cut {cut}"
            assert len(found) >= said, f"cut {cut}"
            for uuid, picture in desk.rows("SELECT uuid, jpeg FROM picture JOIN event ON event.id = event"):
                assert picture == bytes([int(uuid)]) * 20_000
            desk.history.put(event("after"), 1000, raised=False)
            assert desk.history.flush(10)
            assert desk.state.salvage is None
        with closing(open_for_reading(home / "history.sqlite3")) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            assert tally_is_true(connection)
    assert said == BATCHES * 10


def test_nothing_is_said_to_be_kept_before_the_disk_has_it(calls: list[Call], tmp_path: Path) -> None:
    disk = Disk(folder_of(calls))
    checked = 0
    for call in calls:
        disk.take(call)
        if call.file == "said" and call.data.endswith(b"\n"):
            (tmp_path / str(checked)).mkdir()
            home = tmp_path / str(checked) / "history.sqlite3"
            for name, content in disk.left(Nothing()).items():
                home.with_name(name).write_bytes(content)
            assert rows(home, "SELECT count(*) FROM event") == [(int(disk.said.split()[-1]),)]
            checked += 1
    assert checked == BATCHES


class Nothing(random.Random):
    """Of what was not synced, nothing has arrived."""

    def choice(self, _: object) -> float:  # type: ignore[override]
        return 0.0


def half_written(path: Path, sql: str) -> None:
    """Leave a transaction in the file as a crash does where there is no write-ahead log: with its journal beside it."""
    before = path.with_name("before.sqlite3")
    with closing(sqlite3.connect(before, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")
        connection.execute("PRAGMA cache_size = 1")  # so that it is in the file before its end
        connection.execute("BEGIN IMMEDIATE")
        connection.execute(sql)
        for suffix in ("", "-journal"):
            shutil.copy(f"{before}{suffix}", f"{path}{suffix}")
        connection.rollback()
    before.unlink()


def test_what_a_crash_has_left_half_written_without_a_log_is_taken_back(tmp_path: Path) -> None:
    path = tmp_path / "history.sqlite3"
    open_for_writing(tmp_path / "before.sqlite3").close()
    half_written(path, FILLING)
    assert path.with_name("history.sqlite3-journal").stat().st_size
    with Desk(path, retry=RETRY) as desk:
        desk.history.put(event("after"), 1, raised=False)
        assert desk.history.flush(10)
        assert desk.rows("SELECT uuid FROM event") == [("after",)]
        assert desk.rows("SELECT count(*) FROM team") == [(0,)]


TEAM = "CREATE TABLE team (id INTEGER PRIMARY KEY, group_id, name)"


@pytest.mark.parametrize(
    ("others", "sql"), [(TEAM, FILLING), ("PRAGMA application_id = 77", "CREATE TABLE team AS SELECT zeroblob(90000)")]
)
def test_what_a_crash_of_another_program_has_left_half_written_is_not_touched(
    tmp_path: Path, others: str, sql: str
) -> None:
    path = tmp_path / "history.sqlite3"
    with closing(sqlite3.connect(tmp_path / "before.sqlite3")) as connection:
        connection.execute(others)
    half_written(path, sql)
    files = [path, path.with_name("history.sqlite3-journal")]
    before = [file.read_bytes() for file in files]
    with Desk(path, retry=RETRY) as desk:
        desk.history.put(event("after"), 1, raised=False)
        desk.until(lambda: desk.state.problem == keeping.FOREIGN)
        assert not desk.history.flush(2 * RETRY)
    assert [file.read_bytes() for file in files] == before
