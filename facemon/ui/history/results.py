"""What was found: of all its rows, a stretch is in memory, and the rest is fetched when it is looked at."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from facemon.history.error import HistoryError
from facemon.history.query import Found, Query
from facemon.history.reader import Reader
from facemon.ui.history import places
from facemon.ui.history.asking import Asking
from facemon.ui.history.held import PAGE, Held, Need, Way
from facemon.ui.history.places import Stretch
from facemon.ui.history.row_text import row_text
from facemon.ui.text import clean

_NO_PARENT = QModelIndex()
_LANE = "rows"


class Results(QAbstractTableModel):
    """The events that a query finds, the newest in row 0. Belongs to the window's thread.

    The view reads `row`; `data` gives plain texts to assistive technology and nothing else.

    Args:
        asking: where the history is asked.
    """

    fetched = Signal()  # some rows can be read that could not before
    counted = Signal()  # there are more or fewer rows than before
    failed = Signal()  # `error` says why

    def __init__(self, asking: Asking, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.error: HistoryError | None = None
        self.fetching = False
        self._asking = asking
        self._held = Held()
        self._query: Query | None = None
        self._names: dict[str, str] = {}
        self._rows = 0  # as Qt has been told

    @property
    def query(self) -> Query | None:
        """What is shown; None before anything is."""
        return self._query

    @property
    def held(self) -> int:
        """How many rows are in memory."""
        return self._held.held

    def row(self, row: int) -> Found | None:
        """Return what is in a row; None where it has to be fetched first."""
        return self._held.row(row)

    def row_of(self, event_id: int) -> int | None:
        """Return the row of an event that is in memory."""
        return self._held.row_of(event_id)

    def device_name(self, device_id: str) -> str:
        """Return what a device is or was called, fit to be drawn."""
        return self._names.get(device_id) or clean(device_id, 60)

    @property
    def device_names(self) -> Mapping[str, str]:
        """What the devices are or were called, by their ids."""
        return self._names

    def set_device_names(self, names: dict[str, str]) -> None:
        """Take what the devices are or were called, by their ids."""
        self._names = {device_id: clean(name, 80) for device_id, name in names.items()}

    # What is looked for

    def begin(self, query: Query, stretch: Stretch) -> None:
        """Show what `query` finds, of which `stretch` has been read."""
        self._query = query
        self._asking.drop(_LANE)
        self.fetching = False
        self.error = None
        self._held.clear()
        self._take(Way.AT, stretch)

    def count(self, total: int) -> None:
        """Take how many events there are."""
        self._held.count(total)
        self._tell_rows()

    def want(self, first: int, end: int) -> None:
        """Fetch what is missing of the rows from `first` to before `end`, and around them."""
        query, need = self._query, self._held.need(first, end)
        if query is None or need is None or self.fetching or self.error is not None:
            return
        self.fetching = True
        self._asking.ask(_LANE, partial(_fetched, query=query, need=need), partial(self._take, need.way), self._fail)

    def place(self, stretch: Stretch) -> None:
        """Go on from another part of the results, which has been read."""
        self._asking.drop(_LANE)
        self._take(Way.AT, stretch)

    def try_again(self) -> None:
        """Forget that the last rows could not be fetched."""
        self.error = None

    # What Qt asks

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _NO_PARENT) -> int:
        return 0 if parent.isValid() else self._rows

    def columnCount(self, parent: QModelIndex | QPersistentModelIndex = _NO_PARENT) -> int:
        return 0 if parent.isValid() else 1

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole) or not index.isValid():
            return None
        found = self._held.row(index.row())
        if found is None:
            return None
        text = row_text(found, self.device_name(found.happening.device_id))
        return text.title if role == Qt.ItemDataRole.DisplayRole else text.sentence

    # Inside

    def _take(self, way: Way, stretch: Stretch) -> None:
        self.fetching = False
        if way is Way.AT:
            self._held.begin(stretch.first, stretch.rows, whole_page=stretch.whole)
        elif way is Way.OLDER:
            self._held.put_behind(stretch.rows, whole_page=stretch.whole)
        else:
            self._held.put_before(stretch.rows, whole_page=stretch.whole)
        self._tell_rows()
        self.fetched.emit()

    def _tell_rows(self) -> None:
        rows = self._held.total
        if rows != self._rows:
            self.beginResetModel()
            self._rows = rows
            self.endResetModel()
            self.counted.emit()

    def _fail(self, error: HistoryError) -> None:
        self.fetching = False
        self.error = error
        self.failed.emit()


def _fetched(reader: Reader, *, query: Query, need: Need) -> Stretch:
    if need.way is Way.AT:
        return places.around_row(reader, query, need.row)
    newer = need.way is Way.NEWER
    rows = reader.page(query, after=need.slot, limit=PAGE, oldest_first=newer)
    return Stretch(0, rows[::-1] if newer else rows, len(rows) == PAGE)
