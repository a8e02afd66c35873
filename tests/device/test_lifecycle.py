"""The connection's states, its patience and its words. No socket, no clock."""

from __future__ import annotations

import string

import pytest

from facemon.device.lifecycle import REFUSALS, SENTENCES, TABLE, Instant, Lifecycle, Signal
from facemon.device.status import Certificate, Failure, State
from facemon.device.timing import Timing

TO_LIVE = (Signal.START, Signal.RESOLVED, Signal.CONNECTED, Signal.SECURED, Signal.SIGNED_IN, Signal.SUBSCRIBED)
CERTIFICATE = Certificate("ab" * 32, "CN=door", "CN=door", 0, 0)


def at(seconds: float) -> Instant:
    return Instant(seconds, int(1_700_000_000_000 + seconds * 1000))


def a_lifecycle(chance: float = 0.5) -> Lifecycle:
    return Lifecycle("gate", timing=Timing(), chance=lambda: chance)


def go_live(lifecycle: Lifecycle, seconds: float = 0.0) -> None:
    for signal in TO_LIVE[lifecycle.status.state is State.RESOLVING :]:
        lifecycle.feed(signal, at(seconds))


def waits(lifecycle: Lifecycle, failure: Failure, seconds: float = 0.0) -> float:
    """Fail, return how long is waited, and begin the next attempt."""
    retry_at = lifecycle.fail(failure, at(seconds)).retry_at
    assert retry_at is not None
    lifecycle.feed(Signal.DUE, at(retry_at))
    return retry_at - seconds


def test_it_passes_every_state_on_its_way_to_live() -> None:
    lifecycle = a_lifecycle()
    states = [lifecycle.feed(signal, at(0)).state for signal in TO_LIVE]
    assert states == [
        State.RESOLVING,
        State.CONNECTING,
        State.SECURING,
        State.SIGNING_IN,
        State.SUBSCRIBING,
        State.LIVE,
    ]


def test_every_state_knows_stop_and_what_the_table_does_not_have_raises() -> None:
    for state, row in TABLE.items():
        assert row[Signal.STOP] is State.OFF, state
    assert set(TABLE) == set(State)
    lifecycle = a_lifecycle()
    go_live(lifecycle)
    with pytest.raises(ValueError, match="live"):
        lifecycle.feed(Signal.SUBSCRIBED, at(0))
    with pytest.raises(ValueError, match="off"):
        a_lifecycle().fail(Failure.SILENCE, at(0))


def test_the_wait_doubles_from_one_second_to_thirty() -> None:
    lifecycle = a_lifecycle()
    lifecycle.feed(Signal.START, at(0))
    delays = [waits(lifecycle, Failure.CONNECTION_REFUSED) for _ in range(8)]
    assert delays == [1, 2, 4, 8, 16, 25, 25, 25]


@pytest.mark.parametrize(("chance", "first", "last"), [(0.0, 0.8, 20.0), (1.0, 1.2, 30.0)])
def test_jitter_is_a_fifth_and_never_exceeds_the_longest_wait(chance: float, first: float, last: float) -> None:
    lifecycle = a_lifecycle(chance)
    lifecycle.feed(Signal.START, at(0))
    delays = [waits(lifecycle, Failure.NO_ROUTE) for _ in range(100)]
    assert delays[0] == pytest.approx(first)
    assert delays[-1] == pytest.approx(last)


@pytest.mark.parametrize("chance", [0.0, 0.5, 1.0])
def test_a_full_device_is_left_alone_for_ten_seconds(chance: float) -> None:
    lifecycle = a_lifecycle(chance)
    lifecycle.feed(Signal.START, at(0))
    assert all(waits(lifecycle, Failure.TOO_MANY_SUBSCRIBERS) >= 10 - 1e-9 for _ in range(10))


def test_only_a_full_minute_live_starts_the_wait_anew() -> None:
    lifecycle = a_lifecycle()
    lifecycle.feed(Signal.START, at(0))
    for _ in range(3):
        waits(lifecycle, Failure.CONNECTION_REFUSED)
    go_live(lifecycle, 100)
    assert waits(lifecycle, Failure.CONNECTION_LOST, 159) == 8
    go_live(lifecycle, 200)
    assert waits(lifecycle, Failure.CONNECTION_LOST, 260) == 1


@pytest.mark.parametrize("failure", sorted(REFUSALS))
def test_what_only_a_person_can_change_is_not_tried_again(failure: Failure) -> None:
    lifecycle = a_lifecycle()
    lifecycle.feed(Signal.START, at(0))
    status = lifecycle.fail(failure, at(1))
    assert (status.state, status.retry_at, status.failure) == (State.REFUSED, None, failure)
    for signal in (Signal.DUE, Signal.NETWORK_CHANGED, Signal.WOKEN):
        with pytest.raises(ValueError, match="refused"):
            lifecycle.feed(signal, at(2))
    assert lifecycle.feed(Signal.RETRY_NOW, at(3)).state is State.RESOLVING


@pytest.mark.parametrize("signal", [Signal.RETRY_NOW, Signal.NETWORK_CHANGED, Signal.WOKEN])
def test_a_wait_ends_at_once_when_there_is_reason_to_hope(signal: Signal) -> None:
    lifecycle = a_lifecycle()
    lifecycle.feed(Signal.START, at(0))
    lifecycle.fail(Failure.NO_ROUTE, at(0))
    assert lifecycle.feed(signal, at(0.1)).state is State.RESOLVING


def test_it_is_blind_since_it_was_last_live_however_often_it_tries() -> None:
    lifecycle = a_lifecycle()
    assert lifecycle.status.blind_since_ms == 0
    assert lifecycle.feed(Signal.START, at(5)).blind_since_ms == at(5).unix_ms
    assert lifecycle.fail(Failure.NAME_NOT_FOUND, at(10)).blind_since_ms == at(5).unix_ms
    lifecycle.feed(Signal.DUE, at(15))
    go_live(lifecycle, 20)
    assert lifecycle.status.blind_since_ms is None
    waits(lifecycle, Failure.CONNECTION_LOST, 30)
    assert lifecycle.status.blind_since_ms == at(30).unix_ms


def test_the_last_failure_is_told_until_it_is_live_again() -> None:
    lifecycle = a_lifecycle()
    lifecycle.feed(Signal.START, at(0))
    waiting = lifecycle.fail(Failure.SERVER_ERROR, at(0), detail="HTTP 500")
    assert (waiting.failure, waiting.detail, waiting.attempts) == (Failure.SERVER_ERROR, "HTTP 500", 1)
    trying = lifecycle.feed(Signal.DUE, at(1))
    assert (trying.failure, trying.detail, trying.attempts) == (Failure.SERVER_ERROR, "HTTP 500", 1)
    go_live(lifecycle, 1)
    live = lifecycle.status
    assert (live.failure, live.detail, live.attempts) == (None, "", 0)


def test_an_unknown_certificate_waits_for_approval_and_is_shown() -> None:
    lifecycle = a_lifecycle()
    for signal in TO_LIVE[:3]:
        lifecycle.feed(signal, at(0))
    status = lifecycle.feed(Signal.CERTIFICATE_UNKNOWN, at(0), certificate=CERTIFICATE)
    assert (status.state, status.certificate) == (State.NEEDS_APPROVAL, CERTIFICATE)
    status = lifecycle.feed(Signal.RETRY_NOW, at(1))
    assert (status.state, status.certificate) == (State.RESOLVING, None)


def test_a_round_trip_belongs_to_one_subscription() -> None:
    lifecycle = a_lifecycle()
    go_live(lifecycle)
    assert lifecycle.measured(3.5).round_trip_ms == 3.5
    assert lifecycle.fail(Failure.CONNECTION_LOST, at(1)).round_trip_ms is None


@pytest.mark.parametrize("failure", list(Failure))
def test_each_failure_has_a_sentence_of_its_own_that_names_the_device_and_the_host(failure: Failure) -> None:
    sentence = SENTENCES[failure]
    fields = {field for _, field, _, _ in string.Formatter().parse(sentence) if field is not None}
    assert fields <= {"name", "host", "port", "detail"}
    assert "name" in fields
    assert "host" in fields or failure is Failure.INTERNAL_ERROR
    assert list(SENTENCES.values()).count(sentence) == 1


def test_a_silence_began_before_it_was_known() -> None:
    lifecycle = a_lifecycle()
    go_live(lifecycle, 100)
    status = lifecycle.fail(Failure.SILENCE, at(200), unseen_ms=17_000)
    assert status.blind_since_ms == at(183).unix_ms
    assert status.since_ms == at(200).unix_ms
