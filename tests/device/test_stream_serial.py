"""A stream sees to it that the device is the one that was set up, by its serial number."""

from __future__ import annotations

from fault_server import until
from watched import QUICK

from facemon.device.account import Account
from facemon.device.status import Failure, State, Status
from facemon.device.stream import DeviceStream
from facemon.event import Category, Happening
from facemon.settings import DeviceSettings
from facemon.simulator.device import SimulatedDevice


class Stream:
    """A stream to a simulated device that is expected to have this serial number."""

    def __init__(self, device: SimulatedDevice, serial: str, *, user: str = "", password: str = "") -> None:
        self.messages: list[Happening] = []
        self.statuses: list[Status] = []
        gate = DeviceSettings(
            id="gate", name="Gate", host="127.0.0.1", port=device.port, certificate=device.certificate_sha256,
            serial=serial, username=user,
        )  # fmt: skip
        self.stream = DeviceStream(
            account=Account(gate, lambda: password),
            on_message=lambda happening, _received, _decoded: self.messages.append(happening),
            on_unreadable=lambda _: None,
            on_status=self.statuses.append,
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
