"""From which time an event's age is reckoned, on a computer whose clock may jump.

A clock at fault by years would make everything old at once. What speaks for a clock is written in the history: that an
event has just arrived, and that the device which sent it has a clock of its own that says the same.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

import msgspec

DAY_MS = 86_400_000
SETTLED_DAYS = 3  # after so many a clock that jumped is believed

_STEADY_WITHIN_MS = 3_600_000  # how far the two clocks may drift apart, corrections over the network included
_WITNESSES = 200  # events


class Evidence(msgspec.Struct, frozen=True, kw_only=True):
    """What there is to judge the clock by. Times are Unix milliseconds by this computer's clock."""

    now_ms: int
    steady_ms: int = 0  # how long this process has seen the clock go on without a jump
    latest_ms: int | None = None  # when the last event arrived; None without any
    witnessed: bool = False  # one has arrived within a day whose device's own clock said the same, within a day
    days_ms: tuple[int, ...] = ()  # the last event of each of the last three days that have any, the newest first


def believed_ms(evidence: Evidence) -> int | None:
    """Return the time from which ages are reckoned; None where the clock cannot be believed.

    Behind the last arrival it went back. Far beyond it, either nothing has happened for long, or it leapt: that shows
    when the next event arrives from a device whose own clock agrees. Devices may have no clock worth the name, or no
    event may ever come; then a leap is believed when it has lasted for days.
    """
    now = evidence.now_ms
    if evidence.latest_ms is None or now < evidence.latest_ms - DAY_MS:
        return None
    if evidence.steady_ms >= SETTLED_DAYS * DAY_MS:
        return now
    if now > evidence.latest_ms + DAY_MS:
        return None
    if evidence.witnessed:
        return now
    return min(now, evidence.days_ms[-1]) if len(evidence.days_ms) == SETTLED_DAYS else None


class SteadyClock:
    """Watches whether this computer's clock goes on as the time does that passes."""

    def __init__(self) -> None:
        self._began: tuple[int, int] | None = None

    def look(self, now_ms: int, monotonic_ms: int) -> int:
        """Return for how many milliseconds it has done so."""
        if self._began is not None:
            passed = monotonic_ms - self._began[1]
            if abs(now_ms - self._began[0] - passed) <= _STEADY_WITHIN_MS:
                return passed
        self._began = now_ms, monotonic_ms
        return 0


def gather(connection: sqlite3.Connection, now_ms: int, steady_ms: int) -> Evidence:
    """Look for the evidence in the history."""
    latest = connection.execute("SELECT received_ms FROM event ORDER BY id DESC LIMIT 1").fetchone()
    (witnessed,) = connection.execute(
        "SELECT EXISTS (SELECT 1 FROM (SELECT received_ms, time_ms FROM event WHERE recovered = 0"
        " ORDER BY id DESC LIMIT ?1) WHERE abs(received_ms - ?2) <= ?3 AND abs(received_ms - time_ms) <= ?3)",
        (_WITNESSES, now_ms, DAY_MS),
    ).fetchone()
    return Evidence(
        now_ms=now_ms,
        steady_ms=steady_ms,
        latest_ms=None if latest is None else latest[0],
        witnessed=bool(witnessed),
        days_ms=tuple(_last_of_days(connection, now_ms)),
    )


def first_since(connection: sqlite3.Connection, from_ms: int, now_ms: int) -> int | None:
    """Return the id of the first event to arrive at `from_ms` or later; None without any."""
    (found,) = connection.execute(
        "SELECT min(id) FROM (SELECT id FROM event WHERE at_ms BETWEEN ? AND ? AND recovered = 0"
        " ORDER BY at_ms, id LIMIT ?)",
        (from_ms, now_ms + DAY_MS, _WITNESSES),
    ).fetchone()
    return None if found is None else int(found)


def _last_of_days(connection: sqlite3.Connection, now_ms: int) -> Iterator[int]:
    end = now_ms + 1
    for _ in range(SETTLED_DAYS):
        found = connection.execute(
            "SELECT at_ms FROM event WHERE at_ms < ? AND recovered = 0 ORDER BY at_ms DESC LIMIT 1", (end,)
        ).fetchone()
        if found is None:
            return
        yield int(found[0])
        end = found[0] // DAY_MS * DAY_MS
