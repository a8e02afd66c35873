"""Whatever is looked for: what is found is what a plain filter over all events finds."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise

import msgspec
import pytest
from doors import NOW, event
from hypothesis import given, settings
from hypothesis import strategies as st
from modelled import HOUR, PERSONS, Drawn, Kept, model_and_reader, moments, queries, rows

from facemon.event import Category
from facemon.history import search
from facemon.history.query import Query, Slot
from facemon.history.reader import Relation

# How many events are gone through in their order, how many persons are few, many, and rare: so that every way is taken.
ways = st.sampled_from(
    [(2_000, 64, 4_000, 2_000), (1, 0, 0, 0), (1, 0, 99, 0), (1, 64, 99, 0), (7, 1, 1, 3), (1, 0, 0, 99)]
)


@contextmanager
def taking(way: tuple[int, int, int, int]) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(search, "FIRST_SCAN", way[0])
        patch.setattr(search, "LONGEST_SCAN", 10 * way[0])
        patch.setattr(search, "FEW", way[1])
        patch.setattr(search, "MANY", way[2])
        patch.setattr(search, "RARE", way[3])
        yield


@settings(max_examples=200)
@given(rows, st.sets(st.integers(1, 60)), st.lists(rows, max_size=3), queries, st.booleans(), st.integers(1, 20), ways)
def test_the_pages_are_those_of_a_plain_filter_also_while_rows_are_added(
    first: Drawn,
    gone: set[int],
    later: list[Drawn],
    query: Query,
    oldest_first: bool,
    limit: int,
    way: tuple[int, int, int, int],
) -> None:
    with model_and_reader() as (model, reader), taking(way):
        model.add(first)
        model.remove(gone)
        after: Slot | None = None
        while True:
            page = reader.page(query, after=after, limit=limit, oldest_first=oldest_first)
            meeting = model.meeting(query, oldest_first=oldest_first)
            rest = [k for k in meeting if after is None or (k.slot > after if oldest_first else k.slot < after)]
            assert [Kept(f.id, f.happening, f.raised, f.answer) for f in page] == rest[:limit]
            if len(page) < limit:
                break
            after = page[-1].slot
            if later:
                model.add(later.pop())


@settings(max_examples=200)
@given(rows, queries, st.sets(moments | st.integers(NOW - HOUR, NOW + 40 * HOUR), min_size=2, max_size=12))
def test_the_counts_are_those_of_a_plain_filter(drawn: Drawn, query: Query, edges: set[int]) -> None:
    with model_and_reader() as (model, reader):
        model.add(drawn)
        every = model.meeting(msgspec.structs.replace(query, categories=None))
        assert reader.counts(query) == counted(every)
        bars = reader.histogram(query, sorted(edges))
        assert [(bar.from_ms, bar.to_ms) for bar in bars] == list(pairwise(sorted(edges)))
        found = model.meeting(query)
        for bar in bars:
            assert bar.counts == counted([k for k in found if bar.from_ms <= k.happening.at_ms < bar.to_ms])


def counted(kept: list[Kept]) -> dict[Category, int]:
    counts = Counter(k.happening.category for k in kept)
    return {category: counts[category] for category in Category}


@given(rows, st.sampled_from(["person", "device", "all"]), st.booleans(), st.data())
def test_a_neighbour_is_the_next_that_is_related(
    drawn: Drawn, relation: Relation, newer: bool, data: st.DataObject
) -> None:
    with model_and_reader() as (model, reader):
        model.add(drawn)
        assert reader.neighbour(10_000, "all", newer=newer) is None
        if not model.kept:
            return
        start = data.draw(st.sampled_from(model.kept))
        found = reader.find(start.id)
        assert found is not None
        query = {
            "all": Query(),
            "device": Query(devices=frozenset({start.happening.device_id})),
            "person": Query(person=found.person or -1),
        }[relation]
        behind = [k.id for k in model.meeting(query, oldest_first=newer) if (k.slot > start.slot) == newer]
        neighbour = reader.neighbour(start.id, relation, newer=newer)
        assert (neighbour and neighbour.id) == next((i for i in behind if i != start.id), None)


def test_a_text_as_long_as_a_book_is_looked_for_as_well() -> None:
    with model_and_reader() as (model, reader):
        model.add([(event("a", person=PERSONS[3]), False, None)])
        assert len(reader.page(Query(text="zoe " * 100_000))) == 1
        assert reader.page(Query(text=" ".join(map(str, range(100_000))))) == []
