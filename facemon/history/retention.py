"""What is kept no longer: what is older than the settings say, and the oldest where there is more than they allow.

Which that is, pure functions decide; an event that somebody still has to acknowledge is never among it, nor its alarm.
An alarm is kept for as many days as events are, and as long as any of its own is there. Pictures may have to go before
the facts. `Retention` does it, in steps so short that no event waits for them.
"""

from __future__ import annotations

import contextlib
import logging
import sqlite3
import threading
import time
from collections.abc import Callable
from pathlib import Path

import msgspec

from facemon.history.clock import DAY_MS, Evidence, SteadyClock, believed_ms, first_since, gather
from facemon.history.database import open_for_reading
from facemon.history.pictures import bounds, let_pictures_go
from facemon.history.purge import Aged, OldAlarms, OldGaps, OldRecords, Step, Surplus
from facemon.history.removal import Removed
from facemon.history.space import give_all_back, room
from facemon.history.steps import Pace, Writer, in_steps
from facemon.settings import HistorySettings, PrivacySettings

log = logging.getLogger(__name__)

GB = 1_000_000_000  # bytes
EVERY_SECONDS = 3600.0

_MOST_EVENTS = 100  # a step: the next ones may have more to them than the last
_LOOSE_PAGES = 16_000  # so many free ones are given back at once: SQLite goes through all of them for each


class Purge(msgspec.Struct, frozen=True):
    """What is to go."""

    before_ms: int | None = None  # what happened before; None: nothing is known to be too old
    surplus_bytes: int = 0  # so much has to be freed


def what_to_purge(evidence: Evidence, used_bytes: int, settings: HistorySettings) -> Purge:
    """Decide what is to go.

    A clock that jumps makes nothing old: where it cannot be believed, nothing goes for its age. What goes because there
    is too much goes in the order of its arrival, which no clock can turn around.
    """
    today = believed_ms(evidence)
    return Purge(
        before_ms=None if today is None else today - settings.keep_days * DAY_MS,
        surplus_bytes=max(0, used_bytes - settings.keep_gb * GB),
    )


class Retention:
    """Does it, once an hour. For one thread at a time.

    Args:
        path: the history's file; what is to go is found out through a connection of its own.
        privacy: gives which pictures are kept for fewer days, or not at all; called from that thread.
        clock: Unix seconds.
        monotonic: seconds that pass.
    """

    def __init__(
        self,
        path: Path,
        *,
        privacy: Callable[[], PrivacySettings] = PrivacySettings,
        clock: Callable[[], float] = time.time,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._path = path
        self._privacy = privacy
        self._clock = clock
        self._monotonic = monotonic
        self._steady = SteadyClock()
        self._last: float | None = None
        self._done_for: PrivacySettings | None = None

    def due(self) -> bool:
        """Return whether it is time again: after an hour, or once other pictures are to be kept."""
        passed = self._last is None or self._monotonic() - self._last >= EVERY_SECONDS
        return passed or self._privacy() != self._done_for

    def run(self, writer: Writer, settings: HistorySettings, stop: threading.Event) -> Removed:
        """Let go what is to go, and give its room back to the disk. `stop` ends it within a fraction of a second.

        Raises:
            sqlite3.Error, OSError: the history cannot be read or written; the rest is left for the next time.
        """
        self._last = self._monotonic()
        privacy = self._done_for = self._privacy()
        now_ms = round(self._clock() * 1000)
        steady_ms = self._steady.look(now_ms, round(self._last * 1000))
        with contextlib.closing(open_for_reading(self._path)) as connection:
            used_bytes = room(connection).used_bytes
            evidence = gather(connection, now_ms, steady_ms)
            purge = what_to_purge(evidence, used_bytes, settings)
            limits = bounds(connection, privacy, believed_ms(evidence), now_ms)
            fresh = None if purge.before_ms is None else first_since(connection, purge.before_ms, now_ms)
        steps: list[Step] = []
        if purge.before_ms is not None:
            old = purge.before_ms
            steps += Aged(old, fresh), OldGaps(old), OldAlarms(old), OldRecords(old)
        if purge.surplus_bytes:
            steps.append(Surplus(settings.keep_gb * GB))
        removed = Removed()
        for step in steps:
            removed = removed.and_(_let_go(writer, step, stop))
        if limits:
            with contextlib.closing(open_for_reading(self._path)) as connection:
                pictures = let_pictures_go(writer, connection, limits, stop)
            removed = removed.and_(Removed(pictures=pictures))
        give_all_back(writer, stop)
        if any(removed):
            log.info("retention: %d events and %d pictures are kept no longer", *removed)
        return removed


def _let_go(writer: Writer, step: Step, stop: threading.Event) -> Removed:
    def job(connection: sqlite3.Connection, most: int) -> tuple[Removed, bool, int]:
        removed, over = step(connection, most)
        return removed, over, room(connection).free

    total = Removed()
    for removed, over, free in in_steps(writer, job, Pace(8, _MOST_EVENTS), stop):
        total = total.and_(removed)
        if over:
            break
        if free > _LOOSE_PAGES:
            give_all_back(writer, stop)
    return total
