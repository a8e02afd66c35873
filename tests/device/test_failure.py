"""What the system, TLS and HTTP say, told as a failure."""

from __future__ import annotations

import errno
import os
import socket
import ssl

import pytest

from facemon.device.failure import LONGEST_DETAIL, LinkError, brief, of_close, of_exception, of_http
from facemon.device.status import Failure, State


def tls_error(reason: str) -> ssl.SSLError:
    error = ssl.SSLError(1, f"[SSL: {reason}] words")
    error.reason = reason
    return error


@pytest.mark.parametrize(
    ("error", "state", "failure"),
    [
        (socket.gaierror(socket.EAI_NONAME, "Name or service not known"), State.RESOLVING, Failure.NAME_NOT_FOUND),
        (UnicodeError("label too long"), State.RESOLVING, Failure.NAME_NOT_FOUND),
        (TimeoutError(), State.RESOLVING, Failure.TIMED_OUT),
        (OSError(errno.ECONNREFUSED, "refused"), State.CONNECTING, Failure.CONNECTION_REFUSED),
        (OSError(errno.ENETUNREACH, "unreachable"), State.CONNECTING, Failure.NO_ROUTE),
        (OSError(errno.EHOSTUNREACH, "no route"), State.CONNECTING, Failure.NO_ROUTE),
        (OSError(errno.EPERM, "a firewall on this computer"), State.CONNECTING, Failure.NO_ROUTE),
        (TimeoutError(), State.CONNECTING, Failure.TIMED_OUT),
        (tls_error("WRONG_VERSION_NUMBER"), State.SECURING, Failure.NOT_TLS),
        (tls_error("RECORD_LAYER_FAILURE"), State.SECURING, Failure.NOT_TLS),
        (tls_error("TLSV1_ALERT_PROTOCOL_VERSION"), State.SECURING, Failure.NOT_TLS),
        (tls_error("SSLV3_ALERT_HANDSHAKE_FAILURE"), State.SECURING, Failure.PROTOCOL_ERROR),
        (tls_error("DECRYPTION_FAILED_OR_BAD_RECORD_MAC"), State.LIVE, Failure.PROTOCOL_ERROR),
        (TimeoutError(), State.SECURING, Failure.TIMED_OUT),
        (ConnectionResetError(errno.ECONNRESET, "reset"), State.SECURING, Failure.CONNECTION_LOST),
        (TimeoutError(), State.SUBSCRIBING, Failure.TIMED_OUT),
        (TimeoutError(), State.LIVE, Failure.SILENCE),
        (ConnectionResetError(errno.ECONNRESET, "reset"), State.LIVE, Failure.CONNECTION_LOST),
        (LinkError(Failure.SERVER_ERROR, "HTTP 500"), State.LIVE, Failure.SERVER_ERROR),
        (KeyError("a bug"), State.LIVE, Failure.INTERNAL_ERROR),
    ],
)
def test_an_exception_has_a_name(error: Exception, state: State, failure: Failure) -> None:
    assert of_exception(error, state).failure is failure


def test_a_time_out_says_what_was_waited_for() -> None:
    details = {state: of_exception(TimeoutError(), state).detail for state in State}
    assert details[State.SECURING] == "TLS handshake"
    assert details[State.SUBSCRIBING] == "subscription"


@pytest.mark.parametrize(
    ("status", "credentials", "failure"),
    [
        (404, False, Failure.NOT_THIS_PATH),
        (401, False, Failure.SIGN_IN_NEEDED),
        (401, True, Failure.WRONG_PASSWORD),
        (403, False, Failure.SIGN_IN_NEEDED),
        (403, True, Failure.WRONG_PASSWORD),
        (429, True, Failure.TOO_MANY_SUBSCRIBERS),
        (503, False, Failure.TOO_MANY_SUBSCRIBERS),
        (500, False, Failure.SERVER_ERROR),
        (502, True, Failure.SERVER_ERROR),
        (302, True, Failure.PROTOCOL_ERROR),
        (200, False, Failure.PROTOCOL_ERROR),
        (999, False, Failure.PROTOCOL_ERROR),
    ],
)
def test_an_http_status_has_a_name(status: int, credentials: bool, failure: Failure) -> None:
    named = of_http(status, credentials=credentials)
    assert named.failure is failure
    assert str(status) in named.detail


@pytest.mark.parametrize(
    ("code", "early", "failure"),
    [
        (None, True, Failure.TOO_MANY_SUBSCRIBERS),
        (1000, True, Failure.TOO_MANY_SUBSCRIBERS),
        (1013, True, Failure.TOO_MANY_SUBSCRIBERS),
        (1002, True, Failure.PROTOCOL_ERROR),
        (None, False, Failure.CONNECTION_LOST),
        (1001, False, Failure.CONNECTION_LOST),
    ],
)
def test_the_end_of_a_subscription_has_a_name(code: int | None, early: bool, failure: Failure) -> None:
    assert of_close(code, early=early).failure is failure


def test_a_detail_is_one_bounded_line() -> None:
    assert brief("a\r\n\x1b[31mb\u202e c") == "a [31mb c"
    assert len(brief("x" * 100_000)) == LONGEST_DETAIL
    assert len(LinkError(Failure.SERVER_ERROR, "y" * 5000).detail) == LONGEST_DETAIL


def test_the_words_of_the_system_are_kept() -> None:
    error = OSError(errno.EHOSTUNREACH, os.strerror(errno.EHOSTUNREACH))
    assert of_exception(error, State.CONNECTING).detail == os.strerror(errno.EHOSTUNREACH)


def test_the_words_of_tls_end_without_a_stop_for_the_sentence_has_its_own() -> None:
    error = ssl.SSLCertVerificationError()
    error.verify_message = "IP address mismatch, certificate is not valid for '192.0.2.1'."
    assert of_exception(error, State.SECURING).detail == "IP address mismatch, certificate is not valid for '192.0.2.1'"
