"""What a report of a fault needs beside its trace: versions, the system, how the devices stand. Nobody's data."""

from __future__ import annotations

import platform
import time
from collections.abc import Mapping, Sequence

from PySide6.QtCore import qVersion
from PySide6.QtGui import QGuiApplication

from facemon.device.status import Status
from facemon.fault import Fault
from facemon.log import redact
from facemon.program import program_version

_MOST_DEVICES = 200


def versions() -> str:
    """Return which facemon runs on what."""
    return (
        f"facemon {program_version()}, Python {platform.python_version()}, Qt {qVersion()} "
        f"({QGuiApplication.platformName()}), {platform.platform()}"
    )


def states(statuses: Mapping[str, Status]) -> str:
    """Return how each device's connection stands, by id."""
    told = [
        f"{device_id} {status.state.value}" + (f" ({status.failure.value})" if status.failure is not None else "")
        for device_id, status in list(statuses.items())[:_MOST_DEVICES]
    ]
    more = len(statuses) - len(told)
    return "; ".join(told) + (f"; and {more} more" if more > 0 else "") or "none"


def of_faults(faults: Sequence[Fault], statuses: Mapping[str, Status]) -> str:
    """Return what is copied for whoever finds out why, the latest fault first."""
    parts = [versions(), f"Devices: {states(statuses)}"]
    for fault in reversed(faults):
        times = f"{fault.times} times, the first at {_time(fault.first_s)}, the last" if fault.times > 1 else "Once,"
        parts.append(f"{times} at {_time(fault.last_s)}:\n{fault.trace}")
    return redact("\n\n".join(parts)) + "\n"


def _time(seconds: float) -> str:
    return time.strftime("%Y-%m-%dT%H:%M:%S%z", time.localtime(seconds))
