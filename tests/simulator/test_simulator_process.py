"""The simulated device as a program of its own: `facemon simulate`, and the process that the demo starts."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from plain_client import HOST, WAIT, Rest, basic, fingerprint, message, subscribed

from facemon.simulator import process as simulator_process
from facemon.simulator.process import SimulatorError, SimulatorProcess

LONG = 40.0  # seconds at most for a program to start on a busy machine

STARTS_ONE = """
import sys, time
from facemon.simulator.process import start
device = start(rate=5)
print(device.process.pid, device.port, flush=True)
time.sleep(600)
"""


def wait_for(meant: Callable[[], bool]) -> None:
    deadline = time.monotonic() + LONG
    while not meant():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.02)


def listens(port: int) -> bool:
    try:
        socket.create_connection((HOST, port), WAIT).close()
    except ConnectionRefusedError:
        return False
    return True


@pytest.fixture
def started() -> Iterator[SimulatorProcess]:
    device = simulator_process.start(rate=0, control=True)
    yield device
    device.stop()


@pytest.fixture
def simulate() -> Iterator[Callable[..., "subprocess.Popen[str]"]]:
    """Starts `facemon simulate`; whatever is left of it is killed at the end."""
    processes: list[subprocess.Popen[str]] = []

    def begin(*arguments: str) -> "subprocess.Popen[str]":
        process = subprocess.Popen(
            [sys.executable, "-m", "facemon", "simulate", *arguments],
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip
        processes.append(process)
        return process

    yield begin
    for process in processes:
        process.kill()
        process.communicate()


Simulate = Callable[..., "subprocess.Popen[str]"]


def facts(process: "subprocess.Popen[str]") -> dict[str, str | int]:
    assert process.stdout is not None
    told: dict[str, str | int] = json.loads(process.stdout.readline())
    return told


def test_a_started_process_is_what_it_says(started: SimulatorProcess) -> None:
    assert fingerprint(started.port) == started.certificate
    with Rest(started.port) as rest:
        assert rest.get("/v1/device/info")["device_sn"] == started.serial
        with subscribed(started.port) as link:
            rest.post("/control/emit", category="staff")
            assert message(link)["data"]["deviceSN"] == started.serial


def test_its_events_wait_for_the_first_subscriber() -> None:
    device = simulator_process.start(rate=1000)
    try:
        with Rest(device.port) as rest:
            for _ in range(20):
                assert rest.post("/v1/event/records")["total"] == 0
            with subscribed(device.port) as link:
                first = message(link)["data"]["uuid"]
            assert rest.post("/v1/event/records", limit=1)["items"][0]["uuid"] == first
    finally:
        device.stop()


def test_stopping_ends_it_also_twice(started: SimulatorProcess) -> None:
    started.stop()
    assert started.process.poll() is not None
    assert not listens(started.port)
    started.stop()


@pytest.mark.skipif(sys.platform == "win32", reason="no process can be stopped there")
def test_one_that_hangs_is_ended_by_force(started: SimulatorProcess) -> None:
    os.kill(started.process.pid, signal.SIGSTOP)
    started.stop()
    assert started.process.returncode == -signal.SIGKILL


def test_it_ends_with_the_process_that_started_it() -> None:
    with subprocess.Popen([sys.executable, "-c", STARTS_ONE], stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        port = int(parent.stdout.readline().split()[1])
        assert listens(port)
        parent.kill()
        parent.wait(LONG)
        wait_for(lambda: not listens(port))


def test_one_that_does_not_come_up_says_why() -> None:
    with pytest.raises(SimulatorError, match="rate"):
        simulator_process.start(rate=-1)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_the_program_with_0_in_the_midst_of_its_work(simulate: Simulate, number: signal.Signals) -> None:
    process = simulate("--port", "0", "--rate", "50", "--json")
    port = int(facts(process)["port"])
    with subscribed(port) as link:
        message(link)
        process.send_signal(number)
        _, said = process.communicate(timeout=LONG)
    assert (process.returncode, said) == (0, "")


def test_the_program_ends_with_0_when_its_input_does() -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "facemon", "simulate", "--port", "0", "--json", "--until-stdin-closes"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert facts(process)["port"]
    _, said = process.communicate("a line that means nothing\n", timeout=LONG)
    assert (process.returncode, said) == (0, "")


def test_a_signal_ends_it_with_0_while_its_input_is_open() -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "facemon", "simulate", "--port", "0", "--json", "--until-stdin-closes"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    ) as process:  # fmt: skip
        assert facts(process)["port"]
        process.send_signal(signal.SIGTERM)
        assert process.wait(LONG) == 0
        assert process.stderr is not None
        assert process.stderr.read() == ""


def test_the_program_introduces_itself(simulate: Simulate) -> None:
    process = simulate("--port", "0", "--seed", "7", "--user", "admin", "--password", "geheim")
    assert process.stdout is not None
    lines = [process.stdout.readline() for _ in range(3)]
    port = int(lines[0].split(":")[1].split(".")[0])
    assert lines[1].strip() == fingerprint(port)
    assert f"{HOST}:{port}" in lines[2]
    with Rest(port) as rest:
        assert rest.raw("GET", "/v1/device/info")[0] == 401
    with Rest(port, basic("admin", "geheim")) as rest:
        assert rest.get("/v1/device/info")["device_sn"].endswith("00007")


def test_a_taken_port_ends_it_with_1_and_a_sentence(simulate: Simulate) -> None:
    with socket.create_server((HOST, 0)) as taken:
        port = taken.getsockname()[1]
        process = simulate("--port", str(port))
        out, said = process.communicate(timeout=LONG)
    assert (process.returncode, out) == (1, "")
    assert said.count("\n") == 1
    assert str(port) in said


def test_somebody_elses_address_ends_it_with_1_and_a_sentence(simulate: Simulate) -> None:
    process = simulate("--port", "0", "--host", "192.0.2.1")
    _, said = process.communicate(timeout=LONG)
    assert process.returncode == 1
    assert said.count("\n") == 1
    assert "192.0.2.1" in said


@pytest.mark.parametrize(
    "arguments",
    [
        ["--port", "65536"], ["--port", "-1"], ["--rate", "nan"], ["--rate", "-1"], ["--rate", "inf"], ["--seed", "x"],
        ["--password", "geheim"],
    ],
)  # fmt: skip
def test_wrong_usage_ends_it_with_2(simulate: Simulate, arguments: list[str]) -> None:
    process = simulate(*arguments)
    out, said = process.communicate(timeout=LONG)
    assert (process.returncode, out) == (2, "")
    assert arguments[0].lstrip("-") in said
    assert "Traceback" not in said


def stand_in(monkeypatch: pytest.MonkeyPatch, folder: Path, does: str) -> Path:
    """Let a shell script be started in place of the simulated device; return the file that tells its process id."""
    program, told = folder / "program", folder / "pid"
    program.write_text(f"#!/bin/sh\necho $$ > '{told}'\n{does}\nexec sleep 600\n")
    program.chmod(0o700)
    monkeypatch.setattr(sys, "executable", str(program))
    return told


def is_gone(told: Path) -> bool:
    try:
        os.kill(int(told.read_text()), 0)
    except ProcessLookupError:
        return True
    return False


needs_shell = pytest.mark.skipif(sys.platform == "win32", reason="no shell there")


@needs_shell
def test_one_that_says_nothing_is_given_up_and_ended(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    told = stand_in(monkeypatch, tmp_path, "")
    monkeypatch.setattr(simulator_process, "PATIENCE", 1.0)
    with pytest.raises(SimulatorError, match="in time"):
        simulator_process.start(rate=1)
    assert is_gone(told)


@needs_shell
def test_one_that_says_what_nobody_can_use_is_ended(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    told = stand_in(monkeypatch, tmp_path, """echo '{"port": 1e999, "certificate": "", "serial": ""}'""")
    with pytest.raises(SimulatorError):
        simulator_process.start(rate=1)
    assert is_gone(told)


@needs_shell
def test_one_is_ended_whatever_goes_wrong_with_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    deep = tmp_path / "deep"
    deep.write_text("[" * 100_000 + "\n")
    told = stand_in(monkeypatch, tmp_path, f"cat '{deep}'")
    with pytest.raises(RecursionError):
        simulator_process.start(rate=1)
    assert is_gone(told)
