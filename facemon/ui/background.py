"""Work that may wait for a disk, a keyring or a child process, away from the user interface's thread."""

from __future__ import annotations

import functools
import logging
import queue
import threading
from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QObject, Qt, Signal

log = logging.getLogger(__name__)
T = TypeVar("T")
CLOSING = 1.0  # seconds that closing waits for what is quick


class Background(QObject):
    """Runs one piece of work after the other in a thread of its own and calls back in the thread it was made in.

    The thread is a daemon, and not one of a pool, which the interpreter would wait for at its end: work that hangs must
    not keep the program from ending.
    """

    _finished = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._work: queue.SimpleQueue[Callable[[], None] | None] = queue.SimpleQueue()
        self._thread: threading.Thread | None = None
        self._lock = threading.Lock()
        self._done: list[Callable[[], None]] = []
        self._closed = False
        self._finished.connect(self._call_back, Qt.ConnectionType.QueuedConnection)

    def run(
        self,
        work: Callable[[], T],
        then: Callable[[T], None] | None = None,
        failed: Callable[[Exception], None] | None = None,
    ) -> None:
        """Do `work` there; then call `then` with its result, or `failed` (default: the log) with its error.

        Raises:
            RuntimeError: it has been closed.
        """

        def task() -> None:
            try:
                result = work()
            except Exception as error:
                if failed is None:
                    log.exception("background work failed")
                else:
                    self._post(functools.partial(failed, error))
            else:
                if then is not None:
                    self._post(lambda: then(result))

        if self._closed:
            raise RuntimeError("closed: nothing more is done")
        if self._thread is None:
            thread = threading.Thread(target=_run_each, args=(self._work,), name="background", daemon=True)
            try:
                thread.start()
            except RuntimeError as error:  # the system gives none now; whoever wants more work tries again
                log.warning("background work cannot be done: %s", error)
                if failed is not None:
                    self._post(functools.partial(failed, error))
                return
            self._thread = thread
        self._work.put(task)

    def end(self) -> None:
        """Take no more work and call nothing back any more; what has been begun and what is queued is still done."""
        with self._lock:
            self._closed = True
            self._done.clear()
        self._work.put(None)

    def close(self, timeout: float = CLOSING) -> bool:
        """End and wait until what is queued is done.

        What is not finished within `timeout` seconds is left to go on until the process ends. Returns whether all was.
        """
        self.end()
        if self._thread is None:
            return True
        self._thread.join(timeout)
        if self._thread.is_alive():
            log.warning("background work did not end in time")
        return not self._thread.is_alive()

    def _post(self, call: Callable[[], None]) -> None:
        with self._lock:  # also around the signal: once closed, the object it belongs to may be gone
            if self._closed:
                return
            self._done.append(call)
            if len(self._done) == 1:
                self._finished.emit()

    def _call_back(self) -> None:
        with self._lock:
            done, self._done = self._done, []
        for call in done:
            try:
                call()
            except Exception:  # the next ones are others'
                log.exception("a fault in what follows background work")


def _run_each(tasks: queue.SimpleQueue[Callable[[], None] | None]) -> None:
    while (task := tasks.get()) is not None:
        task()
