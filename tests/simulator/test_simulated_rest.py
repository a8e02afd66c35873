"""The simulated device's REST interface: sign-in, records, people, door, clock, and what it does with nonsense."""

import base64
import io
import json
import time

import pytest
import websocket
from PIL import Image
from plain_client import WAIT, Rest, basic, subscribed

from facemon.event import Category
from facemon.simulator.device import SimulatedDevice
from facemon.simulator.people import BLACKLISTED, EVERYBODY, STAFF, Known, groups_of

LOGIN, RECORDS, DOOR = "/v1/auth/login", "/v1/event/records", "/v1/device/door"
RATE, EMIT = "/control/rate", "/control/emit"
GUARDED = (
    ("GET", "/v1/device/info"), ("GET", "/v1/device/time"), ("GET", "/v2/datasync/ping"),
    ("POST", "/v1/event/records"), ("GET", "/v1/user/id/1"), ("POST", "/v1/device/door"), ("GET", "/v1/event"),
)  # fmt: skip


def sign_in(rest: Rest, **changes: object) -> str:
    account = {"username": "admin", "password": "geheim", "validTime": 1440} | changes
    return "Bearer " + str(rest.post("/v1/auth/login", **account)["token"])


def test_without_an_account_everybody_may_ask_and_sign_in(device: SimulatedDevice) -> None:
    with Rest(device.port) as rest:
        assert rest.get("/v1/device/info")["device_sn"] == device.serial
        assert sign_in(rest).startswith("Bearer ")
    with subscribed(device.port, "Bearer whatever"):
        assert device.wait_for_subscribers(1, WAIT)


def test_with_an_account_nothing_is_answered_before_the_sign_in() -> None:
    with SimulatedDevice(user="admin", password="geheim") as device:
        wrong = (
            "",
            "Bearer x",
            "Bearer ",
            "Basic !!",
            "Basic 4pi5/w==",
            "Negotiate x",
            basic("admin", "x"),
            basic("x", "geheim"),
        )
        for header in wrong:
            with Rest(device.port, header) as rest:
                for method, path in GUARDED:
                    status, envelope = rest.raw(method, path)
                    assert (status, envelope["code"]) == (401, 401), (header, path)
            with pytest.raises(websocket.WebSocketBadStatusException) as refused, subscribed(device.port, header):
                pass
            assert refused.value.status_code == 401
        assert not device.doors


def test_a_token_and_a_basic_header_both_let_in() -> None:
    with SimulatedDevice(user="admin", password="geheim") as device:
        with Rest(device.port) as rest:
            token = sign_in(rest)
        for header in (token, basic("admin", "geheim")):
            with Rest(device.port, header) as rest:
                assert rest.get("/v2/datasync/ping") is None
            with subscribed(device.port, header):
                assert device.wait_for_subscribers(1, WAIT)
            assert device.wait_for_subscribers(0, WAIT)
    assert device.requests[0] == ("POST", "/v1/auth/login", False)
    assert all(request.authorized for request in list(device.requests)[1:])


@pytest.mark.parametrize(
    ("changes", "code"),
    [({"username": "root"}, 1000), ({"username": ""}, 1000), ({"password": "x"}, 1001), ({"password": ""}, 1001)],
)
def test_a_failed_sign_in_is_told_in_the_code_under_http_200(changes: dict[str, object], code: int) -> None:
    with SimulatedDevice(user="admin", password="geheim") as device, Rest(device.port) as rest:
        account = {"username": "admin", "password": "geheim"} | changes
        status, envelope = rest.raw("POST", LOGIN, json.dumps(account).encode())
        assert (status, envelope["code"], envelope["data"]) == (200, code, None)


def test_an_expired_token_is_refused_and_a_new_sign_in_helps() -> None:
    with SimulatedDevice(user="admin", password="geheim") as device:
        with Rest(device.port) as rest:
            token = sign_in(rest, validTime=1)
        with subscribed(device.port, token) as link, Rest(device.port, token) as rest:
            assert device.wait_for_subscribers(1, WAIT)
            device.expire_tokens()
            assert rest.raw("GET", "/v1/device/info")[0] == 401
            with pytest.raises(websocket.WebSocketBadStatusException), subscribed(device.port, token):
                pass
            uuid = device.emit(Category.STAFF, STAFF[0])  # who has subscribed stays
            assert uuid in link.recv()
            renewed = sign_in(rest)
        with Rest(device.port, renewed) as rest:
            assert rest.get("/v1/device/info")


def test_info_has_every_field(device: SimulatedDevice) -> None:
    with Rest(device.port) as rest:
        info = rest.get("/v1/device/info")
    assert set(info) == {"model", "device_sn", "sw_ver", "hw_ver", "app_ver", "api_ver", "mac_wired", "mac_wlan"}
    assert all(isinstance(value, str) and value for value in info.values())


def test_the_clock_is_in_milliseconds_and_can_be_wrong(device: SimulatedDevice) -> None:
    with Rest(device.port) as rest:
        before = time.time()
        right = rest.get("/v1/device/time")
        after = time.time()
        device.clock_offset = -7200
        wrong = rest.get("/v1/device/time")
        device.emit(Category.STAFF, STAFF[0])
    assert set(right) == {"local_time", "time_zone", "manual_mode", "server_address"}
    assert int(before * 1000) <= right["local_time"] <= after * 1000
    assert right["local_time"] - 7_200_000 <= wrong["local_time"] < right["local_time"]
    assert before - 7201 <= int(str(device.produced[0]["timestamp"])) <= time.time() - 7200


# Records


@pytest.fixture
def rest(device: SimulatedDevice) -> Rest:
    """REST on a device that has 250 records, a second apart, and three alarms that are none."""
    for second in range(250):
        person = STAFF[second % 2]
        device.emit(Category.STAFF, person, timestamp=1_000 + second, rgb_image="")
        if second % 100 == 0:
            device.emit(Category.DEVICE)
    return Rest(device.port)


def times(answer: dict[str, list[dict[str, int]]]) -> list[int]:
    return [item["timestamp"] for item in answer["items"]]


def test_records_are_the_events_data_page_by_page_oldest_first(device: SimulatedDevice, rest: Rest) -> None:
    kept = [data for data in device.produced if "uuid" in data]
    with rest:
        first = rest.post("/v1/event/records")
        last = rest.post("/v1/event/records", begin_time=0, end_time=0, offset=200, limit=200, sort=0)
        beyond = rest.post("/v1/event/records", offset=250)
    assert first == {"offset": 0, "limit": 100, "count": 100, "total": 250, "items": kept[:100]}
    assert last == {"offset": 200, "limit": 200, "count": 50, "total": 250, "items": kept[200:]}
    assert beyond == {"offset": 250, "limit": 100, "count": 0, "total": 250, "items": []}


def test_records_can_come_newest_first(rest: Rest) -> None:
    with rest:
        assert times(rest.post("/v1/event/records", sort=1, limit=3, offset=1)) == [1248, 1247, 1246]


def test_records_of_a_time_include_both_ends(rest: Rest) -> None:
    with rest:
        assert times(rest.post("/v1/event/records", begin_time=1010, end_time=1012)) == [1010, 1011, 1012]
        assert times(rest.post("/v1/event/records", begin_time=1248)) == [1248, 1249]
        assert rest.post("/v1/event/records", end_time=1099)["total"] == 100


def test_records_of_a_person_are_found_by_each_number(rest: Rest) -> None:
    person = STAFF[1]
    with rest:
        for name in ("user_id", "job_number", "ic_number"):
            for value in (getattr(person, name), int(getattr(person, name))):
                found = rest.post("/v1/event/records", **{name: value, "limit": 200})
                assert found["total"] == 125
                assert {item["user"]["name"] for item in found["items"]} == {person.name}
        assert rest.post("/v1/event/records", user_id="no such")["total"] == 0
        assert rest.post("/v1/event/records", user_id=person.user_id, job_number=STAFF[0].job_number)["total"] == 0


# People and the door


@pytest.mark.parametrize("person", [STAFF[0], BLACKLISTED])
def test_a_user_comes_with_the_enrolled_photo(device: SimulatedDevice, person: Known) -> None:
    with Rest(device.port) as rest:
        user = rest.get(f"/v1/user/id/{person.user_id}")
    image = Image.open(io.BytesIO(base64.b64decode(user.pop("avatar"), validate=True)))
    assert image.format == "JPEG"
    assert user == {"name": person.name, "remark": person.remark, "groups": groups_of(person)}


def test_nobody_has_no_photo(device: SimulatedDevice) -> None:
    assert "0" not in {person.user_id for person in EVERYBODY}
    with Rest(device.port) as rest:
        for user_id in ("0", "%00", "x" * 500):
            _, envelope = rest.raw("GET", f"/v1/user/id/{user_id}")
            assert (envelope["code"], envelope["data"]) == (404, None)


def test_orders_to_the_door_are_kept(device: SimulatedDevice) -> None:
    with Rest(device.port) as rest:
        for mode in (0, 2, 1):
            assert rest.post("/v1/device/door", open_mode=mode) is None
    assert device.doors == [0, 2, 1]


# Nonsense

NO_OBJECTS = (b"{no", b"[]", b'"x"', b"null", b"\xff\xfe", b'{"a":"\xff"}', b"[" * 100_000, b'{"a":1}}')
NO_NUMBERS = ('"abc"', "null", "[]", "{}", "true", "1.5", "-1", "1e300", "9" * 400)
NO_TEXTS = ("null", "[]", "{}", "true", "1.5")


@pytest.mark.parametrize("path", [LOGIN, RECORDS, DOOR, RATE, EMIT])
def test_a_body_that_is_no_object_is_a_bad_request(path: str) -> None:
    with SimulatedDevice(control=True) as device, Rest(device.port) as rest:
        for body in NO_OBJECTS:
            status, envelope = rest.raw("POST", path, body)
            assert (status, envelope["code"], envelope["data"]) == (400, 400, None), body[:20]
        assert rest.get("/v2/datasync/ping") is None


@pytest.mark.parametrize(
    ("path", "name", "values"),
    [
        (LOGIN, "validTime", (*NO_NUMBERS, "0", "1441")),
        (LOGIN, "username", NO_TEXTS),
        (LOGIN, "password", NO_TEXTS),
        (RECORDS, "limit", (*NO_NUMBERS, "0", "201")),
        *((RECORDS, name, NO_NUMBERS) for name in ("offset", "begin_time", "end_time")),
        (RECORDS, "sort", (*NO_NUMBERS, "2")),
        *((RECORDS, name, NO_TEXTS) for name in ("user_id", "job_number", "ic_number")),
        (DOOR, "open_mode", (*NO_NUMBERS, "3")),
        (DOOR, "mode", ("1",)),
        (RATE, "rate", ('"many"', "null", "[]", "true", "-1", "1e9")),
        (RATE, "speed", ("1",)),
        (EMIT, "category", (*NO_TEXTS, '"nobody"', '""', "5")),
        (EMIT, "kind", ('"staff"',)),
    ],
)
def test_a_value_that_makes_no_sense_is_a_bad_request(path: str, name: str, values: tuple[str, ...]) -> None:
    with SimulatedDevice(control=True) as device, Rest(device.port) as rest:
        for value in values:
            status, envelope = rest.raw("POST", path, f'{{"{name}": {value}}}'.encode())
            assert (status, envelope["code"], envelope["data"]) == (400, 400, None), value
        assert not device.doors
        assert not device.produced


def test_other_nonsense_is_told_in_an_envelope_too(device: SimulatedDevice) -> None:
    with Rest(device.port) as rest:
        for method, path, status in (
            ("GET", "/v1/nothing", 404), ("GET", DOOR, 405), ("DELETE", "/v1/device/info", 405), ("POST", RATE, 404),
        ):  # fmt: skip
            answered, envelope = rest.raw(method, path)
            assert (answered, envelope["code"]) == (status, status)
        assert rest.raw("POST", RECORDS, b" " * (2 * 1024 * 1024))[0] == 413
        packed = rest.raw("POST", RECORDS, b"not packed at all", **{"Content-Encoding": "gzip"})
        assert packed[0] == 400


def test_a_device_in_another_process_can_be_controlled() -> None:
    with SimulatedDevice(control=True, user="admin", password="geheim") as device, Rest(device.port) as rest:
        with subscribed(device.port, basic("admin", "geheim")) as link:
            assert rest.post("/control/state") == {"subscribers": 1, "produced": 0}
            rest.post("/control/emit", category="blacklist")
            rest.post("/control/repeat")
            assert link.recv() == link.recv()
            assert rest.post("/control/state")["produced"] == 1
            rest.post("/control/rate", rate=500)
            assert '"type":0' in link.recv()
            rest.post("/control/rate", rate=0)
            rest.post("/control/drop")
            assert device.wait_for_subscribers(0, WAIT)
        assert rest.raw("POST", "/control/dance")[0] == 404
