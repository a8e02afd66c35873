"""A stream sees to it that the device is the one that was set up, by its serial number."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from fault_server import FaultServer, Peer, until
from identity import Identity as Certificate
from watched import QUICK, event

from facemon.device.account import Account
from facemon.device.failure import LinkError
from facemon.device.identity import Identity
from facemon.device.rest import Rest
from facemon.device.status import Failure, State, Status
from facemon.device.stream import DeviceStream
from facemon.event import Category, Happening
from facemon.settings import DeviceSettings
from facemon.simulator.device import SimulatedDevice


class Stream:
    """A stream to a device that is expected to have this serial number."""

    def __init__(
        self, device: SimulatedDevice | FaultServer, serial: str, *, pin: str = "", in_events: str = "",
        user: str = "", password: str = "",
    ) -> None:  # fmt: skip
        self.messages: list[Happening] = []
        self.statuses: list[Status] = []
        self.serials: list[str] = []
        certificate = pin or getattr(device, "certificate_sha256", "")
        gate = DeviceSettings(
            id="gate", name="Gate", host="127.0.0.1", port=device.port, certificate=certificate,
            serial=serial, event_serial=in_events, username=user,
        )  # fmt: skip
        self.account = Account(gate, lambda: password)
        self.stream = DeviceStream(
            account=self.account,
            on_message=lambda happening, _received, _decoded: self.messages.append(happening),
            on_unreadable=lambda _: None,
            on_status=self.statuses.append,
            on_serial=self.serials.append,
            timing=QUICK,
        )

    def __enter__(self) -> Stream:
        self.stream.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stream.stop()
        assert self.stream.join(10)

    def wait_for(self, state: State) -> Status:
        until(lambda: bool(self.statuses) and self.statuses[-1].state is state)
        return self.statuses[-1]


def test_the_same_device_is_watched_however_its_number_is_spelt(device: SimulatedDevice) -> None:
    with Stream(device, f" {device.serial.lower()} ") as stream:
        stream.wait_for(State.LIVE)
        device.emit(Category.STAFF)
        until(lambda: len(stream.messages) == 1)


def test_another_device_is_refused_before_it_can_send_any_event(device: SimulatedDevice) -> None:
    with Stream(device, "SOMETHING-ELSE") as stream:
        refused = stream.wait_for(State.REFUSED)
        assert (refused.failure, refused.detail) == (Failure.SERIAL_CHANGED, device.serial)
        assert not [request for request in device.requests if request.path == "/v1/event"]
        assert State.LIVE not in {status.state for status in stream.statuses}


def test_the_number_is_asked_for_as_the_device_s_user_with_one_sign_in() -> None:
    with (
        SimulatedDevice(user="admin", password="geheim") as device,
        Stream(device, device.serial, user="admin", password="geheim") as stream,
    ):
        stream.wait_for(State.LIVE)
        assert [request.path for request in device.requests] == ["/v1/auth/login", "/v1/device/info", "/v1/event"]


def test_an_event_of_another_device_is_not_shown_and_ends_the_subscription(device: SimulatedDevice) -> None:
    with Stream(device, device.serial) as stream:
        stream.wait_for(State.LIVE)
        device.emit(Category.STAFF)
        until(lambda: len(stream.messages) == 1)
        device.emit(Category.BLACKLIST, deviceSN="SOMETHING-ELSE")
        refused = stream.wait_for(State.REFUSED)
        assert (refused.failure, refused.detail) == (Failure.EVENTS_OF_ANOTHER, "SOMETHING-ELSE")
        assert len(stream.messages) == 1
        until(lambda: device.wait_for_subscribers(0, 0))


@pytest.mark.parametrize("told", ["", " ", None, ..., "lower"])
def test_an_event_that_tells_no_number_or_spells_it_otherwise_is_shown(device: SimulatedDevice, told: object) -> None:
    with Stream(device, device.serial) as stream:
        stream.wait_for(State.LIVE)
        device.emit(Category.STAFF, deviceSN=device.serial.lower() + " " if told == "lower" else told)
        until(lambda: len(stream.messages) == 1)
        assert stream.statuses[-1].state is State.LIVE


def test_a_device_whose_events_have_a_number_of_their_own_is_watched_once_a_person_has_said_so(
    device: SimulatedDevice,
) -> None:
    with Stream(device, device.serial) as stream:
        stream.wait_for(State.LIVE)
        device.emit(Category.STAFF, deviceSN="INNER")
        stream.wait_for(State.REFUSED)
        stream.stream.know(Identity(device.serial, "INNER"))
        stream.wait_for(State.LIVE)
        device.emit(Category.STAFF, deviceSN="INNER")
        until(lambda: len(stream.messages) == 1)


def silent(*numbers: str) -> tuple[Callable[[Peer], None], ...]:
    """Return a device that offers the stream alone, and sends an event with each of these numbers to a subscriber."""

    def script(peer: Peer) -> None:
        head = peer.read_head()
        if "/v1/event " not in head:
            peer.answer("404 Not Found")
            return
        peer.grant(head)
        for place, number in enumerate(numbers):
            peer.frame(event(f"{number}{place}", deviceSN=number))
        peer.serve()

    return (script,)


def test_a_device_that_answers_no_request_is_known_by_its_events(identity: Certificate) -> None:
    with (
        FaultServer(*silent(" ", "SN1", "sn1", "SN2", "SN1"), identity=identity) as server,
        Stream(server, "", pin=identity.pin) as stream,
    ):
        refused = stream.wait_for(State.REFUSED)
        assert (refused.failure, refused.detail) == (Failure.SERIAL_CHANGED, "SN2")
        assert stream.serials == ["SN1"]
        assert [message.device_sn.strip() for message in stream.messages] == ["", "SN1", "sn1"]


def test_what_an_event_has_taught_is_asked_for_when_the_connection_comes_back(identity: Certificate) -> None:
    def lose(peer: Peer) -> None:
        peer.upgrade()
        peer.frame(event("x", deviceSN="SN1"))

    def tell(peer: Peer) -> None:
        peer.read_head()
        peer.answer("200 OK", json.dumps({"code": 200, "data": {"device_sn": "SN2"}}).encode())

    def idle(peer: Peer) -> None:
        peer.wait_for_end()

    with (
        FaultServer(lose, idle, tell, identity=identity) as server,  # the second waits while the third is asked
        Stream(server, "", pin=identity.pin) as stream,
    ):
        assert stream.wait_for(State.REFUSED).failure is Failure.SERIAL_CHANGED
    assert [head.split()[1] for head in server.heads] == ["/v1/event", "/v1/device/info"]


def test_nothing_else_is_asked_of_another_device(device: SimulatedDevice) -> None:
    with Stream(device, "SOMETHING-ELSE") as stream:
        stream.wait_for(State.REFUSED)
        asked = len(device.requests)
        with pytest.raises(LinkError) as raised:
            Rest(stream.account, stop=lambda: False, timing=QUICK).enrolled("7")
        assert raised.value.failure is Failure.SERIAL_CHANGED
        assert len(device.requests) == asked
        stream.stream.know(Identity(device.serial))
        stream.wait_for(State.LIVE)
        assert Rest(stream.account, stop=lambda: False, timing=QUICK).info().device_sn == device.serial
