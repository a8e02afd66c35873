"""The feed's rows are those of a plain sorted list, whatever arrives, is recovered, becomes of gaps, is let go."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from feed_arrivals import NOW, arrival, gap
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QModelIndex
from PySide6.QtTest import QAbstractItemModelTester

from facemon.event import Category, Gap, GapState
from facemon.monitor import Arrived
from facemon.ui.feed.days import Calendar
from facemon.ui.feed.filter import Filter
from facemon.ui.feed.model import FeedModel
from facemon.ui.feed.rows import (
    BELOW_ALL,
    Ending,
    EventRow,
    GapRow,
    Key,
    Kind,
    Mark,
    above,
    day_key,
    event_key,
    gap_key,
)
from facemon.ui.zone import Zone

pytestmark = pytest.mark.usefixtures("qapp")

HOUR = 3_600_000
HELD, OLDER = 12, 6
CATEGORIES = (Category.STAFF, Category.VISITOR)


class Mirror:
    """Follows what the model tells a view, and so has what the view believes."""

    def __init__(self, model: FeedModel) -> None:
        self.model = model
        self.marks: list[Mark] = []
        model.rowsInserted.connect(self._inserted)
        model.rowsRemoved.connect(self._removed)
        model.rowsMoved.connect(self._moved)
        model.modelReset.connect(self._reset)

    def _inserted(self, _parent: QModelIndex, first: int, last: int) -> None:
        self.marks[first:first] = [self.model.row(row).mark for row in range(first, last + 1)]

    def _removed(self, _parent: QModelIndex, first: int, last: int) -> None:
        del self.marks[first : last + 1]

    def _moved(self, _parent: QModelIndex, first: int, last: int, _to_parent: QModelIndex, to: int) -> None:
        assert first == last
        mark = self.marks.pop(first)
        self.marks.insert(to if to < first else to - 1, mark)

    def _reset(self) -> None:
        self.marks = marks(self.model)


class Plain:
    """The same as the model, in the slow and simple way."""

    def __init__(self) -> None:
        self.events: list[tuple[Key, Arrived]] = []
        self.gaps: dict[int, Gap] = {}
        self.top = BELOW_ALL
        self.filter = Filter()
        self.most = HELD
        self.end: Ending | None = None

    def add(self, batch: list[Arrived]) -> None:
        for arrived in batch:
            happening = arrived.happening
            if any(other.number == arrived.number for _, other in self.events):
                continue
            key = event_key(happening.at_ms, arrived.number)
            if not happening.recovered:
                key = above(self.top, happening.at_ms, arrived.number)
            self.top = max(self.top, key)
            self.events.append((key, arrived))
        self.let_go()

    def add_older(self, found: list[Arrived], *, first: bool) -> None:
        self.most = self.most if first else HELD + OLDER
        held = {arrived.number for _, arrived in self.events}
        self.events += [
            (event_key(arrived.happening.at_ms, arrived.number), arrived)
            for arrived in found
            if arrived.number not in held
        ]
        self.let_go()
        self.top = max([self.top, *(key for key, _ in self.events)])

    def let_go(self) -> None:
        self.events.sort(key=lambda event: event[0])
        gone = self.events[: -self.most]
        self.events = self.events[-self.most :]
        if gone:
            self.gaps = {gap_id: gap for gap_id, gap in self.gaps.items() if gap_key(gap) > gone[-1][0]}

    def update(self, gaps: list[Gap]) -> None:
        for one in {one.id: one for one in gaps}.values():  # only as they have become in the end
            self.gaps[one.id] = one
            self.top = max(self.top, gap_key(one))

    def expected(self) -> list[Mark]:
        found = [
            (key, (Kind.EVENT, arrived.number))
            for key, arrived in self.events
            if arrived.happening.category not in self.filter.hidden
        ]
        if self.filter.text in ("", "north"):
            found += [(gap_key(gap), (Kind.GAP, gap.id)) for gap in self.gaps.values()]
        calendar = Calendar()
        ends = {calendar.end_of_day(key.ms) for key, _ in found}
        found += [(day_key(end), (Kind.DAY, end)) for end in ends if end != max(ends)]
        if found and self.end is not None:
            found.append((BELOW_ALL, (Kind.END, 0)))
        return [mark for _, mark in sorted(found, reverse=True)]


def marks(model: FeedModel) -> list[Mark]:
    return [model.row(row).mark for row in range(model.rowCount())]


MOMENT = st.integers(-30, 30).map(lambda hours: NOW + hours * HOUR)
EVENT = st.tuples(MOMENT, st.booleans(), st.sampled_from(CATEGORIES))  # when, whether it was recovered, what it was
CHANGES = st.lists(
    st.one_of(
        st.tuples(st.just("add"), st.lists(EVENT, max_size=15)),
        st.tuples(st.just("again"), st.integers(1, 30)),
        st.tuples(st.just("gaps"), st.lists(st.tuples(st.integers(1, 4), MOMENT, st.none() | MOMENT), max_size=3)),
        st.tuples(st.just("older"), st.lists(EVENT, max_size=9), st.booleans()),
        st.tuples(st.just("home"), st.none()),
        st.tuples(st.just("end"), st.none() | st.sampled_from(Ending)),
        st.tuples(st.just("filter"), st.sampled_from(
            [Filter(), Filter(frozenset({Category.STAFF})), Filter(text="north"), Filter(text="person")])),
    ),
    max_size=14,
)  # fmt: skip


@settings(max_examples=150)
@given(CHANGES)
def test_rows_are_those_of_a_plain_sorted_list(changes: list[tuple[Any, ...]]) -> None:
    model = FeedModel(held=HELD, older=OLDER)
    model.set_device_names({"north-gate": "North"})
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    mirror, plain = Mirror(model), Plain()
    number = 0

    def events(wanted: list[tuple[int, bool, Category]]) -> list[Arrived]:
        nonlocal number
        result = []
        for at_ms, recovered, category in wanted:
            number += 1
            fields: dict[str, Any] = {"placed_ms": at_ms} if recovered else {"received_ms": at_ms}
            result.append(arrival(number, category, **fields))
        return result

    for what, how, *more in changes:
        if what == "add":
            batch = events(how)
            model.add(batch)
            plain.add(batch)
        elif what == "again":
            found = model.find(how)
            if found is not None:
                model.add([found])
        elif what == "older":
            found_older = events(how)
            model.add_older(found_older, [], first=more[0])
            plain.add_older(found_older, first=more[0])
        elif what == "home":
            model.let_older_go()
            if plain.filter == Filter():
                plain.most = HELD
                plain.let_go()
        elif what == "end":
            model.show_end(how)
            plain.end = how
        elif what == "gaps":
            gaps = [gap(gap_id, from_ms, to_ms) for gap_id, from_ms, to_ms in how]
            model.update_gaps(gaps)
            plain.update(gaps)
        else:
            model.set_filter(how)
            plain.filter = how
        assert marks(model) == plain.expected()
        assert mirror.marks == marks(model)
        check(model, plain)
    tester.deleteLater()


def check(model: FeedModel, plain: Plain) -> None:
    rows = [model.row(row) for row in range(model.rowCount())]
    assert model.shown == sum(isinstance(row, EventRow) for row in rows)
    assert model.held == len(plain.events)
    for place, row in enumerate(rows):
        assert model.row_at_key(row.key) == place
        assert model.rows_above(row.key) == place
        assert model.events_above(row.key) == sum(isinstance(other, EventRow) for other in rows[:place])
        if isinstance(row, EventRow):
            assert model.row_of(row.number) == place
            assert model.find(row.number) == row.arrived
        elif isinstance(row, GapRow):
            assert model.row_of_gap(row.gap.id) == place
    for category in CATEGORIES:
        assert model.held_counts.get(category, 0) == sum(e.happening.category is category for _, e in plain.events)
        if plain.filter.text != "north":
            assert model.counts.get(category, 0) == model.held_counts.get(category, 0)


def test_what_arrives_is_on_top_though_the_clock_was_put_back() -> None:
    model = FeedModel()
    model.add([arrival(1, received_ms=NOW), arrival(2, received_ms=NOW - HOUR)])
    model.add([arrival(3, received_ms=NOW - 2 * HOUR), arrival(4, placed_ms=NOW - 10 * HOUR)])
    assert marks(model)[:3] == [(Kind.EVENT, 3), (Kind.EVENT, 2), (Kind.EVENT, 1)]
    assert marks(model)[-1] == (Kind.EVENT, 4)


def test_what_was_recovered_lies_below_its_gap() -> None:
    model = FeedModel()
    model.add([arrival(1, received_ms=NOW - 10_000), arrival(2, received_ms=NOW)])
    model.update_gaps([gap(1, NOW - 8_000, NOW - 1_000)])
    model.add([arrival(3, placed_ms=NOW - 1_000), arrival(4, placed_ms=NOW - 8_000)])
    assert marks(model) == [
        (Kind.EVENT, 2), (Kind.GAP, 1), (Kind.EVENT, 3), (Kind.EVENT, 4), (Kind.EVENT, 1),
    ]  # fmt: skip


def test_a_gap_lies_where_it_began_until_it_ends() -> None:
    model = FeedModel()
    model.add([arrival(1, received_ms=NOW - 10_000), arrival(2, received_ms=NOW)])
    model.update_gaps([gap(1, NOW - 8_000)])
    assert marks(model) == [(Kind.EVENT, 2), (Kind.GAP, 1), (Kind.EVENT, 1)]
    model.update_gaps([gap(1, NOW - 8_000, NOW + 1, state=GapState.WAITING)])
    assert marks(model) == [(Kind.GAP, 1), (Kind.EVENT, 2), (Kind.EVENT, 1)]


def test_a_gap_stays_whatever_category_is_hidden_and_goes_with_a_search_for_another_device() -> None:
    model = FeedModel()
    model.set_device_names({"north-gate": "North gate"})
    model.update_gaps([gap(1, NOW - 8_000)])
    for wanted, shown in (
        (Filter(frozenset(Category)), 1), (Filter(text="NORTH"), 1), (Filter(text="lobby"), 0), (Filter(), 1),
    ):  # fmt: skip
        model.set_filter(wanted)
        assert model.rowCount() == shown
    model.set_filter(Filter(text="lobby"))
    model.set_device_names({"north-gate": "Lobby"})
    assert model.rowCount() == 1
    assert (model.shown, model.held, sum(model.counts.values())) == (0, 0, 0)


def test_the_oldest_of_too_many_gaps_is_let_go() -> None:
    model = FeedModel()
    model.add([arrival(1, received_ms=NOW)])
    model.update_gaps([gap(number, NOW + number, NOW + number) for number in range(1, 2_101)])
    assert model.rowCount() == 2_001
    assert model.row_of_gap(100) is None
    assert model.row_of_gap(101) is not None


def test_many_places_at_once_are_one_change(monkeypatch: pytest.MonkeyPatch) -> None:
    model = FeedModel()
    model.add([arrival(number, received_ms=NOW + number * 10) for number in range(1, 51)])
    told: list[str] = []

    def noting(what: str) -> Callable[..., None]:
        return lambda *_: told.append(what)

    model.rowsInserted.connect(noting("inserted"))
    model.modelReset.connect(noting("reset"))
    model.add([arrival(100 + number, placed_ms=NOW + number * 10 + 5) for number in range(1, 51)])
    assert told == ["reset"]
    assert len(marks(model)) == 100
    model.add([arrival(200, received_ms=NOW + 10_000)])
    assert told == ["reset", "inserted"]


def test_in_another_time_zone_the_days_have_their_lines_elsewhere_and_none_is_left_over(
    in_zone: Callable[[str], None],
) -> None:
    in_zone("Europe/Berlin")
    evening = round(datetime.datetime(2026, 11, 24, 23, 30).astimezone().timestamp() * 1000)
    zone, model = Zone(), FeedModel()
    came = [(1, evening - HOUR), (2, evening), (3, evening + HOUR)]
    model.add([arrival(number, received_ms=at, time_ms=at) for number, at in came])
    assert kinds(model) == [Kind.EVENT, Kind.DAY, Kind.EVENT, Kind.EVENT]
    assert not zone.has_changed()
    in_zone("Asia/Shanghai")  # where it is all the morning of one day
    assert zone.has_changed()
    model.divide_anew()
    assert kinds(model) == [Kind.EVENT, Kind.EVENT, Kind.EVENT]
    in_zone("Europe/Berlin")
    model.divide_anew()
    assert kinds(model) == [Kind.EVENT, Kind.DAY, Kind.EVENT, Kind.EVENT]


def kinds(model: FeedModel) -> list[Kind]:
    return [model.row(row).mark[0] for row in range(model.rowCount())]
