"""The real program over a keyring that is locked, with a prompt that nobody answers, and then somebody does."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

import keyring
import keyring.backends.fail
import pytest
from desktop_bus import session_bus
from secret_program import PATIENCE, Program
from secret_service import BUS, SmallService

from facemon.credentials import Credentials
from facemon.settings import DeviceSettings, Settings, save
from facemon.simulator.device import SimulatedDevice

pytestmark = pytest.mark.skipif(BUS is None, reason="there is no dbus-daemon here, so no Secret Service can be reached")


def watched(device: SimulatedDevice, device_id: str, username: str = "") -> DeviceSettings:
    return DeviceSettings(
        id=device_id, name=device_id, host=device.host, port=device.port, certificate=device.certificate_sha256,
        username=username,
    )  # fmt: skip


def in_keyring(profile: Path, device_id: str, password: str) -> None:
    from keyring.backends import SecretService

    keyring.set_keyring(SecretService.Keyring())  # type: ignore[no-untyped-call]
    assert Credentials(profile).store(device_id, password)


def in_file(profile: Path, device_id: str, password: str) -> None:
    keyring.set_keyring(keyring.backends.fail.Keyring())  # type: ignore[no-untyped-call]
    assert Credentials(profile).store(device_id, password)


def test_a_locked_keyring_holds_up_nothing_but_what_only_it_has_and_takes_over_the_file_once_it_is_unlocked(
    tmp_path: Path,
) -> None:
    with contextlib.ExitStack() as ending:
        ending.enter_context(session_bus())
        service = SmallService()
        ending.callback(service.close)
        free = ending.enter_context(SimulatedDevice(seed=1))
        filed = ending.enter_context(SimulatedDevice(seed=2, user="guard", password="from the file"))
        kept = ending.enter_context(SimulatedDevice(seed=3, user="guard", password="from the keyring"))
        devices = watched(free, "free"), watched(filed, "filed", "guard"), watched(kept, "kept", "guard")
        save(tmp_path / "settings.toml", Settings(devices=devices))
        in_keyring(tmp_path, "kept", "from the keyring")
        in_file(tmp_path, "filed", "from the file")
        service.locked = True

        program = Program(
            "--profile", tmp_path,
            environment=os.environ | {
                "QT_QPA_PLATFORM": "offscreen", "PYTHON_KEYRING_BACKEND": "keyring.backends.SecretService.Keyring",
            },
        )  # fmt: skip
        ending.callback(program.process.kill)
        program.until(program.stands("live", device_id="free"))
        program.until(program.stands("live", device_id="filed"))
        assert service.prompted.wait(PATIENCE)
        assert program.stands("signing in", device_id="kept")()

        service.unlock()
        program.until(program.stands("live", device_id="kept"))
        program.until(lambda: not (tmp_path / "passwords.json").exists())
        assert sorted(service.passwords) == ["from the file", "from the keyring"]
        assert b"from the" not in program.end()
    assert "from the" not in (tmp_path / "facemon.log").read_text()
