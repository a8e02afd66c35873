"""Whether the devices' passwords can be kept and read, and where they are."""

from __future__ import annotations

import stat
import sys
from collections.abc import Iterator
from pathlib import Path

from facemon.credentials import WEBHOOK, Credentials
from facemon.doctor.finding import Finding, failed, ok, warning
from facemon.password_file import Holding
from facemon.settings import Settings
from facemon.system_keyring import Answer

_CHECK = "keyring"
_FOUND = {
    Answer.NO_KEYRING: "This system has no keyring that facemon can use",
    Answer.NO_ANSWER: "The system keyring does not answer: it may be locked",
    Answer.REFUSED: "The system keyring refuses facemon",
}
_SET_UP = (
    "Set up a keyring (GNOME Keyring, KWallet), to which facemon moves them, or set a passphrase (Settings, Devices)."
)


def check_keyring(credentials: Credentials, settings: Settings) -> Iterator[Finding]:
    """Ask the system's keyring whether it is there, and look at the file that takes its place."""
    answer = credentials.availability()
    holding = credentials.holding
    if holding.problem is not None:
        yield failed(_CHECK, str(holding.problem), "Move it out of the profile, then enter the passwords anew.")
        return
    wanted = {device.id for device in settings.devices if device.username and device.enabled}
    wanted |= {WEBHOOK} if settings.attention.webhook_header else set()
    if answer is Answer.GIVEN:
        yield ok(_CHECK, "The system keyring answers.")
    elif wanted - holding.names:
        yield failed(_CHECK, f"{_FOUND[answer]}, and not every password is in the file instead.", _remedy(answer))
    elif not wanted:
        yield warning(_CHECK, f"{_FOUND[answer]}. No password is needed so far.", _SET_UP.replace("them", "passwords"))
    elif holding.sealed and answer is Answer.NO_KEYRING:
        yield ok(_CHECK, f"{_FOUND[answer]}; the passwords are in an encrypted file.")
    else:
        yield warning(_CHECK, f"{_FOUND[answer]}; the passwords are in a file.", _remedy(answer))
    if holding.names:
        yield _of_file(holding, credentials.file_path)


def _remedy(answer: Answer) -> str:
    return _SET_UP if answer is Answer.NO_KEYRING else "Unlock the keyring, or enter the passwords anew."


def _of_file(holding: Holding, path: Path) -> Finding:
    has = f"{path.name} has {len(holding.names)} password{'s' if len(holding.names) != 1 else ''}"
    if sys.platform != "win32" and stat.S_IMODE(path.stat().st_mode) & 0o077:
        return failed(_CHECK, f"{has}, and other accounts may read it.", f"Run: chmod 600 '{path}'")
    if holding.locked:
        return warning(
            _CHECK, f"{has}, encrypted, and the passphrase was not given.", "Run this in a terminal to be asked for it."
        )
    if holding.sealed:
        return ok(_CHECK, f"{has}, encrypted with a passphrase.")
    readable = "whoever may read its folder" if sys.platform == "win32" else "this account"
    return warning(_CHECK, f"{has}, not encrypted: {readable} can read them.", _SET_UP)
