"""The real program with its window, which also says what it shows and hears, and does what it is told.

    python told_desk.py ARGUMENTS…      as of facemon

Says on standard output, a line of JSON at each change, what is owed, what sounds and which devices flood. Takes on
standard input, a word a line: `answer` acknowledges all that is owed, `key:Ctrl+Up` presses keys where the keyboard is.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator

from PySide6.QtCore import QSocketNotifier
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from facemon import cli
from facemon.ui import app
from facemon.ui.session import Session
from facemon.ui.window import MainWindow


class ToldWindow(MainWindow):
    """The guard's window."""

    def fill(self, session: Session) -> Iterator[None]:
        yield from super().fill(session)
        self._told_session = session
        session.board.changed.connect(self._say)
        session.sound.sounding_changed.connect(self._say)
        self._commands = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read, self)
        self._commands.activated.connect(self._obey)

    def _say(self) -> None:
        session = self._told_session
        owed = [
            {"id": alarm.id, "rule": alarm.rule, "count": alarm.count, "since_ms": alarm.since_ms}
            for alarm in session.board.alarms()
        ]
        told = {
            "owed": owed, "sounding": session.sound.sounding,
            "selected": self._lane.selected_alarm.id if self._lane.selected_alarm is not None else None,
            "floods": {flood.device_id: flood.count for flood in session.board.floods},
        }  # fmt: skip
        print(json.dumps(told), flush=True)

    def _obey(self) -> None:
        words = os.read(sys.stdin.fileno(), 4096).decode().split()
        if not words:
            self._commands.setEnabled(False)
        for word in words:
            if word.startswith("key:"):
                keys = QKeySequence(word.removeprefix("key:"))[0]  # type: ignore[index]  # the stubs do not know
                QTest.keyClick(QApplication.focusWidget() or self, keys.key(), keys.keyboardModifiers())
                self._say()
            else:
                for alarm in self._told_session.board.alarms():
                    self._told_session.board.acknowledge(alarm)


if __name__ == "__main__":
    app.MainWindow = ToldWindow  # type: ignore[attr-defined]
    sys.exit(cli.main())
