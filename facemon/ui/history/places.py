"""Where in the results a row or an event is, found by counting: no page is turned to get there. No Qt.

Everything here asks a `Reader` and belongs into the thread that has it.
"""

from __future__ import annotations

import msgspec
from msgspec.structs import replace

from facemon.event import Category
from facemon.history.query import Bar, Found, Query, Slot
from facemon.history.reader import Reader
from facemon.ui.history.held import PAGE

HOUR = 3_600_000  # milliseconds: what is counted in whole hours is counted fast
_PARTS = 64  # into which a stretch of time is divided, once and again
_FEW = 2 * PAGE  # rows that are rather turned over than divided further
_MOST_TIES = 10_000  # events of one millisecond


class Stretch(msgspec.Struct, frozen=True):
    """Some rows of the results, the newest first."""

    first: int  # the row of the first of them
    rows: list[Found]
    whole: bool  # there may be more behind them


def newest(reader: Reader, query: Query) -> Stretch:
    """Return the first page of the results."""
    rows = reader.page(query, limit=PAGE)
    return Stretch(0, rows, len(rows) == PAGE)


def around_row(reader: Reader, query: Query, row: int) -> Stretch:
    """Return a page of the results with `row` in it, or what is nearest to it."""
    wanted = max(0, row - PAGE // 2)
    before, narrowed = 0, query
    while (extent := _extent(reader, narrowed)) is not None:
        bars = reader.histogram(narrowed, _divided(*extent))
        before, bar = _bar_with(bars, query.categories, before, wanted)
        if bar is None:
            return _oldest(reader, query, before)
        narrowed = replace(narrowed, from_ms=bar.from_ms, to_ms=bar.to_ms)
        if _events(bar, query.categories) <= _FEW or bar.to_ms - bar.from_ms <= 1:
            break
    rest = replace(query, to_ms=narrowed.to_ms)
    rows = reader.page(rest, limit=PAGE)
    while len(rows) == PAGE and before + PAGE <= row:
        before += PAGE
        rows = reader.page(rest, after=rows[-1].slot, limit=PAGE)
    return Stretch(before, rows, len(rows) == PAGE)


def around_event(reader: Reader, query: Query, event: Found) -> Stretch | None:
    """Return some rows of the results with an event among them; None where it is not one of the results."""
    at_ms = event.happening.at_ms
    here = reader.page(query, after=Slot(at_ms, event.id + 1), limit=PAGE)
    if not here or here[0].id != event.id:
        return None
    newer = reader.page(query, after=event.slot, limit=PAGE // 2, oldest_first=True)
    later = sum(_wanted(reader.counts(replace(query, from_ms=_later(query.from_ms, at_ms + 1))), query.categories))
    same_time = replace(query, from_ms=at_ms, to_ms=at_ms + 1)
    ties = reader.page(same_time, after=event.slot, limit=_MOST_TIES, oldest_first=True)
    return Stretch(later + len(ties) - len(newer), [*reversed(newer), *here], len(here) == PAGE)


def _oldest(reader: Reader, query: Query, total: int) -> Stretch:
    rows = reader.page(query, limit=PAGE, oldest_first=True)
    return Stretch(max(0, total - len(rows)), rows[::-1], whole=False)


def _bar_with(
    bars: list[Bar], categories: frozenset[Category] | None, before: int, wanted: int
) -> tuple[int, Bar | None]:
    """Return the bar that the row `wanted` is in, where the newest bar has `before` rows above; and how many it has."""
    for bar in reversed(bars):
        events = _events(bar, categories)
        if before + events > wanted:
            return before, bar
        before += events
    return before, None


def _extent(reader: Reader, query: Query) -> tuple[int, int] | None:
    """Return from when to when there are results; None where there are none."""
    oldest, latest = (reader.page(query, limit=1, oldest_first=first) for first in (True, False))
    if not oldest or not latest:
        return None
    return oldest[0].happening.at_ms, latest[0].happening.at_ms + 1


def _divided(from_ms: int, to_ms: int) -> list[int]:
    step = -(-(to_ms - from_ms) // _PARTS)
    if step > HOUR // 4:
        step = -(-step // HOUR) * HOUR
    inner = range((from_ms // step + 1) * step, to_ms, step)
    return [from_ms, *inner, to_ms]


def _events(bar: Bar, categories: frozenset[Category] | None) -> int:
    return sum(_wanted(bar.counts, categories))


def _wanted(counts: dict[Category, int], categories: frozenset[Category] | None) -> list[int]:
    return [number for category, number in counts.items() if categories is None or category in categories]


def _later(first_ms: int | None, second_ms: int) -> int:
    return second_ms if first_ms is None else max(first_ms, second_ms)
