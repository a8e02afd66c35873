"""Alarms out of a damaged history: what is owed stays owed."""

import random
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from alarming import closed, raised
from doors import JPEG, NOW, Desk, event, rows

from facemon.alarm import Shelf, Watched
from facemon.history import database, opening
from facemon.history.database import PAGE_BYTES, open_for_reading

SHELF = Shelf("gate", "stranger", NOW - 5, 2 * NOW, "Ann", "a fair")
MEI = Watched(id=3, user_id="17", name="陈梅", reason="lost her card", from_ms=NOW, by="Ann")
TABLES = {
    "alarm": "*", "alarm_event": "*", "alarm_action": "alarm, at_ms, deed, done_by, text", "watch": "*",
    "shelf": "device_id, rule, from_ms, until_ms, shelved_by, reason, ended_ms", "duty": "at_ms, operator",
    "handover": "at_ms, written_by, text",
}  # fmt: skip
ANSWERS = "SELECT id, uuid, raised, acknowledged_ms, acknowledged_by, note FROM event ORDER BY id"


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A history with alarms of every kind, closed."""
    path = tmp_path_factory.mktemp("whole") / "history.sqlite3"
    with Desk(path) as desk:
        for number in range(1, 401):
            alarm = number % 40 + 1
            happening = event(str(number), received_ms=NOW + number, picture=JPEG * 1000)
            desk.history.put(happening, number, raised=True, changes=(raised(alarm, number, subject=f"u:{alarm}"),))
            if number % 50 == 0:
                assert desk.history.flush(10)
        desk.history.alarm_changed([closed(alarm, subject=f"u:{alarm}") for alarm in range(11, 41)])
        desk.history.shelved(SHELF)
        desk.history.watch(MEI)
        desk.history.duty(NOW, "Ann")
        desk.history.hand_over(NOW, "Zoe", "the gate sticks")
        while desk.rows("SELECT 1 FROM event WHERE id % 40 > 9 AND acknowledged_ms IS NULL LIMIT 1"):
            assert desk.history.flush(10)
        assert desk.history.close(10)
    return path


@pytest.fixture
def path(tmp_path: Path, whole: Path) -> Path:
    return Path(shutil.copy(whole, tmp_path))


def overwrite(path: Path, *names: str) -> None:
    """Overwrite where these tables and indexes begin."""
    chance = random.Random(7)
    pages = [rows(path, "SELECT rootpage FROM sqlite_schema WHERE name = ?", name)[0][0] for name in names]
    with path.open("r+b") as file:
        for page in pages:
            file.seek((page - 1) * PAGE_BYTES)
            file.write(chance.randbytes(PAGE_BYTES))


def content(path: Path) -> dict[str, set[tuple[object, ...]]]:
    return {table: set(rows(path, f"SELECT {columns} FROM {table}")) for table, columns in TABLES.items()}


def salvaged(desk: Desk) -> bool:
    return desk.state.salvage is not None and desk.state.salvage.done


def test_all_that_is_told_of_alarms_comes_along(path: Path) -> None:
    before, answers = content(path), rows(path, ANSWERS)
    overwrite(path, "event_by_time")
    with Desk(path) as desk:
        found = desk.opening()
        assert [alarm.id for alarm in found.alarms] == list(range(1, 11))
        assert (found.shelves, found.watch_list, found.operator) == ((SHELF,), (MEI,), "Ann")
        desk.until(lambda: salvaged(desk), 60)
    assert content(path) == before
    assert rows(path, ANSWERS) == answers
    with closing(open_for_reading(path)) as connection:
        again = opening.read(connection, NOW)
    assert all(alarm.numbers and alarm.happening for alarm in again.alarms)
    assert again.orphans == ()


def test_events_whose_alarms_are_lost_are_told_as_events_that_no_alarm_has(path: Path) -> None:
    overwrite(path, "alarm")
    with Desk(path) as desk:
        desk.until(lambda: salvaged(desk), 60)
    with closing(open_for_reading(path)) as connection:
        again = opening.read(connection, NOW)
    assert again.alarms == ()
    assert len(again.orphans) == 100
    with Desk(path) as desk:
        desk.history.alarm_changed([raised(1000, orphan.id) for orphan in again.orphans[1:]])
    with closing(open_for_reading(path)) as connection:
        once_more = opening.read(connection, NOW)
    assert [alarm.id for alarm in once_more.alarms] == [1000]
    assert once_more.orphans == again.orphans[:1]


def test_what_is_told_of_an_alarm_meanwhile_is_newer_and_reaches_events_that_come_later(path: Path) -> None:
    before = content(path)
    overwrite(path, "event_by_time")
    with Desk(path) as desk:
        desk.history.alarm_changed([closed(5, subject="u:5")])
        desk.until(lambda: salvaged(desk), 60)
        assert desk.history.flush(5)
    after = content(path)
    assert after["alarm_event"] == before["alarm_event"]
    assert len(after["alarm_action"]) == len(before["alarm_action"]) + 1
    assert rows(path, "SELECT state FROM alarm WHERE id = 5") == [("closed",)]
    unanswered = rows(
        path,
        "SELECT alarm, count(*) FROM event JOIN alarm_event ON event = id WHERE acknowledged_ms IS NULL GROUP BY 1",
    )
    assert unanswered == [(alarm, 10) for alarm in range(1, 11) if alarm != 5]


def test_an_alarm_follows_its_event_that_the_new_history_has_under_another_number(path: Path) -> None:
    overwrite(path, "event_by_time")
    with Desk(path) as desk:
        desk.history.put(event("400", received_ms=NOW + 400), 1_000_000, raised=False)  # the device has repeated it
        desk.until(lambda: salvaged(desk), 60)
        assert desk.history.flush(5)
    assert rows(path, "SELECT id, alarm FROM event JOIN alarm_event ON event = id WHERE uuid = '400'") == [
        (1_000_000, 1)
    ]


def test_a_damaged_history_of_the_first_version_has_no_alarms(tmp_path: Path) -> None:
    path = tmp_path / "history.sqlite3"
    with Desk(path) as desk:
        for number in range(1, 301):
            desk.history.put(event(str(number), picture=JPEG * 3000), number, raised=number < 4)
        assert desk.history.close(10)
    strip_to_version_1(path)
    overwrite(path, "event_by_time")
    with Desk(path) as desk:
        desk.until(lambda: salvaged(desk), 60)
    assert rows(path, "SELECT count(*) FROM event") == [(300,)]
    assert content(path) == {table: set() for table in TABLES}
    with closing(open_for_reading(path)) as connection:
        assert [orphan.id for orphan in opening.read(connection, NOW).orphans] == [1, 2, 3]


def strip_to_version_1(path: Path) -> None:
    """Make a history one of the first version, with what it has of events."""
    schema = Path(__file__).with_name("schema_v1.sql").read_text(encoding="utf-8")
    old = path.with_name("old.sqlite3")
    with closing(sqlite3.connect(old, isolation_level=None)) as connection:
        database._prepare(connection)
        connection.executescript(
            f"{schema}; PRAGMA application_id = {database.APPLICATION_ID}; PRAGMA user_version = 1;"
        )
        connection.execute("ATTACH ? AS new", (str(path),))
        for table in ("device", "event", "picture"):
            connection.execute(f"INSERT INTO main.{table} SELECT * FROM new.{table}")
    old.replace(path)


def test_nothing_of_an_alarm_is_changed_by_a_salvage_that_is_done_twice(path: Path) -> None:
    before = content(path)
    again = path.with_name("again.sqlite3")
    shutil.copy(path, again)
    overwrite(path, "event_by_time")
    with Desk(path) as desk:
        desk.until(lambda: salvaged(desk), 60)
    aside = path.with_name("history.damaged-20261126-120000.sqlite3")
    shutil.copy(again, aside)
    with Desk(path) as desk:
        desk.until(lambda: salvaged(desk), 60)
    assert content(path) == before
