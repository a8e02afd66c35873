"""facemon as it is, with a guard in fast motion, and a retention that looks every half minute and is tighter.

    python tests/bench/soaking_guard.py facemon's own arguments…

He scrolls and searches all the time, answers what needs him every few seconds, opens the history and closes it, and
changes theme and language in turns.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from itertools import cycle
from typing import TypeVar

import msgspec
from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from facemon.cli import main
from facemon.history import retention
from facemon.ui.alarms.lane import Lane
from facemon.ui.feed.search_box import SearchBox
from facemon.ui.feed.view import FeedView
from facemon.ui.history.window import HistoryWindow
from facemon.ui.session import Session
from facemon.ui.window import MainWindow

Part = TypeVar("Part", bound=QObject)

RETENTION = 30.0  # seconds, instead of an hour
GB = 200_000_000  # bytes: pictures are small here, and what is kept is to be reached long before half of the events
LOOKS = cycle([("light", "en"), ("light", "zh_CN"), ("dark", "zh_CN"), ("dark", "en")])


class Guard(QObject):
    """Does what guards do in a month within an hour."""

    def __init__(self, app: QApplication) -> None:
        super().__init__()
        self._app = app
        self._words = cycle(["zh", "an", "", "Li", "visitor", ""])
        for seconds, deed in (
            (0.5, self._scroll), (3, self._search), (5, self._answer), (30, self._change_looks), (45, self._look_back),
        ):  # fmt: skip
            timer = QTimer(self, interval=round(seconds * 1000))
            timer.timeout.connect(self._at_the_window(deed))
            timer.start()

    def _at_the_window(self, deed: Callable[[MainWindow], None]) -> Callable[[], None]:
        def do() -> None:
            window = next((each for each in self._app.topLevelWidgets() if isinstance(each, MainWindow)), None)
            if window is not None:
                deed(window)

        return do

    def _scroll(self, window: MainWindow) -> None:
        bar = part_of(window, FeedView).verticalScrollBar()
        bar.setValue((bar.value() + 700) % max(1, min(bar.maximum(), 7000)))

    def _search(self, window: MainWindow) -> None:
        search = part_of(window, SearchBox)
        search.clear()
        search.setFocus()
        QTest.keyClicks(search, next(self._words))

    def _answer(self, window: MainWindow) -> None:
        board = part_of(window, Lane).board
        board.acknowledge_low()
        for alarm in board.alarms():
            board.acknowledge(alarm, "seen")

    def _change_looks(self, window: MainWindow) -> None:
        session = part_of(window, Lane).board.parent()
        assert isinstance(session, Session)
        theme, language = next(LOOKS)
        ui = msgspec.structs.replace(session.settings.ui, theme=theme, language=language)
        session.change(msgspec.structs.replace(session.settings, ui=ui))

    def _look_back(self, window: MainWindow) -> None:
        past = next((each for each in self._app.topLevelWidgets() if isinstance(each, HistoryWindow)), None)
        if past is not None and past.isVisible():
            past.close()
        else:
            QTest.keyClick(window, Qt.Key.Key_H, Qt.KeyboardModifier.ControlModifier)


def part_of(window: MainWindow, kind: type[Part]) -> Part:
    """Return the window's only part of this kind."""
    found = window.findChild(kind)
    assert found is not None
    return found


if __name__ == "__main__":
    retention.EVERY_SECONDS, retention.GB = RETENTION, GB
    app = QApplication(sys.argv[:1])
    guard = Guard(app)
    sys.exit(main(sys.argv[1:]))
