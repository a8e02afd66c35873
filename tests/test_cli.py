import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from facemon.event import Category
from facemon.settings import DeviceSettings, Settings, save
from facemon.simulator.device import SimulatedDevice


def wait_for(meant: Callable[[], bool], process: subprocess.Popen[str] | None = None, timeout: float = 40) -> None:
    deadline = time.monotonic() + timeout
    while not meant():
        assert time.monotonic() < deadline, "waited in vain"
        assert process is None or process.poll() is None, f"the program has ended: {process.returncode}"
        time.sleep(0.02)


def environment() -> dict[str, str]:
    return os.environ | {"QT_QPA_PLATFORM": "offscreen", "PYTHONUNBUFFERED": "1"}


Starter = Callable[..., "subprocess.Popen[str]"]


@pytest.fixture
def facemon() -> Iterator[Starter]:
    """Starts the real program; whatever is left of it is killed at the end."""
    processes: list[subprocess.Popen[str]] = []

    def start(*arguments: str | Path) -> "subprocess.Popen[str]":
        process = subprocess.Popen(
            [sys.executable, "-m", "facemon", *map(str, arguments)],
            env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip
        processes.append(process)
        return process

    yield start
    for process in processes:
        process.kill()
        process.communicate()


def keep_settings(profile: Path, device: SimulatedDevice) -> None:
    profile.mkdir(exist_ok=True)
    gate = DeviceSettings(
        id="gate", name="Gate", host=device.host, port=device.port, certificate=device.certificate_sha256
    )
    save(profile / "settings.toml", Settings(devices=(gate,)))


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_it_cleanly_with_every_event_in_the_trace(
    facemon: Starter, device: SimulatedDevice, tmp_path: Path, number: signal.Signals
) -> None:
    keep_settings(tmp_path / "profile", device)
    process = facemon("--profile", tmp_path / "profile", "--trace", tmp_path / "trace")
    assert device.wait_for_subscribers(1, 40)
    sent = [device.emit(category=Category.STAFF) for _ in range(30)]
    wait_for(lambda: (tmp_path / "trace").read_text().count("\n") >= 1, process)
    process.send_signal(number)
    assert process.wait(20) == 0, process.stderr
    records = [json.loads(line) for line in (tmp_path / "trace").read_text().splitlines()]
    assert sorted(record["uuid"] for record in records) == sorted(sent)
    for record in records:
        assert record["received"] <= record["decoded"]
        assert record["shown"] is None or record["decoded"] <= record["shown"]
    assert any(record["shown"] for record in records)


def test_a_second_start_on_a_profile_in_use_ends_with_3(
    facemon: Starter, device: SimulatedDevice, tmp_path: Path
) -> None:
    keep_settings(tmp_path / "profile", device)
    first = facemon("--profile", tmp_path / "profile")
    assert device.wait_for_subscribers(1, 40)
    second = facemon("--profile", tmp_path / "profile")
    _, said = second.communicate(timeout=40)
    assert second.returncode == 3
    assert "use" in said
    assert first.poll() is None


def test_a_crashed_ones_lock_does_not_block(facemon: Starter, device: SimulatedDevice, tmp_path: Path) -> None:
    keep_settings(tmp_path / "profile", device)
    first = facemon("--profile", tmp_path / "profile")
    assert device.wait_for_subscribers(1, 40)
    first.kill()
    first.wait()
    assert device.wait_for_subscribers(0, 10)
    second = facemon("--profile", tmp_path / "profile")
    assert device.wait_for_subscribers(1, 40)
    second.send_signal(signal.SIGTERM)
    assert second.wait(20) == 0


@pytest.mark.parametrize(
    "arguments", [["--no-such-option"], ["simulate", "--port", "many"], ["--demo", "--profile", "x"]]
)
def test_wrong_usage_ends_with_2(facemon: Starter, arguments: list[str]) -> None:
    process = facemon(*arguments)
    _, said = process.communicate(timeout=40)
    assert process.returncode == 2
    assert "usage: facemon" in said


def test_the_demo_shows_events_from_a_simulated_device(facemon: Starter, tmp_path: Path) -> None:
    process = facemon("--demo", "--trace", tmp_path / "trace")
    wait_for(lambda: (tmp_path / "trace").exists() and (tmp_path / "trace").read_text().count("\n") >= 3, process)
    process.send_signal(signal.SIGTERM)
    assert process.wait(20) == 0


def test_simulate_serves_until_a_signal(facemon: Starter) -> None:
    process = facemon("simulate", "--port", "0", "--rate", "5")
    assert process.stdout is not None
    assert process.stdout.readline()
    process.send_signal(signal.SIGINT)
    assert process.wait(20) == 0


def test_without_a_display_it_says_so(tmp_path: Path) -> None:
    bare = {
        name: value
        for name, value in environment().items()
        if name not in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    }
    if sys.platform in ("win32", "darwin"):
        pytest.skip("there is always a display")
    done = subprocess.run(
        [sys.executable, "-m", "facemon", "--profile", str(tmp_path)],
        env=bare,
        capture_output=True,
        text=True,
        check=False,
        timeout=40,
    )
    assert done.returncode == 1
    assert "DISPLAY" in done.stderr


def test_a_password_for_an_unknown_device_is_refused(facemon: Starter, device: SimulatedDevice, tmp_path: Path) -> None:
    keep_settings(tmp_path / "profile", device)
    process = facemon("password", "lobby", "--profile", tmp_path / "profile")
    _, said = process.communicate("secret\n", timeout=40)
    assert process.returncode == 1
    assert "lobby" in said
    assert "secret" not in said
