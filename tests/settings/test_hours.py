import pytest
from hypothesis import given
from hypothesis import strategies as st

from facemon.settings.hours import DAYS, Hours, in_force, parse_hours, runs, written

MON, TUE, FRI, SAT, SUN = 0, 1, 4, 5, 6


@pytest.mark.parametrize(
    ("text", "weekday", "clock", "holds"),
    [
        ("mon-fri 08:00-18:00", MON, "08:00", True),
        ("mon-fri 08:00-18:00", MON, "18:00", False),
        ("mon-fri 08:00-18:00", SAT, "12:00", False),
        ("22:00-06:00", SUN, "23:59", True),
        ("22:00-06:00", SUN, "05:59", True),
        ("22:00-06:00", SUN, "06:00", False),
        ("fri 22:00-06:00", SAT, "05:00", True),  # it has begun on Friday
        ("fri 22:00-06:00", FRI, "05:00", False),
        ("sun 22:00-06:00", MON, "05:00", True),
        ("sat,sun", SAT, "00:00", True),
        ("sat,sun", MON, "00:00", False),
        ("fri-mon", SUN, "10:00", True),
        ("fri-mon", TUE, "10:00", False),
        ("00:00-24:00", TUE, "23:59", True),
        ("07:00-07:00", TUE, "06:59", True),
        ("MON 8:00-9:00", MON, "08:30", True),
    ],
)
def test_hours_hold(text: str, weekday: int, clock: str, holds: bool) -> None:
    hour, minute = clock.split(":")
    assert in_force([text], weekday, int(hour) * 60 + int(minute)) is holds


def test_without_any_hours_it_is_always() -> None:
    assert in_force([], SUN, 0)


def test_one_line_that_holds_is_enough() -> None:
    assert in_force(["sat", "mon 10:00-11:00"], MON, 630)


@pytest.mark.parametrize(
    "text", ["", "monday", "25:00-26:00", "08:00", "mon 8-9", "08:00-09:00 mon", "mon tue", "mon-", "-", "10:60-11:00"]
)
def test_what_is_no_line_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        parse_hours(text)


@given(st.sampled_from(DAYS), st.integers(0, 1439), st.integers(0, 1440), st.integers(0, 6), st.integers(0, 1439))
def test_a_line_holds_for_its_length_a_week(day: str, begin: int, end: int, weekday: int, minute: int) -> None:
    text = f"{day} {begin // 60:02}:{begin % 60:02}-{end // 60:02}:{end % 60:02}"
    hours = parse_hours(text)
    since = (weekday - DAYS.index(day)) * 1440 + minute - begin
    assert hours.hold(weekday, minute) is (since % (7 * 1440) < ((end - begin) % 1440 or 1440))


@given(
    st.frozensets(st.integers(0, 6), min_size=1),
    st.integers(0, 1439),
    st.integers(1, 1440),
)
def test_any_hours_can_be_written_and_are_the_same_when_read(days: frozenset[int], begin: int, length: int) -> None:
    hours = Hours(days, begin, length)
    assert parse_hours(written(hours)) == hours


@pytest.mark.parametrize(
    ("text", "tidy"),
    [
        ("mon,tue,wed 9:00-17:30", "mon-wed 09:00-17:30"),
        ("sat,sun,mon", "sat-mon"),
        ("mon,wed,fri 22:00-06:00", "mon,wed,fri 22:00-06:00"),
        ("00:00-24:00", "mon-sun"),
        ("mon-sun 22:00-24:00", "22:00-00:00"),
    ],
)
def test_hours_are_written_the_shortest_way(text: str, tidy: str) -> None:
    assert written(parse_hours(text)) == tidy


def test_no_days_have_no_runs() -> None:
    assert runs(frozenset()) == []
