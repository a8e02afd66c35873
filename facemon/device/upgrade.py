"""The request that turns an HTTPS connection into a WebSocket, and whether the answer grants it (RFC 6455, section 4).

websocket-client's own handshake reads a refusal's body without bound, keeps cookies for the whole process, follows
redirects and loses the HTTP status on the way; here the answer is read up to its blank line and judged by that alone.
"""

from __future__ import annotations

import base64
import hashlib
import os
import ssl
from collections.abc import Callable

from facemon.device import tls
from facemon.device.bell import Bell
from facemon.device.deadline import Deadline
from facemon.device.failure import LinkError, of_close, of_http
from facemon.device.frames import Link
from facemon.device.status import Failure
from facemon.device.timing import Timing
from facemon.phrase import QT_TRANSLATE_NOOP

PATH = "/v1/event"
MAX_HEAD = 16 * 1024  # bytes
_GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"


def subscribe(
    sock: ssl.SSLSocket,
    *,
    host: str,
    port: int,
    authorization: str,
    timing: Timing,
    stop: Callable[[], bool],
    bell: Bell | None = None,
) -> Link:
    """Subscribe to the events of the device at the other end of `sock`, which the link takes over.

    Args:
        authorization: the header's value; empty for none.
        bell: for the link.

    Raises:
        LinkError: the device refuses, or answers with something else.
        StoppedError, TimeoutError, OSError
    """
    deadline = Deadline(timing.answer, stop)
    key = base64.b64encode(os.urandom(16)).decode()
    try:
        _ask(sock, request(host, port, key, authorization), deadline)
        check(_read_head(sock, deadline), key, credentials=bool(authorization))
    except BaseException:
        sock.close()
        raise
    return Link(sock, timing=timing, stop=stop, bell=bell)


def host_header(host: str, port: int) -> str:
    """Return what the Host header says: an IPv6 address in brackets and without its zone."""
    name = host.partition("%")[0]
    return f"[{name}]:{port}" if ":" in name else f"{name}:{port}"


def request(host: str, port: int, key: str, authorization: str) -> bytes:
    """Return the upgrade request. No extension is offered, so none may be used."""
    lines = [
        f"GET {PATH} HTTP/1.1",
        f"Host: {host_header(host, port)}",
        "Upgrade: websocket",
        "Connection: Upgrade",
        f"Sec-WebSocket-Key: {key}",
        "Sec-WebSocket-Version: 13",
        "User-Agent: facemon",
    ]
    if authorization:
        lines.append(f"Authorization: {authorization}")
    if any(not line.isascii() or not line.isprintable() for line in lines):
        raise LinkError(Failure.NAME_NOT_FOUND, "not a host name")
    return "\r\n".join([*lines, "", ""]).encode("ascii")


def check(head: bytes, key: str, *, credentials: bool) -> None:
    """Judge the answer's head: status line and header lines.

    Raises:
        LinkError: the device does not grant the upgrade, or not in the form that was asked for.
    """
    status_line, *lines = head.decode("latin-1").split("\r\n" if b"\r\n" in head else "\n")
    version, _, rest = status_line.partition(" ")
    if not version.startswith("HTTP/1.") or not (rest[:3].isascii() and rest[:3].isdigit()):
        raise LinkError(Failure.PROTOCOL_ERROR, QT_TRANSLATE_NOOP("Detail", "answer is not HTTP"))
    status = int(rest[:3])
    if status != 101:
        raise of_http(status, credentials=credentials)
    headers: dict[str, str] = {}
    for line in lines:
        name, _, value = line.partition(":")
        headers[name.strip().lower()] = value.strip()
    accept = base64.b64encode(hashlib.sha1((key + _GUID).encode(), usedforsecurity=False).digest()).decode()
    tokens = [token.strip().lower() for token in headers.get("connection", "").split(",")]
    if headers.get("upgrade", "").lower() != "websocket" or "upgrade" not in tokens:
        raise LinkError(Failure.PROTOCOL_ERROR, QT_TRANSLATE_NOOP("Detail", "not an upgrade to WebSocket"))
    if headers.get("sec-websocket-accept") != accept:
        raise LinkError(Failure.PROTOCOL_ERROR, QT_TRANSLATE_NOOP("Detail", "wrong Sec-WebSocket-Accept"))
    if headers.get("sec-websocket-extensions") or headers.get("sec-websocket-protocol"):
        raise LinkError(Failure.PROTOCOL_ERROR, QT_TRANSLATE_NOOP("Detail", "extension that was not asked for"))


def _ask(sock: ssl.SSLSocket, wanted: bytes, deadline: Deadline) -> None:
    try:
        tls.send(sock, wanted, deadline)
    except (ConnectionError, ssl.SSLEOFError):
        # Hung up on before it was asked, or while it was: which of them is seen is chance.
        raise of_close(None, early=True) from None


def _read_head(sock: ssl.SSLSocket, deadline: Deadline) -> bytes:
    # Byte by byte, which TLS serves from its buffer: what follows the blank line belongs to the first frame.
    head = bytearray()
    byte = memoryview(bytearray(1))
    while not head.endswith((b"\r\n\r\n", b"\n\n")):
        try:
            received = tls.receive_into(sock, byte, deadline)
        except (ConnectionError, ssl.SSLEOFError):
            received = 0
        if not received and not head:
            raise of_close(None, early=True)
        if not received:
            raise LinkError(Failure.PROTOCOL_ERROR, QT_TRANSLATE_NOOP("Detail", "answer broken off"))
        if len(head) >= MAX_HEAD:
            raise LinkError(Failure.PROTOCOL_ERROR, f"header of more than {MAX_HEAD} bytes")
        head += byte
    return bytes(head)
