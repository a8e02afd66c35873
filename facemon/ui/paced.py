"""What is shown again and again is shown at once where nothing came before it, else only a few times a second."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

EVERY_MS = 250  # nobody reads a number more often
_EARLY = 8  # this part of the time sooner, it goes into the frame of whatever is shown just then


class Paced(QObject):
    """Calls `show` as often as it is of use, however often that is asked for, and always after the last time."""

    def __init__(self, show: Callable[[], None], parent: QObject, *, every_ms: int = EVERY_MS) -> None:
        super().__init__(parent)
        self._show = show
        self._owed = False
        self._timer = QTimer(self, singleShot=True, interval=every_ms)
        self._timer.timeout.connect(self._pay)

    def ask(self) -> None:
        """Show it now, or soon if it was shown just before."""
        if self._timer.remainingTime() > self._timer.interval() // _EARLY:
            self._owed = True
        else:
            self.now()

    def now(self) -> None:
        """Show it now, whatever was before: a person has asked."""
        self._owed = False
        self._timer.start()
        self._show()

    def _pay(self) -> None:
        if self._owed:
            self.now()
