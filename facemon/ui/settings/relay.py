"""What worker threads have to say to a dialog, said in the dialog's thread and only while there is a dialog."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal


class Relay(QObject):
    """Makes the calls that other threads hand it in the thread it belongs to, in their order."""

    _handed_in = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lock = threading.Lock()
        self._calls: list[Callable[[], None]] = []
        self._closed = False
        self._handed_in.connect(self._make, Qt.ConnectionType.QueuedConnection)

    def call(self, call: Callable[[], None]) -> None:
        """Have `call` called soon. From any thread; nothing happens once the relay is closed."""
        with self._lock:
            if self._closed:
                return
            self._calls.append(call)
            if len(self._calls) == 1:
                with contextlib.suppress(RuntimeError):  # the dialog is gone, and so is this
                    self._handed_in.emit()

    def close(self) -> None:
        """Drop what is under way and whatever comes later."""
        with self._lock:
            self._closed = True
            self._calls.clear()

    def _make(self) -> None:
        with self._lock:
            calls, self._calls = self._calls, []
        for call in calls:
            if not self._closed:
                call()
