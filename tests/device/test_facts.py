"""What a device tells of itself."""

from __future__ import annotations

import json

import pytest
from fault_server import FaultServer, Peer, closed_port
from identity import Identity
from watched import QUICK

from facemon.device.account import Account
from facemon.device.deadline import StoppedError
from facemon.device.facts import look_up
from facemon.device.status import Failure
from facemon.settings import DeviceSettings
from facemon.simulator.device import SimulatedDevice


def account(port: int, certificate: str, username: str = "", password: str | None = None) -> Account:
    gate = DeviceSettings(
        id="gate", name="Gate", host="127.0.0.1", port=port, certificate=certificate, username=username
    )
    return Account(gate, lambda: password)


def going() -> bool:
    return False


def test_all_is_told_with_one_sign_in() -> None:
    with SimulatedDevice(user="admin", password="geheim") as device:
        facts = look_up(account(device.port, device.certificate_sha256, "admin", "geheim"), stop=going)
        assert [request.path for request in device.requests] == [
            "/v1/auth/login", "/v1/device/info", "/v1/device/time",
        ]  # fmt: skip
    assert facts.problem is None
    assert (facts.address, facts.tls_version) == ("127.0.0.1", "TLS 1.3")
    assert facts.certificate is not None
    assert facts.certificate.sha256 == device.certificate_sha256.removeprefix("sha256:")
    assert facts.info is not None
    assert facts.info.device_sn == device.serial
    assert facts.time is not None
    assert abs(facts.time.skew_s) < 5


def test_a_device_that_offers_the_stream_alone_is_no_problem(identity: Identity) -> None:
    def script(peer: Peer) -> None:
        peer.read_request()
        peer.answer("404 Not Found", json.dumps({}).encode())

    with FaultServer(script, identity=identity) as server:
        facts = look_up(account(server.port, identity.pin), stop=going, timing=QUICK)
    assert (facts.info, facts.time, facts.problem) == (None, None, None)


def test_another_certificate_is_shown_and_gets_nothing(identity: Identity, stranger: Identity) -> None:
    with FaultServer(Peer.wait_for_end, identity=stranger) as server:
        facts = look_up(account(server.port, identity.pin, "admin", "geheim"), stop=going, timing=QUICK)
    assert facts.problem is not None
    assert facts.problem.failure is Failure.CERTIFICATE_CHANGED
    assert facts.certificate is not None
    assert f"sha256:{facts.certificate.sha256}" == stranger.pin
    assert server.received == b""


def test_what_comes_between_is_told() -> None:
    facts = look_up(account(closed_port(), "sha256:" + "0" * 64), stop=going, timing=QUICK)
    assert facts.problem is not None
    assert facts.problem.failure is Failure.CONNECTION_REFUSED


def test_it_ends_when_told_to(device: SimulatedDevice) -> None:
    with pytest.raises(StoppedError):
        look_up(account(device.port, device.certificate_sha256), stop=lambda: True)
