"""When a guard is asked whether a test sound was heard."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facemon.alarms.hearing import CALM, HOUR, PATIENCE, SOON, Deed, Hearing, Stage


def asked(hours: int = 8) -> tuple[Hearing, float]:
    """Return a desk's tests in the middle of the first one."""
    hearing = Hearing(0.0)
    assert hearing.turn(0.0, hours=hours, calm=True) is None
    assert hearing.turn(SOON, hours=hours, calm=True) is Deed.PLAY
    return hearing, SOON


def test_the_first_is_soon_after_the_start_and_the_next_one_so_many_hours_after_it_was_heard() -> None:
    hearing, now = asked()
    hearing.answer(now + 5, heard=True)
    assert hearing.stage is Stage.RESTING
    for at, deed in ((now + 6, None), (now + 8 * HOUR, None), (now + 8 * HOUR + 5, Deed.PLAY)):
        assert hearing.turn(at, hours=8, calm=True) is deed


def test_where_one_was_heard_at_an_earlier_start_it_counts() -> None:
    hearing = Hearing(0.0, heard=-7 * HOUR)
    hearing.turn(0.0, hours=8, calm=True)
    assert hearing.turn(HOUR - 1, hours=8, calm=True) is None
    assert hearing.turn(HOUR, hours=8, calm=True) is Deed.PLAY


def test_it_never_asks_where_it_is_not_set() -> None:
    hearing = Hearing(0.0)
    assert all(hearing.turn(at * HOUR, hours=0, calm=True) is None for at in range(100))


def test_an_alarm_puts_it_off_and_it_is_not_lost() -> None:
    hearing = Hearing(0.0)
    for at in range(0, 1000, 10):
        assert hearing.turn(float(at), hours=8, calm=False) is None
    assert hearing.turn(1000.0, hours=8, calm=True) is None
    assert hearing.turn(1000.0 + CALM - 1, hours=8, calm=True) is None
    assert hearing.turn(1000.0 + CALM, hours=8, calm=True, free=False) is None
    assert hearing.turn(1001.0 + CALM, hours=8, calm=True) is Deed.PLAY


@pytest.mark.parametrize("said_no", [False, True])
def test_an_alarm_in_the_midst_of_it_takes_the_question_away_until_it_is_calm_again(said_no: bool) -> None:
    hearing, now = asked()
    if said_no:
        hearing.answer(now + 1, heard=False)
    assert hearing.turn(now + 2, hours=8, calm=False) is Deed.POSTPONE
    assert hearing.turn(now + 3, hours=8, calm=False) is None
    assert hearing.turn(now + 4, hours=8, calm=True) is None
    assert hearing.turn(now + 4 + CALM, hours=8, calm=True) is Deed.PLAY


def test_without_an_answer_it_counts_as_not_heard_and_is_told_once() -> None:
    hearing, now = asked()
    assert hearing.turn(now + PATIENCE, hours=8, calm=True) is Deed.MISSING
    assert hearing.turn(now + 9 * HOUR, hours=8, calm=True) is None
    assert hearing.stage is Stage.ASKING


def test_no_stays_until_it_has_been_played_again_and_heard() -> None:
    hearing, now = asked()
    hearing.answer(now + 1, heard=False)
    assert hearing.turn(now + 20 * HOUR, hours=8, calm=True) is None
    stages = [hearing.stage]
    hearing.again(now + 20 * HOUR)
    assert [*stages, hearing.stage] == [Stage.UNHEARD, Stage.ASKING]
    hearing.answer(now + 20 * HOUR + 1, heard=True)
    assert hearing.turn(now + 28 * HOUR, hours=8, calm=True) is None
    assert hearing.turn(now + 28 * HOUR + 1, hours=8, calm=True) is Deed.PLAY


@given(st.lists(st.tuples(st.floats(0.1, 5000), st.booleans(), st.booleans(), st.sampled_from(["", "yes", "no"]))))
def test_whatever_happens_no_sound_is_played_unless_it_is_calm_due_and_free(
    steps: list[tuple[float, bool, bool, str]],
) -> None:
    hearing, now, heard = Hearing(0.0), 0.0, None
    for seconds, calm, free, answer in steps:
        now += seconds
        deed = hearing.turn(now, hours=1, calm=calm, free=free)
        if deed is Deed.PLAY:
            assert calm
            assert free
            assert now >= SOON
            assert heard is None or now >= heard + HOUR
        if not calm:
            assert hearing.stage is Stage.RESTING
        if answer and hearing.stage is Stage.ASKING:
            hearing.answer(now, heard=answer == "yes")
            heard = now if answer == "yes" else heard
