"""The simulated device in a process of its own, as the demo uses it: what it costs is not what facemon costs."""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
import tempfile
import threading
from dataclasses import dataclass

PATIENCE = 20.0  # seconds for it to begin, on a slow and busy machine
_LONGEST_REASON = 300  # characters
_DYING = 0.2  # seconds; a process that hangs in the system may take longer to be gone, and is none of ours then


class SimulatorError(Exception):
    """The process did not come up; the text says why."""


@dataclass
class SimulatorProcess:
    """A running simulated device. It ends with the process that started it."""

    process: subprocess.Popen[str]
    port: int
    certificate: str  # "sha256:" and hexadecimal digits
    serial: str

    def end(self) -> None:
        """Tell it to end."""
        self.process.terminate()

    def stop(self, timeout: float = 1.0) -> None:
        """End it, within `timeout` seconds or by force."""
        self.end()
        try:
            self.process.communicate(timeout=timeout)
        except subprocess.TimeoutExpired:
            self.process.kill()
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.process.communicate(timeout=_DYING)


def start(*, rate: float, seed: int = 1, control: bool = False) -> SimulatorProcess:
    """Start one on a free port of this machine and wait until it listens. Its events begin with the first subscriber.

    Raises:
        SimulatorError: it ended, said nothing that can be read, or nothing at all for 20 seconds.
        OSError: no process could be started.
    """
    program = (
        [sys.executable, "simulate"] if getattr(sys, "frozen", False) else [sys.executable, "-m", "facemon.simulator"]
    )
    options = ["--port", "0", "--rate", str(rate), "--seed", str(seed), "--json", "--until-stdin-closes"]
    options += ["--when-watched", *(["--control"] if control else [])]
    with tempfile.TemporaryFile() as said:  # a pipe that nobody empties would stop the process once it is full
        process = subprocess.Popen(  # noqa: S603 - this program itself, with numbers
            [*program, *options], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=said, text=True,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )  # fmt: skip
        late = threading.Event()

        def give_up() -> None:
            late.set()
            process.kill()  # which ends the wait for its line, too

        timer = threading.Timer(PATIENCE, give_up)
        timer.daemon = True
        try:
            timer.start()
            facts = json.loads(process.stdout.readline() if process.stdout else "")
            started = SimulatorProcess(process, int(facts["port"]), str(facts["certificate"]), str(facts["serial"]))
            timer.cancel()
            if not late.is_set():
                return started
        except (ValueError, KeyError, TypeError, OverflowError):
            pass  # why, it has said itself
        except BaseException:
            _end(process)
            raise
        finally:
            timer.cancel()
        _end(process)
        said.seek(0)
        reason = said.read().decode(errors="replace").strip()[-_LONGEST_REASON:]
        raise SimulatorError(reason or ("it did not begin in time" if late.is_set() else "it ended without a word"))


def _end(process: subprocess.Popen[str]) -> None:
    process.kill()
    process.communicate()
