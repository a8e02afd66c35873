"""How telling a supervisor went, in the user's language: what `facemon.monitor.notice.Told.text` says in English."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication


def supervisor_words(text: str) -> str:
    """Return what is on record of a supervisor, translated as far as it is facemon's own; the rest as it is."""
    head, colon, rest = text.partition(": ")
    reason, bracket, detail = rest.removesuffix(")").partition(" (")
    words = QCoreApplication.translate("Supervisor", head)
    if colon:
        frame = QCoreApplication.translate("Supervisor", "{what}: {why}")
        words = frame.format(what=words, why=QCoreApplication.translate("Supervisor", reason))
    if bracket:
        frame = QCoreApplication.translate("Supervisor", "{sentence} ({detail})")
        words = frame.format(sentence=words, detail=QCoreApplication.translate("Detail", detail))
    return words
