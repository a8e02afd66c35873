"""The simulated device in a process of its own, as the demo uses it: what it costs is not what facemon costs."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass


class SimulatorError(Exception):
    """The process did not come up; the text says why."""


@dataclass
class SimulatorProcess:
    """A running simulated device. It ends with the process that started it."""

    process: subprocess.Popen[str]
    port: int
    certificate: str  # "sha256:" and hexadecimal digits
    serial: str

    def stop(self) -> None:
        """End it, within a second or by force."""
        self.process.terminate()
        try:
            self.process.communicate(timeout=1)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.communicate()


def start(*, rate: float, seed: int = 1, control: bool = False) -> SimulatorProcess:
    """Start one on a free port of this machine and wait until it listens.

    Raises:
        SimulatorError: it ended or said nothing that can be read.
        OSError: no process could be started.
    """
    program = (
        [sys.executable, "simulate"] if getattr(sys, "frozen", False) else [sys.executable, "-m", "facemon.simulator"]
    )
    options = ["--port", "0", "--rate", str(rate), "--seed", str(seed), "--json", "--until-stdin-closes"]
    process = subprocess.Popen(  # noqa: S603 - this program itself, with numbers
        [*program, *options, *(["--control"] if control else [])],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    if process.stdout is None:
        raise SimulatorError("no output")
    line = process.stdout.readline()
    try:
        facts = json.loads(line)
        return SimulatorProcess(process, int(facts["port"]), str(facts["certificate"]), str(facts["serial"]))
    except (ValueError, KeyError, TypeError):
        process.kill()
        _, said = process.communicate()
        raise SimulatorError(said.strip()[-300:] or "it ended without a word") from None
