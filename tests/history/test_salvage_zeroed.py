"""A disk that has lost what it had of some pages gives zeros in their place."""

from __future__ import annotations

import random
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from doors import JPEG, NOW, Desk, alarm, event, rows, tally_is_true

from facemon.history.database import PAGE_BYTES, open_for_reading
from facemon.history.salvage.pages import Pages
from facemon.history.salvage.trees import Trees

EVENTS = 400
PICTURE = JPEG + bytes(range(1, 251)) * 160  # of five pages
FACTS = "SELECT id, uuid, at_ms, raised FROM event WHERE uuid != 'meanwhile' ORDER BY id"


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("whole") / "history.sqlite3"
    with Desk(path) as desk:
        for number in range(1, EVENTS + 1):
            happening = event(str(number), received_ms=NOW + number * 1000, picture=PICTURE + number.to_bytes(4))
            desk.history.put(happening, number, raised=number % 7 == 0)
        assert desk.history.flush(20)
        assert desk.history.close(10)
    return path.read_bytes()


@pytest.fixture
def path(tmp_path: Path, whole: bytes) -> Path:
    path = tmp_path / "history.sqlite3"
    path.write_bytes(whole)
    return path


def pages_of(path: Path, name: str) -> list[int]:
    ((number,),) = rows(path, "SELECT rootpage FROM sqlite_schema WHERE name = ?", name)
    with Pages(path) as file:
        return list(Trees(file, {name: number}).pages(name))


def picture_pages(path: Path) -> list[int]:
    """Return the pages that have nothing but the middle of a picture."""
    content = path.read_bytes()
    middle = bytes(range(1, 251)) * 3
    found = range(1, len(content) // PAGE_BYTES + 1)
    return [
        number for number in found if middle in content[(number - 1) * PAGE_BYTES : (number - 1) * PAGE_BYTES + 2000]
    ]


PLACES: dict[str, Callable[[Path], list[int]]] = {
    "the first page": lambda _: [1],
    "the first sixteen pages": lambda _: list(range(1, 17)),
    "an index": lambda path: pages_of(path, "event_by_time"),
    "the root of the events": lambda path: pages_of(path, "event")[:1],
    "a page of events": lambda path: pages_of(path, "event")[-1:],
    "pages of pictures": lambda path: picture_pages(path)[10:200:40],
    "one page in fifty": lambda path: random.Random(5).sample(
        range(2, path.stat().st_size // PAGE_BYTES), path.stat().st_size // PAGE_BYTES // 50
    ),
}


@pytest.mark.parametrize("place", PLACES)
def test_zeros_in_it_are_told_set_aside_and_cost_no_more_than_what_they_have_replaced(path: Path, place: str) -> None:
    before = rows(path, FACTS)
    numbers = PLACES[place](path)
    assert numbers
    with path.open("r+b") as file:
        for number in numbers:
            file.seek((number - 1) * PAGE_BYTES)
            file.write(bytes(PAGE_BYTES))
    with Desk(path) as desk:
        desk.history.put(alarm("meanwhile", received_ms=NOW), 10_000, raised=True)
        assert desk.history.flush(10)
        desk.until(lambda: desk.state.salvage is not None and desk.state.salvage.done, 60)
        salvage = desk.state.salvage
        assert salvage is not None
        assert desk.state.keeping
        after = rows(path, FACTS)
        assert set(after) <= set(before)
        assert salvage.events - len(after) in (0, 1)  # what came meanwhile is in the one file or in the other
        assert sum(gap.lost for gap in desk.gaps) == salvage.lost == len(before) - len(after)
        if place in ("the first page", "an index", "pages of pictures"):
            assert after == before
        pictures = rows(path, "SELECT event, jpeg FROM picture")
        assert len(pictures) > len(before) // 2
        assert all(picture == PICTURE + number.to_bytes(4) for number, picture in pictures)
        assert rows(path, "SELECT count(*) FROM event WHERE uuid = 'meanwhile'") == [(1,)]
        assert (path.parent / salvage.file).exists()
    with closing(open_for_reading(path)) as connection:
        assert connection.execute("PRAGMA quick_check").fetchall() == [("ok",)]
        assert tally_is_true(connection)


def test_a_file_of_nothing_but_zeros_is_set_aside(path: Path) -> None:
    path.write_bytes(bytes(path.stat().st_size))
    with Desk(path) as desk:
        desk.history.put(event("new"), 1, raised=False)
        assert desk.history.flush(10)
        desk.until(lambda: desk.state.salvage is not None and desk.state.salvage.done, 60)
    assert rows(path, "SELECT uuid FROM event") == [("new",)]


def test_pictures_that_a_camera_has_filled_up_with_zeros_are_saved(tmp_path: Path) -> None:
    path = tmp_path / "history.sqlite3"
    lengths = (1_500, 5_000, 9_000, 30_000)
    filled = {number: PICTURE + number.to_bytes(2) + bytes(length) for number, length in enumerate(lengths, 1)}
    with Desk(path) as desk:
        for number, picture in filled.items():
            desk.history.put(event(str(number), received_ms=NOW + number, picture=picture), number, raised=False)
        assert desk.history.flush(20)
        assert desk.history.close(10)
    with path.open("r+b") as file:
        file.write(bytes(PAGE_BYTES))
    with Desk(path) as desk:
        desk.until(lambda: desk.state.salvage is not None and desk.state.salvage.done, 60)
        assert dict(rows(path, "SELECT event, jpeg FROM picture")) == filled
