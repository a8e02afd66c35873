"""`facemon doctor`, over real profiles and simulated devices."""

from __future__ import annotations

import json
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import zipfile
from pathlib import Path

import pytest
from fault_server import FaultServer, Peer, environment
from identity import Identity

from facemon.credentials import WEBHOOK, Credentials
from facemon.doctor import device_checks, history_check, profile_checks, supervisor_check
from facemon.doctor.bounded import Bounded
from facemon.doctor.desk_checks import check_in_process
from facemon.doctor.finding import Finding, Result, as_json, failed, line, ok
from facemon.doctor.keyring_check import check_keyring
from facemon.history.database import APPLICATION_ID, VERSION, open_for_writing
from facemon.profile import Profile
from facemon.settings import AttentionSettings, DeviceSettings, HistorySettings, Settings, save
from facemon.simulator.device import SimulatedDevice

OFFSCREEN = {"QT_QPA_PLATFORM": "offscreen", "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring"}


def gate(device: SimulatedDevice, **changes: object) -> DeviceSettings:
    given = {
        "id": "gate", "name": "North gate", "host": "127.0.0.1", "port": device.port,
        "certificate": device.certificate_sha256,
    }  # fmt: skip
    return DeviceSettings(**given | changes)  # type: ignore[arg-type]


def checked(device: DeviceSettings, folder: Path, *, already_live: bool = False) -> dict[str, Finding]:
    credentials = Credentials(folder)
    return {each.check: each for each in device_checks.check_device(device, credentials, already_live=already_live)}


def doctor(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "facemon", "doctor", *arguments], capture_output=True, text=True, timeout=100,
        env=os.environ | OFFSCREEN,
    )  # fmt: skip


def test_each_step_to_a_sound_device_is_a_line_of_its_own(device: SimulatedDevice, tmp_path: Path) -> None:
    found = checked(gate(device), tmp_path)
    assert list(found) == [
        "device reach", "device certificate", "device sign-in", "device identity", "device clock", "device stream",
        "device records",
    ]  # fmt: skip
    assert {each.result for each in found.values()} == {Result.OK}
    assert {each.device for each in found.values()} == {"gate"}


@pytest.mark.parametrize(("fault", "why"), [({"records": False}, "no records"), ({"errors": 9}, "does not give out")])
def test_a_device_whose_silence_cannot_be_checked_is_worth_a_warning(
    device: SimulatedDevice, tmp_path: Path, fault: dict[str, object], why: str
) -> None:
    device.faults.change(fault)
    found = checked(gate(device), tmp_path)["device records"]
    assert found.result is Result.WARNING
    assert why in found.found


def test_a_running_facemon_keeps_its_place_at_the_device(device: SimulatedDevice, tmp_path: Path) -> None:
    found = checked(gate(device), tmp_path, already_live=True)
    assert found["device stream"].result is Result.OK
    assert "running" in found["device stream"].found


def test_a_changed_certificate_fails_and_nothing_follows(device: SimulatedDevice, tmp_path: Path) -> None:
    found = checked(gate(device, certificate="sha256:" + "0" * 64), tmp_path)
    assert list(found) == ["device reach", "device certificate"]
    assert found["device certificate"].result is Result.FAILED


def test_a_certificate_that_nobody_approved_fails_with_its_hash(device: SimulatedDevice, tmp_path: Path) -> None:
    found = checked(gate(device, certificate=""), tmp_path)
    assert device.certificate_sha256.removeprefix("sha256:") in found["device certificate"].advice


def talks_tls(peer: Peer) -> None:
    peer.wait_for_end()


def test_an_approved_certificate_that_has_expired_is_well_and_said_to_be(identity: Identity, tmp_path: Path) -> None:
    with FaultServer(talks_tls, identity=identity) as server:
        device = DeviceSettings(
            id="gate", name="Gate", host="127.0.0.1", port=server.port, certificate=identity.pin, username="x"
        )
        found = checked(device, tmp_path)["device certificate"]
    assert found.result is Result.OK
    assert "It has expired, which does not matter: its fingerprint counts." in found.found


def test_an_authority_s_certificate_that_ends_soon_is_a_warning(tmp_path: Path) -> None:
    ending = Identity(tmp_path, days=12)
    with (
        environment(SSL_CERT_FILE=str(ending.file), SSL_CERT_DIR=os.devnull),
        FaultServer(talks_tls, identity=ending) as server,
    ):
        device = DeviceSettings(
            id="gate", name="Gate", host="localhost", port=server.port, certificate="ca", username="x"
        )
        found = checked(device, tmp_path)["device certificate"]
    assert found.result is Result.WARNING
    assert "It ends on " in found.found
    assert "Install a renewed certificate" in found.advice


def test_another_serial_number_than_was_learnt_fails_and_nothing_follows(
    device: SimulatedDevice, tmp_path: Path
) -> None:
    found = checked(gate(device, serial="ANOTHER"), tmp_path)
    assert list(found)[-1] == "device identity"
    assert found["device identity"].result is Result.FAILED
    assert device.serial in found["device identity"].found


def test_a_device_that_is_switched_off_is_not_tried(tmp_path: Path) -> None:
    found = checked(DeviceSettings(id="gate", name="Gate", host="192.0.2.1", enabled=False), tmp_path)
    assert [each.result for each in found.values()] == [Result.OK]


def test_a_sound_history_is_well_and_one_of_a_newer_facemon_is_not(tmp_path: Path) -> None:
    path = tmp_path / "history.sqlite3"
    open_for_writing(path).close()
    assert [each.result for each in history_check.check_history(path, 10)] == [Result.OK]
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA user_version = 999")
    (newer,) = history_check.check_history(path, 10)
    assert newer.result is Result.FAILED
    assert "newer" in newer.found


def test_another_programs_database_and_a_damaged_one_are_told(tmp_path: Path) -> None:
    foreign = tmp_path / "foreign.sqlite3"
    with sqlite3.connect(foreign) as connection:
        connection.execute("CREATE TABLE other (a)")
    (found,) = history_check.check_history(foreign, 10)
    assert found.result is Result.FAILED
    assert "another program" in found.found
    damaged = tmp_path / "damaged.sqlite3"
    damaged.write_bytes(b"not a database " * 1000)
    (found,) = history_check.check_history(damaged, 10)
    assert found.result is Result.FAILED
    assert "damaged" in found.found


def test_a_large_history_is_looked_through_no_longer_than_allowed(tmp_path: Path) -> None:
    path = tmp_path / "history.sqlite3"
    connection = open_for_writing(path)
    connection.execute("CREATE TABLE large (a)")
    connection.execute(
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 200000) INSERT INTO large SELECT i FROM n"
    )
    connection.close()
    (found,) = history_check.check_history(path, -1.0)
    assert found.result is Result.OK
    assert "time allowed" in found.found


def test_the_stamp_is_what_the_history_is_known_by() -> None:
    assert APPLICATION_ID
    assert VERSION >= 1


def test_a_mistake_in_the_settings_is_told_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_text("[ui]\ntheme = 3\n")
    settings, found = profile_checks.read_settings(path)
    assert found.result is Result.FAILED
    assert "2" in found.found
    assert settings == Settings()


def test_a_run_that_was_not_ended_as_it_should_be_is_told(tmp_path: Path) -> None:
    profile = Profile(tmp_path)
    (found,) = profile_checks.check_last_run(profile, used=False)
    assert found.result is Result.OK
    (tmp_path / "running.json").write_text("{}")
    (tmp_path / "crash.log").write_text("Fatal Python error: Segmentation fault")
    (found,) = profile_checks.check_last_run(profile, used=False)
    assert found.result is Result.WARNING
    assert "It crashed" in found.found
    (found,) = profile_checks.check_last_run(profile, used=True)
    assert found.result is Result.OK


def test_a_disk_too_small_for_the_history_is_a_warning(tmp_path: Path) -> None:
    wanted = Settings(history=HistorySettings(keep_gb=1_000_000))
    (found,) = profile_checks.check_disk(Profile(tmp_path), wanted)
    assert found.result is Result.WARNING


def test_the_doctor_sees_that_a_facemon_runs_and_leaves_its_lock(tmp_path: Path) -> None:
    assert not profile_checks.in_use(Profile(tmp_path))
    with Profile(tmp_path) as running:
        running.lock()
        assert profile_checks.in_use(Profile(tmp_path))
    assert not profile_checks.in_use(Profile(tmp_path))
    with Profile(tmp_path) as later:
        later.lock()


@pytest.mark.parametrize(
    ("attention", "result"),
    [
        (AttentionSettings(), Result.OK),
        (AttentionSettings(supervisor_after=60), Result.FAILED),
        (AttentionSettings(supervisor_after=60, command=("no-such-program-anywhere",)), Result.FAILED),
        (AttentionSettings(supervisor_after=60, webhook="http://example.org/"), Result.FAILED),
        (AttentionSettings(supervisor_after=60, webhook="https://127.0.0.1:1/hook"), Result.FAILED),
        (AttentionSettings(command=(sys.executable,)), Result.WARNING),
        (AttentionSettings(supervisor_after=60, command=(sys.executable,)), Result.OK),
    ],
)  # fmt: skip
def test_a_supervisor_who_cannot_be_reached_is_told(
    attention: AttentionSettings, result: Result, tmp_path: Path
) -> None:
    found = list(supervisor_check.check_supervisor(attention, Credentials(tmp_path)))
    assert [each.result for each in found] == [result]


def test_a_webhook_whose_header_has_no_value_fails_and_the_value_is_not_shown(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        hook = f"https://127.0.0.1:{listening.getsockname()[1]}/"
        attention = AttentionSettings(supervisor_after=60, webhook=hook, webhook_header="Authorization")
        credentials = Credentials(tmp_path)
        (without,) = supervisor_check.check_supervisor(attention, credentials)
        credentials.store(WEBHOOK, "very-secret")
        (stored,) = supervisor_check.check_supervisor(attention, credentials)
    assert (without.result, stored.result) == (Result.FAILED, Result.OK)
    assert "very-secret" not in stored.found


def test_the_keyring_is_asked(tmp_path: Path) -> None:
    (found,) = check_keyring(Credentials(tmp_path), Settings())
    assert found.result is Result.OK


def test_a_check_that_hangs_is_given_up_and_what_it_found_counts() -> None:
    never = threading.Event()

    def hangs():  # type: ignore[no-untyped-def]
        yield ok("disk", "There.")
        never.wait()

    found = list(Bounded("disk", hangs, 0.2).findings())
    never.set()
    assert [each.result for each in found] == [Result.OK, Result.FAILED]


def test_a_check_that_breaks_is_a_failure_of_its_own() -> None:
    def breaks():  # type: ignore[no-untyped-def]
        raise OSError("the drive is gone")

    (found,) = Bounded("disk", breaks, 5).findings()
    assert "the drive is gone" in found.found


def test_a_process_that_qt_ends_is_told_by_its_last_words() -> None:
    script = "import sys, os; sys.stderr.write('no Qt platform plugin\\n'); sys.stderr.flush(); os.abort()"
    (found,) = check_in_process("display", [sys.executable, "-c", script])
    assert found.result is Result.FAILED
    assert "no Qt platform plugin" in found.found


def test_a_process_that_hangs_is_ended() -> None:
    (found,) = check_in_process("sound", [sys.executable, "-c", "import time; time.sleep(60)"], seconds=0.3)
    assert found.result is Result.FAILED


def test_what_a_device_says_does_nothing_to_a_terminal() -> None:
    said = line(failed("device reach", "bad\x1b[31m\nname\u202e" + "x" * 2000, device="gate"))
    assert "\x1b" not in said
    assert "\n" not in said
    assert "\u202e" not in said
    assert len(said) < 600


def test_findings_are_a_list_of_objects_in_json() -> None:
    (read,) = json.loads(as_json([ok("display", "There.")]))
    assert read == {"check": "display", "result": "ok", "found": "There.", "advice": "", "device": ""}


def test_the_command_looks_at_everything_and_exits_with_1_where_something_fails(
    device: SimulatedDevice, tmp_path: Path
) -> None:
    save(tmp_path / "settings.toml", Settings(devices=(gate(device),)))
    before = sorted(path.name for path in tmp_path.iterdir())
    ended = doctor("--profile", str(tmp_path), "--json", "--bundle", str(tmp_path.parent / f"{tmp_path.name}.zip"))
    found = [Finding(**each) for each in json.loads(ended.stdout)]
    by_check = {each.check: each.result for each in found}
    assert {
        "display", "raising", "tray", "notifications", "sound", "profile", "settings", "disk", "history", "keyring",
        "supervisor", "device stream", "scaling", "fonts", "disk speed", "last run", "clock", "lock",
    } <= set(by_check)  # fmt: skip
    assert ended.returncode == int("failed" in by_check.values())
    assert by_check["device stream"] == "ok"
    assert by_check["display"] == "warning"  # offscreen
    assert before == sorted(path.name for path in tmp_path.iterdir())
    assert not ended.stderr
    with zipfile.ZipFile(tmp_path.parent / f"{tmp_path.name}.zip") as bundle:
        assert "device stream" in bundle.read("doctor.json").decode()


def test_a_profile_that_is_not_there_is_a_failure_and_is_not_made(tmp_path: Path) -> None:
    ended = doctor("--profile", str(tmp_path / "none"))
    assert ended.returncode == 1
    assert "There is no profile folder" in ended.stdout
    assert not (tmp_path / "none").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="no signals to send there")
def test_a_signal_ends_it_cleanly_whatever_it_waits_for(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        settings = DeviceSettings(id="gate", name="Gate", host="127.0.0.1", port=silent.getsockname()[1])
        save(tmp_path / "settings.toml", Settings(devices=(settings,)))
        running = subprocess.Popen(
            [sys.executable, "-m", "facemon", "doctor", "--profile", str(tmp_path)],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
            env=os.environ | OFFSCREEN,
        )  # fmt: skip
        assert running.stdout is not None
        while not running.stdout.readline().split(maxsplit=1)[1].startswith("supervisor"):
            pass
        with silent.accept()[0]:  # the device is being asked, and never answers
            running.send_signal(signal.SIGTERM)
            _, errors = running.communicate(timeout=30)
    assert (running.returncode, errors) == (0, "")


def test_no_password_is_shown_even_where_a_device_repeats_it(
    device: SimulatedDevice, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from facemon.doctor import command

    credentials = Credentials(tmp_path)
    credentials.store("gate", "hunter22-very-secret")
    save(tmp_path / "settings.toml", Settings(devices=(gate(device, username="hunter22-very-secret"),)))
    command.run(tmp_path, as_objects=False)
    assert "hunter22" not in capsys.readouterr().out.replace("settings", "")
