"""How late an event loop comes to its turns."""

from __future__ import annotations

import json
import time
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer

_TURN_MS = 10


class Turns(QObject):
    """Notes how late the event loop is."""

    def __init__(self) -> None:
        super().__init__()
        self.late: list[tuple[float, float]] = []
        self._last = time.monotonic()
        timer = QTimer(self, interval=_TURN_MS, timerType=Qt.TimerType.PreciseTimer)
        timer.timeout.connect(self._turn)
        timer.start()

    def _turn(self) -> None:
        now = time.monotonic()
        self.late.append((round(now, 3), round(max(0.0, 1000 * (now - self._last) - _TURN_MS), 1)))
        self._last = now

    def write(self, file: Path) -> None:
        """Write a JSON array of [monotonic second, milliseconds late]."""
        file.write_text(json.dumps(self.late))
