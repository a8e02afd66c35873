"""A device's facts in words."""

from __future__ import annotations

import msgspec
import pytest
from happenings import HOSTILE, HOSTILE_SHOWN, usual_look

from facemon.device.facts import DeviceFacts
from facemon.device.failure import LinkError
from facemon.device.rest import DeviceInfo, DeviceTime
from facemon.device.status import Certificate, Failure, State, Status
from facemon.event import Gap, GapCause
from facemon.settings import DeviceSettings
from facemon.ui.device_panel.kept import Kept
from facemon.ui.device_panel.texts import Known, device_fields, skew, skew_tone
from facemon.ui.fields import Field, Tone

NOW = 1_795_600_000_000
DAY = 24 * 3_600_000
PIN = "sha256:" + "ab" * 32
GATE = DeviceSettings(id="gate", name="North gate", host="gate.example.com", certificate=PIN)
LIVE = Status(device_id="gate", state=State.LIVE, since_ms=NOW - 60_000, blind_since_ms=None, round_trip_ms=3.2)


@pytest.fixture(autouse=True)
def look(qapp: object) -> None:
    usual_look()


def shown(known: Known) -> dict[str, Field]:
    return {field.label: field for field in device_fields(known)}


def certificate(ends_ms: int) -> Certificate:
    return Certificate("ab" * 32, "CN=gate", "CN=gate", NOW - DAY, ends_ms)


@pytest.mark.parametrize(
    ("skew_ms", "words", "tone"),
    [
        (0, "right", Tone.PLAIN),
        (900, "right", Tone.PLAIN),
        (4_000, "4 s ahead", Tone.PLAIN),
        (-6_000, "6 s behind", Tone.WARN),
        (61_000, "1 min ahead", Tone.BAD),
        (-3_600_000, "1 h 0 min behind", Tone.BAD),
    ],
)
def test_a_clock_is_judged(skew_ms: int, words: str, tone: Tone) -> None:
    assert (skew(skew_ms), skew_tone(skew_ms)) == (words, tone)


def test_what_is_not_known_yet_is_said_to_be_asked_for() -> None:
    fields = shown(Known(device=GATE, status=LIVE, now_ms=NOW))
    assert fields["Connection"].tone is Tone.GOOD
    assert fields["Device"].value == "being asked…"
    assert fields["Round trip"].value == "4 ms"
    assert "Events today" not in fields


def test_all_that_a_device_tells_is_shown_and_nothing_else() -> None:
    facts = DeviceFacts(
        address="192.0.2.10",
        certificate=certificate(NOW + 90 * DAY),
        tls_version="TLS 1.3",
        info=DeviceInfo(model="S7", device_sn="PS1", sw_ver="V1"),
        time=DeviceTime(NOW, 0.2, "UTC+08:00"),
    )
    gap = Gap(id=1, device_id="gate", from_ms=NOW - 9_000, to_ms=NOW - 5_000, cause=GapCause.DISCONNECTED)
    kept = Kept(7, None, (gap,))
    fields = shown(Known(device=GATE, status=LIVE, now_ms=NOW, facts=facts, kept=kept, reconnections=3))
    assert fields["Reconnected"].value == "3 time(s) since facemon was started"
    assert fields["Address"].value == "gate.example.com:8000 (192.0.2.10)"
    assert (fields["Model"].value, fields["Serial number"].value, fields["Firmware"].value) == ("S7", "PS1", "V1")
    assert fields["Clock"].value == "right"
    assert fields["Certificate"].tone is Tone.PLAIN
    assert fields["Fingerprint"].value.startswith("ABAB ABAB")
    assert fields["Events today"].value == "7"
    assert "was disconnected" in fields["Gaps"].value
    assert fields["Issued to"].value == "CN=gate"
    assert "Worth knowing" not in fields
    assert not {"Hardware", "API", "MAC, wired", "Last event", "Why"} & fields.keys()


def test_a_device_that_is_not_live_says_why() -> None:
    status = Status(device_id="gate", state=State.REFUSED, failure=Failure.WRONG_PASSWORD)
    facts = DeviceFacts(problem=LinkError(Failure.WRONG_PASSWORD, "HTTP 401"))
    fields = shown(Known(device=GATE, status=status, now_ms=NOW, facts=facts))
    assert fields["Connection"].tone is Tone.BAD
    assert fields["Why"].value.startswith("North gate: gate.example.com does not accept the password")
    assert fields["Does not tell more"].value == "wrong password · HTTP 401"


@pytest.mark.parametrize(
    ("trusted", "ends_ms", "tone", "said"),
    [
        ("sha256:" + "ab" * 32, NOW - DAY, Tone.PLAIN, "ended"),  # pinned: its end is said, and changes nothing
        ("ca", NOW - DAY, Tone.BAD, "ended"),
        ("ca", NOW + 29 * DAY, Tone.WARN, "until"),
        ("ca", NOW + 31 * DAY, Tone.PLAIN, "until"),
    ],
)
def test_the_end_of_a_certificate_matters_where_an_authority_vouches(
    trusted: str, ends_ms: int, tone: Tone, said: str
) -> None:
    device = DeviceSettings(id="gate", name="Gate", host="192.0.2.10", certificate=trusted)
    fields = shown(Known(device=device, status=LIVE, now_ms=NOW, facts=DeviceFacts(certificate=certificate(ends_ms))))
    assert fields["Certificate"].tone is tone
    assert said in fields["Certificate"].value


def test_what_a_device_tells_is_plain_text() -> None:
    facts = DeviceFacts(info=DeviceInfo(model=HOSTILE, device_sn=HOSTILE))
    fields = shown(Known(device=GATE, status=LIVE, now_ms=NOW, facts=facts))
    assert fields["Model"].value == HOSTILE_SHOWN[:80].strip()


def test_what_does_not_matter_of_an_approved_certificate_is_said_all_the_same() -> None:
    odd = msgspec.structs.replace(certificate(NOW - DAY), names=("localhost",))
    fields = shown(Known(device=GATE, status=LIVE, now_ms=NOW, facts=DeviceFacts(certificate=odd)))
    expired, other = fields["Worth knowing"].value.split("\n")
    assert expired.startswith("It has expired. That does not matter")
    assert "another name than gate.example.com" in other
    assert fields["Certificate"].tone is Tone.PLAIN
    assert fields["Host names"].value == "localhost"


def test_a_certificate_that_is_not_the_approved_one_is_not_said_to_be() -> None:
    other = msgspec.structs.replace(certificate(NOW + DAY), sha256="cd" * 32)
    problem = LinkError(Failure.CERTIFICATE_CHANGED, "x")
    fields = shown(Known(device=GATE, status=LIVE, now_ms=NOW, facts=DeviceFacts(certificate=other, problem=problem)))
    assert (fields["Certificate"].value, fields["Certificate"].tone) == ("not approved", Tone.BAD)
