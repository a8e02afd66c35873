"""Any row of the results is found by counting, as if all pages had been turned."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest
from history_desk import DAY, HOUR, event, fill
from msgspec.structs import replace

from facemon.event import Category
from facemon.history.query import Found, Query
from facemon.history.reader import Reader
from facemon.ui.history import places
from facemon.ui.history.held import PAGE

BEGIN = 1_764_000_000_000
QUERIES = {
    "all": Query(),
    "in a time": Query(from_ms=BEGIN + DAY, to_ms=BEGIN + 9 * DAY + 17),
    "strangers": Query(categories=frozenset({Category.STRANGER})),
    "a person": Query(text="person 3"),
    "a device": Query(devices=frozenset({"lobby"})),
}


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reader]:
    """A history of ten days, with a rush of 900 events within three seconds."""
    rng = random.Random(1)
    times = [BEGIN + rng.randrange(10 * DAY) for _ in range(1_600)] + [BEGIN + 4 * DAY + n // 300 for n in range(900)]
    happenings = [
        event(
            number,
            at_ms,
            rng.choice((Category.STAFF, Category.STAFF, Category.STRANGER)),
            device_id=rng.choice(("north-gate", "lobby")),
        )
        for number, at_ms in enumerate(times)
    ]
    path = tmp_path_factory.mktemp("history") / "history.sqlite3"
    fill(path, happenings)
    with Reader(path) as reader:
        yield reader


def all_of(reader: Reader, query: Query) -> list[Found]:
    return reader.page(query, limit=100_000)


@pytest.mark.parametrize("query", QUERIES.values(), ids=QUERIES)
def test_a_page_around_a_row_is_the_same_as_if_turned_to(reader: Reader, query: Query) -> None:
    every = all_of(reader, query)
    for row in (0, 1, 99, 350, 900, 1_300, len(every) - 1):
        stretch = places.around_row(reader, query, row)
        assert stretch.rows == every[stretch.first : stretch.first + len(stretch.rows)]
        assert stretch.first <= min(row, len(every) - 1) < stretch.first + len(stretch.rows)


def test_a_row_beyond_the_last_leads_to_the_oldest(reader: Reader) -> None:
    every = all_of(reader, Query())
    stretch = places.around_row(reader, Query(), 1_000_000)
    assert stretch.first == len(every) - PAGE
    assert stretch.rows == every[-PAGE:]


@pytest.mark.parametrize("query", QUERIES.values(), ids=QUERIES)
def test_an_event_is_found_among_the_results(reader: Reader, query: Query) -> None:
    every = all_of(reader, query)
    for row in (0, 120, len(every) // 2, len(every) - 1):
        stretch = places.around_event(reader, query, every[row])
        assert stretch is not None
        assert stretch.rows == every[stretch.first : stretch.first + len(stretch.rows)]
        assert every[row] in stretch.rows


def test_an_event_that_the_query_does_not_want_is_not_among_the_results(reader: Reader) -> None:
    stranger = all_of(reader, QUERIES["strangers"])[5]
    assert places.around_event(reader, Query(categories=frozenset({Category.STAFF})), stranger) is None
    earlier = replace(Query(), to_ms=stranger.happening.at_ms - HOUR)
    assert places.around_event(reader, earlier, stranger) is None


def test_where_nothing_is_found_there_is_no_row(reader: Reader) -> None:
    nobody = Query(text="nobody at all")
    assert places.around_row(reader, nobody, 17).rows == []
    assert places.newest(reader, nobody).rows == []
