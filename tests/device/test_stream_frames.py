"""Frames that are legal and strange, close frames of all kinds, and more of both than anybody needs."""

from __future__ import annotations

import contextlib
import struct
import threading
from collections.abc import Callable

import pytest
from fault_server import (
    CLOSE,
    PING,
    PONG,
    TEXT,
    FaultServer,
    Peer,
    frame_bytes,
    serve,
    until,
)
from identity import Identity
from watched import PATIENT, Watched, event, quick

from facemon.device.status import Failure, State

AT_ONCE = quick(first_retry=0.0, longest_retry=0.0, full_retry=0.0)


def told(uuid: str) -> bytes:
    """Return a message without a serial number: what is known would be asked for at the next connection."""
    return event(uuid, deviceSN="")


def test_a_message_in_fragments_of_one_byte_with_pings_and_pongs_between_is_put_together(identity: Identity) -> None:
    message = event("bit by bit")

    def script(peer: Peer) -> None:
        peer.upgrade()
        pieces = bytearray()
        for number, byte in enumerate(message):
            pieces += frame_bytes(bytes([byte]), TEXT if number == 0 else 0, fin=number == len(message) - 1)
            pieces += frame_bytes(b"%d" % number, PING if number % 2 else PONG)
        for index in range(len(pieces)):  # and each byte of a frame by itself
            peer.send(bytes(pieces[index : index + 1]))
        peer.serve()

    with FaultServer(script, identity=identity) as server, Watched(server.port, identity.pin) as watched:
        until(lambda: watched.uuids == ["bit by bit"])
        answers = [(PONG, b"%d" % number) for number in range(1, len(message), 2)]
        until(lambda: [frame for frame in server.frames if frame[0] == PONG] == answers)
        assert watched.status.state is State.LIVE
    assert server.connections == 1


def test_of_a_message_that_a_close_frame_ends_in_the_middle_nothing_is_shown(identity: Identity) -> None:
    def script(peer: Peer) -> None:
        peer.upgrade()
        peer.frame(told("first"))
        peer.frame(told("half")[:20], fin=False)
        peer.frame(struct.pack("!H", 1000), CLOSE)
        peer.serve()

    with (
        FaultServer(script, serve, identity=identity) as server,
        Watched(server.port, identity.pin, timing=AT_ONCE) as watched,
    ):
        watched.fails_with(Failure.CONNECTION_LOST)
        watched.wait_for(State.LIVE)
        assert watched.uuids == ["first"]
        assert watched.unreadable == []


CODES = [
    *(struct.pack("!H", code) for code in (*range(1000, 1016), 3000, 3999, 4000, 4999)),
    *(struct.pack("!H", code) for code in (0, 999, 1016, 2999, 5000, 65535)),  # that nobody may send
    b"",
    b"\x03",
    struct.pack("!H", 1000) + b"\xff\xfe",
    struct.pack("!H", 1001) + "再见".encode() + b"\0\x1b[31m<b>",
    struct.pack("!H", 1000) + b"x" * 123,
]


def test_after_a_close_frame_of_any_kind_it_is_live_again(identity: Identity) -> None:
    def closing(number: int, payload: bytes) -> Callable[[Peer], None]:
        def script(peer: Peer) -> None:
            peer.upgrade()
            peer.frame(told(f"before {number}"))
            peer.frame(payload, CLOSE)
            peer.serve()

        return script

    with (
        FaultServer(
            *(closing(number, payload) for number, payload in enumerate(CODES)), serve, identity=identity
        ) as server,
        Watched(server.port, identity.pin, timing=AT_ONCE) as watched,
    ):
        until(lambda: server.connections == len(CODES) + 1 and watched.status.state is State.LIVE)
        assert watched.uuids == [f"before {number}" for number in range(len(CODES))]
        failures = [status for status in watched.statuses if status.state is State.WAITING]
        assert len(failures) == len(CODES)
        assert {status.failure for status in failures} == {Failure.CONNECTION_LOST, Failure.PROTOCOL_ERROR}
        assert all(status.detail.isprintable() and len(status.detail) <= 300 for status in failures)


@pytest.mark.parametrize(
    ("frame", "count"),
    [
        (frame_bytes(b"are you there", PING), 20_000),
        (frame_bytes(b"", PONG), 100_000),
        (frame_bytes(b"{}"), 20_000),
        (frame_bytes(b"x"), 10_000),
        (frame_bytes(b""), 10_000),
    ],
    ids=["pings", "pongs", "empty objects", "nonsense", "empty messages"],
)
def test_tiny_frames_as_fast_as_they_come_hold_up_neither_the_next_event_nor_the_end(
    identity: Identity, frame: bytes, count: int
) -> None:
    def read_on(peer: Peer) -> None:
        with contextlib.suppress(OSError):
            while peer.sock.recv(65536):
                pass

    def script(peer: Peer) -> None:
        peer.upgrade()
        reading = threading.Thread(target=read_on, args=(peer,))
        reading.start()
        with contextlib.suppress(OSError):
            for _ in range(count // 1000):
                peer.send(frame * 1000)
            peer.frame(event("after the flood"))
            while not peer.server.ending.is_set():  # and on, while it is told to end
                peer.send(frame * 1000)
        reading.join()

    with FaultServer(script, identity=identity) as server:
        with Watched(server.port, identity.pin, timing=PATIENT) as watched:
            until(lambda: "after the flood" in watched.uuids, seconds=60)
            assert watched.status.state is State.LIVE
        assert watched.states[-1] is State.OFF
        assert all(status.failure is None for status in watched.statuses)
    assert server.connections == 1
