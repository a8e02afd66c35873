"""The worker that recovers a device's gaps, against a simulated device and devices that misbehave."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable
from typing import Any

import msgspec
import pytest
from fault_server import FaultServer, Peer, until
from identity import Identity
from recovered import QUICK, Recovered, outcome
from shelf import record

from facemon.device.recovery import Known
from facemon.device.rest import MAX_RECORDS
from facemon.device.shortfall import MOST_ATTEMPTS, MOST_WITHOUT, Shortfall
from facemon.device.timing import Timing
from facemon.event import Category, GapState
from facemon.simulator.device import SimulatedDevice
from facemon.simulator.people import STAFF

RECORDS = "/v1/event/records"


@pytest.fixture
def began() -> int:
    """The second in which a gap of a minute began, which has just ended."""
    return int(time.time()) - 60


def emit(device: SimulatedDevice, began: int, count: int) -> list[str]:
    """Let something happen in each second of the gap; return the uuids."""
    return [device.emit(Category.STAFF, STAFF[0], timestamp=began + second) for second in range(count)]


def asked(device: SimulatedDevice, path: str = RECORDS) -> int:
    return sum(request.path == path for request in device.requests)


def watching(device: SimulatedDevice, **options: Any) -> Recovered:
    return Recovered(device.port, device.certificate_sha256, **options)


def test_what_happened_meanwhile_is_recovered(device: SimulatedDevice) -> None:
    began = time.time()
    uuids = [device.emit(category) for category in (Category.STAFF, Category.STRANGER, Category.DEVICE)][:2]
    with watching(device) as recovered:
        recovered.add(began, time.time())
        gap = recovered.wait_for_end()
        until(lambda: recovered.skews)
    assert list(recovered.events) == uuids
    assert all(event.recovered and event.picture for event in recovered.events.values())
    assert outcome(gap) == (GapState.RECOVERED, None, "")
    assert (gap.read, gap.total, gap.recovered, gap.pictureless) == (2, 2, 2, 0)
    assert recovered.told[0].state is GapState.RECOVERING
    assert abs(recovered.skews[0]) < 5000


def test_the_oldest_gap_comes_first(device: SimulatedDevice, began: int) -> None:
    emit(device, began, 60)
    with watching(device, live=False) as recovered:
        recovered.add(began + 50, began + 55, number=1)
        recovered.add(began, began + 5, number=2)
        recovered.worker.resume()
        recovered.wait_for_end(1)
    assert [gap.id for gap in recovered.told] == [2] * 3 + [1] * 3


def test_what_the_device_has_just_done_is_waited_for(device: SimulatedDevice) -> None:
    timing = msgspec.structs.replace(QUICK, written=0.5)
    with watching(device, timing=timing) as recovered:
        began = time.time()
        recovered.add(began - 1, began)
        recovered.wait_for_end()
        assert time.time() - began >= 0.5
        began = time.time()
        recovered.add(began - 10, began - 5, number=2)
        recovered.wait_for_end(2)
        assert time.time() - began < 0.5


# What a device may lack


def test_a_device_with_nothing_but_its_stream(device: SimulatedDevice, began: int) -> None:
    device.faults.rest = False
    with watching(device) as recovered:
        recovered.add(began, began + 60)
        assert recovered.wait_for_problem() == (GapState.WAITING, Shortfall.NO_REST, "HTTP 404")
        assert outcome(recovered.wait_for_end()) == (GapState.FAILED, Shortfall.NO_REST, "HTTP 404")
    assert asked(device) == MOST_WITHOUT
    assert recovered.skews == []


def test_a_device_that_gives_out_no_records(device: SimulatedDevice, began: int) -> None:
    device.faults.records = False
    with watching(device) as recovered:
        recovered.add(began, began + 60)
        assert outcome(recovered.wait_for_end()) == (GapState.FAILED, Shortfall.NO_RECORDS, "HTTP 404")


def test_a_device_that_was_still_starting(device: SimulatedDevice, began: int) -> None:
    emit(device, began, 3)
    device.faults.change({"errors": 2, "error_status": 404})
    with watching(device) as recovered:
        recovered.add(began, began + 60)
        assert outcome(recovered.wait_for_end()) == (GapState.RECOVERED, None, "")
    assert len(recovered.events) == 3


def test_a_device_that_keeps_no_records_is_found_out_by_what_it_has_sent(device: SimulatedDevice, began: int) -> None:
    device.faults.stores = False
    emit(device, began - 300, 1)
    with watching(device) as recovered:
        last = Known(time_ms=(began - 300) * 1000, received_ms=(began - 300) * 1000)
        recovered.add(began, began + 60, last=last)
        assert outcome(recovered.wait_for_end()) == (GapState.FAILED, Shortfall.NOT_STORED, "")
        recovered.add(began, began + 60, number=2)
        assert outcome(recovered.wait_for_end(2)) == (GapState.RECOVERED, None, "")


def test_a_gap_in_which_nothing_happened_is_no_fault(device: SimulatedDevice, began: int) -> None:
    emit(device, began - 300, 1)
    with watching(device) as recovered:
        last = Known(time_ms=(began - 300) * 1000, received_ms=(began - 300) * 1000)
        recovered.add(began, began + 60, last=last)
        gap = recovered.wait_for_end()
    assert outcome(gap) == (GapState.RECOVERED, None, "")
    assert (gap.read, gap.total, gap.recovered) == (0, 0, 0)


def test_records_without_pictures_are_counted(device: SimulatedDevice, began: int) -> None:
    emit(device, began, 5)
    device.faults.pictures = False
    with watching(device) as recovered:
        recovered.add(began, began + 60)
        gap = recovered.wait_for_end()
    assert (gap.state, gap.recovered, gap.pictureless) == (GapState.RECOVERED, 5, 5)


def test_records_without_uuids_are_the_same_events_as_those_of_the_stream(device: SimulatedDevice, began: int) -> None:
    device.faults.uuids = False
    emit(device, began, 5)
    with watching(device) as recovered:
        recovered.add(began, began + 60)
        recovered.wait_for_end()
        first = set(recovered.events)
        recovered.add(began - 1, began + 60, number=2)
        assert recovered.wait_for_end(2).recovered == 0
    assert len(first) == 5
    assert all(uuid.startswith("digest:") for uuid in first)


@pytest.mark.parametrize(("moved", "said"), [(7200, Shortfall.CLOCK_FORWARDS), (-7200, Shortfall.CLOCK_BACKWARDS)])
def test_a_clock_that_was_set_meanwhile(device: SimulatedDevice, began: int, moved: int, said: Shortfall) -> None:
    before = emit(device, began, 5)
    after = emit(device, began + 30 + moved, 5)
    device.clock_offset = moved
    with watching(device) as recovered:
        recovered.add(began, began + 60, skew_ms=0)
        gap = recovered.wait_for_end()
    assert outcome(gap) == (GapState.RECOVERED, said, "2 h")
    assert (gap.read, gap.total) == (10, 10)
    order = sorted(recovered.events.values(), key=lambda event: event.at_ms)
    assert [event.uuid for event in order] == before + after
    assert [round(event.at_ms / 1000) - began for event in order] == [0, 1, 2, 3, 4, 30, 31, 32, 33, 34]


def test_a_clock_that_is_wrong_all_the_time_is_allowed_for(device: SimulatedDevice, began: int) -> None:
    wrong = -10 * 365 * 86400
    emit(device, began + wrong, 5)
    device.clock_offset = wrong
    with watching(device) as recovered:
        recovered.add(began, began + 60, last=Known((began + wrong - 9) * 1000, (began - 9) * 1000))
        assert outcome(recovered.wait_for_end()) == (GapState.RECOVERED, None, "")
    assert [round(event.at_ms / 1000) - began for event in recovered.events.values()] == [0, 1, 2, 3, 4]


def test_device_alarms_are_said_to_be_missing_where_the_device_sends_them(device: SimulatedDevice, began: int) -> None:
    with watching(device) as recovered:
        recovered.add(began, began + 60, alarms=True)
        assert outcome(recovered.wait_for_end()) == (GapState.RECOVERED, Shortfall.NO_ALARMS, "")


# Signing in


def test_one_sign_in_is_enough_for_all_pages(began: int) -> None:
    with SimulatedDevice(user="admin", password="geheim") as device:
        emit(device, began, 20)
        device.faults.most = 5
        with watching(device, username="admin", password=lambda: "geheim") as recovered:
            recovered.add(began, began + 60)
            assert recovered.wait_for_end().recovered == 20
            assert asked(device, "/v1/auth/login") == 1
            device.expire_tokens()
            recovered.add(began, began + 60, number=2)
            assert recovered.wait_for_end(2).read == 20
            assert asked(device, "/v1/auth/login") == 2


@pytest.mark.parametrize(
    ("username", "password", "said", "detail"),
    [
        ("", None, Shortfall.SIGN_IN_NEEDED, "HTTP 401"),
        ("admin", "falsch", Shortfall.SIGN_IN_REFUSED, "code 1001"),
        ("root", "geheim", Shortfall.SIGN_IN_REFUSED, "code 1000"),
        ("admin", None, Shortfall.PASSWORD_MISSING, ""),
    ],
)
def test_a_sign_in_that_fails_waits_for_a_person(
    began: int, username: str, password: str | None, said: Shortfall, detail: str
) -> None:
    current = [password]
    with SimulatedDevice(user="admin", password="geheim") as device:
        emit(device, began, 3)
        with watching(device, username=username, password=lambda: current[0]) as recovered:
            recovered.add(began, began + 60)
            assert recovered.wait_for_problem() == (GapState.WAITING, said, detail)
            requests = len(device.requests)
            recovered.add(began, began + 60, number=2)
            recovered.wait_for(lambda gap: gap.id == 2 and bool(gap.problem))
            assert len([gap for gap in recovered.told if gap.id == 1 and gap.problem]) == 1
            assert len(device.requests) - requests <= 2
            if username == "admin":
                current[0] = "geheim"
                recovered.worker.retry_now()
                assert recovered.wait_for_end().recovered == 3


def test_a_keyring_that_does_not_answer_is_asked_again(began: int) -> None:
    silent = iter([True, True, False])

    def password() -> str:
        if next(silent):
            raise TimeoutError
        return "geheim"

    with SimulatedDevice(user="admin", password="geheim") as device:
        emit(device, began, 3)
        with watching(device, username="admin", password=password) as recovered:
            recovered.add(began, began + 60)
            assert recovered.wait_for_problem()[1:] == (Shortfall.NO_ANSWER, "the keyring does not answer")
            assert recovered.wait_for_end().recovered == 3


# Failing requests


@pytest.mark.parametrize("status", [500, 503])
def test_an_error_of_the_device_is_tried_again_and_said(device: SimulatedDevice, began: int, status: int) -> None:
    uuids = emit(device, began, 30)
    device.faults.change({"errors": 3, "error_status": status})
    with watching(device) as recovered:
        recovered.add(began, began + 60)
        assert recovered.wait_for_problem() == (GapState.WAITING, Shortfall.NO_ANSWER, f"HTTP {status}")
        gap = recovered.wait_for_end()
    assert outcome(gap) == (GapState.RECOVERED, None, "")
    assert list(recovered.events) == uuids


def test_an_error_without_end_is_given_up(device: SimulatedDevice, began: int) -> None:
    emit(device, began, 10)
    device.faults.change({"errors": 1_000})
    with watching(device) as recovered:
        recovered.add(began, began + 60)
        assert outcome(recovered.wait_for_end()) == (GapState.FAILED, Shortfall.GIVEN_UP, "HTTP 500")
        assert asked(device) == MOST_ATTEMPTS
        device.faults.change({"errors": 0, "most": 4})
        recovered._then = lambda: device.faults.change({"errors": 1_000})
        recovered.add(began, began + 60, number=2)
        gap = recovered.wait_for_end(2)
    assert outcome(gap) == (GapState.PARTIAL, Shortfall.GIVEN_UP, "HTTP 500")
    assert (gap.read, gap.total, gap.recovered) == (4, 10, 4)
    assert gap.cursor_s == began + 3


def test_one_gap_that_cannot_be_read_does_not_hold_up_the_others(device: SimulatedDevice, began: int) -> None:
    emit(device, began + 30, 10)
    device.faults.change({"errors": 1})
    timing = msgspec.structs.replace(QUICK, first_retry=60.0)
    with watching(device, timing=timing) as recovered:
        recovered.add(began, began + 10, number=1)
        recovered.add(began + 30, began + 60, number=2)
        recovered.wait_for_end(2)
        assert recovered.wait_for_problem()[0] is GapState.WAITING
        recovered.worker.retry_now()
        recovered.wait_for_end(1)


def test_answers_that_are_broken_off_are_read_as_far_as_they_go(device: SimulatedDevice, began: int) -> None:
    uuids = emit(device, began, 30)
    device.faults.cut = 5 * max(len(json.dumps(data)) for data in device.produced)
    with watching(device) as recovered:
        recovered.add(began, began + 60)
        gap = recovered.wait_for_end()
    assert outcome(gap) == (GapState.RECOVERED, None, "")
    assert list(recovered.events) == uuids


def test_records_that_never_come_whole_are_left_out_and_counted(device: SimulatedDevice, began: int) -> None:
    device.emit(Category.STAFF, timestamp=began)
    small = device.emit(Category.STAFF, timestamp=began + 1, rgb_image="")
    device.emit(Category.STAFF, timestamp=began + 2)
    device.faults.cut = 4_000
    with watching(device) as recovered:
        recovered.add(began, began + 60)
        gap = recovered.wait_for_end()
    assert outcome(gap) == (GapState.PARTIAL, Shortfall.UNREADABLE, "2")
    assert list(recovered.events) == [small]


def test_a_connection_lost_in_the_middle_is_taken_up_where_it_was(device: SimulatedDevice, began: int) -> None:
    uuids = emit(device, began, 30)
    device.faults.most = 10

    def unplug() -> None:
        recovered._then = lambda: None
        recovered.worker.pause()

    with watching(device, on_page=unplug) as recovered:
        recovered.add(began, began + 60)
        paused = recovered.wait_for(lambda gap: gap.state is GapState.WAITING)
        assert (paused.read, paused.cursor_s, paused.problem) == (10, began + 9, "")
        requests = asked(device)
        recovered.worker.resume()
        assert recovered.wait_for_end().recovered == 30
    assert list(recovered.events) == uuids
    assert requests == 1


def test_a_page_that_was_not_taken_is_read_again(
    device: SimulatedDevice, began: int, caplog: pytest.LogCaptureFixture
) -> None:
    uuids = emit(device, began, 30)
    device.faults.most = 10
    faults = iter([None, OSError("disk full"), None, KeyError("x")])

    def take() -> None:
        if fault := next(faults, None):
            raise fault

    with watching(device, on_page=take) as recovered:
        recovered.add(began, began + 60)
        recovered.wait_for_end()
    assert list(recovered.events) == uuids
    assert "internal error" in caplog.text


# Devices by hand


def gives(*bodies: bytes) -> Callable[[Peer], None]:
    """Return a device that answers requests for records with these one after the other, and has nothing else."""
    left = list(bodies)

    def script(peer: Peer) -> None:
        head, _ = peer.read_request()
        if RECORDS in head:
            peer.answer("200 OK", left.pop(0) if len(left) > 1 else left[0])
        else:
            peer.answer("404 Not Found", b"{}")

    return script


def page(*items: object, total: int | None = None) -> bytes:
    data = {"count": len(items), "total": len(items) if total is None else total, "items": items}
    return json.dumps({"code": 200, "msg": "OK", "data": data}).encode()


def test_an_answer_whose_json_is_cut_counts_as_far_as_it_goes(identity: Identity) -> None:
    records = [record("a", 101), record("b", 102), record("c", 103)]
    cut = page(*records)[:-70]
    with (
        FaultServer(gives(cut, page(records[1], records[2]), page()), identity=identity) as server,
        Recovered(server.port, identity.pin) as recovered,
    ):
        recovered.add(100, 110)
        assert outcome(recovered.wait_for_end()) == (GapState.RECOVERED, None, "")
    assert list(recovered.events) == ["a", "b", "c"]


def test_items_that_are_no_records_are_left_out_and_counted(identity: Identity) -> None:
    body = page(record("a", 101), "RAW", record("b", 102), [], 7, None, record("c", "soon"))
    body = body.replace(b'"RAW"', b'{"uuid": x, "timestamp": 101}').replace(b"}]}}", b"},]}}")
    with (
        FaultServer(gives(body, page()), identity=identity) as server,
        Recovered(server.port, identity.pin) as recovered,
    ):
        recovered.add(100, 110)
        gap = recovered.wait_for_end()
    assert outcome(gap) == (GapState.PARTIAL, Shortfall.UNREADABLE, "4")
    assert list(recovered.events) == ["a", "b", "c"]
    assert recovered.events["c"].at_ms == 110_000


def test_an_answer_that_is_too_long_is_asked_for_in_parts(identity: Identity) -> None:
    limits: list[int] = []

    def script(peer: Peer) -> None:
        head, body = peer.read_request()
        if RECORDS not in head:
            peer.answer("404 Not Found", b"{}")
            return
        limits.append(json.loads(body)["limit"])
        if limits[-1] > 50:
            peer.send(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % (MAX_RECORDS + 1))
            peer.hold()
        peer.answer("200 OK", page(record("a", 101)))

    with FaultServer(script, identity=identity) as server, Recovered(server.port, identity.pin) as recovered:
        recovered.add(100, 110)
        assert outcome(recovered.wait_for_end()) == (GapState.RECOVERED, None, "")
        assert limits == [200, 100, 50]


def test_another_certificate_is_not_asked_for_records(identity: Identity, stranger: Identity) -> None:
    with (
        FaultServer(gives(page()), identity=identity) as server,
        Recovered(server.port, stranger.pin) as recovered,
    ):
        recovered.add(100, 110)
        state, why, _ = recovered.wait_for_problem()
        assert (state, why) == (GapState.WAITING, Shortfall.CERTIFICATE)
    assert server.received == b""


def hold(peer: Peer) -> None:
    peer.read_request()
    peer.hold()


def drip(peer: Peer) -> None:
    peer.read_request()
    peer.send(b"HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n")
    while not peer.server.ending.wait(0.05):
        peer.send(b" " * 100)


@pytest.mark.parametrize("script", [hold, drip])
def test_it_stops_within_a_second_in_the_middle_of_an_answer(
    identity: Identity, script: Callable[[Peer], None]
) -> None:
    with FaultServer(script, identity=identity) as server:
        with Recovered(server.port, identity.pin, timing=Timing()) as recovered:
            recovered.add(100, 110)
            until(lambda: server.heads)
        assert recovered.told == []
        assert recovered.stopped_in < 1.2


def test_it_stops_within_a_second_in_the_middle_of_a_slow_page(device: SimulatedDevice, began: int) -> None:
    emit(device, began, 10)
    device.faults.bytes_per_second = 1_000.0
    with watching(device) as recovered:
        recovered.add(began, began + 60)
        until(lambda: asked(device))
    assert recovered.stopped_in < 1.2
    assert [gap.state for gap in recovered.told] == [GapState.RECOVERING]


def test_no_byte_for_a_while_is_a_failure_but_slowness_is_none(identity: Identity) -> None:
    def slowly(peer: Peer) -> None:
        head, _ = peer.read_request()
        body = page(record("a", 101)) if RECORDS in head else b"{}"
        peer.send(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % len(body))
        for start in range(0, len(body), 10):
            peer.server.ending.wait(0.1)
            peer.send(body[start : start + 10])

    timing = msgspec.structs.replace(QUICK, answer=0.5, stall=0.5)
    with (
        FaultServer(hold, hold, slowly, identity=identity) as server,
        Recovered(server.port, identity.pin, timing=timing) as recovered,
    ):
        recovered.add(100, 110)
        assert recovered.wait_for_problem() == (GapState.WAITING, Shortfall.NO_ANSWER, "no answer in time")


# What the worker is told


def test_nothing_is_asked_before_the_device_is_live(device: SimulatedDevice, began: int) -> None:
    with watching(device, live=False) as recovered:
        recovered.add(began, began + 60)
        recovered.worker.retry_now()
    assert not device.requests
    assert recovered.told == []


def test_a_gap_that_is_dropped_is_not_told_of_any_more(device: SimulatedDevice, began: int) -> None:
    emit(device, began, 30)
    device.faults.most = 10

    def drop() -> None:
        recovered._then = lambda: None
        recovered.worker.drop(1)

    with watching(device, on_page=drop) as recovered:
        recovered.add(began, began + 60)
        until(lambda: recovered.pages)
        recovered.add(began, began + 60, number=2)
        recovered.wait_for_end(2)
        assert [gap.id for gap in recovered.told] == [1] + [2] * (len(recovered.told) - 1)
        recovered.add(began, began + 60)
        assert recovered.wait_for_end().read == 30


def test_a_gap_is_added_once(device: SimulatedDevice, began: int) -> None:
    with watching(device, live=False) as recovered:
        for _ in range(3):
            recovered.add(began, began + 60)
        recovered.worker.resume()
        recovered.wait_for_end()
        recovered.add(began, began + 60, number=2)
        recovered.wait_for_end(2)
    assert [gap.id for gap in recovered.told] == [1, 1, 1, 2, 2, 2]


def test_the_callbacks_come_from_one_thread_that_is_its_own(device: SimulatedDevice, began: int) -> None:
    threads: set[str] = set()
    emit(device, began, 3)
    with watching(device, on_page=lambda: threads.add(threading.current_thread().name)) as recovered:
        recovered.add(began, began + 60)
        recovered.wait_for_end()
    assert threads == {"facemon-recovery-gate"}


def test_a_worker_without_anything_to_do_takes_no_thread(device: SimulatedDevice) -> None:
    def working() -> list[str]:
        return [thread.name for thread in threading.enumerate() if thread.name.startswith("facemon-recovery")]

    with watching(device) as recovered:
        until(lambda: recovered.skews and not working())
        looks = len(recovered.skews)
        recovered.worker.look()  # too early
        assert not working()
        recovered.worker.resume()
        until(lambda: len(recovered.skews) > looks and not working())
