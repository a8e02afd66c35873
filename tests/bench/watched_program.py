"""facemon as it is, but that it says when its window was first painted and how fast it answers, with its own keyring.

    python tests/bench/watched_program.py FILE TURNS PASSWORDS facemon's own arguments…

FILE gets one line at the end of the window's first frame: `time.monotonic_ns()` and `time.process_time_ns()`, and
another of the first that shows more than that facemon starts. PASSWORDS is a JSON object: what the keyring gives by a
device's id. TURNS gets, in the end, a JSON array of [monotonic second,
milliseconds late] of each turn of the event loop that was wanted, 100 a second; "" for none, which costs nothing.
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

from facemon.ui import usual_import

usual_import.keep()  # as the program does, before anything here imports Qt
from PySide6.QtCore import QEvent, QObject  # noqa: E402
from PySide6.QtWidgets import QApplication, QMainWindow  # noqa: E402

from facemon.cli import main  # noqa: E402
from facemon.ui.frame import StartingPage  # noqa: E402


class FirstFrame(QObject):
    """Notes when the window has been painted."""

    def __init__(self, file: Path) -> None:
        super().__init__()
        self._file = file
        self._said = ""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let it paint first."""
        if event.type() != QEvent.Type.UpdateRequest or not isinstance(watched, QMainWindow):
            return False
        starting = isinstance(watched.centralWidget(), StartingPage)
        if self._said.count("\n") >= (1 if starting else 2):
            return False
        watched.event(event)
        line = f"{time.monotonic_ns()} {time.process_time_ns()}\n"
        self._said += line if starting or self._said else 2 * line
        self._file.write_text(self._said)
        return True


if __name__ == "__main__":
    file, turns_file, passwords, *arguments = sys.argv[1:]
    os.environ |= {"PYTHON_KEYRING_BACKEND": "known_passwords.KnownPasswords", "FACEMON_PASSWORDS": passwords}
    app = QApplication(sys.argv[:1])
    first = FirstFrame(Path(file))
    app.installEventFilter(first)
    turns = None
    if turns_file:
        from turns import Turns

        turns = Turns()
    code = main(arguments)
    if turns is not None:
        turns.write(Path(turns_file))
    sys.exit(code)
