"""facemon as it is, but that it says when its window was first painted and how fast it answers, with its own keyring.

    python tests/bench/watched_program.py FILE TURNS PASSWORDS facemon's own arguments…

FILE gets one line at the end of the window's first frame: `time.monotonic_ns()` and `time.process_time_ns()`. PASSWORDS
is a JSON object: what the keyring gives by a device's id. TURNS gets, in the end, a JSON array of [monotonic second,
milliseconds late] of each turn of the event loop that was wanted, 100 a second; "" for none, which costs nothing.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

import keyring
from keyring.backend import KeyringBackend
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication
from turns import Turns

from facemon.cli import main
from facemon.ui.window import MainWindow


class KnownPasswords(KeyringBackend):
    """Gives what it was made with."""

    priority = 5

    def __init__(self, passwords: dict[str, str]) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._passwords = passwords

    def get_password(self, service: str, username: str) -> str | None:
        """Return the password of the device with this id."""
        return self._passwords.get(username)

    def set_password(self, service: str, username: str, password: str) -> None:
        """Keep another one."""
        self._passwords[username] = password


class FirstFrame(QObject):
    """Notes when the window has been painted."""

    def __init__(self, file: Path) -> None:
        super().__init__()
        self._file = file
        self._said = False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not self._said and isinstance(watched, MainWindow) and event.type() == QEvent.Type.UpdateRequest:
            self._said = True
            watched.event(event)  # which paints
            self._file.write_text(f"{time.monotonic_ns()} {time.process_time_ns()}\n")
            return True
        return False


if __name__ == "__main__":
    file, turns_file, passwords, *arguments = sys.argv[1:]
    keyring.set_keyring(KnownPasswords(json.loads(passwords)))
    app = QApplication(sys.argv[:1])
    first = FirstFrame(Path(file))
    app.installEventFilter(first)
    turns = Turns() if turns_file else None
    code = main(arguments)
    if turns is not None:
        turns.write(Path(turns_file))
    sys.exit(code)
