"""The simulated device's event stream: three subscribers, the fourth turned away, every fault on request."""

import contextlib
import math
import socket
import threading

import pytest
import websocket
from plain_client import HOST, WAIT, Rest, fingerprint, message, subscribed

from facemon.event import Category
from facemon.simulator.device import SimulatedDevice
from facemon.simulator.happenings import Door
from facemon.simulator.people import STAFF

BRIEF = 0.2  # seconds to wait for what must not come


def check_nothing_comes(link: websocket.WebSocket) -> None:
    link.settimeout(BRIEF)
    with pytest.raises(websocket.WebSocketTimeoutException):
        link.recv()
    link.settimeout(WAIT)


def check_nothing_comes_after_the_last(link: websocket.WebSocket) -> None:
    link.settimeout(BRIEF)
    with contextlib.suppress(websocket.WebSocketTimeoutException):
        while True:
            message(link)
    link.settimeout(WAIT)


def check_cut(link: websocket.WebSocket) -> None:
    with pytest.raises((websocket.WebSocketException, OSError)):
        link.recv()


def test_each_of_three_subscribers_is_sent_the_same(device: SimulatedDevice) -> None:
    with subscribed(device.port) as first, subscribed(device.port) as second, subscribed(device.port) as third:
        assert device.wait_for_subscribers(3, WAIT)
        device.emit(Category.STAFF, STAFF[0])
        device.emit(Category.DEVICE)
        staff = [message(link) for link in (first, second, third)]
        alarms = [message(link) for link in (first, second, third)]
    assert staff == [{"type": 0, "data": device.produced[0]}] * 3
    assert alarms == [{"type": 1, "data": device.produced[1]}] * 3


@pytest.mark.parametrize("turn_away", ["503", "close", "drop"])
def test_a_fourth_is_turned_away_until_a_place_is_free(turn_away: str) -> None:
    with SimulatedDevice(turn_away=turn_away) as device, subscribed(device.port) as first, subscribed(device.port):
        with subscribed(device.port):
            assert device.wait_for_subscribers(3, WAIT)
            if turn_away == "503":
                with pytest.raises(websocket.WebSocketBadStatusException) as refused, subscribed(device.port):
                    pass
                assert refused.value.status_code == 503
            elif turn_away == "close":
                with subscribed(device.port) as fourth:
                    code, reason = fourth.recv_data(control_frame=True)
                assert (code, reason[:2]) == (websocket.ABNF.OPCODE_CLOSE, (1013).to_bytes(2, "big"))
            else:
                with (
                    pytest.raises((websocket.WebSocketException, OSError)) as dropped,
                    subscribed(device.port),
                ):
                    pass
                assert not isinstance(dropped.value, websocket.WebSocketBadStatusException)
            assert device.wait_for_subscribers(3, 0)
        assert device.wait_for_subscribers(2, WAIT)
        with subscribed(device.port) as another:
            assert device.wait_for_subscribers(3, WAIT)
            uuid = device.emit(Category.STAFF, STAFF[0])
            assert [message(link)["data"]["uuid"] for link in (first, another)] == [uuid, uuid]


def test_of_many_at_the_same_time_three_get_in(device: SimulatedDevice) -> None:
    outcomes: list[str] = []
    all_tried, go = threading.Event(), threading.Barrier(8)

    def subscribe() -> None:
        go.wait()
        try:
            with subscribed(device.port):
                outcomes.append("in")
                all_tried.wait(WAIT)
        except websocket.WebSocketBadStatusException as error:
            outcomes.append(str(error.status_code))
        if len(outcomes) == 8:
            all_tried.set()

    threads = [threading.Thread(target=subscribe) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(WAIT * 2)
    assert sorted(outcomes) == ["503"] * 5 + ["in"] * 3


def test_a_request_that_is_no_upgrade_is_a_bad_one_and_takes_no_place(device: SimulatedDevice) -> None:
    with Rest(device.port) as rest:
        for _ in range(4):
            assert rest.raw("GET", "/v1/event")[0] == 400
    with subscribed(device.port):
        assert device.wait_for_subscribers(1, WAIT)


def test_a_ping_is_answered_and_what_a_client_says_is_not_minded(device: SimulatedDevice) -> None:
    with subscribed(device.port) as link:
        link.send("hello")
        link.ping("are you there")
        assert link.recv_data(control_frame=True) == (websocket.ABNF.OPCODE_PONG, b"are you there")
        link.close()
    assert device.wait_for_subscribers(0, WAIT)


# By itself


def test_events_come_by_themselves_as_the_seed_says_and_only_once_somebody_watches() -> None:
    with SimulatedDevice(rate=1000, seed=3, when_watched=True) as device:
        with Rest(device.port) as rest:
            for _ in range(20):
                rest.get("/v2/datasync/ping")
        assert not device.produced
        with subscribed(device.port) as link:
            received = [message(link) for _ in range(30)]
    door = Door(3, device.serial, lambda: 0.0)
    expected = [door.next() for _ in range(30)]
    assert [each["type"] for each in received] == [kind for kind, _ in expected]
    for each, (_, data) in zip(received, expected, strict=True):
        for name in ("deviceSN", "recognitionType", "recognizeScore", "mask", "mode", "pass", "rgb_image", "code"):
            assert each["data"].get(name) == data.get(name)


def test_the_rate_can_be_changed_at_any_time(device: SimulatedDevice) -> None:
    with subscribed(device.port) as link:
        device.set_rate(0.001)
        first = message(link)
        device.set_rate(500)  # not only after the pause that has begun
        assert message(link) != first
        device.set_rate(0)


@pytest.mark.parametrize("rate", [-1, math.nan, math.inf, 1e9, True])
def test_an_impossible_rate_is_refused(device: SimulatedDevice, rate: float) -> None:
    with pytest.raises(ValueError, match="rate"):
        SimulatedDevice(rate=rate)
    with pytest.raises(ValueError, match="rate"):
        device.set_rate(rate)


def test_other_impossible_arguments_are_refused(device: SimulatedDevice) -> None:
    with pytest.raises(ValueError, match="turn_away"):
        SimulatedDevice(turn_away="politely")
    for speed in (0, -1, math.inf, math.nan):
        with pytest.raises(ValueError, match="bytes_per_second"):
            device.slow(speed)


def test_a_taken_port_is_an_os_error(device: SimulatedDevice) -> None:
    with pytest.raises(OSError), SimulatedDevice(port=device.port):
        pass


def test_changes_replace_fields_and_take_them_out(device: SimulatedDevice) -> None:
    with subscribed(device.port) as link:
        uuid = device.emit(Category.VISITOR, picture=b"no jpeg", mask="wet", uuid=..., extra=[1])
        data = message(link)["data"]
    assert (uuid, data["rgb_image"], data["mask"], data["extra"]) == ("", "bm8ganBlZw==", "wet", [1])
    assert "uuid" not in data


# Faults


def test_a_drop_cuts_every_subscriber_and_lets_them_come_back(device: SimulatedDevice) -> None:
    with subscribed(device.port) as first, subscribed(device.port) as second:
        assert device.wait_for_subscribers(2, WAIT)
        device.drop()
        check_cut(first)
        check_cut(second)
    assert device.wait_for_subscribers(0, WAIT)
    with subscribed(device.port) as link:
        assert device.wait_for_subscribers(1, WAIT)
        uuid = device.emit(Category.STAFF, STAFF[0])
        assert message(link)["data"]["uuid"] == uuid


def test_a_frozen_device_says_and_answers_nothing_and_goes_on_once_thawed(device: SimulatedDevice) -> None:
    with subscribed(device.port) as link, Rest(device.port) as rest:
        assert device.wait_for_subscribers(1, WAIT)
        device.freeze()
        uuids = [device.emit(Category.STAFF, STAFF[0]), device.emit(Category.STAFF, STAFF[0])]
        link.ping("still there?")
        check_nothing_comes(link)
        answers: list[object] = []
        asking = threading.Thread(target=lambda: answers.append(rest.get("/v2/datasync/ping")))
        asking.start()
        asking.join(BRIEF)
        assert not answers
        assert device.wait_for_subscribers(1, 0)
        device.thaw()
        assert [message(link)["data"]["uuid"] for _ in uuids] == uuids
        assert link.recv_data(control_frame=True) == (websocket.ABNF.OPCODE_PONG, b"still there?")
        asking.join(WAIT)
        assert answers == [None]


def test_nothing_happens_by_itself_while_a_device_is_frozen() -> None:
    with SimulatedDevice(rate=200) as device, subscribed(device.port) as link:
        message(link)
        device.freeze()
        check_nothing_comes_after_the_last(link)
        before = len(device.produced)
        check_nothing_comes(link)
        assert len(device.produced) == before
        device.thaw()
        assert message(link)
        device.set_rate(0)


def test_a_frozen_device_can_be_dropped_and_ended() -> None:
    with SimulatedDevice() as device, subscribed(device.port) as link:
        assert device.wait_for_subscribers(1, WAIT)
        device.freeze()
        device.emit(Category.STAFF, STAFF[0])
        device.drop()
        check_cut(link)
        assert device.wait_for_subscribers(0, WAIT)


def test_a_refusing_device_keeps_its_subscribers_and_listens_again_on_the_same_port(device: SimulatedDevice) -> None:
    with subscribed(device.port) as link:
        assert device.wait_for_subscribers(1, WAIT)
        port = device.port
        device.refuse()
        device.refuse()
        with pytest.raises(ConnectionRefusedError):
            socket.create_connection((HOST, port), WAIT)
        uuid = device.emit(Category.STAFF, STAFF[0])
        assert message(link)["data"]["uuid"] == uuid
        device.accept()
        device.accept()
        assert device.port == port
        with subscribed(port):
            assert device.wait_for_subscribers(2, WAIT)


def test_a_slow_device_sends_whole_messages_and_its_answers_in_order(device: SimulatedDevice) -> None:
    with subscribed(device.port) as link:
        assert device.wait_for_subscribers(1, WAIT)
        device.slow(10)
        first = device.emit(Category.STAFF, STAFF[0])
        link.settimeout(0.05)
        with pytest.raises(websocket.WebSocketTimeoutException):
            link.recv()
        link.ping("in the middle of a message")
        second = device.emit(Category.STRANGER)
        device.slow(None)
        link.settimeout(WAIT)
        assert message(link)["data"]["uuid"] == first
        others = [link.recv_data(control_frame=True) for _ in range(2)]
    assert (websocket.ABNF.OPCODE_PONG, b"in the middle of a message") in others
    assert any(second.encode() in payload for _, payload in others)


def test_a_slow_device_can_be_ended_in_the_middle_of_a_message() -> None:
    with SimulatedDevice() as device, subscribed(device.port):
        assert device.wait_for_subscribers(1, WAIT)
        device.slow(10)
        device.emit(Category.STAFF, STAFF[0])


def test_the_last_message_can_be_repeated(device: SimulatedDevice) -> None:
    with subscribed(device.port) as link:
        assert device.wait_for_subscribers(1, WAIT)
        device.repeat()  # there is none yet
        device.emit(Category.STAFF, STAFF[0])
        device.repeat()
        assert message(link) == message(link) == {"type": 0, "data": device.produced[0]}
        assert len(device.produced) == 1


@pytest.mark.parametrize("garbage", [b"{not json", b"\xff\xfe\x00", b"", b"[" * 70_000])
def test_garbage_is_sent_as_it_is(device: SimulatedDevice, garbage: bytes) -> None:
    with subscribed(device.port) as link:
        assert device.wait_for_subscribers(1, WAIT)
        device.garbage(garbage)
        assert link.recv_data() == (websocket.ABNF.OPCODE_TEXT, garbage)


def test_another_certificate_answers_on_the_same_port(device: SimulatedDevice) -> None:
    port, former = device.port, device.certificate_sha256
    assert fingerprint(port) == former
    with subscribed(port) as link:
        assert device.wait_for_subscribers(1, WAIT)
        device.change_certificate()
        check_cut(link)
    assert device.port == port
    assert fingerprint(port) == device.certificate_sha256 != former


def test_who_does_not_read_is_cut_off_before_memory_is_full(device: SimulatedDevice) -> None:
    with subscribed(device.port):
        assert device.wait_for_subscribers(1, WAIT)
        for _ in range(8):
            device.send(b" " * (8 * 1024 * 1024))
        assert device.wait_for_subscribers(0, WAIT)
