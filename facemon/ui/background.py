"""Work that may wait for a disk, a keyring or a child process, away from the user interface's thread."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

from PySide6.QtCore import QObject, Qt, Signal

log = logging.getLogger(__name__)
T = TypeVar("T")


class Background(QObject):
    """Runs one piece of work after the other in a thread of its own and calls back in the thread it was made in."""

    _finished = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="background")
        self._lock = threading.Lock()
        self._done: list[Callable[[], None]] = []
        self._finished.connect(self._call_back, Qt.ConnectionType.QueuedConnection)

    def run(
        self,
        work: Callable[[], T],
        then: Callable[[T], None] | None = None,
        failed: Callable[[Exception], None] | None = None,
    ) -> None:
        """Do `work` there; then call `then` with its result, or `failed` (default: the log) with its error."""

        def finish(future: Future[T]) -> None:
            error = future.exception()
            if error is None:
                if then is not None:
                    self._post(lambda: then(future.result()))
            elif failed is not None and isinstance(error, Exception):
                self._post(lambda: failed(error))
            else:
                log.error("background work failed", exc_info=error)

        self._pool.submit(work).add_done_callback(finish)

    def close(self) -> None:
        """Finish what has been begun and what is queued; call nothing back any more."""
        self._pool.shutdown(wait=True)

    def _post(self, call: Callable[[], None]) -> None:
        with self._lock:
            first = not self._done
            self._done.append(call)
        if first:
            self._finished.emit()

    def _call_back(self) -> None:
        with self._lock:
            done, self._done = self._done, []
        for call in done:
            call()
