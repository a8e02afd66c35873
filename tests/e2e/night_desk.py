"""`headless_desk.py` whose clocks can be moved by the seconds in FOLDER/asleep: as in a computer that slept so long.

CLOCK_MONOTONIC does not count sleep on Linux; the clock on the wall and CLOCK_BOOTTIME do.
"""

from __future__ import annotations

import contextlib
import sys
import time
from pathlib import Path

FOLDER = Path(sys.argv[1])
COUNTED = {None, time.CLOCK_BOOTTIME, time.CLOCK_REALTIME}
REAL = {name: getattr(time, name) for name in ("time", "time_ns", "clock_gettime")}


def asleep() -> int:
    """Return the seconds that this computer has slept, by the file."""
    with contextlib.suppress(OSError, ValueError):
        return int((FOLDER / "asleep").read_text())
    return 0


time.time = lambda: REAL["time"]() + asleep()
time.time_ns = lambda: REAL["time_ns"]() + asleep() * 1_000_000_000
time.clock_gettime = lambda clock: REAL["clock_gettime"](clock) + (asleep() if clock in COUNTED else 0)

if __name__ == "__main__":
    import headless_desk

    sys.exit(headless_desk.main(FOLDER, headless_desk.devices(sys.argv[2:])))
