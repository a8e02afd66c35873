"""That facemon runs on a profile, on record in it: so the next start knows whether this one was ended, and how.

`running.json` is there while facemon runs, and says when it was last alive by when it was changed. What Python knows of
a crash goes into `crash.log`; the one before it, where there was a crash, is `crash.1.log`.
"""

from __future__ import annotations

import contextlib
import enum
import faulthandler
import logging
import os
import threading
import time
from pathlib import Path
from typing import TextIO

import msgspec

from facemon.fault import trace
from facemon.log import redact
from facemon.program import program_version

log = logging.getLogger(__name__)
ALIVE = 20.0  # seconds between two marks that it is alive
MOST_CRASH = 64 * 1024  # bytes that are read of what a crash has left
_SAME_BOOT = 60.0  # seconds by which the time of the computer's start may seem to move


class How(enum.Enum):
    """How a run has ended that was not ended as it should be."""

    CRASHED = "crashed"
    SWITCHED_OFF = "switched off"  # the computer was, or has lost its power
    KILLED = "killed"  # from outside, or without leaving a trace


class LastEnd(msgspec.Struct, frozen=True):
    """A run that was not ended as it should be."""

    how: How
    started_ms: int  # Unix milliseconds
    ended_ms: int  # likewise; it was alive then, and `ALIVE` seconds later no more
    version: str
    crash: str = ""  # what Python knows of it: places in the code alone


class _Mark(msgspec.Struct, frozen=True):
    started_ms: int
    version: str
    boot: str  # which of the computer's runs it is
    booted_s: float


class Running:
    """From its making to `end`, facemon runs on this profile. Its methods belong to one thread.

    Args:
        folder: the profile's, whose lock the caller has.
    """

    def __init__(self, folder: Path) -> None:
        self._path = folder / "running.json"
        self._crash_path = folder / "crash.log"
        self._crash: TextIO | None = None
        self._ended = threading.Event()
        self.last_end = _last_end(self._path, self._crash_path)  # None: ended as it should be, or the first run
        try:
            if self.last_end is not None and self.last_end.crash:
                self._crash_path.replace(folder / "crash.1.log")
            self._crash = open(  # noqa: SIM115 - for as long as the process may crash
                self._crash_path, "w", encoding="utf-8", opener=lambda path, flags: os.open(path, flags, 0o600)
            )
            faulthandler.enable(self._crash)
            mark = _Mark(round(time.time() * 1000), program_version(), _boot(), _booted_s())
            self._path.write_bytes(msgspec.json.encode(mark))
        except OSError as error:
            log.warning("that facemon runs is not on record: %s", error.strerror or error)
        self._thread = threading.Thread(target=self._live, name="running", daemon=True)
        self._thread.start()

    def crashed(self, error: Exception) -> None:
        """Note for the next start what has ended it."""
        if self._crash is not None:
            with contextlib.suppress(OSError):
                self._crash.write(redact(trace(error)))
                self._crash.flush()

    def end(self) -> None:
        """Note that it was ended as it should be."""
        self._ended.set()
        if self._crash is not None:
            faulthandler.disable()
            self._crash.close()
        with contextlib.suppress(OSError):
            self._path.unlink(missing_ok=True)
            self._crash_path.unlink(missing_ok=True)

    def _live(self) -> None:
        while not self._ended.wait(ALIVE):
            try:
                with contextlib.suppress(OSError):
                    os.utime(self._path)
            except Exception:
                log.exception("a fault in noting that facemon runs")


def unfinished_run(folder: Path) -> LastEnd | None:
    """Return the run on a profile that was not ended as it should be, before the next one begins."""
    return _last_end(folder / "running.json", folder / "crash.log")


def _last_end(path: Path, crash_path: Path) -> LastEnd | None:
    try:
        ended_ms = round(path.stat().st_mtime * 1000)
    except OSError:
        return None
    try:
        mark = msgspec.json.decode(path.read_bytes()[:4096], type=_Mark)
    except (OSError, msgspec.MsgspecError):  # of a disk that has lost its power
        mark = _Mark(ended_ms, "", "", 0)
    crash = _read(crash_path)
    if crash:
        how = How.CRASHED
    elif mark.boot != _boot() or (not mark.boot and abs(mark.booted_s - _booted_s()) > _SAME_BOOT):
        how = How.SWITCHED_OFF
    else:
        how = How.KILLED
    return LastEnd(how, mark.started_ms, max(ended_ms, mark.started_ms), mark.version[:40], crash)


def _read(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return file.read(MOST_CRASH).decode(errors="replace").strip()
    except OSError:
        return ""


def _boot() -> str:
    """Return what tells one run of this computer from another; empty where the system has nothing."""
    try:
        return Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
    except (OSError, UnicodeError):
        return ""


def _booted_s() -> float:
    return time.time() - time.monotonic()
