"""Everything the core says in enums and numbers has words."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QLocale

from facemon.device.status import Failure, State, Status
from facemon.event import AlarmStatus, Category, DeviceAlarm, Event, Group, Happening, Mask, Person, UnknownMessage
from facemon.monitor import Unreadable
from facemon.settings import DeviceSettings
from facemon.ui import icons, status_words, words

NORTH_GATE = DeviceSettings(id="north-gate", name="North gate", host="192.0.2.10", port=8000)


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    before = QLocale()
    QLocale.setDefault(QLocale("en"))
    yield
    QLocale.setDefault(before)


def at(year: int, month: int, day: int, hour: int, minute: int, second: int = 0) -> int:
    return round(datetime(year, month, day, hour, minute, second).astimezone().timestamp() * 1000)


NOON = at(2026, 11, 23, 12, 0, 5)


def event(category: Category = Category.STAFF, person: Person | None = None, **fields: Any) -> Event:
    return Event(
        uuid="u", device_id="north-gate", time_ms=NOON, received_ms=NOON, category=category, person=person, **fields
    )


def alarm(**fields: Any) -> DeviceAlarm:
    return DeviceAlarm(uuid="u", device_id="north-gate", time_ms=NOON, received_ms=NOON, **fields)


def message(number: int | None) -> UnknownMessage:
    return UnknownMessage(uuid="u", device_id="north-gate", time_ms=NOON, received_ms=NOON, type=number)


@pytest.mark.parametrize("category", Category)
def test_every_category_has_a_word_an_icon_and_a_title_of_its_own(category: Category) -> None:
    others = set(Category) - {category}
    assert words.category(category)
    assert words.category(category) not in {words.category(other) for other in others}
    assert words.title(event(category)) not in {words.title(event(other)) for other in others}
    assert not icons.drawn(words.category_icon(category), "#ffffff", 24).isNull()


def test_a_title_is_the_name_and_shows_markup_to_the_letter_without_bidirectional_controls() -> None:
    assert words.title(event(person=Person(name="<img src=x> \u202eeman\x00 张三"))) == "<img src=x> eman 张三"


def test_a_name_of_nothing_but_controls_counts_as_no_name() -> None:
    assert words.title(event(Category.BLACKLIST, Person(name="\u202e\x00 "))) == "Blacklisted person"


def test_a_very_long_name_is_cut() -> None:
    assert len(words.title(event(person=Person(name="x" * 10_000)))) <= 300


def test_staff_are_told_by_groups_and_job_number() -> None:
    person = Person(name="李娜", job_number="10382", groups=(Group("1", "Finance"), Group("2", ""), Group("3", "测试")))
    assert words.secondary(event(person=person)) == "Finance, 测试 · 10382"


def test_staff_without_anything_has_an_empty_line() -> None:
    assert words.secondary(event(person=Person(name="A"))) == ""
    assert words.secondary(event()) == ""


def test_a_visitor_of_today_has_the_time_and_the_host() -> None:
    person = Person(name="M", guest_end_ms=at(2026, 11, 23, 18, 0), remark="host: Facilities")
    assert words.secondary(event(Category.VISITOR, person)) == "Visitor until 18:00 · host: Facilities"


def test_a_visit_that_ends_another_day_has_its_date() -> None:
    person = Person(name="M", guest_end_ms=at(2026, 12, 1, 18, 0))
    assert words.secondary(event(Category.VISITOR, person)) == "Visitor until 1 Dec 2026 18:00"


def test_a_visitor_without_an_end_has_the_remark_alone() -> None:
    assert words.secondary(event(Category.VISITOR, Person(guest_end_ms=0, remark="plumber"))) == "plumber"


@pytest.mark.parametrize(
    ("happening", "line"),
    [
        (event(Category.BLACKLIST, Person(remark="Barred since\nMarch: theft")), "Barred since March: theft"),
        (event(Category.BLACKLIST), ""),
        (event(Category.STRANGER), "Not enrolled · no match"),
        (event(Category.NONLIVE), "Photo or screen suspected"),
        (event(Category.UNKNOWN), "The device did not say who it was"),
        (alarm(code=10002, description="Door 1", status=AlarmStatus.RAISED), "Door 1"),
        (alarm(code=10002, description="Door 1", status=AlarmStatus.CLEARED), "Door 1 · cleared"),
        (alarm(status=AlarmStatus.CLEARING_FAILED), "clearing failed"),
        (alarm(code=10002, description="Door FORCED open"), ""),
        (message(7), "Message of type 7"),
        (message(None), "A message without a type"),
    ],
)
def test_the_secondary_line_says_what_a_guard_wants_to_know_next(happening: Happening, line: str) -> None:
    assert words.secondary(happening) == line


@pytest.mark.parametrize(
    ("code", "title"),
    [
        (10001, "Device tampering"),
        (10002, "Door forced open"),
        (10003, "Door held open"),
        (10004, "Password attack"),
        (20003, "Fire alarm"),
        (4711, "Device alarm 4711"),
        (None, "Device alarm"),
    ],
)
def test_a_device_alarm_is_titled_by_its_code(code: int | None, title: str) -> None:
    assert words.title(alarm(code=code)) == title


def test_every_documented_mode_has_words_and_others_keep_their_number() -> None:
    assert len({words.mode(number) for number in range(10)}) == 10
    assert not any(words.mode(number).startswith("Mode") for number in range(10))
    assert words.mode(10) == "Mode 10"
    assert words.mode(None) == ""


def test_every_documented_entry_has_words_and_others_keep_their_number() -> None:
    assert len({words.entry_mode(number) for number in range(1, 13)}) == 12
    assert words.entry_mode(11) == "Exit button"
    assert words.entry_mode(99) == "Entry 99"
    assert words.entry_mode(None) == ""


@pytest.mark.parametrize("number", [10001, 10002, 10003, 20001, 20002, 30001, 30002, 30003, 40001, 70001, 70002])
def test_every_documented_reason_has_words(number: int) -> None:
    assert str(number) not in words.abnormal(number)
    assert words.reason(event(passed=False, abnormal_type=number)) == words.abnormal(number)


def test_reasons_are_given_for_denied_access_only() -> None:
    assert words.reason(event(passed=True, abnormal_type=40001)) == ""
    assert words.reason(event(passed=False, abnormal_type=0)) == ""
    assert words.reason(event(passed=False)) == ""
    assert words.reason(event(passed=False, abnormal_type=5)) == "Reason 5"
    assert words.reason(alarm(code=10002)) == ""


def test_access_mask_score_and_temperature() -> None:
    assert [words.access(passed) for passed in (True, False, None)] == ["Granted", "Denied", ""]
    assert [words.mask(mask) for mask in (*Mask, None)] == ["Not checked", "Not worn", "Worn", ""]
    assert words.score(0.9499402046203613) == "0.95"
    assert words.temperature(36.6) == "36.6 °C"


@pytest.mark.parametrize(
    ("celsius", "fever"),
    [(37.24, False), (37.2, False), (37.25001, True), (37.3, True), (41.0, True), (float("nan"), False)],
)
def test_fever_begins_where_the_number_shown_is_37_3(celsius: float, fever: bool) -> None:
    assert words.is_fever(celsius) is fever


def test_moments_are_in_24_hours_with_seconds() -> None:
    evening = at(2026, 11, 23, 18, 4, 5)
    assert words.time(evening) == "18:04:05"
    assert words.date_time(evening) == "23 Nov 2026 18:04:05"
    assert words.since(evening, at(2026, 11, 23, 23, 0)) == "18:04:05"
    assert words.since(evening, at(2026, 11, 24, 1, 0)) == "23 Nov 2026 18:04:05"


@pytest.mark.parametrize("ms", [-1, 10**18, -(10**30), 2**63])
def test_a_moment_that_no_calendar_has_is_said_to_be_none(ms: int) -> None:
    assert words.time(ms) == words.date_time(ms) == "no valid time"


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(-3, "0 s"), (8.9, "8 s"), (120, "2 min"), (3900, "1 h 5 min"), (90_000, "1 d 1 h")],
)
def test_durations(seconds: float, text: str) -> None:
    assert words.duration(seconds) == text


@pytest.mark.parametrize("state", State)
def test_every_state_has_words(state: State) -> None:
    status = Status(device_id="d", state=state)
    assert status_words.state(state)
    assert status_words.short_status(status, 0.0)
    assert status_words.status_line(status, 0.0)


@pytest.mark.parametrize("failure", Failure)
def test_every_failure_has_a_few_words_and_a_sentence(failure: Failure) -> None:
    sentence = status_words.failure_sentence(Status(device_id="d", failure=failure, detail="errno 7"), NORTH_GATE)
    assert 0 < len(status_words.failure(failure)) <= 24
    assert "North gate" in sentence
    assert "{" not in sentence
    assert "()" not in status_words.failure_sentence(Status(device_id="d", failure=failure), NORTH_GATE)


def test_a_failure_sentence_takes_hostile_names_to_the_letter() -> None:
    device = DeviceSettings(id="d", name="{host} <b>\u202e", host="{0}", port=1)
    sentence = status_words.failure_sentence(Status(device_id="d", failure=Failure.CONNECTION_REFUSED), device)
    assert sentence.startswith("{host} <b>: {0} refuses")


def test_a_status_line_counts_down_behind_the_failure() -> None:
    waiting = Status(device_id="d", state=State.WAITING, failure=Failure.TIMED_OUT, retry_at=108.0)
    assert status_words.status_line(waiting, 100.2) == "no answer · retry in 8 s"
    assert status_words.short_status(waiting, 100.2) == "retry in 8 s"
    assert status_words.short_status(waiting, 999.0) == "retry in 0 s"
    assert status_words.status_line(Status(device_id="d", state=State.WAITING, retry_at=1.0), 0.0) == "retry in 1 s"


def test_a_status_line_says_live_needs_approval_and_why_refused() -> None:
    assert status_words.status_line(Status(device_id="d", state=State.LIVE), 0.0) == "Live"
    assert status_words.status_line(Status(device_id="d", state=State.NEEDS_APPROVAL), 0.0) == "needs approval"
    refused = Status(device_id="d", state=State.REFUSED, failure=Failure.WRONG_PASSWORD)
    assert status_words.status_line(refused, 0.0) == "wrong password"
    assert status_words.short_status(Status(device_id="d", state=State.SECURING), 0.0) == "connecting…"


def test_unreadable_messages_are_counted_with_the_last_reason() -> None:
    text = status_words.unreadable(Unreadable(device_id="d", count=3, reason="The message is no JSON.", excerpt="{"))
    assert text.startswith("Unreadable messages: 3")
    assert text.endswith("The message is no JSON.")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("bodyTemperature", "Temperature"),
        ("temperature", "Temperature"),
        ("user.guest_time_end", "Visitor until"),
        ("guest_end_ms", "Visitor until"),
        ("rgb_image", "Picture"),
        ("pass", "Access"),
        ("somethingNew", "somethingNew"),
    ],
)
def test_fields_that_could_not_be_read_have_names(name: str, text: str) -> None:
    assert words.flaw(name) == text


def test_alarms_are_told_by_their_event_where_it_is_at_hand() -> None:
    assert words.alarm_title("stranger", None) == "Stranger"
    assert words.alarm_title("offline", None) == "Device not connected"
    assert words.alarm_title("device", alarm(code=10002)) == "Door forced open"
    for kind in (*Category, "offline"):
        assert not icons.drawn(words.kind_icon(kind), "#ffffff", 24).isNull()


def test_words_follow_the_language(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QCoreApplication, "translate", staticmethod(lambda context, text, *_: f"{context}/{text}"))
    assert words.category(Category.STAFF) == "Words/Staff"
    refused = Status(device_id="d", failure=Failure.WRONG_PASSWORD)
    assert status_words.failure_sentence(refused, NORTH_GATE).startswith("Failure/")


def test_a_visitor_may_stay_until_a_year_that_the_computer_does_not_know(monkeypatch: pytest.MonkeyPatch) -> None:
    def windows(seconds: float) -> time.struct_time:
        if seconds >= 32_535_244_800:
            raise OSError(22, "Invalid argument")
        return time.localtime(seconds)

    monkeypatch.setattr(words, "localtime", windows)
    last = at(9999, 12, 31, 12, 0)
    assert not words.same_day(NOON, last)
    assert words.same_day(last, last)
    assert words.day(last, NOON).endswith("9999")
