"""`facemon --supervised`: starts facemon again when it has ended by itself.

What it owed is in the history, and owed again. Where a system has something of its own for this, such as a systemd user
service with Restart=on-failure, that does as well.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time

from facemon.program import Exit, own_environment

DELAYS = (1.0, 2.0, 5.0, 15.0, 60.0)  # seconds until the next start, by how many in a row were short; the last for ever
STEADY = 600.0  # seconds after which a run was no short one
START = 10.0  # seconds within which what fails has failed to start, and would again
_BY_INTENT = (Exit.OK, Exit.USAGE, Exit.IN_USE)


class Restarts:
    """Decides about each end of the program."""

    def __init__(self) -> None:
        self._short = 0

    def delay(self, code: int, seconds: float) -> float | None:
        """Return after how many seconds it is started again; None: it is left at that.

        Args:
            code: its exit code; below 0 the signal that has ended it.
            seconds: how long it ran.
        """
        if code in _BY_INTENT or code == -signal.SIGTERM or (code == Exit.FAILED and seconds < START):
            return None
        self._short = 0 if seconds >= STEADY else self._short
        delay = DELAYS[min(self._short, len(DELAYS) - 1)]
        self._short += 1
        return delay


def run(command: list[str]) -> int:
    """Run a program, again and again where it has ended by itself, and return its last exit code.

    SIGTERM and SIGINT end it, and this. Belongs to the main thread, whose signals it takes.
    """
    asked = threading.Event()
    running: list[subprocess.Popen[bytes]] = []

    def end(_number: int, _frame: object) -> None:
        asked.set()
        for process in running:
            if process.poll() is None:
                process.terminate()

    for name in ("SIGTERM", "SIGINT", "SIGBREAK"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), end)
    restarts = Restarts()
    while True:
        begun = time.monotonic()
        process = subprocess.Popen(command, env=own_environment())  # noqa: S603 - our own, with the user's options
        running[:] = [process]
        if asked.is_set():  # while it was started
            process.terminate()
        code = process.wait()
        if asked.is_set():
            return max(0, code)
        delay = restarts.delay(code, time.monotonic() - begun)
        if delay is None:
            return code if code >= 0 else Exit.OK
        _say(f"facemon has ended by itself (code {code}) and is started again in {delay:.0f} s.")
        if asked.wait(delay):
            return Exit.OK


def program(options: list[str]) -> list[str]:
    """Return the command that runs facemon with these options, which it is told to be started again."""
    own = [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, "-P", "-m", "facemon"]
    return [*own, *options, "--restarted"]


def _say(sentence: str) -> None:
    if sys.stderr is not None:
        sys.stderr.write(f"{sentence}{os.linesep}")
