"""The device's REST interface: what is asked, what is understood, and what is not waited for."""

from __future__ import annotations

import base64
import json
import threading
import time
from collections.abc import Callable

import msgspec
import pytest
from fault_server import FaultServer, Peer, environment, until
from identity import Identity
from watched import QUICK, Watched, quick

from facemon.device import tls
from facemon.device.deadline import StoppedError
from facemon.device.failure import LinkError, of_exception
from facemon.device.message import event_from_data
from facemon.device.payload import parse
from facemon.device.rest import MAX_ANSWER, DeviceInfo, NotOffered, Rest
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
    return Rest(device, password, stop=stop, timing=timing)


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
    sock = tls.open_tls(device.host, device.port, certificate=device.certificate_sha256, stop=lambda: False)
    body = b'{"begin_time":0,"end_time":0,"limit":200,"sort":0}'
    head = b"POST /v1/event/records HTTP/1.0\r\nContent-Length: %d\r\n\r\n" % len(body)
    with sock:
        sock.settimeout(20)
        sock.sendall(head + body)
        with sock.makefile("rb") as answer:
            page = parse(answer.read().partition(b"\r\n\r\n")[2])["data"]
    assert isinstance(page, dict)
    records = [event_from_data(item, device_id="gate", received_ms=0) for item in page["items"]]
    assert [blank(record) for record in records] == [blank(message) for message in watched.messages]
    assert all(record.picture for record in records)


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
