"""The events that the feed holds, and which of them its filter lets through."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Mapping
from operator import attrgetter

import msgspec
from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from facemon.event import Category, Happening
from facemon.monitor import Arrived
from facemon.ui import words
from facemon.ui.feed.card_text import card_text
from facemon.ui.feed.filter import Filter, search_text
from facemon.ui.feed.shelf import PictureShelf, picture_key
from facemon.ui.text import clean

HELD = 10_000
_NO_PARENT = QModelIndex()


class Row(msgspec.Struct, frozen=True):
    """One event as the feed holds it: the facts without the picture."""

    number: int  # of the arrival
    category: Category
    search: str  # what a search looks into
    arrived: Arrived

    @property
    def happening(self) -> Happening:
        """What happened."""
        return self.arrived.happening


_number = attrgetter("number")


class FeedModel(QAbstractListModel):
    """The newest events, newest in row 0. Belongs to the window's thread.

    The view and the delegate read `row`; `data` gives plain texts to assistive technology and nothing else,
    since a Python object loses its way through a QVariant.
    """

    counts_changed = Signal()

    def __init__(self, parent: QObject | None = None, *, held: int = HELD) -> None:
        super().__init__(parent)
        self.pictures = PictureShelf()
        self._held = held
        self._filter = Filter()
        self._names: dict[str, str] = {}
        # Both in the order of arrival, oldest first, so that a new event is appended.
        self._rows: list[Row] = []
        self._shown: list[Row] = []
        self._held_counts: Counter[Category] = Counter()
        self._counts: Counter[Category] = Counter()

    # What is held

    @property
    def held(self) -> int:
        """How many events are held, shown or not."""
        return len(self._rows)

    @property
    def shown(self) -> int:
        """How many events the filter lets through."""
        return len(self._shown)

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
        return self._held_counts

    def row(self, row: int) -> Row:
        """Return the event in a row. Raises IndexError."""
        if not 0 <= row < len(self._shown):
            raise IndexError(row)
        return self._shown[-1 - row]

    def row_of(self, number: int) -> int | None:
        """Return the row of an arrival number, or None when it is not shown."""
        place = bisect_left(self._shown, number, key=_number)
        if place < len(self._shown) and self._shown[place].number == number:
            return len(self._shown) - 1 - place
        return None

    def newer_than(self, number: int) -> int:
        """Return how many of the shown events arrived after `number`."""
        return len(self._shown) - bisect_right(self._shown, number, key=_number)

    def find(self, number: int) -> Arrived | None:
        """Return the event with an arrival number, shown or not; None when it is no longer held."""
        place = bisect_left(self._rows, number, key=_number)
        if place < len(self._rows) and self._rows[place].number == number:
            return self._rows[place].arrived
        return None

    def device_name(self, device_id: str) -> str:
        """Return what a device is called, fit to be drawn; its id when it is not known."""
        return self._names.get(device_id) or clean(device_id, 60)

    # What changes it

    def add(self, batch: list[Arrived]) -> None:
        """Put arrivals, oldest first, on top. The oldest events beyond what is held are let go."""
        rows = [self._kept(arrived) for arrived in batch]
        if len(rows) > self._held:
            del rows[: -self._held]
        if not rows:
            return
        hidden = self._filter.hidden
        matching = self._filter.matching(rows)
        shown = [row for row in matching if row.category not in hidden] if hidden else matching
        self._held_counts.update(row.category for row in rows)
        self._counts.update(row.category for row in matching)
        self._rows += rows
        if shown:
            self.beginInsertRows(_NO_PARENT, 0, len(shown) - 1)
            self._shown += shown
            self.endInsertRows()
        self._let_go()
        self.counts_changed.emit()

    def set_filter(self, wanted: Filter) -> None:
        """Show only what `wanted` lets through."""
        if wanted == self._filter:
            return
        self._filter = wanted
        self._apply_filter()

    def set_device_names(self, names: Mapping[str, str]) -> None:
        """Take the names of the devices by their ids; cards and searches follow."""
        cleaned = {device_id: clean(name, 80) for device_id, name in names.items()}
        changed = {i for i in cleaned.keys() | self._names.keys() if cleaned.get(i) != self._names.get(i)}
        if changed:
            self._names = cleaned
            self._read_again(changed)

    def retranslate(self) -> None:
        """Take up the language in use: titles are searched too."""
        self._read_again(None)

    # What Qt asks

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self._shown)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        if not index.isValid() or not 0 <= index.row() < len(self._shown):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return words.title(self.row(index.row()).happening)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            happening = self.row(index.row()).happening
            return card_text(happening, self.device_name(happening.device_id)).sentence
        return None

    # Inside

    def _kept(self, arrived: Arrived) -> Row:
        happening = arrived.happening
        if happening.picture:
            self.pictures.put(picture_key(happening), happening.picture)
            happening = happening.without_picture()
            arrived = msgspec.structs.replace(arrived, happening=happening)
        return self._as_row(arrived)

    def _as_row(self, arrived: Arrived) -> Row:
        happening = arrived.happening
        search = search_text(happening, self.device_name(happening.device_id), words.title(happening))
        return Row(arrived.number, happening.category, search, arrived)

    def _let_go(self) -> None:
        excess = len(self._rows) - self._held
        if excess <= 0:
            return
        gone = self._rows[:excess]
        self._held_counts.subtract(row.category for row in gone)
        self._counts.subtract(row.category for row in self._filter.matching(gone))
        del self._rows[:excess]
        gone_shown = bisect_right(self._shown, gone[-1].number, key=_number)
        if gone_shown:
            last = len(self._shown) - 1
            self.beginRemoveRows(_NO_PARENT, last - gone_shown + 1, last)
            del self._shown[:gone_shown]
            self.endRemoveRows()

    def _apply_filter(self) -> None:
        self.beginResetModel()
        hidden = self._filter.hidden
        matching = self._filter.matching(self._rows)
        self._shown = [row for row in matching if row.category not in hidden]
        everything = matching is self._rows
        self._counts = self._held_counts.copy() if everything else Counter([row.category for row in matching])
        self.endResetModel()
        self.counts_changed.emit()

    def _read_again(self, device_ids: set[str] | None) -> None:
        self._rows = [
            self._as_row(row.arrived) if device_ids is None or row.happening.device_id in device_ids else row
            for row in self._rows
        ]
        self._apply_filter()
