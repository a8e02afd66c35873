"""A command that reaches the supervisor: run without a shell, ended with its children when it takes too long."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence

from facemon.device.deadline import Deadline, StoppedError
from facemon.monitor.notice import Unreached
from facemon.phrase import QT_TRANSLATE_NOOP

MERCY = 0.3  # seconds from asking a command to end until it is killed
_NOT_STARTED = QT_TRANSLATE_NOOP("Supervisor", "it could not be started")
_TOO_LONG = QT_TRANSLATE_NOOP("Supervisor", "it took too long and was ended")
_FAILED = QT_TRANSLATE_NOOP("Supervisor", "it says that it failed")


def run_command(command: Sequence[str], notice: bytes, deadline: Deadline) -> None:
    """Run a program with its arguments and give it `notice` on its standard input; what it says goes nowhere.

    Raises:
        Unreached: it could not be started, took too long, or ended with another code than 0.
        StoppedError: told to stop.
    """
    try:
        process = subprocess.Popen(  # noqa: S603 - what the technician has set up, and no shell
            list(command), stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            env=_environment(), start_new_session=True, creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )  # fmt: skip
    except (OSError, ValueError) as error:
        raise Unreached(_NOT_STARTED, (error.strerror if isinstance(error, OSError) else "") or "") from None
    try:
        _wait(process, notice, deadline)
    except (TimeoutError, StoppedError) as error:
        _end(process)
        if isinstance(error, StoppedError):
            raise
        raise Unreached(_TOO_LONG) from None
    except BaseException:
        _end(process)
        raise
    if process.returncode:
        raise Unreached(_FAILED, f"code {process.returncode}")


def _wait(process: subprocess.Popen[bytes], notice: bytes, deadline: Deadline) -> None:
    given: bytes | None = notice
    while True:
        try:
            process.communicate(given, timeout=deadline.slice())
            break
        except subprocess.TimeoutExpired:
            given = None  # it goes on with what it was given first


def _end(process: subprocess.Popen[bytes]) -> None:
    if sys.platform == "win32":
        with contextlib.suppress(OSError, subprocess.TimeoutExpired):
            tree = ["taskkill", "/T", "/F", "/PID", str(process.pid)]
            subprocess.run(tree, capture_output=True, timeout=MERCY, check=False)  # noqa: S603 - a number
        process.kill()
    else:
        # The leader is waited for last: until then its number cannot become another group's.
        with contextlib.suppress(OSError):
            os.killpg(process.pid, signal.SIGTERM)
            time.sleep(MERCY)
            os.killpg(process.pid, signal.SIGKILL)
    with contextlib.suppress(OSError):
        if process.stdin is not None:
            process.stdin.close()
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(MERCY)


def _environment() -> dict[str, str]:
    """Return facemon's own, without what a packaged facemon has changed in it for itself."""
    environment = dict(os.environ)
    if getattr(sys, "frozen", False):
        former = environment.pop("LD_LIBRARY_PATH_ORIG", None)
        environment.pop("LD_LIBRARY_PATH", None)
        if former is not None:
            environment["LD_LIBRARY_PATH"] = former
    return environment
