"""Which time a shift is."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from facemon.history.note import OnDuty
from facemon.report.record import Shift
from facemon.report.shift import HOUR_MS, LONGEST_HOURS, last_shift, this_shift

NOW = 1_795_413_600_000


def hours_ago(hours: float) -> int:
    return NOW - round(hours * HOUR_MS)


def test_this_shift_is_since_the_operator_on_duty_began() -> None:
    duties = [OnDuty(hours_ago(13), "Wang"), OnDuty(hours_ago(5), "Li")]
    assert this_shift(duties, NOW) == Shift(hours_ago(5), NOW, "Li")
    assert last_shift(duties, NOW) == Shift(hours_ago(13), hours_ago(5), "Wang")


def test_a_restart_in_the_shift_does_not_begin_another() -> None:
    duties = [OnDuty(hours_ago(6), "Li"), OnDuty(hours_ago(2), "Li"), OnDuty(hours_ago(14), "Wang")]
    assert this_shift(duties, NOW).from_ms == hours_ago(6)


def test_without_anybody_signed_on_it_is_the_usual_hours() -> None:
    assert this_shift([], NOW) == Shift(hours_ago(8), NOW)
    assert last_shift([], NOW) == Shift(hours_ago(16), hours_ago(8))


def test_who_never_signs_off_has_shifts_of_the_usual_hours() -> None:
    assert this_shift([OnDuty(hours_ago(LONGEST_HOURS + 1), "guard")], NOW) == Shift(hours_ago(8), NOW, "guard")


def test_a_desk_that_somebody_left_has_no_operator() -> None:
    duties = [OnDuty(hours_ago(9), "Li"), OnDuty(hours_ago(1), "")]
    assert this_shift(duties, NOW) == Shift(hours_ago(8), NOW)


duties = st.lists(
    st.builds(OnDuty, st.integers(NOW - 200 * HOUR_MS, NOW + HOUR_MS), st.sampled_from(["", "Li", "Wang"]))
)


@given(duties)
def test_the_last_shift_ends_before_this_one_begins_and_neither_is_longer_than_a_shift(changes: list[OnDuty]) -> None:
    this, last = this_shift(changes, NOW), last_shift(changes, NOW)
    assert last.from_ms < last.to_ms <= this.from_ms < this.to_ms == NOW
    for shift in (this, last):
        assert shift.to_ms - shift.from_ms <= LONGEST_HOURS * HOUR_MS
