"""What is costly is done less often, and sooner where somebody is wanted."""

from __future__ import annotations

from facemon.ui.alarms.sparing import CHEAP, LONGEST, Sparing


def test_what_has_never_been_done_or_costs_next_to_nothing_may_be_done_at_once() -> None:
    sparing = Sparing(lambda: 100.0)
    assert sparing.wait(pressing=False) == 0
    sparing.took(CHEAP)
    assert sparing.wait(pressing=False) == 0


def test_what_is_costly_takes_no_more_than_a_ninth_of_the_time_and_no_more_than_a_third_where_it_presses() -> None:
    now = 100.0
    sparing = Sparing(lambda: now)
    sparing.took(0.01)
    assert round(sparing.wait(pressing=False), 3) == 0.08
    assert round(sparing.wait(pressing=True), 3) == 0.02
    now += 0.05
    assert sparing.wait(pressing=True) == 0
    assert round(sparing.wait(pressing=False), 3) == 0.03


def test_how_often_something_has_come_is_told_a_few_times_a_second() -> None:
    now = 100.0
    sparing = Sparing(lambda: now)
    assert sparing.wait(pressing=False, counting=True) == 0
    sparing.took(CHEAP)
    assert sparing.wait(pressing=False, counting=True) == LONGEST
    now += LONGEST
    assert sparing.wait(pressing=False, counting=True) == 0


def test_nothing_waits_for_long_however_costly_it_is() -> None:
    sparing = Sparing(lambda: 100.0)
    sparing.took(10)
    assert sparing.wait(pressing=False) == LONGEST == sparing.wait(pressing=True)
