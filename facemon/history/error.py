"""What can go wrong when the history is read."""

from __future__ import annotations

from facemon.phrase import QT_TRANSLATE_NOOP

MISSING = QT_TRANSLATE_NOOP("History", "There is no history at {file}.")
NOT_READ = QT_TRANSLATE_NOOP("History", "The history {file} cannot be read: {reason}.")


class HistoryError(Exception):
    """The history cannot be read.

    `str()` of it is the sentence in English; `template` (context "History") and `fields` are there to translate it.
    """

    def __init__(self, template: str, **fields: object) -> None:
        super().__init__(template.format(**fields))
        self.template = template
        self.fields = fields


class Interrupted(Exception):
    """A call was ended by `Reader.interrupt` before it had an answer."""
