"""The history is read while it is written, and says in a sentence where it cannot be."""

import itertools
import os
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import any_found
import msgspec
import pytest
from alarming import closed, raised
from doors import JPEG, MEI, NOW, Desk, alarm, event
from hypothesis import given
from hypothesis import strategies as st

from facemon.event import Category, Event, Gap, GapCause, Happening, Mask
from facemon.history.database import open_for_writing
from facemon.history.error import MISSING, NOT_READ, HistoryError, Interrupted
from facemon.history.keep import Rows
from facemon.history.query import Answer, Query
from facemon.history.reader import Reader

NUMBERS = itertools.count(1)  # every arrival has its own


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with Desk(tmp_path / "history.sqlite3") as desk:
        yield desk


@pytest.fixture
def reader(desk: Desk) -> Iterator[Reader]:
    with Reader(desk.path) as reader:
        yield reader


def test_an_event_is_found_with_its_picture_and_its_message_on_demand(desk: Desk, reader: Reader) -> None:
    happening = event(person=MEI, picture=JPEG, raw='{"a": 1}')
    desk.history.put(happening, 7, raised=True)
    assert desk.history.flush(10)
    (found,) = reader.page(Query())
    assert (found.id, found.raised, found.answer) == (7, True, None)
    assert isinstance(found.happening, type(happening))
    assert (found.happening.person, found.happening.picture_size) == (MEI, len(JPEG))
    assert (found.happening.picture, found.happening.raw) == (b"", "")
    assert reader.picture(7) == JPEG
    assert reader.raw(7) == '{"a": 1}'


def test_what_is_not_there_is_nothing(desk: Desk, reader: Reader) -> None:
    assert reader.page(Query()) == []
    assert reader.find(7) is None
    assert reader.picture(7) == b""
    assert reader.raw(7) == ""
    assert set(reader.counts(Query()).values()) == {0}
    assert reader.histogram(Query(), [NOW]) == []
    assert reader.gaps(0, NOW) == []
    assert (reader.stock().events, reader.stock().oldest_ms) == (0, None)


def test_who_has_acknowledged_is_found(desk: Desk, reader: Reader) -> None:
    desk.history.put(event(), 7, raised=True, changes=(raised(5, 7),))
    desk.history.alarm_changed([closed(5, NOW + 9, "Ann", "seen to")])
    assert desk.history.flush(10)
    found = reader.find(7)
    assert found is not None
    assert found.answer == Answer(NOW + 9, "Ann", "seen to")


def test_devices_groups_and_stock_are_told(desk: Desk, reader: Reader) -> None:
    desk.history.device_seen("gate", "North gate")
    desk.history.put(event(person=MEI), 7, raised=False)
    desk.history.put(alarm(device_id="yard", received_ms=NOW - 5), 8, raised=False)
    assert desk.history.flush(10)
    assert reader.devices() == [("gate", "North gate"), ("yard", "")]
    assert reader.groups() == ["Night shift", "研发"]
    stock = reader.stock()
    assert (stock.events, stock.oldest_ms) == (2, NOW - 5)
    assert stock.bytes >= desk.path.stat().st_size


def test_the_gaps_that_reach_into_a_time_are_found(desk: Desk, reader: Reader) -> None:
    opened = [desk.history.open_gap("gate", NOW + hour, GapCause.DISCONNECTED) for hour in (0, 10, 20)]
    other = desk.history.open_gap("yard", NOW + 5, GapCause.CLOSED)
    closed = [Gap(id=gap.id, device_id="gate", from_ms=gap.from_ms, to_ms=gap.from_ms + 5, cause=gap.cause)
              for gap in opened[:2]]  # fmt: skip
    for gap in closed:
        desk.history.change_gap(gap)
    assert desk.history.flush(10)
    assert reader.gaps(NOW + 5, NOW + 11) == [other, closed[1]]
    assert reader.gaps(NOW + 4, NOW + 5) == [closed[0]]
    assert reader.gaps(NOW + 90, NOW + 99) == [other, opened[2]]
    assert reader.gaps(NOW + 90, NOW + 99, ["gate"]) == [opened[2]]
    assert reader.gaps(NOW - 9, NOW) == []


@given(st.lists(any_found.events | any_found.alarms | any_found.messages, max_size=20))
def test_what_is_kept_comes_back_equal(lasting: tuple[Desk, Reader], drawn: list[Happening]) -> None:
    desk, reader = lasting
    put = {}
    for happening in drawn:
        number = next(NUMBERS)
        put[number] = msgspec.structs.replace(happening, uuid=f"{number}{happening.uuid}")
        desk.history.put(put[number], number, raised=False)
    assert desk.history.flush(20)
    assert {number: found and found.happening for number in put for found in [reader.find(number)]} == put


@pytest.fixture(scope="module")
def lasting(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Desk, Reader]]:
    path = tmp_path_factory.mktemp("lasting") / "history.sqlite3"
    with Desk(path) as desk, Reader(path) as reader:
        yield desk, reader


def test_it_reads_one_moment_while_another_writes_and_leaves_nothing_open(tmp_path: Path) -> None:
    path = tmp_path / "history.sqlite3"
    with closing(open_for_writing(path)) as connection, Reader(path) as reader:
        rows = Rows(connection)
        for count in range(1, 40):
            connection.execute("BEGIN IMMEDIATE")
            rows.keep(event(f"{count}"), count, raised=False)
            assert len(reader.page(Query())) == count - 1
            connection.execute("COMMIT")
            assert len(reader.page(Query())) == sum(reader.counts(Query()).values()) == count
            # Only a checkpoint that no reader hinders can empty the log.
            assert connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone() == (0, 0, 0)


def test_it_never_writes(desk: Desk, reader: Reader) -> None:
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        reader._connection.execute("DELETE FROM event")


def test_a_history_that_took_the_place_of_another_is_read(tmp_path: Path) -> None:
    path = tmp_path / "history.sqlite3"
    for name in ("other.sqlite3", "history.sqlite3"):
        with closing(open_for_writing(tmp_path / name)) as connection:
            Rows(connection).keep(event(name), 7, raised=False)
    with Reader(path) as reader:
        assert [found.happening.uuid for found in reader.page(Query())] == ["history.sqlite3"]
        path.rename(tmp_path / "aside.sqlite3")
        with pytest.raises(HistoryError) as caught:
            reader.page(Query())
        assert caught.value.template == MISSING
        (tmp_path / "other.sqlite3").rename(path)
        assert [found.happening.uuid for found in reader.page(Query())] == ["other.sqlite3"]


def test_what_only_a_newer_facemon_has_words_for_is_shown_as_far_as_it_goes(tmp_path: Path) -> None:
    path = tmp_path / "history.sqlite3"
    with closing(open_for_writing(path)) as connection:
        Rows(connection).keep(event("first", mask=Mask.WORN), 7, raised=False)
        connection.execute("UPDATE event SET category = 99, mask = 99")
        connection.execute("UPDATE shift SET category = 99")
    with Reader(path) as reader:
        (found,) = reader.page(Query())
        assert isinstance(found.happening, Event)
        assert (found.happening.category, found.happening.mask) == (Category.UNKNOWN, None)
        assert reader.counts(Query())[Category.UNKNOWN] == 1


@pytest.mark.parametrize("absurd", [-(10**30), 10**30])
def test_no_time_is_too_far_away(desk: Desk, reader: Reader, absurd: int) -> None:
    desk.history.put(event(), 7, raised=False)
    assert desk.history.flush(10)
    for query, found in ((Query(from_ms=absurd), absurd < 0), (Query(to_ms=absurd), absurd > 0)):
        assert bool(reader.page(query)) == found
        assert sum(reader.counts(query).values()) == found
        assert sum(reader.histogram(query, [NOW - 9, NOW + 9])[0].counts.values()) == found


def test_a_history_that_is_missing_is_told(tmp_path: Path) -> None:
    with pytest.raises(HistoryError) as caught:
        Reader(tmp_path / "none.sqlite3")
    assert caught.value.template == MISSING
    assert str(caught.value) == f"There is no history at {tmp_path / 'none.sqlite3'}."
    assert not (tmp_path / "none.sqlite3").exists()


@pytest.mark.parametrize(
    "content", [b"no database at all, but long enough" * 99, b"", b"SQLite format 3\0" + bytes(999)]
)
def test_a_file_that_cannot_be_read_is_told(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "history.sqlite3"
    path.write_bytes(content)
    with pytest.raises(HistoryError) as caught, Reader(path) as reader:
        reader.page(Query())
    assert caught.value.template == NOT_READ
    assert path.read_bytes() == content


def test_a_folder_is_no_history(tmp_path: Path) -> None:
    with pytest.raises(HistoryError):
        Reader(tmp_path).page(Query())


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_is_told(tmp_path: Path) -> None:
    path = tmp_path / "history.sqlite3"
    open_for_writing(path).close()
    path.chmod(0)
    with pytest.raises(HistoryError):
        Reader(path).page(Query())


def test_a_call_that_goes_on_for_long_is_interrupted_by_another_thread(tmp_path: Path) -> None:
    path = tmp_path / "history.sqlite3"
    with closing(open_for_writing(path)) as connection:
        rows = Rows(connection)
        connection.execute("BEGIN")
        rows.keep(event(person=MEI), 1, raised=False)
        connection.execute(
            """
            WITH RECURSIVE n(i) AS (SELECT 2 UNION ALL SELECT i + 1 FROM n WHERE i < 300000)
            INSERT INTO event (id, at_ms, device, uuid, kind, category, recovered, raised, person, time_ms, received_ms,
                picture_size)
            SELECT i, at_ms + i, device, i, kind, category, 0, 0, person, time_ms, at_ms + i, 0
            FROM n, event WHERE id = 1
            """
        )
        connection.execute("COMMIT")
    with Reader(path) as reader:
        edges = range(NOW, NOW + 500_000, 100_000)

        def count() -> int:
            return sum(sum(bar.counts.values()) for bar in reader.histogram(Query(text="mei"), edges))

        assert count() == 300_000
        stop = threading.Event()

        def interrupt() -> None:
            while not stop.wait(0.002):
                reader.interrupt()

        other = threading.Thread(target=interrupt)
        other.start()
        try:
            with pytest.raises(Interrupted):
                count()
        finally:
            stop.set()
            other.join()
        assert count() == 300_000  # the next call is not


def test_interrupting_or_closing_again_does_no_harm(desk: Desk) -> None:
    reader = Reader(desk.path)
    reader.interrupt()
    assert reader.page(Query()) == []
    reader.close()
    reader.interrupt()
    reader.close()
    with pytest.raises(HistoryError):
        reader.page(Query())
