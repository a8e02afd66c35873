"""Which seconds of the device's clock a gap covers, and when one of its records happened by ours. No I/O, no clock.

`skew` throughout: milliseconds that the device's clock is ahead of this computer's. There may be two that differ: one
from before the gap and one from after, with a clock that was set in between, nobody knows when.
"""

from __future__ import annotations

from typing import NamedTuple

from facemon.event import Gap

# The last proof that all was seen is a sign of life; an event of the seconds before may still have been on its way. And
# the device writes whole seconds, by a clock that is known to about half of a request's duration.
BEFORE_S = 15
AFTER_S = 5

# A device that tells its local time ("local_time") may put another into its events.
_ZONE_STEP_MS = 15 * 60_000
_FARTHEST_ZONE_MS = 14 * 3_600_000
_ZONE_TOLERANCE_MS = 60_000


class Window(NamedTuple):
    """Seconds of the device's clock, both ends included."""

    begin_s: int
    end_s: int


class Clock(NamedTuple):
    """How far the device's clock was off before the gap, and after it; None where that is not known.

    `zone_ms` is by how much the clock that the device tells may be ahead of the one that it puts into its events.
    """

    before_ms: int | None
    after_ms: int | None
    zone_ms: int = 0

    @property
    def jump_ms(self) -> int:
        """By how much it was set forwards (or backwards, below 0) in the gap; 0 where nobody knows."""
        if self.before_ms is None or self.after_ms is None:
            return 0
        return self.after_ms - self.before_ms

    @property
    def skews(self) -> tuple[int, ...]:
        """What it may have been off by during the gap, the likelier first."""
        told = [skew for skew in (self.after_ms, self.before_ms) if skew is not None]
        return tuple(dict.fromkeys([*(skew - self.zone_ms for skew in told), *told])) or (0,)


def clock(before_ms: int | None, after_ms: int | None, event_ms: int | None) -> Clock:
    """Return what is to be made of a device's clock.

    Args:
        before_ms, after_ms: how far the device said that its clock was off, before the gap and after it.
        event_ms: how far an event before the gap was off.
    """
    told = after_ms if before_ms is None else before_ms
    zone = 0 if told is None or event_ms is None else _zone(told - event_ms)
    if before_ms is None:
        before_ms = after_ms if zone else event_ms
    return Clock(before_ms, after_ms, zone)


def _zone(difference_ms: int) -> int:
    """Return the difference between a local time and universal time, if that is what this may be, else 0."""
    zone = round(difference_ms / _ZONE_STEP_MS) * _ZONE_STEP_MS
    return zone if abs(difference_ms - zone) <= _ZONE_TOLERANCE_MS and abs(zone) <= _FARTHEST_ZONE_MS else 0


def windows(from_ms: int, to_ms: int, clock: Clock) -> list[Window]:
    """Return the windows to ask for, oldest first, none touching the next, with overlap on both sides.

    Args:
        from_ms, to_ms: the gap, in Unix milliseconds by this computer's clock.
    """
    found: list[Window] = []
    for skew in sorted(clock.skews):
        # 0 would mean "open" to the device.
        begin = max(1, (from_ms + skew) // 1000 - BEFORE_S)
        end = max(begin, -((-to_ms - skew) // 1000) + AFTER_S)
        if found and begin <= found[-1].end_s + 1:
            found[-1] = Window(found[-1].begin_s, max(end, found[-1].end_s))
        else:
            found.append(Window(begin, end))
    return found


def place(time_ms: int, gap: Gap, to_ms: int, clock: Clock) -> int:
    """Return when a record happened, in Unix milliseconds by this computer's clock, but always within the gap.

    Args:
        time_ms: the record's time by the device's clock.
        to_ms: the gap's end.
    """
    candidates = [time_ms - skew for skew in clock.skews]
    low, high = gap.from_ms - BEFORE_S * 1000, to_ms + AFTER_S * 1000
    placed = next((moment for moment in candidates if low <= moment <= high), None)
    if placed is None:
        placed = min(candidates, key=lambda moment: max(gap.from_ms - moment, moment - to_ms))
    return min(max(placed, gap.from_ms), to_ms)
