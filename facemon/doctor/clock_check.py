"""This computer's clock beside the devices': one device that differs is wrong, all that differ alike are right."""

from __future__ import annotations

import statistics
from collections.abc import Iterator, Mapping

from facemon.doctor.finding import Finding, ok, warning

NOTICEABLE = 5.0  # seconds
_LEAST = 2  # devices that agree against this computer


def check_clock(skews: Mapping[str, float]) -> Iterator[Finding]:
    """Judge by how far each device's clock, by its id, is ahead of this computer's, in seconds."""
    if not skews:
        return
    middle = statistics.median(skews.values())
    alike = [each for each in skews.values() if abs(each - middle) <= NOTICEABLE]
    if abs(middle) <= NOTICEABLE:
        yield ok("clock", f"This computer's clock agrees with {_devices(len(alike))}.")
    elif len(alike) >= _LEAST and 2 * len(alike) > len(skews):
        where = "behind" if middle > 0 else "ahead of"
        yield warning(
            "clock",
            f"This computer's clock is {abs(middle):.0f} s {where} {_devices(len(alike))} that agree with each other.",
            "Set this computer's clock, or let it take the time from a server.",
        )


def _devices(count: int) -> str:
    return f"{count} device{'s' if count != 1 else ''}"
