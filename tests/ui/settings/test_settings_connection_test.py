"""“Test connection”, against a simulated device."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Iterator
from pathlib import Path

import keyring
import msgspec
import pytest
from keyring.backend import KeyringBackend
from pytestqt.qtbot import QtBot
from settings_desk import CERTIFICATE, Desk, box, live, note, simulated, write
from websocket import create_connection

from facemon.device.probe import StepKind
from facemon.device.status import State, Status
from facemon.settings import Settings
from facemon.simulator.device import SimulatedDevice
from facemon.ui.settings.connection_test import ConnectionTest
from facemon.ui.settings.dialog import SettingsDialog
from facemon.ui.settings.draft import Field

SECOND = 1_000  # ms
LONG = 20_000


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Desk:
    return Desk(qtbot, tmp_path)


@pytest.fixture
def guarded() -> Iterator[SimulatedDevice]:
    with SimulatedDevice(user="guard", password="s3cret") as device:
        yield device


@pytest.fixture
def silent() -> Iterator[int]:
    """The port of something that takes connections and never says a word."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield int(server.getsockname()[1])


class SlowKeyring(KeyringBackend):
    """A keyring that waits for somebody to unlock it."""

    priority = 1

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.unlocked = threading.Event()

    def get_password(self, service: str, username: str) -> str | None:
        self.unlocked.wait(60)
        return None

    def set_password(self, service: str, username: str, password: str) -> None:
        raise NotImplementedError

    def delete_password(self, service: str, username: str) -> None:
        raise NotImplementedError


def run(dialog: SettingsDialog, qtbot: QtBot) -> list[str]:
    """Press the button, wait for the end, and return what the rows say."""
    dialog.devices.test.button.click()
    return finished(dialog, qtbot)


def finished(dialog: SettingsDialog, qtbot: QtBot) -> list[str]:
    qtbot.waitUntil(lambda: not dialog.devices.test.running, timeout=LONG)
    return shown(dialog.devices.test)


def shown(test: ConnectionTest) -> list[str]:
    return [row.text.text() for row in test.rows.values() if row.isVisible()]


def paths(device: SimulatedDevice) -> list[str]:
    return [request.path for request in device.requests]


def test_a_healthy_device_passes_step_by_step(desk: Desk, guarded: SimulatedDevice, qtbot: QtBot) -> None:
    desk.credentials.store("sim", "s3cret")
    dialog = desk.open(Settings(devices=(simulated(guarded, username="guard"),)))
    reached, secured, signed_in, identity, clock, stream = run(dialog, qtbot)
    assert reached == f"Reached 127.0.0.1, port {guarded.port}"
    assert secured.startswith("Secure connection, TLS 1.3, certificate as approved")
    assert signed_in == "Signed in as guard"
    assert identity == f"It is SenseNebula Pass S7, SN {guarded.serial}, firmware V1.3.0"
    assert clock.startswith("Its clock")
    assert stream == "Event stream open, one of its three places was free"
    assert dialog.devices.test.rows[StepKind.REACH].elapsed.text().endswith(" ms")
    assert dialog.devices.test.button.text() == "Test again"
    assert guarded.wait_for_subscribers(0, 5)


def test_all_steps_are_seen_without_scrolling(desk: Desk, device: SimulatedDevice, qtbot: QtBot) -> None:
    dialog = desk.open(Settings(devices=(simulated(device),)))
    dialog.resize(980, 560)
    run(dialog, qtbot)
    last = [row for row in dialog.devices.test.rows.values() if row.isVisible()][-1]
    qtbot.waitUntil(lambda: last.visibleRegion().boundingRect() == last.rect())


def test_while_it_runs_it_says_what_it_tries(desk: Desk, silent: int, qtbot: QtBot, device: SimulatedDevice) -> None:
    settings = msgspec.structs.replace(simulated(device), port=silent)
    dialog = desk.open(Settings(devices=(settings,)))
    test = dialog.devices.test
    test.button.click()
    assert test.running
    qtbot.waitUntil(lambda: "Secure connection and certificate…" in shown(test), timeout=LONG)
    assert shown(test)[0] == f"Reached 127.0.0.1, port {silent}"
    assert shown(test)[2:] == ["Sign in", "What device it is", "Its clock", "Event stream"]
    assert test.button.text() == "Stop"


def test_no_second_place_is_taken_of_a_device_that_is_live(desk: Desk, guarded: SimulatedDevice, qtbot: QtBot) -> None:
    desk.credentials.store("sim", "s3cret")
    desk.statuses = {"sim": live("sim")}
    dialog = desk.open(Settings(devices=(simulated(guarded, username="guard"),)))
    assert run(dialog, qtbot)[-1] == "Event stream open, this window uses one of its three places"
    write(dialog, Field.PASSWORD, "s3cret")  # what is edited does not free the place
    assert run(dialog, qtbot)[-1] == "Event stream open, this window uses one of its three places"
    assert "/v1/device/info" in paths(guarded)
    assert "/v1/event" not in paths(guarded)


def test_a_certificate_is_shown_and_approved_before_anything_is_sent(
    desk: Desk, guarded: SimulatedDevice, qtbot: QtBot
) -> None:
    desk.credentials.store("sim", "s3cret")
    dialog = desk.open(Settings(devices=(simulated(guarded, username="guard", certificate=""),)))
    test = dialog.devices.test
    assert "Its certificate is not approved yet" in run(dialog, qtbot)[-1]
    assert paths(guarded) == []
    digits = guarded.certificate_sha256.removeprefix("sha256:").upper()
    assert test.view.fingerprint.text().replace(" ", "").replace("\n", "") == digits
    assert test.approve.isVisible()
    assert not test.approve.property("danger")
    test.approve.click()
    assert len(finished(dialog, qtbot)) == 6
    assert not test.approve.isVisible()
    dialog.accept()
    assert dialog.result_settings.devices[0].certificate == guarded.certificate_sha256


def test_an_approval_is_forgotten_with_cancel(desk: Desk, device: SimulatedDevice, qtbot: QtBot) -> None:
    settings = Settings(devices=(simulated(device, certificate=""),))
    dialog = desk.open(settings)
    run(dialog, qtbot)
    dialog.devices.test.approve.click()
    finished(dialog, qtbot)
    dialog.reject()
    assert dialog.result_settings == settings


def test_another_certificate_than_the_approved_is_a_warning(desk: Desk, device: SimulatedDevice, qtbot: QtBot) -> None:
    dialog = desk.open(Settings(devices=(simulated(device, certificate="sha256:" + "ab" * 32),)))
    rows = run(dialog, qtbot)
    assert "presents a different certificate from the approved one" in rows[-1]
    assert paths(device) == []
    assert dialog.devices.test.approve.isVisible()
    assert dialog.devices.test.approve.property("danger")


def test_a_wrong_password_ends_it_with_a_sentence(desk: Desk, guarded: SimulatedDevice, qtbot: QtBot) -> None:
    dialog = desk.open(Settings(devices=(simulated(guarded, username="guard"),)))
    write(dialog, Field.PASSWORD, "wrong")
    rows = run(dialog, qtbot)
    assert len(rows) == 3
    assert "does not accept the password" in rows[-1]
    assert "/v1/device/info" not in paths(guarded)
    write(dialog, Field.PASSWORD, "s3cret")
    assert shown(dialog.devices.test) == []  # that was of something else
    assert len(run(dialog, qtbot)) == 6


def test_a_clock_that_is_off_is_told(desk: Desk, device: SimulatedDevice, qtbot: QtBot) -> None:
    device.clock_offset = -42
    dialog = desk.open(Settings(devices=(simulated(device),)))
    clock = run(dialog, qtbot)[4]
    assert clock.startswith("Its clock is 4")
    assert "s behind this computer" in clock


def test_a_certificate_that_waited_is_taken_away_until_it_is_judged_anew(
    desk: Desk, device: SimulatedDevice, silent: int
) -> None:
    desk.statuses = {"sim": Status(device_id="sim", state=State.NEEDS_APPROVAL, certificate=CERTIFICATE)}
    settings = msgspec.structs.replace(simulated(device), port=silent, certificate="")
    dialog = desk.open(Settings(devices=(settings,)))
    assert dialog.devices.test.approve.isVisible()
    dialog.devices.test.button.click()
    assert dialog.devices.test.running
    assert not dialog.devices.test.approve.isVisible()


def test_a_device_without_a_free_place_is_told(desk: Desk, device: SimulatedDevice, qtbot: QtBot) -> None:
    dialog = desk.open(Settings(devices=(simulated(device),)))
    unchecked = {"cert_reqs": ssl.CERT_NONE, "check_hostname": False}
    url = f"wss://{device.host}:{device.port}/v1/event"
    others = [create_connection(url, sslopt=unchecked, timeout=10) for _ in range(3)]
    rows = run(dialog, qtbot)
    assert len(rows) == 6
    assert "may already have three subscribers" in rows[-1]
    for other in others:
        other.close()


def test_a_device_that_takes_its_time_is_waited_for(desk: Desk, device: SimulatedDevice, qtbot: QtBot) -> None:
    device.freeze()
    dialog = desk.open(Settings(devices=(simulated(device),)))
    dialog.devices.test.button.click()
    qtbot.waitUntil(lambda: "What device it is…" in shown(dialog.devices.test), timeout=LONG)
    device.thaw()
    assert len(finished(dialog, qtbot)) == 6


def test_a_device_that_is_not_there_is_told(desk: Desk, device: SimulatedDevice, qtbot: QtBot) -> None:
    settings = simulated(device)
    device.refuse()
    dialog = desk.open(Settings(devices=(settings,)))
    (row,) = run(dialog, qtbot)
    assert row.startswith(f"127.0.0.1 refuses connections on port {settings.port}")


def test_a_wrong_address_is_not_tried(desk: Desk, device: SimulatedDevice) -> None:
    dialog = desk.open(Settings(devices=(simulated(device),)))
    write(dialog, Field.ADDRESS, "ws://x")
    dialog.devices.test.button.click()
    assert not dialog.devices.test.running
    assert dialog.focusWidget() is box(dialog, Field.ADDRESS)
    assert note(dialog, Field.ADDRESS).startswith("ws:// is not encrypted")


def test_a_test_can_be_stopped(desk: Desk, device: SimulatedDevice, silent: int, qtbot: QtBot) -> None:
    dialog = desk.open(Settings(devices=(msgspec.structs.replace(simulated(device), port=silent),)))
    test = dialog.devices.test
    test.button.click()
    qtbot.waitUntil(lambda: len(shown(test)) > 1 and "Reached" in shown(test)[0], timeout=LONG)
    thread = running_test()
    test.button.click()
    assert not test.running
    assert shown(test) == [f"Reached 127.0.0.1, port {silent}"]
    qtbot.waitUntil(lambda: not thread.is_alive(), timeout=SECOND)
    assert shown(test) == [f"Reached 127.0.0.1, port {silent}"]


@pytest.mark.parametrize("saving", [False, True])
def test_closing_the_dialog_ends_a_test_within_a_second(
    desk: Desk, device: SimulatedDevice, silent: int, qtbot: QtBot, saving: bool
) -> None:
    dialog = desk.open(Settings(devices=(msgspec.structs.replace(simulated(device), port=silent),)))
    dialog.devices.test.button.click()
    thread = running_test()
    dialog.accept() if saving else dialog.reject()
    qtbot.waitUntil(lambda: not thread.is_alive(), timeout=SECOND)


def test_another_device_begins_with_a_clean_sheet(desk: Desk, device: SimulatedDevice, qtbot: QtBot) -> None:
    other = msgspec.structs.replace(simulated(device), id="other", name="Other", host="192.0.2.1", certificate="")
    dialog = desk.open(Settings(devices=(simulated(device, certificate=""), other)))
    run(dialog, qtbot)
    assert dialog.devices.test.approve.isVisible()
    dialog.devices.select("other")
    assert shown(dialog.devices.test) == []
    assert not dialog.devices.test.approve.isVisible()


def test_a_keyring_that_waits_does_not_hold_the_window_up(desk: Desk, guarded: SimulatedDevice, qtbot: QtBot) -> None:
    slow = SlowKeyring()
    keyring.set_keyring(slow)
    try:
        dialog = desk.open(Settings(devices=(simulated(guarded, username="guard"),)))
        test = dialog.devices.test
        test.button.click()
        assert test.running
        write(dialog, Field.NAME, "Renamed")  # the window goes on meanwhile
        assert test.running
        test.button.click()
        assert not test.running
    finally:
        slow.unlocked.set()


def test_a_fault_of_its_own_is_told(desk: Desk, device: SimulatedDevice, qtbot: QtBot) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("boom")

    dialog = desk.open(Settings(devices=(simulated(device),)), probe=broken)
    assert run(dialog, qtbot) == []
    assert dialog.devices.test.verdict.text() == "The test itself failed. The log file says why."


def running_test() -> threading.Thread:
    (thread,) = [thread for thread in threading.enumerate() if thread.name == "connection test"]
    return thread
