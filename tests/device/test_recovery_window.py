"""Which seconds to ask a device for, and where its records belong in time."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from facemon.device.window import AFTER_S, BEFORE_S, Clock, Window, clock, place, windows
from facemon.event import Gap, GapCause

FROM_MS, TO_MS = 1_700_000_000_500, 1_700_000_600_200
GAP = Gap(id=1, device_id="gate", from_ms=FROM_MS, to_ms=TO_MS, cause=GapCause.DISCONNECTED)
RIGHT = Window(1_700_000_000 - BEFORE_S, 1_700_000_601 + AFTER_S)
HOUR = 3_600_000


def moved(seconds: int) -> Window:
    return Window(RIGHT.begin_s + seconds, RIGHT.end_s + seconds)


def test_whole_seconds_are_asked_for_with_overlap_on_both_sides() -> None:
    assert windows(FROM_MS, TO_MS, Clock(None, None)) == windows(FROM_MS, TO_MS, Clock(0, 0)) == [RIGHT]


def test_a_clock_that_is_off_moves_the_window() -> None:
    assert windows(FROM_MS, TO_MS, Clock(None, HOUR)) == windows(FROM_MS, TO_MS, Clock(HOUR, None)) == [moved(3600)]


def test_a_clock_that_was_set_a_little_widens_the_window() -> None:
    assert windows(FROM_MS, TO_MS, Clock(0, 60_000)) == [Window(RIGHT.begin_s, RIGHT.end_s + 60)]
    assert windows(FROM_MS, TO_MS, Clock(0, -60_000)) == [Window(RIGHT.begin_s - 60, RIGHT.end_s)]


def test_a_clock_that_was_set_far_makes_two_windows_oldest_first() -> None:
    assert windows(FROM_MS, TO_MS, Clock(0, HOUR)) == [RIGHT, moved(3600)]
    assert windows(FROM_MS, TO_MS, Clock(0, -HOUR)) == [moved(-3600), RIGHT]


def test_a_clock_at_its_beginning_is_not_taken_for_an_open_end() -> None:
    assert windows(FROM_MS, TO_MS, Clock(None, -FROM_MS)) == [Window(1, 600 + AFTER_S)]
    assert windows(FROM_MS, TO_MS, Clock(None, -2 * FROM_MS)) == [Window(1, 1)]


@given(skew=st.integers(-FROM_MS + 60_000, 10**14), moment=st.integers(FROM_MS, TO_MS))
def test_what_happened_in_the_gap_is_asked_for_and_put_back_where_it_was(skew: int, moment: int) -> None:
    clock = Clock(None, skew)
    (window,) = windows(FROM_MS, TO_MS, clock)
    second = (moment + skew) // 1000
    assert window.begin_s <= second <= window.end_s
    assert 0 <= moment - place(second * 1000, GAP, TO_MS, clock) <= 999


@given(st.integers(0, 10**14), st.none() | st.integers(-(10**13), 10**13), st.none() | st.integers(-(10**13), 10**13))
def test_every_place_is_within_the_gap(time_ms: int, before: int | None, after: int | None) -> None:
    assert FROM_MS <= place(time_ms, GAP, TO_MS, Clock(before, after)) <= TO_MS


def test_of_two_clocks_the_one_that_fits_is_believed_and_the_later_one_first() -> None:
    clock = Clock(0, HOUR)
    assert place(FROM_MS + 1_000, GAP, TO_MS, clock) == FROM_MS + 1_000
    assert place(FROM_MS + HOUR + 1_000, GAP, TO_MS, clock) == FROM_MS + 1_000
    assert place(FROM_MS + 100_000, GAP, TO_MS, Clock(0, 50_000)) == FROM_MS + 50_000
    assert place(FROM_MS - 60_000, GAP, TO_MS, clock) == FROM_MS
    assert place(TO_MS + 60_000, GAP, TO_MS, clock) == TO_MS


def test_how_far_a_clock_was_set_is_known_where_both_are() -> None:
    assert Clock(5, 12).jump_ms == 7
    assert Clock(None, 12).jump_ms == Clock(12, None).jump_ms == 0


def test_a_clock_that_was_never_asked_is_that_of_the_last_event() -> None:
    assert clock(None, None, None) == Clock(None, None)
    assert clock(None, None, -90_000) == Clock(-90_000, None)
    assert clock(None, 5_000, -90_000) == Clock(-90_000, 5_000)
    assert clock(4_000, 5_000, -90_000) == Clock(4_000, 5_000)


def test_a_device_that_tells_its_local_time_is_asked_for_that_of_its_events_too() -> None:
    for told in (clock(8 * HOUR, 8 * HOUR, 300), clock(None, 8 * HOUR, 300)):
        assert told.zone_ms == 8 * HOUR
        assert told.jump_ms == 0
        assert windows(FROM_MS, TO_MS, told)[-1] == moved(8 * 3600)
        assert windows(FROM_MS, TO_MS, told)[0].begin_s <= RIGHT.begin_s
        assert place(FROM_MS + 1_000, GAP, TO_MS, told) == FROM_MS + 1_000
    assert clock(15 * HOUR, None, 0).zone_ms == 0
