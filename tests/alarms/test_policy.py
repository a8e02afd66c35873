"""Which rule speaks for what has happened."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from book_desk import START_MS, Desk
from hypothesis import given
from hypothesis import strategies as st

from facemon.alarm import Priority, Watched
from facemon.alarms.denials import MOST_PEOPLE, MOST_TIMES, Denials
from facemon.alarms.policy import Policy
from facemon.event import Category, Event, Mask, Person, UnknownMessage
from facemon.settings import DEFAULT_ALARMS, RULES, AlarmRule
from facemon.settings.hours import in_force

RAISES = AlarmRule(raise_=True)
MINUTE = 60_000


def spoken(desk: Desk, event: Event) -> list[tuple[str, str]]:
    return [(change.alarm.rule, change.alarm.subject) for change in desk.happens(event)]


def test_out_of_the_box_nobody_is_called_for_everyday_people() -> None:
    desk = Desk()
    for category in ("staff", "visitor", "stranger", "unknown"):
        assert spoken(desk, desk.event(category, "1")) == []
    assert spoken(desk, desk.event("blacklist", "1")) == [("blacklist", "u:1")]
    assert spoken(desk, desk.event("nonlive")) == [("nonlive", "")]


@pytest.mark.parametrize(
    ("temperature", "abnormal", "speaks"),
    [(37.2, None, False), (37.3, None, True), (None, None, False), (None, 40001, True), (35.0, 40001, False)],
)
def test_fever_speaks_from_its_temperature_on(temperature: float | None, abnormal: int | None, speaks: bool) -> None:
    desk = Desk()
    event = desk.event("staff", "1", temperature=temperature, abnormal_type=abnormal)
    assert spoken(desk, event) == [("fever", "u:1")] * speaks


@pytest.mark.parametrize(
    ("mask", "speaks"), [(Mask.NOT_WORN, True), (Mask.WORN, False), (Mask.OFF, False), (None, False)]
)
def test_no_mask_speaks_only_where_a_mask_is_looked_for(mask: Mask | None, speaks: bool) -> None:
    desk = Desk(no_mask=RAISES)
    assert spoken(desk, desk.event("staff", "1", mask=mask)) == [("no_mask", "u:1")] * speaks


@pytest.mark.parametrize(
    ("start", "end", "abnormal", "speaks"),
    [
        (None, None, 0, False), (-1, 1, 0, False), (0, 0, 0, False), (1, None, 0, True), (None, -1, 0, True),
        (None, None, 20001, True), (None, None, 20002, True), (None, None, 30002, False),
    ],
)  # fmt: skip
def test_a_visitor_is_expected_within_the_time_of_the_visit(
    start: int | None, end: int | None, abnormal: int, speaks: bool
) -> None:
    desk = Desk()
    person = Person(
        user_id="1",
        guest_start_ms=None if start is None else START_MS + start,
        guest_end_ms=None if end is None else START_MS + end,
    )
    event = desk.event("visitor", person=person, abnormal_type=abnormal)
    assert spoken(desk, event) == [("visitor_time", "u:1")] * speaks
    staff = desk.event("staff", person=person, abnormal_type=abnormal)
    assert spoken(desk, staff) == []


def test_one_person_denied_again_and_again_is_told_at_whatever_door() -> None:
    desk = Desk()
    for device in ("gate", "lobby"):
        assert spoken(desk, desk.event("staff", "1", device, passed=False)) == []
    assert spoken(desk, desk.event("staff", "2", passed=False)) == []
    assert spoken(desk, desk.event("staff", "1", passed=True)) == []
    assert spoken(desk, desk.event("staff", "1", passed=False)) == [("denied", "u:1")]


def test_whoever_a_device_could_not_name_is_counted_at_each_door() -> None:
    desk = Desk()
    for device in ("gate", "lobby", "gate", "lobby"):
        assert spoken(desk, desk.event("unknown", "", device, passed=False)) == []
    assert spoken(desk, desk.event("unknown", passed=False)) == [("denied", "")]


def test_strangers_who_pass_by_a_door_are_not_somebody_who_tries_again() -> None:
    desk = Desk()
    for _ in range(9):
        assert spoken(desk, desk.event("stranger", passed=False)) == []


def test_being_denied_long_ago_counts_no_more() -> None:
    desk = Desk()
    for _ in range(4):
        assert spoken(desk, desk.event("staff", "1", passed=False)) == []
        desk.wait(151)


@given(st.lists(st.integers(0, 12), min_size=1, max_size=30), st.integers(2, 6), st.integers(1, 5))
def test_a_denial_counts_with_those_around_it_in_whatever_order_they_come(
    minutes: list[int], times: int, within: int
) -> None:
    denials = Denials()
    desk = Desk()
    so_far: list[int] = []
    for minute in minutes:
        so_far.append(minute)
        often = any(
            sum(begin <= other <= begin + within for other in so_far) >= times
            for begin in range(minute - within, minute + 1)
        )
        event = desk.event("staff", "1", placed_ms=minute * MINUTE)
        assert denials.add("u:1", event, times, within) == often


def test_denials_of_ever_new_people_take_no_more_memory() -> None:
    denials = Denials()
    desk = Desk()
    for number in range(3 * MOST_PEOPLE):
        denials.add(f"u:{number}", desk.event("staff", received_ms=number), 3, 5)
    for number in range(3 * MOST_TIMES):
        denials.add("u:1", desk.event("staff", placed_ms=START_MS - number), 3, 5)
    assert len(denials._times) <= MOST_PEOPLE
    assert all(len(times) <= MOST_TIMES for times in denials._times.values())


def watched(desk: Desk, **fields: object) -> Watched:
    base: dict[str, object] = {"id": 1, "user_id": "", "name": "", "reason": "theft", "from_ms": START_MS, "by": "Li"}
    one = Watched(**base | fields)  # type: ignore[arg-type]
    desk.book.watch(one)
    return one


def test_a_watched_person_raises_with_the_reason_of_the_list() -> None:
    desk = Desk()
    watched(desk, user_id="7", name="Zhang San")
    (change,) = desk.happens(desk.event("staff", "7"))
    assert (change.alarm.rule, change.alarm.reason) == ("watchlist", "theft")
    assert desk.happens(desk.event("staff", "8")) == []
    desk.book.unwatch(1)
    desk.wait(1_000)
    assert desk.happens(desk.event("staff", "7")) == []


@pytest.mark.parametrize(
    ("listed", "seen", "speaks"),
    [
        (("", "Zhang San"), ("", "Zhang San"), True),
        (("", "Zhang San"), ("9", "Zhang San"), True),
        (("7", "Zhang San"), ("", "Zhang San"), True),  # the device does not say who that is to it
        (("7", "Zhang San"), ("9", "Zhang San"), False),  # somebody of the same name
        (("7", ""), ("7", "Zhang San"), True),
        (("7", ""), ("", ""), False),
    ],
)
def test_a_person_is_known_by_the_user_id_and_else_by_the_name(
    listed: tuple[str, str], seen: tuple[str, str], speaks: bool
) -> None:
    desk = Desk()
    watched(desk, user_id=listed[0], name=listed[1])
    event = desk.event("staff", person=Person(user_id=seen[0], name=seen[1]))
    assert bool(desk.happens(event)) == speaks


def test_a_person_is_watched_for_until_the_end_date() -> None:
    desk = Desk()
    watched(desk, user_id="7", until_ms=START_MS + 30_000)
    assert desk.happens(desk.event("staff", "7", placed_ms=START_MS + 30_000)) == []
    due_s = desk.book.due_s()
    assert due_s is not None
    assert due_s <= desk.steady_s
    desk.book.turn(desk.now)
    due_s = desk.book.due_s()
    assert due_s is not None
    desk.wait(due_s - desk.steady_s)
    assert desk.wall_ms == START_MS + 30_000
    assert desk.book.watched == []
    assert desk.happens(desk.event("staff", "7")) == []


def test_before_the_end_date_a_person_is_watched_for() -> None:
    desk = Desk()
    watched(desk, user_id="7", until_ms=START_MS + 30_000)
    desk.wait(29.9)
    assert desk.happens(desk.event("staff", "7"))


def test_setting_the_clock_back_does_not_hide_a_watched_person() -> None:
    desk = Desk()
    watched(desk, user_id="7")
    desk.wall_ms -= 3_600_000
    assert desk.happens(desk.event("staff", "7"))


def test_who_was_at_the_door_before_being_watched_for_is_not_told_afterwards() -> None:
    desk = Desk()
    watched(desk, user_id="7")
    assert desk.happens(desk.event("staff", "7", placed_ms=START_MS - 1)) == []
    assert desk.happens(desk.event("staff", "7", placed_ms=START_MS))


def test_of_several_rules_the_most_pressing_speaks_and_then_the_first_in_the_list() -> None:
    desk = Desk(blacklist=AlarmRule(raise_=True, priority="medium"), no_mask=RAISES)
    hot: dict[str, Any] = {"temperature": 39.0, "mask": Mask.NOT_WORN}
    assert spoken(desk, desk.event("blacklist", "1", **hot)) == [("blacklist", "u:1")]
    desk.change("fever", priority="high")
    assert spoken(desk, desk.event("blacklist", "2", **hot)) == [("fever", "u:2")]
    desk.change("fever", raise_=False)
    assert spoken(desk, desk.event("staff", "3", **hot)) == [("no_mask", "u:3")]


def test_a_rule_that_does_not_hold_leaves_the_word_to_the_next() -> None:
    desk = Desk()
    desk.change("blacklist", devices=("lobby",))
    assert spoken(desk, desk.event("blacklist", "1", "lobby")) == [("blacklist", "u:1")]
    assert spoken(desk, desk.event("blacklist", "1", "gate")) == []
    assert spoken(desk, desk.event("blacklist", "1", "gate", temperature=39.0)) == [("fever", "u:1")]


def test_what_is_recovered_is_judged_by_the_hours_in_which_it_happened() -> None:
    desk = Desk()
    begin_ms = START_MS - START_MS % 86_400_000 + 12 * 3_600_000  # noon
    desk.change("nonlive", hours=("22:00-06:00",))
    desk.wall_ms = begin_ms
    assert desk.happens(desk.event("nonlive")) == []
    assert desk.happens(desk.event("nonlive", placed_ms=begin_ms - 7 * 3_600_000))[0].alarm.missed


def test_a_fire_has_no_hours() -> None:
    desk = Desk()
    noon = START_MS - START_MS % 86_400_000 + 12 * 3_600_000
    desk.wall_ms = noon
    desk.change("device", hours=("22:00-06:00",), priority="low")
    assert desk.happens(desk.device_alarm(10003)) == []
    (change,) = desk.happens(desk.device_alarm(20003))
    assert change.alarm.priority is Priority.CRITICAL


def test_a_message_that_is_not_known_raises_as_its_rule_says() -> None:
    desk = Desk()
    message = UnknownMessage(uuid="1", device_id="gate", time_ms=START_MS, received_ms=START_MS, type=9)
    assert desk.book.happened(message, 1, desk.now) == []
    desk.change("unknown", raise_=True)
    assert desk.book.happened(message, 1, desk.now)[0].alarm.rule == "unknown"


@given(
    st.integers(-11 * 60, 14 * 60),
    st.datetimes(datetime(2024, 1, 1), datetime(2028, 1, 1)),  # noqa: DTZ001 - in UTC
    st.lists(st.sampled_from(["mon-fri 22:00-06:00", "sat,sun", "08:30-12:00", "fri-mon 00:00-24:00"]), max_size=3),
)
def test_hours_hold_by_the_clock_on_the_wall_of_the_desk(offset: int, moment: datetime, hours: list[str]) -> None:
    zone = timezone(timedelta(minutes=offset))

    def local(ms: int) -> tuple[int, int]:
        there = datetime.fromtimestamp(ms / 1000, zone)
        return there.weekday(), there.hour * 60 + there.minute

    rules = dict(DEFAULT_ALARMS) | {"stranger": AlarmRule(raise_=True, hours=tuple(hours))}
    policy = Policy(rules.__getitem__, local)
    at_ms = round(moment.replace(tzinfo=UTC).timestamp() * 1000)
    event = Event(uuid="", device_id="gate", time_ms=0, received_ms=at_ms, category=Category.STRANGER)
    there = moment.replace(tzinfo=UTC).astimezone(zone)
    expected = in_force(hours, there.weekday(), there.hour * 60 + there.minute)
    assert (policy.ruling(event) is not None) == expected


def test_every_rule_that_settings_know_can_speak() -> None:
    policy = Policy(lambda _: RAISES, lambda _: (0, 0))
    assert all(policy.ruling_of(name, "gate", START_MS) is not None for name in RULES)
