"""Questions to the history, asked in a thread of their own: the window waits for no disk."""

from __future__ import annotations

import functools
import logging
import threading
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import msgspec
from PySide6.QtCore import QObject, Qt, Signal

from facemon.history.error import NOT_READ, HistoryError, Interrupted
from facemon.history.reader import Reader

log = logging.getLogger(__name__)
T = TypeVar("T")
CLOSING = 1.0  # seconds that closing waits for what is being read


class _Question(msgspec.Struct, eq=False):
    lane: str
    ask: Callable[[Reader], Callable[[], None]]  # gives what is to be called in the window's thread
    failed: Callable[[HistoryError], None]
    given_up: bool = False  # somebody has asked anew meanwhile


class Asking(QObject):
    """Asks one reader one question after the other, and calls back in the thread it was made in.

    A question has a lane: of a lane, only the newest question is answered. An older one is dropped, and interrupted if
    it is being answered.

    Args:
        path: the history.
    """

    _answered = Signal()

    def __init__(self, path: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._path = path
        self._condition = threading.Condition()
        self._waiting: dict[str, _Question] = {}  # by lane, in the order they are asked
        self._current: _Question | None = None
        self._reader: Reader | None = None
        self._answers: list[tuple[_Question, Callable[[], None]]] = []
        self._thread: threading.Thread | None = None
        self._closed = False
        self._answered.connect(self._call_back, Qt.ConnectionType.QueuedConnection)

    def ask(
        self,
        lane: str,
        question: Callable[[Reader], T],
        then: Callable[[T], None],
        failed: Callable[[HistoryError], None],
    ) -> None:
        """Let `question` be put to the reader in the thread; then call `then` with the answer, or `failed`.

        Of what is asked in a lane that already has a question, nothing is called back any more for the older one.
        """

        def ask(reader: Reader) -> Callable[[], None]:
            return functools.partial(then, question(reader))

        with self._condition:
            if self._closed:
                return
            self._give_up(lane)
            self._waiting[lane] = _Question(lane, ask, failed)
            if self._thread is None:
                thread = threading.Thread(target=self._work, name="history questions", daemon=True)
                thread.start()  # where the system gives none, the next question tries again
                self._thread = thread
            self._condition.notify()

    def drop(self, lane: str) -> None:
        """Answer what was asked in this lane no more."""
        with self._condition:
            self._give_up(lane)

    def end(self) -> None:
        """Answer nothing more."""
        with self._condition:
            self._closed = True
            for lane in {*self._waiting, *([self._current.lane] if self._current else [])}:
                self._give_up(lane)
            self._answers.clear()
            self._condition.notify()

    def close(self, timeout: float = CLOSING) -> bool:
        """Answer nothing more; return whether the thread has ended within `timeout` seconds."""
        self.end()
        if self._thread is None:
            return True
        self._thread.join(timeout)
        return not self._thread.is_alive()

    def _give_up(self, lane: str) -> None:
        """Drop what is asked in a lane. The lock is held."""
        self._waiting.pop(lane, None)
        for question, _ in self._answers:
            if question.lane == lane:
                question.given_up = True
        if self._current is not None and self._current.lane == lane and not self._current.given_up:
            self._current.given_up = True
            if self._reader is not None:
                self._reader.interrupt()

    def _work(self) -> None:
        while True:
            with self._condition:
                self._condition.wait_for(lambda: self._waiting or self._closed)
                if self._closed:
                    break
                question = self._waiting.pop(next(iter(self._waiting)))
                self._current = question
            answer = self._answer(question)
            with self._condition:
                self._current = None
                if question.given_up or answer is None or self._closed:
                    continue
                self._answers.append((question, answer))
                if len(self._answers) == 1:
                    self._answered.emit()
        if self._reader is not None:
            self._reader.close()

    def _answer(self, question: _Question) -> Callable[[], None] | None:
        """Return what is to be called back; None for nothing."""
        try:
            if self._reader is None:
                reader = Reader(self._path)
                with self._condition:
                    self._reader = reader
            return question.ask(self._reader)
        except Interrupted:
            return None
        except HistoryError as error:
            self._let_go()
            return functools.partial(question.failed, error)
        except Exception as error:  # a thread that died would leave the window waiting for good
            log.exception("a question to the history failed")
            self._let_go()
            return functools.partial(question.failed, HistoryError(NOT_READ, file=self._path, reason=error))

    def _let_go(self) -> None:
        """Read the file afresh at the next question: another one may have taken its place."""
        with self._condition:
            reader, self._reader = self._reader, None
        if reader is not None:
            reader.close()

    def _call_back(self) -> None:
        with self._condition:
            answers, self._answers = self._answers, []
        for question, call in answers:
            if not question.given_up:
                try:
                    call()
                except Exception:  # the next ones are others'
                    log.exception("a fault in what follows a question to the history")
