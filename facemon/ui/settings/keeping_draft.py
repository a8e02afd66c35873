"""How long and how much is kept, as it stands in the form: texts that may still be wrong. No Qt."""

from __future__ import annotations

import enum
import re

import msgspec

from facemon.phrase import QT_TRANSLATE_NOOP
from facemon.settings import HistorySettings
from facemon.settings.check import HISTORY


class KeepingField(enum.StrEnum):
    """A part of the form, in its order; the value is the key in the file."""

    DAYS = "keep_days"
    GB = "keep_gb"
    FOLDER = "backup_folder"


NOT_DAYS = QT_TRANSLATE_NOOP("KeepingDraft", "Enter a whole number of days, from 1 to 36500.")
NOT_GB = QT_TRANSLATE_NOOP("KeepingDraft", "Enter a whole number of gigabytes, from 1 to 100000.")
NOT_A_FOLDER = QT_TRANSLATE_NOOP("KeepingDraft", "Enter the whole path of a folder, or choose one.")

_SENTENCES = {KeepingField.DAYS: NOT_DAYS, KeepingField.GB: NOT_GB, KeepingField.FOLDER: NOT_A_FOLDER}


class KeepingDraft(msgspec.Struct, frozen=True, kw_only=True):
    """The settings in the making. A change makes a new one."""

    keep_days: str
    keep_gb: str
    backup_folder: str

    @classmethod
    def of(cls, settings: HistorySettings) -> KeepingDraft:
        """Return the draft of the settings as they are."""
        return cls(
            keep_days=str(settings.keep_days), keep_gb=str(settings.keep_gb), backup_folder=settings.backup_folder
        )

    def mistakes(self) -> dict[KeepingField, str]:
        """Return a sentence, marked for translation in the context "KeepingDraft", for each field that is wrong."""
        return {field: _SENTENCES[field] for field in KeepingField if not HISTORY[field].fits(self._value(field))}

    def settings(self) -> HistorySettings:
        """Return the settings; nothing may be wrong."""
        return HistorySettings(**{field.value: self._value(field) for field in KeepingField})  # type: ignore[arg-type]

    def _value(self, field: KeepingField) -> object:
        text = str(getattr(self, field.value)).strip()
        if field is KeepingField.FOLDER:
            return text
        return int(text) if re.fullmatch(r"\d{1,9}", text) else None
