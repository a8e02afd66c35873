"""A person's data erased: all of it, of nobody else, and not a byte left."""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import msgspec
import pytest
from doors import JPEG, MEI, NOW, Desk, alarm, event, tally_is_true, unknown

from facemon.event import Category, Group, Person
from facemon.history.database import open_for_reading
from facemon.history.erase import Erased, Weight, erase, kept_elsewhere, weigh
from facemon.history.people import Identity, find_people

ANNA = Person(name="Anna Zanzibarowa", user_id="4711", job_number="E-99", remark="plays the theremin")
OTTO = Person(name="Otto Other", user_id="4712", groups=MEI.groups)
WHO = Identity(ANNA.name, ANNA.user_id)
SECRETS = ("Zanzibarowa", "zanzibarowa", "theremin", "E-99", "SECRETPICTURE")


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = Desk(tmp_path / "history.sqlite3")
    with desk:
        yield desk


def keep(desk: Desk, *happenings: Any, raised: Sequence[str] = ()) -> None:
    first = max(time.time_ns() // 1_000_000, 1)
    for number, happening in enumerate(happenings, first):
        desk.history.put(happening, number, raised=happening.uuid in raised)
    assert desk.history.flush(10)


def erased(desk: Desk, *people: Identity, **options: Any) -> Erased:
    return erase(
        desk.history, people or (WHO,), by="Dora", reason="asked for by letter", stop=threading.Event(),
        clock=lambda: NOW / 1000, **options,
    )  # fmt: skip


def bytes_on_disk(path: Path) -> bytes:
    return b"".join(file.read_bytes() for file in path.parent.glob(path.name + "*"))


def seen(uuid: str, person: Person = ANNA, **fields: Any) -> Any:
    raw = msgspec.json.encode({"user": {"name": person.name, "remark": person.remark}}).decode()
    picture = b"\xff\xd8SECRETPICTURE" + bytes(30_000) if person == ANNA else JPEG
    return event(uuid, person=person, picture=picture, raw=raw, **fields)


def test_all_of_a_person_goes_and_nothing_of_others(desk: Desk) -> None:
    moved = msgspec.structs.replace(ANNA, job_number="E-100", groups=(Group("9", "Only hers"),))
    namesake = msgspec.structs.replace(ANNA, user_id="5", remark="")
    keep(
        desk, seen("1"), seen("2", OTTO), seen("3", moved), seen("4", category=Category.BLACKLIST),
        seen("5", namesake), event("6"),
        alarm("7", description="password attack", user_id="4711"),
        alarm("8", description="password attack", user_id="4712"),
        alarm("9", description="password attack", user_id="4711", device_id="lobby"),
        unknown("10", raw='{"who":"Anna Zanzibarowa"}'), unknown("11", raw='{"who":"Otto Other"}'),
        raised=("4",),
    )  # fmt: skip
    ids: list[int] = []
    result = erased(desk, gone=ids.extend)
    assert result == Erased(events=5, pictures=3, finished=True, wiped=True)
    assert len(ids) == 5
    assert desk.rows("SELECT uuid FROM event ORDER BY id") == [("2",), ("5",), ("6",), ("8",), ("9",), ("11",)]
    assert desk.rows("SELECT name, user_id FROM person ORDER BY 1") == [(ANNA.name, "5"), ("Otto Other", "4712")]
    assert desk.rows("SELECT name FROM team WHERE name = 'Only hers'") == []
    assert desk.history.run(tally_is_true).result(10)
    assert desk.rows("PRAGMA foreign_key_check") == []


def test_that_it_was_done_is_noted_without_saying_whose(desk: Desk) -> None:
    keep(desk, seen("1"), seen("2"))
    erased(desk)
    assert desk.rows("SELECT * FROM erasure") == [(1, NOW, "Dora", "asked for by letter", 2, 2)]


def test_not_a_byte_is_left_in_any_file(desk: Desk) -> None:
    people = [Person(name=f"Nobody {number}", user_id=str(number * 7919 % 10007)) for number in range(2000)]
    for begin in range(0, 2000, 200):
        keep(
            desk,
            *(seen(f"o{number}", people[number]) for number in range(begin, begin + 200)),
            *(seen(f"a{begin}-{number}") for number in range(5)),
        )
    for secret in SECRETS:
        assert secret.encode() in bytes_on_disk(desk.path)
    assert erased(desk).wiped
    left = bytes_on_disk(desk.path)
    for secret in SECRETS:
        assert secret.encode() not in left
    assert desk.rows("SELECT count(*) FROM event") == [(2000,)]
    assert desk.rows("PRAGMA integrity_check") == [("ok",)]


def test_whoever_reads_meanwhile_only_delays_the_last_wiping(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("facemon.history.erase._WIPING_SECONDS", 0.3)
    keep(desk, seen("1"), seen("2", OTTO))
    with contextlib.closing(open_for_reading(desk.path)) as reading:
        reading.execute("BEGIN")
        reading.execute("SELECT count(*) FROM event").fetchone()
        assert erased(desk) == Erased(events=1, pictures=1, finished=True, wiped=False)
    assert erased(desk) == Erased(events=0, pictures=0, finished=True, wiped=True)
    assert b"Zanzibarowa" not in bytes_on_disk(desk.path)


def test_who_is_seen_again_meanwhile_and_afterwards_is_kept_again(desk: Desk) -> None:
    keep(desk, seen("1"))
    erased(desk)
    keep(desk, seen("2"))
    assert desk.rows("SELECT uuid, name FROM event JOIN person ON person.id = person") == [("2", ANNA.name)]


def test_who_has_no_number_is_told_apart_by_the_others(desk: Desk) -> None:
    one = Person(name="Anna", job_number="1")
    two = Person(name="Anna", job_number="2")
    keep(desk, seen("1", one), seen("2", two))
    erased(desk, Identity("Anna", job_number="1"))
    assert desk.rows("SELECT uuid FROM event") == [("2",)]


def test_stopped_on_the_way_it_has_noted_what_is_gone(desk: Desk) -> None:
    keep(desk, *(seen(str(number)) for number in range(200)))
    stop = threading.Event()
    result = erase(desk.history, [WHO], by="", reason="", stop=stop, gone=lambda _: stop.set())
    assert not result.finished
    assert 0 < result.events < 200
    assert desk.rows("SELECT events, pictures FROM erasure") == [(result.events, result.pictures)]
    assert desk.rows("SELECT count(*) FROM event") == [(200 - result.events,)]


def test_how_much_it_is_can_be_told_before(desk: Desk) -> None:
    keep(desk, seen("1"), seen("2"), seen("3", OTTO), raised=("2", "3"))
    with contextlib.closing(open_for_reading(desk.path)) as connection:
        assert weigh(connection, [WHO]) == Weight(events=2, unanswered=1)


def test_people_are_found_by_parts_of_name_and_numbers_each_once(desk: Desk) -> None:
    moved = msgspec.structs.replace(ANNA, job_number="E-100")
    keep(
        desk, seen("1", received_ms=NOW - 2), seen("2", moved, received_ms=NOW - 1), seen("3", OTTO), seen("4", MEI),
        event("5", person=Person(groups=(Group("1", "zanzibar"),))),
    )  # fmt: skip
    with contextlib.closing(open_for_reading(desk.path)) as connection:
        (anna,) = find_people(connection, "zANzi ann")
        assert (anna.identity, anna.numbers, anna.events) == (WHO, ("4711", "E-100"), 2)
        assert [match.identity.name for match in find_people(connection, "47")] == [OTTO.name, ANNA.name]
        assert [match.identity.name for match in find_people(connection, "chenmei")] == ["陈梅"]
        assert find_people(connection, " ") == []
        assert find_people(connection, "nobody") == []


def test_what_was_set_aside_keeps_its_data_and_can_be_named(desk: Desk) -> None:
    aside = desk.path.with_name("history.damaged-20261124-120000.sqlite3")
    aside.touch()
    assert kept_elsewhere(desk.path) == [aside]
