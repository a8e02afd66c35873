"""Whether a device raises more than a person can handle."""

from __future__ import annotations

from book_desk import START_MS, Desk
from hypothesis import given
from hypothesis import strategies as st

from facemon.alarm import Moment
from facemon.alarms.flood import CALM, MANY, PERIOD, Floods
from facemon.settings import AlarmRule

GAPS = st.lists(st.integers(0, 200), min_size=1, max_size=80)


def moment(seconds: int) -> Moment:
    return Moment(START_MS + seconds * 1000, float(seconds))


@given(GAPS)
def test_a_flood_is_more_than_ten_in_ten_minutes_and_is_over_with_fewer_than_five(gaps: list[int]) -> None:
    floods = Floods()
    times: list[int] = []
    now, flooded, since = 0, False, 0
    for gap in gaps:
        for second in range(now, now + gap + 1, 10):
            floods.end(float(second))
            flooded = flooded and sum(second - time < PERIOD for time in times) >= CALM
            assert ("gate" in floods) == flooded
        now += gap
        flooded = flooded and sum(now - time < PERIOD for time in times) >= CALM - 1
        times.append(now)
        begun = floods.occurred("gate", moment(now))
        if not flooded and len(times) > MANY and now - times[-MANY - 1] <= PERIOD:
            assert begun
            flooded, since = True, len(times) - MANY - 1
        else:
            assert not begun
        assert ("gate" in floods) == flooded
        if flooded:
            (flood,) = floods.all()
            assert (flood.since_ms, flood.count) == (moment(times[since]).wall_ms, len(times) - since)


@given(GAPS)
def test_a_flood_that_nothing_feeds_is_over_when_it_is_said_to_be(gaps: list[int]) -> None:
    floods = Floods()
    now = 0
    for gap in gaps:
        now += gap
        floods.occurred("gate", moment(now))
    due_s = floods.due_s()
    if due_s is not None:
        floods.end(due_s - 0.001)
        assert "gate" in floods
        floods.end(due_s)
    assert floods.all() == []


def test_each_device_has_floods_of_its_own() -> None:
    floods = Floods()
    for _ in range(MANY):
        floods.occurred("gate", moment(0))
        floods.occurred("lobby", moment(0))
    floods.occurred("lobby", moment(1))
    assert [flood.device_id for flood in floods.all()] == ["lobby"]


def test_what_is_critical_or_shelved_makes_no_flood() -> None:
    desk = Desk(stranger=AlarmRule(raise_=True))
    desk.book.shelve("gate", "stranger", 30, "children", "Li", desk.now)
    for number in range(30):
        desk.seen("blacklist", str(number))
        desk.seen("stranger")
    assert desk.book.floods == []


def test_critical_ones_stay_apart_in_a_flood_of_twenty_a_second() -> None:
    desk = Desk(stranger=AlarmRule(raise_=True, priority="low"))
    for number in range(6_000):
        desk.wait(0.05)
        desk.seen("stranger", device_id="gate")
        if number % 2_000 == 1_000:
            desk.seen("blacklist", str(number))
    assert [alarm.rule for alarm in desk.owed] == ["blacklist"] * 3 + ["stranger"]
    assert desk.owed[-1].count == 6_000
    (flood,) = desk.book.floods
    assert flood.count == 6_000
    shown = {alarm.id: alarm.count for alarm in desk.owed}
    (change,) = desk.book.acknowledge_low(shown, "Li", desk.now)
    assert change.alarm.rule == "stranger"
    assert len(desk.owed) == 3


def test_a_flood_does_not_outlast_a_long_calm_of_which_nobody_was_told() -> None:
    floods = Floods()
    for _ in range(MANY + 1):
        floods.occurred("gate", moment(0))
    assert floods.all()
    floods.occurred("gate", moment(3_600))
    assert floods.all() == []


def test_the_book_ends_a_flood_when_it_is_calm() -> None:
    desk = Desk()
    for _ in range(MANY + 1):
        desk.seen("nonlive")
    desk.wait(PERIOD - 1)
    assert desk.book.floods
    desk.wait(1)
    assert desk.book.floods == []
