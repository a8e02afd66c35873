"""Somebody else answers at a device's address. What they have got is read from their own log: every byte after TLS."""

from __future__ import annotations

import contextlib
import json
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from fault_server import FaultServer, Peer, closed_port
from identity import Identity
from sink import Sink

from facemon.device.probe import Step, probe
from facemon.device.status import Failure, State, Status
from facemon.device.timing import Timing
from facemon.device.unreadable import UnreadableLog
from facemon.door import DoorOutcome
from facemon.monitor import DoorTold, Monitor, PhotoCame, StatusChanged
from facemon.settings import DeviceSettings
from facemon.simulator.device import SimulatedDevice

USER, PASSWORD = "guard", "correct horse battery staple"
TIMING = Timing(first_retry=0.05, longest_retry=0.1, full_retry=0.1, settle=0.3, written=0.1, answer=2.0)


class Desk:
    """A monitor of one device, with all that it ever asks a device for."""

    def __init__(self, folder: Path) -> None:
        self.sink = Sink()
        self.monitor = Monitor(
            folder / "history.sqlite3", password=lambda _: PASSWORD, sink=self.sink,
            unreadable=UnreadableLog(None), timing=TIMING,
        )  # fmt: skip
        self.monitor.start()

    def status(self) -> Status:
        changes = [update.status for update in list(self.sink.updates) if isinstance(update, StatusChanged)]
        return changes[-1] if changes else Status(device_id="gate")

    def watch(self, device: DeviceSettings) -> None:
        self.monitor.apply([device])

    def wait_for(self, *failures: Failure) -> None:
        self.sink.until(lambda: self.status().failure in failures)

    def ask_everything(self, device: DeviceSettings) -> list[Step]:
        """Try again, want an enrolled photo, order the door, look it up for the panel, test it in the settings."""
        before = len(self.sink.updates)
        failure = self.status().failure
        self.monitor.retry_now()
        self.sink.until(lambda: any(isinstance(update, StatusChanged) for update in self.sink.updates[before:]))
        assert failure is not None
        self.wait_for(failure)
        self.monitor.photos.want("gate", "7")
        self.monitor.doors.open("gate", by="Kim", reason="a parcel")
        facts = self.monitor.facts("gate", lambda: False)
        assert facts is not None
        assert facts.problem is not None
        assert facts.info is None
        steps: list[Step] = []
        probe(device, password=PASSWORD, already_live=False, report=steps.append, stop=threading.Event(), timing=TIMING)
        self.sink.until(lambda: any(isinstance(update, PhotoCame) for update in self.sink.updates))
        self.sink.until(lambda: any(isinstance(update, DoorTold) for update in self.sink.updates))
        told = [update.order.outcome for update in self.sink.updates if isinstance(update, DoorTold)]
        assert told == [DoorOutcome.REFUSED]
        return steps


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = Desk(tmp_path)
    yield desk
    assert desk.monitor.stop(10)


@pytest.fixture
def genuine() -> Iterator[SimulatedDevice]:
    """The device itself, which asks for a sign-in."""
    with SimulatedDevice(user=USER, password=PASSWORD) as device:
        yield device


def set_up(device: SimulatedDevice, **changes: object) -> DeviceSettings:
    given: dict[str, object] = {
        "id": "gate", "name": "Gate", "host": "127.0.0.1", "port": device.port, "username": USER,
        "certificate": device.certificate_sha256, "serial": device.serial, "door_control": True,
    }  # fmt: skip
    return DeviceSettings(**given | changes)  # type: ignore[arg-type]


def listen(peer: Peer) -> None:
    """Take whatever comes."""
    peer.wait_for_end()


def redirect(port: int) -> Callable[[Peer], None]:
    """Send everybody elsewhere without having been asked anything."""

    def script(peer: Peer) -> None:
        peer.answer("307 Temporary Redirect", b"", f"Location: https://127.0.0.1:{port}/")
        peer.wait_for_end()

    return script


@pytest.mark.parametrize("kind", ["listens", "redirects"])
def test_who_has_another_certificate_gets_nothing_though_a_token_is_held(
    desk: Desk, genuine: SimulatedDevice, stranger: Identity, kind: str
) -> None:
    settings = set_up(genuine)
    desk.watch(settings)
    desk.sink.until(lambda: desk.sink.live("gate"))
    genuine.refuse()
    with FaultServer(listen, identity=stranger) as elsewhere:
        script = listen if kind == "listens" else redirect(elsewhere.port)
        with FaultServer(script, identity=stranger, port=settings.port) as impostor:
            genuine.drop()
            desk.wait_for(Failure.CERTIFICATE_CHANGED)
            assert desk.status().state is State.REFUSED
            steps = desk.ask_everything(settings)
            assert steps[-1].failure is Failure.CERTIFICATE_CHANGED
            assert impostor.connections >= 5
        assert impostor.received == b""
        assert elsewhere.connections == 0
    genuine.accept()
    desk.monitor.retry_now()
    desk.sink.until(lambda: desk.sink.live("gate"))


@pytest.mark.parametrize(
    ("trusted", "failure"), [("pin", Failure.CERTIFICATE_CHANGED), ("ca", Failure.CERTIFICATE_INVALID)]
)
def test_who_has_another_certificate_from_the_first_sees_no_sign_in(
    desk: Desk, genuine: SimulatedDevice, stranger: Identity, trusted: str, failure: Failure
) -> None:
    with FaultServer(listen, identity=stranger) as impostor:
        certificate = "ca" if trusted == "ca" else genuine.certificate_sha256
        settings = set_up(genuine, port=impostor.port, certificate=certificate)
        desk.watch(settings)
        desk.wait_for(failure)
        desk.ask_everything(settings)
    assert impostor.received == b""


class Proxy:
    """Ends TLS with a certificate of its own and passes everything on to the device, and back."""

    def __init__(self, device: SimulatedDevice) -> None:
        self._device = device
        self.opened = 0

    def __call__(self, peer: Peer) -> None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        plain = socket.create_connection((self._device.host, self._device.port), 5)
        with context.wrap_socket(plain) as onward:
            self.opened += 1
            back = threading.Thread(target=self._back, args=(onward, peer))
            back.start()
            while data := peer.receive(65536):
                onward.sendall(data)
            with contextlib.suppress(OSError):
                socket.socket.shutdown(onward, socket.SHUT_RDWR)
            back.join(5)

    def _back(self, onward: ssl.SSLSocket, peer: Peer) -> None:
        with contextlib.suppress(OSError):
            while data := onward.recv(65536):
                peer.send(data)


def test_a_proxy_that_ends_tls_in_front_of_the_device_gets_nothing_to_pass_on(
    desk: Desk, genuine: SimulatedDevice, stranger: Identity
) -> None:
    proxy = Proxy(genuine)
    with FaultServer(proxy, identity=stranger) as impostor:
        settings = set_up(genuine, port=impostor.port)
        desk.watch(settings)
        desk.wait_for(Failure.CERTIFICATE_CHANGED)
        desk.ask_everything(settings)
    assert proxy.opened >= 5
    assert impostor.received == b""
    assert not genuine.requests


def test_the_same_proxy_with_the_device_s_own_key_would_get_through(desk: Desk, identity: Identity) -> None:
    """That the tests above see what they should: with the pinned certificate, the same proxy reads everything."""
    with (
        SimulatedDevice(user=USER, password=PASSWORD) as device,
        FaultServer(Proxy(device), identity=identity) as proxy,
    ):
        desk.watch(set_up(device, port=proxy.port, certificate=identity.pin))
        desk.sink.until(lambda: desk.sink.live("gate"))
        assert PASSWORD.encode() in proxy.received
        desk.watch(set_up(device, enabled=False))


@pytest.mark.parametrize("kind", ["listens", "answers", "redirects"])
def test_who_speaks_no_tls_gets_the_beginning_of_a_handshake(
    desk: Desk, genuine: SimulatedDevice, stranger: Identity, kind: str
) -> None:
    def ok(peer: Peer) -> None:
        peer.answer("200 OK", b"{}")
        peer.wait_for_end()

    with FaultServer(listen, identity=stranger) as elsewhere:
        script = {"listens": listen, "answers": ok, "redirects": redirect(elsewhere.port)}[kind]
        with FaultServer(script, identity=None) as impostor:
            settings = set_up(genuine, port=impostor.port)
            desk.watch(settings)
            if kind == "listens":
                desk.sink.until(lambda: desk.status().state is State.SECURING and impostor.received != b"")
            else:
                desk.wait_for(Failure.NOT_TLS)
                desk.ask_everything(settings)
            desk.watch(set_up(genuine, enabled=False))
        assert elsewhere.connections == 0
    assert impostor.received.startswith(b"\x16\x03")  # a record of the handshake, of TLS
    for secret in (PASSWORD.encode(), USER.encode(), b"/v1/", b"HTTP", b"Authorization", b"Bearer", b"Basic"):
        assert secret not in impostor.received


class Twin:
    """Has the device's certificate and so its private key, answers every request, and is another device."""

    def __init__(self, serial: str) -> None:
        self.serial = serial
        self.asked: list[str] = []
        self.authorized: list[str] = []

    def __call__(self, peer: Peer) -> None:
        head, _ = peer.read_request()
        if not head:
            return
        method, path, _ = head.split(" ", 2)
        self.asked.append(f"{method} {path}")
        self.authorized += [line for line in head.split("\r\n") if line.lower().startswith("authorization:")]
        if path == "/v1/event":
            peer.grant(head)
            peer.serve()
            return
        info = {"device_sn": self.serial}
        answers: dict[str, object] = {"/v1/auth/login": {"token": "twin"}, "/v1/device/info": info}
        peer.answer("200 OK", json.dumps({"code": 200, "data": answers.get(path)}).encode())


@pytest.mark.parametrize(
    ("user", "asked"),
    [
        ("", ["GET /v1/device/info"]),
        # Who has the private key is the device as far as TLS can tell, and is signed in to like it.
        (USER, ["POST /v1/auth/login", "GET /v1/device/info"]),
    ],
)
def test_who_has_the_certificate_and_another_serial_number_is_asked_which_device_it_is_and_nothing_more(
    desk: Desk, identity: Identity, user: str, asked: list[str]
) -> None:
    twin = Twin("ANOTHER")
    with FaultServer(twin, identity=identity) as impostor:
        settings = DeviceSettings(
            id="gate", name="Gate", host="127.0.0.1", port=impostor.port, username=user, certificate=identity.pin,
            serial="SN1", door_control=True,
        )  # fmt: skip
        desk.watch(settings)
        desk.wait_for(Failure.SERIAL_CHANGED)
        assert twin.asked == asked
        assert len(twin.authorized) == (1 if user else 0)  # with the twin's own token
        steps = desk.ask_everything(settings)
        assert steps[-1].failure is Failure.SERIAL_CHANGED
    # A person has had it tried once more, and tested in the settings. Neither photo, door, clock nor events were asked.
    assert twin.asked == asked + asked[-1:] + asked
    assert [line for line in twin.authorized if line != "Authorization: Bearer twin"] == []
    assert desk.sink.arrived == []


def test_a_device_that_comes_back_as_another_gets_the_token_of_the_first_and_no_password(
    desk: Desk, identity: Identity
) -> None:
    twin = Twin("SN1")
    with FaultServer(twin, identity=identity) as server:
        settings = DeviceSettings(
            id="gate", name="Gate", host="127.0.0.1", port=server.port, username=USER, certificate=identity.pin,
            serial="SN1",
        )  # fmt: skip
        desk.watch(settings)
        desk.sink.until(lambda: desk.sink.live("gate"))
    other = Twin("ANOTHER")
    with FaultServer(other, identity=identity, port=settings.port) as impostor:
        desk.wait_for(Failure.SERIAL_CHANGED)
    assert other.asked == ["GET /v1/device/info"]
    assert other.authorized == ["Authorization: Bearer twin"]
    assert PASSWORD.encode() not in impostor.received


def test_a_port_that_nobody_listens_at_gets_nothing_either(desk: Desk, genuine: SimulatedDevice) -> None:
    desk.watch(set_up(genuine, port=closed_port()))
    desk.wait_for(Failure.CONNECTION_REFUSED)
    assert not genuine.requests
