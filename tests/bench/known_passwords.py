"""A benchmark's own keyring: PYTHON_KEYRING_BACKEND=known_passwords.KnownPasswords FACEMON_PASSWORDS='{"id": "…"}'."""

from __future__ import annotations

import json
import os

from keyring.backend import KeyringBackend


class KnownPasswords(KeyringBackend):
    """Gives what it was started with."""

    priority = 5

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._passwords: dict[str, str] = json.loads(os.environ["FACEMON_PASSWORDS"])

    def get_password(self, service: str, username: str) -> str | None:
        """Return the password of the device with this id."""
        return self._passwords.get(username)

    def set_password(self, service: str, username: str, password: str) -> None:
        """Keep another one."""
        self._passwords[username] = password
