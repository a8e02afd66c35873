"""What is known of a device's silence, in words."""

from __future__ import annotations

import time

from PySide6.QtCore import QCoreApplication, QObject

from facemon.device.freshness import Check, Freshness
from facemon.ui import words


class _Counts(QObject):
    """Words with a number in them: Qt's `lupdate` finds plurals in `tr` alone."""

    def unreported(self, count: int) -> str:
        return self.tr(
            "%Ln time(s) since facemon was started it was connected and did not report its events, the last time found "
            "at {time}. What was missed was fetched from its records.",
            "",
            count,
        )


def unreported(freshness: Freshness) -> str:
    """Return how often a device has not reported its events though it was connected; empty where it never has."""
    if not freshness.unreported:
        return ""
    found = words.since(freshness.found_ms or 0, round(time.time() * 1000))
    said = _Counts().unreported(freshness.unreported).format(time=found)
    if freshness.unreported > 1 or freshness.mute:
        said += " " + QCoreApplication.translate("Silence", "Call the technician.")
    return said


def unchecked(freshness: Freshness) -> str:
    """Return why nobody can tell whether a silent device has nothing to report; empty where it can be told."""
    translate = QCoreApplication.translate
    why = {
        Check.NO_RECORDS: translate("Silence", "its firmware offers no records"),
        Check.NOT_STORED: translate("Silence", "it keeps no records; switch their storage on at the device"),
        Check.NO_SIGN_IN: translate("Silence", "it gives its records only to a user who is signed in"),
        Check.NO_ANSWER: translate("Silence", "it does not answer when its records are asked for"),
    }.get(freshness.check)
    if why is None:
        return ""
    return translate("Silence", "While it is silent, facemon cannot check that nothing happened: {why}.").format(
        why=why
    )
