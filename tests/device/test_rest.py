"""The device's REST interface: what is asked, what is understood, and what is not waited for."""

from __future__ import annotations

import base64
import json
import threading
import time
from collections.abc import Callable

import msgspec
import pytest
from fault_server import FaultServer, Peer, environment, slam, until
from identity import Identity
from watched import QUICK, Watched, quick

from facemon.device.account import Account
from facemon.device.deadline import StoppedError
from facemon.device.exchange import AnswerTooLong
from facemon.device.failure import LinkError, of_exception
from facemon.device.judging import NotOffered
from facemon.device.message import event_from_data
from facemon.device.rest import MAX_ANSWER, MAX_PERSON, MAX_RECORDS, DeviceInfo, Enrolled, Rest
from facemon.device.status import Failure, State
from facemon.device.timing import Timing
from facemon.device.tls import CertificateChanged, CertificateUnknown
from facemon.event import Category, Happening
from facemon.settings import DeviceSettings
from facemon.simulator.device import SimulatedDevice

INFO = {"model": "S7", "device_sn": "PS71", "sw_ver": "1.3.0", "mac_wired": None, "api_ver": 1.3, "more": [1]}
TOKEN = {"code": 200, "msg": "OK", "data": {"token": "t0k"}}


def rest(
    server: FaultServer,
    certificate: str,
    *,
    username: str = "",
    password: str | None = None,
    stop: Callable[[], bool] = lambda: False,
    timing: Timing = QUICK,
) -> Rest:
    device = DeviceSettings(
        id="gate", name="Gate", host="127.0.0.1", port=server.port, username=username, certificate=certificate
    )
    return Rest(Account(device, lambda: password), stop=stop, timing=timing)


def answers(body: object, status: str = "200 OK", *headers: str) -> Callable[[Peer], None]:
    """Return a device that answers any request so."""

    def script(peer: Peer) -> None:
        peer.read_request()
        peer.answer(status, body if isinstance(body, bytes) else json.dumps(body).encode(), *headers)

    return script


def routes(**bodies: object) -> Callable[[Peer], None]:
    """Return a device that answers by the last word of the path, 404 where it has none."""

    def script(peer: Peer) -> None:
        head, _ = peer.read_request()
        word = head.split()[1].rpartition("/")[2]
        peer.answer("200 OK" if word in bodies else "404 Not Found", json.dumps(bodies.get(word)).encode())

    return script


def test_the_device_says_what_it_is(identity: Identity) -> None:
    with FaultServer(answers({"code": 200, "data": INFO}), identity=identity) as server:
        info = rest(server, identity.pin).info()
    assert info == DeviceInfo(model="S7", device_sn="PS71", sw_ver="1.3.0", api_ver="1.3")
    assert server.heads[0].startswith("GET /v1/device/info HTTP/1.1\r\n")
    assert f"Host: 127.0.0.1:{server.port}\r\n" in server.heads[0]
    assert "Authorization" not in server.heads[0]


@pytest.mark.parametrize(
    "written",
    [
        b'{"code":200,"data":{"model":"S7","device_sn":"PS71",},}',
        b'\xef\xbb\xbf{"code":200,"data":{"model":"S7","device_sn":"PS71"}}\0',
        b'{"code":200,"msg":"\\ud800","data":{"model":"S7","device_sn":"PS71","more":NaN}}',
        b'{"code":"200","data":{"model":"S7","device_sn":"PS71","sw_ver":null}}',
    ],
    ids=["comma", "byte order mark", "half a pair", "number as text"],
)
def test_what_is_read_in_a_message_is_read_in_an_answer(identity: Identity, written: bytes) -> None:
    with FaultServer(answers(written), identity=identity) as server:
        assert rest(server, identity.pin).info() == DeviceInfo(model="S7", device_sn="PS71")


def test_the_devices_records_are_the_events_of_its_stream(device: SimulatedDevice) -> None:
    with Watched(device.port, device.certificate_sha256) as watched:
        watched.wait_for(State.LIVE)
        for category in Category:
            if category not in (Category.UNKNOWN, Category.DEVICE):
                device.emit(category=category)
        until(lambda: len(watched.messages) == 5)
    settings = DeviceSettings(
        id="gate", name="Gate", host=device.host, port=device.port, certificate=device.certificate_sha256
    )
    page = Rest(Account(settings, lambda: None), stop=lambda: False).records(0, 0)
    records = [event_from_data(item or {}, device_id="gate", received_ms=0) for item in page.items()]
    assert [blank(record) for record in records] == [blank(message) for message in watched.messages]
    assert all(record.picture for record in records)
    assert (page.count, page.total, page.broken_off) == (5, 5, False)


def blank(happening: Happening) -> Happening:
    return msgspec.structs.replace(happening, raw="", received_ms=0)


def test_the_devices_clock_is_compared_with_ours(identity: Identity) -> None:
    clock = {"local_time": int((time.time() - 90) * 1000), "time_zone": "Asia/Shanghai", "manual_mode": 1}
    with FaultServer(answers({"code": 200, "data": clock}), identity=identity) as server:
        told = rest(server, identity.pin).time()
    assert -95 < told.skew_s < -89
    assert told.time_zone == "Asia/Shanghai"


@pytest.mark.parametrize("written", [b"9" * 400, b"-1", b"1e400", b"9" * 5000, b'"soon"', b"null", b"1.5"])
def test_an_absurd_clock_is_an_answer_of_an_unknown_form(identity: Identity, written: bytes) -> None:
    body = b'{"code":200,"data":{"local_time":%s}}' % written
    with FaultServer(answers(body), identity=identity) as server, pytest.raises(LinkError) as raised:
        rest(server, identity.pin).time()
    assert raised.value.failure is Failure.PROTOCOL_ERROR


def test_the_token_goes_with_each_request(identity: Identity) -> None:
    with FaultServer(routes(login=TOKEN, info={"code": 200, "data": INFO}), identity=identity) as server:
        asked = rest(server, identity.pin, username="admin", password="pw")
        asked.info()
        asked.info()
    assert [head.split()[1] for head in server.heads] == ["/v1/auth/login", "/v1/device/info", "/v1/device/info"]
    assert "Authorization" not in server.heads[0]
    assert all("Authorization: Bearer t0k\r\n" in head for head in server.heads[1:])


def test_without_a_login_the_password_goes_with_each_request(identity: Identity) -> None:
    with FaultServer(routes(info={"code": 200, "data": INFO}), identity=identity) as server:
        rest(server, identity.pin, username="admin", password="pä").info()
    basic = base64.b64encode("admin:pä".encode()).decode()
    assert f"Authorization: Basic {basic}\r\n" in server.heads[1]


def test_an_old_token_is_renewed_once(identity: Identity) -> None:
    info = answers({"code": 200, "data": INFO})
    scripts = (answers(TOKEN), info, answers({}, "401 Unauthorized"), answers(TOKEN), info)
    with FaultServer(*scripts, identity=identity) as server:
        asked = rest(server, identity.pin, username="admin", password="pw")
        asked.info()
        assert asked.info().model == "S7"
    assert server.connections == 5


def test_a_password_that_is_refused_is_not_tried_twice(identity: Identity) -> None:
    scripts = (answers(TOKEN), answers({}, "401 Unauthorized"))
    with FaultServer(*scripts, identity=identity) as server, pytest.raises(LinkError) as raised:
        rest(server, identity.pin, username="admin", password="pw").info()
    assert raised.value.failure is Failure.WRONG_PASSWORD
    assert server.connections == 2


@pytest.mark.parametrize(
    ("script", "failure"),
    [
        (answers({"code": 1000, "msg": "x"}), Failure.NO_SUCH_ACCOUNT),
        (answers({"code": 1001, "msg": "x"}), Failure.WRONG_PASSWORD),
        (answers({"code": "1001"}), Failure.WRONG_PASSWORD),
        (answers({"code": 1001}, "403 Forbidden"), Failure.WRONG_PASSWORD),
        (answers({"code": 1000}, "400 Bad Request"), Failure.NO_SUCH_ACCOUNT),
        (answers({}, "401 Unauthorized"), Failure.WRONG_PASSWORD),
        (answers({}, "500 Internal Server Error"), Failure.SERVER_ERROR),
        (answers({}, "503 Service Unavailable"), Failure.SERVER_ERROR),
        (answers({"code": 4711}), Failure.SERVER_ERROR),
        (answers({"code": 200, "data": {}}), Failure.PROTOCOL_ERROR),
        (answers({"code": 200, "data": {"token": "a\r\nX-Evil: b"}}), Failure.PROTOCOL_ERROR),
        (answers({"code": 200, "data": {"token": ""}}), Failure.PROTOCOL_ERROR),
        (answers([]), Failure.PROTOCOL_ERROR),
        (answers(b"<html>"), Failure.PROTOCOL_ERROR),
        (answers(b"\xff"), Failure.PROTOCOL_ERROR),
        (answers(b"", "302 Found", "Location: http://127.0.0.1:9/"), Failure.PROTOCOL_ERROR),
        (answers(b" " * (MAX_ANSWER + 1)), Failure.PROTOCOL_ERROR),
    ],
)
def test_a_sign_in_that_fails_has_a_name(identity: Identity, script: Callable[[Peer], None], failure: Failure) -> None:
    with FaultServer(script, identity=identity) as server, pytest.raises(LinkError) as raised:
        rest(server, identity.pin, username="admin", password="hunter2").authorize()
    assert raised.value.failure is failure
    assert "hunter2" not in str(raised.value)
    assert server.connections == 1


@pytest.mark.parametrize("status", ["404 Not Found", "405 Method Not Allowed", "501 Not Implemented"])
def test_what_the_device_does_not_have_is_called_that(identity: Identity, status: str) -> None:
    with FaultServer(answers({}, status), identity=identity) as server, pytest.raises(NotOffered):
        rest(server, identity.pin).info()


def test_a_request_that_needs_a_sign_in_says_so(identity: Identity) -> None:
    with FaultServer(answers({}, "401 Unauthorized"), identity=identity) as server, pytest.raises(LinkError) as raised:
        rest(server, identity.pin).info()
    assert raised.value.failure is Failure.SIGN_IN_NEEDED


def test_a_missing_password_is_told_before_anything_is_sent(identity: Identity) -> None:
    with FaultServer(answers(TOKEN), identity=identity) as server, pytest.raises(LinkError) as raised:
        rest(server, identity.pin, username="admin").authorize()
    assert raised.value.failure is Failure.PASSWORD_MISSING
    assert server.connections == 0


def test_nothing_is_sent_to_an_unknown_or_another_certificate(identity: Identity, stranger: Identity) -> None:
    with FaultServer(answers(TOKEN), identity=identity) as server:
        with pytest.raises(CertificateUnknown):
            rest(server, "", username="admin", password="pw").authorize()
        with pytest.raises(CertificateChanged):
            rest(server, stranger.pin, username="admin", password="pw").authorize()
    assert server.received == b""


def test_a_proxy_of_the_environment_sees_nothing(identity: Identity) -> None:
    with (
        FaultServer(Peer.wait_for_end, identity=None) as proxy,
        FaultServer(answers({"code": 200, "data": INFO}), identity=identity) as server,
    ):
        url = f"http://127.0.0.1:{proxy.port}"
        with environment(https_proxy=url, HTTPS_PROXY=url, ALL_PROXY=url, all_proxy=url):
            rest(server, identity.pin).info()
    assert proxy.connections == 0


def drip_headers(peer: Peer) -> None:
    peer.read_request()
    peer.send(b"HTTP/1.1 200 OK\r\n")
    while not peer.server.ending.wait(0.05):
        peer.send(b"X")


def drip_body(peer: Peer) -> None:
    peer.read_request()
    peer.send(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")
    while not peer.server.ending.wait(0.05):
        peer.send(b" ")


def never_answer(peer: Peer) -> None:
    peer.read_request()
    peer.hold()


@pytest.mark.parametrize("script", [drip_headers, drip_body, never_answer])
def test_an_answer_that_does_not_come_whole_ends_in_time(identity: Identity, script: Callable[[Peer], None]) -> None:
    with FaultServer(script, identity=identity) as server, pytest.raises(TimeoutError) as raised:
        rest(server, identity.pin, timing=quick(answer=0.5)).info()
    assert of_exception(raised.value, State.SIGNING_IN).failure is Failure.TIMED_OUT


@pytest.mark.parametrize("script", [drip_headers, drip_body, never_answer])
def test_a_request_stops_within_a_second(identity: Identity, script: Callable[[Peer], None]) -> None:
    stop = threading.Event()
    threading.Timer(0.2, stop.set).start()
    began = time.monotonic()
    with FaultServer(script, identity=identity) as server, pytest.raises(StoppedError):
        rest(server, identity.pin, stop=stop.is_set, timing=Timing()).info()
    assert time.monotonic() - began < 1.2


def endless_headers(peer: Peer) -> None:
    peer.read_request()
    peer.send(b"HTTP/1.1 200 OK\r\n")
    while True:
        peer.send(b"X-More: " + b"y" * 8000 + b"\r\n")


def endless_continue(peer: Peer) -> None:
    peer.read_request()
    while True:
        peer.send(b"HTTP/1.1 100 Continue\r\n\r\n" * 100)


def endless_chunks(peer: Peer) -> None:
    peer.read_request()
    peer.send(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
    while True:
        peer.send(b"1000\r\n" + b" " * 0x1000 + b"\r\n")


def huge_body(peer: Peer) -> None:
    peer.read_request()
    peer.send(b"HTTP/1.1 200 OK\r\nContent-Length: 400000000\r\n\r\n")
    while True:
        peer.send(bytes(65536))


def not_http(peer: Peer) -> None:
    peer.read_request()
    peer.send(b"220 mail.example ESMTP\r\n")


@pytest.mark.parametrize("script", [endless_headers, endless_continue, endless_chunks, huge_body, not_http])
def test_an_answer_without_bounds_is_cut_off(identity: Identity, script: Callable[[Peer], None]) -> None:
    with FaultServer(script, identity=identity) as server, pytest.raises(LinkError) as raised:
        rest(server, identity.pin, timing=Timing()).info()
    assert raised.value.failure is Failure.PROTOCOL_ERROR


def test_a_device_that_hangs_up_instead_of_answering(identity: Identity) -> None:
    def hang_up(peer: Peer) -> None:
        peer.read_request()

    with FaultServer(hang_up, identity=identity) as server, pytest.raises(LinkError) as raised:
        rest(server, identity.pin).info()
    assert raised.value.failure is Failure.CONNECTION_LOST


# Records

PAGE = {"code": 200, "data": {"count": 1, "total": 3, "items": [{"uuid": "a"}]}}


def test_records_are_asked_for_as_the_document_says(identity: Identity) -> None:
    bodies: list[object] = []

    def script(peer: Peer) -> None:
        _, body = peer.read_request()
        bodies.append(json.loads(body))
        peer.answer("200 OK", json.dumps(PAGE).encode())

    with FaultServer(script, identity=identity) as server:
        page = rest(server, identity.pin).records(10, 20, offset=3, limit=7, newest_first=True)
    assert bodies == [{"begin_time": 10, "end_time": 20, "offset": 3, "limit": 7, "sort": 1}]
    assert server.heads[0].startswith("POST /v1/event/records HTTP/1.1\r\n")
    assert (list(page.items()), page.total) == ([{"uuid": "a"}], 3)


@pytest.mark.parametrize(
    ("script", "failure"),
    [
        (answers({}, "401 Unauthorized"), Failure.SIGN_IN_NEEDED),
        (answers({"code": 401, "data": None}), Failure.SIGN_IN_NEEDED),
        (answers({"code": 404}), Failure.NOT_THIS_PATH),
        (answers(PAGE, "500 Internal Server Error"), Failure.SERVER_ERROR),
        (answers(PAGE | {"code": 4711}), Failure.SERVER_ERROR),
        (answers({"code": 200, "data": None}), Failure.PROTOCOL_ERROR),
        (answers({"code": 200, "data": 7}), Failure.PROTOCOL_ERROR),
        (answers(b"<html>"), Failure.PROTOCOL_ERROR),
    ],
)
def test_records_that_are_refused_have_a_name(
    identity: Identity, script: Callable[[Peer], None], failure: Failure
) -> None:
    with FaultServer(script, identity=identity) as server, pytest.raises(LinkError) as raised:
        rest(server, identity.pin).records(0, 0)
    assert raised.value.failure is failure


def broken_off(ending: Callable[[Peer], None]) -> Callable[[Peer], None]:
    def script(peer: Peer) -> None:
        peer.read_request()
        peer.send(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n" + json.dumps(PAGE).encode()[:-3] + b', {"uu')
        ending(peer)

    return script


def reset(peer: Peer) -> None:
    peer.server.ending.wait(0.3)  # for what was sent to be read: a reset takes it along
    slam(peer)


def chunk_broken_off(peer: Peer) -> None:
    text = json.dumps(PAGE).encode()[:-3] + b","
    peer.read_request()
    peer.send(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n%x\r\n%s\r\n10\r\n{" % (len(text), text))


@pytest.mark.parametrize(
    "script", [broken_off(lambda _: None), broken_off(reset), chunk_broken_off], ids=["end", "reset", "chunk"]
)
def test_records_that_came_whole_count_though_the_answer_is_broken_off(
    identity: Identity, script: Callable[[Peer], None]
) -> None:
    with FaultServer(script, identity=identity) as server:
        page = rest(server, identity.pin).records(0, 0)
    assert (list(page.items()), page.broken_off) == ([{"uuid": "a"}], True)


def test_nothing_at_all_of_an_answer_is_a_page_broken_off(identity: Identity) -> None:
    def script(peer: Peer) -> None:
        peer.read_request()
        peer.send(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")

    with FaultServer(script, identity=identity) as server:
        page = rest(server, identity.pin).records(0, 0)
    assert (page.count, page.broken_off) == (0, True)


@pytest.mark.parametrize("script", [huge_body, endless_chunks], ids=["announced", "endless"])
def test_more_than_is_taken_of_records_is_said_to_be_too_long(
    identity: Identity, script: Callable[[Peer], None]
) -> None:
    with FaultServer(script, identity=identity) as server, pytest.raises(AnswerTooLong):
        rest(server, identity.pin, timing=Timing()).records(0, 0)


def test_a_long_answer_is_read_whole_in_one_piece_or_in_many(identity: Identity) -> None:
    items = [{"uuid": str(number), "rgb_image": "A" * 70_000} for number in range(200)]
    body = json.dumps({"code": 200, "data": {"total": 200, "items": items}}).encode()
    assert len(body) < MAX_RECORDS

    def in_chunks(peer: Peer) -> None:
        peer.read_request()
        peer.send(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
        for start in range(0, len(body), 8192):
            part = body[start : start + 8192]
            peer.send(b"%x\r\n%s\r\n" % (len(part), part))
        peer.send(b"0\r\n\r\n")

    with FaultServer(answers(body), in_chunks, identity=identity) as server:
        for _ in range(2):
            assert list(rest(server, identity.pin).records(0, 0).items()) == items


def test_a_long_answer_may_take_its_time_as_long_as_bytes_come(identity: Identity) -> None:
    body = json.dumps(PAGE).encode()

    def slowly(peer: Peer) -> None:
        peer.read_request()
        peer.send(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % len(body))
        for byte in range(0, len(body), 4):
            peer.server.ending.wait(0.05)
            peer.send(body[byte : byte + 4])

    with FaultServer(slowly, never_answer, identity=identity) as server:
        timing = quick(answer=0.2, stall=0.5)
        assert rest(server, identity.pin, timing=timing).records(0, 0).count == 1
        with pytest.raises(TimeoutError):
            rest(server, identity.pin, timing=timing).records(0, 0)


def test_an_answer_that_never_ends_is_given_up_however_steadily_it_comes(identity: Identity) -> None:
    with FaultServer(drip_body, identity=identity) as server, pytest.raises(TimeoutError):
        rest(server, identity.pin, timing=quick(page=0.5)).records(0, 0)


def of(device: SimulatedDevice) -> Rest:
    gate = DeviceSettings(
        id="gate", name="Gate", host="127.0.0.1", port=device.port, certificate=device.certificate_sha256
    )
    return Rest(Account(gate, lambda: None), stop=lambda: False)


def test_an_enrolled_person_is_told_with_the_photo(device: SimulatedDevice) -> None:
    person = of(device).enrolled("901")
    assert person.name == "张三 Zhang San"
    assert person.remark == "Barred since March: theft"
    assert person.photo.startswith(b"\xff\xd8")


def test_of_a_person_whom_the_device_does_not_know_nothing_is_told(device: SimulatedDevice) -> None:
    with pytest.raises(NotOffered):
        of(device).enrolled("4711")


@pytest.mark.parametrize("avatar", [None, "", " ", "no base64!", 7, {"a": 1}])
def test_a_person_without_a_usable_photo_is_told_all_the_same(identity: Identity, avatar: object) -> None:
    told = {"code": 200, "data": {"name": "Li", "avatar": avatar, "remark": None, "groups": 3}}
    with FaultServer(answers(told), identity=identity) as server:
        assert rest(server, identity.pin).enrolled("1") == Enrolled(name="Li")


def test_a_person_s_number_cannot_lead_elsewhere(identity: Identity) -> None:
    heads: list[str] = []

    def script(peer: Peer) -> None:
        heads.append(peer.read_request()[0])
        peer.answer("200 OK", json.dumps({"code": 200, "data": {}}).encode())

    with FaultServer(script, identity=identity) as server:
        rest(server, identity.pin).enrolled("../../v1/device/door?x=1 HTTP/1.1\r\nX: y")
    assert heads[0].split("\r\n")[0] == (
        "GET /v1/user/id/..%2F..%2Fv1%2Fdevice%2Fdoor%3Fx%3D1%20HTTP%2F1.1%0D%0AX%3A%20y HTTP/1.1"
    )


def test_a_photo_longer_than_a_person_may_have_is_not_taken(identity: Identity) -> None:
    def script(peer: Peer) -> None:
        peer.read_request()
        peer.send(f"HTTP/1.1 200 OK\r\nContent-Length: {MAX_PERSON + 1}\r\n\r\nx".encode())

    with FaultServer(script, identity=identity) as server, pytest.raises(AnswerTooLong):
        rest(server, identity.pin).enrolled("1")


def test_the_door_is_opened_once(device: SimulatedDevice) -> None:
    of(device).open_door()
    assert device.doors == [0]


def test_a_door_that_does_not_answer_is_not_told_to_open_again(identity: Identity) -> None:
    orders: list[str] = []

    def script(peer: Peer) -> None:
        orders.append(peer.read_request()[0])
        slam(peer)

    with FaultServer(script, identity=identity) as server, pytest.raises((LinkError, OSError)):
        rest(server, identity.pin).open_door()
    assert len(orders) == 1
