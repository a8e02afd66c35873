"""The banner in alarm colour names who may be answering in a device's place."""

from __future__ import annotations

import pytest
from happenings import HOSTILE, HOSTILE_SHOWN, NOW, usual_look
from pytestqt.qtbot import QtBot

from facemon.device.status import Failure, State, Status
from facemon.settings import DeviceSettings
from facemon.ui.banner import Severity
from facemon.ui.trust_banner import TrustBanner


def device(number: int, name: str = "", *, enabled: bool = True) -> DeviceSettings:
    return DeviceSettings(id=str(number), name=name or f"Door {number}", host="192.0.2.1", enabled=enabled)


def refused(number: int, failure: Failure, detail: str = "") -> Status:
    return Status(
        device_id=str(number), state=State.REFUSED, failure=failure, detail=detail, blind_since_ms=NOW
    )  # fmt: skip


def told(banner: TrustBanner, devices: list[DeviceSettings], *statuses: Status) -> str:
    judged: list[str] = []
    banner.show_impostors(devices, {status.device_id: status for status in statuses}, judged.append)
    if not banner.isHidden():
        banner.button.click()
        assert len(judged) == 1
    return banner.label.text()


@pytest.fixture
def banner(qtbot: QtBot) -> TrustBanner:
    usual_look()
    banner = TrustBanner()
    qtbot.addWidget(banner)
    return banner


@pytest.mark.parametrize(
    ("failure", "words", "button"),
    [
        (Failure.CERTIFICATE_CHANGED, "another certificate than the approved one. Nothing is sent", "Compare…"),
        (Failure.SERIAL_CHANGED, "another device answers there, with serial number SN2", "Decide…"),
        (Failure.EVENTS_OF_ANOTHER, "events of another device, with serial number SN2", "Decide…"),
    ],
)
def test_one_is_told_with_what_it_means(banner: TrustBanner, failure: Failure, words: str, button: str) -> None:
    text = told(banner, [device(1)], refused(1, failure, "SN2"))
    assert text.startswith("Door 1")
    assert words in text
    assert "Nothing has been seen from it since" in text
    with_another = told(banner, [device(1), device(2)], refused(1, failure, "SN2"))
    assert with_another == text.split(" Nothing has been seen")[0]
    assert banner.button.text() == button
    assert banner._severity is Severity.BLIND


def test_several_are_named_and_many_are_counted(banner: TrustBanner) -> None:
    devices = [device(number) for number in range(7)]
    changed = [refused(number, Failure.CERTIFICATE_CHANGED) for number in range(6)]
    text = told(banner, devices, *changed, refused(6, Failure.WRONG_PASSWORD))
    assert "At 6 device(s)" in text
    assert "Door 0 · certificate changed" in text
    assert "Door 5" not in text
    assert "and 2 more" in text


def test_what_is_no_impostor_s_is_not_told_here(banner: TrustBanner) -> None:
    assert told(banner, [device(1)], refused(1, Failure.WRONG_PASSWORD)) == ""
    assert told(banner, [device(1, enabled=False)], refused(1, Failure.CERTIFICATE_CHANGED)) == ""
    assert told(banner, [device(1)]) == ""
    assert banner.isHidden()


def test_it_tells_all_only_of_a_single_device(banner: TrustBanner) -> None:
    one, other = device(1), device(2)
    statuses = {"1": refused(1, Failure.CERTIFICATE_CHANGED)}
    assert banner.tells_all([one], statuses)
    assert banner.tells_all([one, device(2, enabled=False)], statuses)
    assert not banner.tells_all([one, other], statuses)
    assert not banner.tells_all([other], statuses)


def test_a_name_is_plain_text(banner: TrustBanner) -> None:
    assert HOSTILE_SHOWN[:40] in told(banner, [device(1, HOSTILE)], refused(1, Failure.CERTIFICATE_CHANGED))
