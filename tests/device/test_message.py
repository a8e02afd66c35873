"""Whatever a device sends becomes an event, an alarm, an unknown message or one documented error."""

from __future__ import annotations

import copy
import json
import math
import random
import string
import sys
import tracemalloc

import msgspec
import pybase64
import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from facemon.device.field import LARGEST_PICTURE, LONGEST_TEXT
from facemon.device.message import (
    LONGEST_NAME,
    LONGEST_PROSE,
    LONGEST_UUID,
    MOST_GROUPS,
    MessageError,
    decode,
    event_from_data,
)
from facemon.device.payload import EXCERPT_CHARACTERS, RAW_BYTES, parse
from facemon.event import AlarmStatus, Category, DeviceAlarm, Event, Group, Mask, Person, UnknownMessage

RECEIVED = 1_700_000_000_123
PIN = "90210"
PICTURE = b"\xff\xd8\xff" + random.Random(1).randbytes(3_000)
BASE64 = pybase64.b64encode(PICTURE).decode()

# The example of the vendor's document, word for word.
DOCUMENTED = """{
    "type":0,
    "data":{
        "deviceSN":"PS71HD01MC22B00003",
        "recognitionType":1,
        "uuid":"f63cad1a-e12c-4ea6-8098-01e8240bfa5b",
        "recognizeScore":0.9499402046203613,
        "mask":0,
        "mode":3,
        "rgb_image":" ",
        "bodyTemperature":0,
        "pass":true,
        "timestamp":1678870602,
        "user":{
            "name":"张三",
            "ic_number":"1234",
            "id_number":"gO/i1UcxN3k=",
            "job_number":"",
            "user_id":"3",
            "remark":"",
            "guest_time_start":0,
            "guest_time_end":0,
            "type":1,
            "groups":[
                {
                    "id":"1",
                    "name":"测试1"
                },
                {
                    "id":"2",
                    "name":"测试2"
                }
            ]
        }
    }
}""".encode()


def read(data: bytes) -> Event | DeviceAlarm | UnknownMessage:
    return decode(data, device_id="north-gate", received_ms=RECEIVED)


def attempt(data: bytes) -> Event | DeviceAlarm | UnknownMessage | MessageError:
    """Return what decoding gives, its one documented error included."""
    try:
        return read(data)
    except MessageError as error:
        return error


def event(**changes: object) -> Event:
    """Return the documented event with fields of its data changed; `...` leaves a field out."""
    content = json.loads(DOCUMENTED)["data"] | changes
    content = {name: value for name, value in content.items() if value is not ...}
    happening = read(json.dumps({"type": 0, "data": content}).encode())
    assert isinstance(happening, Event)
    return happening


def event_of(**changes: object) -> Event:
    """Return the documented event with fields of its user changed; `...` leaves a field out."""
    user = json.loads(DOCUMENTED)["data"]["user"] | changes
    return event(user={name: value for name, value in user.items() if value is not ...})


def person_of(**changes: object) -> Person:
    person = event_of(**changes).person
    assert person is not None
    return person


def alarm(**content: object) -> DeviceAlarm:
    happening = read(json.dumps({"type": 1, "data": content}).encode())
    assert isinstance(happening, DeviceAlarm)
    return happening


def unreadable(data: bytes) -> MessageError:
    with pytest.raises(MessageError) as caught:
        read(data)
    return caught.value


# The document


def test_every_field_of_the_documents_example_is_decoded() -> None:
    happening = read(DOCUMENTED)
    assert isinstance(happening, Event)
    assert msgspec.structs.replace(happening, raw="") == Event(
        uuid="f63cad1a-e12c-4ea6-8098-01e8240bfa5b",
        device_id="north-gate",
        device_sn="PS71HD01MC22B00003",
        time_ms=1_678_870_602_000,
        received_ms=RECEIVED,
        category=Category.STAFF,
        passed=True,
        score=0.9499402046203613,
        temperature=None,
        mask=Mask.OFF,
        mode=3,
        person=Person(
            name="张三",
            user_id="3",
            type=1,
            ic_number="1234",
            id_number="gO/i1UcxN3k=",
            groups=(Group(id="1", name="测试1"), Group(id="2", name="测试2")),
        ),
    )


def test_a_visitor_has_times_a_remark_and_newer_firmwares_fields() -> None:
    user = {"name": "Ana", "user_id": 7, "guest_time_start": 1_678_870_000_000, "guest_time_end": 1_678_880_000_000}
    happening = event(
        recognitionType=2, entry_mode=3, abnormal_type=20001, bodyTemperature=36.6, user=user | {"remark": "for Li"}
    )
    assert happening.category is Category.VISITOR
    assert (happening.entry_mode, happening.abnormal_type, happening.temperature) == (3, 20001, 36.6)
    assert happening.person == Person(
        name="Ana", user_id="7", guest_start_ms=1_678_870_000_000, guest_end_ms=1_678_880_000_000, remark="for Li"
    )
    assert happening.flaws == ()


@pytest.mark.parametrize(
    ("number", "category"),
    [
        (0, Category.UNKNOWN),
        (1, Category.STAFF),
        (2, Category.VISITOR),
        (3, Category.STRANGER),
        (4, Category.NONLIVE),
        (5, Category.BLACKLIST),
    ],
)
def test_every_recognition_type_is_a_category(number: int, category: Category) -> None:
    assert event(recognitionType=number).category is category
    assert event(recognitionType=str(number)).category is category
    assert event(recognitionType=number).flaws == ()


@pytest.mark.parametrize("number", [6, -1, 10**30, "five", True, 1.5, [], {}])
def test_a_recognition_type_that_nobody_knows_is_unknown_and_a_flaw(number: object) -> None:
    happening = event(recognitionType=number)
    assert happening.category is Category.UNKNOWN
    assert happening.flaws == ("recognitionType",)


@pytest.mark.parametrize(
    ("status", "user", "category", "passed"),
    [
        (0, {"name": "Li"}, Category.UNKNOWN, None),
        (1, None, Category.NONLIVE, None),
        (2, {"name": "Li", "type": 1}, Category.STAFF, None),
        (2, {"name": "Li", "type": 2}, Category.VISITOR, None),
        (3, None, Category.STRANGER, None),
        (4, {"name": "Li"}, Category.STAFF, None),
        (5, {"name": "Li", "type": "2"}, Category.VISITOR, None),
        (6, {"name": "Li", "type": 1}, Category.STAFF, False),
        (6, None, Category.STRANGER, False),
        (6, {"name": "", "type": 0}, Category.STRANGER, False),
    ],
)
def test_the_older_interfaces_status_is_a_category_too(
    status: int, user: dict[str, object] | None, category: Category, passed: bool | None
) -> None:
    happening = event(
        recognitionType=..., recognizeStatus=status, livenessScore=0.97, user=user, **{"pass": ..., "uuid": ...}
    )
    assert (happening.category, happening.passed, happening.liveness) == (category, passed, 0.97)
    assert happening.uuid.startswith("digest:")
    assert happening.flaws == ()


def test_a_door_that_opened_all_the_same_is_not_called_denied() -> None:
    assert event(recognitionType=..., recognizeStatus=6, **{"pass": True}).passed is True


# Quirks


@pytest.mark.parametrize(
    ("written", "read_as"),
    [("3", "3"), (3, "3"), (3.0, "3"), (None, ""), (..., ""), ("", ""), (10**18, "1" + "0" * 18)],
)
def test_a_user_id_may_be_a_text_or_a_number(written: object, read_as: str) -> None:
    assert person_of(user_id=written).user_id == read_as


@pytest.mark.parametrize("name", sorted(json.loads(DOCUMENTED)["data"]))
@pytest.mark.parametrize("value", [None, ...])
def test_any_field_may_be_null_or_absent(name: str, value: object) -> None:
    happening = event(**{name: value})
    assert happening.flaws == (("timestamp",) if name == "timestamp" else ())


@pytest.mark.parametrize("name", sorted(json.loads(DOCUMENTED)["data"]["user"]))
@pytest.mark.parametrize("value", [None, ...])
def test_any_field_of_the_user_may_be_null_or_absent(name: str, value: object) -> None:
    happening = event_of(**{name: value})
    assert happening.flaws == ()
    assert happening.person is not None


@pytest.mark.parametrize("name", sorted(json.loads(DOCUMENTED)["data"]))
@pytest.mark.parametrize("value", [{}, [], [[1]], True, "nonsense", -7, 1e300, math.nan, math.inf, 10**400, "\ud800"])
def test_a_field_that_cannot_be_used_costs_only_itself(name: str, value: object) -> None:
    whole = event()
    happening = event(**{name: value})
    assert set(happening.flaws) <= {name}
    own = {
        "deviceSN": "device_sn",
        "recognitionType": "category",
        "recognizeScore": "score",
        "rgb_image": "picture",
        "bodyTemperature": "temperature",
        "pass": "passed",
        "timestamp": "time_ms",
        "user": "person",
    }.get(name, name)
    for field in set(Event.__struct_fields__) - {own, "flaws", "raw", "picture_size"}:
        assert getattr(happening, field) == getattr(whole, field), field


@pytest.mark.parametrize("name", sorted(json.loads(DOCUMENTED)["data"]["user"]))
def test_a_field_of_the_user_that_cannot_be_used_is_named(name: str) -> None:
    happening = event_of(**{name: {"a": 1}})
    assert happening.flaws == (f"user.{name}",)
    assert happening.person is not None


@pytest.mark.parametrize(
    "value", [{"name": "", "user_id": "", "type": 0}, {"groups": []}, {}, None, "", {"guest_time_start": 0, "type": 3}]
)
def test_a_user_whose_every_field_is_blank_is_nobody(value: object) -> None:
    happening = event(user=value)
    assert happening.person is None
    assert happening.flaws == ()


def test_groups_may_stand_beside_the_user() -> None:
    groups = [{"id": 4, "name": "Night shift"}]
    happening = event(user={"name": "Li"}, groups=groups)
    assert happening.person == Person(name="Li", groups=(Group(id="4", name="Night shift"),))
    assert event(user=None, groups=groups).person == Person(groups=(Group(id="4", name="Night shift"),))


@pytest.mark.parametrize(
    ("groups", "kept"),
    [
        ([{"id": "1", "name": "A"}, 7, None, {"id": [], "name": "B"}, "C"], ("A", "B", "C")),
        ([{"name": str(number)} for number in range(MOST_GROUPS + 10)], tuple(map(str, range(MOST_GROUPS)))),
    ],
)
def test_groups_that_cannot_be_used_cost_only_themselves(groups: list[object], kept: tuple[str, ...]) -> None:
    happening = event_of(groups=groups)
    assert happening.person is not None
    assert tuple(group.name for group in happening.person.groups) == kept
    assert happening.flaws == ("user.groups",)


@pytest.mark.parametrize(
    ("written", "passed", "flaws"),
    [
        (True, True, ()),
        (0, False, ()),
        (1, True, ()),
        (1.0, True, ()),
        ("true", True, ()),
        ("FALSE", False, ()),
        (" 1 ", True, ()),
        (None, None, ()),
        ("", None, ()),
        (2, None, ("pass",)),
        ("maybe", None, ("pass",)),
        (math.nan, None, ("pass",)),
    ],
)
def test_access_may_be_written_in_several_ways(written: object, passed: bool | None, flaws: tuple[str, ...]) -> None:
    happening = event(**{"pass": written})
    assert (happening.passed, happening.flaws) == (passed, flaws)


@pytest.mark.parametrize(
    ("written", "number", "flaws"),
    [
        (8, 8, ()),
        ("8", 8, ()),
        (8.0, 8, ()),
        ("8.0", 8, ()),
        (10, 10, ()),
        (11, None, ("mode",)),
        (-1, None, ("mode",)),
        (8.5, None, ("mode",)),
        (True, None, ("mode",)),
        ("٨", None, ("mode",)),
        ("", None, ()),
    ],
)
def test_a_whole_number_may_be_written_in_several_ways(
    written: object, number: int | None, flaws: tuple[str, ...]
) -> None:
    happening = event(mode=written)
    assert (happening.mode, happening.flaws) == (number, flaws)


@pytest.mark.parametrize(
    ("written", "score", "flaws"),
    [
        (0, 0.0, ()),
        (1, 1.0, ()),
        ("0.5", 0.5, ()),
        (1.01, None, ("recognizeScore",)),
        (-0.1, None, ("recognizeScore",)),
    ],
)
def test_a_score_is_between_0_and_1(written: object, score: float | None, flaws: tuple[str, ...]) -> None:
    happening = event(recognizeScore=written)
    assert (happening.score, happening.flaws) == (score, flaws)


@pytest.mark.parametrize(
    ("written", "temperature", "flaws"),
    [
        (0, None, ()),
        (0.0, None, ()),
        (36.5, 36.5, ()),
        (97.7, None, ("bodyTemperature",)),
        (3, None, ("bodyTemperature",)),
    ],
)
def test_a_temperature_of_0_was_not_measured(written: float, temperature: float | None, flaws: tuple[str, ...]) -> None:
    happening = event(bodyTemperature=written)
    assert (happening.temperature, happening.flaws) == (temperature, flaws)


@pytest.mark.parametrize(
    ("written", "time_ms"),
    [
        (1_678_870_602, 1_678_870_602_000),
        ("1678870602", 1_678_870_602_000),
        (1_678_870_602.25, 1_678_870_602_250),
        (1_678_870_602_123, 1_678_870_602_123),
        (1, 1_000),
        (4_070_908_800, 4_070_908_800_000),
    ],
)
def test_a_time_is_in_seconds_or_with_13_digits_in_milliseconds(written: object, time_ms: int) -> None:
    happening = event(timestamp=written)
    assert (happening.time_ms, happening.flaws) == (time_ms, ())


@pytest.mark.parametrize(
    "written", [0, -1, 253_402_300_800, 1_678_870_602_123_456, "yesterday", None, ..., True, 0.0001]
)
def test_an_absurd_time_is_the_arrivals(written: object) -> None:
    happening = event(timestamp=written)
    assert (happening.time_ms, happening.flaws) == (RECEIVED, ("timestamp",))


@pytest.mark.parametrize(
    "written",
    [
        BASE64,
        "data:image/jpeg;base64," + BASE64,
        "\r\n".join(BASE64[start : start + 76] for start in range(0, len(BASE64), 76)) + "\n",
        BASE64.replace("+", "-").replace("/", "_"),
        BASE64.rstrip("="),
        f"  {BASE64}  ",
    ],
    ids=["plain", "data URI", "lines", "URL-safe", "unpadded", "blanks"],
)
def test_a_picture_is_read_however_it_is_written(written: str) -> None:
    happening = event(rgb_image=written)
    assert (happening.picture, happening.picture_size, happening.flaws) == (PICTURE, len(PICTURE), ())


@pytest.mark.parametrize("written", ["", " ", "\n", None, ...])
def test_no_picture_is_no_flaw(written: object) -> None:
    happening = event(rgb_image=written)
    assert (happening.picture, happening.picture_size, happening.flaws) == (b"", 0, ())


@pytest.mark.parametrize("written", ["!!!", "abcde", "照片", 7, ["x"], "data:image/png;base64,$$"])
def test_a_picture_that_is_no_base64_is_a_flaw(written: object) -> None:
    happening = event(rgb_image=written)
    assert (happening.picture, happening.picture_size, happening.flaws) == (b"", 0, ("rgb_image",))


def test_a_picture_of_more_than_4_mib_is_given_up() -> None:
    largest = bytes(LARGEST_PICTURE)
    assert event(rgb_image=pybase64.b64encode(largest).decode()).picture == largest
    for size in (LARGEST_PICTURE + 1, LARGEST_PICTURE * 5 // 4):
        happening = event(rgb_image=pybase64.b64encode(bytes(size)).decode())
        assert happening.picture == b""
        assert abs(happening.picture_size - size) <= 2
        assert happening.flaws == ("rgb_image",)


@pytest.mark.parametrize(
    "replaced",
    [
        (b'"type":1,', b'"type":1,,'),
        (b'"type":1,', b'"type":1 "x":2,'),
    ],
)
def test_other_mistakes_than_a_trailing_comma_are_not_json(replaced: tuple[bytes, bytes]) -> None:
    assert replaced[0] in DOCUMENTED
    assert unreadable(DOCUMENTED.replace(*replaced)).reason == "The message is not JSON."


@pytest.mark.parametrize(
    "changed",
    [
        DOCUMENTED.replace(b'"\xe6\xb5\x8b\xe8\xaf\x952"\n', b'"\xe6\xb5\x8b\xe8\xaf\x952",\n'),
        DOCUMENTED.replace(b"}\n            ]", b"},\n            ]").replace(b"]\n        }", b"],\n        },\n"),
        b"\xef\xbb\xbf" + DOCUMENTED,
        DOCUMENTED + b"\0",
        b"\r\n" + DOCUMENTED + b" \n",
        DOCUMENTED.replace(b'"type":0', b'"type":"0"'),
        DOCUMENTED.replace(b'"type":0', b'"type":0.0'),
        DOCUMENTED.replace("张三".encode(), b"\\u5f20\\u4e09"),
        DOCUMENTED.replace(b'"gO/', b'"gO\\/'),
    ],
    ids=["comma", "commas", "byte order mark", "NUL", "blanks", "type as text", "type as float", "escapes", "slash"],
)
def test_writing_the_message_otherwise_changes_nothing(changed: bytes) -> None:
    assert changed != DOCUMENTED
    ours, documented = read(changed), read(DOCUMENTED)
    assert msgspec.structs.replace(ours, raw="") == msgspec.structs.replace(documented, raw="")


def test_a_comma_inside_a_text_is_no_trailing_comma() -> None:
    name = 'a,} ,] \\",}'
    data = json.dumps({"type": 0, "data": {"user": {"name": name}}})[:-2] + ",},}"
    happening = read(data.encode())
    assert isinstance(happening, Event)
    assert happening.person == Person(name=name)


@pytest.mark.parametrize(
    ("written", "name"),
    [
        (r"\ud800", "�"),
        (r"a\udc00b", "a�b"),
        (r"\ud83d\ude00", "😀"),
        (r"\ud83d\ud83d\ude00", "�😀"),
        (r"\\ud800", r"\ud800"),
        (r"\\\ud800", "\\�"),
        (r"\uD800\u0041", "�A"),
    ],
)
def test_half_a_surrogate_pair_becomes_a_replacement_character(written: str, name: str) -> None:
    happening = read(b'{"type":0,"data":{"user":{"name":"%s"}}}' % written.encode())
    assert isinstance(happening, Event)
    assert happening.person is not None
    assert happening.person.name == name
    happening.raw.encode()
    assert json.loads(happening.raw)["data"]["user"]["name"] == name


@pytest.mark.parametrize(
    ("name", "longest"),
    [
        ("name", LONGEST_NAME),
        ("user_id", LONGEST_NAME),
        ("ic_number", LONGEST_TEXT),
        ("job_number", LONGEST_TEXT),
        ("id_number", LONGEST_TEXT),
        ("remark", LONGEST_PROSE),
    ],
)
def test_a_text_of_the_user_is_cut_where_it_is_too_long(name: str, longest: int) -> None:
    whole, cut = event_of(**{name: "长" * longest}), event_of(**{name: "长" * 100_000})
    for happening in (whole, cut):
        assert happening.person is not None
        assert getattr(happening.person, name) == "长" * longest
    assert (whole.flaws, cut.flaws) == ((), (f"user.{name}",))


def test_long_names_and_ids_of_groups_are_cut() -> None:
    happening = event_of(groups=[{"id": "1" * 1_000, "name": "长" * 1_000}])
    assert happening.person is not None
    assert happening.person.groups == (Group(id="1" * LONGEST_NAME, name="长" * LONGEST_NAME),)
    assert happening.flaws == ("user.groups",)


def test_the_longest_remark_of_the_document_is_kept_whole() -> None:
    for remark in ("r" * 256, "长" * 85):  # 256 bytes
        assert event_of(remark=remark).flaws == ()
        assert person_of(remark=remark).remark == remark


def deep_size(value: object) -> int:
    """Return the bytes of memory that a decoded message holds, a shared value counted each time."""
    inner: tuple[object, ...] = ()
    if isinstance(value, msgspec.Struct):
        inner = msgspec.structs.astuple(value)
    elif isinstance(value, tuple):
        inner = value
    return sys.getsizeof(value) + sum(map(deep_size, inner))


@pytest.mark.parametrize(
    ("character", "most"),
    [("长", 40_000), ("😀", 64_000)],  # two and four bytes each in memory
)
def test_what_is_held_of_a_message_is_bounded_whatever_it_says(character: str, most: int) -> None:
    long = "@" + character * 300 + "@"
    user: dict[str, object] = dict.fromkeys(
        ("name", "user_id", "ic_number", "job_number", "id_number", "remark"), long * 3
    )
    user["groups"] = [{"id": long, "name": long}] * 256
    crowded = {"deviceSN": long, "uuid": long, "trace_id": long, "description": long * 3, "user_id": long, "user": user}
    # One wide character makes a raw text of many narrow ones as wide.
    wordy = crowded | {"first": character, "novelty": ["x" * 1_000] * 100}
    for kind, content in ((0, crowded), (1, crowded), (9, crowded), (0, dict(reversed(wordy.items())))):
        data = json.dumps({"type": kind, "data": content}, ensure_ascii=False).encode()
        held = [read(data.replace(b"@", b"%d" % number)) for number in range(200)]
        assert sum(map(deep_size, held)) <= most * len(held)


# Telling records apart


@pytest.mark.parametrize("written", [None, ..., "", "  ", [], True, "u" * (LONGEST_UUID + 1)])
def test_without_a_uuid_the_same_event_has_the_same_digest(written: object) -> None:
    first, again = event(uuid=written, rgb_image=BASE64), event(uuid=written, rgb_image=BASE64)
    assert first.uuid == again.uuid
    assert first.uuid.startswith("digest:")
    assert len(first.uuid) == len("digest:") + 64
    others = [
        event(uuid=written, rgb_image=BASE64, timestamp=1_678_870_603),
        event(uuid=written, rgb_image=BASE64, recognitionType=3),
        event(uuid=written, rgb_image=BASE64, deviceSN="another"),
        event(uuid=written, rgb_image=BASE64, user={"user_id": "4"}),
        event(uuid=written, rgb_image=BASE64, user=None),
        event(uuid=written),
    ]
    assert len({first.uuid, *(other.uuid for other in others)}) == 1 + len(others)


def test_without_a_serial_number_the_digest_tells_devices_apart() -> None:
    data = json.dumps({"type": 0, "data": {"timestamp": 5}}).encode()
    one, other = (decode(data, device_id=device_id, received_ms=RECEIVED) for device_id in ("a", "b"))
    assert one.uuid != other.uuid


# Alarms and unknown messages


def test_every_field_of_a_device_alarm_is_decoded() -> None:
    raised = alarm(
        trace_id="t-1",
        description="forced",
        code=10002,
        event_time=1_678_870_602_123,
        status=1,
        alarm_photo=BASE64,
        user_id=9,
        deviceSN="SN",
    )
    assert msgspec.structs.replace(raised, raw="") == DeviceAlarm(
        uuid="t-1",
        device_id="north-gate",
        device_sn="SN",
        time_ms=1_678_870_602_123,
        received_ms=RECEIVED,
        code=10002,
        status=AlarmStatus.RAISED,
        description="forced",
        user_id="9",
        picture=PICTURE,
        picture_size=len(PICTURE),
    )
    assert BASE64 not in raised.raw


def test_raised_and_cleared_share_a_trace_and_are_two_happenings() -> None:
    raised, failed, cleared = (alarm(trace_id="t", status=status, code=20003, event_time=5) for status in (1, 2, 3))
    assert (raised.uuid, failed.uuid, cleared.uuid) == ("t", "t:2:5000", "t:3")
    assert cleared.status is AlarmStatus.CLEARED
    nameless = [alarm(status=status, code=20003, event_time=1_678_870_602_123).uuid for status in (1, 2, 3)]
    assert len(set(nameless)) == 3
    assert nameless[2] == nameless[0] + ":3"


def test_clearing_may_fail_again_and_is_told_again_but_what_is_repeated_is_not() -> None:
    times = (1_678_870_602_123, 1_678_870_605_000, 1_678_870_605_000)
    uuids = [alarm(trace_id="t", status=2, code=20003, event_time=time).uuid for time in times]
    assert uuids[0] != uuids[1] == uuids[2]


@pytest.mark.parametrize("late", [0, 1], ids=["clocks that agree", "clocks that do not"])
def test_a_clearing_that_fails_again_is_told_again_though_it_arrives_in_the_millisecond_of_its_time(late: int) -> None:
    first, second = (
        decode(
            json.dumps({"type": 1, "data": {"trace_id": "t", "status": 2, "event_time": time_ms}}).encode(),
            device_id="gate", received_ms=time_ms + late,
        ).uuid
        for time_ms in (RECEIVED, RECEIVED + 20)
    )  # fmt: skip
    assert first != second


@pytest.mark.parametrize("content", [None, [], "x", 7])
def test_an_alarm_is_shown_even_without_its_data(content: object) -> None:
    happening = read(json.dumps({"type": 1, "data": content}).encode())
    assert isinstance(happening, DeviceAlarm)
    assert "data" in happening.flaws
    assert happening.time_ms == RECEIVED


def test_an_alarms_odd_fields_cost_only_themselves() -> None:
    odd = alarm(trace_id=5, status=9, code="fire", event_time="soon", description=["x"], alarm_photo="?")
    assert odd.uuid == "5:9"
    assert (odd.status, odd.code, odd.description, odd.picture) == (None, None, "", b"")
    assert set(odd.flaws) == {"status", "code", "event_time", "description", "alarm_photo"}


@pytest.mark.parametrize("kind", [2, 99, -1, "2", None, ..., "event", {}, True])
def test_a_message_of_another_type_is_kept_as_unknown(kind: object) -> None:
    message = {"type": kind, "data": {"deviceSN": "SN", "timestamp": 1_678_870_602, "mystery": "kept"}}
    data = json.dumps({name: value for name, value in message.items() if value is not ...}).encode()
    happening = read(data)
    assert isinstance(happening, UnknownMessage)
    assert happening.type == (int(kind) if isinstance(kind, int | str) and str(kind).lstrip("-").isdigit() else None)
    assert (happening.device_sn, happening.time_ms) == ("SN", 1_678_870_602_000)
    assert "mystery" in happening.raw
    assert happening.uuid == read(data).uuid
    assert happening.uuid != read(data.replace(b"kept", b"lost")).uuid


def test_an_empty_object_is_an_unknown_message() -> None:
    happening = read(b"{}")
    assert isinstance(happening, UnknownMessage)
    assert (happening.type, happening.time_ms, happening.flaws, happening.raw) == (None, RECEIVED, (), "{}")


# What is kept of the text


def test_the_raw_text_keeps_unknown_fields_and_neither_picture_nor_pin() -> None:
    happening = event(
        rgb_image=BASE64,
        novelty={"deep": [1, 2.5, None, "文"]},
        thumbnail=BASE64,
        user={"name": "Li", "pin": PIN, "PIN": PIN, "card": {"pin": [PIN]}},
    )
    kept = json.loads(happening.raw)["data"]
    assert kept["novelty"] == {"deep": [1, 2.5, None, "文"]}
    assert kept["rgb_image"] == f"<{len(BASE64)} characters of base64>"
    assert kept["user"] == {"name": "Li", "card": {}}
    assert PIN not in happening.raw
    assert BASE64[:3_000] not in happening.raw
    assert PIN not in repr(happening)


@pytest.mark.parametrize("written", ['"pin"', '"Pin"', r'"\u0070in"', r'"p\u0069n"'])
@pytest.mark.parametrize("ending", ["}}}", ",}}}", "}}", "", "\xff"])
@pytest.mark.parametrize("kind", ["0", "1", "7"])
def test_a_pin_is_kept_nowhere(written: str, ending: str, kind: str) -> None:
    text = f'{{"type":{kind},"data":{{"user":{{"name":"Li",{written}:"{PIN}"{ending}'
    outcome = attempt(text.encode("latin-1"))
    assert PIN not in repr(outcome)
    if isinstance(outcome, MessageError):
        assert PIN not in outcome.excerpt + outcome.reason
        assert "Li" in outcome.excerpt


@pytest.mark.parametrize(
    "data",
    [
        f"{{'user': {{'pin': '{PIN}'}}}}".encode(),
        f"pin={PIN}".encode(),
        f'{{"user_pin" "{PIN}"}}'.encode(),
        f'{{"type":0,"data":"{{\\"pin\\":{PIN}}}"}}'.encode(),
        f'{{"pin":"{PIN}"}}'.encode("utf-16"),
        f'{{"pin":"{PIN}"}}'.encode("utf-16-be")[:-2],
        f'{{"type":3,"data":"{{\\"user\\":{{\\"pin\\":{PIN}}}}}"}}'.encode(),
    ],
)
def test_a_pin_in_no_known_form_is_kept_nowhere_either(data: bytes) -> None:
    outcome = attempt(data)
    assert PIN not in repr(outcome)
    if isinstance(outcome, MessageError):
        assert PIN not in outcome.excerpt.replace("\0", "")


@pytest.mark.parametrize(
    "novelty",
    [
        ["x"] * 40_000,
        {str(number): number for number in range(40_000)},
        ["文" * 2_000] * 40,
        [0] * 10_000_000,
    ],
    ids=["list", "object", "texts", "everything"],
)
def test_the_raw_text_is_bounded(novelty: object) -> None:
    data = json.dumps({"type": 0, "data": {"novelty": novelty}}, ensure_ascii=False).encode()
    outcome = attempt(data)
    if len(data) > 1024 * 1024:
        assert isinstance(outcome, MessageError)
        assert outcome.reason == "The message holds too many values."
    else:
        assert isinstance(outcome, Event)
        assert len(outcome.raw.encode()) <= RAW_BYTES
        assert outcome.raw.endswith("…")


def test_a_value_that_is_nested_deeply_is_cut_in_the_raw_text() -> None:
    happening = read(b'{"type":0,"data":{"novelty":' + b"[" * 200 + b"]" * 200 + b"}}")
    assert "…" in happening.raw
    json.loads(happening.raw)


# What is no message


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "The message is empty."),
        (b" \n\0", "The message is empty."),
        (b"\xff\xfe{}", "The message is not UTF-8 text."),
        (b'{"type":0,"data":{"deviceSN":"\xff"}}', "The message is not UTF-8 text."),
        (b"hello", "The message is not JSON."),
        (b'{"type":0,"data":{', "The message is not JSON."),
        (b"{}{}", "The message is not JSON."),
        (b"[]", "The message is JSON, but not an object."),
        (b"7", "The message is JSON, but not an object."),
        (b"null", "The message is JSON, but not an object."),
        (b"NaN", "The message is JSON, but not an object."),
        (b"[" * 10_000, "The message's JSON is nested too deeply."),
        (b'{"a":' * 10_000 + b"1" + b"}" * 10_000, "The message's JSON is nested too deeply."),
        (b'{"b":NaN,"a":' * 10_000, "The message's JSON is nested too deeply."),
        (b'{"type":0}', "The message is a recognition event without data."),
        (b'{"type":0,"data":null}', "The message is a recognition event without data."),
        (b'{"type":0,"data":[{}]}', "The message is a recognition event without data."),
    ],
)
def test_what_is_no_message_says_why(data: bytes, reason: str) -> None:
    error = unreadable(data)
    assert error.reason == reason
    assert len(error.excerpt) <= EXCERPT_CHARACTERS


def test_numbers_without_end_cost_only_their_field() -> None:
    for number in (b"9" * 5_000, b"-" + b"9" * 5_000, b"1e999", b"NaN", b"-Infinity", b"0." + b"1" * 5_000):
        happening = read(b'{"type":0,"data":{"mode":%s,"timestamp":1678870602,"novelty":%s}}' % (number, number))
        assert isinstance(happening, Event)
        assert (happening.mode, happening.flaws, happening.time_ms) == (None, ("mode",), 1_678_870_602_000)
        assert len(happening.raw.encode()) <= RAW_BYTES


def test_an_excerpt_leaves_the_picture_out() -> None:
    error = unreadable(DOCUMENTED.replace(b'" "', f'"{BASE64}"'.encode())[:2_000])
    assert error.reason == "The message is not JSON."
    assert BASE64[:64] not in error.excerpt
    assert "characters>" in error.excerpt
    assert '"deviceSN":"PS71HD01MC22B00003"' in error.excerpt
    assert "\n" not in error.excerpt


@pytest.mark.parametrize("unit", [b'\\"', b'"', b"\\", b",", b", ", b'",}', b"[,", b"\\ud800", b"\\u", b'{"', b"\xff"])
def test_a_megabyte_of_nonsense_does_not_take_long(unit: bytes) -> None:
    # Each of these makes some way of scanning take the square of its length: minutes, so that the test's limit ends it.
    for data in (unit * (1_000_000 // len(unit)), b'{"type":0,"data":{"x":"' + unit * (1_000_000 // len(unit))):
        unreadable(data)


@pytest.mark.parametrize(
    "unit", [b'"', b'""', b"\\", b"\\n", b'\\"', b"\\/a", b"\\u00e9", b"\\ud800", b"\\ud83d\\ude00"]
)
@pytest.mark.parametrize("ending", [b"", b'",}}'])
def test_the_largest_message_costs_a_few_times_its_size(unit: bytes, ending: bytes) -> None:
    start = b'{"type":0,"data":{"x":"'
    data = start + unit * ((8 * 1024 * 1024 - len(start) - len(ending)) // len(unit)) + ending
    tracemalloc.start()
    try:
        attempt(data)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 6 * len(data)


@pytest.mark.parametrize("written", ["slashes", "lines"])
def test_a_trailing_comma_beside_the_largest_picture_is_read(written: str) -> None:
    picture = random.Random(2).randbytes(LARGEST_PICTURE)
    base64 = pybase64.b64encode(picture).decode()
    if written == "lines":
        base64 = "\n".join(base64[start : start + 76] for start in range(0, len(base64), 76))
    data = json.dumps({"type": 0, "data": {"user": {"name": "Li"}, "rgb_image": base64}}).encode()
    if written == "slashes":
        data = data.replace(b"/", b"\\/")
    happening = read(data[:-2] + b",},}")
    assert isinstance(happening, Event)
    assert happening.picture == picture
    assert happening.person == Person(name="Li")


# Properties


@given(st.binary(max_size=300))
@example(b'{"type":0,"data":{"timestamp":1e-400}}')
def test_no_bytes_raise_anything_else(data: bytes) -> None:
    check(data)


@given(st.data())
def test_no_damage_to_a_message_raises_anything_else(data: st.DataObject) -> None:
    content = bytearray(DOCUMENTED)
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(content) - 1))
        content[at : at + data.draw(st.integers(0, 3))] = data.draw(
            st.one_of(
                st.binary(max_size=3), st.sampled_from([b'"', b"{", b"}", b",", b"\\", b"null", b"[]", b"1e9", b"-"])
            )
        )
    check(bytes(content))


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=20)
    | st.sampled_from([BASE64[:40], "1678870602", "true", 1_678_870_602, "  "]),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(string.ascii_letters, max_size=5), inner, max_size=4)
    ),
    max_leaves=8,
)
USER = st.fixed_dictionaries({}, optional=dict.fromkeys((*json.loads(DOCUMENTED)["data"]["user"], "pin"), JSON))
DATA = st.fixed_dictionaries(
    {},
    optional=dict.fromkeys(
        (
            *(name for name in json.loads(DOCUMENTED)["data"] if name != "user"),
            *("recognizeStatus", "livenessScore", "entry_mode", "abnormal_type", "groups", "trace_id", "description"),
            *("code", "event_time", "status", "alarm_photo", "user_id"),
        ),
        JSON,
    )
    | {"user": USER | JSON},
)


@given(st.sampled_from([0, 1, 2, None, "0"]), DATA)
def test_no_values_in_any_field_raise_anything_at_all(kind: object, content: dict[str, object]) -> None:
    happening = check(json.dumps({"type": kind, "data": content}).encode())
    assert happening is not None


@given(DATA)
def test_a_record_alone_is_the_same_event_as_in_a_message(content: dict[str, object]) -> None:
    values = parse(json.dumps(content).encode())
    before = copy.deepcopy(values)
    alone = event_from_data(values, device_id="north-gate", received_ms=RECEIVED)
    whole = read(json.dumps({"type": 0, "data": content}).encode())
    assert repr(msgspec.structs.replace(alone, raw="")) == repr(msgspec.structs.replace(whole, raw=""))
    assert repr(values) == repr(before), "decoding must not change what it is given"


@given(DATA)
def test_strict_and_lenient_reading_agree(content: dict[str, object]) -> None:
    strict = json.dumps({"type": 0, "data": content}).encode()
    try:
        msgspec.json.decode(strict)
    except (ValueError, msgspec.MsgspecError):
        assume(False)
    # A trailing comma, and only that, makes the reader take its second way.
    lenient = strict[:-1] + b",}"
    assert read(strict) == read(lenient)


def check(data: bytes) -> Event | DeviceAlarm | UnknownMessage | None:
    """Decode and assert what holds for every message there is."""
    happening = attempt(data)
    if isinstance(happening, MessageError):
        assert happening.reason.endswith(".")
        assert len(happening.excerpt) <= EXCERPT_CHARACTERS
        happening.excerpt.encode()
        return None
    assert happening.uuid
    assert happening.device_id == "north-gate"
    assert 0 < happening.time_ms <= 253_402_300_799_999
    assert len(happening.raw.encode()) <= RAW_BYTES
    # Every text can be stored, and every number too.
    assert msgspec.json.decode(msgspec.json.encode(happening), type=type(happening)) == happening
    return happening
