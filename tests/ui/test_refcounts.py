"""PySide6 6.12.0 on Python 3.11 gives away a reference to None or a bool at each call, until the process aborts.

Since Python 3.12 these objects are immortal and their counts stand still; before, this test is what keeps such a
release out.
"""

from __future__ import annotations

import gc
import itertools
import sys

from feed_arrivals import arrivals
from happenings import usual_look
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from facemon.ui.feed.panel import FeedPanel

TIMES = 1000
SLACK = 300  # caches and the like; one lost with each call makes TIMES at least


class Emitter(QObject):
    happened = Signal(bool, object)


def counts() -> tuple[int, int, int]:
    gc.collect()
    return sys.getrefcount(None), sys.getrefcount(True), sys.getrefcount(False)


def test_painting_and_signals_neither_take_nor_give_references(qtbot: QtBot) -> None:
    usual_look()
    panel = FeedPanel(held=50)  # full after the first turns: what is held counts, too
    qtbot.addWidget(panel)
    panel.resize(900, 700)
    panel.show()
    painted: list[int] = []
    panel.on_painted(painted.extend)
    numbers = itertools.count(1)
    taken = [0]

    def take(*_: object) -> None:
        taken[0] += 1

    emitter = Emitter()
    emitter.happened.connect(take)

    def work(times: int) -> None:
        for turn in range(times):
            if turn % 10 == 0:
                panel.add(arrivals(next(numbers) * 5, 5))
            panel.view.viewport().repaint()
            QApplication.processEvents()
            emitter.happened.emit(turn % 2 == 0, None)

    work(200)  # what is made once
    before = counts()
    work(TIMES)
    after = counts()
    panel.close_threads()
    assert taken == [TIMES + 200]
    assert len(set(painted)) > TIMES // 10
    # Too many references keep an object for ever, and these are kept anyway: PySide6 6.11 leaves some to None with each
    # QPainter. Too few are what aborts.
    assert all(b - a < SLACK for b, a in zip(before, after, strict=True)), (before, after)
    assert [abs(b - a) < SLACK for b, a in zip(before[1:], after[1:], strict=True)] == [True, True], (before, after)
