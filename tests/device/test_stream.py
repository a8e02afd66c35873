"""One device's stream over real sockets: what arrives."""

from __future__ import annotations

import base64

import pytest
from fault_server import (
    BINARY,
    PING,
    PONG,
    FaultServer,
    Peer,
    frame_bytes,
    sends,
    serve,
    until,
)
from identity import Identity
from watched import PATIENT, Watched, event, quick

from facemon.device.frames import MAX_FRAGMENTS, MAX_MESSAGE
from facemon.device.status import State
from facemon.device.timing import Timing


def test_events_arrive_in_order_with_their_times(identity: Identity) -> None:
    with (
        FaultServer(sends(*(event(f"e{number}") for number in range(100))), identity=identity) as server,
        Watched(server.port, identity.pin) as watched,
    ):
        until(lambda: len(watched.messages) == 100)
        assert watched.uuids == [f"e{number}" for number in range(100)]
        assert all(received <= decoded for received, decoded in watched.times)
        assert watched.times == sorted(watched.times)
        assert watched.messages[0].device_id == "gate"


def test_the_way_to_live_is_told_step_by_step(identity: Identity) -> None:
    with FaultServer(serve, identity=identity) as server, Watched(server.port, identity.pin) as watched:
        live = watched.wait_for(State.LIVE)
        assert watched.states[:6] == [
            State.RESOLVING,
            State.CONNECTING,
            State.SECURING,
            State.SIGNING_IN,
            State.SUBSCRIBING,
            State.LIVE,
        ]
        assert live.blind_since_ms is None
    assert watched.status.state is State.OFF
    assert server.heads[0].startswith("GET /v1/event HTTP/1.1\r\n")
    assert "authorization" not in server.heads[0].lower()
    assert "extensions" not in server.heads[0].lower()
    assert "cookie" not in server.heads[0].lower()


def test_a_binary_frame_with_json_is_an_event(identity: Identity) -> None:
    def script(peer: Peer) -> None:
        peer.upgrade()
        peer.frame(event("binary"), BINARY)
        peer.serve()

    with FaultServer(script, identity=identity) as server, Watched(server.port, identity.pin) as watched:
        until(lambda: watched.uuids == ["binary"])


def test_a_message_in_fragments_is_put_together_around_the_pings_between(identity: Identity) -> None:
    message = event("pieces", rgb_image="A" * 300_000)
    parts = [message[index : index + 1000] for index in range(0, len(message), 1000)]

    def script(peer: Peer) -> None:
        peer.upgrade()
        for number, part in enumerate(parts):
            peer.frame(part, 1 if number == 0 else 0, fin=number == len(parts) - 1)
            if number == 5:
                peer.frame(b"are you there", PING)
        peer.serve()

    with FaultServer(script, identity=identity) as server, Watched(server.port, identity.pin) as watched:
        until(lambda: watched.uuids == ["pieces"])
        until(lambda: (PONG, b"are you there") in server.frames)


def test_as_many_fragments_and_as_many_bytes_as_are_allowed_are_taken(identity: Identity) -> None:
    message = event("many")
    largest = event("largest", filler="A" * (MAX_MESSAGE - len(event("largest", filler=""))))
    assert len(largest) == MAX_MESSAGE

    def script(peer: Peer) -> None:
        peer.upgrade()
        peer.frame(message, 1, fin=False)
        for number in range(1, MAX_FRAGMENTS):
            peer.frame(b"", 0, fin=number == MAX_FRAGMENTS - 1)
        peer.frame(largest[:5_000_000], 1, fin=False)
        peer.frame(largest[5_000_000:], 0)
        peer.serve()

    with (
        FaultServer(script, identity=identity) as server,
        Watched(server.port, identity.pin, timing=quick(message=60)) as watched,
    ):
        until(lambda: watched.uuids == ["many", "largest"])


def test_a_large_message_is_delivered_whole(identity: Identity) -> None:
    picture = base64.b64encode(bytes(5_000_000)).decode()
    with (
        FaultServer(sends(event("large", rgb_image=picture), event("next")), identity=identity) as server,
        Watched(server.port, identity.pin, timing=PATIENT) as watched,
    ):
        until(lambda: watched.uuids == ["large", "next"])


def test_a_large_message_that_drips_is_delivered_whole(identity: Identity) -> None:
    message = frame_bytes(event("slow", rgb_image="A" * 300_000))

    def script(peer: Peer) -> None:
        peer.upgrade()
        for index in range(0, len(message), 30_000):
            peer.send(message[index : index + 30_000])
            peer.server.ending.wait(0.25)  # longer than one wait of the reader
        peer.serve()

    with (
        FaultServer(script, identity=identity) as server,
        Watched(server.port, identity.pin, timing=PATIENT) as watched,
    ):
        until(lambda: watched.uuids == ["slow"])


def test_a_message_that_is_not_utf8_is_counted_and_the_next_event_arrives(identity: Identity) -> None:
    bad = (b'{"type":0,"data":{"deviceSN":"\xff\xfe"}}', b"not json", b"", b"[]", b'"' * 1000)
    with (
        FaultServer(sends(*bad, event("good")), identity=identity) as server,
        Watched(server.port, identity.pin) as watched,
    ):
        until(lambda: watched.uuids == ["good"])
        assert len(watched.unreadable) == len(bad)
        assert all(len(error.excerpt) <= 300 for error in watched.unreadable)
        assert watched.status.state is State.LIVE
    assert server.connections == 1


def test_a_callback_that_raises_costs_its_message_and_not_the_link(
    identity: Identity, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(happening: object) -> None:
        if watched.uuids == ["first"]:
            raise RuntimeError("a bug elsewhere")

    with (
        FaultServer(sends(event("first"), event("second")), identity=identity) as server,
        Watched(server.port, identity.pin, on_message=fail) as watched,
    ):
        until(lambda: watched.uuids == ["first", "second"])
        assert len(watched.unreadable) == 1
    assert server.connections == 1
    assert "a bug elsewhere" in caplog.text


def test_the_round_trip_of_a_ping_is_measured(identity: Identity) -> None:
    with FaultServer(serve, identity=identity) as server, Watched(server.port, identity.pin) as watched:
        until(lambda: watched.status.round_trip_ms is not None)
        assert watched.status.state is State.LIVE
        assert 0 < (watched.status.round_trip_ms or 0) < 5000


def test_a_steady_round_trip_is_told_once(identity: Identity) -> None:
    with (
        FaultServer(serve, identity=identity) as server,
        Watched(server.port, identity.pin, timing=Timing(ping=0.01, round_trip=60)) as watched,
    ):
        until(lambda: len([frame for frame in server.frames if frame[0] == PING]) > 5)
        assert len([status for status in watched.statuses if status.round_trip_ms is not None]) <= 1
