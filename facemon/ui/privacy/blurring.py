"""Which pictures are blurred now, and which somebody has had shown for a moment."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable

from PySide6.QtCore import QObject, QTimer, Signal

from facemon.event import Category
from facemon.settings import PrivacySettings

SHOWN_S = 15.0  # how long a picture stays shown


class Blurring(QObject):
    """Decides by the settings, the alarms that are owed and what has been revealed. Belongs to the window's thread.

    Args:
        record: puts on record that the picture of the event with this number is shown.
        clock: seconds of a clock that never goes back.
    """

    changed = Signal()  # other pictures are blurred than before

    def __init__(
        self,
        record: Callable[[int], None] = lambda _number: None,
        parent: QObject | None = None,
        *,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(parent)
        self._record = record
        self._clock = clock
        self._blurred: frozenset[Category] = frozenset()
        self._owed: frozenset[int] = frozenset()
        self._shown: dict[int, float] = {}  # by number: until when
        self._ending = QTimer(self, singleShot=True)
        self._ending.timeout.connect(self.end_shown)

    def set_privacy(self, privacy: PrivacySettings) -> None:
        """Take what the settings say."""
        blurred = frozenset(category for category in Category if privacy.of(category).blur)
        if blurred != self._blurred:
            self._blurred = blurred
            self._shown.clear()
            self.changed.emit()

    def set_owed(self, numbers: Iterable[int]) -> None:
        """Take the events of the alarms that are owed: whoever answers has to recognise the person."""
        owed = frozenset(numbers)
        if owed != self._owed:
            self._owed = owed
            if self._blurred:
                self.changed.emit()

    def is_blurred(self, number: int, category: Category) -> bool:
        """Return whether the picture of an event is to be blurred now."""
        return category in self._blurred and number not in self._owed and number not in self._shown

    def reveal(self, number: int) -> None:
        """Show this one picture for a short while; it goes on record who has seen it."""
        self._record(number)
        self._shown[number] = self._clock() + SHOWN_S
        self._wait()
        self.changed.emit()

    def end_shown(self) -> None:
        """Blur again what has been shown long enough."""
        now = self._clock()
        over = [number for number, until in self._shown.items() if until <= now]
        for number in over:
            del self._shown[number]
        self._wait()
        if over:
            self.changed.emit()

    def _wait(self) -> None:
        if self._shown:
            self._ending.start(max(1, round((min(self._shown.values()) - self._clock()) * 1000) + 1))
