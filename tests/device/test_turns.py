"""Attempts to connect are spread: a few at once, the rest one after another, and whoever a person waits for first."""

from __future__ import annotations

import itertools

import pytest
from fault_server import FaultServer, closed_port, serve, until
from hypothesis import given
from hypothesis import strategies as st
from identity import Identity
from watched import Watched

from facemon.device.status import Failure, State
from facemon.device.turns import Turns


class Clock:
    """Stands still until it is set."""

    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now


def test_a_few_begin_at_once_and_the_rest_one_after_another() -> None:
    turns = Turns(at_once=3, per_second=10, clock=Clock())
    assert [turns.take() for _ in range(6)] == pytest.approx([0, 0, 0, 0.1, 0.2, 0.3])


def test_two_hundred_are_through_within_eight_seconds() -> None:
    turns = Turns(clock=Clock())
    assert 7 < [turns.take() for _ in range(200)][-1] < 8


def test_after_a_while_a_few_may_begin_at_once_again() -> None:
    clock = Clock()
    turns = Turns(at_once=3, per_second=10, clock=clock)
    for _ in range(20):
        turns.take()
    clock.now += 2.5
    assert [turns.take() for _ in range(4)] == pytest.approx([0, 0, 0, 0.1])


def test_whoever_a_person_waits_for_goes_before_all_that_wait() -> None:
    turns = Turns(at_once=3, per_second=10, clock=Clock())
    for _ in range(50):
        turns.take()
    assert turns.take(first=True) == 0


def test_a_person_who_wants_everything_first_has_it_spread_as_well() -> None:
    turns = Turns(at_once=3, per_second=10, clock=Clock())
    waits = [turns.take(first=True) for _ in range(100)]
    assert sum(wait == 0 for wait in waits) <= 10
    assert waits[-1] > 9


@given(asked=st.lists(st.tuples(st.floats(0, 1), st.booleans()), max_size=200))
def test_no_second_has_more_than_there_may_be(asked: list[tuple[float, bool]]) -> None:
    clock = Clock()
    turns = Turns(at_once=5, per_second=10, clock=clock)
    begun = []
    for pause, first in asked:
        clock.now += pause
        begun.append(clock.now + turns.take(first=first))
    begun.sort()
    # The usual ones, and what a person may put before them.
    most = (5 + 10) + (5 + 10)
    assert all(late - early > 1 for early, late in zip(begun, itertools.islice(begun, most, None), strict=False))


def test_a_stream_waits_for_its_turn_and_can_be_stopped_meanwhile(identity: Identity) -> None:
    turns = Turns(at_once=1, per_second=0.001)
    turns.take()
    with FaultServer(serve, identity=identity) as server:
        with Watched(server.port, identity.pin, turns=turns) as watched:
            watched.wait_for(State.RESOLVING)
        assert server.connections == 0
        assert watched.states == [State.RESOLVING, State.OFF]


def test_a_stream_that_a_person_waits_for_goes_at_once(identity: Identity) -> None:
    turns = Turns(at_once=1, per_second=0.001)
    turns.take()
    with (
        FaultServer(serve, identity=identity) as server,
        Watched(server.port, identity.pin, turns=turns) as watched,
    ):
        watched.wait_for(State.RESOLVING)
        watched.stream.retry_now()
        watched.stream.retry_now(first=True)
        watched.wait_for(State.LIVE)


def test_each_attempt_takes_a_turn() -> None:
    with Watched(closed_port(), "", turns=Turns(at_once=2, per_second=0.001)) as watched:
        assert watched.fails_with(Failure.CONNECTION_REFUSED)
        until(lambda: watched.states.count(State.WAITING) == 2 and watched.status.state is State.RESOLVING)
    assert watched.states.count(State.CONNECTING) == 2
