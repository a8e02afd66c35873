"""The watch list as a table."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QCoreApplication, QModelIndex, QObject, QPersistentModelIndex, Qt

from facemon.alarm import Watched
from facemon.folding import folded
from facemon.ui import words
from facemon.ui.text import clean
from facemon.ui.watch.ending import said

_Index = QModelIndex | QPersistentModelIndex
_LONGEST = 300  # characters of a cell


class WatchTable(QAbstractTableModel):
    """One row a person, the longest on the list first; narrowed to those with a text in name, number or reason."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._all: tuple[Watched, ...] = ()
        self._shown: list[Watched] = []
        self._sought: tuple[str, ...] = ()

    @property
    def all(self) -> int:
        """How many there are, shown or not."""
        return len(self._all)

    def set_watched(self, watched: Sequence[Watched]) -> None:
        """Show these."""
        self._all = tuple(sorted(watched, key=lambda one: (one.from_ms, one.id)))
        self._narrow()

    def search(self, text: str) -> None:
        """Show only those with every word of this in their name, number or reason."""
        self._sought = tuple(folded(text).split())
        self._narrow()

    def row(self, number: int) -> Watched | None:
        """Return who is in this row; None where there is no such row."""
        return self._shown[number] if 0 <= number < len(self._shown) else None

    def row_of(self, watched_id: int) -> int | None:
        """Return the row of an entry, or None when it is not shown."""
        return next((row for row, one in enumerate(self._shown) if one.id == watched_id), None)

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else 5

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        one = self.row(index.row()) if index.isValid() else None
        if one is None or role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        said_of = _cells(one)
        text = said_of[index.column()]
        return f"{_headings()[index.column()]}: {text}" if role == Qt.ItemDataRole.AccessibleTextRole else text

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> str | None:
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return _headings()[section]
        return None

    def _narrow(self) -> None:
        self.beginResetModel()
        self._shown = [one for one in self._all if all(word in _searched(one) for word in self._sought)]
        self.endResetModel()


def named(one: Watched) -> str:
    """Return what a person on the list is called."""
    return clean(one.name, _LONGEST) or QCoreApplication.translate("Watch", "Person without a name")


def _searched(one: Watched) -> str:
    return folded(f"{one.name} {one.user_id} {one.reason}")


def _cells(one: Watched) -> tuple[str, ...]:
    return (
        words.joined(named(one), clean(one.user_id, 60)),
        clean(one.reason, _LONGEST),
        said(one.until_ms),
        words.date(one.from_ms),
        clean(one.by, 60),
    )


def _headings() -> tuple[str, ...]:
    translate = QCoreApplication.translate
    return (
        translate("Watch", "Person"),
        translate("Watch", "Reason"),
        translate("Watch", "On the list"),
        translate("Watch", "Since"),
        translate("Watch", "Put there by"),
    )
