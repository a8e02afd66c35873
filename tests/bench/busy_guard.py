"""facemon as it is, with a guard who scrolls and searches all the time; says how long the window's turns took.

    python tests/bench/busy_guard.py FILE [--calm] facemon's own arguments…

At its end FILE gets a JSON array: the milliseconds between two turns of the event loop, beyond those that it slept, for
every two. With --calm the guard only watches.
"""

from __future__ import annotations

import json
import sys
import time
from array import array
from itertools import cycle
from pathlib import Path

from PySide6.QtCore import QObject, QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from facemon.cli import main
from facemon.ui.feed.search_box import SearchBox
from facemon.ui.feed.view import FeedView
from facemon.ui.window import MainWindow

EVERY = 2  # milliseconds between two looks at the clock
WARM_UP = 8.0  # seconds: what the start does once


class Turns(QObject):
    """Takes the time between any two turns."""

    def __init__(self) -> None:
        super().__init__()
        self.between = array("d")
        self._begun = self._last = time.perf_counter()
        self._timer = QTimer(self, timerType=Qt.TimerType.PreciseTimer, interval=EVERY)
        self._timer.timeout.connect(self._turn)
        self._timer.start()

    def _turn(self) -> None:
        now = time.perf_counter()
        if now - self._begun > WARM_UP:
            self.between.append(max((now - self._last) * 1e3 - EVERY, 0.0))
        self._last = now


class Guard(QObject):
    """Scrolls down for two seconds, up again, and looks for somebody, over and over."""

    def __init__(self, app: QApplication) -> None:
        super().__init__()
        self._app = app
        self._deeds = cycle([*[-120] * 20, *[120] * 20, "z", "h", "a", "", "", "", *[-120] * 10, *[120] * 20, None])
        self._timer = QTimer(self, interval=100)
        self._timer.timeout.connect(self._do)
        self._timer.start()

    def _do(self) -> None:
        window = next((each for each in self._app.topLevelWidgets() if isinstance(each, MainWindow)), None)
        if window is None:
            return
        search, view = window.findChild(SearchBox), window.findChild(FeedView)
        assert search is not None
        assert view is not None
        match next(self._deeds):
            case int(turn):
                self._scroll(view, turn)
            case str(letter) if letter:
                search.setFocus()
                QTest.keyClicks(search, letter)
            case None:
                search.clear()
            case _:
                pass

    def _scroll(self, view: FeedView, turn: int) -> None:
        under = view.viewport()
        at = QPointF(under.rect().center())
        wheel = QWheelEvent(
            at, QPointF(under.mapToGlobal(at.toPoint())), QPoint(), QPoint(0, turn), Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.sendEvent(under, wheel)


if __name__ == "__main__":
    file, *arguments = sys.argv[1:]
    calm = arguments[:1] == ["--calm"]
    app = QApplication(sys.argv[:1])
    turns = Turns()
    guard = None if calm else Guard(app)
    status = main(arguments[1:] if calm else arguments)
    Path(file).write_text(json.dumps(list(turns.between)))
    sys.exit(status)
