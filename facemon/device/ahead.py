"""Asks a device for the next page of its records while the former one is still being looked through and stored."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, wait
from typing import NamedTuple

from facemon.device.deadline import in_background
from facemon.device.paging import Question
from facemon.device.records import RecordsPage

_END = 1.0  # seconds that a request which was told to stop is waited for
MOST = 8  # pages asked for ahead, of all devices: after a power cut hundreds recover, and each page has its megabytes
_room = threading.BoundedSemaphore(MOST)


class Answered(NamedTuple):
    """A page, and how long the device took for it."""

    page: RecordsPage
    seconds: float


class Ahead:
    """Asks one question at a time, either when it is wanted or before. One thread uses it.

    Args:
        ask: returns a page, given the question and the most records in it; raises what the request does. It is called
            in a thread of its own where it is asked before, and ends within a second when told to stop.
    """

    def __init__(self, ask: Callable[[Question, int], RecordsPage]) -> None:
        self._ask = ask
        self._asked: tuple[Question, int] | None = None
        self._coming: Future[Answered] | None = None

    def begin(self, question: Question, limit: int) -> None:
        """Ask now what will be wanted next. It does nothing where many are, or where the system gives no thread."""
        if not _room.acquire(blocking=False):
            return
        try:
            self._coming = in_background(lambda: self._timed(question, limit), name="facemon-recovery-ahead")
            self._asked = question, limit
        except RuntimeError:
            _room.release()

    def answer(self, question: Question, limit: int) -> Answered:
        """Return the answer, and raise what the request has raised, once."""
        coming, asked = self._coming, self._asked
        self._coming = self._asked = None
        if coming is None or asked != (question, limit):
            self._leave(coming)
            return self._timed(question, limit)
        try:
            return coming.result()
        finally:
            _room.release()

    def end(self) -> None:
        """Want no answer any more."""
        coming, self._coming, self._asked = self._coming, None, None
        self._leave(coming)

    def _leave(self, coming: Future[Answered] | None) -> None:
        if coming is not None:
            wait([coming], _END)
            _room.release()

    def _timed(self, question: Question, limit: int) -> Answered:
        began = time.monotonic()
        page = self._ask(question, limit)
        return Answered(page, time.monotonic() - began)
