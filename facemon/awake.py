"""Keeps the display from blanking and locking by itself, as each system has it, from a thread of its own.

Windows forgets the wish with the thread that had it, macOS with the process, a desktop with the connection: nothing is
left behind by a facemon that was killed.
"""

from __future__ import annotations

import contextlib
import ctypes
import logging
import os
import queue
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from typing import Protocol, TypeVar

log = logging.getLogger(__name__)
T = TypeVar("T")

AGAIN = 60.0  # seconds after which it is asked for anew: a desktop's service may have been started again meanwhile
_ES_CONTINUOUS, _ES_SYSTEM_REQUIRED, _ES_DISPLAY_REQUIRED = 0x80000000, 0x1, 0x2


class Way(Protocol):
    """One of the system's ways. All calls come from one thread, and wait for a few seconds at most."""

    name: str

    def hold(self) -> bool:
        """Keep the display awake, whether that was so already or not; return whether this works here."""
        ...

    def release(self) -> None:
        """Keep it awake no more."""
        ...


class Awake:
    """Keeps the display awake by every way that works. All methods may be called from any thread.

    Args:
        ways: makes the ways, in the thread that uses them; None for this system's.
        again: seconds after which each is asked for anew.
    """

    def __init__(self, ways: Callable[[], Sequence[Way]] | None = None, again: float = AGAIN) -> None:
        self._make = ways or system_ways
        self._again = again
        self._inbox: queue.SimpleQueue[bool | None] = queue.SimpleQueue()
        self._thread: threading.Thread | None = None
        self._held: tuple[str, ...] | None = None

    @property
    def held(self) -> tuple[str, ...] | None:
        """The names of the ways that work; None while it is not known, or not wanted."""
        return self._held

    def want(self, wanted: bool) -> None:  # noqa: FBT001 - the one thing it is about
        """Keep the display awake from now on, or let it blank as the system is set."""
        if self._thread is None:
            if not wanted:
                return
            thread = threading.Thread(target=self._work, name="display awake", daemon=True)
            try:
                thread.start()
            except RuntimeError:  # the system gives none now; whoever wants it again tries again
                return
            self._thread = thread
        self._inbox.put(wanted)

    def close(self, timeout: float) -> None:
        """Let the display blank again and end, within `timeout` seconds."""
        if self._thread is not None:
            self._inbox.put(None)
            self._thread.join(timeout)

    def _work(self) -> None:
        ways = self._make()
        wanted: bool | None = False
        while True:
            with contextlib.suppress(queue.Empty):
                wanted = self._inbox.get(timeout=self._again if wanted else None)
            if not wanted:
                for way in ways:
                    _done(way.release)
                self._held = None
                if wanted is None:
                    return
                continue
            held = tuple(way.name for way in ways if _done(way.hold))
            if held != self._held:
                self._held = held
                log.info("the display is kept awake by: %s", ", ".join(held) or "nothing, this system has no way")


def _done(act: Callable[[], T]) -> T | None:
    """Return what came of it; None where it failed: another way may still work, and this one the next time."""
    try:
        return act()
    except Exception:
        log.exception("a fault in keeping the display awake")
        return None


def system_ways() -> Sequence[Way]:
    """Return the ways that this system may have."""
    if sys.platform == "win32":
        return [_ExecutionState()]
    if sys.platform == "darwin":
        return [_Caffeinate()]
    from facemon.awake_linux import desktop_ways  # what it is made with is not there elsewhere

    return desktop_ways()


class _ExecutionState:
    """Windows: a wish of the thread. It was never run.

    https://learn.microsoft.com/windows/win32/api/winbase/nf-winbase-setthreadexecutionstate
    """

    name = "SetThreadExecutionState"

    def hold(self) -> bool:
        return self._set(_ES_CONTINUOUS | _ES_SYSTEM_REQUIRED | _ES_DISPLAY_REQUIRED)

    def release(self) -> None:
        self._set(_ES_CONTINUOUS)

    def _set(self, state: int) -> bool:
        libraries = getattr(ctypes, "windll", None)
        return libraries is not None and libraries.kernel32.SetThreadExecutionState(ctypes.c_uint(state)) != 0


class _Caffeinate:
    """macOS: the system's own program, which ends with this process. It was never run."""

    name = "caffeinate"

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None

    def hold(self) -> bool:
        if self._process is not None and self._process.poll() is None:
            return True
        try:
            self._process = subprocess.Popen(["/usr/bin/caffeinate", "-d", "-i", "-w", str(os.getpid())])  # noqa: S603
        except OSError as error:
            log.warning("caffeinate could not be started: %s", error)
            return False
        return True

    def release(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            process.terminate()
            process.wait()
