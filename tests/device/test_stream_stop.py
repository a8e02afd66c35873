"""A stream ends within a second from wherever it is."""

from __future__ import annotations

import contextlib
import socket
import struct
import threading
import time
from collections.abc import Callable

import pytest
from fault_server import (
    CLOSE,
    PING,
    FaultServer,
    Peer,
    close_at_once,
    frame_bytes,
    sends,
    serve,
    silent_listener,
    until,
)
from identity import Identity
from watched import PATIENT, Watched, event, quick

from facemon.device.status import State
from facemon.event import Happening


def drip_a_head(peer: Peer) -> None:
    peer.read_head()
    peer.send(b"HTTP/1.1 101 x\r\nX: ")
    while not peer.server.ending.wait(0.05):
        peer.send(b"x")


def half_a_frame(peer: Peer) -> None:
    peer.upgrade()
    peer.frame(event("first"))
    peer.send(b"\x81\x7e\x10\x00abc")
    peer.hold()


def endless_frame(peer: Peer) -> None:
    peer.upgrade()
    peer.send(struct.pack("!BBQ", 0x81, 127, 8_000_000))
    while not peer.server.ending.wait(0.01):
        peer.send(b"x")


@pytest.mark.parametrize(
    ("script", "tls", "state"),
    [
        (Peer.hold, False, State.SECURING),
        (Peer.hold, True, State.SUBSCRIBING),
        (drip_a_head, True, State.SUBSCRIBING),
        (serve, True, State.LIVE),
        (half_a_frame, True, State.LIVE),
        (endless_frame, True, State.LIVE),
        (close_at_once, True, State.WAITING),
    ],
)
def test_it_stops_within_a_second(identity: Identity, script: Callable[[Peer], None], tls: bool, state: State) -> None:
    with FaultServer(script, identity=identity if tls else None) as server:
        watched = Watched(server.port, identity.pin, timing=PATIENT)
        with watched:
            watched.wait_for(state)
            watched.stream.stop()
            assert watched.stream.join(1.0)
        assert watched.status.state is State.OFF


def test_it_stops_while_it_needs_approval_and_while_it_is_refused(identity: Identity, stranger: Identity) -> None:
    for pin, state in (("", State.NEEDS_APPROVAL), (stranger.pin, State.REFUSED)):
        with FaultServer(serve, identity=identity) as server, Watched(server.port, pin) as watched:
            watched.wait_for(state)
            watched.stream.stop()
            assert watched.stream.join(1.0)


def test_it_stops_while_the_keyring_asks(identity: Identity) -> None:
    answered = threading.Event()

    def ask() -> str:
        answered.wait()
        return "late"

    with (
        FaultServer(serve, identity=identity) as server,
        Watched(server.port, identity.pin, username="admin", timing=PATIENT, ask_password=ask) as watched,
    ):
        watched.wait_for(State.SIGNING_IN)
        watched.stream.stop()
        assert watched.stream.join(1.0)
        answered.set()


def test_a_stream_that_never_started_has_ended() -> None:
    watched = Watched(1, "")
    watched.stream.stop()
    watched.stream.start()
    assert watched.stream.join(0)
    assert watched.statuses == []


def test_the_device_gets_its_place_back_when_it_stops(identity: Identity) -> None:
    with FaultServer(serve, identity=identity) as server:
        with Watched(server.port, identity.pin, timing=PATIENT) as watched:
            watched.wait_for(State.LIVE)
        until(lambda: server.frames[-1] == (CLOSE, struct.pack("!H", 1000)))


def test_what_has_arrived_or_is_on_its_way_when_it_stops_is_still_told(identity: Identity) -> None:
    first_told, all_sent = threading.Event(), threading.Event()

    def script(peer: Peer) -> None:
        peer.upgrade()
        peer.frame(event("first"))
        first_told.wait()
        for number in range(30):
            peer.frame(event(f"arrived {number}"))
            peer.frame(b"", PING)
        whole = frame_bytes(event("in two halves"))
        peer.send(whole[:20])
        all_sent.set()
        while peer.read_frame()[0] not in (0, CLOSE):
            pass
        peer.send(whole[20:])
        peer.frame(event("crossed the close frame"))

    def stop(happening: Happening) -> None:
        if happening.uuid == "first":
            first_told.set()
            all_sent.wait()
            watched.stream.stop()

    with (
        FaultServer(script, identity=identity) as server,
        Watched(server.port, identity.pin, timing=quick(farewell=10), on_message=stop) as watched,
    ):
        until(lambda: watched.status.state is State.OFF and watched.stream.join(0))
        arrived = [f"arrived {number}" for number in range(30)]
        assert watched.uuids == ["first", *arrived, "in two halves", "crossed the close frame"]


def test_it_stops_while_the_name_is_looked_up(monkeypatch: pytest.MonkeyPatch) -> None:
    answered = threading.Event()
    genuine = socket.getaddrinfo

    def getaddrinfo(host: str, port: int, *, type: int, flags: int) -> object:  # noqa: A002 - the system's name
        if flags != socket.AI_NUMERICHOST:
            answered.wait()
        return genuine(host, port, type=type, flags=flags)

    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
    with Watched(8000, "", host="slow.invalid", timing=PATIENT) as watched:
        watched.wait_for(State.RESOLVING)
        watched.stream.stop()
        assert watched.stream.join(1.0)
    assert watched.status.state is State.OFF
    answered.set()


def test_it_stops_while_it_connects() -> None:
    with silent_listener() as port, Watched(port, "", timing=PATIENT) as watched:
        watched.wait_for(State.CONNECTING)
        watched.stream.stop()
        assert watched.stream.join(1.0)
        assert watched.status.state is State.OFF


def test_it_stops_while_it_signs_in(identity: Identity) -> None:
    with (
        FaultServer(Peer.hold, identity=identity) as server,
        Watched(server.port, identity.pin, username="admin", password="p", timing=PATIENT) as watched,
    ):
        watched.wait_for(State.SIGNING_IN)
        watched.stream.stop()
        assert watched.stream.join(1.0)


def test_whoever_stops_it_does_not_wait(identity: Identity) -> None:
    read = threading.Event()

    def stay(happening: Happening) -> None:
        read.wait()

    with (
        FaultServer(sends(event("one")), identity=identity) as server,
        Watched(server.port, identity.pin, on_message=stay) as watched,
    ):
        until(lambda: watched.uuids == ["one"])
        watched.stream.stop()
        assert not watched.stream.join(0)
        read.set()


def test_ten_stalled_links_stop_together(identity: Identity) -> None:
    with contextlib.ExitStack() as stack:
        streams = []
        for script in (Peer.hold, drip_a_head, half_a_frame, endless_frame, serve) * 2:
            server = stack.enter_context(FaultServer(script, identity=identity))
            streams.append(stack.enter_context(Watched(server.port, identity.pin, timing=PATIENT)))
        until(lambda: all(State.SUBSCRIBING in watched.states for watched in streams))
        end = time.monotonic() + 3
        for watched in streams:
            watched.stream.stop()
        assert all(watched.stream.join(max(0.0, end - time.monotonic())) for watched in streams)
