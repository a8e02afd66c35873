"""Whom alarms call outside the lane."""

from __future__ import annotations

import msgspec
import pytest
from coming_alarms import alarm
from hypothesis import given
from hypothesis import strategies as st

from facemon.alarm import Alarm, AlarmState, Priority
from facemon.ui.coming.call import Caller


def changed(one: Alarm, **fields: object) -> Alarm:
    return msgspec.structs.replace(one, **fields)


def test_nothing_owed_asks_for_nothing() -> None:
    call = Caller().look([])
    assert (call.owed, call.highest, call.show, call.flash, call.foreground, call.frame) == (
        0, None, False, False, False, False,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("priority", "shows"),
    [(Priority.LOW, False), (Priority.MEDIUM, False), (Priority.HIGH, True), (Priority.CRITICAL, True)],
)
def test_the_window_comes_for_high_and_critical_ones(priority: Priority, *, shows: bool) -> None:
    call = Caller().look([alarm(priority=priority)])
    assert call.show is shows
    assert call.flash
    assert not call.foreground


def test_what_has_called_does_not_call_again() -> None:
    caller = Caller()
    caller.look([alarm(priority=Priority.HIGH)])
    call = caller.look([alarm(priority=Priority.HIGH, count=2)])
    assert not call.show
    assert not call.flash


def test_a_critical_one_that_comes_again_calls_again() -> None:
    caller = Caller()
    caller.look([alarm()])
    assert caller.look([alarm(count=2)]).show


def test_the_foreground_is_taken_once_at_each_escalation() -> None:
    caller = Caller()
    caller.look([alarm()])
    assert caller.look([alarm(escalated=1)]).foreground
    assert not caller.look([alarm(escalated=1)]).foreground
    assert caller.look([alarm(escalated=2)]).foreground


def test_one_that_is_looked_into_calls_nobody_and_calls_when_it_is_open_again() -> None:
    caller = Caller()
    caller.look([alarm()])
    call = caller.look([alarm(state=AlarmState.LOOKING)])
    assert not call.frame
    assert call.calling == ()
    assert call.owed == 1
    assert caller.look([alarm()]).show


def test_of_a_flood_its_beginning_calls_and_nothing_more_but_what_is_critical() -> None:
    caller = Caller()
    first = [alarm(number, priority=Priority.HIGH) for number in (1, 2)]
    begins = caller.look(first, {"gate"})
    assert begins.show
    assert begins.calling == ()
    assert begins.flooded == ("gate",)
    more = caller.look([*first, alarm(3, priority=Priority.HIGH)], {"gate"})
    assert not more.show
    assert not more.flash
    critical = caller.look([alarm(4), *first], {"gate"})
    assert critical.show
    assert [each.id for each in critical.calling] == [4]


alarms = st.lists(
    st.builds(
        lambda number, priority, state, count, escalated: alarm(
            number, priority=priority, state=state, count=count, escalated=escalated
        ),
        st.integers(1, 5),
        st.sampled_from(Priority),
        st.sampled_from([AlarmState.OPEN, AlarmState.LOOKING, AlarmState.SHELVED]),
        st.integers(1, 4),
        st.integers(0, 2),
    ),
    unique_by=lambda each: each.id,
    max_size=5,
)


@given(st.lists(st.tuples(alarms, st.sets(st.just("gate"))), max_size=8))
def test_whatever_comes_and_goes_each_open_critical_one_is_framed_and_told(
    looks: list[tuple[list[Alarm], set[str]]],
) -> None:
    caller = Caller()
    for owed, flooded in looks:
        call = caller.look(owed, flooded)
        critical = {each.id for each in owed if each.priority is Priority.CRITICAL and each.state is AlarmState.OPEN}
        assert call.frame is bool(critical)
        assert critical <= {each.id for each in call.calling}
        assert call.owed == len(owed)
        again = caller.look(owed, flooded)
        assert not again.show
        assert not again.foreground
