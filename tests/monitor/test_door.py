"""A door is opened once, on record, and nobody pretends to know what is not known."""

from __future__ import annotations

import queue

import pytest

from facemon.device.account import Account
from facemon.device.status import Failure
from facemon.device.timing import Timing
from facemon.door import DoorOrder, DoorOutcome
from facemon.monitor.door import Doors, outcome_of
from facemon.settings import DeviceSettings
from facemon.simulator.device import SimulatedDevice

WAIT = 20.0


class Desk:
    """Orders, and keeps what is put on record."""

    def __init__(self, device: SimulatedDevice | None, *, password: str | None = None, **settings: object) -> None:
        self.record: list[DoorOrder] = []
        self.told: queue.Queue[DoorOrder] = queue.Queue()
        account = None
        if device is not None:
            given = {"port": device.port, "certificate": device.certificate_sha256} | settings
            gate = DeviceSettings(id="gate", name="Gate", host="127.0.0.1", **given)  # type: ignore[arg-type]
            account = Account(gate, lambda: password)
        self.doors = Doors(
            account=lambda _: account,
            record=self,
            on_outcome=self.told.put,
            timing=Timing(connect=2, tls=2, answer=1, stall=1),
        )

    def door(self, order: DoorOrder) -> None:
        self.record.append(order)

    def open(self) -> DoorOrder:
        first = self.doors.open("gate", by="Li", reason=" a parcel ")
        assert self.record[0] == first
        last = self.told.get(timeout=WAIT)
        assert self.record == [first, last]
        assert (first.id, first.by, first.reason, first.outcome) == (last.id, "Li", "a parcel", DoorOutcome.ORDERED)
        assert self.doors.join(WAIT)
        return last


def test_the_door_opens_and_it_is_on_record_before_and_after(device: SimulatedDevice) -> None:
    assert Desk(device).open().outcome is DoorOutcome.OPENED
    assert device.doors == [0]


def test_an_account_opens_it_with_one_sign_in() -> None:
    with SimulatedDevice(user="admin", password="geheim") as device:
        assert Desk(device, password="geheim", username="admin").open().outcome is DoorOutcome.OPENED
        assert [request.path for request in device.requests] == ["/v1/auth/login", "/v1/device/door"]


def test_a_wrong_password_opens_nothing_and_says_so() -> None:
    with SimulatedDevice(user="admin", password="geheim") as device:
        order = Desk(device, password="falsch", username="admin").open()
        assert (order.outcome, order.detail) == (DoorOutcome.REFUSED, "code 1001")
        assert device.doors == []


def test_another_certificate_gets_no_order(device: SimulatedDevice) -> None:
    order = Desk(device, certificate="sha256:" + "0" * 64).open()
    assert (order.outcome, order.detail) == (DoorOutcome.REFUSED, "certificate changed")
    assert device.doors == []


def test_a_device_that_is_not_watched_opens_nothing() -> None:
    assert Desk(None).open().outcome is DoorOutcome.REFUSED


def test_a_device_that_does_not_answer_leaves_the_outcome_unknown(device: SimulatedDevice) -> None:
    device.freeze()
    order = Desk(device).open()
    assert order.outcome is DoorOutcome.UNKNOWN
    assert order.detail


@pytest.mark.parametrize("failure", Failure)
def test_a_door_counts_as_not_opened_only_where_that_is_certain(failure: Failure) -> None:
    assert outcome_of(failure, sent=False) is DoorOutcome.REFUSED
    doubtful = (
        Failure.TIMED_OUT, Failure.CONNECTION_LOST, Failure.SILENCE, Failure.PROTOCOL_ERROR, Failure.SERVER_ERROR,
        Failure.INTERNAL_ERROR,
    )  # fmt: skip
    if failure in doubtful:
        assert outcome_of(failure, sent=True) is DoorOutcome.UNKNOWN


def test_no_reason_no_door(device: SimulatedDevice) -> None:
    desk = Desk(device)
    with pytest.raises(ValueError):
        desk.doors.open("gate", by="Li", reason="  ")
    assert desk.record == []
