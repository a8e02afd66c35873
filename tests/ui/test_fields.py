"""Every field of an event is told in words, and only those that are there."""

from __future__ import annotations

import pytest
from happenings import HOSTILE, HOSTILE_SHOWN, NORTH_GATE, NOW, device_alarm, event, unknown

from facemon.event import AlarmStatus, Category, Group, Happening, Mask, Person
from facemon.settings import DeviceSettings
from facemon.ui import words
from facemon.ui.fields import Field, Tone, as_text, fields


def told(happening: Happening, device: DeviceSettings | None = NORTH_GATE) -> dict[str, str]:
    return {field.label: field.value for field in fields(happening, device)}


def test_every_field_of_an_event_is_told() -> None:
    person = Person(
        name="Marta Kowalska",
        user_id="3",
        type=2,
        ic_number="1234",
        job_number="10382",
        id_number="gO/i=",
        guest_start_ms=NOW - 3_600_000,
        guest_end_ms=NOW + 3_600_000,
        remark="host: Facilities",
        groups=(Group("1", "测试1"), Group("2", "")),
    )
    happening = event(
        Category.VISITOR,
        person,
        received_ms=NOW + 6_000,
        passed=False,
        score=0.314,
        liveness=0.98,
        temperature=37.9,
        mask=Mask.WORN,
        mode=7,
        entry_mode=2,
        abnormal_type=20002,
        flaws=("rgb_image", "user.remark", "user.remark"),
    )
    assert told(happening) == {
        "Time": words.date_time(NOW),
        "Arrived": f"{words.date_time(NOW + 6_000)} (6 s later)",
        "Device": "North gate",
        "Serial number": "8F2107",
        "Access": "Denied · Outside permitted hours",
        "Match score": "0.31",
        "Liveness": "0.98",
        "Verification": "Face and PIN",
        "Entry": "QR code",
        "Temperature": "37.9 °C · fever",
        "Mask": "Worn",
        "Name": "Marta Kowalska",
        "Groups": "测试1, 2",
        "Job number": "10382",
        "Card number": "1234",
        "ID number": "gO/i=",
        "User id": "3",
        "User type": "2",
        "Visitor from": words.date_time(NOW - 3_600_000),
        "Visitor until": words.date_time(NOW + 3_600_000),
        "Remark": "host: Facilities",
        "Event id": "7c1f-a913",
        "Could not be read": "Picture, Remark",
    }


def test_what_the_device_did_not_send_is_left_out() -> None:
    assert set(told(event())) == {"Time", "Device", "Serial number", "Event id"}


def test_an_arrival_within_two_seconds_is_no_news_and_one_before_the_event_is() -> None:
    assert "Arrived" not in told(event(received_ms=NOW + 2_000))
    assert told(event(received_ms=NOW - 60_000))["Arrived"].endswith("(1 min earlier)")


def test_a_device_alarm_and_an_unknown_message_are_told() -> None:
    alarm = told(device_alarm(code=10002, status=AlarmStatus.CLEARED, description="Door 1", user_id="9"))
    assert alarm["Alarm"] == "Door forced open"
    assert alarm["Alarm code"] == "10002"
    assert alarm["Status"] == "Cleared"
    assert alarm["Description"] == "Door 1"
    assert alarm["User id"] == "9"
    assert told(unknown(type=7))["Message type"] == "7"


def test_a_device_that_was_removed_goes_by_its_id() -> None:
    assert told(event(), None)["Device"] == "north-gate"


@pytest.mark.parametrize(("passed", "tone"), [(True, Tone.GOOD), (False, Tone.BAD)])
def test_access_has_its_colour(passed: bool, tone: Tone) -> None:
    access = next(field for field in fields(event(passed=passed), NORTH_GATE) if field.label == "Access")
    assert access.tone is tone


def test_texts_from_outside_are_one_line_without_controls() -> None:
    person = Person(name=HOSTILE, remark="x" * 10_000, job_number="1\n2")
    lines = told(event(person=person, uuid=HOSTILE))
    assert lines["Name"] == lines["Event id"] == HOSTILE_SHOWN
    assert len(lines["Remark"]) <= 1_000
    assert lines["Job number"] == "1 2"


def test_the_clipboard_takes_a_line_a_field() -> None:
    assert as_text("Marta", (Field("Time", "now"), Field("Mask", "Worn"))) == "Marta\nTime: now\nMask: Worn"
