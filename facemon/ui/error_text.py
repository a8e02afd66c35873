"""What went wrong, in the user's language: the sentences of the core's errors."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from facemon.administrator import AdministratorError
from facemon.history.backup import BackupError
from facemon.history.error import HistoryError
from facemon.history.export import ExportError
from facemon.operators import OperatorsError
from facemon.password_format import PasswordFileError
from facemon.profile import ProfileError
from facemon.settings import SettingsError
from facemon.settings.sheet.reading import SheetError

if TYPE_CHECKING:
    from facemon.monitor import BackupChanged


def settings_error(error: SettingsError) -> str:
    """Return what is wrong with the settings file, where, and what to do."""
    sentence = QCoreApplication.translate("Settings", error.template).format(**error.fields)
    frame = QCoreApplication.translate("Settings", error.frame)
    return frame.format(file=error.file, line=error.line, sentence=sentence)


def reason(error: Exception) -> str:
    """Return why something failed, in as few words as the error has."""
    if isinstance(error, SettingsError):
        return settings_error(error)
    if isinstance(error, HistoryError):
        return history_error(error)
    if isinstance(error, BackupError):
        return QCoreApplication.translate("Backup", error.template).format(**error.fields)
    if isinstance(error, OperatorsError):
        return operators_error(error)
    if isinstance(error, AdministratorError):
        return administrator_error(error)
    if isinstance(error, PasswordFileError):
        return QCoreApplication.translate("Credentials", error.template).format(**error.fields)
    if isinstance(error, ExportError):
        return QCoreApplication.translate("Export", error.template).format(**error.fields)
    if isinstance(error, SheetError):
        return sheet_error(error)
    return (error.strerror if isinstance(error, OSError) else "") or str(error)


def sheet_error(error: SheetError) -> str:
    """Return why a file is no table of devices."""
    heads = {name: text for name, text in error.fields.items() if name in ("name", "address", "head")}
    words = {name: QCoreApplication.translate("DeviceSheet", str(text)) for name, text in heads.items()}
    return QCoreApplication.translate("DeviceSheet", error.template).format(**(error.fields | words))


def profile_error(error: ProfileError) -> str:
    """Return why the profile folder cannot be used."""
    return QCoreApplication.translate("Profile", error.template).format(**error.fields)


def operators_error(error: OperatorsError) -> str:
    """Return why nobody can sign on, or why the operators cannot be kept."""
    return QCoreApplication.translate("Operators", error.template).format(**error.fields)


def administrator_error(error: AdministratorError) -> str:
    """Return why what is guarded stays locked, or why the PIN cannot be kept."""
    return QCoreApplication.translate("Administrator", error.template).format(**error.fields)


def history_error(error: HistoryError) -> str:
    """Return why the history cannot be read."""
    return QCoreApplication.translate("History", error.template).format(**error.fields)


def backup_problem(update: BackupChanged) -> str:
    """Return why the daily copy of the history was not made; empty where it was."""
    if not update.problem:
        return ""
    sentence = QCoreApplication.translate("Backup", update.problem).format(**update.fields)
    return QCoreApplication.translate("Backup", "Today's backup was not made. {sentence}").format(sentence=sentence)
