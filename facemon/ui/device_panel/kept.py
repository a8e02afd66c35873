"""What the history has of one device's last day, read away from the window's thread."""

from __future__ import annotations

from pathlib import Path

import msgspec

from facemon.event import Gap, Happening
from facemon.history.query import Query
from facemon.history.reader import Reader

DAY_MS = 24 * 3_600_000


class Kept(msgspec.Struct, frozen=True):
    """Of one device."""

    today: int  # events since midnight
    last: Happening | None  # the newest event
    gaps: tuple[Gap, ...]  # of the last 24 hours, the oldest first


def read_kept(history: Path, device_id: str, *, now_ms: int, midnight_ms: int) -> Kept:
    """Return what there is.

    Args:
        now_ms, midnight_ms: Unix milliseconds; midnight of the day that it is.

    Raises:
        HistoryError: it cannot be read.
    """
    only = frozenset((device_id,))
    with Reader(history) as reader:
        counts = reader.counts(Query(from_ms=midnight_ms, devices=only))
        newest = reader.page(Query(devices=only), limit=1)
        gaps = reader.gaps(now_ms - DAY_MS, now_ms, only)
    return Kept(sum(counts.values()), newest[0].happening if newest else None, tuple(gaps))
