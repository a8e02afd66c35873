"""A live stream: how each fault is found out."""

from __future__ import annotations

import contextlib
import signal
import struct
import threading
import time

import pytest
from fault_server import (
    CLOSE,
    PING,
    PONG,
    FaultServer,
    Peer,
    frame_bytes,
    serve,
    until,
)
from identity import Identity
from watched import PATIENT, Watched, event, quick

from facemon.device.status import Failure, State
from facemon.simulator import process


def test_a_peer_that_falls_silent_is_noticed(identity: Identity) -> None:
    def script(peer: Peer) -> None:
        peer.upgrade()
        peer.frame(event("last"))
        peer.hold()

    with (
        FaultServer(script, identity=identity) as server,
        Watched(server.port, identity.pin, timing=quick(silence=1.5)) as watched,
    ):
        watched.fails_with(Failure.SILENCE)
        assert State.LIVE in watched.states


def test_a_stopped_device_a_cut_cable_and_half_a_frame_are_known_within_fifteen_seconds(identity: Identity) -> None:
    quiet = threading.Event()

    def cut(peer: Peer) -> None:
        peer.upgrade()
        peer.frame(event("last"))
        while not quiet.is_set():
            peer.read_frame()
        peer.hold()

    def half(peer: Peer) -> None:
        peer.upgrade()
        peer.frame(event("last"))
        quiet.wait()
        peer.send(b"\x81\x7e\x10\x00abc")
        peer.hold()

    def drip(peer: Peer) -> None:
        peer.upgrade()
        peer.frame(event("last"))
        quiet.wait()
        peer.send(b"\x81\x7e\x10\x00")
        while not peer.server.ending.wait(0.2):
            peer.send(b" ")

    with contextlib.ExitStack() as stack:
        stack.callback(quiet.set)
        device = process.start(rate=0)
        stack.callback(device.stop)
        stack.callback(device.process.send_signal, signal.SIGCONT)
        streams = [stack.enter_context(Watched(device.port, device.certificate, timing=PATIENT))]
        for script in (cut, half, drip):
            server = stack.enter_context(FaultServer(script, identity=identity))
            streams.append(stack.enter_context(Watched(server.port, identity.pin, timing=PATIENT)))
        for watched in streams:
            watched.wait_for(State.LIVE)
        device.process.send_signal(signal.SIGSTOP)
        quiet.set()
        until(lambda: all(watched.status.failure is Failure.SILENCE for watched in streams), seconds=15)


@pytest.mark.parametrize("half", [b"\x81\x7e\x10\x00abc", b"\x81", b"\x81\x7f\0\0", b"\x01\x03abc"])
def test_half_a_frame_is_noticed(identity: Identity, half: bytes) -> None:
    def script(peer: Peer) -> None:
        peer.upgrade()
        peer.frame(event("first"))
        peer.send(half)
        peer.hold()

    with (
        FaultServer(script, identity=identity) as server,
        Watched(server.port, identity.pin, timing=quick(message=0.7)) as watched,
    ):
        assert watched.fails_with(Failure.SILENCE).detail == "message not completed"
        assert watched.uuids[0] == "first"


def test_a_message_that_drips_for_ever_ends_in_time_though_pings_are_answered(identity: Identity) -> None:
    def script(peer: Peer) -> None:
        peer.upgrade()
        peer.frame(b"{", 1, fin=False)
        while not peer.server.ending.wait(0.02):
            peer.frame(b" ", 0, fin=False)
            peer.frame(b"", PONG)

    with (
        FaultServer(script, identity=identity) as server,
        Watched(server.port, identity.pin, timing=quick(message=0.7)) as watched,
    ):
        assert watched.fails_with(Failure.SILENCE).detail == "message not completed"


def test_a_connection_that_breaks_after_an_event_is_lost(identity: Identity) -> None:
    def script(peer: Peer) -> None:
        peer.upgrade()
        peer.frame(event("only"))

    with FaultServer(script, identity=identity) as server, Watched(server.port, identity.pin) as watched:
        watched.fails_with(Failure.CONNECTION_LOST)


def test_a_device_that_says_goodbye_gets_an_answer(identity: Identity) -> None:
    def script(peer: Peer) -> None:
        peer.upgrade()
        peer.frame(event("only"))
        peer.frame(struct.pack("!H", 1001), CLOSE)
        peer.serve()

    with (
        FaultServer(script, identity=identity) as server,
        Watched(server.port, identity.pin, timing=PATIENT) as watched,
    ):
        assert watched.fails_with(Failure.CONNECTION_LOST).detail == "close code 1001"
        until(lambda: CLOSE in [opcode for opcode, _ in server.frames])


HUGE = struct.pack("!BBQ", 0x81, 127, 2**62)
HOSTILE = {
    "an announced length beyond any memory": (HUGE, 1009),
    "an announced length just beyond the bound": (struct.pack("!BBQ", 0x81, 127, 8 * 1024 * 1024 + 1), 1009),
    "endless empty fragments": (b"\x01\x00" + b"\x00\x00" * 5000, 1009),
    "small fragments without end": (
        frame_bytes(bytes(256), 1, fin=False) + frame_bytes(bytes(256), 0, fin=False) * 5000,
        1009,
    ),
    "fragments that add up": (
        frame_bytes(bytes(5_000_000), 1, fin=False) + frame_bytes(bytes(5_000_000), 0, fin=False),
        1009,
    ),
    "a masked frame": (b"\x81\x85\0\0\0\0hello", 1002),
    "a compressed frame": (b"\xc1\x05hello", 1002),
    "a kind of frame that does not exist": (b"\x83\x00", 1002),
    "a ping in fragments": (b"\x09\x00", 1002),
    "a long ping": (b"\x89\x7e\x01\x00" + bytes(256), 1002),
    "a continuation of nothing": (b"\x80\x00", 1002),
    "a message inside a message": (b"\x01\x01a\x81\x01b", 1002),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_frame_closes_the_link_quickly(identity: Identity, name: str) -> None:
    pieces, code = HOSTILE[name]

    def script(peer: Peer) -> None:
        peer.upgrade()
        peer.frame(event("first"))
        with contextlib.suppress(OSError):
            peer.send(pieces)
        peer.serve()

    with (
        FaultServer(script, identity=identity) as server,
        Watched(server.port, identity.pin, timing=PATIENT) as watched,
    ):
        watched.fails_with(Failure.PROTOCOL_ERROR)
        assert watched.uuids == ["first"]
        until(lambda: CLOSE in [opcode for opcode, _ in server.frames])
        assert (CLOSE, struct.pack("!H", code)) in server.frames


def test_a_huge_announcement_costs_no_memory(identity: Identity) -> None:
    tracemalloc = pytest.importorskip("tracemalloc")

    def script(peer: Peer) -> None:
        peer.upgrade()
        peer.send(HUGE)
        chunk = bytes(65536)
        while True:
            peer.send(chunk)

    tracemalloc.start()
    try:
        with (
            FaultServer(script, identity=identity) as server,
            Watched(server.port, identity.pin, timing=PATIENT) as watched,
        ):
            watched.fails_with(Failure.PROTOCOL_ERROR)
        assert tracemalloc.get_traced_memory()[1] < 10_000_000
    finally:
        tracemalloc.stop()


def test_a_device_that_reads_nothing_is_given_up(identity: Identity) -> None:
    def script(peer: Peer) -> None:
        peer.upgrade()
        pings = frame_bytes(bytes(125), PING) * 500
        while True:
            peer.send(pings)

    with (
        FaultServer(script, identity=identity) as server,
        Watched(server.port, identity.pin, timing=quick(send=0.5)) as watched,
    ):
        assert watched.fails_with(Failure.CONNECTION_LOST).detail == "nothing can be sent any more"


def test_a_computer_that_has_slept_reconnects_at_once(identity: Identity) -> None:
    slept = 0.0
    with (
        FaultServer(serve, identity=identity) as server,
        Watched(server.port, identity.pin, timing=PATIENT, asleep=lambda: slept) as watched,
    ):
        watched.wait_for(State.LIVE)
        slept = 30.0
        until(lambda: server.connections == 2)
        watched.wait_for(State.LIVE)
        assert State.WAITING not in watched.states
        assert CLOSE in [opcode for opcode, _ in server.frames]


def test_a_computer_that_has_slept_has_seen_nothing_since_it_fell_asleep(
    identity: Identity, monkeypatch: pytest.MonkeyPatch
) -> None:
    slept = 0.0
    wall = time.time
    monkeypatch.setattr(time, "time", lambda: wall() + slept)
    with (
        FaultServer(serve, identity=identity) as server,
        Watched(server.port, identity.pin, asleep=lambda: slept) as watched,
    ):
        watched.wait_for(State.LIVE)
        evening_ms = time.time() * 1000
        slept = 8 * 3600.0
        until(lambda: server.connections == 2)
        woken = next(status for status in watched.statuses[1:] if status.detail == "this computer was asleep")
        assert woken.blind_since_ms is not None
        assert abs(woken.blind_since_ms - evening_ms) < 60_000


def test_what_was_sent_after_the_last_ping_that_was_answered_is_not_sure_to_have_been_seen(identity: Identity) -> None:
    answered = threading.Event()
    deaf = threading.Event()

    def script(peer: Peer) -> None:
        peer.upgrade()
        while True:
            opcode, payload = peer.read_frame()
            if deaf.is_set():
                break
            if opcode == PING:
                peer.frame(payload, PONG)
                answered.set()
        peer.frame(event("late"))  # says nothing of what was on its way before

    with (
        FaultServer(script, identity=identity) as server,
        Watched(server.port, identity.pin, timing=quick(ping=60.0)) as watched,
    ):
        watched.wait_for(State.LIVE)
        assert answered.wait(10)
        began_ms = time.time() * 1000
        ended = time.monotonic() + 0.5
        until(lambda: time.monotonic() > ended)
        deaf.set()
        watched.stream.network_changed()  # it pings, and is not answered
        lost = watched.fails_with(Failure.CONNECTION_LOST)
        assert watched.uuids == ["late"]
        assert lost.blind_since_ms is not None
        assert lost.blind_since_ms <= began_ms + 1


def test_a_short_sleep_or_a_clock_put_right_changes_nothing(
    identity: Identity, monkeypatch: pytest.MonkeyPatch
) -> None:
    slept = 0.0
    wall = time.time
    with (
        FaultServer(serve, identity=identity) as server,
        Watched(server.port, identity.pin, asleep=lambda: slept) as watched,
    ):
        watched.wait_for(State.LIVE)
        slept = 2.0
        monkeypatch.setattr(time, "time", lambda: wall() + 3600)
        pings = len(server.frames)
        until(lambda: len(server.frames) > pings + 5)
        assert watched.status.state is State.LIVE
    assert server.connections == 1


def test_what_was_found_out_of_a_former_connection_does_not_end_the_next(identity: Identity) -> None:
    asked, may_answer = threading.Event(), threading.Event()

    def script(peer: Peer) -> None:
        head = peer.read_head()
        asked.set()
        may_answer.wait(20)
        peer.grant(head)
        peer.serve()

    with (
        FaultServer(script, identity=identity) as server,
        Watched(server.port, identity.pin) as watched,
    ):
        assert asked.wait(10)
        watched.stream.renew(1_700_000_000_000)
        may_answer.set()
        watched.wait_for(State.LIVE)
        pings = len(server.frames)
        until(lambda: len(server.frames) > pings + 3 or watched.status.failure is not None)
        assert watched.status.state is State.LIVE
    assert server.connections == 1
