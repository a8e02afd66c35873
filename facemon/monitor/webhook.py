"""An https address that reaches the supervisor: one POST, its certificate verified, no redirect, no proxy."""

from __future__ import annotations

from collections.abc import Callable

from facemon.device import tls
from facemon.device.deadline import Deadline, StoppedError, in_background
from facemon.device.exchange import AnswerTooLong, exchange
from facemon.device.failure import LinkError, of_exception
from facemon.device.status import Failure, State
from facemon.device.timing import Timing
from facemon.device.upgrade import host_header
from facemon.log import register_secret
from facemon.monitor.notice import Unreached
from facemon.password_file import PassphraseNeeded
from facemon.phrase import QT_TRANSLATE_NOOP
from facemon.settings.address import split_https

_WRONG_ADDRESS = QT_TRANSLATE_NOOP("Supervisor", "the address cannot be used")
_NO_SECRET = QT_TRANSLATE_NOOP("Supervisor", "the value of its header is not stored")
_BAD_SECRET = QT_TRANSLATE_NOOP("Supervisor", "the value of its header has characters that no header can have")
_REDIRECT = QT_TRANSLATE_NOOP("Supervisor", "it leads to another address, which is not followed")
_REFUSED = QT_TRANSLATE_NOOP("Supervisor", "it refuses the message")
_ERROR = QT_TRANSLATE_NOOP("Supervisor", "it answers with an error")
_NO_ANSWER = QT_TRANSLATE_NOOP("Supervisor", "what answers there is no webhook")
_KEYRING = QT_TRANSLATE_NOOP("Supervisor", "the system keyring does not answer")
_PASSPHRASE = QT_TRANSLATE_NOOP("Supervisor", "the value of its header waits for the passphrase")
_FAILURES = {
    Failure.NAME_NOT_FOUND: QT_TRANSLATE_NOOP("Supervisor", "its host name is not known"),
    Failure.CONNECTION_REFUSED: QT_TRANSLATE_NOOP("Supervisor", "it refuses connections"),
    Failure.NO_ROUTE: QT_TRANSLATE_NOOP("Supervisor", "it cannot be reached over this network"),
    Failure.TIMED_OUT: QT_TRANSLATE_NOOP("Supervisor", "it did not answer in time"),
    Failure.NOT_TLS: QT_TRANSLATE_NOOP("Supervisor", "it does not speak TLS 1.2 or newer"),
    Failure.CERTIFICATE_INVALID: QT_TRANSLATE_NOOP("Supervisor", "its certificate is not valid"),
    Failure.CONNECTION_LOST: QT_TRANSLATE_NOOP("Supervisor", "the connection broke off"),
    Failure.PROTOCOL_ERROR: _NO_ANSWER,
}
_TRY_AGAIN = (408, 425, 429)  # of the statuses that say it was our fault


def post(
    address: str,
    notice: bytes,
    *,
    header: str,
    secret: Callable[[], str | None],
    timing: Timing,
    stop: Callable[[], bool],
) -> None:
    """Send `notice` to a webhook, and be content with any status of 200 to 299.

    Args:
        header: the name of the header that carries the secret; empty for none.
        secret: gives its value, or None where there is none. It may wait for the keyring, and raise TimeoutError, or
            PassphraseNeeded.

    Raises:
        Unreached: it was not taken.
        StoppedError: told to stop.
    """
    host, port, path = _split(address)
    headers = {
        "Host": host_header(host, port).removesuffix(":443"),
        "Content-Type": "application/json",
        "User-Agent": "facemon",
        "Connection": "close",
    }
    if header:
        headers[header] = _value(secret, timing, stop)
    try:
        sock = tls.open_tls(host, port, certificate="ca", stop=stop, timing=timing)
        try:
            deadline = Deadline(timing.answer, stop)
            answer = exchange(sock, "POST", path, notice, headers, deadline=deadline, stall=timing.stall, most=0)
        finally:
            sock.close()
    except StoppedError:
        raise
    except AnswerTooLong:
        raise Unreached(_NO_ANSWER) from None
    except (LinkError, OSError, UnicodeError) as error:
        named = of_exception(error, State.SECURING)
        # In whatever it did not answer: the time of all of it together is what counts.
        detail = "" if named.failure is Failure.TIMED_OUT else named.detail
        raise Unreached(_FAILURES.get(named.failure, _ERROR), detail) from None
    _judge(answer.status)


def _split(address: str) -> tuple[str, int, str]:
    try:
        return split_https(address)
    except ValueError:
        raise Unreached(_WRONG_ADDRESS, again=False) from None


def _value(secret: Callable[[], str | None], timing: Timing, stop: Callable[[], bool]) -> str:
    try:
        value = Deadline(timing.password, stop).result(in_background(secret, "facemon-webhook-secret"))
    except TimeoutError:
        raise Unreached(_KEYRING) from None
    except PassphraseNeeded:
        raise Unreached(_PASSPHRASE) from None
    value = (value or "").strip()
    if not value:
        raise Unreached(_NO_SECRET, again=False)
    register_secret(value)
    if not (value.isascii() and value.isprintable()):
        raise Unreached(_BAD_SECRET, again=False)
    return value


def _judge(status: int) -> None:
    detail = f"HTTP {status}"
    if 300 <= status < 400:
        raise Unreached(_REDIRECT, detail, again=False)
    if 400 <= status < 500:
        raise Unreached(_REFUSED, detail, again=status in _TRY_AGAIN)
    if not 200 <= status < 300:
        raise Unreached(_ERROR, detail)
