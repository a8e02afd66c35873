"""What is said below the oldest row."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from facemon.ui import words
from facemon.ui.feed.rows import Ending, EndRow


def end_text(row: EndRow, now_ms: int) -> str:
    """Return what lies below the oldest row in the language in use."""
    translate = QCoreApplication.translate
    if row.ending is Ending.SEARCHING:
        return translate("End", "Searching older events…")
    if row.ending is Ending.ELSEWHERE:
        return translate("End", "Older events are in the history window")
    if row.ending is Ending.UNREADABLE:
        return translate("End", "Older events cannot be read now. Try again")
    if not row.at_ms:
        return translate("End", "The history begins here")
    return translate("End", "The history begins here, {day}").format(day=words.day(row.at_ms, now_ms))
