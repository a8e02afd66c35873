"""Passwords in an encrypted file: the passphrase is asked for at start, and who needs none does not wait."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import keyring
import keyring.backends.fail
import pytest
from guard_desk import WAIT_MS, Desk, banners, gate, open_desk, several
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from facemon import sealing
from facemon.credentials import Credentials
from facemon.device.status import Failure, State, Status
from facemon.event import Category
from facemon.settings import DeviceSettings
from facemon.simulator.device import SimulatedDevice
from facemon.ui.passphrase.dialog import PassphraseDialog
from facemon.ui.status_words import short_status

PASSPHRASE = "seven blue doors"
PASSWORD = "s3cret-of-the-gate"


@pytest.fixture
def desks(qtbot: QtBot) -> Iterator[list[Desk]]:
    yield from several(qtbot)


@pytest.fixture(autouse=True)
def _no_keyring(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sealing, "_COST", 2**4)
    keyring.set_keyring(keyring.backends.fail.Keyring())  # type: ignore[no-untyped-call]


@pytest.fixture
def locked_device(tmp_path: Path) -> Iterator[SimulatedDevice]:
    """A device with a sign-in, whose password is in the profile's file, encrypted."""
    credentials = Credentials(tmp_path)
    credentials.store("gate", PASSWORD)
    credentials.set_passphrase("", PASSPHRASE)
    with SimulatedDevice(user="guard", password=PASSWORD) as device:
        yield device


def failure(desk: Desk, device_id: str = "gate") -> Failure | None:
    status = desk.session.statuses.get(device_id)
    return status.failure if status is not None else None


def state(desk: Desk, device_id: str = "gate") -> State | None:
    status = desk.session.statuses.get(device_id)
    return status.state if status is not None else None


def asked(qtbot: QtBot, desk: Desk) -> PassphraseDialog:
    qtbot.waitUntil(lambda: desk.window._passphrase.dialog is not None, timeout=WAIT_MS)
    dialog = desk.window._passphrase.dialog
    assert dialog is not None
    return dialog


def enter(qtbot: QtBot, dialog: PassphraseDialog, passphrase: str) -> None:
    QTest.keyClicks(dialog.passphrase.box, passphrase)
    QTest.keyClick(dialog.passphrase.box, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not dialog.passphrase.busy, timeout=WAIT_MS)


def test_the_passphrase_is_asked_for_at_start_and_the_devices_that_waited_go_live(
    qtbot: QtBot, desks: list[Desk], tmp_path: Path, locked_device: SimulatedDevice, caplog: pytest.LogCaptureFixture
) -> None:
    desk = open_desk(desks, tmp_path, gate(locked_device, username="guard"))
    dialog = asked(qtbot, desk)
    assert not dialog.isModal()
    assert dialog.passphrase.box.hasFocus()
    assert dialog.passphrase.box.echoMode() == QLineEdit.EchoMode.Password
    assert dialog.passphrase.box.accessibleName() == "Passphrase"
    qtbot.waitUntil(lambda: failure(desk) is Failure.PASSPHRASE_NEEDED, timeout=WAIT_MS)
    assert state(desk) is State.REFUSED
    assert any("1 device waits for the passphrase." in text for text in banners(desk))
    assert short_status(desk.session.statuses["gate"], 0.0) == "awaiting the passphrase"
    enter(qtbot, dialog, "seven blue windows")
    assert dialog.passphrase.note.text() == "This is not the passphrase."
    assert state(desk) is State.REFUSED
    enter(qtbot, dialog, PASSPHRASE)
    qtbot.waitUntil(lambda: state(desk) is State.LIVE, timeout=WAIT_MS)
    assert desk.window._passphrase.dialog is None
    assert desk.window._passphrase.banner.isHidden()
    assert PASSPHRASE not in caplog.text
    assert PASSWORD not in caplog.text


def test_whoever_puts_it_off_is_reminded_by_a_banner_until_it_is_given_there_or_elsewhere(
    qtbot: QtBot,
    desks: list[Desk],
    tmp_path: Path,
    locked_device: SimulatedDevice,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    desk = open_desk(desks, tmp_path, gate(locked_device, username="guard"))
    asked(qtbot, desk).later.click()
    assert desk.window._passphrase.dialog is None
    qtbot.waitUntil(lambda: failure(desk) is Failure.PASSPHRASE_NEEDED, timeout=WAIT_MS)
    banner = desk.window._passphrase.banner
    assert banner.isVisible()
    banner.button.click()
    dialog = asked(qtbot, desk)
    for _ in range(3):
        enter(qtbot, dialog, "wrong wrong")
    assert dialog.passphrase.note.text().startswith("Too many wrong passphrases. Try again in ")
    assert not dialog.unlock.isEnabled()
    desk.session.credentials._file._free_at = 0.0
    assert desk.session.credentials.unlock(PASSPHRASE).right  # in the settings
    qtbot.waitUntil(lambda: state(desk) is State.LIVE, timeout=WAIT_MS)
    assert banner.isHidden()
    assert desk.window._passphrase.dialog is None
    retried: list[str | None] = []
    monkeypatch.setattr(desk.session, "retry_now", retried.append)
    late = Status(device_id="gate", state=State.REFUSED, failure=Failure.PASSPHRASE_NEEDED)
    desk.window.show_status(late)  # of an attempt that had asked a moment before
    assert retried == ["gate"]


def test_a_device_that_needs_no_password_is_live_and_its_alarms_come_while_the_passphrase_is_asked_for(
    qtbot: QtBot, desks: list[Desk], tmp_path: Path, locked_device: SimulatedDevice, device: SimulatedDevice
) -> None:
    free: DeviceSettings = gate(device, id="free", name="Yard")
    desk = open_desk(desks, tmp_path, gate(locked_device, username="guard"), free)
    asked(qtbot, desk)
    qtbot.waitUntil(lambda: state(desk, "free") is State.LIVE, timeout=WAIT_MS)
    qtbot.waitUntil(lambda: device.wait_for_subscribers(1, 0), timeout=WAIT_MS)
    device.emit(Category.BLACKLIST)
    qtbot.waitUntil(lambda: len(desk.session.board.alarms()) == 1, timeout=WAIT_MS)
    assert desk.window._passphrase.dialog is not None
