"""The banner that says that facemon was not ended as it should be the last time, and what was missed."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtWidgets import QApplication, QWidget

from facemon.log import redact
from facemon.running import How, LastEnd
from facemon.ui import words
from facemon.ui.banner import Banner, Severity
from facemon.ui.itself import details


class LastEndBanner(Banner):
    """Hidden where all was well, and once it has been closed.

    Args:
        last_end: how the last run ended, None for as it should.
        show_log: shows what the log has of it.
    """

    def __init__(self, last_end: LastEnd | None, show_log: Callable[[], None], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._last_end = last_end
        self._begun_ms = round(time.time() * 1000)
        self._show_log = show_log
        self.retranslate()

    def retranslate(self) -> None:
        """Say what there is to say, in the language in use."""
        if self._last_end is None:
            self.clear()
            return
        self.show_message(
            Severity.INFO, self._sentence(self._last_end), self.tr("Show log"), self._show_log,
            other=self.tr("Copy details"), call_other=self.copy, last=self.tr("Close"), call_last=self.close_it,
        )  # fmt: skip

    def copy(self) -> None:
        """Put what a report of it needs into the clipboard."""
        if self._last_end is not None:
            QApplication.clipboard().setText(of_last_end(self._last_end))

    def close_it(self) -> None:
        """Have it been read."""
        self._last_end = None
        self.clear()

    def _sentence(self, last_end: LastEnd) -> str:
        how = {
            How.CRASHED: self.tr("facemon had crashed."),
            How.SWITCHED_OFF: self.tr(
                "facemon did not end properly: the computer was switched off, or lost its power."
            ),
            How.KILLED: self.tr(
                "facemon did not end properly: it was stopped from outside, or crashed without a trace."
            ),
        }[last_end.how]
        missed = self.tr("Nobody watched from {begin} to {end}; what the devices have recorded is being fetched.")
        same_day = words.same_day(last_end.ended_ms, self._begun_ms)
        begin = words.time(last_end.ended_ms) if same_day else words.date_time(last_end.ended_ms)
        return f"{how} {missed.format(begin=begin, end=words.time(self._begun_ms))}"


def of_last_end(last_end: LastEnd) -> str:
    """Return what is copied for whoever finds out why."""
    times = f"started {_time(last_end.started_ms)}, last alive {_time(last_end.ended_ms)}"
    told = f"facemon {last_end.version or '?'} {last_end.how.value}: {times}"
    return redact("\n\n".join(filter(None, [details.versions(), told, last_end.crash]))) + "\n"


def _time(ms: int) -> str:
    return time.strftime("%Y-%m-%dT%H:%M:%S%z", time.localtime(ms / 1000))
