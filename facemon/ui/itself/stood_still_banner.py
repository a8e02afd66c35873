"""The banner that says that the window stood still for a while, once it goes on."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from facemon.ui import words
from facemon.ui.banner import Banner, Severity


class StoodStillBanner(Banner):
    """Hidden until then. Of several times, it tells the last.

    Args:
        show_log: shows what the log has of it.
    """

    def __init__(self, show_log: Callable[[], None], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._show_log = show_log
        self._seconds = 0.0
        self._until_ms = 0

    def tell(self, seconds: float) -> None:
        """It has stood still for so long, until now."""
        self._seconds, self._until_ms = seconds, round(time.time() * 1000)
        self.retranslate()

    def retranslate(self) -> None:
        """Say what there is to say, in the language in use."""
        if not self._seconds:
            self.clear()
            return
        said = self.tr(
            "facemon's window stood still for {duration}, until {time}. What happened meanwhile was kept, and is "
            "shown now."
        ).format(duration=words.duration(self._seconds), time=words.time(self._until_ms))
        self.show_message(
            Severity.WARNING, said, self.tr("Show log"), self._show_log,
            other=self.tr("Close"), call_other=self.close_it,
        )  # fmt: skip

    def close_it(self) -> None:
        """Have it been read."""
        self._seconds = 0.0
        self.clear()
