"""The banner that says that something in facemon itself has gone wrong, and that it goes on."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QWidget

from facemon.device.status import Status
from facemon.fault import FaultBook
from facemon.ui.banner import Banner, Severity
from facemon.ui.itself import details

log = logging.getLogger(__name__)
COUNT_MS = 1000  # from one count that is shown to the next


class FaultBanner(Banner):
    """Hidden until there is a fault. Repeats are counted in it.

    Args:
        book: knows the faults.
        statuses: gives how the devices stand.
    """

    _noted = Signal()

    def __init__(
        self, book: FaultBook, statuses: Callable[[], Mapping[str, Status]], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._book = book
        self._statuses = statuses
        self._waiting = False  # whether this thread has been told already
        self._recorded = 0
        # Not at once: where it is drawing that fails, what is drawn for each fault would bring the next.
        self._counting = QTimer(self, singleShot=True, interval=COUNT_MS)
        self._counting.timeout.connect(self.retranslate)
        self._noted.connect(self._take, Qt.ConnectionType.QueuedConnection)
        book.listen(self._note)
        if book.faults():
            self._note()

    def retranslate(self) -> None:
        """Say what there is to say, in the language in use."""
        times = sum(fault.times for fault in self._book.faults())
        if not times:
            self.clear()
            return
        said = self.tr("Something in facemon itself has gone wrong, %n time(s).", "", times)
        more = self.tr("It goes on; its log tells more.")
        self.show_message(
            Severity.WARNING,
            f"{said} {more}",
            self.tr("Copy details"),
            self.copy,
            other=self.tr("Close"),
            call_other=self.close_it,
            quiet=not self.isHidden(),
        )

    def copy(self) -> None:
        """Put what a report of it needs into the clipboard."""
        QApplication.clipboard().setText(details.of_faults(self._book.faults(), self._statuses()))

    def close_it(self) -> None:
        """Have it been read."""
        self._book.clear()
        self._recorded = 0
        self._counting.stop()
        self.clear()

    def end(self) -> None:
        """Be told no more."""
        self._book.listen(None)

    def _note(self) -> None:
        """In any thread."""
        if not self._waiting:
            self._waiting = True
            self._noted.emit()

    def _take(self) -> None:
        self._waiting = False
        kinds = len(self._book.faults())
        if kinds > self._recorded:
            log.error("at that time: %s; devices: %s", details.versions(), details.states(self._statuses()))
        self._recorded = kinds
        if self.isHidden():
            self.retranslate()
        elif not self._counting.isActive():
            self._counting.start()
