"""What a silent device's records tell of whether it reports its events."""

import pytest

from facemon.device.freshness import Heard, Link, Record, are_not_stored, begin_s, overdue, unreported_since_ms

NOW_S = 1_800_000_000
NOW = NOW_S * 1000
LIVE = NOW - 3_600_000
HOUR = 3_600_000


def test_a_record_that_never_came_over_the_link_is_overdue() -> None:
    link = Link(LIVE, Heard(NOW - 900_000, NOW - 900_000), (0,))
    heard, missed = Record("heard", NOW_S - 900), Record("missed", NOW_S - 60)
    assert overdue([missed, heard], link, {"heard"}, NOW) == (missed,)
    assert overdue([missed, heard], link, {"heard", "missed"}, NOW) == ()


def test_what_happened_before_the_link_was_live_is_no_fault_of_the_link() -> None:
    assert overdue([Record("earlier", NOW_S - 7_200)], Link(LIVE, None, (0,)), set(), NOW) == ()


@pytest.mark.parametrize("skew_ms", [-50 * 365 * 24 * HOUR, -HOUR, 7_000, HOUR, 70 * 365 * 24 * HOUR])
def test_a_clock_that_is_off_accuses_nobody_and_hides_nothing(skew_ms: int) -> None:
    link = Link(LIVE, None, (skew_ms,))
    before, after = (Record(name, (ms + skew_ms) // 1000) for name, ms in (("b", LIVE - 60_000), ("a", NOW - 60_000)))
    assert overdue([after, before], link, set(), NOW) == (after,)


def test_a_clock_that_was_set_back_meanwhile_accuses_nobody() -> None:
    # It was an hour ahead when the link became live: what it recorded before is dated an hour after that.
    before = Record("before the link", (LIVE - 60_000 + HOUR) // 1000)
    assert overdue([before], Link(LIVE, None, (0, HOUR)), set(), NOW) == ()
    assert overdue([Record("of the future", NOW_S + 600)], Link(LIVE, None, (0,)), set(), NOW) == ()


def test_without_its_clock_a_device_is_measured_by_its_last_event() -> None:
    link = Link(LIVE, Heard(5_000_000, NOW - 900_000))
    assert begin_s(link) == 5_000
    missed = Record("missed", 5_060)
    assert overdue([missed, Record("older", 4_990)], link, set(), NOW) == (missed,)


def test_without_clock_and_event_the_first_answer_is_where_the_next_begins() -> None:
    link = Link(LIVE)
    assert begin_s(link) is None
    assert overdue([Record("old", 5_000)], link, set(), NOW) == ()
    assert overdue([Record("new", 5_001)], link._replace(first_s=5_000), set(), NOW) == (Record("new", 5_001),)


def test_a_record_without_a_uuid_is_told_apart_by_its_time() -> None:
    link = Link(LIVE, Heard(NOW - 900_000, NOW - 900_000), (0,))
    same, later = Record("digest:1", NOW_S - 900), Record("digest:2", NOW_S - 800)
    assert overdue([later, same], link, set(), NOW) == (later,)


def test_a_record_without_a_time_tells_nothing() -> None:
    assert overdue([Record("when?", None)], Link(LIVE, None, (0,)), set(), NOW) == ()


def test_a_device_that_has_not_recorded_what_it_reported_keeps_no_records() -> None:
    link = Link(LIVE, Heard(NOW - 900_000, NOW - 900_000), (0,))
    assert are_not_stored([], link, begin_s(link) or 0)
    assert not are_not_stored([Record("heard", NOW_S - 900)], link, begin_s(link) or 0)
    assert not are_not_stored([], Link(LIVE, None, (0,)), LIVE // 1000)


def test_the_gap_begins_with_the_last_event_or_with_the_link() -> None:
    missed = [Record("missed", NOW_S - 60)]
    assert unreported_since_ms(missed, Link(LIVE, Heard(NOW - 900_000, NOW - 900_000), (0,))) == NOW - 900_000
    assert unreported_since_ms(missed, Link(LIVE, None, (0,))) == LIVE


def test_the_gap_holds_what_was_missed_though_something_later_came() -> None:
    link = Link(LIVE, Heard(NOW - 30_000, NOW - 30_000), (HOUR,))
    assert unreported_since_ms([Record("missed", NOW_S + 3_600 - 60)], link) == NOW - 60_000
