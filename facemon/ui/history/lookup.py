"""Puts what the user looks for to the history, and the answers where they are shown."""

from __future__ import annotations

import time
from collections.abc import Sequence
from functools import partial

import msgspec
from msgspec.structs import replace
from PySide6.QtCore import QDateTime, QObject, Signal

from facemon.event import Category, Gap
from facemon.history.error import HistoryError
from facemon.history.query import Bar, Found, Query
from facemon.history.reader import Reader
from facemon.ui.history import places
from facemon.ui.history.asking import Asking
from facemon.ui.history.brush import Selection
from facemon.ui.history.filters import Filters
from facemon.ui.history.period import Period, span
from facemon.ui.history.places import Stretch
from facemon.ui.history.results import Results

_EMPTY_MS = 86_400_000  # how much of the past is shown where there is nothing in it


class Extent(msgspec.Struct, frozen=True):
    """What a time-line covers, in Unix milliseconds, and what may be chosen among."""

    from_ms: int
    to_ms: int
    devices: list[tuple[str, str]]
    groups: list[str]


class _First(msgspec.Struct, frozen=True):
    query: Query
    stretch: Stretch
    took_s: float
    nothing_kept: bool


class Lookup(QObject):
    """Asks the history what `look` is given and what follows from it. Belongs to the window's thread.

    Args:
        asking: where the history is asked.
        results: takes the rows that are found.
    """

    found = Signal()  # the first rows have come
    counted = Signal()  # `counts` and `took_s` are of what is looked for
    covered = Signal()  # `extent` is known
    drawn = Signal()  # `bars` and `gaps` are
    renewed = Signal()  # `fresh` events have come meanwhile
    placed = Signal()  # `target` has been found among the results, or not
    failed = Signal()  # `error` says why

    def __init__(self, asking: Asking, results: Results, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.error: HistoryError | None = None
        self.counts: dict[Category, int] | None = None
        self.took_s = 0.0
        self.extent: Extent | None = None
        self.bars: Sequence[Bar] = ()
        self.gaps: Sequence[Gap] = ()
        self.fresh = 0
        self.target: Found | None = None
        self.nothing_kept = False  # not even by a search for everything
        self._asking = asking
        self._results = results
        self._open: Query | None = None  # without an end where the period has none yet
        results.failed.connect(lambda: self._fail(results.error))

    @property
    def total(self) -> int | None:
        """How many events have been found; None while they are being counted."""
        return None if self.counts is None or self._open is None else _total(self.counts, self._open)

    def look(self, filters: Filters, selection: Selection | None) -> None:
        """Look for these events, in the selected part of the time."""
        query = filters.query(_now_ms())
        if selection is not None:
            query = replace(query, from_ms=selection.from_ms, to_ms=selection.to_ms)
        self._open = query
        self.counts, self.fresh, self.error = None, 0, None
        for lane in ("counts", "fresh", "place"):
            self._asking.drop(lane)
        self._asking.ask("first", partial(_first, query=query), self._take_first, self._fail)

    def cover(self, filters: Filters) -> None:
        """Find out what the time-line of these filters covers."""
        query = filters.query(_now_ms())
        self._asking.drop("bars")
        self._asking.ask("extent", partial(_extent, query=query), self._take_extent, self._fail)

    def draw(self, filters: Filters, edges: Sequence[int]) -> None:
        """Count the events between these edges, of every category, and find the gaps among them."""
        if len(edges) > 1:
            query = replace(filters.query(_now_ms()), from_ms=edges[0], to_ms=edges[-1])
            self._asking.ask("bars", partial(_bars, query=query, edges=edges), self._take_bars, self._fail)

    def renew(self) -> None:
        """Find out how many more events there are by now."""
        query = self._open
        if query is not None and self.counts is not None:
            self._asking.ask("fresh", lambda reader: reader.counts(query), self._take_fresh, _ignored)

    def place(self, event: Found) -> None:
        """Find an event among the results."""
        query = self._results.query
        if query is not None:
            question = partial(places.around_event, query=query, event=event)
            self._asking.ask("place", question, partial(self._take_place, event), self._fail)

    # Answers

    def _take_first(self, first: _First) -> None:
        self.took_s, self.nothing_kept = first.took_s, first.nothing_kept
        self._results.begin(first.query, first.stretch)
        self._asking.ask("counts", partial(_counts, query=first.query), self._take_counts, self._fail)
        self.found.emit()

    def _take_counts(self, answer: tuple[dict[Category, int], float]) -> None:
        self.counts, took_s = answer
        self.took_s += took_s
        self._results.count(self.total or 0)
        self.counted.emit()

    def _take_extent(self, extent: Extent) -> None:
        self.extent = extent
        self.covered.emit()

    def _take_bars(self, answer: tuple[list[Bar], list[Gap]]) -> None:
        self.bars, self.gaps = answer
        self.drawn.emit()

    def _take_fresh(self, counts: dict[Category, int]) -> None:
        if self.total is not None and self._open is not None:
            self.fresh = max(0, _total(counts, self._open) - self.total)
            self.renewed.emit()

    def _take_place(self, event: Found, stretch: Stretch | None) -> None:
        if stretch is not None:
            self._results.place(stretch)
        self.target = event
        self.placed.emit()

    def _fail(self, error: HistoryError | None) -> None:
        self.error = error
        self.failed.emit()


def _first(reader: Reader, *, query: Query) -> _First:
    began = time.monotonic()
    stretch = places.newest(reader, query)
    # What comes from now on shifts no rows; the clock may have been put back since the newest.
    newest_ms = stretch.rows[0].happening.at_ms if stretch.rows else 0
    end_ms = max(_now_ms(), newest_ms) + 1
    ended = replace(query, to_ms=end_ms if query.to_ms is None else min(query.to_ms, end_ms))
    nothing_kept = not stretch.rows and not reader.stock().events
    return _First(ended, stretch, time.monotonic() - began, nothing_kept)


def _counts(reader: Reader, *, query: Query) -> tuple[dict[Category, int], float]:
    began = time.monotonic()
    return reader.counts(query), time.monotonic() - began


def _extent(reader: Reader, *, query: Query) -> Extent:
    now_ms = _now_ms()
    from_ms, to_ms = query.from_ms, query.to_ms
    if to_ms is None:
        to_ms = span(Period.TODAY, now_ms).to_ms or now_ms
    if from_ms is None:
        oldest_ms = reader.stock().oldest_ms
        from_ms = to_ms - _EMPTY_MS if oldest_ms is None else min(oldest_ms, to_ms - 1)
    return Extent(from_ms, to_ms, reader.devices(), reader.groups())


def _bars(reader: Reader, *, query: Query, edges: Sequence[int]) -> tuple[list[Bar], list[Gap]]:
    bars = reader.histogram(replace(query, categories=None), edges)
    return bars, reader.gaps(edges[0], edges[-1], query.devices)


def _total(counts: dict[Category, int], query: Query) -> int:
    wanted = query.categories
    return sum(number for category, number in counts.items() if wanted is None or category in wanted)


def _now_ms() -> int:
    return QDateTime.currentMSecsSinceEpoch()


def _ignored(_error: HistoryError) -> None:
    """Whoever looks next is told."""
