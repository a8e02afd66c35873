"""The note from shift to shift: read from the history, shown until it has been read, written at any time."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from facemon.history.error import HistoryError
from facemon.history.note import HandedOver
from facemon.history.reader import Reader
from facemon.limit import Limit
from facemon.report.handover import STALE_MS, unread
from facemon.ui.history.asking import Asking
from facemon.ui.report.handover_card import HandoverCard
from facemon.ui.report.handover_dialog import HandoverDialog

Keep = Callable[[int, str, str], None]  # at which moment (Unix milliseconds), by whom, what


class HandoverDesk(QObject):
    """Holds the card, which is the window's to place. Belongs to the window's thread.

    Args:
        path: the history's file.
        operator: says who has the desk now.
        keep: puts a note on record.
        parent: the window.
    """

    def __init__(self, path: Path, operator: Callable[[], str], keep: Keep, parent: QWidget) -> None:
        super().__init__(parent)
        self._window = parent
        self._operator, self._keep = operator, keep
        self._asking = Asking(path, self)
        self._notes: Sequence[HandedOver] = ()
        self._read_ms: int | None = None  # until it is known what has been read, no note is shown
        self._written_ms: int | None = None
        self._dialog: HandoverDialog | None = None
        self.card = HandoverCard()
        self.card.read.connect(self._take_as_read)

    def look(self) -> None:
        """Look into the history for what the shift before has left."""
        now_ms = _now_ms()
        self._asking.ask("notes", lambda reader: _notes(reader, now_ms), self._take, self._fail)

    def operator_changed(self) -> None:
        """Somebody else has the desk: what the one before has written is new to them."""
        self._show()

    def write(self) -> None:
        """Open the window in which a note is written."""
        if self._dialog is None:
            self._dialog = HandoverDialog(self._window)
            self._dialog.written.connect(self._put_on_record)
        self._dialog.show_for(self._operator())

    def restyle(self) -> None:
        """Take up the theme and font in use."""
        self.card.restyle()

    def state(self) -> Mapping[str, object]:
        """Return which note has been read, for the next start."""
        return {"read_ms": self._read_ms or 0}

    def restore(self, state: Mapping[str, object]) -> None:
        """Take up an earlier `state`; what cannot be read is passed over."""
        read_ms = state.get("read_ms")
        self._read_ms = max(self._read_ms or 0, read_ms if isinstance(read_ms, int) else 0)
        self._show()

    def close(self, limit: Limit) -> None:
        """End what goes on away from the window's thread."""
        self._asking.close(limit.left())

    def _take(self, notes: Sequence[HandedOver]) -> None:
        written = [note for note in self._notes if note not in notes]  # may not be in the file yet
        self._notes = [*notes, *written]
        self._show()

    def _fail(self, _error: HistoryError) -> None:
        """Show none: that the history cannot be read, the window says itself."""

    def _put_on_record(self) -> None:
        if self._dialog is None or not self._dialog.text:
            return
        note = HandedOver(_now_ms(), self._operator(), self._dialog.text)
        self._keep(note.at_ms, note.by, note.text)
        self._dialog.clear()
        self._notes = [*self._notes, note]
        self._written_ms = note.at_ms
        self._show()

    def _take_as_read(self) -> None:
        if self.card.note is not None:
            self._read_ms = max(self._read_ms or 0, self.card.note.at_ms)
        self._show()

    def _show(self) -> None:
        if self._read_ms is None:
            return
        self.card.show_note(
            unread(
                self._notes, self._operator(),
                read_ms=self._read_ms, written_ms=self._written_ms, now_ms=_now_ms(),
            )
        )  # fmt: skip


def _notes(reader: Reader, now_ms: int) -> Sequence[HandedOver]:
    return [HandedOver(note.at_ms, note.by, note.text) for note in reader.handovers(now_ms - STALE_MS, now_ms + 1)]


def _now_ms() -> int:
    return round(time.time() * 1000)
