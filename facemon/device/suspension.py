"""Whether this computer has been asleep, whatever was done to its clock meanwhile."""

from __future__ import annotations

import sys
import time

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
