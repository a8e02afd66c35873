"""The banner that says since when, and why, events are not being kept."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLocale

from facemon.history.keeping import Keeping, Removed, Salvage
from facemon.ui import words
from facemon.ui.banner import Banner, Severity


class KeepingBanner(Banner):
    """Hidden while events are being kept, and nothing has to be said of those that were."""

    _read: tuple[Salvage | Removed, ...] = ()  # what somebody has been told of, and has closed

    def show_keeping(self, keeping: Keeping, now_ms: int) -> None:
        """Say how it stands; `now_ms`: Unix milliseconds, since today's times need no day."""
        if keeping.keeping or not keeping.problem:
            self._show_news(keeping)
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

    def _show_news(self, keeping: Keeping) -> None:
        news = next((each for each in (keeping.removed, keeping.salvage) if each and each not in self._read), None)
        if isinstance(news, Removed):
            said = self.tr(
                "%Ln event(s) that were kept are no longer in {file}: somebody has moved, deleted or replaced it while "
                "facemon was running. What happens from now on is kept. Call the technician: a copy can be restored.",
                "",
                news.events,
            ).format(file=news.file)
        elif news is not None:
            number = QLocale().toString
            said = QCoreApplication.translate("History", news.sentence).format(
                file=news.file, events=number(news.events), lost=number(news.lost)
            )
            if not news.done:
                self.show_message(Severity.WARNING, said)
                return
        else:
            self.clear()
            return
        self.show_message(Severity.WARNING, said, self.tr("Close"), lambda: self._forget(keeping, news))

    def _forget(self, keeping: Keeping, news: Salvage | Removed) -> None:
        self._read = (*self._read, news)
        self._show_news(keeping)
