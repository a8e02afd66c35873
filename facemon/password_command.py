"""`facemon password` and `facemon passphrase`: what is secret is typed, or comes through a pipe, and is no argument."""

from __future__ import annotations

import sys
from pathlib import Path

from facemon.credentials import UNLOCKING, Credentials
from facemon.password_format import PasswordFileError
from facemon.profile import Profile, ProfileError
from facemon.program import Exit
from facemon.sealing import passphrase_mistake
from facemon.settings import SettingsError, load
from facemon.system_keyring import Answer
from facemon.terminal import ask_passphrase, is_there, read_secret, say

_WHY = {
    Answer.NO_ANSWER: "The system keyring does not answer",
    Answer.REFUSED: "The system keyring refused it",
}
_NO_KEYRING = "This system has no keyring that facemon can use"
_ADVICE = "Set up a keyring, to which facemon moves it, or encrypt the file with `facemon passphrase`."


def store(folder: Path | None, device_id: str) -> int:
    """Read a device's password from standard input and keep it; return the exit code.

    Where it goes into a file that is encrypted, the passphrase is asked for, too: the second line of a pipe.
    """
    try:
        profile = Profile(folder)
        device = load(profile.settings_path).device(device_id)
    except (ProfileError, SettingsError) as error:
        return _fail(str(error))
    if device is None:
        return _fail(f"No device has the id {device_id!r} in {profile.settings_path}.")
    password = read_secret(f"Password of {device.username or 'the account'} on {device.name}: ")
    if not password:
        return _fail("No password was given: nothing has been changed.")
    credentials = Credentials(profile.folder, patience=UNLOCKING)
    kept = credentials.store(device.id, password)
    if not kept and credentials.holding.locked:
        try:
            kept = (
                ask_passphrase(credentials.unlock)
                and not credentials.waiting
                and device.id in credentials.holding.names
            )
        except PasswordFileError as error:
            return _fail(str(error))
        if not kept:
            return _fail("The passphrase of passwords.json is needed: the password was not kept.")
    if not kept:
        problem = f" {credentials.holding.problem}" if credentials.holding.problem else ""
        return _fail(f"{_why(credentials)}, and no file took it: the password was not kept.{problem}")
    if credentials.answered is not Answer.GIVEN and not credentials.holding.sealed:
        readable = "as its folder is" if sys.platform == "win32" else "to this account alone"
        say(f"{_why(credentials)}: kept in passwords.json, not encrypted, readable {readable}. {_ADVICE}")
    return Exit.OK


def set_passphrase(folder: Path | None, *, remove: bool) -> int:
    """Read the passphrase that is set (if one is), then the new one, and encrypt the passwords' file with it."""
    try:
        credentials = Credentials(Profile(folder, make=False).folder, moving=False)
        holding = credentials.look()
        if holding.problem is not None:
            return _fail(str(holding.problem))
        current = read_secret("Passphrase so far: ") if holding.sealed else ""
        new = "" if remove else read_secret("New passphrase: ")
        if not remove:
            if mistake := passphrase_mistake(new):
                return _fail(mistake)
            if is_there() and read_secret("The new passphrase once more: ") != new:
                return _fail("These are not the same: nothing has been changed.")
        if not credentials.set_passphrase(current, new).right:
            return _fail("That is not the passphrase: nothing has been changed.")
    except (ProfileError, PasswordFileError) as error:
        return _fail(str(error))
    return Exit.OK


def _why(credentials: Credentials) -> str:
    answer = credentials.answered
    return _WHY.get(answer, _NO_KEYRING) if answer is not None else _NO_KEYRING


def _fail(sentence: str) -> int:
    say(sentence)
    return Exit.FAILED
