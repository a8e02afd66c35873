"""What joins which alarm, in whatever order it comes, and what is known of it after a restart."""

from __future__ import annotations

import itertools

import pytest
from book_desk import START_MS, Desk
from hypothesis import given
from hypothesis import strategies as st

from facemon.alarm import STRIP, Alarm, AlarmState, Deed
from facemon.alarms.owed import MOST
from facemon.alarms.standing import RECALL
from facemon.settings import AlarmRule, AttentionSettings

WINDOW = 60
AGO = st.lists(st.integers(0, 500), min_size=1, max_size=40)


def restart(desk: Desk, away: float = 0.0) -> None:
    owed = desk.owed
    shelves, watched = desk.book.shelves, desk.book.watched
    desk.wall_ms += round(away * 1000)
    desk.steady_s = 7.0
    desk.book = desk.new_book()
    desk.book.restore(owed, shelves, watched, desk.now)


@given(AGO, st.booleans())
def test_what_is_recovered_in_any_order_joins_within_its_window(ago: list[int], again: bool) -> None:
    desk = Desk(stranger=AlarmRule(raise_=True, window=WINDOW))
    times: dict[int, int] = {}
    home: dict[int, int] = {}
    for number, seconds in enumerate(ago, start=1):
        at_ms = START_MS - seconds * 1000
        alarm = desk.seen("stranger", placed_ms=at_ms)
        times[number], home[number] = at_ms, alarm.id
        if again and number % 5 == 0:
            restart(desk)
    for alarm in desk.owed:
        own = sorted(times[number] for number, owner in home.items() if owner == alarm.id)
        assert (alarm.since_ms, alarm.latest_ms, alarm.count) == (own[0], own[-1], len(own))
        assert all(later - earlier <= WINDOW * 1000 for earlier, later in itertools.pairwise(own))
        assert alarm.missed
        if not again:
            strip = sorted((times[number], number) for number, owner in home.items() if owner == alarm.id)[-STRIP:]
            assert sorted(times[number] for number in alarm.numbers) == [at_ms for at_ms, _ in strip]
            assert times[alarm.numbers[-1]] == alarm.latest_ms
            assert alarm.happening is not None
            assert alarm.happening.at_ms == alarm.latest_ms
    assert sum(alarm.count for alarm in desk.owed) == len(ago)


@given(st.lists(st.tuples(st.integers(0, 400), st.booleans()), min_size=2, max_size=30), st.data())
def test_what_came_after_the_operator_looked_is_just_what_moves(
    events: list[tuple[int, bool]], data: st.DataObject
) -> None:
    desk = Desk(stranger=AlarmRule(raise_=True, window=10_000))
    views: list[Alarm] = []
    for seconds, recovered in events:
        placed_ms = START_MS - seconds * 1000 if recovered else None
        views.append(desk.seen("stranger", placed_ms=placed_ms))
        desk.wait(1)
    seen = data.draw(st.integers(1, len(events)))
    closed, *rest = desk.acknowledge(views[seen - 1])
    assert closed.alarm.count == seen
    assert set(closed.alarm.numbers) <= set(range(1, seen + 1))
    assert [change.moved for change in rest] == [tuple(range(seen + 1, len(events) + 1))] * (seen < len(events))
    for change in rest:
        moved = [views[number - 1] for number in change.moved]
        assert change.alarm.count == len(moved)
        assert change.alarm.missed == all(events[number - 1][1] for number in change.moved)
        happening = change.alarm.happening
        assert happening is not None
        assert int(happening.uuid) in change.moved, "it shows somebody that is in it"


def test_seen_as_it_happens_what_was_missed_is_missed_no_more() -> None:
    desk = Desk()
    assert desk.seen("blacklist", "7", placed_ms=START_MS - 1_000).missed
    assert not desk.seen("blacklist", "7").missed
    assert not desk.seen("blacklist", "7", placed_ms=START_MS - 2_000).missed


def test_beyond_all_measure_new_people_add_to_one_alarm() -> None:
    desk = Desk()
    for number in range(3 * MOST):
        desk.seen("blacklist", str(number))
    assert len(desk.owed) == MOST + 1
    crowd = next(alarm for alarm in desk.owed if not alarm.subject)
    assert crowd.count == 2 * MOST
    assert desk.seen("blacklist", "3").count == 2


def test_a_fire_is_an_alarm_of_its_own_however_much_is_owed() -> None:
    desk = Desk()
    for number in range(MOST):
        desk.seen("blacklist", str(number))
    for code in (10002, 77777, 20003, 88888):
        desk.happens(desk.device_alarm(code))
    assert [alarm.subject for alarm in desk.owed if alarm.rule == "device"] == ["20003", "10002", ""]


def test_device_alarms_of_different_code_never_join() -> None:
    desk = Desk()
    for code in (10001, 10002, 10003, 10004, 20003, 10003):
        desk.happens(desk.device_alarm(code))
    assert sorted((alarm.subject, alarm.count) for alarm in desk.owed) == [
        ("10001", 1), ("10002", 1), ("10003", 2), ("10004", 1), ("20003", 1),
    ]  # fmt: skip


def test_an_alarm_remembers_no_more_than_it_must() -> None:
    desk = Desk()
    for _ in range(3 * RECALL):
        desk.seen("blacklist", "7")
    (standing,) = desk.book._ledger.owed
    assert len(standing.arrivals) == RECALL
    (alarm,) = desk.owed
    assert (alarm.count, len(alarm.numbers)) == (3 * RECALL, STRIP)
    (change,) = desk.acknowledge(alarm)
    assert change.alarm.state is AlarmState.CLOSED


def test_after_a_restart_only_what_came_since_is_split_off() -> None:
    desk = Desk()
    for _ in range(20):
        shown = desk.seen("blacklist", "7")
    restart(desk)
    desk.seen("blacklist", "7")
    closed, rest = desk.acknowledge(shown)
    assert (closed.alarm.count, rest.moved) == (20, (21,))


def test_a_clock_that_was_set_back_while_the_program_was_away_keeps_nothing_quiet_for_longer_than_an_hour() -> None:
    desk = Desk(AttentionSettings(looking_minutes=5), stranger=AlarmRule(raise_=True, priority="low"))
    desk.seen("stranger")
    desk.book.shelve("gate", "stranger", 60, "children", "Li", desk.now)
    looked = desk.seen("blacklist", "7")
    desk.book.look(looked.id, "Li", desk.now)
    restart(desk, away=-48 * 3_600)
    desk.wait(3_600)
    assert {alarm.state for alarm in desk.owed} == {AlarmState.OPEN}
    assert desk.book.shelves == []


def test_what_has_become_critical_while_the_program_was_away_is_shelved_no_longer() -> None:
    desk = Desk(stranger=AlarmRule(raise_=True, priority="low"))
    desk.seen("stranger")
    desk.book.shelve("gate", "stranger", 60, "children", "Li", desk.now)
    desk.rules["stranger"] = AlarmRule(raise_=True, priority="critical")
    restart(desk)
    assert desk.book.shelves == []
    (change,) = desk.book.turn(desk.now)
    assert change.alarm.state is AlarmState.OPEN


def test_an_outage_that_lasts_over_a_restart_is_told_once() -> None:
    desk = Desk()
    desk.book.condition("offline", "gate", on=True, since_ms=desk.wall_ms, now=desk.now)
    desk.wait(60)
    restart(desk)
    desk.book.condition("offline", "gate", on=True, since_ms=desk.wall_ms, now=desk.now)
    desk.wait(200)
    (alarm,) = desk.owed
    assert alarm.count == 1
    desk.book.condition("offline", "gate", on=False, since_ms=desk.wall_ms, now=desk.now)
    desk.book.condition("offline", "gate", on=True, since_ms=desk.wall_ms, now=desk.now)
    (change,) = [change for change in desk.wait(60) if change.alarm.count == 2]
    assert [action.deed for action in change.actions] == [Deed.RETURNED]
    assert change.alarm.over_ms is None


def test_an_outage_is_told_as_soon_as_its_rule_holds() -> None:
    desk = Desk()
    desk.wall_ms = START_MS - START_MS % 86_400_000 + 21 * 3_600_000 + 50 * 60_000  # ten to ten
    desk.change("offline", hours=("22:00-06:00",))
    desk.book.condition("offline", "gate", on=True, since_ms=desk.wall_ms, now=desk.now)
    assert desk.wait(599) == []
    due_s = desk.book.due_s()
    assert due_s is not None
    assert due_s <= desk.steady_s + 60
    assert desk.wait(60)[0].alarm.rule == "offline"


def test_a_shorter_delay_counts_for_an_outage_that_has_begun() -> None:
    desk = Desk()
    desk.book.condition("offline", "gate", on=True, since_ms=desk.wall_ms, now=desk.now)
    desk.wait(30)
    desk.change("offline", after=20)
    assert desk.wait(0)[0].alarm.rule == "offline"


def test_that_the_history_is_not_kept_is_told_at_once_and_of_no_device() -> None:
    desk = Desk()
    (change,) = desk.book.condition("not_kept", "", on=True, since_ms=desk.wall_ms, now=desk.now)
    assert (change.alarm.rule, change.alarm.device_id) == ("not_kept", "")
    assert desk.book.floods == []


def test_what_was_raised_under_other_rules_is_owed_whatever_they_say_now() -> None:
    desk = Desk()
    assert desk.happens(desk.event("stranger")) == []
    (change,) = desk.book.adopt(desk.event("stranger"), 5, desk.now)
    assert (change.alarm.rule, change.number, change.actions[0].deed) == ("stranger", 5, Deed.RAISED)
    (change,) = desk.book.adopt(desk.device_alarm(20003), 6, desk.now)
    assert change.alarm.rule == "device"


@pytest.mark.parametrize("erased_first", [False, True])
def test_after_an_erasure_the_count_still_tells_what_an_operator_has_seen(erased_first: bool) -> None:
    desk = Desk(stranger=AlarmRule(raise_=True))
    desk.seen("stranger")
    shown = desk.seen("stranger")
    if erased_first:
        desk.book.forget([1], desk.now)
        desk.seen("stranger")
    else:
        desk.seen("stranger")
        desk.book.forget([1], desk.now)
    closed, rest = desk.acknowledge(shown)
    assert (closed.alarm.count, closed.alarm.numbers) == (2, (2,))
    assert rest.moved == (3,)


def test_what_came_since_and_is_erased_is_owed_to_nobody() -> None:
    desk = Desk(stranger=AlarmRule(raise_=True))
    shown = desk.seen("stranger")
    desk.seen("stranger")
    desk.book.forget([2], desk.now)
    (closed,) = desk.acknowledge(shown)
    assert closed.alarm.state is AlarmState.CLOSED
    assert desk.owed == []


def test_an_alarm_whose_last_events_are_erased_after_a_restart_is_owed_to_nobody() -> None:
    desk = Desk(stranger=AlarmRule(raise_=True))
    desk.seen("stranger")
    desk.seen("stranger")
    desk.book.forget([1], desk.now)
    restart(desk)
    (change,) = desk.book.forget([2], desk.now)
    assert change.alarm.state is AlarmState.CLOSED
    assert desk.owed == []


def test_words_about_somebody_erased_do_not_come_back_by_taking_an_answer_back() -> None:
    desk = Desk(stranger=AlarmRule(raise_=True))
    desk.seen("stranger")
    alarm = desk.seen("stranger")
    desk.book.annotate(alarm.id, "Li", desk.now, note="Zhang San")
    desk.acknowledge(alarm)
    desk.book.forget([1], desk.now)
    (change,) = desk.book.undo(alarm.id, "Li", desk.now)
    assert change.alarm.note == ""


def test_who_is_erased_right_after_the_answer_cannot_come_back_by_taking_it_back() -> None:
    desk = Desk()
    alarm = desk.seen("blacklist", "7")
    desk.acknowledge(alarm, note="Zhang San again")
    (change,) = desk.book.forget([1], desk.now)
    assert (change.alarm.subject, change.alarm.note, change.alarm.happening) == ("", "", None)
    with pytest.raises(KeyError):
        desk.book.undo(alarm.id, "Li", desk.now)
    with pytest.raises(KeyError):
        desk.book.annotate(alarm.id, "Li", desk.now, note="x")


def test_the_pictures_of_an_alarm_are_not_held() -> None:
    desk = Desk()
    for _ in range(2):
        happening = desk.seen("blacklist", "7", picture=b"JPEG").happening
        assert happening is not None
        assert happening.picture == b""
