"""What can be wrong with the simulated device's records, and how it is controlled from another process."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
import urllib3
from plain_client import WAIT, Rest, message, subscribed

from facemon.event import Category
from facemon.simulator.device import SimulatedDevice
from facemon.simulator.people import STAFF
from facemon.simulator.records import Records

RECORDS = "/v1/event/records"


@pytest.fixture
def rest(device: SimulatedDevice) -> Iterator[Rest]:
    """REST on a device that has ten records, a second apart."""
    for second in range(10):
        device.emit(Category.STAFF, STAFF[0], timestamp=1_000 + second)
    with Rest(device.port) as rest:
        yield rest


def test_without_rest_only_the_stream_is_left(device: SimulatedDevice, rest: Rest) -> None:
    device.faults.rest = False
    for method, path in (("GET", "/v1/device/time"), ("POST", RECORDS), ("POST", "/v1/auth/login")):
        assert rest.raw(method, path)[0] == 404
    with subscribed(device.port):
        assert device.wait_for_subscribers(1, WAIT)


def test_a_device_may_take_no_subscriber_and_keep_those_it_has(device: SimulatedDevice, rest: Rest) -> None:
    with subscribed(device.port) as link:
        device.faults.stream = False
        assert rest.raw("GET", "/v1/event")[0] == 500
        uuid = device.emit(Category.STAFF)
        assert message(link)["data"]["uuid"] == uuid


def test_whoever_is_there_hears_nothing_of_a_mute_device_and_whoever_comes_does(device: SimulatedDevice) -> None:
    with subscribed(device.port):
        assert device.wait_for_subscribers(1, WAIT)
        device.mute()
        with subscribed(device.port) as second:
            assert device.wait_for_subscribers(2, WAIT)
            uuid = device.emit(Category.STAFF)
            assert message(second)["data"]["uuid"] == uuid


def test_records_may_be_what_is_not_offered(device: SimulatedDevice, rest: Rest) -> None:
    device.faults.records = False
    assert rest.raw("POST", RECORDS)[0] == 404
    assert rest.get("/v1/device/time")


def test_what_is_not_stored_is_sent_and_counted_all_the_same(device: SimulatedDevice, rest: Rest) -> None:
    device.faults.stores = False
    with subscribed(device.port) as link:
        uuid = device.emit(Category.STAFF, timestamp=1_005)
        assert message(link)["data"]["uuid"] == uuid
    assert rest.post(RECORDS)["total"] == 10
    assert device.produced[-1]["uuid"] == uuid


def test_what_is_not_sent_is_stored_and_counted_all_the_same(device: SimulatedDevice, rest: Rest) -> None:
    with subscribed(device.port) as link:
        device.faults.sends = False
        hidden = device.emit(Category.STAFF, timestamp=2_000)
        device.faults.sends = True
        heard = device.emit(Category.STAFF, timestamp=2_001)
        assert message(link)["data"]["uuid"] == heard
    assert [item["uuid"] for item in rest.post(RECORDS, begin_time=2_000)["items"]] == [hidden, heard]


def test_what_happens_with_nobody_subscribed_is_stored_and_counted() -> None:
    with SimulatedDevice() as device, Rest(device.port) as rest:
        uuid = device.emit(Category.STAFF)
        assert rest.post(RECORDS)["items"][0]["uuid"] == uuid == device.produced[0]["uuid"]


def test_uuids_and_pictures_may_be_missing(device: SimulatedDevice, rest: Rest) -> None:
    device.faults.change({"uuids": False, "pictures": False})
    assert device.emit(Category.STAFF, timestamp=3_000) == ""
    (item,) = rest.post(RECORDS, begin_time=3_000)["items"]
    assert "uuid" not in item
    assert item["rgb_image"] == ""
    assert device.produced[-1]["rgb_image"] != ""


def test_it_may_give_fewer_than_it_was_asked_for(device: SimulatedDevice, rest: Rest) -> None:
    device.faults.most = 3
    page = rest.post(RECORDS, limit=200, offset=2)
    assert (page["count"], page["total"], [item["timestamp"] for item in page["items"]]) == (3, 10, [1002, 1003, 1004])


def test_errors_come_as_often_as_they_were_asked_for(device: SimulatedDevice, rest: Rest) -> None:
    device.faults.change({"errors": 2, "error_status": 503})
    assert [rest.raw("POST", RECORDS)[0] for _ in range(3)] == [503, 503, 200]


def test_an_answer_may_be_broken_off(device: SimulatedDevice, rest: Rest) -> None:
    device.faults.cut = 1_000
    with pytest.raises(urllib3.exceptions.ProtocolError):
        rest.raw("POST", RECORDS)
    device.faults.cut = 10**9
    assert rest.post(RECORDS)["count"] == 10


def test_an_answer_may_come_slowly(device: SimulatedDevice, rest: Rest) -> None:
    device.faults.bytes_per_second = 1_000_000.0
    began = time.monotonic()
    page = rest.post(RECORDS)
    assert time.monotonic() - began > len(str(page)) / 2_000_000


def test_a_fault_that_does_not_exist_changes_nothing(device: SimulatedDevice) -> None:
    wrong: list[dict[str, object]] = [{"records": False, "dance": True}, {"records": False, "errors": "many"}]
    for changes in wrong:
        with pytest.raises(ValueError, match=r"dance|errors"):
            device.faults.change(changes)
    assert device.faults.records


def test_records_are_in_the_order_of_their_time_whatever_the_clock_did(device: SimulatedDevice, rest: Rest) -> None:
    device.emit(Category.STAFF, timestamp=1_003)
    device.emit(Category.STAFF, timestamp="soon")
    device.emit(Category.STAFF, timestamp=...)
    assert [item["timestamp"] for item in rest.post(RECORDS)["items"]] == sorted([*range(1_000, 1_010), 1_003])


def test_the_oldest_records_are_deleted_to_make_room(device: SimulatedDevice, rest: Rest) -> None:
    device.forget(4)
    assert rest.post(RECORDS)["items"][0]["timestamp"] == 1_004
    with SimulatedDevice(keeps=2) as small, Rest(small.port) as its_rest:
        for second in (5, 6, 7):
            small.emit(Category.STAFF, timestamp=second)
        assert [item["timestamp"] for item in its_rest.post(RECORDS)["items"]] == [6, 7]
        assert len(small.produced) == 3


def test_fifty_thousand_records_are_found_at_once() -> None:
    records = Records(60_000)
    for number in range(50_000):
        records.add({"timestamp": number // 3})
    began = time.perf_counter()
    for second in range(0, 16_000, 16):
        assert len(records.between(second, second)) == 3
    assert time.perf_counter() - began < 1.0


def test_a_restart_cuts_everybody_and_ends_every_token() -> None:
    with SimulatedDevice(user="admin", password="geheim") as device, Rest(device.port) as rest:
        token = "Bearer " + rest.post("/v1/auth/login", username="admin", password="geheim")["token"]
        with subscribed(device.port, token):
            assert device.wait_for_subscribers(1, WAIT)
            device.restart()
            assert device.wait_for_subscribers(0, WAIT)
        with Rest(device.port, token) as asking:
            assert asking.raw("GET", "/v1/device/info")[0] == 401


# From another process


def test_everything_that_was_produced_can_be_listed_page_by_page() -> None:
    with SimulatedDevice(control=True) as device, Rest(device.port) as rest:
        for category in (Category.STAFF, Category.DEVICE, Category.STRANGER):
            device.emit(category)
        first = rest.post("/control/produced", limit=2)
        second = rest.post("/control/produced", offset=2)
        staff, alarm, stranger = device.produced
    assert first["total"] == second["total"] == 3
    assert first["items"] == [
        {"type": 0, "uuid": staff["uuid"], "timestamp": staff["timestamp"]},
        {"type": 1, "uuid": alarm["trace_id"], "status": 1, "time_ms": alarm["event_time"]},
    ]
    assert [item["uuid"] for item in second["items"]] == [stranger["uuid"]]


def test_faults_and_the_clock_can_be_set_from_outside() -> None:
    with SimulatedDevice(control=True) as device, Rest(device.port) as rest:
        rest.post("/control/faults", records=False, most=7)
        assert (device.faults.records, device.faults.most) == (False, 7)
        rest.post("/control/clock", offset=-3600)
        assert rest.get("/v1/device/time")["local_time"] < (time.time() - 3590) * 1000
        device.emit(Category.STAFF)
        rest.post("/control/forget", count=1)
        rest.post("/control/faults", records=True)
        assert rest.post(RECORDS)["total"] == 0
        for path, body in (
            ("faults", b'{"dance":true}'), ("clock", b'{"offset":"late"}'), ("clock", b"{}"),
            ("refuse", b'{"seconds":-1}'), ("restart", b'{"seconds":true}'), ("forget", b'{"count":-1}'),
            ("produced", b'{"limit":0}'),
        ):  # fmt: skip
            assert rest.raw("POST", f"/control/{path}", body)[0] == 400, path


def test_a_freeze_can_be_ended_from_outside() -> None:
    with SimulatedDevice(control=True) as device, Rest(device.port) as rest, subscribed(device.port) as link:
        rest.post("/control/freeze")
        rest.post("/control/emit", category="staff")
        rest.post("/control/thaw")
        assert message(link)["type"] == 0


@pytest.mark.parametrize("action", ["refuse", "restart"])
def test_it_comes_back_by_itself(action: str) -> None:
    with SimulatedDevice(control=True) as device, Rest(device.port) as rest, subscribed(device.port):
        assert device.wait_for_subscribers(1, WAIT)
        rest.post(f"/control/{action}", seconds=0.2)
        with pytest.raises(OSError), subscribed(device.port):
            pass
        assert device.wait_for_subscribers(0 if action == "restart" else 1, WAIT)
        deadline = time.monotonic() + WAIT
        while True:
            try:
                with subscribed(device.port):
                    break
            except OSError:
                assert time.monotonic() < deadline
