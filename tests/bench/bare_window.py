"""A PySide6 window with nothing in it.

    python tests/bench/bare_window.py FILE

FILE gets one line at the end of the window's first frame: `time.monotonic_ns()` and `time.process_time_ns()`.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QMainWindow


class FirstFrame(QObject):
    """Notes when the window has been painted, and ends the program."""

    def __init__(self, file: Path) -> None:
        super().__init__()
        self._file = file

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let it paint first."""
        if event.type() != QEvent.Type.UpdateRequest or not isinstance(watched, QMainWindow):
            return False
        watched.removeEventFilter(self)
        watched.event(event)
        self._file.write_text(f"{time.monotonic_ns()} {time.process_time_ns()}\n")
        QApplication.quit()
        return True


if __name__ == "__main__":
    app = QApplication(sys.argv[:1])
    window = QMainWindow()
    window.resize(1440, 900)
    first = FirstFrame(Path(sys.argv[1]))
    window.installEventFilter(first)
    window.show()
    sys.exit(app.exec())
