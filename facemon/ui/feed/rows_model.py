"""Rows in the order of their keys, the newest in row 0, with a line for each day and what lies below all of them."""

from __future__ import annotations

from bisect import bisect_right, insort
from collections.abc import Iterable, Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from facemon.ui.feed import order
from facemon.ui.feed.days import Days
from facemon.ui.feed.order import by_key
from facemon.ui.feed.rows import BELOW_ALL, DayRow, EndRow, EventRow, GapRow, Key, Kind, Row, day_key

_NO_PARENT = QModelIndex()
_MOST_RUNS = 8  # rows put in at more places than this are told to the view as one change of everything


class RowsModel(QAbstractListModel):
    """What is shown. Which rows these are, is decided in FeedModel. Belongs to the window's thread."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        # Both in the order of their keys, oldest first, so that a new event is appended.
        self._rows: list[Row] = []
        self._others: list[GapRow | DayRow | EndRow] = []  # those among the rows that are no events
        self._days = Days()
        self._drawn: frozenset[int] = frozenset()  # the days whose lines are among the rows
        self._end: EndRow | None = None  # among the rows as soon as there are others

    # What is shown

    @property
    def shown(self) -> int:
        """How many events are shown."""
        return len(self._rows) - len(self._others)

    def row(self, row: int) -> Row:
        """Return what is in a row. Raises IndexError."""
        if not 0 <= row < len(self._rows):
            raise IndexError(row)
        return self._rows[-1 - row]

    def row_at_key(self, key: Key) -> int | None:
        """Return the row with a key, or None when it is not shown."""
        at = order.find(self._rows, key)
        return None if at is None else len(self._rows) - 1 - at

    @property
    def last_row(self) -> int:
        """The row of the oldest event or gap; -1 for none."""
        return len(self._rows) - self._ends_drawn - 1

    def kinds(self) -> Iterable[Kind]:
        """Return what each row is, from the first on."""
        return [row.kind for row in reversed(self._rows)]

    def rows_above(self, key: Key) -> int:
        """Return how many rows of any kind lie above a place."""
        return order.newer(self._rows, key)

    def events_above(self, key: Key) -> int:
        """Return how many events are shown above a place."""
        return order.newer(self._rows, key) - order.newer(self._others, key)

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def flags(self, index: QModelIndex | QPersistentModelIndex) -> Qt.ItemFlag:
        row = index.row()
        kept = self.row(row) if 0 <= row < len(self._rows) else None
        if isinstance(kept, DayRow) or (isinstance(kept, EndRow) and not kept.leads_on):
            return Qt.ItemFlag.ItemIsEnabled
        return super().flags(index)

    # What changes it, each with what Qt has to be told

    def _put_in(self, rows: Sequence[EventRow | GapRow]) -> None:
        """Put rows, in order, where they belong."""
        runs = order.runs(self._rows, rows)
        if len(runs) > _MOST_RUNS:
            self.beginResetModel()
            self._fill([*(row for row in self._rows if isinstance(row, EventRow | GapRow)), *rows])
            self.endResetModel()
            return
        for at, run in runs:
            self._insert(at, run)
        self._days.add(rows)
        self._draw_lines()

    def _take_out_up_to(self, key: Key) -> None:
        """Take all rows up to and including a place out."""
        begin, end = self._ends_drawn, bisect_right(self._rows, key, key=by_key)
        if begin >= end:
            return
        gone = self._rows[begin:end]
        self._remove(begin, end - begin)
        self._drawn -= {row.key.ms for row in gone if isinstance(row, DayRow)}
        self._days.remove(row for row in gone if isinstance(row, EventRow | GapRow))
        self._draw_lines()

    def _take_gap_out(self, gap: GapRow) -> None:
        at = order.find(self._rows, gap.key)
        if at is not None:
            self._remove(at, 1)
            self._days.remove([gap])
            self._draw_lines()

    def _change_gap(self, old: GapRow, new: GapRow) -> None:
        """Put `new` in the place of `old`, which is shown, or where it belongs now."""
        at = order.place(self._rows, old.key)
        to = order.place(self._rows, new.key)
        to -= to > at
        row, new_row = len(self._rows) - 1 - at, len(self._rows) - 1 - to
        moves = row != new_row
        if moves:
            self.beginMoveRows(_NO_PARENT, row, row, _NO_PARENT, new_row if new_row < row else new_row + 1)
        self._others.remove(old)
        insort(self._others, new, key=by_key)
        del self._rows[at]
        self._rows.insert(to, new)
        if moves:
            self.endMoveRows()
        self.dataChanged.emit(self.index(new_row, 0), self.index(new_row, 0))
        self._days.add([new])
        self._days.remove([old])
        self._draw_lines()

    def divide_anew(self) -> None:
        """Draw the days' lines where they belong now: in another time zone, days begin at other moments."""
        self.beginResetModel()
        self._fill([row for row in self._rows if isinstance(row, EventRow | GapRow)])
        self.endResetModel()

    def _fill(self, rows: list[EventRow | GapRow]) -> None:
        """Show just these rows, in whatever order they are given. Between beginResetModel and endResetModel."""
        self._days.clear()
        self._days.add(rows)
        self._drawn = self._days.lines
        lines = [DayRow(day_key(end_ms)) for end_ms in self._drawn]
        end = [self._end] if self._end is not None and rows else []
        self._rows = sorted([*end, *rows, *lines], key=by_key)
        self._others = [row for row in self._rows if not isinstance(row, EventRow)]

    def _set_end(self, end: EndRow | None) -> None:
        """Show this below all other rows."""
        if end == self._end:
            return
        self._end = end
        if self._ends_drawn and end is not None:
            self._rows[0] = self._others[0] = end
            last = self.index(len(self._rows) - 1, 0)
            self.dataChanged.emit(last, last)
        else:
            self._draw_end()

    @property
    def _ends_drawn(self) -> int:
        """How many rows there are that say what lies below: one or none."""
        return int(bool(self._rows) and self._rows[0].key == BELOW_ALL)

    def _draw_end(self) -> None:
        drawn = self._ends_drawn
        wanted = self._end is not None and len(self._rows) > drawn
        if drawn and not wanted:
            self._remove(0, 1)
        elif self._end is not None and wanted and not drawn:
            self._insert(0, [self._end])

    def _draw_lines(self) -> None:
        """Draw a line where a day has come to need one, and no other; and the end if there is anything above it."""
        self._draw_end()
        wanted, drawn = self._days.lines, self._drawn
        if wanted == drawn:
            return
        for end_ms in wanted - drawn:
            line = DayRow(day_key(end_ms))
            self._insert(order.place(self._rows, line.key), [line])
        for end_ms in drawn - wanted:
            self._remove(order.place(self._rows, day_key(end_ms)), 1)
        self._drawn = wanted

    def _insert(self, at: int, rows: Sequence[Row]) -> None:
        first = len(self._rows) - at
        self.beginInsertRows(_NO_PARENT, first, first + len(rows) - 1)
        self._rows[at:at] = rows
        for row in rows:
            if not isinstance(row, EventRow):
                insort(self._others, row, key=by_key)
        self.endInsertRows()

    def _remove(self, at: int, count: int) -> None:
        last = len(self._rows) - 1 - at
        self.beginRemoveRows(_NO_PARENT, last - count + 1, last)
        gone = order.place(self._others, self._rows[at].key)
        gone_to = bisect_right(self._others, self._rows[at + count - 1].key, key=by_key)
        del self._others[gone:gone_to]
        del self._rows[at : at + count]
        self.endRemoveRows()
