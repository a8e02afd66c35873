"""A stream that signs in."""

from __future__ import annotations

import base64
import json
import logging
import threading
from collections.abc import Callable

import pytest
from fault_server import (
    FaultServer,
    Peer,
    until,
)
from identity import Identity
from watched import Watched, event

from facemon.device.status import Failure, State
from facemon.password_file import PassphraseNeeded


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
        peer.frame(event("x", deviceSN=""))

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


def test_who_waits_for_the_passphrase_does_so_without_another_attempt_until_it_was_given(identity: Identity) -> None:
    given = threading.Event()

    def ask() -> str:
        if not given.is_set():
            raise PassphraseNeeded
        return "right"

    with (
        FaultServer(Peer.wait_for_end, device(), identity=identity) as server,
        Watched(server.port, identity.pin, username="admin", ask_password=ask) as watched,
    ):
        assert watched.wait_for(State.REFUSED).failure is Failure.PASSPHRASE_NEEDED
        assert server.received == b""
        given.set()
        watched.stream.retry_now()
        watched.wait_for(State.LIVE)
    assert b'"right"' in server.received


def test_a_keyring_that_does_not_answer_is_asked_again_by_itself(identity: Identity) -> None:
    asked: list[int] = []

    def ask() -> str:
        asked.append(1)
        if len(asked) == 1:
            raise TimeoutError
        return "right"

    with (
        FaultServer(Peer.wait_for_end, device(), identity=identity) as server,
        Watched(server.port, identity.pin, username="admin", ask_password=ask) as watched,
    ):
        assert watched.wait_for(State.WAITING).failure is Failure.KEYRING_SILENT
        watched.wait_for(State.LIVE)
    assert b'"right"' in server.received


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


def test_a_certificate_that_changes_after_the_sign_in_sees_no_token(identity: Identity, stranger: Identity) -> None:
    def sign_in(peer: Peer) -> None:
        peer.server.context = stranger.context()
        device()(peer)

    with (
        FaultServer(sign_in, device(), identity=identity) as server,
        Watched(server.port, identity.pin, username="admin", password="p") as watched,
    ):
        assert watched.wait_for(State.REFUSED).failure is Failure.CERTIFICATE_CHANGED
    assert server.connections == 2
    assert server.received.startswith(b"POST /v1/auth/login ")
    assert b"tok" not in server.received
    assert b"/v1/event" not in server.received


def test_neither_password_nor_token_is_ever_written_down(identity: Identity, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)

    def lose(peer: Peer) -> None:
        peer.upgrade()
        peer.frame(event("x", deviceSN=""))

    def echo(peer: Peer) -> None:
        _, body = peer.read_request()
        peer.answer("500 " + body.decode(), body, "X-Echo: " + body.decode())

    signs_in = device(answer={"code": 200, "data": {"token": "t0ken-t0ken"}})
    basic = device(login="404 Not Found")
    scripts = (
        echo,
        signs_in,
        lose,
        device(stream="401 Unauthorized"),
        basic,
        lose,
        device(stream="401 Unauthorized"),
    )
    with (
        FaultServer(*scripts, identity=identity) as server,
        Watched(server.port, identity.pin, username="admin", password="hunter2hunter2") as watched,
    ):
        assert watched.wait_for(State.REFUSED).failure is Failure.WRONG_PASSWORD
        written = caplog.text + repr(watched.statuses) + repr(watched.stream)
    assert server.connections == len(scripts)
    coded = base64.b64encode(b"admin:hunter2hunter2").decode()
    assert not [secret for secret in ("hunter2", "t0ken", coded) if secret in written]
    assert b"hunter2hunter2" in server.received
    assert coded.encode() in server.received
    assert b"t0ken-t0ken" in server.received
