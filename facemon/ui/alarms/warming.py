"""The first alarm must not wait for what the lane has never done before: fonts, styles, glyphs of two scripts."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer

from facemon.alarm import Alarm, Priority
from facemon.event import Category, Event, Person
from facemon.ui.alarms.row_maker import RowMaker
from facemon.ui.alarms.rows import AlarmRow

_AFTER_MS = 500  # of the start: first the window and the devices
_WIDTH = 340  # pixels, about a lane's

_SOMEBODY = Event(
    uuid="", device_id="", time_ms=0, received_ms=0, category=Category.BLACKLIST, passed=False, score=0.9,
    person=Person(name="Li 李", remark="Barred 禁止进入"),
)  # fmt: skip


class Warming(QObject):
    """Makes and draws a card once, out of sight, when the start is over. Belongs to the window's thread."""

    def __init__(self, hand: RowMaker, parent: QObject) -> None:
        super().__init__(parent)
        self._hand = hand
        self._timer = QTimer(self, singleShot=True, interval=_AFTER_MS)
        self._timer.timeout.connect(self.warm)
        self._timer.start()

    def warm(self) -> None:
        """Do it now: that takes about a tenth of a second, the first time."""
        row = AlarmRow(
            Alarm(
                id=0, rule="blacklist", priority=Priority.CRITICAL, device_id="", since_ms=0, latest_ms=0, count=2,
                happening=_SOMEBODY,
            )
        )  # fmt: skip
        card = self._hand.make(row)
        self._hand.show(card, row, selected=True)
        card.resize(_WIDTH, card.height_for(_WIDTH))
        card.grab()
        card.deleteLater()
