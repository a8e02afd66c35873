"""Continues the feed into the history: what lies below is read before it is seen."""

from __future__ import annotations

import logging
from functools import partial

import msgspec
from PySide6.QtCore import QObject, Signal

from facemon.event import Gap
from facemon.history.error import MISSING, HistoryError
from facemon.history.query import Found, Query, Slot
from facemon.history.reader import Reader
from facemon.monitor import Arrived
from facemon.ui.feed.end_text import end_text
from facemon.ui.feed.holding import GAPS
from facemon.ui.feed.model import FeedModel
from facemon.ui.feed.rows import Ending, EndRow
from facemon.ui.history.asking import Asking

log = logging.getLogger(__name__)

PAGE = 200  # events
_LANE = "older"
_EVER = 1 << 62  # milliseconds


class _Page(msgspec.Struct, frozen=True):
    found: list[Found]
    gaps: list[Gap]
    ended: bool


class Older(QObject):
    """Reads older events into a FeedModel, a page at a time. Belongs to the window's thread.

    Args:
        devices: whose events, by id; None: everybody's.
    """

    came = Signal()  # a page has been read, or cannot be

    def __init__(
        self, model: FeedModel, parent: QObject | None = None, *, devices: frozenset[str] | None = None
    ) -> None:
        super().__init__(parent)
        self._devices = devices
        self._model = model
        self._asking: Asking | None = None
        self._asked = False
        self._error: HistoryError | None = None
        model.counts_changed.connect(self._show_end)

    def set_history(self, asking: Asking | None) -> None:
        """Go on into this history, the newest of which are read at once; None for nowhere."""
        self._asking = asking
        self._asked = False
        self._error = None
        self._model.tail.ended = False
        if asking is not None and self._model.tail.behind is None:
            self._ask()
        self._show_end()

    @property
    def told(self) -> str:
        """What is said below the oldest row, where there is one; empty for nothing."""
        ending = self._ending()
        if ending is None or (ending is Ending.BEGINNING and not self._model.held):
            return ""
        return end_text(EndRow(ending), 0)

    def go_on(self) -> None:
        """Read what comes next, if there is anything: the end of what is held is about to be seen."""
        if self._ending() is Ending.SEARCHING and not self._asked:
            self._ask()

    def try_again(self) -> None:
        """Read on though it could not be done before."""
        self._error = None
        self._show_end()
        self.go_on()

    def _ask(self) -> None:
        if self._asking is not None:
            self._asked = True
            behind = self._model.tail.behind
            read = partial(_read, behind=behind, devices=self._devices)
            self._asking.ask(_LANE, read, partial(self._take, behind), self._fail)

    def _take(self, behind: Slot | None, page: _Page) -> None:
        self._asked = False
        # Where events have been let go meanwhile, they are read again: nothing is left out between.
        if behind == self._model.tail.behind:
            self._model.tail.reach(page.found[-1].slot if page.found else None, ended=page.ended)
        arrived = [Arrived(found.happening, found.id, 0, 0) for found in page.found]
        self._model.add_older(arrived, page.gaps, first=behind is None)
        self._show_end()
        self.came.emit()

    def _fail(self, error: HistoryError) -> None:
        log.warning("older events cannot be read: %s", error)
        self._asked = False
        self._error = error
        self._show_end()
        self.came.emit()

    def _ending(self) -> Ending | None:
        if self._asking is None:
            return None
        if self._error is not None:
            return None if self._error.template == MISSING else Ending.UNREADABLE
        if self._model.tail.ended:
            return Ending.BEGINNING
        return Ending.ELSEWHERE if self._model.full else Ending.SEARCHING

    def _show_end(self) -> None:
        self._model.show_end(self._ending())


def _read(reader: Reader, *, behind: Slot | None, devices: frozenset[str] | None) -> _Page:
    found = reader.page(Query(devices=devices), after=behind, limit=PAGE)
    ended = len(found) < PAGE
    from_ms = -_EVER if ended else found[-1].happening.at_ms
    gaps = reader.gaps(from_ms, _EVER if behind is None else behind.at_ms + 1, devices)
    return _Page(found, gaps[-GAPS:], ended)
