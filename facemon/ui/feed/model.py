"""The events and gaps that the feed holds, and which of them its filter lets through."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Container, Mapping, Sequence
from itertools import islice

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from facemon.event import Category, Gap, Happening
from facemon.folding import folded
from facemon.monitor import Arrived
from facemon.ui import gap_text, words
from facemon.ui.feed import end_text
from facemon.ui.feed.card_text import card_text
from facemon.ui.feed.filter import Filter, search_text
from facemon.ui.feed.holding import Holding
from facemon.ui.feed.lasting import Lasting
from facemon.ui.feed.order import by_key
from facemon.ui.feed.pictures import Pictures
from facemon.ui.feed.rows import (
    BELOW_ALL,
    DayRow,
    Ending,
    EndRow,
    EventRow,
    GapRow,
    Key,
    Kind,
    Mark,
    above,
    day_key,
    event_key,
    gap_key,
)
from facemon.ui.feed.rows_model import RowsModel
from facemon.ui.feed.tail import Tail
from facemon.ui.text import clean
from facemon.ui.watch.roll import Roll

HELD = 10_000
OLDER = 10_000  # more events while somebody looks into the history


class FeedModel(RowsModel):
    """The newest events, newest in row 0, with the gaps and the lines of the days among them.

    What arrives lies above all that arrived before, even if the clock has been put back; what was recovered lies at its
    place in time. The view and the delegate read `row`; `data` gives plain texts to assistive technology and nothing
    else, since a Python object loses its way through a QVariant.

    Args:
        held: how many events are held.
        older: how many more are while somebody looks into the history.
        pictures: those of another model, which has the same events; None: its own.
    """

    counts_changed = Signal()

    def __init__(
        self, parent: QObject | None = None, *, held: int = HELD, older: int = OLDER, pictures: Pictures | None = None
    ) -> None:
        super().__init__(parent)
        self.pictures = pictures or Pictures(self)
        self.tail = Tail()
        self._held = held
        self._older = older
        self._holding = Holding(held)
        self._filter = Filter()
        self._names: dict[str, str] = {}
        self._groups: dict[str, str] = {}
        self._counts: Counter[Category] = Counter()
        self._lasting = Lasting()
        self._roll = Roll()

    # What is held

    @property
    def held(self) -> int:
        """How many events are held, shown or not."""
        return len(self._holding.events)

    @property
    def full(self) -> bool:
        """Whether there is no room for any more of the older events."""
        return self.held >= self._held + self._older

    @property
    def oldest_ms(self) -> int:
        """When the oldest event held happened, in Unix milliseconds; 0 for none."""
        events = self._holding.events
        return events[0].happening.at_ms if events else 0

    @property
    def filter(self) -> Filter:
        """The filter in use."""
        return self._filter

    @property
    def counts(self) -> Mapping[Category, int]:
        """How many events of each category the filter's text lets through, whatever categories it hides."""
        return self._counts

    @property
    def held_counts(self) -> Mapping[Category, int]:
        """How many events of each category are held."""
        return self._holding.counts

    def find(self, number: int) -> Arrived | None:
        """Return the event with an arrival number, shown or not; None when it is not held."""
        row = self._holding.find(number)
        return None if row is None else row.arrived

    def of_devices(self, device_ids: Container[str], most: int) -> tuple[list[Arrived], list[Gap]]:
        """Return the newest events of these devices that are held, shown or not, and their gaps."""
        newest = (row.arrived for row in reversed(self._holding.events) if row.happening.device_id in device_ids)
        return list(islice(newest, most)), [row.gap for row in self._holding.gaps if row.gap.device_id in device_ids]

    def row_of(self, number: int) -> int | None:
        """Return the row of an arrival number, or None when it is not shown."""
        return self.row_of_mark((Kind.EVENT, number))

    def row_of_gap(self, gap_id: int) -> int | None:
        """Return the row of a gap, or None when it is not shown."""
        return self.row_of_mark((Kind.GAP, gap_id))

    def row_of_mark(self, mark: Mark) -> int | None:
        """Return where a row is shown, or None."""
        kind, number = mark
        if kind is Kind.DAY:
            return self.row_at_key(day_key(number))
        if kind is Kind.END:
            return self.row_at_key(BELOW_ALL)
        row = self._holding.find(number) if kind is Kind.EVENT else self._holding.gap(number)
        return None if row is None else self.row_at_key(row.key)

    def device_name(self, device_id: str) -> str:
        """Return what a device is called, fit to be drawn; its id when it is not known."""
        return self._names.get(device_id) or clean(device_id, 60)

    def is_watched(self, happening: Happening) -> bool:
        """Return whether this is about a person on the watch list."""
        return self._roll.find(happening) is not None

    # What changes it

    def set_roll(self, roll: Roll) -> None:
        """Take who is on the watch list."""
        self._roll = roll

    def add(self, batch: list[Arrived]) -> None:
        """Put arrivals, in their order, where they belong. The oldest events beyond what is held are let go."""
        top = self._holding.top
        rows: dict[int, EventRow] = {}
        for arrived in batch:
            number, happening = arrived.number, arrived.happening
            self.pictures.put(number, happening.picture, happening.raw)
            if number in rows or self._holding.find(number) is not None:
                continue
            at_ms = happening.at_ms
            key = event_key(at_ms, number) if happening.recovered else above(top, at_ms, number)
            top = max(top, key)
            rows[number] = self._as_row(self._lasting.of(arrived), key)
        self._take(sorted(rows.values(), key=by_key))

    def add_older(self, found: list[Arrived], gaps: list[Gap], *, first: bool) -> None:
        """Put what the history has at its place in time.

        Args:
            found: the events, any of which may be held already.
            gaps: those in the same time; what is held already is known better.
            first: nobody has looked for them: there is no more room for them than for what arrives.
        """
        if not first:
            self._holding.most = self._held + self._older
        new = [arrived for arrived in found if self._holding.find(arrived.number) is None]
        rows = [self._as_row(arrived, event_key(arrived.happening.at_ms, arrived.number)) for arrived in new]
        self._take(sorted(rows, key=by_key))
        self.update_gaps([gap for gap in gaps if self._holding.gap(gap.id) is None])

    def let_older_go(self) -> None:
        """Let go of what is held only since somebody has looked for it, unless a filter is still looking for it."""
        if self._filter == Filter() and self._holding.most != self._held:
            self._holding.most = self._held
            self._let_go()
            self.counts_changed.emit()

    def forget(self, numbers: Sequence[int]) -> None:
        """Hold events no longer that exist no more."""
        held = [number for number in numbers if self._holding.find(number) is not None]
        for number in held:
            self.pictures.drop(number)
        if held:
            self._holding.forget(frozenset(held))
            self._apply_filter()

    def show_end(self, ending: Ending | None) -> None:
        """Say this below the oldest row."""
        at_ms = self.oldest_ms if ending is Ending.BEGINNING else 0
        self._set_end(None if ending is None else EndRow(ending, at_ms))

    def update_gaps(self, gaps: list[Gap]) -> None:
        """Show gaps as they stand now: new ones where they belong, known ones (by their id) as they have become."""
        coming: list[GapRow] = []
        for gap in {gap.id: gap for gap in gaps}.values():
            old, new = self._holding.gap(gap.id), self._as_gap_row(gap)
            let_go = self._holding.put_gap(new)
            if self._filter.matching([new]):
                if old is None:
                    coming.append(new)
                else:
                    self._change_gap(old, new)
            if let_go is not None:
                self._take_gap_out(let_go)
        still_held = [row for row in coming if self._holding.gap(row.gap.id) is row]
        if still_held:
            self._put_in(sorted(still_held, key=by_key))
        self.counts_changed.emit()

    def set_filter(self, wanted: Filter) -> None:
        """Show only what `wanted` lets through."""
        if wanted == self._filter:
            return
        self._filter = wanted
        self._apply_filter()

    def set_device_names(self, names: Mapping[str, str], groups: Mapping[str, str] | None = None) -> None:
        """Take the names of the devices by their ids, and their groups; cards and searches follow."""
        cleaned = {device_id: clean(name, 80) for device_id, name in names.items()}
        named, grouped = self._names, self._groups
        self._names, self._groups = cleaned, dict(groups or {})
        changed = {i for i in cleaned.keys() | named.keys() if cleaned.get(i) != named.get(i)}
        changed |= {i for i in self._groups.keys() | grouped.keys() if self._groups.get(i) != grouped.get(i)}
        if changed:
            self._read_again(changed)

    def retranslate(self) -> None:
        """Take up the language in use: titles are searched too."""
        self._read_again(None)

    # What Qt asks

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        if not index.isValid() or not 0 <= index.row() < self.rowCount():
            return None
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        row = self.row(index.row())
        if isinstance(row, GapRow):
            return gap_text.gap_text(row.gap, self.device_name(row.gap.device_id)).sentence
        if isinstance(row, EventRow):
            if role == Qt.ItemDataRole.DisplayRole:
                return words.title(row.happening)
            name, watched = self.device_name(row.happening.device_id), self.is_watched(row.happening)
            return card_text(row.happening, name, watched=watched).sentence
        now_ms = round(time.time() * 1000)
        return words.day(row.day_ms, now_ms) if isinstance(row, DayRow) else end_text.end_text(row, now_ms)

    # Inside

    def _take(self, rows: list[EventRow]) -> None:
        if not rows:
            return
        hidden = self._filter.hidden
        matching = self._filter.matching(rows)
        self._counts.update([row.category for row in matching])
        self._holding.put_in(rows)
        shown = [row for row in matching if row.category not in hidden] if hidden else matching
        if shown:
            self._put_in(shown)
        self._let_go()
        self.counts_changed.emit()

    def _place(self, device_id: str) -> str:
        group = self._groups.get(device_id)
        name = self.device_name(device_id)
        return f"{name}\n{group}" if group else name

    def _as_row(self, arrived: Arrived, key: Key) -> EventRow:
        happening = arrived.happening
        search = search_text(happening, self._place(happening.device_id), words.title(happening))
        return EventRow(key, arrived.number, happening.category, search, arrived)

    def _as_gap_row(self, gap: Gap) -> GapRow:
        return GapRow(gap_key(gap), folded(self._place(gap.device_id)), gap)

    def _let_go(self) -> None:
        gone = self._holding.let_go()
        if gone:
            self.tail.let_go(gone)
            self._counts.subtract([row.category for row in self._filter.matching(gone)])
            self._take_out_up_to(gone[-1].key)

    def _apply_filter(self) -> None:
        self.beginResetModel()
        hidden = self._filter.hidden
        events = self._holding.events
        matching = self._filter.matching(events)
        everything = matching is events
        self._counts = self._holding.counts.copy() if everything else Counter([row.category for row in matching])
        shown = [row for row in matching if row.category not in hidden] if hidden else matching
        self._fill([*shown, *self._filter.matching(self._holding.gaps)])
        self.endResetModel()
        self.counts_changed.emit()

    def _read_again(self, device_ids: set[str] | None) -> None:
        self._holding.read_again(
            [
                self._as_row(row.arrived, row.key)
                if device_ids is None or row.happening.device_id in device_ids
                else row
                for row in self._holding.events
            ],
            [self._as_gap_row(row.gap) for row in self._holding.gaps],
        )
        self._apply_filter()
