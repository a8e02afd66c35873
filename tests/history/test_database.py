import sqlite3
import stat
import subprocess
import sys
import tempfile
from contextlib import closing
from pathlib import Path

import msgspec
import pytest
from doors import rows

from facemon.history import database
from facemon.history.database import ForeignDatabase, NewerHistory, open_for_reading, open_for_writing
from facemon.history.query import Query
from facemon.history.reader import Reader

STEP = "ALTER TABLE event ADD COLUMN mood TEXT; UPDATE event SET mood = 'calm';"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "history.sqlite3"


def pragma(connection: sqlite3.Connection, name: str) -> object:
    return connection.execute(f"PRAGMA {name}").fetchone()[0]


def make_with_one_event(path: Path) -> None:
    with closing(open_for_writing(path)) as connection:
        connection.execute("INSERT INTO device (device_id) VALUES ('gate')")
        connection.execute(
            "INSERT INTO event (id, at_ms, device, uuid, kind, category, recovered, raised, time_ms, received_ms,"
            " picture_size) VALUES (7, 1, 1, 'a', 0, 1, 0, 0, 1, 1, 0)"
        )


def test_a_new_history_is_made_as_it_has_to_be(path: Path) -> None:
    with closing(open_for_writing(path)) as connection:
        wanted = {
            "page_size": 8192, "auto_vacuum": 2, "journal_mode": "wal", "synchronous": 2, "foreign_keys": 1,
            "journal_size_limit": 16 * 1024 * 1024, "busy_timeout": 1000, "user_version": database.VERSION,
            "application_id": database.APPLICATION_ID,
        }  # fmt: skip
        assert {name: pragma(connection, name) for name in wanted} == wanted
        assert connection.execute("SELECT count(*) FROM event").fetchone() == (0,)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has other permissions")
def test_nobody_else_can_read_it(path: Path) -> None:
    with closing(open_for_writing(path)):
        assert [stat.S_IMODE(file.stat().st_mode) for file in path.parent.iterdir()] == [0o600] * 3


def test_a_history_is_opened_again_as_it_was(path: Path) -> None:
    make_with_one_event(path)
    with closing(open_for_writing(path)) as connection:
        assert connection.execute("SELECT id, uuid FROM event").fetchall() == [(7, "a")]
        assert pragma(connection, "synchronous") == 2


def test_a_start_that_was_cut_off_while_the_history_was_made_is_gone_on_with(path: Path) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        database._prepare(connection)  # all that is on the disk before the transaction with the tables
    with closing(open_for_writing(path)) as connection:
        assert pragma(connection, "auto_vacuum") == 2
        assert pragma(connection, "page_size") == 8192
        assert connection.execute("SELECT count(*) FROM event").fetchone() == (0,)


def test_a_history_of_the_version_before_is_brought_to_this_one(path: Path) -> None:
    make_with_one_event(path)
    with closing(open_for_writing(path, {3: STEP})) as connection:
        assert connection.execute("SELECT id, mood FROM event").fetchall() == [(7, "calm")]
        assert pragma(connection, "user_version") == 3


def test_a_history_of_two_versions_before_goes_through_both_steps(path: Path) -> None:
    make_with_one_event(path)
    with closing(open_for_writing(path, {3: STEP, 4: "UPDATE event SET mood = mood || '!';"})) as connection:
        assert connection.execute("SELECT mood FROM event").fetchall() == [("calm!",)]
        assert pragma(connection, "user_version") == 4


def test_a_step_that_fails_leaves_the_history_as_it_was(path: Path) -> None:
    make_with_one_event(path)
    with pytest.raises(sqlite3.Error):
        open_for_writing(path, {3: f"{STEP} INSERT INTO nowhere VALUES (1);"})
    with closing(open_for_writing(path)) as connection:
        assert pragma(connection, "user_version") == 2
        assert "mood" not in [row[1] for row in connection.execute("PRAGMA table_info(event)")]


def test_a_new_history_has_every_step_behind_it(path: Path) -> None:
    with closing(open_for_writing(path, {3: STEP})) as connection:
        assert pragma(connection, "user_version") == 3
        assert "mood" in [row[1] for row in connection.execute("PRAGMA table_info(event)")]


def test_every_version_has_the_step_that_leads_to_it() -> None:
    assert sorted(database.MIGRATIONS) == list(range(2, database.VERSION + 1))


def test_a_history_of_a_newer_facemon_is_refused_untouched(path: Path) -> None:
    make_with_one_event(path)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA user_version = {database.VERSION + 1}")
    before = path.read_bytes()
    with pytest.raises(NewerHistory):
        open_for_writing(path)
    assert path.read_bytes() == before
    assert rows(path, "SELECT uuid FROM event") == [("a",)]


@pytest.mark.parametrize("application_id", [0, 0x47504B47])
def test_another_program_s_database_is_refused_untouched(path: Path, application_id: int) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE letter (words)")
        connection.execute(f"PRAGMA application_id = {application_id}")
        connection.commit()
    before = path.read_bytes()
    with pytest.raises(ForeignDatabase):
        open_for_writing(path)
    assert path.read_bytes() == before


def test_what_is_no_database_is_not_taken_for_one(path: Path) -> None:
    path.write_bytes(b"Dear diary, " * 1000)
    with pytest.raises(sqlite3.DatabaseError) as caught:
        open_for_writing(path)
    assert caught.value.sqlite_errorname == "SQLITE_NOTADB"
    assert path.read_bytes() == b"Dear diary, " * 1000


def test_a_reader_neither_writes_nor_makes_a_file(path: Path) -> None:
    with pytest.raises(sqlite3.OperationalError):
        open_for_reading(path).execute("SELECT 1 FROM event")
    assert not path.exists()
    make_with_one_event(path)
    with closing(open_for_reading(path)) as connection, pytest.raises(sqlite3.OperationalError):
        connection.execute("DELETE FROM event")


READ_AS_NOBODY = """
import os, sys
from contextlib import closing
from pathlib import Path
from facemon.history.database import open_for_reading
if os.geteuid() == 0:  # for whom permissions mean nothing
    os.setgid(65534)
    os.setuid(65534)
with closing(open_for_reading(Path(sys.argv[1]))) as connection:
    print(connection.execute("SELECT uuid FROM event").fetchall())
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has other permissions")
def test_it_is_read_where_nothing_can_be_written_but_never_without_what_a_log_still_holds() -> None:
    with tempfile.TemporaryDirectory() as folder:  # in a folder that others can reach
        path = Path(folder) / "history.sqlite3"
        make_with_one_event(path)

        def read() -> "subprocess.CompletedProcess[str]":
            for file in Path(folder).iterdir():
                file.chmod(0o444)
            Path(folder).chmod(0o555)
            command = [sys.executable, "-c", READ_AS_NOBODY, str(path)]
            done = subprocess.run(command, capture_output=True, text=True, check=False)
            Path(folder).chmod(0o755)
            return done

        done = read()
        assert done.stdout == "[('a',)]\n", done.stderr
        path.with_name("history.sqlite3-wal").write_bytes(b"what a crash has left")
        done = read()
        assert done.stdout == ""
        assert "unable to open database file" in done.stderr


SCHEMA = "SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY type, name"


def of_version_1(path: Path) -> None:
    """Make a history as the first facemon did."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        database._prepare(connection)
        script = Path(__file__).with_name("schema_v1.sql").read_text(encoding="utf-8")
        connection.executescript(
            f"{script}; PRAGMA application_id = {database.APPLICATION_ID}; PRAGMA user_version = 1;"
        )
        connection.execute("INSERT INTO device (device_id) VALUES ('gate')")
        connection.execute(
            "INSERT INTO event (id, at_ms, device, uuid, kind, category, recovered, raised, time_ms, received_ms,"
            " picture_size) VALUES (7, 1, 1, 'a', 0, 1, 0, 1, 1, 1, 0)"
        )


def test_a_history_of_the_first_version_becomes_what_a_new_one_is(path: Path) -> None:
    of_version_1(path)
    with closing(open_for_writing(path)) as connection, closing(open_for_writing(path.with_name("new"))) as new:
        assert pragma(connection, "user_version") == database.VERSION
        assert connection.execute(SCHEMA).fetchall() == new.execute(SCHEMA).fetchall()
        assert connection.execute("SELECT id, uuid FROM event").fetchall() == [(7, "a")]
        assert pragma(connection, "integrity_check") == "ok"


def test_a_history_of_the_first_version_can_be_read_before_and_while_it_is_brought_to_this_one(path: Path) -> None:
    of_version_1(path)
    with Reader(path) as reader:
        (found,) = reader.page(Query(acknowledged=False))
        assert found.happening.uuid == "a"
        assert not any((reader.alarms(0, 2), reader.shelvings(0, 2), reader.duties(0, 2), reader.handovers(0, 2)))
        with closing(open_for_writing(path)) as connection:
            connection.execute("INSERT INTO alarm_event VALUES (7, 3)")
            assert reader.find(7) == msgspec.structs.replace(found, alarm=3)
    with closing(open_for_reading(path)) as connection:
        assert connection.execute("SELECT alarm FROM alarm_event").fetchall() == [(3,)]
