"""What the feed holds, shows and counts."""

from __future__ import annotations

import pytest
from feed_arrivals import arrival, arrivals, person
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPersistentModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester

from facemon.event import Category, Event
from facemon.ui.feed.filter import Filter
from facemon.ui.feed.model import HELD, FeedModel
from facemon.ui.feed.rows import EventRow, event_key

pytestmark = pytest.mark.usefixtures("qapp")


def numbers(model: FeedModel) -> list[int]:
    return [event.number for event in events(model)]


def events(model: FeedModel) -> list[EventRow]:
    return [row for row in map(model.row, range(model.rowCount())) if isinstance(row, EventRow)]


def test_an_event_is_held_without_its_message_and_a_person_of_many_events_once() -> None:
    model = FeedModel()
    model.add([arrival(number, person=person("Ada", "Staff"), raw="{}", picture=b"jpeg") for number in (1, 2)])
    newest, older = (row.happening for row in events(model))
    assert isinstance(newest, Event)
    assert isinstance(older, Event)
    assert newest.person is older.person
    assert (newest.raw, newest.picture, newest.picture_size) == ("", b"", 4)
    assert (model.pictures.get(2), model.pictures.message(2)) == (b"jpeg", "{}")
    model.pictures.drop(2)
    assert not model.pictures.message(2)


def test_the_newest_is_on_top() -> None:
    model = FeedModel()
    model.add(arrivals(1, 3))
    model.add(arrivals(4, 2))
    assert numbers(model) == [5, 4, 3, 2, 1]


def test_ten_thousand_are_held() -> None:
    assert HELD == 10_000


def test_the_oldest_are_let_go() -> None:
    model = FeedModel(held=5)
    for first in range(1, 20, 3):
        model.add(arrivals(first, 3))
    assert numbers(model) == [21, 20, 19, 18, 17]
    assert model.held == 5


def test_a_burst_beyond_what_is_held_leaves_its_newest() -> None:
    model = FeedModel(held=5)
    model.add(arrivals(1, 3))
    model.add(arrivals(4, 12))
    assert numbers(model) == [15, 14, 13, 12, 11]


def test_an_empty_batch_changes_nothing() -> None:
    model = FeedModel()
    model.add([])
    assert model.rowCount() == 0


def test_rows_hold_facts_and_the_shelf_holds_pictures() -> None:
    model = FeedModel()
    model.add([arrival(1, picture=b"jpeg")])
    happening = events(model)[0].happening
    assert isinstance(happening, Event)
    assert happening.picture == b""
    assert happening.picture_size == 4
    assert model.pictures.get(1) == b"jpeg"


def test_the_filter_takes_categories_and_text_at_once() -> None:
    model = FeedModel()
    model.add([
        arrival(1, Category.STAFF, "Anna"), arrival(2, Category.VISITOR, "Anna"), arrival(3, Category.VISITOR, "Bob"),
    ])  # fmt: skip
    model.set_filter(Filter(frozenset({Category.STAFF}), "anna"))
    assert numbers(model) == [2]
    model.set_filter(Filter())
    assert numbers(model) == [3, 2, 1]


def test_what_arrives_later_is_filtered_too() -> None:
    model = FeedModel()
    model.set_filter(Filter(frozenset({Category.STAFF}), "anna"))
    model.add([arrival(1, Category.STAFF, "Anna"), arrival(2, Category.VISITOR, "Ánna"), arrival(3, Category.VISITOR)])
    assert numbers(model) == [2]
    assert model.held == 3


def test_counts_follow_the_text_and_not_the_categories() -> None:
    model = FeedModel()
    model.add([
        arrival(1, Category.STAFF, "Anna"), arrival(2, Category.VISITOR, "Anna"), arrival(3, Category.VISITOR, "Bob"),
    ])  # fmt: skip
    assert dict(model.counts) == {Category.STAFF: 1, Category.VISITOR: 2}
    model.set_filter(Filter(frozenset({Category.VISITOR}), "anna"))
    assert dict(model.counts) == {Category.STAFF: 1, Category.VISITOR: 1}
    assert dict(model.held_counts) == {Category.STAFF: 1, Category.VISITOR: 2}


BATCH = st.lists(st.tuples(st.sampled_from(list(Category)), st.sampled_from("xyz")), max_size=6)


@settings(max_examples=40, deadline=None)
@given(
    batches=st.lists(BATCH, max_size=12),
    hidden=st.frozensets(st.sampled_from(list(Category))),
    text=st.sampled_from(["", "x", "y"]),
    when=st.integers(0, 12),
)  # fmt: skip
def test_rows_and_counts_are_those_of_a_slow_and_simple_model(
    batches: list[list[tuple[Category, str]]], hidden: frozenset[Category], text: str, when: int
) -> None:
    model = FeedModel(held=10)
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    everything = []
    number = 0
    for turn, batch in enumerate(batches):
        if turn == when:
            model.set_filter(Filter(hidden, text))
        coming = []
        for category, name in batch:
            number += 1
            coming.append(arrival(number, category, name * 3))
        model.add(coming)
        everything += coming
    if when >= len(batches):
        model.set_filter(Filter(hidden, text))
    held = everything[-10:]
    named = [
        a for a in held if isinstance(a.happening, Event) and a.happening.person and text in a.happening.person.name
    ]
    assert numbers(model) == [a.number for a in reversed(named) if a.happening.category not in hidden]
    for category in Category:
        assert model.counts.get(category, 0) == sum(a.happening.category is category for a in named)
        assert model.held_counts.get(category, 0) == sum(a.happening.category is category for a in held)
    tester.deleteLater()


def test_a_persistent_index_follows_its_event() -> None:
    model = FeedModel(held=6)
    model.add(arrivals(1, 5))
    index = QPersistentModelIndex(model.index(1, 0))
    model.add(arrivals(6, 3))
    assert events(model)[index.row()].number == 4
    model.add(arrivals(9, 5))
    assert not index.isValid()


def test_an_event_is_found_by_its_number_shown_or_not() -> None:
    model = FeedModel(held=4)
    model.add(arrivals(1, 6))
    model.set_filter(Filter(text="nobody"))
    found = model.find(5)
    assert found is not None
    assert found.number == 5
    assert model.find(1) is None
    assert model.row_of(5) is None
    assert model.events_above(event_key(0, 3)) == 0


def test_a_device_is_searched_by_its_new_name() -> None:
    model = FeedModel()
    model.add(arrivals(1, 2))
    model.set_filter(Filter(text="loading"))
    assert numbers(model) == []
    model.set_device_names({"north-gate": "Loading bay"})
    assert numbers(model) == [2, 1]
    assert model.device_name("north-gate") == "Loading bay"
    assert model.device_name("gone") == "gone"


def test_the_events_of_a_group_of_devices_are_found_by_its_name() -> None:
    model = FeedModel()
    model.set_device_names({"north-gate": "Gate", "lobby": "Lobby"}, {"north-gate": "Harbour site"})
    model.add([*arrivals(1, 2), arrival(3, device_id="lobby")])
    model.set_filter(Filter(text="harbour"))
    assert numbers(model) == [2, 1]
    model.set_device_names({"north-gate": "Gate", "lobby": "Lobby"}, {"lobby": "Harbour site"})
    assert numbers(model) == [3]


def test_qt_is_given_plain_texts_and_nothing_else() -> None:
    model = FeedModel()
    model.set_device_names({"north-gate": "North gate"})
    model.add([arrival(1, person=person("Anna\u202e <b>", "Finance", job_number="7"), temperature=38.0)])
    index = model.index(0, 0)
    assert index.data(Qt.ItemDataRole.DisplayRole) == "Anna <b>"
    sentence = index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert sentence.startswith("Anna <b>, Staff, Granted, Finance · 7, North gate, 38.0 °C fever, match 0.95, ")
    assert all(
        index.data(role) is None or type(index.data(role)) is str
        for role in range(40)
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
    )


def test_events_with_the_same_uuid_keep_their_own_faces() -> None:
    model = FeedModel()
    model.add(
        [
            arrival(1, uuid="1", device_id="north", picture=b"north"),
            arrival(2, uuid="1", device_id="south", picture=b"south"),
        ]
    )
    faces = [model.pictures.get(number) for number in numbers(model)]
    assert faces == [b"south", b"north"]
