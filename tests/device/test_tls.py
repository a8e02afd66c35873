"""A TLS connection to exactly the approved certificate, over real sockets."""

from __future__ import annotations

import contextlib
import errno
import random
import shutil
import socket
import ssl
import subprocess
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from fault_server import FaultServer, Peer, closed_port, environment, silent_listener, until
from identity import Identity

from facemon.device import tls
from facemon.device.deadline import Deadline, StoppedError
from facemon.device.failure import LinkError, of_exception
from facemon.device.status import Failure, State
from facemon.device.timing import Timing

QUICK = Timing(resolve=0.3, connect=0.3, tls=0.3)


def never() -> bool:
    return False


def hold(peer: Peer) -> None:
    peer.hold()


def listen(peer: Peer) -> None:
    peer.wait_for_end()


def open_tls(
    port: int, certificate: str, *, timing: Timing | None = None, stop: Callable[[], bool] = never
) -> ssl.SSLSocket:
    return tls.open_tls("127.0.0.1", port, certificate=certificate, stop=stop, timing=timing)


def test_the_approved_certificate_is_let_in_though_it_has_expired(identity: Identity) -> None:
    with FaultServer(listen, identity=identity) as server, open_tls(server.port, identity.pin) as sock:
        assert sock.version() == "TLSv1.3"
        tls.send(sock, b"x" * 100_000, Deadline(5, never))
        assert sock.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
        assert sock.getsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE)
        assert sock.getsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT) == 15_000
    assert server.received == b"x" * 100_000


def test_another_certificate_is_refused_and_not_a_byte_is_sent(identity: Identity, stranger: Identity) -> None:
    with FaultServer(listen, identity=identity) as server:
        with pytest.raises(tls.CertificateChanged) as raised:
            open_tls(server.port, stranger.pin)
        assert raised.value.failure is Failure.CERTIFICATE_CHANGED
        assert raised.value.certificate is not None
        assert raised.value.certificate.sha256 == identity.sha256
    assert (server.connections, server.received) == (1, b"")


@pytest.mark.parametrize("pin", ["sha256:", "sha256:zz", "sha1:00", "CA", "sha256:é"])
def test_a_certificate_setting_that_makes_no_sense_lets_nobody_in(identity: Identity, pin: str) -> None:
    with FaultServer(listen, identity=identity) as server, pytest.raises(tls.CertificateChanged):
        open_tls(server.port, pin)
    assert server.received == b""


def test_a_fingerprint_may_be_written_with_colons_and_in_capitals(identity: Identity) -> None:
    digits = identity.sha256.upper()
    pin = "sha256:" + ":".join(digits[index : index + 2] for index in range(0, 64, 2))
    with FaultServer(listen, identity=identity) as server:
        open_tls(server.port, pin).close()


def test_an_unknown_certificate_is_shown_and_not_a_byte_is_sent(identity: Identity) -> None:
    with FaultServer(listen, identity=identity) as server:
        with pytest.raises(tls.CertificateUnknown) as raised:
            open_tls(server.port, "")
        shown = raised.value.certificate
        assert (shown.sha256, shown.subject, shown.names) == (
            identity.sha256,
            "CN=localhost",
            ("localhost", "127.0.0.1"),
        )
        assert shown.not_before_ms < shown.not_after_ms < time.time() * 1000
    assert server.received == b""


def test_the_systems_authorities_know_no_self_signed_certificate(stranger: Identity) -> None:
    with FaultServer(listen, identity=stranger) as server, pytest.raises(ssl.SSLCertVerificationError) as raised:
        open_tls(server.port, "ca")
    assert of_exception(raised.value, State.SECURING).failure is Failure.CERTIFICATE_INVALID
    assert server.received == b""


def test_the_systems_authorities_are_asked_with_the_host_name(tmp_path: Path, stranger: Identity) -> None:
    with environment(SSL_CERT_FILE=str(stranger.file)), FaultServer(listen, identity=stranger) as server:
        open_tls(server.port, "ca").close()
    other = Identity(tmp_path, "elsewhere.example")
    with environment(SSL_CERT_FILE=str(other.file)), FaultServer(listen, identity=other) as server:
        open_tls(server.port, "ca").close()  # it names 127.0.0.1
        with pytest.raises(ssl.SSLCertVerificationError, match="localhost"):
            tls.open_tls("localhost", server.port, certificate="ca", stop=never)


def test_keys_are_not_written_to_the_file_that_the_environment_names(tmp_path: Path, identity: Identity) -> None:
    keys = tmp_path / "keys"
    with environment(SSLKEYLOGFILE=str(keys)), FaultServer(listen, identity=identity) as server:
        open_tls(server.port, identity.pin).close()
        with pytest.raises(ssl.SSLCertVerificationError):
            open_tls(server.port, "ca")
    assert not keys.exists()


def test_a_proxy_of_the_environment_sees_nothing(identity: Identity) -> None:
    with FaultServer(listen, identity=None) as proxy, FaultServer(listen, identity=identity) as server:
        url = f"http://127.0.0.1:{proxy.port}"
        with environment(https_proxy=url, HTTPS_PROXY=url, ALL_PROXY=url, all_proxy=url):
            open_tls(server.port, identity.pin).close()
    assert proxy.connections == 0


def test_tls_below_1_2_is_not_spoken(identity: Identity) -> None:
    context = identity.context()
    with pytest.warns(DeprecationWarning, match="TLSv1_1"):
        context.maximum_version = ssl.TLSVersion.TLSv1_1
    server = FaultServer(listen, identity=identity)
    server.context = context
    with server, pytest.raises(ssl.SSLError) as raised:
        open_tls(server.port, identity.pin)
    assert of_exception(raised.value, State.SECURING).failure is Failure.NOT_TLS


def test_tls_1_2_is_spoken(identity: Identity) -> None:
    server = FaultServer(listen, identity=identity)
    assert server.context is not None
    server.context.maximum_version = ssl.TLSVersion.TLSv1_2
    with server, open_tls(server.port, identity.pin) as sock:
        assert sock.version() == "TLSv1.2"


@pytest.mark.parametrize(
    "answer", [b"HTTP/1.1 400 Bad Request\r\n\r\n", b"SSH-2.0-OpenSSH_9.2\r\n", b"\0\0\0\0" * 16, b"220 mail\r\n"]
)
def test_what_does_not_speak_tls_is_called_that(answer: bytes) -> None:
    def plain(peer: Peer) -> None:
        peer.send(answer)
        peer.wait_for_end()

    with FaultServer(plain, identity=None) as server, pytest.raises(ssl.SSLError) as raised:
        open_tls(server.port, "sha256:00")
    assert of_exception(raised.value, State.SECURING).failure is Failure.NOT_TLS


def test_a_handshake_that_never_comes_ends_in_time() -> None:
    with FaultServer(hold, identity=None) as server, pytest.raises(TimeoutError):
        open_tls(server.port, "", timing=QUICK)


def test_a_handshake_dripped_byte_by_byte_ends_in_time() -> None:
    def drip(peer: Peer) -> None:
        peer.send(b"\x16\x03\x03\x40\x00")
        while not peer.server.ending.wait(0.02):
            peer.send(b"\x02")

    with FaultServer(drip, identity=None) as server, pytest.raises((TimeoutError, ssl.SSLError)):
        open_tls(server.port, "", timing=QUICK)


def test_a_connection_that_nobody_accepts_ends_in_time() -> None:
    with silent_listener() as port, pytest.raises(TimeoutError):
        open_tls(port, "", timing=QUICK)


def test_a_port_without_a_listener_refuses() -> None:
    with pytest.raises(ConnectionRefusedError) as raised:
        open_tls(closed_port(), "")
    assert of_exception(raised.value, State.CONNECTING).failure is Failure.CONNECTION_REFUSED


def test_a_network_without_a_way_is_called_that() -> None:
    address = tls.Address(socket.AF_INET, ("255.255.255.255", 9))  # the kernel knows no way for TCP there
    with pytest.raises(OSError) as raised:
        tls.connect([address], Deadline(5, never))
    assert of_exception(raised.value, State.CONNECTING).failure is Failure.NO_ROUTE


def test_a_name_that_does_not_exist_is_called_that() -> None:
    for name in ("no-such-device.invalid", "a" * 70 + ".example", "..", "\0"):
        with pytest.raises((socket.gaierror, UnicodeError, ValueError)) as raised:
            tls.resolve(name, 8000, Deadline(5, never))
        assert of_exception(raised.value, State.RESOLVING).failure is Failure.NAME_NOT_FOUND, name


def test_a_resolver_that_hangs_holds_nobody_up(monkeypatch: pytest.MonkeyPatch) -> None:
    ending = threading.Event()
    monkeypatch.setattr(socket, "getaddrinfo", hanging(ending))
    with pytest.raises(TimeoutError):
        tls.resolve("slow.example", 8000, Deadline(0.3, never))
    ending.set()


def test_a_resolver_that_hangs_gathers_no_threads(monkeypatch: pytest.MonkeyPatch, identity: Identity) -> None:
    ending = threading.Event()
    monkeypatch.setattr(socket, "getaddrinfo", hanging(ending))
    for _ in range(5):
        with pytest.raises(TimeoutError):
            tls.resolve("localhost", 8000, Deadline(0.05, never))
    threads = [thread for thread in threading.enumerate() if thread.name == "facemon-resolve"]
    ending.set()
    assert len(threads) == 1
    assert {address.sockaddr[0] for address in tls.resolve("localhost", 8000, Deadline(20, never))} <= {
        "127.0.0.1",
        "::1",
    }


def test_a_name_is_looked_up_anew_for_each_attempt(monkeypatch: pytest.MonkeyPatch) -> None:
    found = iter([[(socket.AF_INET, 0, 0, "", (f"192.0.2.{number}", 8000))] for number in (1, 2)])

    def getaddrinfo(host: str, port: int, *, type: int, flags: int) -> object:  # noqa: A002 - the system's name
        if flags == socket.AI_NUMERICHOST:
            raise socket.gaierror(socket.EAI_NONAME, "not a number")
        return next(found)

    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
    for number in (1, 2):
        (address,) = tls.resolve("moving.example", 8000, Deadline(20, never))
        assert address.sockaddr[0] == f"192.0.2.{number}"


def hanging(ending: threading.Event) -> Callable[..., object]:
    genuine = socket.getaddrinfo

    def getaddrinfo(host: str, *arguments: object, **options: object) -> object:
        if options.get("flags") != socket.AI_NUMERICHOST:
            ending.wait()
        return genuine(host, *arguments, **options)  # type: ignore[arg-type]

    return getaddrinfo


def test_every_address_of_a_name_gets_its_share_of_the_time(identity: Identity) -> None:
    with silent_listener() as dead, FaultServer(listen, identity=identity) as server:
        addresses = [tls.Address(socket.AF_INET, ("127.0.0.1", port)) for port in (dead, closed_port(), server.port)]
        tls.connect(addresses, Deadline(1, never)).close()


def test_the_most_telling_failure_of_several_addresses_is_told() -> None:
    with silent_listener() as dead:
        away = tls.Address(socket.AF_INET, ("255.255.255.255", 9))
        slow = tls.Address(socket.AF_INET, ("127.0.0.1", dead))
        closed = tls.Address(socket.AF_INET, ("127.0.0.1", closed_port()))
        with pytest.raises(TimeoutError):
            tls.connect([slow, away], Deadline(0.4, never))
        with pytest.raises(ConnectionRefusedError):
            tls.connect([slow, closed, away], Deadline(0.4, never))


@pytest.mark.parametrize("where", ["resolving", "connecting", "securing"])
def test_it_stops_within_a_second_while(where: str, monkeypatch: pytest.MonkeyPatch) -> None:
    stop = threading.Event()
    ending = threading.Event()
    with contextlib.ExitStack() as stack:
        stack.callback(ending.set)
        if where == "resolving":
            monkeypatch.setattr(socket, "getaddrinfo", hanging(ending))
            host, port = "slow.example", 8000
        elif where == "connecting":
            host, port = "127.0.0.1", stack.enter_context(silent_listener())
        else:
            host, port = "127.0.0.1", stack.enter_context(FaultServer(hold, identity=None)).port
        threading.Timer(0.2, stop.set).start()
        began = time.monotonic()
        with pytest.raises(StoppedError):
            tls.open_tls(host, port, certificate="", stop=stop.is_set)
        assert time.monotonic() - began < 1.2


def test_whatever_is_shown_as_a_certificate_can_be_described(identity: Identity) -> None:
    chance = random.Random(7)
    for size in (0, 1, 100):
        assert tls.describe(chance.randbytes(size)).subject == ""
    for _ in range(300):
        broken = bytearray(identity.der)
        for _ in range(chance.randint(1, 4)):
            broken[chance.randrange(len(broken))] = chance.randrange(256)
        assert len(tls.describe(bytes(broken)).sha256) == 64


def test_errors_of_connecting_keep_their_number() -> None:
    with pytest.raises(OSError) as raised:
        tls.connect([tls.Address(socket.AF_INET, ("127.0.0.1", closed_port()))], Deadline(5, never))
    assert raised.value.errno == errno.ECONNREFUSED


def test_a_device_can_neither_shake_hands_anew_nor_take_a_session_up_again(identity: Identity) -> None:
    with FaultServer(listen, identity=identity) as server:
        for _ in range(2):
            with open_tls(server.port, identity.pin) as sock:
                assert not sock.session_reused
                assert sock.context.options & ssl.OP_NO_RENEGOTIATION
                assert sock.context.options & ssl.OP_NO_TICKET


def test_a_renewed_certificate_of_the_same_key_is_told_from_one_of_another(
    identity: Identity, stranger: Identity
) -> None:
    described = tls.describe(identity.der)
    assert described.key_sha256 == tls.describe(identity.der).key_sha256
    assert len(described.key_sha256) == 64
    assert described.key_sha256 not in (tls.describe(stranger.der).key_sha256, described.sha256)
    assert tls.describe(b"no certificate").key_sha256 == ""


def test_where_no_certificate_is_shown_nobody_is_let_in() -> None:
    empty = "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"  # of nothing at all
    for certificate in (empty, "ca", ""):
        with pytest.raises(LinkError) as raised:
            tls._check(b"", certificate)
        assert raised.value.failure is Failure.NOT_TLS


@pytest.mark.skipif(shutil.which("openssl") is None, reason="no server here that can ask for another handshake")
def test_a_device_that_asks_for_another_handshake_is_refused_it(identity: Identity, tmp_path: Path) -> None:
    """In TLS 1.2 it could show another certificate then, which nobody would look at."""
    port, said = closed_port(), tmp_path / "said"
    key = str(identity.file)
    command = ["openssl", "s_server", "-tls1_2", "-accept", f"127.0.0.1:{port}", "-cert", key, "-key", key]
    with said.open("wb") as output, subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=output, stderr=subprocess.STDOUT
    ) as server:  # fmt: skip
        try:
            until(lambda: b"ACCEPT" in said.read_bytes())
            with open_tls(port, identity.pin) as sock:
                until(lambda: b"Secure Renegotiation" in said.read_bytes())
                assert server.stdin is not None
                server.stdin.write(b"r\n")
                server.stdin.flush()

                def refused() -> bool:
                    with contextlib.suppress(TimeoutError, OSError):
                        tls.receive_into(sock, memoryview(bytearray(64)), Deadline(0.1, never))
                    return b"no renegotiation" in said.read_bytes()

                until(refused)
        finally:
            server.kill()
