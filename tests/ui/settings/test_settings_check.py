"""Many devices checked at once: their certificates approved in one page, no password tried twice."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import pytest
from fault_server import closed_port
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from settings_desk import Desk, press

from facemon.device.probe import Step
from facemon.device.status import Failure, State, Status
from facemon.settings import DeviceSettings, Settings
from facemon.simulator.device import SimulatedDevice
from facemon.ui.settings.dialog import SettingsDialog
from facemon.ui.settings.fleet.check_dialog import CheckDialog

LONG = 30_000  # ms


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Desk:
    return Desk(qtbot, tmp_path)


@pytest.fixture
def two() -> Iterator[tuple[SimulatedDevice, SimulatedDevice]]:
    with (
        SimulatedDevice(seed=1, user="guard", password="s3cret") as one,
        SimulatedDevice(seed=2, user="guard", password="s3cret") as other,
    ):
        yield one, other


def gate(device: SimulatedDevice, device_id: str, **fields: str) -> DeviceSettings:
    given = {"host": device.host, "username": "guard", **fields}
    return DeviceSettings(id=device_id, name=device_id.title(), port=device.port, **given)  # type: ignore[arg-type]


def check(dialog: SettingsDialog, keys: list[str] | None = None) -> CheckDialog:
    tools = dialog.devices.tools
    tools.begin_check(keys or [draft.key for draft in dialog.devices.roster.drafts])
    assert tools.checking is not None
    return tools.checking


def finished(page: CheckDialog, qtbot: QtBot) -> list[str]:
    """Wait for the end and return the results."""
    qtbot.waitUntil(lambda: not page.running and not page._looking.isActive(), timeout=LONG)
    return [page.model.row(number).result for number in range(page.model.rowCount())]


def logins(device: SimulatedDevice) -> int:
    return sum(request.path.endswith("/login") for request in device.requests)


def test_new_certificates_are_shown_ticked_approved_and_then_signed_in_to(
    desk: Desk, qtbot: QtBot, two: tuple[SimulatedDevice, SimulatedDevice]
) -> None:
    one, other = two
    for key in ("north", "south"):
        desk.credentials.store(key, "s3cret")
    nowhere = DeviceSettings(id="nowhere", name="Nowhere", host="127.0.0.1", port=closed_port())
    dialog = desk.open(Settings(devices=(gate(one, "north"), gate(other, "south"), nowhere)))
    page = check(dialog)
    north, south, none = finished(page, qtbot)
    assert north == south == "new: compare the fingerprint"
    assert none.startswith("127.0.0.1 refuses connections on port")
    assert list(one.requests) == list(other.requests) == []
    digits = page.model.row(0).fingerprint.replace(" ", "").replace("\n", "")
    assert f"sha256:{digits.lower()}" == one.certificate_sha256
    assert not page.approve.isEnabled()
    press(page, Qt.Key.Key_Space)
    assert page.approve.text() == "Approve 1 certificate(s)"
    page.approve.click()
    assert finished(page, qtbot)[:2] == ["in order", "new: compare the fingerprint"]
    assert (page.model.row(0).serial, page.model.row(0).model) == (one.serial, "SenseNebula Pass S7")
    assert list(other.requests) == []
    page.tick_all.click()
    page.approve.click()
    assert finished(page, qtbot)[:2] == ["in order", "in order"]
    page.close_button.click()
    dialog.accept()
    assert [(device.certificate, device.serial) for device in dialog.result_settings.devices] == [
        (one.certificate_sha256, one.serial),
        (other.certificate_sha256, other.serial),
        ("", ""),
    ]


def test_an_approval_counts_only_when_the_settings_are_saved(desk: Desk, qtbot: QtBot, device: SimulatedDevice) -> None:
    settings = Settings(devices=(gate(device, "north", username=""),))
    dialog = desk.open(settings)
    page = check(dialog)
    finished(page, qtbot)
    page.tick_all.click()
    page.approve.click()
    assert finished(page, qtbot) == ["in order"]
    page.reject()
    dialog.reject()
    assert dialog.result_settings == settings


def test_a_certificate_that_two_devices_have_is_pointed_out_and_not_ticked_with_the_others(
    desk: Desk, qtbot: QtBot, device: SimulatedDevice
) -> None:
    twin = gate(device, "twin", host="localhost", username="")
    page = check(desk.open(Settings(devices=(gate(device, "north", username=""), twin))))
    north, south = finished(page, qtbot)
    assert north.startswith("the same certificate as “Twin”: each could pass for the other")
    assert south.startswith("the same certificate as “North”")
    page.tick_all.click()
    assert not page.approve.isEnabled()
    page.model.toggle(1)
    assert page.approve.isEnabled()


def test_a_wrong_password_is_tried_once_and_not_again_before_another_is_entered(
    desk: Desk, qtbot: QtBot, two: tuple[SimulatedDevice, SimulatedDevice]
) -> None:
    one, _ = two
    desk.credentials.store("north", "wrong")
    dialog = desk.open(Settings(devices=(gate(one, "north", certificate=one.certificate_sha256),)))
    page = check(dialog)
    assert "password" in finished(page, qtbot)[0]
    page.again.click()
    finished(page, qtbot)
    page.close_button.click()
    finished(again := check(dialog), qtbot)
    assert again.model.row(0).result == "not tried: it has refused this password. Enter another one first"
    again.close_button.click()
    assert logins(one) == 1
    draft = dialog.devices.roster.drafts[0]
    dialog.devices.roster.replace(msgspec.structs.replace(draft, password="s3cret"))
    assert finished(check(dialog), qtbot) == ["in order"]
    assert logins(one) == 2


def test_what_the_running_connection_was_refused_is_not_tried_again(
    desk: Desk, qtbot: QtBot, two: tuple[SimulatedDevice, SimulatedDevice]
) -> None:
    one, _ = two
    desk.credentials.store("north", "wrong")
    desk.statuses = {"north": Status(device_id="north", state=State.REFUSED, failure=Failure.WRONG_PASSWORD)}
    page = check(desk.open(Settings(devices=(gate(one, "north", certificate=one.certificate_sha256),))))
    assert finished(page, qtbot) == ["not tried: it has refused this password. Enter another one first"]
    assert list(one.requests) == []


def test_a_changed_certificate_is_told_and_cannot_be_approved_here(
    desk: Desk, qtbot: QtBot, device: SimulatedDevice
) -> None:
    settings = Settings(devices=(gate(device, "north", certificate="sha256:" + "ab" * 32),))
    page = check(desk.open(settings))
    (told,) = finished(page, qtbot)
    assert "certificate" in told
    assert page.model.row(0).fingerprint != ""
    page.model.toggle(0)
    page.tick_all.click()
    assert not page.approve.isEnabled()


def test_a_check_can_be_stopped_and_gone_on_with(desk: Desk, qtbot: QtBot) -> None:
    waiting = threading.Event()

    def probe(_device: DeviceSettings, *, report: Callable[[Step], None], stop: threading.Event, **_: object) -> None:
        waiting.set()
        stop.wait(30)

    many = Settings(
        devices=tuple(DeviceSettings(id=f"d{n}", name=f"Door {n}", host=f"192.0.2.{n}") for n in range(1, 40))
    )
    page = check(desk.open(many, probe=probe))
    qtbot.waitUntil(waiting.is_set)
    assert page.again.text() == "Stop"
    page.again.click()
    assert not page.running
    assert set(finished(page, qtbot)) == {"not checked yet"}
    assert page.again.text() == "Check again"


def test_the_page_is_reached_and_used_by_the_keyboard_alone(desk: Desk, qtbot: QtBot, device: SimulatedDevice) -> None:
    page = check(desk.open(Settings(devices=(gate(device, "north", username=""),))))
    finished(page, qtbot)
    reached = set()
    for _ in range(8):
        reached.add(page.focusWidget())
        press(page, Qt.Key.Key_Tab)
    assert {page.table, page.again, page.tick_all, page.close_button} <= reached
    page.table.setFocus()
    QTest.keyClick(page.table, Qt.Key.Key_Space)
    assert page.approve.isEnabled()


def test_a_tick_does_not_count_for_what_answers_when_it_is_checked_again(
    desk: Desk, qtbot: QtBot, two: tuple[SimulatedDevice, SimulatedDevice]
) -> None:
    one, other = two
    dialog = desk.open(Settings(devices=(gate(one, "north"),)))
    page = check(dialog)
    finished(page, qtbot)
    press(page, Qt.Key.Key_Space)
    assert page.approve.isEnabled()
    draft = dialog.devices.roster.drafts[0]  # somebody else answers there now
    dialog.devices.roster.replace(msgspec.structs.replace(draft, address=f"{other.host}:{other.port}"))
    page.again.click()
    assert finished(page, qtbot) == ["new: compare the fingerprint"]
    assert not page.checking.ticked
    assert not page.approve.isEnabled()
