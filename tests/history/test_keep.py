import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import msgspec
import pytest
from doors import JPEG, MEI, NOW, alarm, event, tally_is_true, unknown

from facemon.event import AlarmStatus, Category, Gap, GapCause, GapState, Mask
from facemon.history import gaps
from facemon.history.database import open_for_writing
from facemon.history.keep import Rows
from facemon.history.note import Seen, Watched
from facemon.history.query import Answer


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    with closing(open_for_writing(tmp_path / "history.sqlite3")) as connection:
        yield connection


@pytest.fixture
def kept(connection: sqlite3.Connection) -> Rows:
    return Rows(connection)


def one(connection: sqlite3.Connection, sql: str) -> dict[str, object]:
    cursor = connection.execute(sql)
    names = [column[0] for column in cursor.description]
    (row,) = cursor.fetchall()
    return {name: value for name, value in zip(names, row, strict=True) if value is not None}


def test_every_fact_of_a_recognition_is_in_its_row(connection: sqlite3.Connection, kept: Rows) -> None:
    full = event(
        device_sn="8F2107", time_ms=NOW - 5, category=Category.VISITOR, passed=False, score=0.5, liveness=0.25,
        temperature=36.5, mask=Mask.WORN, mode=3, entry_mode=4, abnormal_type=5, person=MEI, picture=JPEG,
        flaws=("score", "user.type"), raw='{"a": 1}',
    )  # fmt: skip
    assert kept.keep(full, 70, raised=True)
    row = one(connection, "SELECT event.*, device_id, device_sn FROM event, device, serial")
    assert row == {
        "id": 70, "at_ms": NOW, "device": 1, "uuid": "7c1f", "kind": 0, "category": 2, "recovered": 0, "raised": 1,
        "serial": 1, "person": 1, "time_ms": NOW - 5, "received_ms": NOW, "passed": 0, "score": 0.5, "liveness": 0.25,
        "temperature": 36.5, "mask": 2, "mode": 3, "entry_mode": 4, "abnormal_type": 5, "picture_size": len(JPEG),
        "flaws": "score user.type", "device_id": "gate", "device_sn": "8F2107",
    }  # fmt: skip
    assert one(connection, "SELECT * FROM picture") == {"event": 70, "jpeg": JPEG}
    assert one(connection, "SELECT * FROM raw") == {"event": 70, "json": '{"a": 1}'}
    person = one(connection, "SELECT * FROM person")
    assert {name: person[name] for name in person if name not in ("id", "digest", "search")} == {
        name: value for name, value in msgspec.structs.asdict(MEI).items() if name != "groups"
    }
    groups = connection.execute(
        "SELECT group_id, name FROM membership JOIN team ON team.id = team ORDER BY position"
    ).fetchall()
    assert groups == [("3", "研发"), ("4", "Night shift")]


def test_a_device_alarm_and_an_unknown_message_have_their_own_facts(connection: sqlite3.Connection, kept: Rows) -> None:
    assert kept.keep(alarm(code=10002, status=AlarmStatus.CLEARED, description="forced", user_id="9"), 1, raised=True)
    assert kept.keep(unknown(type=7, raw="{}"), 2, raised=False)
    usual = {"at_ms": NOW, "device": 1, "recovered": 0, "time_ms": NOW, "received_ms": NOW, "picture_size": 0}
    assert one(connection, "SELECT * FROM event WHERE id = 1") == {
        **usual, "id": 1, "uuid": "a1", "kind": 1, "category": 7, "raised": 1, "code": 10002, "status": 3, "wording": 1,
    }  # fmt: skip
    wording = one(connection, "SELECT * FROM wording")
    assert (wording["description"], wording["user_id"]) == ("forced", "9")
    assert one(connection, "SELECT * FROM event WHERE id = 2") == {
        **usual, "id": 2, "uuid": "digest:1", "kind": 2, "category": 6, "raised": 0, "type": 7,
    }  # fmt: skip


def test_a_recovered_event_has_the_place_that_was_found_for_it(connection: sqlite3.Connection, kept: Rows) -> None:
    kept.keep(event(placed_ms=NOW - 9), 1, raised=False)
    row = one(connection, "SELECT * FROM event")
    assert (row["at_ms"], row["received_ms"], row["recovered"]) == (NOW - 9, NOW, 1)


def test_the_same_event_twice_is_one(connection: sqlite3.Connection, kept: Rows) -> None:
    assert kept.keep(event("a", picture=JPEG), 1, raised=False)
    assert not kept.keep(event("a", picture=JPEG), 2, raised=False)
    assert not kept.keep(event("a", picture=JPEG), 1, raised=False)
    assert kept.keep(event("a", device_id="lobby"), 3, raised=False)
    assert connection.execute("SELECT id FROM event").fetchall() == [(1,), (3,)]
    assert tally_is_true(connection)


def test_a_number_that_is_taken_costs_no_event(connection: sqlite3.Connection, kept: Rows) -> None:
    assert kept.keep(event("a"), 5, raised=False)
    assert kept.keep(event("b", picture=JPEG), 5, raised=True)
    assert connection.execute("SELECT id, uuid FROM event").fetchall() == [(5, "a"), (6, "b")]
    assert connection.execute("SELECT event FROM picture").fetchall() == [(6,)]


def test_a_person_is_one_row_until_something_about_them_changes(connection: sqlite3.Connection, kept: Rows) -> None:
    kept.keep(event("a", person=MEI), 1, raised=False)
    kept.keep(event("b", person=MEI), 2, raised=False)
    Rows(connection).keep(event("c", person=MEI), 3, raised=False)
    moved = msgspec.structs.replace(MEI, groups=MEI.groups[:1])
    kept.keep(event("d", person=moved), 4, raised=False)
    persons = [row for (row,) in connection.execute("SELECT person FROM event ORDER BY id")]
    assert persons == [1, 1, 1, 2]
    assert connection.execute("SELECT count(*) FROM team").fetchone() == (2,)


def test_rows_that_others_have_deleted_are_made_again(connection: sqlite3.Connection, kept: Rows) -> None:
    kept.keep(event("a", person=MEI, device_sn="8F"), 1, raised=False)
    kept.keep(alarm("b", description="forced"), 2, raised=False)
    for table in ("event", "person", "team", "serial", "wording", "device"):
        connection.execute(f"DELETE FROM {table}")
    kept.forget()
    assert kept.keep(event("c", person=MEI, device_sn="8F"), 3, raised=False)
    assert kept.keep(alarm("d", description="forced"), 4, raised=False)
    assert not connection.execute("PRAGMA foreign_key_check").fetchall()


def test_an_answer_is_kept_and_the_first_one_stays(connection: sqlite3.Connection, kept: Rows) -> None:
    kept.keep(alarm(), 1, raised=True)
    kept.keep(event(), 2, raised=True)
    kept.answer(1, Answer(NOW, "Ann", "false alarm"))
    for number in (1, 2, 3):
        kept.answer(number, Answer(NOW + 1, "Ben"))
    answers = connection.execute("SELECT id, acknowledged_ms, acknowledged_by, note FROM event").fetchall()
    assert answers == [(1, NOW, "Ann", "false alarm"), (2, NOW + 1, "Ben", "")]


def test_an_answer_reaches_the_event_whose_number_was_taken_or_that_was_known(
    connection: sqlite3.Connection, kept: Rows
) -> None:
    kept.keep(event("a"), 5, raised=False)
    kept.keep(event("b"), 5, raised=True)
    kept.keep(event("a"), 9, raised=True)
    kept.answer(9, Answer(NOW, "Ann"))
    assert connection.execute("SELECT id FROM event WHERE acknowledged_ms IS NOT NULL").fetchall() == [(5,)]


def test_a_device_has_its_last_name_and_its_last_proof(connection: sqlite3.Connection, kept: Rows) -> None:
    kept.note(Seen("gate", "Gate"))
    kept.note(Watched("gate", NOW, -3))
    kept.note(Seen("gate", "North gate"))
    kept.note(Watched("lobby", NOW, None))
    assert connection.execute("SELECT device_id, name, watched_ms, skew_ms FROM device").fetchall() == [
        ("gate", "North gate", NOW, -3),
        ("lobby", "", NOW, None),
    ]


def test_a_gap_comes_back_as_it_was(connection: sqlite3.Connection, kept: Rows) -> None:
    gap = Gap(id=8, device_id="gate", from_ms=NOW, cause=GapCause.CLOSED)
    kept.note(gap)
    assert gaps.unfinished(connection) == [gap]
    changed = Gap(
        id=8, device_id="gate", from_ms=NOW, to_ms=NOW + 5, cause=GapCause.CLOSED, state=GapState.RECOVERING, read=3,
        total=9, recovered=2, pictureless=1, lost=4, cursor_s=5, problem="It {detail}.", detail="failed",
    )  # fmt: skip
    kept.note(changed)
    assert gaps.unfinished(connection) == [changed]
    kept.note(msgspec.structs.replace(changed, state=GapState.RECOVERED))
    assert gaps.unfinished(connection) == []
    assert connection.execute("SELECT count(*) FROM gap").fetchone() == (1,)


def test_the_tally_stays_true(connection: sqlite3.Connection, kept: Rows) -> None:
    for number in range(200):
        passed = (None, True, False)[number % 3]
        category = tuple(Category)[number % 6]
        at_ms = NOW + number * 100_000
        kept.keep(event(str(number), passed=passed, category=category, received_ms=at_ms), number, raised=False)
    assert tally_is_true(connection)
    connection.execute("DELETE FROM event WHERE id % 4 < 3")
    assert tally_is_true(connection)
    connection.execute("DELETE FROM event")
    assert connection.execute("SELECT count(*) FROM tally").fetchone() == (0,)
