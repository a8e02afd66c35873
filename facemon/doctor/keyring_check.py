"""Whether the devices' passwords can be kept and read."""

from __future__ import annotations

from collections.abc import Iterator

from facemon.credentials import IN_KEYRING, IN_MEMORY, NO_ANSWER, Credentials
from facemon.doctor.finding import Finding, failed, ok, warning
from facemon.settings import Settings

_CHECK = "keyring"


def check_keyring(credentials: Credentials, settings: Settings) -> Iterator[Finding]:
    """Ask the system's keyring whether it is there."""
    where = credentials.availability()
    needed = settings.attention.webhook_header or any(device.username and device.enabled for device in settings.devices)
    if where == IN_KEYRING:
        yield ok(_CHECK, "The system keyring answers.")
        return
    found = {
        IN_MEMORY: "This system has no keyring that facemon can use",
        NO_ANSWER: "The system keyring does not answer: it may be locked",
    }.get(where, "The system keyring refuses facemon")
    if needed:
        yield failed(
            _CHECK,
            f"{found}: passwords are lost when facemon ends.",
            "Unlock the keyring, or install one (GNOME Keyring, KWallet).",
        )
    else:
        yield warning(_CHECK, f"{found}. No password is needed so far.", "Set one up before a device needs a sign-in.")
