"""The pictures of the feed's events, as they were received: of the newest at hand, of others out of the history."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterable
from functools import partial

from PySide6.QtCore import QObject, Signal

from facemon.history.error import HistoryError
from facemon.history.reader import Reader
from facemon.ui.feed.rows import EventRow
from facemon.ui.feed.shelf import PictureShelf
from facemon.ui.history.asking import Asking

_LANE = "pictures"
_AT_ONCE = 8  # pictures read before it is asked again which are about to be seen
_FETCHED = 200, 24 * 1024 * 1024  # pictures out of the history that are held, bytes of them
_REMEMBERED = 20_000  # events that are known to have no picture in the history
_AGAIN_S = 30.0  # until it is looked again for an event that the history does not have: it may be stored late


class Pictures(QObject):
    """Gives pictures by the number of their event. Belongs to the window's thread.

    Args:
        clock: seconds.
    """

    came = Signal()  # a picture that was wanted, or that there is none

    def __init__(self, parent: QObject | None = None, *, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__(parent)
        self._clock = clock
        self._newest = PictureShelf()
        self._messages = PictureShelf()  # of the same events, in UTF-8
        self._fetched = PictureShelf(*_FETCHED)
        self._asking: Asking | None = None
        self._asked: frozenset[int] = frozenset()
        self._wanted: list[EventRow] = []
        self._gone: dict[int, float] = {}  # by number: until when there is no use in looking

    def set_history(self, asking: Asking | None) -> None:
        """Take the pictures that are not at hand out of this history; None for nowhere."""
        self._asking = asking
        self._asked = frozenset()
        self._gone.clear()

    def put(self, number: int, picture: bytes, message: str = "") -> None:
        """Keep the picture and the message of an event that has just arrived; an empty one is nothing to keep."""
        self._newest.put(number, picture)
        self._messages.put(number, message.encode())

    def drop(self, number: int) -> None:
        """Keep the picture of this event no longer."""
        self._newest.drop(number)
        self._fetched.drop(number)
        self._messages.drop(number)
        if number in self._asked and self._asking is not None:
            self._asking.drop(_LANE)
            self._asked = frozenset()

    def get(self, number: int) -> bytes | None:
        """Return a picture, or None when it is not at hand."""
        found = self._newest.get(number)
        return self._fetched.get(number) if found is None else found

    def message(self, number: int) -> str:
        """Return the message of an event that arrived not long ago; empty when it is not at hand."""
        return (self._messages.get(number) or b"").decode()

    def may_come(self, row: EventRow) -> bool:
        """Return whether a picture that is not at hand may still be found in the history."""
        if self._asking is None or not row.happening.picture_size:
            return False
        return self._gone.get(row.number, 0.0) <= self._clock()

    def want(self, rows: Iterable[EventRow]) -> None:
        """Have the pictures of these events, the first first, and no others that are not being read yet."""
        self._wanted = [row for row in rows if self._missing(row)]
        self._go_on()

    def _missing(self, row: EventRow) -> bool:
        return self.get(row.number) is None and self.may_come(row)

    def _go_on(self) -> None:
        if self._asking is None or not self._asked.isdisjoint(row.number for row in self._wanted):
            return
        now = self._wanted[:_AT_ONCE]
        self._asked = frozenset(row.number for row in now)
        if now:
            self._asking.ask(_LANE, partial(_read, rows=now), self._take, self._fail)

    def _take(self, pictures: dict[int, bytes | None]) -> None:
        self._asked = frozenset()
        if len(self._gone) > _REMEMBERED:
            self._gone.clear()
        for number, picture in pictures.items():
            if picture:
                self._fetched.put(number, picture)
            else:
                self._gone[number] = math.inf if picture is not None else self._clock() + _AGAIN_S
        self._wanted = [row for row in self._wanted if self._missing(row)]
        self._go_on()
        self.came.emit()

    def _fail(self, _error: HistoryError) -> None:
        again = self._clock() + _AGAIN_S
        self._gone.update(dict.fromkeys(self._asked, again))
        self._asked = frozenset()
        self.came.emit()


def picture_in(reader: Reader, row: EventRow) -> bytes | None:
    """Return the picture that the history has of an event, empty if it has given it up; None for an unknown event."""
    found = reader.find(row.number)
    happening = row.happening
    # A number that was taken is given to another event: nobody must be shown with another person's face.
    if found is None or (found.happening.device_id, found.happening.uuid) != (happening.device_id, happening.uuid):
        return None
    return reader.picture(row.number)


def _read(reader: Reader, *, rows: list[EventRow]) -> dict[int, bytes | None]:
    return {row.number: picture_in(reader, row) for row in rows}
