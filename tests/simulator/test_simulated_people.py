"""The stream of people: complete by the device's documents, believable, and the same again for the same seed."""

import base64
import io
import itertools
import json
import threading
import unicodedata
from collections import Counter
from collections.abc import Iterator

import pytest
from PIL import Image, ImageChops, ImageStat

from facemon.device.message import decode
from facemon.event import AlarmStatus, Category, DeviceAlarm, Event
from facemon.simulator import faces, happenings
from facemon.simulator.happenings import Data, Door
from facemon.simulator.people import BLACKLISTED, EVERYBODY, STAFF, VISITORS, groups_of

NOW = 1_795_437_127.25
SERIAL = "PS71HD01MC22B00001"
COUNT = 500

Fields = dict[str, set[type]]
# Every field of the event subscription document, and those of newer firmware (device-protocol.md).
RECOGNITION: Fields = {
    "deviceSN": {str},
    "recognitionType": {int},
    "uuid": {str},
    "recognizeScore": {float},
    "mask": {int},
    "mode": {int},
    "rgb_image": {str, type(None)},
    "bodyTemperature": {int, float},
    "pass": {bool},
    "timestamp": {int},
    "user": {dict, type(None)},
    "entry_mode": {int},
    "abnormal_type": {int},
}
USER: Fields = {
    "name": {str},
    "user_id": {str},
    "type": {int},
    "ic_number": {str},
    "job_number": {str},
    "id_number": {str},
    "guest_time_start": {int},
    "guest_time_end": {int},
    "remark": {str},
    "groups": {list},
    "pin": {str},
}
ALARM: Fields = {
    "trace_id": {str},
    "description": {str},
    "code": {int},
    "event_time": {int},
    "status": {int},
    "alarm_photo": {str},
    "user_id": {str},
}
ALWAYS = set(RECOGNITION) - {"entry_mode"}


def stream(seed: int = 1, count: int = COUNT, now: float = NOW) -> list[tuple[int, Data]]:
    door = Door(seed, SERIAL, lambda: now)
    return [door.next() for _ in range(count)]


@pytest.fixture(scope="module")
def messages() -> list[tuple[int, Data]]:
    return stream()


def recognitions(messages: list[tuple[int, Data]]) -> Iterator[Data]:
    return (data for kind, data in messages if kind == 0)


def users(messages: list[tuple[int, Data]]) -> Iterator[dict[str, object]]:
    return (data["user"] for data in recognitions(messages) if isinstance(data["user"], dict))


def check_fields(datas: list[Data], fields: Fields) -> None:
    assert {name for data in datas for name in data} == set(fields)
    for data in datas:
        for name, value in data.items():
            assert type(value) in fields[name], (name, value)


def test_every_field_of_the_documents_appears_in_its_type(messages: list[tuple[int, Data]]) -> None:
    check_fields(list(recognitions(messages)), RECOGNITION)
    check_fields(list(users(messages)), USER)
    check_fields([data for kind, data in messages if kind == 1], ALARM)
    for data in recognitions(messages):
        assert data.keys() >= ALWAYS
        assert ("entry_mode" in data) == data["pass"]  # what opened the door, where it was opened
    for group in (group for user in users(messages) for group in user["groups"]):  # type: ignore[attr-defined]
        assert set(group) == {"id", "name"}


def test_values_are_those_of_the_documents(messages: list[tuple[int, Data]]) -> None:
    refusals = {20001, 20002, 40001, 70001, 70002, 10002}
    for data in recognitions(messages):
        assert data["recognitionType"] in (1, 2, 3, 4, 5)
        assert data["mask"] in (0, 1, 2)
        assert data["mode"] in range(10)
        assert data.get("entry_mode", 1) in range(1, 13)
        assert 0 <= float(str(data["recognizeScore"])) <= 1
        assert data["timestamp"] == int(NOW)
        assert data["abnormal_type"] in (refusals | {0})
        assert not (data["pass"] and data["abnormal_type"])
        assert data["pass"] or data["abnormal_type"] or data["recognitionType"] in (3, 4, 5)
        warm = float(str(data["bodyTemperature"]))
        assert (warm >= happenings.FEVER) == (data["abnormal_type"] == 40001)
        assert warm == 0 or 35 < warm < 40
    for user in users(messages):
        assert user["type"] in (1, 2, 5)
        assert len(str(user["remark"]).encode()) <= 256


def test_a_visitor_has_times_in_milliseconds_and_is_refused_outside_them(messages: list[tuple[int, Data]]) -> None:
    refused = set()
    for data in recognitions(messages):
        user = data["user"]
        if not isinstance(user, dict):
            continue
        begin, end = user["guest_time_start"], user["guest_time_end"]
        if data["recognitionType"] == 2:
            assert (begin <= NOW * 1000 <= end) == (data["abnormal_type"] != 20001)
            refused.add(data["abnormal_type"])
        else:
            assert (begin, end) == (0, 0)
    assert {0, 20001} <= refused


def test_every_message_is_decoded_as_what_it_is_meant_to_be(messages: list[tuple[int, Data]]) -> None:
    meant = {number: category for category, number in happenings.RECOGNITION.items()}
    for kind, data in messages:
        text = json.dumps({"type": kind, "data": data}).encode()
        happening = decode(text, device_id="gate", received_ms=int(NOW * 1000))
        assert happening.flaws == ()
        if kind == 1:
            assert isinstance(happening, DeviceAlarm)
            assert (happening.code, happening.status) == (data["code"], data["status"])
            assert happening.time_ms == int(NOW * 1000)
            continue
        assert isinstance(happening, Event)
        assert happening.category is meant[int(str(data["recognitionType"]))]
        assert happening.uuid == data["uuid"]
        assert happening.time_ms == int(NOW) * 1000
        assert '"pin"' not in happening.raw
        assert (happening.person is None) == (data["user"] is None)
        assert bool(happening.picture) == bool(str(data["rgb_image"] or "").strip())


def test_most_are_staff_and_everything_unusual_happens(messages: list[tuple[int, Data]]) -> None:
    kinds = Counter(data["recognitionType"] for data in recognitions(messages))
    assert kinds[1] > COUNT * 0.7
    assert kinds[1] > kinds[2] > kinds[3] > kinds[4] >= 1
    assert kinds[5] >= 1
    assert {data["mask"] for data in recognitions(messages)} == {0, 1, 2}
    assert {20001, 20002, 40001} <= {data["abnormal_type"] for data in recognitions(messages)}
    denied = sum(not data["pass"] for data in recognitions(messages) if data["recognitionType"] in (1, 2))
    assert 0 < denied < COUNT * 0.1


@pytest.mark.parametrize("seed", [1, 2, 99])
def test_a_newcomer_soon_sees_each_colour_among_mostly_staff(seed: int) -> None:
    door = Door(seed, SERIAL, lambda: NOW)
    at, seen = 0.0, []
    for _ in range(30):
        seen.append((at / 0.7, *door.next()))
        at += door.pause()
    first: dict[object, float] = {}
    for seconds, kind, data in seen:
        first.setdefault("alarm" if kind else data["recognitionType"], seconds)
    assert set(first) == {1, 2, 3, 4, 5, "alarm"}
    assert first[5] < 15
    assert max(first.values()) < 40
    kinds = Counter(data.get("recognitionType") for _, _, data in seen)
    assert kinds[1] >= 15
    assert kinds[5] <= 2


def test_an_alarm_is_cleared_under_the_same_trace_id() -> None:
    alarms = [data for kind, data in stream(count=3000) if kind == 1]
    states: dict[object, list[object]] = {}
    for alarm in alarms:
        states.setdefault(alarm["trace_id"], []).append(alarm["status"])
    assert len(states) > 3
    for statuses in list(states.values())[:-1]:  # the last may still be on
        assert statuses[0] == AlarmStatus.RAISED
        assert statuses[-1] == AlarmStatus.CLEARED
        assert set(statuses[1:-1]) <= {AlarmStatus.CLEARING_FAILED}
    assert any(AlarmStatus.CLEARING_FAILED in statuses for statuses in states.values())


def test_the_same_seed_gives_the_same_stream_and_the_same_pauses() -> None:
    first, second = (Door(7, SERIAL, lambda: NOW) for _ in range(2))
    for _ in range(COUNT):
        assert first.next() == second.next()
        assert first.pause() == second.pause()


def test_pauses_are_uneven_and_keep_to_the_rate_on_average() -> None:
    door = Door(1, SERIAL, lambda: NOW)
    pauses = [door.pause() for _ in range(2000)]
    assert sum(pauses) / len(pauses) == pytest.approx(1, abs=0.03)
    assert min(pauses) > 0
    assert len(set(pauses)) == len(pauses)


def test_another_seed_gives_other_people() -> None:
    assert [data.get("user") for _, data in stream(1, 60)] != [data.get("user") for _, data in stream(2, 60)]


def test_the_same_seed_at_another_time_differs_in_times_and_ids_alone() -> None:
    changing = ("uuid", "timestamp", "trace_id", "event_time")
    times = ("guest_time_start", "guest_time_end")
    day = 86_400
    for (kind, data), (later_kind, later) in zip(stream(count=200), stream(count=200, now=NOW + day), strict=True):
        assert kind == later_kind
        for name in changing:
            assert (name in data) == (name in later)
            assert name not in data or data[name] != later[name]
        rest, later_rest = ({k: v for k, v in each.items() if k not in changing} for each in (data, later))
        user, later_user = rest.pop("user", None), later_rest.pop("user", None)
        assert rest == later_rest
        if isinstance(user, dict) and isinstance(later_user, dict):
            for name in times:
                assert later_user.pop(name) in (0, user.pop(name) + day * 1000)
        assert user == later_user


def test_no_uuid_comes_twice() -> None:
    uuids = [data["uuid"] for data in recognitions(stream(count=3000))]
    assert len(set(uuids)) == len(uuids)


def test_what_is_asked_for_is_usual() -> None:
    door = Door(1, SERIAL, lambda: NOW)
    for _ in range(100):
        kind, data = door.happening(Category.STAFF, STAFF[3])
        user = data["user"]
        assert isinstance(user, dict)
        assert (kind, data["pass"], data["mask"], user["name"]) == (0, True, 1, STAFF[3].name)


# The people themselves


def test_names_are_of_many_scripts_and_numbers_belong_to_one_person() -> None:
    assert len(EVERYBODY) >= 40
    assert len({person.user_id for person in EVERYBODY}) == len({person.name for person in EVERYBODY}) == len(EVERYBODY)
    assert len({person.job_number for person in STAFF}) == len({person.ic_number for person in STAFF}) == len(STAFF)
    scripts = {unicodedata.name(letter).split()[0] for person in EVERYBODY for letter in person.name if letter != " "}
    assert {"CJK", "LATIN", "CYRILLIC", "ARABIC", "GREEK", "HANGUL"} <= scripts
    assert BLACKLISTED.remark
    assert all(person.remark for person in VISITORS)


def test_a_group_has_one_id_and_an_id_one_group() -> None:
    pairs = {(group["id"], group["name"]) for person in EVERYBODY for group in groups_of(person)}
    assert len({number for number, _ in pairs}) == len({name for _, name in pairs}) == len(pairs) > 5


@pytest.fixture(scope="module")
def avatars() -> dict[str, bytes]:
    return {person.user_id: base64.b64decode(happenings.avatar(person)) for person in EVERYBODY}


def test_everybody_has_an_enrolled_photo_like_nobody_elses(avatars: dict[str, bytes]) -> None:
    small = []
    for jpeg in avatars.values():
        image = Image.open(io.BytesIO(jpeg))
        assert (image.format, image.size) == ("JPEG", (480, 640))
        image.load()
        small.append(image.convert("RGB").resize((60, 80)))
    for one, other in itertools.combinations(small, 2):
        assert sum(ImageStat.Stat(ImageChops.difference(one, other)).mean) / 3 > 2


def test_snapshots_of_a_person_differ_and_so_does_one_with_a_mask_or_on_a_screen() -> None:
    pictures = [happenings.picture("1", sight, "2 black long") for sight in range(happenings.SIGHTS)]
    pictures += [happenings.picture("1", 0, "2 black long", mask=True)]
    pictures += [happenings.picture("1", 0, "2 black long", live=False)]
    assert len(set(pictures)) == len(pictures)
    for text in pictures:
        image = Image.open(io.BytesIO(base64.b64decode(text, validate=True)))
        assert (image.format, image.size) == ("JPEG", (480, 640))
        image.load()


def test_a_face_follows_from_the_person_alone() -> None:
    looks = faces.looks("7", "3 black short")
    assert faces.looks("7", "3 black short") == looks != faces.looks("8", "3 black short")
    assert faces.snapshot(looks, sight=1) == faces.snapshot(looks, sight=1) != faces.snapshot(looks, sight=2)
    assert faces.enrolled_photo(looks) == faces.enrolled_photo(looks)


def test_events_share_their_pictures_so_that_memory_stays_small() -> None:
    pictures = [data["rgb_image"] for data in recognitions(stream(count=3000)) if data["rgb_image"]]
    assert len({id(text) for text in pictures}) == len(set(pictures)) < 350


def test_drawing_ahead_ends_when_told() -> None:
    stop = threading.Event()
    stop.set()
    before = happenings.picture.cache_info()
    happenings.draw_ahead(stop)
    assert happenings.picture.cache_info() == before
