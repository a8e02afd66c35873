"""The banner that says since when, and why, events are not being kept."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from facemon.history.keeping import Keeping
from facemon.ui import words
from facemon.ui.banner import Banner, Severity


class KeepingBanner(Banner):
    """Hidden while events are being kept."""

    def show_keeping(self, keeping: Keeping, now_ms: int) -> None:
        """Say how it stands; `now_ms`: Unix milliseconds, since today's times need no day."""
        if keeping.keeping or not keeping.problem:
            self.clear()
            return
        reason = QCoreApplication.translate("History", keeping.problem).format(**keeping.fields)
        if keeping.since_ms is None:
            said = self.tr("Events are not being kept. {reason}").format(reason=reason)
        else:
            time = words.since(keeping.since_ms, now_ms)
            said = self.tr("Events are not being kept since {time}. {reason}").format(time=time, reason=reason)
        if keeping.held:
            said += " " + self.tr("%Ln event(s) are held in memory until they can be written.", "", keeping.held)
        if keeping.given_up:
            said += " " + self.tr("%Ln event(s) had no room there and are not kept.", "", keeping.given_up)
        self.show_message(Severity.WARNING, said)
