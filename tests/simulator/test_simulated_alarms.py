"""Whatever raises an alarm can be made to happen at the simulated device, when it is wanted."""

from __future__ import annotations

import time
from collections import Counter

import msgspec
import pytest
from plain_client import WAIT, Rest, message, subscribed

from facemon.device.message import decode
from facemon.event import AlarmStatus, Category, DeviceAlarm, Event, Happening, Mask
from facemon.simulator.device import SimulatedDevice
from facemon.simulator.happenings import FEVER, Twist
from facemon.simulator.people import STAFF, VISITORS


def read(data: dict[str, object], kind: int = 0) -> Happening:
    return decode(
        msgspec.json.encode({"type": kind, "data": data}), device_id="gate", received_ms=round(time.time() * 1000)
    )


def came(device: SimulatedDevice) -> Event:
    happening = read(device.produced[-1])
    assert isinstance(happening, Event)
    return happening


def test_somebody_has_a_fever(device: SimulatedDevice) -> None:
    device.emit(Category.STAFF, STAFF[0], twist=Twist.FEVER)
    event = came(device)
    assert event.temperature is not None
    assert event.temperature >= FEVER
    assert (event.passed, event.person.user_id if event.person else "") == (False, STAFF[0].user_id)


def test_somebody_wears_a_mask_or_none(device: SimulatedDevice) -> None:
    device.emit(Category.STAFF, twist=Twist.MASKED)
    assert came(device).mask is Mask.WORN
    device.emit(Category.STAFF)
    assert came(device).mask is Mask.NOT_WORN


def test_a_visitor_comes_when_the_visit_is_over(device: SimulatedDevice) -> None:
    device.emit(Category.VISITOR, VISITORS[2], twist=Twist.OUT_OF_TIME)
    event = came(device)
    assert event.person is not None
    assert event.person.guest_end_ms is not None
    assert event.person.guest_end_ms < event.time_ms
    assert event.passed is False


def test_one_person_is_denied_again_and_again(device: SimulatedDevice) -> None:
    for _ in range(3):
        device.emit(Category.STAFF, STAFF[3], twist=Twist.WRONG_CARD)
    events = [read(data) for data in device.produced]
    assert [(e.passed, e.person.user_id) for e in events if isinstance(e, Event) and e.person] == [
        (False, STAFF[3].user_id)
    ] * 3


@pytest.mark.parametrize("code", [10001, 10002, 10003, 10004, 20003])
def test_the_device_raises_an_alarm_of_its_own_and_clears_just_that(device: SimulatedDevice, code: int) -> None:
    trace_id = device.raise_alarm(code)
    device.raise_alarm(10001)
    device.clear_alarm(trace_id)
    raised, _, cleared = (read(data, 1) for data in device.produced)
    assert isinstance(raised, DeviceAlarm)
    assert isinstance(cleared, DeviceAlarm)
    assert (raised.code, raised.status, raised.uuid) == (code, AlarmStatus.RAISED, trace_id)
    assert (cleared.code, cleared.status, cleared.uuid) == (code, AlarmStatus.CLEARED, f"{trace_id}:3")
    assert raised.description == cleared.description != ""


def test_an_alarm_that_no_device_has_is_none(device: SimulatedDevice) -> None:
    with pytest.raises(KeyError):
        device.raise_alarm(1)
    with pytest.raises(KeyError):
        device.clear_alarm("nothing")
    assert not device.produced


def test_strangers_come_as_a_flood_beside_all_else(device: SimulatedDevice) -> None:
    with subscribed(device.port) as link:
        assert device.wait_for_subscribers(1, WAIT)
        begun = time.monotonic()
        flood = device.flood(50, 1.0)
        barred = device.emit(Category.BLACKLIST)
        uuids = flood.result(WAIT)
        assert time.monotonic() - begun >= 49 / 50
        told = [message(link)["data"]["uuid"] for _ in range(51)]
    assert len(set(uuids)) == 50
    assert Counter(told) == Counter([*uuids, barred])
    assert [uuid for uuid in told if uuid != barred] == uuids


def test_a_flood_that_is_none_is_refused(device: SimulatedDevice) -> None:
    with pytest.raises(ValueError, match="flood"):
        device.flood(0, 1)
    with pytest.raises(ValueError, match="rate"):
        device.flood(-1, 1)


def test_a_flood_ends_with_the_device() -> None:
    with SimulatedDevice() as device:
        device.flood(100, 3600)
    assert not device._thread.is_alive()


def test_who_comes_and_what_is_unusual_can_be_asked_for_from_another_process() -> None:
    with SimulatedDevice(control=True) as device, Rest(device.port) as rest:
        rest.post("/control/emit", category="staff", person=STAFF[5].user_id, twist="fever")
        event = came(device)
        assert event.person is not None
        assert (event.person.user_id, event.passed) == (STAFF[5].user_id, False)
        for body in (b'{"category":"staff","person":"nobody"}', b'{"category":"staff","twist":"dance"}'):
            assert rest.raw("POST", "/control/emit", body)[0] == 400
