import random
import shutil
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from doors import JPEG, MEI, NOW, Desk, alarm, event, rows, tally_is_true

import facemon.history.salvage.salvager as salvager_module
from facemon.event import Category, Gap, GapCause, GapState, Person
from facemon.history.aside import to_be_read
from facemon.history.database import PAGE_BYTES, DamagedHistory, open_for_reading, open_for_writing
from facemon.history.keep import Rows
from facemon.history.query import Answer
from facemon.history.salvage.pages import Pages
from facemon.history.salvage.trees import Trees

EVENTS = 1200
FACTS = (
    "SELECT event.id, at_ms, device_id, uuid, kind, category, recovered, raised, time_ms, received_ms, passed, score,"
    " person.name, acknowledged_ms, acknowledged_by, event.note, (SELECT device_sn FROM serial WHERE id = serial)"
    " FROM event JOIN device ON device = device.id LEFT JOIN person ON person = person.id ORDER BY event.id"
)
PICTURES = "SELECT event, jpeg FROM picture ORDER BY event"
RAWS = "SELECT event, json FROM raw ORDER BY event"
GROUPS = (
    "SELECT DISTINCT person.name, team.name FROM membership JOIN person ON person = person.id"
    " JOIN team ON team = team.id"
)


@pytest.fixture
def path(tmp_path: Path, whole: Path) -> Path:
    """A history with events of every kind, closed."""
    return Path(shutil.copy(whole, tmp_path))


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same, to be copied."""
    path = tmp_path_factory.mktemp("whole") / "history.sqlite3"
    chance = random.Random(4)
    people = [Person(name=f"Person {number}", user_id=str(number)) for number in range(40)] + [MEI]
    with Desk(path) as desk:
        desk.history.device_seen("gate", "North gate")
        desk.history.watched("gate", NOW, 7)
        desk.history.change_gap(Gap(id=5, device_id="gate", from_ms=NOW, cause=GapCause.CLOSED))
        for number in range(1, EVENTS + 1):
            at_ms = NOW + number * 60_000
            desk.history.put(
                event(
                    str(number), device_id=chance.choice(["gate", "lobby"]), device_sn="8F", received_ms=at_ms,
                    placed_ms=at_ms - 5 if number % 9 == 0 else None, category=chance.choice(list(Category)[:6]),
                    passed=chance.choice([None, True, False]), score=1.0, person=chance.choice([None, *people]),
                    picture=JPEG + chance.randbytes(chance.choice([100, 9000, 30_000])), raw='{"a": 1}' * (number % 50),
                ),
                number, raised=number % 5 == 0,
            )  # fmt: skip
            if number % 100 == 0:
                assert desk.history.flush(10)
        desk.history.put(alarm(description="forced", received_ms=NOW), EVENTS + 1, raised=True)
        assert desk.history.flush(10)

        def answer(connection: sqlite3.Connection) -> None:  # as a former facemon did, without alarms
            for number in range(1, 100):
                Rows(connection).answer(number, Answer(NOW, "Ann", "seen to"))

        desk.history.run(answer).result(10)
        assert desk.history.close(10)
    return path


def overwrite(path: Path, numbers: list[int]) -> None:
    """Overwrite these pages with nonsense."""
    chance = random.Random(7)
    with path.open("r+b") as file:
        for number in numbers:
            file.seek((number - 1) * PAGE_BYTES)
            file.write(chance.randbytes(PAGE_BYTES))


def pages(path: Path) -> int:
    return path.stat().st_size // PAGE_BYTES


def root(path: Path, name: str) -> int:
    return int(rows(path, "SELECT rootpage FROM sqlite_schema WHERE name = ?", name)[0][0])


def salvaged(desk: Desk) -> bool:
    return desk.state.salvage is not None and desk.state.salvage.done


def is_sound(path: Path) -> bool:
    with closing(open_for_reading(path)) as connection:
        return connection.execute("PRAGMA quick_check").fetchall() == [("ok",)] and tally_is_true(connection)


def test_one_page_in_a_hundred_overwritten_gives_back_most_and_says_what_is_missing(path: Path) -> None:
    before, pictures, raws = rows(path, FACTS), dict(rows(path, PICTURES)), dict(rows(path, RAWS))
    chance = random.Random(3)
    inner = [root(path, name) for name in ("event", "picture", "event_by_time", "sqlite_autoindex_event_1")]
    with Pages(path) as file:
        lost = chance.choice(Trees(file, {"event": inner[0]}).pages("event"))
        counted = Trees(file, {"tally": root(path, "tally")}).pages("tally")  # without them nobody knows how many
    others = sorted({*range(33, pages(path) + 1)} - {*counted})  # which page has what hangs on the disk's pace
    overwrite(path, [*inner, lost, *chance.sample(others, pages(path) // 100)])
    with Desk(path) as desk:
        opening = desk.history.opening
        assert opening is not None
        assert opening.watched == {"gate": NOW}
        assert [gap.id for gap in opening.gaps] == [5]
        desk.until(lambda: salvaged(desk), 60)
        after = rows(path, FACTS)
        assert set(after) <= set(before)
        assert 0.9 * len(before) < len(after) < len(before)
        salvage = desk.state.salvage
        assert salvage is not None
        assert (salvage.events, salvage.lost) == (len(after), len(before) - len(after))
        assert desk.state.generation == 1
        assert (path.parent / salvage.file).exists()
        assert sum(gap.lost for gap in desk.gaps) == salvage.lost
        assert {(gap.cause, gap.state) for gap in desk.gaps} <= {(GapCause.NOT_KEPT, GapState.WAITING)}
        missing = [row for row in before if row not in set(after)]
        for _, at_ms, device_id, *_ in missing:
            assert any(gap.device_id == device_id and gap.from_ms <= at_ms < (gap.to_ms or 0) for gap in desk.gaps)
        for found, whole in ((dict(rows(path, PICTURES)), pictures), (dict(rows(path, RAWS)), raws)):
            assert all(whole[event] == content for event, content in found.items())
            assert len(found) > 0.8 * len(whole)  # one page of events has a tenth of them
        assert is_sound(path)
    assert not to_be_read(path)
    assert len(list(path.parent.glob("history.salvaged-*.sqlite3"))) == 1


@pytest.mark.parametrize(
    ("name", "harm"),
    [
        ("its head", lambda path: overwrite(path, [1])),
        ("its devices", lambda path: overwrite(path, [root(path, "device")])),
        ("its map", lambda path: overwrite(path, [2])),
        ("its tally", lambda path: overwrite(path, [root(path, "tally")])),
    ],
)
def test_nothing_is_lost_with(path: Path, name: str, harm: Callable[[Path], None]) -> None:
    before, pictures, raws, groups = (rows(path, sql) for sql in (FACTS, PICTURES, RAWS, GROUPS))
    harm(path)
    with Desk(path) as desk:
        desk.until(lambda: salvaged(desk), 60)
    assert [rows(path, sql) for sql in (FACTS, PICTURES, RAWS)] == [before, pictures, raws]
    assert set(rows(path, GROUPS)) == set(groups)
    assert desk.gaps == []


def test_a_file_that_was_cut_off_gives_back_what_is_left(path: Path) -> None:
    before = rows(path, FACTS)
    with path.open("r+b") as file:
        file.truncate(path.stat().st_size * 6 // 10 + 5)
    with Desk(path) as desk:
        desk.until(lambda: salvaged(desk), 60)
    after = rows(path, FACTS)
    assert set(after) <= set(before)
    assert len(after) > 0.4 * len(before)


def test_what_is_no_database_at_all_is_set_aside(path: Path) -> None:
    path.write_bytes(b"Dear diary, " * 10_000)
    with Desk(path) as desk:
        desk.history.put(event("new"), 1, raised=False)
        desk.until(lambda: salvaged(desk), 60)
        assert desk.history.flush(5)
        assert desk.state.salvage is not None
        assert (path.parent / desk.state.salvage.file).read_bytes()[:4] == b"Dear"
    assert rows(path, "SELECT uuid FROM event") == [("new",)]


def test_what_happens_meanwhile_is_kept_at_once(path: Path) -> None:
    overwrite(path, [root(path, "event_by_time")])
    took = []
    with Desk(path) as desk:
        number = 10_000_000
        while not salvaged(desk):
            number += 1
            begun = time.monotonic()
            desk.history.put(alarm(str(number), received_ms=NOW), number, raised=True)
            assert desk.history.flush(10)
            took.append(time.monotonic() - begun)
        assert desk.rows("SELECT count(*) FROM event WHERE id > 10000000") == [(number - 10_000_000,)]
        assert desk.rows("SELECT count(*) FROM event WHERE id <= 10000000") == [(EVENTS + 1,)]
    assert sorted(took)[len(took) // 4] < 0.1  # the machine may be busy with other tests


def test_it_is_gone_on_with_after_an_end_in_the_middle(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(salvager_module, "GROUP", 1)  # so slowly that the end comes in the middle
    before, pictures = rows(path, FACTS), rows(path, PICTURES)
    overwrite(path, [root(path, "event_by_device")])
    with Desk(path) as desk:
        desk.until(lambda: desk.state.salvage is not None and desk.state.salvage.events > 20, 60)
    assert to_be_read(path)
    assert 20 < rows(path, "SELECT count(*) FROM event")[0][0] < EVENTS
    monkeypatch.undo()
    with Desk(path) as desk:
        desk.until(lambda: salvaged(desk), 60)
    assert rows(path, FACTS) == before
    assert rows(path, PICTURES) == pictures
    assert is_sound(path)


def test_damage_that_shows_while_it_is_written_costs_no_event(path: Path) -> None:
    with Desk(path) as desk:
        assert desk.history.run(lambda connection: connection.execute("PRAGMA cache_size = 0")).result(5)
        overwrite(path, [root(path, name) for name in ("event_by_time", "event_by_device", "tally")])
        desk.history.put(event("new", received_ms=NOW), 10_000_000, raised=False)
        desk.until(lambda: salvaged(desk), 60)
        assert desk.history.flush(5)
    assert rows(path, "SELECT count(*) FROM event") == [(EVENTS + 2,)]
    assert is_sound(path)


def test_damage_that_looking_through_finds_is_mended(path: Path) -> None:
    overwrite(path, [root(path, "event_acknowledged")])  # nothing that is read at the start
    with Desk(path) as desk:
        desk.until(lambda: salvaged(desk), 60)
    assert rows(path, "SELECT count(*) FROM event") == [(EVENTS + 1,)]


def test_a_new_history_that_is_damaged_in_its_turn_is_mended_with_both(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(salvager_module, "GROUP", 10)
    overwrite(path, [root(path, "event_by_device")])

    def damage(_: sqlite3.Connection) -> None:
        raise DamagedHistory("test")

    with Desk(path) as desk:
        desk.history.put(event("new", received_ms=NOW), 10_000_000, raised=False)
        desk.until(lambda: desk.state.salvage is not None and desk.state.salvage.events > 20, 60)
        assert isinstance(desk.history.run(damage).exception(5), DamagedHistory)
        monkeypatch.undo()
        desk.until(lambda: desk.state.generation == 2 and salvaged(desk) and not to_be_read(path), 60)
    assert rows(path, "SELECT count(*) FROM event") == [(EVENTS + 2,)]


def test_what_the_history_has_meanwhile_is_not_overwritten(path: Path) -> None:
    overwrite(path, [root(path, "event_by_device")])
    with Desk(path) as desk:
        desk.history.watched("gate", NOW + 99, None)
        desk.history.device_seen("gate", "Gate")
        desk.history.change_gap(
            Gap(id=5, device_id="gate", from_ms=NOW, to_ms=NOW + 1, cause=GapCause.CLOSED, state=GapState.DECLINED)
        )
        desk.until(lambda: salvaged(desk), 60)
    assert rows(path, "SELECT name, watched_ms FROM device WHERE device_id = 'gate'") == [("Gate", NOW + 99)]
    assert rows(path, "SELECT state FROM gap") == [("declined",)]


def test_a_disk_that_is_nearly_full_is_left_to_what_happens_now(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(salvager_module, "RETRY", 0.1)
    monkeypatch.setattr(salvager_module, "SPARE", 2**60)
    overwrite(path, [root(path, "event_by_device")])
    with Desk(path) as desk:
        desk.until(lambda: desk.state.salvage is not None)
        desk.history.put(event("new", received_ms=NOW), 10_000_000, raised=False)
        assert desk.history.flush(5)
        assert rows(path, "SELECT uuid FROM event") == [("new",)]
        monkeypatch.setattr(salvager_module, "SPARE", 0)
        desk.until(lambda: salvaged(desk), 60)


def test_a_history_that_has_been_emptied_is_a_new_one(path: Path) -> None:
    path.write_bytes(b"")
    with Desk(path) as desk:
        desk.history.put(event("new"), 1, raised=False)
        assert desk.history.flush(5)
        assert desk.state.keeping
    open_for_writing(path).close()
