"""The banner that says since when, and why, events are not being kept."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLocale

from facemon.history.keeping import Keeping, Salvage
from facemon.ui import words
from facemon.ui.banner import Banner, Severity


class KeepingBanner(Banner):
    """Hidden while events are being kept, and nothing has to be said of those that were."""

    _read: Salvage | None = None  # what somebody has been told of, and has closed

    def show_keeping(self, keeping: Keeping, now_ms: int) -> None:
        """Say how it stands; `now_ms`: Unix milliseconds, since today's times need no day."""
        if keeping.keeping or not keeping.problem:
            self._show_salvage(keeping.salvage)
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

    def _show_salvage(self, salvage: Salvage | None) -> None:
        if salvage is None or salvage == self._read:
            self.clear()
            return
        number = QLocale().toString
        said = QCoreApplication.translate("History", salvage.sentence).format(
            file=salvage.file, events=number(salvage.events), lost=number(salvage.lost)
        )
        if salvage.done:
            self.show_message(Severity.WARNING, said, self.tr("Close"), lambda: self._forget(salvage))
        else:
            self.show_message(Severity.WARNING, said)

    def _forget(self, salvage: Salvage) -> None:
        self._read = salvage
        self.clear()
