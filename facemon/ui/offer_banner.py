"""The banner that offers what a new device has recorded before it was watched."""

from __future__ import annotations

from collections.abc import Callable

from facemon.event import Gap
from facemon.ui.banner import Banner, Severity
from facemon.ui.session import Session
from facemon.ui.text import clean


class OfferBanner(Banner):
    """Hidden while nothing is offered."""

    def show_offers(self, session: Session) -> None:
        """Ask about all devices that are new, at once."""
        named = [(gap, session.device(gap.device_id)) for gap in session.offers.values()]
        offers = [gap for gap, device in named if device is not None]
        names = [device.name for _, device in named if device is not None]
        if not offers:
            self.clear()
            return
        if len(names) == 1:
            text = self.tr("{name} is new here. Fetch what happened there in the last 24 hours?").format(
                name=clean(names[0], 60)
            )
        else:
            count = len(names)
            text = self.tr("%Ln device(s) are new here. Fetch what happened there in the last 24 hours?", "", count)
        self.show_message(
            Severity.INFO, text, self.tr("Fetch"), lambda: _answer(offers, session.recover),
            other=self.tr("No"), call_other=lambda: _answer(offers, session.decline),
        )  # fmt: skip


def _answer(offers: list[Gap], answer: Callable[[Gap], None]) -> None:
    for gap in offers:
        answer(gap)
