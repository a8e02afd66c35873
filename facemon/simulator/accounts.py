"""Who may ask the simulated device: nobody has to sign in, or one account must."""

from __future__ import annotations

import base64
import binascii
import contextlib
import secrets
import time

from aiohttp import web

from facemon.simulator.answer import answer, asked, text, whole_number

MOST_MINUTES = 1440  # of a token
USUAL_MINUTES = 5
NO_SUCH_ACCOUNT, WRONG_PASSWORD = 1000, 1001


class Accounts:
    """One account and its tokens. Used in the device's own thread only.

    Args:
        account: user and password; None lets everybody in, and any user sign in.
    """

    def __init__(self, account: tuple[str, str] | None) -> None:
        self._account = account
        self._tokens: dict[str, float] = {}  # until when each holds, by the monotonic clock in seconds

    def may(self, header: str) -> bool:
        """Return whether a request with this Authorization header is let in."""
        if self._account is None:
            return True
        scheme, _, value = header.partition(" ")
        if scheme == "Bearer":
            return self._tokens.get(value, 0.0) > time.monotonic()
        if scheme == "Basic":
            with contextlib.suppress(binascii.Error, UnicodeDecodeError):
                user, _, password = base64.b64decode(value).decode().partition(":")
                return (user, password) == self._account
        return False

    def expire(self) -> None:
        """Let every token end now."""
        self._tokens.clear()

    async def on_login(self, request: web.Request) -> web.Response:
        """Answer POST /v1/auth/login."""
        body = await asked(request)
        given = (text(body, "username"), text(body, "password"))
        minutes = whole_number(body, "validTime", 1, MOST_MINUTES, USUAL_MINUTES)
        user, password = self._account or given
        if given[0] != user:
            return answer(code=NO_SUCH_ACCOUNT, message="no such account")
        if given[1] != password:
            return answer(code=WRONG_PASSWORD, message="wrong password")
        token = secrets.token_urlsafe(24)
        self._tokens[token] = time.monotonic() + minutes * 60
        return answer({"token": token})
