"""A stream on its way to live: what is said of each fault."""

from __future__ import annotations

import struct
import time
from collections.abc import Callable

import pytest
from fault_server import (
    CLOSE,
    FaultServer,
    Peer,
    close_at_once,
    closed_port,
    environment,
    serve,
    slam,
    until,
)
from identity import Identity
from watched import PATIENT, Watched, quick

from facemon.device.status import Failure, State
from facemon.device.timing import Timing

TURNED_AWAY = Timing(settle=30, first_retry=60, longest_retry=60, full_retry=60)  # a slow machine is no late device


def answers(status: str, *headers: str, body: bytes = b"") -> Callable[[Peer], None]:
    """Return a device that answers the upgrade request so."""

    def script(peer: Peer) -> None:
        peer.read_head()
        peer.answer(status, body, *headers)
        peer.wait_for_end()

    return script


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
    with (
        FaultServer(Peer.hold, identity=None) as server,
        Watched(server.port, "sha256:00", timing=quick(tls=0.5)) as watched,
    ):
        assert watched.fails_with(Failure.TIMED_OUT).detail == "TLS handshake"


def test_a_device_that_speaks_plain_http() -> None:
    def plain(peer: Peer) -> None:
        peer.send(b"HTTP/1.1 400 Bad Request\r\n\r\n")
        peer.wait_for_end()

    with FaultServer(plain, identity=None) as server, Watched(server.port, "sha256:00") as watched:
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


def test_an_unknown_certificate_is_asked_about_before_a_byte_of_http(identity: Identity) -> None:
    with FaultServer(serve, identity=identity) as server, Watched(server.port, "") as watched:
        status = watched.wait_for(State.NEEDS_APPROVAL)
        assert status.certificate is not None
        assert status.certificate.sha256 == identity.sha256
    assert (server.connections, server.received) == (1, b"")


@pytest.mark.parametrize(
    ("status", "failure", "state"),
    [
        ("404 Not Found", Failure.NOT_THIS_PATH, State.WAITING),
        ("401 Unauthorized", Failure.SIGN_IN_NEEDED, State.REFUSED),
        ("403 Forbidden", Failure.SIGN_IN_NEEDED, State.REFUSED),
        ("503 Service Unavailable", Failure.TOO_MANY_SUBSCRIBERS, State.WAITING),
        ("429 Too Many Requests", Failure.TOO_MANY_SUBSCRIBERS, State.WAITING),
        ("500 Internal Server Error", Failure.SERVER_ERROR, State.WAITING),
        ("301 Moved Permanently", Failure.PROTOCOL_ERROR, State.WAITING),
        ("302 Found", Failure.PROTOCOL_ERROR, State.WAITING),
        ("200 OK", Failure.PROTOCOL_ERROR, State.WAITING),
    ],
)
def test_an_upgrade_that_is_answered_otherwise(identity: Identity, status: str, failure: Failure, state: State) -> None:
    with (
        FaultServer(answers(status), identity=identity) as server,
        Watched(server.port, identity.pin, timing=PATIENT) as watched,
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
        watched.fails_with(Failure.SIGN_IN_NEEDED)


def test_a_redirect_is_not_followed(identity: Identity) -> None:
    with FaultServer(Peer.wait_for_end, identity=None) as elsewhere:
        location = f"Location: ws://127.0.0.1:{elsewhere.port}/v1/event"
        with (
            FaultServer(answers("302 Found", location), identity=identity) as server,
            Watched(server.port, identity.pin, timing=PATIENT) as watched,
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


def close_after_upgrade(peer: Peer) -> None:
    peer.upgrade()


def close_frame_after_upgrade(peer: Peer) -> None:
    peer.upgrade()
    peer.frame(struct.pack("!H", 1013) + b"no place", CLOSE)
    peer.wait_for_end()


@pytest.mark.parametrize("script", [close_at_once, close_after_upgrade, close_frame_after_upgrade, slam])
def test_the_fourth_client_is_told_so_however_it_is_turned_away(
    identity: Identity, script: Callable[[Peer], None]
) -> None:
    with (
        FaultServer(script, identity=identity) as server,
        Watched(server.port, identity.pin, timing=TURNED_AWAY) as watched,
    ):
        status = watched.fails_with(Failure.TOO_MANY_SUBSCRIBERS)
        assert status.retry_at is not None
        assert status.retry_at - time.monotonic() > 10
        assert State.LIVE not in watched.states


def test_it_gets_in_once_there_is_a_place(identity: Identity) -> None:
    with (
        FaultServer(close_at_once, close_frame_after_upgrade, serve, identity=identity) as server,
        Watched(server.port, identity.pin, timing=quick(settle=30)) as watched,
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
        Watched(server.port, identity.pin, timing=PATIENT) as watched,
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

    with (
        FaultServer(script, identity=identity) as server,
        Watched(server.port, identity.pin, timing=quick(answer=0.5)) as watched,
    ):
        assert watched.fails_with(Failure.TIMED_OUT).detail == "subscription"
