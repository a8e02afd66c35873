"""The faces on the lane's cards: of new alarms at hand, of older ones out of the history, decoded in threads."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QSize, Signal

from facemon.alarm import Alarm
from facemon.history.error import HistoryError
from facemon.history.reader import Reader
from facemon.limit import Limit
from facemon.ui.feed.decoding import Decoded
from facemon.ui.feed.shelf import PictureShelf
from facemon.ui.feed.thumbnails import Thumbnails
from facemon.ui.history.asking import Asking

_LANE = "alarms"
_HELD = 150, 12 * 1024 * 1024  # pictures as received, bytes of them
_AT_ONCE = 8
_AGAIN_S = 5.0  # until it is looked again for a picture that the history does not have: it may be stored late

Wanted = tuple[int, str]  # the number of an event, and its device


class AlarmPictures(QObject):
    """Gives faces by the number of their event, large ones and small ones. Belongs to the window's thread.

    Args:
        at_hand: gives the picture of an event that has come lately, or None.
    """

    came = Signal()

    def __init__(self, at_hand: Callable[[int], bytes | None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._at_hand = at_hand
        self._held = PictureShelf(*_HELD)
        self._asking: Asking | None = None
        self._asked: frozenset[int] = frozenset()
        self._gone: dict[int, float] = {}  # by number: until when there is no use in looking
        self._large = Thumbnails(self)
        self._small = Thumbnails(self)
        self._wanted: tuple[list[Wanted], list[Wanted]] = [], []
        for thumbnails in (self._large, self._small):
            thumbnails.ready.connect(self._decoded)

    def set_history(self, path: Path | None) -> None:
        """Take what is not at hand out of the history in this file; None for nowhere."""
        if self._asking is not None:
            self._asking.end()
            self._asking.deleteLater()
        self._asking = None if path is None else Asking(path, self)
        self._asked = frozenset()
        self._gone.clear()

    def set_sizes(self, large: QSize, small: QSize) -> None:
        """Make faces of so many device pixels."""
        self._large.set_size(large.width(), large.height())
        self._small.set_size(small.width(), small.height())

    def get(self, number: int) -> bytes | None:
        """Return a picture as received, or None when it is not at hand."""
        held = self._held.get(number)
        if held is None and (fresh := self._at_hand(number)):
            self._held.put(number, fresh)
            return fresh
        return held

    def large(self, number: int) -> Decoded | None:
        """Return a large face or why there is none; None while it is not known."""
        return self._large.get(number)

    def small(self, number: int) -> Decoded | None:
        """Return a small face or why there is none; None while it is not known."""
        return self._small.get(number)

    def want(self, large: Iterable[Wanted], small: Iterable[Wanted]) -> None:
        """Have these, the first first, and no others that have not been begun."""
        self._wanted = list(large), list(small)
        self._go_on()

    def close_threads(self, limit: Limit) -> None:
        """End the threads that read and decode."""
        if self._asking is not None:
            self._asking.end()
        for thumbnails in (self._large, self._small):
            thumbnails.stop(limit.left())
        if self._asking is not None:
            self._asking.close(limit.left())

    def _go_on(self) -> None:
        large, small = self._wanted
        self._large.want([number for number, _ in large], self)
        self._small.want([number for number, _ in small], self)
        if self._asking is None or self._asked:
            return
        now = time.monotonic()
        missing = {
            wanted: None
            for wanted in large + small
            if self.get(wanted[0]) is None and self._gone.get(wanted[0], 0.0) <= now
        }
        asked = list(missing)[:_AT_ONCE]
        self._asked = frozenset(number for number, _ in asked)
        if asked:
            self._asking.ask(_LANE, partial(_read, wanted=asked), self._take, self._fail)

    def _take(self, pictures: dict[int, bytes]) -> None:
        for number in self._asked:
            if pictures.get(number):
                self._held.put(number, pictures[number])
            else:
                self._gone[number] = time.monotonic() + _AGAIN_S
        while len(self._gone) > 10 * _HELD[0]:
            del self._gone[next(iter(self._gone))]
        self._asked = frozenset()
        self._go_on()

    def _fail(self, _error: HistoryError) -> None:
        self._gone.update(dict.fromkeys(self._asked, time.monotonic() + _AGAIN_S))
        self._asked = frozenset()

    def _decoded(self) -> None:
        self._large.take_ready()
        self._small.take_ready()
        self.came.emit()


def strip_of(alarm: Alarm) -> list[Wanted]:
    """Return the events of an alarm whose pictures stand in its strip, the newest first; none for a single one."""
    return [(number, alarm.device_id) for number in reversed(alarm.numbers)] if len(alarm.numbers) > 1 else []


def newest_of(alarm: Alarm) -> list[Wanted]:
    """Return the event of an alarm that is shown large, if it has a picture."""
    pictured = alarm.happening is not None and alarm.happening.picture_size > 0
    return [(alarm.numbers[-1], alarm.device_id)] if pictured and alarm.numbers else []


def _read(reader: Reader, *, wanted: list[Wanted]) -> dict[int, bytes]:
    pictures = {}
    for number, device_id in wanted:
        found = reader.find(number)
        # A number that was taken is given to another event: nobody must be shown with another person's face.
        if found is not None and found.happening.device_id == device_id:
            pictures[number] = reader.picture(number)
    return pictures
