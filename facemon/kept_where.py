"""Where a new password is kept, in words for the user."""

from __future__ import annotations

import sys

from facemon.password_file import Holding
from facemon.phrase import QT_TRANSLATE_NOOP
from facemon.system_keyring import Answer

IN_KEYRING = QT_TRANSLATE_NOOP("Credentials", "kept in the system keyring")
IN_FILE = QT_TRANSLATE_NOOP("Credentials", "kept in a file, not encrypted, that only this account can read")
IN_WINDOWS_FILE = QT_TRANSLATE_NOOP("Credentials", "kept in a file, not encrypted, as readable as its folder")
IN_SEALED_FILE = QT_TRANSLATE_NOOP("Credentials", "kept in a file, encrypted with the passphrase")
AWAITING = QT_TRANSLATE_NOOP("Credentials", "kept only until facemon is closed, unless the passphrase is entered")
IN_MEMORY = QT_TRANSLATE_NOOP("Credentials", "kept only until facemon is closed: neither a keyring nor a file takes it")


def kept_where(answered: Answer | None, holding: Holding, *, file_refuses: bool) -> str:
    """Return the words, marked for translation in the context "Credentials"; empty while the keyring was not asked.

    Args:
        answered: what the keyring did last.
        holding: what the file has.
        file_refuses: whether it could not be written last time.
    """
    if answered is None:
        return ""
    if answered is Answer.GIVEN:
        return IN_KEYRING
    if file_refuses or holding.problem is not None:
        return IN_MEMORY
    if holding.locked:
        return AWAITING
    if holding.sealed:
        return IN_SEALED_FILE
    return IN_WINDOWS_FILE if sys.platform == "win32" else IN_FILE
