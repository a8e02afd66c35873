"""When a stream tries again, and what that leaves behind."""

from __future__ import annotations

import threading

import pytest
from fault_server import (
    PING,
    FaultServer,
    Peer,
    close_at_once,
    open_files,
    serve,
    slam,
    until,
)
from identity import Identity
from watched import PATIENT, Watched, event, quick

from facemon.device.status import Failure, State
from facemon.device.timing import Timing


def test_retry_now_ends_the_wait(identity: Identity) -> None:
    with (
        FaultServer(close_at_once, serve, identity=identity) as server,
        Watched(server.port, identity.pin, timing=PATIENT) as watched,
    ):
        watched.wait_for(State.WAITING)
        watched.stream.retry_now()
        watched.wait_for(State.LIVE)


def test_a_changed_network_ends_the_wait(identity: Identity) -> None:
    with (
        FaultServer(close_at_once, serve, identity=identity) as server,
        Watched(server.port, identity.pin, timing=PATIENT) as watched,
    ):
        watched.wait_for(State.WAITING)
        watched.stream.network_changed()
        watched.wait_for(State.LIVE)


def test_a_network_that_changes_during_an_attempt_is_tried_again_when_that_has_failed(identity: Identity) -> None:
    changed = threading.Event()

    def fail_late(peer: Peer) -> None:
        peer.read_head()
        changed.wait(20)

    with (
        FaultServer(fail_late, serve, identity=identity) as server,
        Watched(server.port, identity.pin, timing=PATIENT) as watched,
    ):
        watched.wait_for(State.SUBSCRIBING)
        watched.stream.network_changed()
        changed.set()
        watched.wait_for(State.LIVE)
    assert server.connections == 2


def test_a_live_connection_is_asked_at_once_and_kept_when_the_network_changes(identity: Identity) -> None:
    with (
        FaultServer(serve, identity=identity) as server,
        Watched(server.port, identity.pin, timing=quick(ping=3600, silence=7200)) as watched,
    ):
        watched.wait_for(State.LIVE)
        until(lambda: server.frames == [(PING, b"1")])
        watched.stream.network_changed()
        until(lambda: server.frames == [(PING, b"1"), (PING, b"2")])
        assert watched.status.state is State.LIVE
    assert server.connections == 1


def test_asking_again_for_what_is_refused_does_not_try_a_wrong_password_twice(identity: Identity) -> None:
    refusing = threading.Event()

    def refuse(peer: Peer) -> None:
        peer.read_request()
        refusing.wait(20)
        peer.answer("401 Unauthorized")

    with (
        FaultServer(refuse, identity=identity) as server,
        Watched(server.port, identity.pin, username="admin", password="p") as watched,
    ):
        watched.wait_for(State.SIGNING_IN)
        watched.stream.retry_now()
        watched.stream.network_changed()
        refusing.set()
        watched.wait_for(State.REFUSED)
    assert server.connections == 1


def test_a_stream_takes_over_when_the_former_one_has_given_its_place_back(identity: Identity) -> None:
    ended: list[bool] = []

    def goodbye_first(peer: Peer) -> None:
        ended.append(not former.stream.join(0))
        serve(peer)

    with FaultServer(serve, goodbye_first, identity=identity) as server:
        former, successor = (Watched(server.port, identity.pin) for _ in range(2))
        former.stream.start()
        former.wait_for(State.LIVE)
        former.stream.stop()
        successor.stream.start(after=former.stream)
        successor.wait_for(State.LIVE)
        successor.stream.stop()
        assert successor.stream.join(10)
    assert ended == [False]


def test_a_stream_that_waits_for_a_former_one_can_be_stopped(identity: Identity) -> None:
    with FaultServer(serve, identity=identity) as server, Watched(server.port, identity.pin) as former:
        former.wait_for(State.LIVE)
        successor = Watched(server.port, identity.pin)
        successor.stream.start(after=former.stream)
        successor.stream.stop()
        assert successor.stream.join(1)
    assert server.connections == 1


def test_a_fault_of_facemon_itself_is_told_logged_and_survived(
    identity: Identity, caplog: pytest.LogCaptureFixture
) -> None:
    calls = iter(range(1_000_000))

    def asleep() -> float:
        if next(calls) == 2:  # the first two come before the attempt
            raise KeyError("a bug of ours")
        return 0.0

    with FaultServer(serve, identity=identity) as server, Watched(server.port, identity.pin, asleep=asleep) as watched:
        assert watched.fails_with(Failure.INTERNAL_ERROR).detail == "KeyError"
        watched.wait_for(State.LIVE)
    assert "a bug of ours" in caplog.text
    assert "Traceback" in caplog.text


def test_a_fault_that_lasts_ends_with_what_it_lasts_for(identity: Identity) -> None:
    broken = False
    raised = 0

    def asleep() -> float:
        nonlocal raised
        if broken:
            raised += 1
            raise KeyError("a bug of ours")
        return 0.0

    with FaultServer(serve, identity=identity) as server, Watched(server.port, identity.pin, asleep=asleep) as watched:
        watched.wait_for(State.LIVE)
        broken = True
        watched.fails_with(Failure.INTERNAL_ERROR)
        until(lambda: raised > 20)
        broken = False
        watched.wait_for(State.LIVE)


def test_three_hundred_reconnects_leave_nothing_behind(identity: Identity) -> None:
    def lose(peer: Peer) -> None:
        peer.upgrade()
        peer.frame(event("x"))

    quick = Timing(first_retry=0.0001, longest_retry=0.0001, full_retry=0.0001, farewell=0.01)
    with (
        FaultServer(*([close_at_once, lose, slam] * 100), serve, identity=identity) as server,
        Watched(server.port, identity.pin, timing=quick) as watched,
    ):
        until(lambda: server.connections >= 20)
        threads, files = threading.active_count(), open_files()
        until(lambda: server.connections > 300 and watched.status.state is State.LIVE, 60)
        until(lambda: threading.active_count() <= threads + 2)
        assert open_files() <= files + 2
