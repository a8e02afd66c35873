"""What a program and all that it has started use, as the operating system counts it."""

from __future__ import annotations

import contextlib
import os
import time
from pathlib import Path

_TICK = os.sysconf("SC_CLK_TCK")


def cpu_seconds(pid: int) -> float:
    """Return the CPU time of a process, of those it has started, and of theirs that have ended."""
    return sum(_cpu_seconds(each) for each in processes(pid))


def own_cpu_seconds(pid: int) -> float:
    """Return the CPU time of a process alone.

    By the scheduler's clock, as clock_getcpuclockid(3) names it: /proc/PID/stat counts ticks.
    """
    return time.clock_gettime((~pid << 3) | 2)


def pss_mb(pid: int) -> float:
    """Return the memory of a process and of those it has started, shared pages divided among those who share them."""
    return sum(_pss_mb(each) for each in processes(pid))


def processes(pid: int) -> list[int]:
    """Return a process and those it has started, and theirs."""
    found = [pid]
    for each in found:
        with contextlib.suppress(OSError):
            for task in Path(f"/proc/{each}/task").iterdir():
                found += map(int, (task / "children").read_text().split())
    return found


def _cpu_seconds(pid: int) -> float:
    try:
        own = own_cpu_seconds(pid)
        fields = Path(f"/proc/{pid}/stat").read_text().rsplit(") ", 1)[1].split()
    except OSError:  # it has ended meanwhile, and its parent has its time
        return 0.0
    return own + sum(map(int, fields[13:15])) / _TICK


def _pss_mb(pid: int) -> float:
    try:
        rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) for line in rollup.splitlines() if line.startswith("Pss:")), 0) / 1024
