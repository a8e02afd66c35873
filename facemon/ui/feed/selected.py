"""The selected event whole: its picture and its message, which the history may give a moment later."""

from __future__ import annotations

from functools import partial

import msgspec
from PySide6.QtCore import QObject, Signal

from facemon.history.error import HistoryError
from facemon.history.reader import Reader
from facemon.monitor import Arrived
from facemon.ui.feed.pictures import Pictures, picture_in
from facemon.ui.feed.rows import EventRow
from facemon.ui.history.asking import Asking

_LANE = "selected"


class SelectedEvent(QObject):
    """Completes what a row of the feed has. Belongs to the window's thread."""

    completed = Signal()  # more is known than when it was selected

    def __init__(self, pictures: Pictures, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.arrived: Arrived | None = None
        self.picture: bytes | None = None  # as received; empty when it came without, None when it is not at hand
        self.is_coming = False  # the picture may still be found in the history
        self._pictures = pictures
        self._asking: Asking | None = None

    def set_history(self, asking: Asking | None) -> None:
        """Complete events out of this history; None for out of none."""
        self._asking = asking

    def select(self, row: EventRow | None) -> None:
        """Take this for the selected event; None for none."""
        if self._asking is not None:
            self._asking.drop(_LANE)
        self.arrived = None if row is None else row.arrived
        self.picture, self.is_coming = None, False
        if row is None:
            return
        happening = row.happening
        self._take_message(self._pictures.message(row.number))
        self.picture = self._pictures.get(row.number) if happening.picture_size else b""
        self.is_coming = self.picture is None and self._pictures.may_come(row)
        if self._asking is not None and (self.is_coming or not self._has_message()):
            self._asking.ask(_LANE, partial(_read, row=row), self._take, self._fail)

    def _take(self, answer: tuple[bytes | None, str]) -> None:
        picture, raw = answer
        self._take_message(raw)
        self.picture = self.picture or picture or self.picture
        self.is_coming = False
        self.completed.emit()

    def _has_message(self) -> bool:
        return self.arrived is not None and bool(self.arrived.happening.raw)

    def _take_message(self, raw: str) -> None:
        if self.arrived is not None and raw and not self.arrived.happening.raw:
            happening = msgspec.structs.replace(self.arrived.happening, raw=raw)
            self.arrived = msgspec.structs.replace(self.arrived, happening=happening)

    def _fail(self, _error: HistoryError) -> None:
        self.is_coming = False
        self.completed.emit()


def _read(reader: Reader, *, row: EventRow) -> tuple[bytes | None, str]:
    picture = picture_in(reader, row)
    return picture, "" if picture is None else reader.raw(row.number)
