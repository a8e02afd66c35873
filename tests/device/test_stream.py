"""One device's stream over real sockets: what arrives, what is said of each fault, and how it ends."""

from __future__ import annotations

import base64
import contextlib
import json
import struct
import threading
import time
from collections.abc import Callable

import pytest
from fault_server import (
    BINARY,
    CLOSE,
    PING,
    PONG,
    FaultServer,
    Peer,
    closed_port,
    environment,
    frame_bytes,
    open_files,
    until,
)
from identity import Identity
from watched import PATIENT, Watched, event

from facemon.device.status import Failure, State
from facemon.device.timing import Timing

JUST_ONCE = Timing(
    resolve=0.6, connect=0.6, tls=0.6, answer=0.6, message=0.6, send=0.5, ping=0.2, silence=0.8, settle=0.5,
    first_retry=60, longest_retry=72, full_retry=60,
)  # fmt: skip


def serve(peer: Peer) -> None:
    peer.upgrade()
    peer.serve()


def sends(*messages: bytes) -> Callable[[Peer], None]:
    """Return a device that sends these messages to each subscriber."""

    def script(peer: Peer) -> None:
        peer.upgrade()
        for message in messages:
            peer.frame(message)
        peer.serve()

    return script


def raw(*pieces: bytes) -> Callable[[Peer], None]:
    """Return a device that upgrades and then sends these bytes."""

    def script(peer: Peer) -> None:
        peer.upgrade()
        for piece in pieces:
            peer.send(piece)
        peer.wait_for_end()

    return script


def answers(status: str, *headers: str, body: bytes = b"") -> Callable[[Peer], None]:
    """Return a device that answers the upgrade request so."""

    def script(peer: Peer) -> None:
        peer.read_head()
        peer.answer(status, body, *headers)
        peer.wait_for_end()

    return script


# --- what arrives ---


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
        Watched(server.port, identity.pin, timing=Timing(ping=0.01)) as watched,
    ):
        until(lambda: len([frame for frame in server.frames if frame[0] == PING]) > 5)
        assert len([status for status in watched.statuses if status.round_trip_ms is not None]) <= 1


# --- faults on the way to live ---


def test_a_name_that_does_not_exist() -> None:
    with Watched(8000, "sha256:00", host="no-such-device.invalid", timing=PATIENT) as watched:
        status = watched.fails_with(Failure.NAME_NOT_FOUND)
        assert status.state is State.WAITING
        assert status.retry_at is not None
        assert status.blind_since_ms == watched.statuses[0].blind_since_ms


def test_a_port_that_refuses() -> None:
    with Watched(closed_port(), "sha256:00") as watched:
        watched.fails_with(Failure.CONNECTION_REFUSED)
        until(lambda: watched.status.attempts >= 5)


def test_a_device_that_accepts_and_never_speaks_tls() -> None:
    with FaultServer(Peer.hold, identity=None) as server, Watched(server.port, "sha256:00") as watched:
        assert watched.fails_with(Failure.TIMED_OUT).detail == "TLS handshake"


def test_a_device_that_speaks_plain_http() -> None:
    with FaultServer(answers("400 Bad Request"), identity=None) as server:

        def plain(peer: Peer) -> None:
            peer.send(b"HTTP/1.1 400 Bad Request\r\n\r\n")
            peer.wait_for_end()

        server._scripts = (plain,)
        with Watched(server.port, "sha256:00") as watched:
            watched.fails_with(Failure.NOT_TLS)


def test_another_certificate_is_refused_for_good_and_sees_no_credentials(
    identity: Identity, stranger: Identity
) -> None:
    with (
        FaultServer(serve, identity=stranger) as server,
        Watched(server.port, identity.pin, username="admin", password="secret") as watched,
    ):
        status = watched.wait_for(State.REFUSED)
        assert status.failure is Failure.CERTIFICATE_CHANGED
        assert status.certificate is not None
        assert status.certificate.sha256 == stranger.sha256
        watched.stream.network_changed()
        until(lambda: server.connections == 1)
    assert (server.connections, server.received) == (1, b"")


def test_an_unknown_certificate_asks_once_and_goes_on_when_approved(identity: Identity) -> None:
    with FaultServer(serve, identity=identity) as server, Watched(server.port, "") as watched:
        status = watched.wait_for(State.NEEDS_APPROVAL)
        assert status.certificate is not None
        assert server.received == b""
        watched.stream.approve(f"sha256:{status.certificate.sha256}")
        watched.wait_for(State.LIVE)
    assert server.connections == 2


@pytest.mark.parametrize(
    ("status", "failure", "state"),
    [
        ("404 Not Found", Failure.NOT_THIS_PATH, State.WAITING),
        ("401 Unauthorized", Failure.SIGN_IN_NEEDED, State.REFUSED),
        ("403 Forbidden", Failure.SIGN_IN_NEEDED, State.REFUSED),
        ("503 Service Unavailable", Failure.TOO_MANY_SUBSCRIBERS, State.WAITING),
        ("429 Too Many Requests", Failure.TOO_MANY_SUBSCRIBERS, State.WAITING),
        ("500 Internal Server Error", Failure.SERVER_ERROR, State.WAITING),
        ("302 Found", Failure.PROTOCOL_ERROR, State.WAITING),
        ("200 OK", Failure.PROTOCOL_ERROR, State.WAITING),
    ],
)
def test_an_upgrade_that_is_answered_otherwise(identity: Identity, status: str, failure: Failure, state: State) -> None:
    with (
        FaultServer(answers(status), identity=identity) as server,
        Watched(server.port, identity.pin, timing=JUST_ONCE) as watched,
    ):
        assert watched.fails_with(failure).state is state
        assert status[:3] in watched.status.detail


def test_a_refusal_with_a_huge_body_is_told_at_once(identity: Identity) -> None:
    def script(peer: Peer) -> None:
        peer.read_head()
        peer.send(b"HTTP/1.1 401 Unauthorized\r\nContent-Length: 400000000\r\n\r\n")
        while True:
            peer.send(bytes(65536))

    with (
        FaultServer(script, identity=identity) as server,
        Watched(server.port, identity.pin, timing=PATIENT) as watched,
    ):
        watched.fails_with(Failure.SIGN_IN_NEEDED, seconds=2)


def test_a_redirect_is_not_followed(identity: Identity) -> None:
    with FaultServer(Peer.wait_for_end, identity=None) as elsewhere:
        location = f"Location: ws://127.0.0.1:{elsewhere.port}/v1/event"
        with (
            FaultServer(answers("302 Found", location), identity=identity) as server,
            Watched(server.port, identity.pin, timing=JUST_ONCE) as watched,
        ):
            watched.fails_with(Failure.PROTOCOL_ERROR)
    assert elsewhere.connections == 0


def test_a_proxy_of_the_environment_sees_nothing(identity: Identity) -> None:
    with FaultServer(Peer.wait_for_end, identity=None) as proxy, FaultServer(serve, identity=identity) as server:
        url = f"http://127.0.0.1:{proxy.port}"
        with (
            environment(https_proxy=url, HTTPS_PROXY=url, ALL_PROXY=url, all_proxy=url, wss_proxy=url),
            Watched(server.port, identity.pin) as watched,
        ):
            watched.wait_for(State.LIVE)
    assert proxy.connections == 0


def close_at_once(peer: Peer) -> None:
    peer.read_head()


def close_after_upgrade(peer: Peer) -> None:
    peer.upgrade()


def close_frame_after_upgrade(peer: Peer) -> None:
    peer.upgrade()
    peer.frame(struct.pack("!H", 1013) + b"no place", CLOSE)
    peer.wait_for_end()


@pytest.mark.parametrize("script", [close_at_once, close_after_upgrade, close_frame_after_upgrade])
def test_the_fourth_client_is_told_so_however_it_is_turned_away(
    identity: Identity, script: Callable[[Peer], None]
) -> None:
    with (
        FaultServer(script, identity=identity) as server,
        Watched(server.port, identity.pin, timing=PATIENT) as watched,
    ):
        status = watched.fails_with(Failure.TOO_MANY_SUBSCRIBERS)
        assert status.retry_at is not None
        assert status.retry_at - time.monotonic() > 10
        assert State.LIVE not in watched.states


def test_it_gets_in_once_there_is_a_place(identity: Identity) -> None:
    with (
        FaultServer(close_at_once, close_frame_after_upgrade, serve, identity=identity) as server,
        Watched(server.port, identity.pin) as watched,
    ):
        watched.wait_for(State.LIVE)
        assert [status.attempts for status in watched.statuses if status.state is State.WAITING] == [1, 2]
        assert watched.status.failure is None


@pytest.mark.parametrize(
    "answer",
    [
        b"SSH-2.0-OpenSSH_9.2\r\n\r\n",
        b"HTTP/1.1\r\n\r\n",
        b"HTTP/1.1 101 Switching Protocols\r\n\r\n",
        b"HTTP/1.1 101 x\r\nUpgrade: websocket\r\nConnection: upgrade\r\nSec-WebSocket-Accept: AAAA\r\n\r\n",
        b"HTTP/1.1 101 x\r\nUpgrade: h2c\r\nConnection: upgrade\r\n\r\n",
        b"HTTP/1.1 200 OK\r\n" + b"X: " + b"a" * 20_000,
        b"HTTP/1.1 200 OK\r\n" + b"a: b\r\n" * 10_000,
        b"\xff" * 100 + b"\r\n\r\n",
    ],
)
def test_an_answer_that_makes_no_sense(identity: Identity, answer: bytes) -> None:
    def script(peer: Peer) -> None:
        peer.read_head()
        peer.send(answer)
        peer.wait_for_end()

    with (
        FaultServer(script, identity=identity) as server,
        Watched(server.port, identity.pin, timing=JUST_ONCE) as watched,
    ):
        watched.fails_with(Failure.PROTOCOL_ERROR)


def test_compression_is_not_accepted_when_it_is_forced_on_us(identity: Identity) -> None:
    def script(peer: Peer) -> None:
        peer.upgrade("Sec-WebSocket-Extensions: permessage-deflate")
        peer.wait_for_end()

    with FaultServer(script, identity=identity) as server, Watched(server.port, identity.pin) as watched:
        watched.fails_with(Failure.PROTOCOL_ERROR)


@pytest.mark.parametrize("piece", [b"", b"H", b"HTTP/1.1 401 Unauthorized\r\n"])
def test_an_answer_that_does_not_come_or_drips_ends_in_time(identity: Identity, piece: bytes) -> None:
    def script(peer: Peer) -> None:
        peer.read_head()
        peer.send(piece)
        while not peer.server.ending.wait(0.05):
            if piece:
                peer.send(b"x")

    with FaultServer(script, identity=identity) as server, Watched(server.port, identity.pin) as watched:
        assert watched.fails_with(Failure.TIMED_OUT, seconds=3).detail == "subscription"


# --- faults while live ---


def test_a_peer_that_falls_silent_is_noticed(identity: Identity) -> None:
    def script(peer: Peer) -> None:
        peer.upgrade()
        peer.frame(event("last"))
        peer.hold()

    with FaultServer(script, identity=identity) as server, Watched(server.port, identity.pin) as watched:
        watched.fails_with(Failure.SILENCE)
        assert State.LIVE in watched.states


@pytest.mark.parametrize("half", [b"\x81\x7e\x10\x00abc", b"\x81", b"\x81\x7f\0\0", b"\x01\x03abc"])
def test_half_a_frame_is_noticed(identity: Identity, half: bytes) -> None:
    def script(peer: Peer) -> None:
        peer.upgrade()
        peer.frame(event("first"))
        peer.send(half)
        peer.hold()

    with FaultServer(script, identity=identity) as server, Watched(server.port, identity.pin) as watched:
        watched.fails_with(Failure.SILENCE)
        assert watched.uuids[0] == "first"


def test_a_message_that_drips_for_ever_ends_in_time_though_pings_are_answered(identity: Identity) -> None:
    def script(peer: Peer) -> None:
        peer.upgrade()
        peer.frame(b"{", 1, fin=False)
        while not peer.server.ending.wait(0.02):
            peer.frame(b" ", 0, fin=False)
            peer.frame(b"", PONG)

    with FaultServer(script, identity=identity) as server, Watched(server.port, identity.pin) as watched:
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
        Watched(server.port, identity.pin, timing=JUST_ONCE) as watched,
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
        began = time.monotonic()
        watched.fails_with(Failure.PROTOCOL_ERROR)
        assert time.monotonic() - began < 5
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

    with FaultServer(script, identity=identity) as server, Watched(server.port, identity.pin) as watched:
        assert watched.fails_with(Failure.CONNECTION_LOST, seconds=20).detail == "nothing can be sent any more"


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


# --- patience, and its end ---


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


def turn_away(peer: Peer) -> None:
    peer.read_head()


@pytest.mark.parametrize(
    ("script", "tls", "state"),
    [
        (Peer.hold, False, State.SECURING),
        (Peer.hold, True, State.SUBSCRIBING),
        (drip_a_head, True, State.SUBSCRIBING),
        (serve, True, State.LIVE),
        (half_a_frame, True, State.LIVE),
        (endless_frame, True, State.LIVE),
        (turn_away, True, State.WAITING),
    ],
)
def test_it_stops_within_a_second(identity: Identity, script: Callable[[Peer], None], tls: bool, state: State) -> None:
    with FaultServer(script, identity=identity if tls else None) as server:
        watched = Watched(server.port, identity.pin, timing=PATIENT)
        with watched:
            watched.wait_for(state)
            began = time.monotonic()
            watched.stream.stop()
            assert time.monotonic() - began < 0.1
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


def test_three_hundred_reconnects_leave_nothing_behind(identity: Identity) -> None:
    def lose(peer: Peer) -> None:
        peer.upgrade()
        peer.frame(event("x"))

    def slam(peer: Peer) -> None:
        peer.sock.close()

    quick = Timing(first_retry=0.0001, longest_retry=0.0001, full_retry=0.0001, farewell=0.01)
    with (
        FaultServer(*([close_at_once, lose, slam] * 100), serve, identity=identity) as server,
        Watched(server.port, identity.pin, timing=quick) as watched,
    ):
        until(lambda: server.connections >= 20)
        threads, files = threading.active_count(), open_files()
        until(lambda: server.connections > 300 and watched.status.state is State.LIVE, 30)
        until(lambda: threading.active_count() <= threads + 2)
        assert open_files() <= files + 2


# --- signing in ---


def device(
    *, login: str = "200 OK", answer: dict[str, object] | None = None, stream: str = ""
) -> Callable[[Peer], None]:
    """Return a device with a login, which gives "tok" unless told otherwise."""
    body = {"code": 200, "msg": "OK", "data": {"token": "tok"}} if answer is None else answer

    def script(peer: Peer) -> None:
        head, _ = peer.read_request()
        if head.startswith("POST /v1/auth/login "):
            peer.answer(login, json.dumps(body).encode())
        elif stream:
            peer.answer(stream)
        else:
            peer.grant(head)
            peer.serve()

    return script


def test_it_signs_in_and_subscribes_with_the_token(identity: Identity) -> None:
    with (
        FaultServer(device(), identity=identity) as server,
        Watched(server.port, identity.pin, username="admin", password="pass word") as watched,
    ):
        watched.wait_for(State.LIVE)
    assert b'{"username":"admin","password":"pass word","validTime":1440}' in server.received
    assert "Authorization: Bearer tok\r\n" in server.heads[1]
    assert server.connections == 2


def test_a_device_without_a_login_gets_basic(identity: Identity) -> None:
    with (
        FaultServer(device(login="404 Not Found"), identity=identity) as server,
        Watched(server.port, identity.pin, username="admin", password="geheim") as watched,
    ):
        watched.wait_for(State.LIVE)
    assert f"Authorization: Basic {base64.b64encode(b'admin:geheim').decode()}\r\n" in server.heads[1]


@pytest.mark.parametrize(
    ("login", "answer", "failure"),
    [
        ("200 OK", {"code": 1000, "msg": "no such user"}, Failure.NO_SUCH_ACCOUNT),
        ("200 OK", {"code": 1001, "msg": "hunter2 is wrong"}, Failure.WRONG_PASSWORD),
        ("401 Unauthorized", {}, Failure.WRONG_PASSWORD),
    ],
)
def test_a_wrong_account_is_tried_once(
    identity: Identity, login: str, answer: dict[str, object], failure: Failure, caplog: pytest.LogCaptureFixture
) -> None:
    with (
        FaultServer(device(login=login, answer=answer), identity=identity) as server,
        Watched(server.port, identity.pin, username="admin", password="hunter2") as watched,
    ):
        status = watched.wait_for(State.REFUSED)
        assert status.failure is failure
        watched.stream.network_changed()
    assert server.connections == 1
    assert "hunter2" not in caplog.text + repr(watched.statuses)


def test_a_fresh_token_that_is_refused_is_tried_once(identity: Identity) -> None:
    with (
        FaultServer(device(stream="401 Unauthorized"), identity=identity) as server,
        Watched(server.port, identity.pin, username="admin", password="p") as watched,
    ):
        assert watched.wait_for(State.REFUSED).failure is Failure.WRONG_PASSWORD
    assert server.connections == 2


def test_an_old_token_is_renewed_without_a_failure(identity: Identity) -> None:
    def lose(peer: Peer) -> None:
        peer.upgrade()
        peer.frame(event("x"))

    scripts = (device(), lose, device(stream="401 Unauthorized"), device(), device())
    with (
        FaultServer(*scripts, identity=identity) as server,
        Watched(server.port, identity.pin, username="admin", password="p") as watched,
    ):
        until(lambda: server.connections == 5)
        watched.wait_for(State.LIVE)
        assert {status.failure for status in watched.statuses} == {None, Failure.CONNECTION_LOST}
    assert [head.split()[1] for head in server.heads] == [
        "/v1/auth/login",
        "/v1/event",
        "/v1/event",
        "/v1/auth/login",
        "/v1/event",
    ]


def test_a_missing_password_is_told_and_nothing_is_sent(identity: Identity) -> None:
    with (
        FaultServer(Peer.wait_for_end, identity=identity) as server,
        Watched(server.port, identity.pin, username="admin", password=None) as watched,
    ):
        assert watched.wait_for(State.REFUSED).failure is Failure.PASSWORD_MISSING
    assert server.received == b""


def test_a_password_entered_meanwhile_is_used_at_retry_now(identity: Identity) -> None:
    passwords: list[str | None] = [None, "right"]
    with (
        FaultServer(Peer.wait_for_end, device(), identity=identity) as server,
        Watched(server.port, identity.pin, username="admin", ask_password=lambda: passwords.pop(0)) as watched,
    ):
        watched.wait_for(State.REFUSED)
        watched.stream.retry_now()
        watched.wait_for(State.LIVE)
    assert b'"right"' in server.received
