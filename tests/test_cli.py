import json
import os
import signal
import subprocess
import sys
import tempfile
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

    def start(*arguments: str | Path, **variables: str) -> "subprocess.Popen[str]":
        process = subprocess.Popen(
            [sys.executable, "-m", "facemon", *map(str, arguments)], env=environment() | variables,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
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
    sent = [device.emit(category=Category.STAFF)]
    wait_for(lambda: (tmp_path / "trace").read_text().count("\n") >= 1, process)
    sent += [device.emit(category=Category.STAFF) for _ in range(30)]  # the last of them have only just been sent
    process.send_signal(number)
    assert process.wait(20) == 0, process.stderr
    records = [json.loads(line) for line in (tmp_path / "trace").read_text().splitlines()]
    assert sorted(record["uuid"] for record in records) == sorted(sent)
    for record in records:
        assert record["received"] <= record["decoded"]
        assert record["shown"] is None or record["decoded"] <= record["shown"]
        assert record["decoded"] <= record["stored"]
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


def test_a_password_for_an_unknown_device_is_refused(facemon: Starter, device: SimulatedDevice, tmp_path: Path) -> None:
    keep_settings(tmp_path / "profile", device)
    process = facemon("password", "lobby", "--profile", tmp_path / "profile")
    _, said = process.communicate("secret\n", timeout=40)
    assert process.returncode == 1
    assert "lobby" in said
    assert "secret" not in said


def takes_signals(process: "subprocess.Popen[str]") -> bool:
    """Whether a SIGTERM would come to Python: before that, it comes to an interpreter that has not begun."""
    status = Path(f"/proc/{process.pid}/status").read_text()
    caught = next(line for line in status.splitlines() if line.startswith("SigCgt:"))
    return bool(int(caught.split()[1], 16) >> (signal.SIGTERM - 1) & 1)


def is_there(pattern: str) -> Callable[["subprocess.Popen[str]", Path], bool]:
    return lambda _process, temporary: any(temporary.glob(pattern))


def started_others(process: "subprocess.Popen[str]", _temporary: Path) -> bool:
    return any(
        child.read_text().strip() for child in Path(f"/proc/{process.pid}/task").glob("*/children") if child.exists()
    )


MOMENTS: dict[str, Callable[["subprocess.Popen[str]", Path], bool]] = {
    "as soon as it takes signals": lambda process, _: takes_signals(process),
    "with its folder": is_there("facemon-*"),
    "with its lock": is_there("facemon-*/lock"),
    "with its log": is_there("facemon-*/facemon.log"),
    "while it listens": is_there("facemon-*/show.socket"),
    "with a process of its own": started_others,
}


@pytest.fixture
def temporary() -> Iterator[Path]:
    """A folder for what is thrown away, with a path short enough for a socket's name."""
    with tempfile.TemporaryDirectory() as folder:
        yield Path(folder)


needs_proc = pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="nothing tells how far a process is here")


@needs_proc
@pytest.mark.parametrize("moment", MOMENTS)
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_at_any_moment_of_the_start_ends_it_with_0_and_leaves_nothing(
    facemon: Starter, temporary: Path, number: signal.Signals, moment: str
) -> None:
    process = facemon("--demo", TMPDIR=str(temporary))
    deadline = time.monotonic() + 40
    while not MOMENTS[moment](process, temporary):  # as closely as can be: the moments pass
        assert time.monotonic() < deadline
        assert process.poll() is None
    process.send_signal(number)
    _, said = process.communicate(timeout=40)
    assert (process.returncode, said) == (0, "")
    assert not list(temporary.glob("facemon-*"))


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="has no file that makes its reader wait")
def test_a_disk_that_never_answers_keeps_neither_the_window_nor_the_end_waiting(
    facemon: Starter, temporary: Path
) -> None:
    os.mkfifo(temporary / "settings.toml")
    process = facemon("--profile", temporary)
    wait_for((temporary / "show.socket").exists, process)  # made with the window
    process.send_signal(signal.SIGTERM)
    _, said = process.communicate(timeout=40)
    assert (process.returncode, said) == (0, "")


@needs_proc
@pytest.mark.parametrize("command", [["simulate", "--port", "0"], ["password", "gate"]])
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_another_command_with_0_as_soon_as_it_is_taken(
    facemon: Starter, device: SimulatedDevice, tmp_path: Path, number: signal.Signals, command: list[str]
) -> None:
    keep_settings(tmp_path / "profile", device)
    process = facemon(*(["--profile", tmp_path / "profile"] if command[0] == "password" else []), *command)
    wait_for(lambda: takes_signals(process), process)
    process.send_signal(number)
    _, said = process.communicate(timeout=40)
    assert (process.returncode, said) == (0, "")


@needs_proc
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_the_wait_for_a_password(
    facemon: Starter, device: SimulatedDevice, tmp_path: Path, number: signal.Signals
) -> None:
    keep_settings(tmp_path / "profile", device)
    process = facemon("password", "gate", "--profile", tmp_path / "profile")
    wait_for(lambda: "pipe" in Path(f"/proc/{process.pid}/wchan").read_text(), process)
    process.send_signal(number)
    assert process.wait(40) == 0
    _, said = process.communicate(timeout=40)
    assert said == ""


BREAKS = """
import sys
from facemon.cli import main
from facemon.ui.window import MainWindow

def broken(window, session):
    raise RuntimeError("the window has no glass")

MainWindow.fill = broken
sys.exit(main(sys.argv[1:]))
"""


def test_an_error_while_it_starts_is_told_with_the_log_that_has_the_rest(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", BREAKS, "--profile", str(tmp_path)],
        env=environment(), capture_output=True, text=True, check=False, timeout=40,
    )  # fmt: skip
    assert done.returncode == 1
    assert "the window has no glass" in done.stderr
    assert str(tmp_path / "facemon.log") in done.stderr
    assert "Traceback" not in done.stderr
    log = (tmp_path / "facemon.log").read_text(encoding="utf-8")
    assert "Traceback" in log
    assert "facemon ends" in log
