"""What went wrong, in the user's language: the sentences of the core's errors."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from facemon.profile import ProfileError
from facemon.settings import SettingsError


def settings_error(error: SettingsError) -> str:
    """Return what is wrong with the settings file, where, and what to do."""
    sentence = QCoreApplication.translate("Settings", error.template).format(**error.fields)
    frame = QCoreApplication.translate("Settings", error.frame)
    return frame.format(file=error.file, line=error.line, sentence=sentence)


def profile_error(error: ProfileError) -> str:
    """Return why the profile folder cannot be used."""
    return QCoreApplication.translate("Profile", error.template).format(**error.fields)
