"""What becomes of alarms waits in its order, in bounds, and goes with its event or before others."""

import pytest
from alarming import an_alarm, closed, raised
from doors import NOW, event

from facemon.alarm import Action, Change, Deed
from facemon.history.held import Batch, Held, Waiting
from facemon.history.note import Joined, OnDuty
from facemon.history.records import GROUP_RECORDS, Placed, Records, united


def put(held: Held, number: int, *changes: Change) -> None:
    held.put(event(str(number)), number, raised=bool(changes), joined=tuple(map(Joined.of, changes)))


def told(batch: Batch) -> list[object]:
    """Return what a transaction writes: the numbers of events, and the ids of alarms in brackets."""
    return [item.number if isinstance(item, Waiting) else _told(item) for item in batch.in_order()]


def _told(record: object) -> object:
    return [record.alarm.id] if isinstance(record, Joined) else record


def joined(id_: int, *numbers: int, moved: tuple[int, ...] = (), deed: Deed | None = None) -> Joined:
    return Joined(an_alarm(id_, count=len(numbers)), (Action(id_, NOW, deed),) if deed else (), numbers, moved)


def test_an_alarm_goes_with_its_event_and_what_is_told_later_after_it() -> None:
    held = Held()
    put(held, 1)
    held.record(Joined.of(closed(5)))
    put(held, 2, raised(6, 2))
    held.record(Joined.of(closed(6)))
    assert held.pressing
    assert told(held.take()) == [[5], 2, [6], 1, [6]]


def test_what_is_told_of_alarms_waits_for_no_event_that_nobody_has_to_answer() -> None:
    held = Held()
    for number in range(10):
        put(held, number)
    held.record(Joined.of(closed(5)))
    assert told(held.take(most=2)) == [0, 1, [5]]
    assert not held.pressing


def test_it_waits_for_the_events_that_were_raised_before() -> None:
    held = Held()
    for number in range(4):
        put(held, number, raised(number, number))
    held.record(Joined.of(closed(3)))
    assert told(held.take(most=3)) == [0, [0], 1, [1], 2, [2]]
    assert told(held.take(most=3)) == [3, [3], [3]]


def test_an_event_waits_for_what_was_told_of_alarms_before() -> None:
    held = Held()
    for _ in range(GROUP_RECORDS + 1):
        held.record(Joined.of(closed(5)))
    put(held, 1, raised(6, 1))
    put(held, 2)
    assert told(held.take()) == [2, *[[5]] * GROUP_RECORDS]
    assert told(held.take()) == [[5], 1, [6]]


def test_what_was_refused_comes_again_in_its_order() -> None:
    held = Held()
    put(held, 1, raised(5, 1))
    held.record(Joined.of(closed(5)))
    batch = held.take()
    held.record(Joined.of(raised(6)))
    held.put_back(batch)
    assert told(held.take()) == [1, [5], [5], [6]]
    assert not held


def test_an_event_that_is_given_up_leaves_what_became_of_alarms_by_it() -> None:
    held = Held(most_events=2)
    for number in range(1, 4):
        put(held, number, raised(number, number))
        held.record(Joined.of(closed(number)))
    assert held.given_up == 1
    assert told(held.take()) == [[1], [1], 2, [2], [2], 3, [3], [3]]


def test_flushing_waits_for_what_is_told_of_alarms() -> None:
    held = Held()
    put(held, 1)
    held.record(OnDuty(NOW, "Ann"))
    batch = held.take(most=1)
    assert held.first_place == held.next_place
    held.put_back(batch)
    assert held.first_place == 0


def test_memory_that_is_short_loses_no_alarm_while_few_are_told_of_often() -> None:
    records = Records(most=100)
    for number in range(1000):
        records.insert(number, joined(number % 10, number))
        assert records.weight <= 100
    taken = records.take(None)
    assert {record.alarm.id for _, record in taken if isinstance(record, Joined)} == set(range(10))
    numbers = [number for _, record in taken if isinstance(record, Joined) for number in record.numbers]
    assert sorted(numbers) == list(range(1000))


def test_where_that_is_not_enough_the_oldest_are_given_up_and_it_is_said(caplog: pytest.LogCaptureFixture) -> None:
    records = Records(most=100)
    for number in range(150):
        records.insert(number, joined(number))
        assert records.weight <= 100
    (newest,) = (record for place, record in records.take(None) if place == 149)
    assert isinstance(newest, Joined)
    assert "given up" in caplog.text


def test_several_of_one_alarm_become_one_that_says_all_of_it() -> None:
    both = united([(1, joined(5, 1, deed=Deed.RAISED)), (2, joined(6, 2)), (3, joined(5, 3, deed=Deed.NOTED))])
    assert both == [
        (2, joined(6, 2)),
        (3, Joined(an_alarm(5, count=1), (Action(5, NOW, Deed.RAISED), Action(5, NOW, Deed.NOTED)), (1, 3))),
    ]


def test_what_moves_events_stays_where_it_is() -> None:
    some: list[Placed] = [(1, joined(6, moved=(1,))), (2, joined(7, moved=(1,))), (3, joined(6, 2))]
    assert united(some) == some


def test_others_stay_as_they_are() -> None:
    some: list[Placed] = [(1, OnDuty(NOW, "Ann")), (2, joined(5)), (3, OnDuty(NOW, "Ben"))]
    assert united(some) == some
