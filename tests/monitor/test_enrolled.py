"""Enrolled photos: fetched from real devices, kept for a while, never asked for too often."""

from __future__ import annotations

import queue
import threading
from collections.abc import Iterator

import msgspec
import pytest

from facemon.device.account import Account
from facemon.device.timing import Timing
from facemon.monitor.enrolled import KEPT, MOST_WAITING, UNREACHABLE_KEPT, EnrolledPhotos, Key, Photo, PhotoState
from facemon.settings import DeviceSettings
from facemon.simulator.device import SimulatedDevice

WAIT = 20.0
TIMING = Timing(connect=2.0, tls=2.0, answer=2.0, stall=2.0)


class Desk:
    """What looks at photos, and hears of them."""

    def __init__(self, *devices: DeviceSettings, passwords: dict[str, str] | None = None) -> None:
        self.devices = {device.id: device for device in devices}
        self.now = 0.0
        self.asked_password = 0
        self._passwords = passwords or {}
        self.told: queue.Queue[tuple[Key, Photo]] = queue.Queue()
        self.accounts: dict[str, Account] = {}
        self.photos = EnrolledPhotos(
            account=self.account,
            on_photo=lambda key, photo: self.told.put((key, photo)),
            timing=TIMING,
            clock=lambda: self.now,
        )
        self.photos.start()

    def account(self, device_id: str) -> Account | None:
        device = self.devices.get(device_id)
        former = self.accounts.get(device_id)
        if device is not None and (former is None or former.device != device):
            self.accounts[device_id] = Account(device, lambda: self._password(device_id))
        return self.accounts.get(device_id)

    def _password(self, device_id: str) -> str | None:
        self.asked_password += 1
        return self._passwords.get(device_id)

    def next(self) -> tuple[Key, Photo]:
        return self.told.get(timeout=WAIT)


@pytest.fixture
def desks() -> Iterator[list[Desk]]:
    opened: list[Desk] = []
    yield opened
    for desk in opened:
        desk.photos.stop()
        assert desk.photos.join(1.0 + TIMING.connect)


def gate(device: SimulatedDevice, **changes: object) -> DeviceSettings:
    plain = DeviceSettings(
        id="gate", name="Gate", host="127.0.0.1", port=device.port, certificate=device.certificate_sha256
    )
    return msgspec.structs.replace(plain, **changes)


def test_a_photo_is_fetched_once_and_then_at_hand(device: SimulatedDevice, desks: list[Desk]) -> None:
    desk = Desk(gate(device))
    desks.append(desk)
    assert desk.photos.want("gate", "901").state is PhotoState.COMING
    key, photo = desk.next()
    assert key == Key("gate", "901")
    assert photo.state is PhotoState.HERE
    assert photo.jpeg.startswith(b"\xff\xd8")
    assert desk.photos.want("gate", "901") == photo
    assert desk.told.empty()


def test_a_photo_grows_old(device: SimulatedDevice, desks: list[Desk]) -> None:
    desk = Desk(gate(device))
    desks.append(desk)
    desk.photos.want("gate", "901")
    desk.next()
    desk.now += KEPT + 1
    assert desk.photos.want("gate", "901").state is PhotoState.COMING
    desk.next()


def test_of_one_whom_the_device_does_not_know_there_is_none(device: SimulatedDevice, desks: list[Desk]) -> None:
    desk = Desk(gate(device))
    desks.append(desk)
    desk.photos.want("gate", "4711")
    assert desk.next() == (Key("gate", "4711"), Photo(PhotoState.NONE))


def test_an_event_without_a_number_has_none(desks: list[Desk]) -> None:
    desk = Desk()
    desks.append(desk)
    assert desk.photos.want("gate", "").state is PhotoState.NONE
    assert desk.photos.want("gate", "9" * 1_000).state is PhotoState.NONE


def test_a_device_that_cannot_be_reached_is_asked_again_later_alone(device: SimulatedDevice, desks: list[Desk]) -> None:
    desk = Desk(gate(device, port=9))
    desks.append(desk)
    desk.photos.want("gate", "901")
    assert desk.next()[1].state is PhotoState.UNREACHABLE
    desk.devices["gate"] = gate(device)
    assert desk.photos.want("gate", "901").state is PhotoState.UNREACHABLE
    desk.now += UNREACHABLE_KEPT + 1
    assert desk.photos.want("gate", "901").state is PhotoState.COMING
    assert desk.next()[1].state is PhotoState.HERE


def test_a_device_that_is_there_again_is_asked_at_once(device: SimulatedDevice, desks: list[Desk]) -> None:
    desk = Desk(gate(device, port=9))
    desks.append(desk)
    desk.photos.want("gate", "901")
    assert desk.next()[1].state is PhotoState.UNREACHABLE
    desk.devices["gate"] = gate(device)
    assert not desk.photos.reached("lobby")
    assert desk.photos.reached("gate")
    assert not desk.photos.reached("gate")
    assert desk.photos.want("gate", "901").state is PhotoState.COMING
    assert desk.next()[1].state is PhotoState.HERE
    assert not desk.photos.reached("gate")


def test_another_certificate_gets_no_question(device: SimulatedDevice, desks: list[Desk]) -> None:
    desk = Desk(gate(device, certificate="sha256:" + "0" * 64))
    desks.append(desk)
    desk.photos.want("gate", "901")
    assert desk.next()[1].state is PhotoState.UNREACHABLE


def test_a_wrong_password_is_tried_once_until_there_is_another(desks: list[Desk]) -> None:
    with SimulatedDevice(user="admin", password="right") as device:
        desk = Desk(gate(device, username="admin"), passwords={"gate": "wrong"})
        desks.append(desk)
        desk.photos.want("gate", "901")
        assert desk.next()[1].state is PhotoState.UNREACHABLE
        desk._passwords["gate"] = "right"
        desk.now += UNREACHABLE_KEPT + 1
        desk.photos.want("gate", "901")
        assert desk.next()[1].state is PhotoState.UNREACHABLE
        assert desk.asked_password == 1
        desk.accounts["gate"].forgive()
        desk.now += UNREACHABLE_KEPT + 1
        desk.photos.want("gate", "901")
        assert desk.next()[1].state is PhotoState.HERE
        desk.photos.want("gate", "1")
        assert desk.next()[1].state is PhotoState.HERE
        assert desk.asked_password == 2  # a sign-in lasts


def test_what_is_forgotten_is_not_kept(device: SimulatedDevice, desks: list[Desk]) -> None:
    desk = Desk(gate(device))
    desks.append(desk)
    desk.photos.want("gate", "901")
    desk.next()
    desk.photos.forget()
    assert desk.photos.want("gate", "901").state is PhotoState.COMING
    desk.next()


def test_one_who_is_forgotten_while_asked_for_is_not_kept_either(device: SimulatedDevice, desks: list[Desk]) -> None:
    entered, leave = threading.Event(), threading.Event()
    desk = Desk(gate(device))
    desks.append(desk)

    def slow(device_id: str) -> Account | None:
        entered.set()
        leave.wait(WAIT)
        return desk.account(device_id)

    desk.photos._account = slow
    desk.photos.want("gate", "901")
    assert entered.wait(WAIT)
    desk.photos.forget()
    leave.set()
    desk.next()
    assert desk.photos.want("gate", "901").state is PhotoState.COMING
    desk.next()


def test_the_last_wanted_comes_first_and_the_longest_waiting_is_given_up(
    device: SimulatedDevice, desks: list[Desk]
) -> None:
    entered, leave = threading.Event(), threading.Event()
    desk = Desk(gate(device))
    desks.append(desk)

    def slow(device_id: str) -> Account | None:
        entered.set()
        leave.wait(WAIT)
        return desk.account(device_id)

    desk.photos._account = slow
    desk.photos.want("gate", "first")
    assert entered.wait(WAIT)
    for number in range(MOST_WAITING + 5):
        desk.photos.want("gate", f"n{number}")
    leave.set()
    told = [desk.next()[0].user_id for _ in range(3)]
    assert told == ["first", f"n{MOST_WAITING + 4}", f"n{MOST_WAITING + 3}"]
    assert Key("gate", "n0") not in desk.photos._waiting
