"""The devices' certificates are followed: the approved ones kept, those that end looked at daily."""

from __future__ import annotations

import os
import ssl
from collections.abc import Iterator
from pathlib import Path

import pytest
from fault_server import FaultServer, Peer, environment, until
from identity import Identity

from facemon.certificates import CertificateFolder
from facemon.device.status import Certificate, State, Status
from facemon.monitor.certificates import CertificateKeeper
from facemon.monitor.reconnections import Reconnections
from facemon.settings import DeviceSettings


class Followed:
    """A keeper and what it told."""

    def __init__(self, folder: Path, *, every: float = 3600.0) -> None:
        self.known: list[str] = []
        self.shown: list[tuple[str, str]] = []
        self.keeper = CertificateKeeper(
            CertificateFolder(folder), on_known=lambda one: self.known.append(one.sha256), on_shown=self._show,
            every=every,
        )  # fmt: skip

    def _show(self, device_id: str, certificate: Certificate) -> None:
        self.shown.append((device_id, certificate.sha256))

    def __enter__(self) -> Followed:
        self.keeper.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.keeper.stop()
        assert self.keeper.join(10)


def gate(certificate: str, port: int = 8000) -> DeviceSettings:
    return DeviceSettings(id="gate", name="Gate", host="localhost", port=port, certificate=certificate)


def test_an_approved_certificate_is_known_at_the_next_start(tmp_path: Path, identity: Identity) -> None:
    with Followed(tmp_path) as followed:
        followed.keeper.watch([gate(identity.pin)])
        followed.keeper.shown("gate", identity.der)
        until(lambda: followed.known == [identity.sha256])
    with Followed(tmp_path) as again:
        until(lambda: again.known == [identity.sha256])


def test_a_certificate_that_nobody_has_approved_is_not_kept(
    tmp_path: Path, identity: Identity, stranger: Identity
) -> None:
    with Followed(tmp_path) as followed:
        followed.keeper.watch([gate(identity.pin)])
        followed.keeper.shown("gate", stranger.der)
        followed.keeper.shown("gone", identity.der)
        followed.keeper.watch([gate("ca")])
        followed.keeper.shown("gate", identity.der)
        until(lambda: followed.shown == [("gate", stranger.sha256), ("gate", identity.sha256)])
    assert list(tmp_path.iterdir()) == []


@pytest.fixture
def trusted(stranger: Identity) -> Iterator[Identity]:
    """A certificate that the system vouches for."""
    with environment(SSL_CERT_FILE=str(stranger.file), SSL_CERT_DIR=os.devnull):
        yield stranger


def test_a_certificate_that_ends_is_looked_at_again_though_nothing_reconnects(
    tmp_path: Path, trusted: Identity
) -> None:
    def listen(peer: Peer) -> None:
        peer.wait_for_end()

    with FaultServer(listen, identity=trusted) as server, Followed(tmp_path, every=0.05) as followed:
        followed.keeper.watch([gate("ca", server.port)])
        followed.keeper.shown("gate", trusted.der)
        until(lambda: server.connections > 1 and len(followed.shown) > 2)
        assert set(followed.shown) == {("gate", trusted.sha256)}
    assert server.received == b""


def test_a_device_that_cannot_be_reached_meanwhile_costs_nothing(tmp_path: Path, trusted: Identity) -> None:
    def refuse(peer: Peer) -> None:
        raise ssl.SSLError

    with FaultServer(refuse, identity=trusted) as server:
        port = server.port
    with Followed(tmp_path, every=0.05) as followed:
        followed.keeper.watch([gate("ca", port)])
        followed.keeper.shown("gate", trusted.der)
        until(lambda: len(followed.shown) == 1)
        followed.keeper.shown("gate", trusted.der)
        until(lambda: len(followed.shown) == 2)


def test_coming_back_is_counted_and_the_first_time_is_not() -> None:
    def status(state: State, device_id: str = "gate", round_trip_ms: float | None = None) -> Status:
        return Status(device_id=device_id, state=state, round_trip_ms=round_trip_ms)

    counted = Reconnections()
    assert counted.of("gate") == 0
    for state in (State.RESOLVING, State.LIVE):
        counted.follow(status(state))
    counted.follow(status(State.LIVE, round_trip_ms=4))
    counted.follow(status(State.LIVE, "other"))
    assert counted.of("gate") == 0
    for state in (State.WAITING, State.LIVE, State.OFF, State.RESOLVING, State.LIVE):
        counted.follow(status(state))
    assert counted.of("gate") == 2
    assert counted.of("other") == 0
