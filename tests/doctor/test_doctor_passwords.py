"""What the doctor says of passwords that are in a file for want of a keyring."""

from __future__ import annotations

from pathlib import Path

import keyring
import keyring.backends.fail
import pytest

from facemon import sealing
from facemon.credentials import Credentials
from facemon.doctor import device_checks
from facemon.doctor.finding import Finding, Result
from facemon.doctor.keyring_check import check_keyring
from facemon.settings import DeviceSettings, Settings
from facemon.simulator.device import SimulatedDevice

PASSPHRASE = "seven blue doors"
GATE = DeviceSettings(id="gate", name="North gate", host="192.0.2.10", username="guard")


@pytest.fixture(autouse=True)
def _no_keyring(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sealing, "_COST", 2**4)
    keyring.set_keyring(keyring.backends.fail.Keyring())  # type: ignore[no-untyped-call]


def found(folder: Path, *devices: DeviceSettings) -> list[Finding]:
    return list(check_keyring(Credentials(folder, moving=False), Settings(devices=devices)))


def test_without_a_keyring_a_password_that_is_nowhere_is_a_failure(tmp_path: Path) -> None:
    (said,) = found(tmp_path, GATE)
    assert said.result is Result.FAILED
    assert "no keyring" in said.found


def test_while_no_password_is_needed_the_missing_keyring_is_a_warning(tmp_path: Path) -> None:
    (said,) = found(tmp_path)
    assert said.result is Result.WARNING


def test_passwords_in_a_plain_file_are_said_plainly_with_what_to_do(tmp_path: Path) -> None:
    Credentials(tmp_path).store("gate", "s3cret")
    ring, file = found(tmp_path, GATE)
    assert (ring.result, file.result) == (Result.WARNING, Result.WARNING)
    assert "1 password, not encrypted" in file.found
    assert "keyring" in file.advice
    assert "passphrase" in file.advice
    assert "s3cret" not in repr((ring, file))


def test_a_file_that_others_may_read_is_a_failure_and_is_not_changed(tmp_path: Path) -> None:
    Credentials(tmp_path).store("gate", "s3cret")
    path = tmp_path / "passwords.json"
    path.chmod(0o644)
    assert found(tmp_path, GATE)[-1].result is Result.FAILED
    assert path.stat().st_mode & 0o777 == 0o644


def test_encrypted_passwords_are_in_order_once_the_passphrase_is_there(tmp_path: Path) -> None:
    before = Credentials(tmp_path)
    before.store("gate", "s3cret")
    before.set_passphrase("", PASSPHRASE)
    assert found(tmp_path, GATE)[-1].result is Result.WARNING
    unlocked = Credentials(tmp_path, moving=False)
    unlocked.unlock(PASSPHRASE)
    assert {each.result for each in check_keyring(unlocked, Settings(devices=(GATE,)))} == {Result.OK}


def test_a_damaged_file_is_a_failure(tmp_path: Path) -> None:
    (tmp_path / "passwords.json").write_text("{")
    (said,) = found(tmp_path, GATE)
    assert said.result is Result.FAILED
    assert "damaged" in said.found


def test_a_device_whose_password_waits_for_the_passphrase_is_not_called_broken(tmp_path: Path) -> None:
    before = Credentials(tmp_path)
    before.store("gate", "s3cret")
    before.set_passphrase("", PASSPHRASE)
    with SimulatedDevice(user="guard", password="s3cret") as device:
        gate = DeviceSettings(
            id="gate", name="Gate", host=device.host, port=device.port,
            certificate=device.certificate_sha256, username="guard",
        )  # fmt: skip
        locked = list(device_checks.check_device(gate, Credentials(tmp_path), already_live=False))
        opened = Credentials(tmp_path)
        opened.unlock(PASSPHRASE)
        tried = list(device_checks.check_device(gate, opened, already_live=False))
    assert [each.result for each in locked] == [Result.OK, Result.OK, Result.WARNING]
    assert "waits for the passphrase" in locked[-1].found
    assert {each.check: each.result for each in tried}["device sign-in"] is Result.OK
