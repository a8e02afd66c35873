"""A certificate that has changed is in alarm colour until a person accepts it; one that ends soon is said calmly."""

from __future__ import annotations

import time
from pathlib import Path

import msgspec
import pytest
from guard_desk import WAIT_MS, Desk, banners, gate, live, open_desk, opened, several
from pytestqt.qtbot import QtBot

from facemon.administrator import Administrator
from facemon.device.status import Certificate, State
from facemon.event import Category
from facemon.monitor import CertificateShown
from facemon.simulator.device import SimulatedDevice
from facemon.ui import words
from facemon.ui.settings.certificate_dialog import CertificateDialog
from facemon.ui.settings.certificate_view import CertificateView
from facemon.ui.settings.fingerprint import Fingerprint, groups

desks = pytest.fixture(several)
DAY = 24 * 3_600_000


def digest(pin: str) -> str:
    return " ".join(groups(pin.removeprefix("sha256:")))


def test_a_changed_certificate_is_compared_with_the_approved_one_and_accepted_by_a_person(
    qtbot: QtBot, desks: list[Desk], tmp_path: Path, device: SimulatedDevice
) -> None:
    desk = live(qtbot, desks, tmp_path, device)
    session, before = desk.session, device.certificate_sha256
    qtbot.waitUntil(lambda: session.certificates.approved(before) is not None, timeout=WAIT_MS)
    device.change_certificate()
    qtbot.waitUntil(lambda: session.statuses["gate"].state is State.REFUSED, timeout=WAIT_MS)
    asked = len(device.requests)
    chip = desk.window._devices.chips["gate"]
    assert chip.face().alarm
    assert chip.standing.state_words() == "certificate changed"
    (said,) = banners(desk)[:1]
    assert said.startswith("North gate shows another certificate than the approved one. Nothing is sent to it.")
    assert "Nothing has been seen from it since" in said
    assert not [line for line in banners(desk) if "different certificate" in line]  # it is said once
    desk.window._trust.banner.button.click()
    (dialog,) = opened(desk, CertificateDialog)
    assert isinstance(dialog, CertificateDialog)
    old, new = dialog.findChildren(Fingerprint)
    assert (old.accessibleDescription(), new.accessibleDescription()) == (
        digest(before),
        digest(device.certificate_sha256),
    )
    assert len(device.requests) == asked
    dialog.approve.click()
    qtbot.waitUntil(lambda: session.statuses["gate"].state is State.LIVE, timeout=WAIT_MS)
    assert session.settings.devices[0].certificate == device.certificate_sha256
    assert not chip.face().alarm
    assert not desk.window._trust.banner.isVisible()
    device.emit(Category.STAFF)
    qtbot.waitUntil(lambda: desk.feed.model.held == 1, timeout=WAIT_MS)


def test_the_banner_leads_to_the_certificate_that_nobody_has_approved_yet(
    qtbot: QtBot, desks: list[Desk], tmp_path: Path, device: SimulatedDevice
) -> None:
    desk = open_desk(desks, tmp_path, gate(device, certificate=""))
    session, blind = desk.session, desk.window._standing.blind
    qtbot.waitUntil(lambda: blind.button.text() == "Compare certificate…", timeout=WAIT_MS)
    assert blind.other.text() == "Retry now"
    blind.button.click()
    (dialog,) = opened(desk, CertificateDialog)
    assert isinstance(dialog, CertificateDialog)
    (shown,) = dialog.findChildren(CertificateView)
    assert isinstance(shown, CertificateView)
    assert shown.fingerprint.text().split() == digest(device.certificate_sha256).split()
    assert session.settings.devices[0].certificate == ""
    dialog.approve.click()
    qtbot.waitUntil(lambda: session.statuses["gate"].state is State.LIVE, timeout=WAIT_MS)
    qtbot.waitUntil(lambda: not blind.isVisible(), timeout=WAIT_MS)


def test_with_a_pin_set_a_guard_compares_the_certificate_but_does_not_approve_it(
    qtbot: QtBot, desks: list[Desk], tmp_path: Path, device: SimulatedDevice
) -> None:
    Administrator(tmp_path / "administrator.json").put("470815")
    desk = open_desk(desks, tmp_path, gate(device, certificate=""))
    blind = desk.window._standing.blind
    qtbot.waitUntil(lambda: blind.button.text() == "Compare certificate…", timeout=WAIT_MS)
    blind.button.click()
    (dialog,) = opened(desk, CertificateDialog)
    assert isinstance(dialog, CertificateDialog)
    dialog.approve.click()
    qtbot.waitUntil(lambda: desk.session.lock.dialog is not None, timeout=WAIT_MS)
    assert desk.session.settings.devices[0].certificate == ""


def test_the_approved_certificate_is_known_after_a_restart(
    qtbot: QtBot, desks: list[Desk], tmp_path: Path, device: SimulatedDevice
) -> None:
    first = live(qtbot, desks, tmp_path, device)
    pin = device.certificate_sha256
    qtbot.waitUntil(lambda: first.session.certificates.approved(pin) is not None, timeout=WAIT_MS)
    desks.remove(first)
    first.close()
    device.refuse()
    again = open_desk(desks, tmp_path, gate(device))
    qtbot.waitUntil(lambda: again.session.certificates.approved(pin) is not None, timeout=WAIT_MS)


def test_the_end_of_an_authority_s_certificate_is_said_thirty_days_before(
    qtbot: QtBot, desks: list[Desk], tmp_path: Path, device: SimulatedDevice
) -> None:
    desk = live(qtbot, desks, tmp_path, device)
    session = desk.session
    vouched = msgspec.structs.replace(session.settings.devices[0], certificate="ca")
    session._kept.settings = msgspec.structs.replace(session.settings, devices=(vouched,))
    ends_ms = round(time.time() * 1000) + 12 * DAY
    ending = Certificate("ab" * 32, "CN=gate", "CN=Authority", 0, ends_ms)
    session.certificates.take(CertificateShown("gate", ending))
    date = words.date(ends_ms)
    assert desk.window._status.notice.text() == f"North gate: certificate ends {date}"
    assert desk.window._devices.chips["gate"].standing.state_words() == f"certificate ends {date}"
    session.certificates.take(
        CertificateShown("gate", msgspec.structs.replace(ending, not_after_ms=ends_ms + 30 * DAY))
    )
    assert desk.window._status.notice.text() == ""
    assert desk.window._devices.chips["gate"].standing.state_words() == ""
