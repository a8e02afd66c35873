"""Which version is the newest, asked over real TLS."""

from collections.abc import Callable

import pytest
from fault_server import FaultServer, Peer
from identity import Identity

from facemon.device.timing import Timing
from facemon.monitor.newest import Newest, NotTold, ask_newest, is_newer, read_newest

QUICK = Timing(resolve=5.0, connect=5.0, tls=5.0, answer=1.0, stall=1.0)


def answers(status: str, body: bytes = b"", *headers: str) -> Callable[[Peer], None]:
    def serve(peer: Peer) -> None:
        peer.read_request()
        peer.answer(status, body, *headers)

    return serve


def ask(server: FaultServer) -> Newest:
    return ask_newest(f"https://localhost:{server.port}/facemon.json", stop=lambda: False, timing=QUICK)


@pytest.fixture
def site(stranger: Identity, monkeypatch: pytest.MonkeyPatch) -> Identity:
    """A certificate that this computer trusts."""
    monkeypatch.setenv("SSL_CERT_FILE", str(stranger.file))
    return stranger


def test_the_address_tells_the_newest_version_and_is_told_nothing_of_this_desk(site: Identity) -> None:
    body = b'{"version": "1.2.0", "page": "https://example.com/facemon", "more": 1}'
    with FaultServer(answers("200 OK", body), identity=site) as server:
        assert ask(server) == Newest("1.2.0", "https://example.com/facemon")
        sent = server.received.decode()
    assert sent.startswith("GET /facemon.json HTTP/1.1\r\n")
    assert sorted(line.split(":")[0] for line in sent.split("\r\n")[1:] if line) == [
        "Accept", "Accept-Encoding", "Connection", "Host", "User-Agent",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "script",
    [
        answers("404 Not Found"),
        answers("302 Found", b"", "Location: https://localhost/"),
        answers("200 OK", b"[1]"),
        answers("200 OK", b'{"version": "<b>newest</b>"}'),
        answers("200 OK", b'{"version": "1.0", "page": "' + b"x" * 10_000 + b'"}'),
    ],
)
def test_any_other_answer_tells_nothing(site: Identity, script: Callable[[Peer], None]) -> None:
    with FaultServer(script, identity=site) as server, pytest.raises(NotTold):
        ask(server)


def test_a_certificate_that_no_authority_vouches_for_is_asked_nothing(stranger: Identity) -> None:
    with FaultServer(answers("200 OK", b'{"version": "9"}'), identity=stranger) as server:
        with pytest.raises(NotTold):
            ask(server)
        assert server.received == b""


def test_a_page_that_is_no_https_address_is_left_out() -> None:
    assert read_newest(b'{"version": "1.0", "page": "javascript:alert(1)"}') == Newest("1.0")


@pytest.mark.parametrize(
    ("version", "than", "newer"),
    [
        ("0.2.0", "0.1.0", True), ("0.10", "0.9.5", True), ("1.0", "1.0.0", False), ("0.1.0", "0.2.0", False),
        ("1.0", "unknown", False), ("1.0rc1", "0.1", False),
    ],
)  # fmt: skip
def test_versions_are_compared_by_their_numbers(version: str, than: str, newer: bool) -> None:
    assert is_newer(version, than) is newer
