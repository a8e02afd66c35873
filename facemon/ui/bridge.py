"""The one place where the devices' threads meet Qt.

A lock, a list, one signal without arguments emitted when the list turns non-empty, and one drain a frame. No Python
object rides on a signal, and the list cannot grow without bound while the window is busy.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

import msgspec
from PySide6.QtCore import QObject, Qt, QTimer, Signal

from facemon.monitor import Arrived, Update

FRAME_MS = 16
PICTURE_BUDGET = 64 * 1024 * 1024  # bytes of pictures that may wait for the window; the oldest are given up beyond
MOST_WAITING = 20_000  # updates that may wait; twice what the feed holds


class Bridge(QObject):
    """Takes updates from any thread and hands them to the window in batches.

    Args:
        deliver: called in the window's thread once a frame at most, with the updates in order and how many arrivals
            that had to be left out because the window was busy for too long.
    """

    _waiting = Signal()

    def __init__(self, deliver: Callable[[list[Update], int], None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._deliver = deliver
        self._lock = threading.Lock()
        self._updates: list[Update] = []
        self._picture_bytes = 0
        self._stripped = 0  # updates at the front of the list whose pictures have been given up
        self._left_out = 0
        self._last_drain = 0.0
        self._timer = QTimer(self, singleShot=True, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self.drain)
        self._waiting.connect(self._schedule, Qt.ConnectionType.QueuedConnection)

    def post(self, update: Update) -> None:
        """Queue an update. From any thread; never blocks."""
        with self._lock:
            first = not self._updates
            self._updates.append(update)
            if isinstance(update, Arrived):
                self._picture_bytes += len(update.happening.picture)
                if self._picture_bytes > PICTURE_BUDGET or len(self._updates) > MOST_WAITING:
                    self._give_up()
        if first:
            self._waiting.emit()

    def drain(self) -> None:
        """Deliver all that is queued. In the window's thread."""
        with self._lock:
            updates, self._updates = self._updates, []
            left_out, self._left_out = self._left_out, 0
            self._picture_bytes = self._stripped = 0
        self._last_drain = time.monotonic()
        if updates or left_out:
            self._deliver(updates, left_out)

    def _schedule(self) -> None:
        elapsed = (time.monotonic() - self._last_drain) * 1000
        self._timer.start(max(0, FRAME_MS - int(elapsed)))

    def _give_up(self) -> None:
        """Give up the oldest waiting pictures, then the oldest waiting arrivals, which are counted."""
        while self._picture_bytes > PICTURE_BUDGET // 2 and self._stripped < len(self._updates):
            update = self._updates[self._stripped]
            if isinstance(update, Arrived):
                self._picture_bytes -= len(update.happening.picture)
                self._updates[self._stripped] = msgspec.structs.replace(
                    update, happening=update.happening.without_picture()
                )
            self._stripped += 1
        if len(self._updates) > MOST_WAITING:
            excess = len(self._updates) - MOST_WAITING * 9 // 10  # so that this walk is not needed at every post
            kept: list[Update] = []
            for update in self._updates:
                if excess > 0 and isinstance(update, Arrived):
                    excess -= 1
                    self._left_out += 1
                    self._picture_bytes -= len(update.happening.picture)
                else:
                    kept.append(update)
            self._updates = kept
            self._stripped = 0
