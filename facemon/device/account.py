"""How a device is signed in to: once, for all that asks it, and never twice with what it has refused."""

from __future__ import annotations

import base64
import threading
import time
from collections.abc import Callable

from facemon.device.deadline import Deadline, in_background
from facemon.device.failure import LinkError
from facemon.device.judging import NotOffered
from facemon.device.status import Failure
from facemon.device.timing import Timing
from facemon.log import register_secret, release_secret
from facemon.password_file import PassphraseNeeded
from facemon.phrase import QT_TRANSLATE_NOOP
from facemon.settings import DeviceSettings

TOKEN_MINUTES = 1440  # the most a device grants
_RENEWED_SECONDS = 23 * 3600.0  # before it ends
# What a device may count, and lock the account for.
_REFUSALS = (Failure.WRONG_PASSWORD, Failure.NO_SUCH_ACCOUNT)

SignIn = Callable[[str], str]


class Account:
    """The account that one device is asked with. Any thread may use it; one at a time signs in, the others wait for it.

    Args:
        device: as set up; without a user name nobody signs in.
        password: gives its password, None where none is stored. It may wait for the user, and raise TimeoutError where
            that took too long, or PassphraseNeeded.
        timing: for tests.
    """

    def __init__(
        self, device: DeviceSettings, password: Callable[[], str | None], *, timing: Timing | None = None
    ) -> None:
        self.device = device
        self._password = password
        self._timing = timing or Timing()
        self._signing_in = threading.Lock()
        self._header = ""
        self._token = ""
        self._until = 0.0
        self._refusal: LinkError | None = None
        # Somebody else answers at the device's address: until its stream has found the device, nobody asks there.
        self.another: LinkError | None = None

    @property
    def current(self) -> str | None:
        """The Authorization header that holds now, empty where none is needed; None where somebody has to sign in."""
        if not self.device.username:
            return ""
        header = self._header
        return header if header and time.monotonic() < self._until else None

    def header(self, sign_in: SignIn, *, stop: Callable[[], bool]) -> str:
        """Return the Authorization header, Bearer or Basic, after a sign-in if need be; empty where none is needed.

        Args:
            sign_in: asks the device for a token, given the password; raises NotOffered where it has no sign-in.
            stop: ends waiting.

        Raises:
            LinkError: PASSWORD_MISSING, PASSPHRASE_NEEDED, KEYRING_SILENT; WRONG_PASSWORD and NO_SUCH_ACCOUNT, which
                are raised again without asking the device until `forgive`; whatever `sign_in` raises.
            StoppedError: told to stop. TimeoutError: another thread has been signing in for too long.
        """
        if (current := self.current) is not None:
            return current
        waiting = Deadline(self._timing.password + self._timing.answer, stop)
        while not self._signing_in.acquire(timeout=waiting.slice()):
            pass
        try:
            return self.current or self._new_header(sign_in, stop)
        except LinkError as error:
            if error.failure in _REFUSALS:
                self._refusal = error
            raise
        finally:
            self._signing_in.release()

    def refused(self, header: str, error: LinkError) -> bool:
        """The device has refused this header with a 401 or 403; return whether signing in anew may help."""
        if self._header == header:
            self._header = ""
        if header.startswith("Basic ") and error.detail == "HTTP 401":
            self._refusal = error
        return header.startswith("Bearer ")

    def forgive(self) -> None:
        """A person wants another attempt: what the device has refused may be right now."""
        self._refusal = None

    def _new_header(self, sign_in: SignIn, stop: Callable[[], bool]) -> str:
        if self._refusal is not None:
            raise LinkError(self._refusal.failure, self._refusal.detail)
        self._header = self._signed_in(sign_in, self._read_password(stop))
        self._until = time.monotonic() + _RENEWED_SECONDS
        return self._header

    def _signed_in(self, sign_in: SignIn, password: str) -> str:
        register_secret(password)
        try:
            return f"Bearer {self._hidden(sign_in(password))}"
        except NotOffered:
            encoded = base64.b64encode(f"{self.device.username}:{password}".encode()).decode()
            register_secret(encoded)
            return f"Basic {encoded}"

    def _hidden(self, token: str) -> str:
        """Keep a token out of the log, and no longer the one before it."""
        former, self._token = self._token, token
        register_secret(token)
        if former != token:
            release_secret(former)
        return token

    def _read_password(self, stop: Callable[[], bool]) -> str:
        try:
            asked = in_background(self._password, name="facemon-password")
            password = Deadline(self._timing.password, stop).result(asked)
        except TimeoutError:
            raise LinkError(
                Failure.KEYRING_SILENT, QT_TRANSLATE_NOOP("Detail", "the keyring does not answer")
            ) from None
        except PassphraseNeeded:
            raise LinkError(Failure.PASSPHRASE_NEEDED) from None
        if not password:
            raise LinkError(Failure.PASSWORD_MISSING)
        return password
