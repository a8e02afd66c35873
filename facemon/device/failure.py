"""Why a connection failed: what the system, the TLS library and the device say, told as a `Failure`."""

from __future__ import annotations

import errno
import socket
import ssl

from facemon.device.status import Certificate, Failure, State
from facemon.open_files import NONE_LEFT, none_left
from facemon.phrase import QT_TRANSLATE_NOOP

LONGEST_DETAIL = 300  # characters

# What OpenSSL says when the other side answers with something that is not TLS, or with a TLS older than 1.2.
_NOT_TLS = (
    "WRONG_VERSION_NUMBER",
    "UNKNOWN_PROTOCOL",
    "UNSUPPORTED_PROTOCOL",
    "HTTP_REQUEST",
    "HTTPS_PROXY_REQUEST",
    "PACKET_LENGTH_TOO_LONG",
    "RECORD_LAYER_FAILURE",
    "BAD_RECORD_TYPE",
    "UNEXPECTED_MESSAGE",
    "TLSV1_ALERT_PROTOCOL_VERSION",
    "BAD_PROTOCOL_VERSION_NUMBER",
)

# The last two: a firewall on this computer.
_NO_ROUTE = (
    errno.ENETUNREACH, errno.EHOSTUNREACH, errno.ENETDOWN, errno.EHOSTDOWN, errno.EADDRNOTAVAIL,
    errno.EACCES, errno.EPERM,
)  # fmt: skip

_WAITED_FOR = {
    State.RESOLVING: QT_TRANSLATE_NOOP("Detail", "name lookup"),
    State.CONNECTING: QT_TRANSLATE_NOOP("Detail", "connection"),
    State.SECURING: QT_TRANSLATE_NOOP("Detail", "TLS handshake"),
    State.SIGNING_IN: QT_TRANSLATE_NOOP("Detail", "sign-in"),
    State.SUBSCRIBING: QT_TRANSLATE_NOOP("Detail", "subscription"),
}

# RFC 6455, 7.4.1: the codes with which a device says that it cannot make sense of what facemon sends.
_CLOSED_FOR_PROTOCOL = frozenset({1002, 1003, 1007, 1009, 1010})


class LinkError(Exception):
    """A connection or a request failed in a way that has a name.

    `detail` is a few words without secrets: numbers and the system's own words, never text that a device chose, which
    might repeat a password to us.
    """

    def __init__(self, failure: Failure, detail: str = "", certificate: Certificate | None = None) -> None:
        super().__init__(f"{failure}: {detail}" if detail else str(failure))
        self.failure = failure
        self.detail = brief(detail)
        self.certificate = certificate


def brief(text: str) -> str:
    """Return `text` on one line, without control characters, at most `LONGEST_DETAIL` characters long."""
    line = "".join(char if char.isprintable() else " " for char in text[: 2 * LONGEST_DETAIL])
    line = " ".join(line.split())
    return line if len(line) <= LONGEST_DETAIL else line[: LONGEST_DETAIL - 1] + "…"


def of_exception(error: Exception, state: State) -> LinkError:
    """Name what was raised while a connection was in `state`."""
    if isinstance(error, LinkError):
        return error
    return LinkError(*_named(error, state))


def of_http(status: int, *, credentials: bool) -> LinkError:
    """Name the HTTP status with which a device answers instead of 101; `credentials`: the request carried some."""
    detail = f"HTTP {status}"
    if status in (401, 403):
        return LinkError(Failure.WRONG_PASSWORD if credentials else Failure.SIGN_IN_NEEDED, detail)
    if status in (404, 405, 410):
        return LinkError(Failure.NOT_THIS_PATH, detail)
    if status in (429, 503):
        return LinkError(Failure.TOO_MANY_SUBSCRIBERS, detail)
    if 300 <= status < 400:
        return LinkError(Failure.PROTOCOL_ERROR, f"{detail}, redirect refused")
    if 500 <= status < 600:
        return LinkError(Failure.SERVER_ERROR, detail)
    return LinkError(Failure.PROTOCOL_ERROR, detail)


def of_close(code: int | None, *, early: bool) -> LinkError:
    """Name the end of a subscription.

    Args:
        code: of the device's close frame; None for a bare TCP close.
        early: right after the upgrade and before any message, which is how some devices turn the fourth client away.
    """
    detail = QT_TRANSLATE_NOOP("Detail", "connection closed") if code is None else f"close code {code}"
    if code in _CLOSED_FOR_PROTOCOL:
        return LinkError(Failure.PROTOCOL_ERROR, detail)
    return LinkError(Failure.TOO_MANY_SUBSCRIBERS if early else Failure.CONNECTION_LOST, detail)


def _named(error: Exception, state: State) -> tuple[Failure, str]:
    if isinstance(error, ssl.SSLCertVerificationError):
        return Failure.CERTIFICATE_INVALID, error.verify_message.rstrip(".")
    if isinstance(error, ssl.SSLEOFError | ssl.SSLZeroReturnError | ConnectionResetError | BrokenPipeError):
        return Failure.CONNECTION_LOST, QT_TRANSLATE_NOOP("Detail", "connection closed")
    if isinstance(error, ssl.SSLError):
        reason = error.reason or "TLS error"
        not_tls = state is State.SECURING and any(word in reason for word in _NOT_TLS)
        return Failure.NOT_TLS if not_tls else Failure.PROTOCOL_ERROR, reason.replace("_", " ").lower()
    if isinstance(error, OSError) and (
        error.errno in NONE_LEFT or (isinstance(error, socket.gaierror) and none_left())  # tells it as no such name
    ):
        return Failure.NO_FILES, ""
    if isinstance(error, socket.gaierror | UnicodeError):
        return Failure.NAME_NOT_FOUND, str(error.strerror if isinstance(error, OSError) else "not a host name")
    if isinstance(error, ConnectionRefusedError):
        return Failure.CONNECTION_REFUSED, error.strerror or ""
    if isinstance(error, TimeoutError):
        if state is State.LIVE:
            return Failure.SILENCE, ""
        return Failure.TIMED_OUT, _WAITED_FOR.get(state, "")
    if isinstance(error, OSError):
        return Failure.NO_ROUTE if error.errno in _NO_ROUTE else Failure.CONNECTION_LOST, error.strerror or str(error)
    return Failure.INTERNAL_ERROR, type(error).__name__
