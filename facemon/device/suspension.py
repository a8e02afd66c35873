"""Whether this computer has been asleep, whatever was done to its clock meanwhile."""

from __future__ import annotations

import logging
import sys
import threading
import time
from collections.abc import Callable

log = logging.getLogger(__name__)
_LOOK = 1.0  # seconds between two looks

if sys.platform == "linux":

    def seconds_asleep() -> float:
        """Return how long the computer has slept since it started: CLOCK_BOOTTIME alone goes on in sleep."""
        return time.clock_gettime(time.CLOCK_BOOTTIME) - time.clock_gettime(time.CLOCK_MONOTONIC)

elif sys.platform == "darwin":

    def seconds_asleep() -> float:
        """Return how long the computer has slept since it started: there CLOCK_MONOTONIC goes on in sleep."""
        return time.clock_gettime(time.CLOCK_MONOTONIC) - time.clock_gettime(time.CLOCK_UPTIME_RAW)

else:

    def seconds_asleep() -> float:
        """Return 0: `time.monotonic` goes on in sleep on Windows, so a slept-over connection shows as silent."""
        return 0.0


class SleepWatch:
    """A thread that looks every second, for all who wait longer, whether the computer has been asleep.

    Args:
        on_woken: called soon after it has; from the thread.
        least: seconds of sleep that count.
        asleep: for tests.
    """

    def __init__(
        self, on_woken: Callable[[], None], *, least: float, asleep: Callable[[], float] = seconds_asleep
    ) -> None:
        self._on_woken = on_woken
        self._least = least
        self._asleep = asleep
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="sleep watch", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """Begin to end, which takes no time."""
        self._stopping.set()

    def _run(self) -> None:
        before: float | None = None
        while True:
            try:
                now = self._asleep()
                woken = before is not None and now - before > self._least
                before = now
                if woken:
                    self._on_woken()
            except Exception:
                log.exception("a fault in looking whether the computer was asleep")
            if self._stopping.wait(_LOOK):
                return
