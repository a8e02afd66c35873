"""A TLS connection to exactly the device whose certificate was approved; the only way facemon opens one.

In three steps, `resolve`, `connect` and `secure`, or all at once with `open_tls`. A socket that comes out of `secure`
belongs to one thread, has passed its certificate check, and waits at most `deadline.SLICE` seconds in any call before
it raises TimeoutError; `receive_into` and `send` make longer waits of that. No proxy of the environment is used, and
TLS keys are not written to SSLKEYLOGFILE; where the system's authorities are, OpenSSL may take from SSL_CERT_FILE.
"""

from __future__ import annotations

import contextlib
import datetime
import errno
import hashlib
import hmac
import os
import socket
import ssl
import sys
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from facemon.device.deadline import SLICE, Deadline, in_background
from facemon.device.failure import LinkError, brief
from facemon.device.status import Certificate, Failure
from facemon.device.timing import Timing
from facemon.phrase import QT_TRANSLATE_NOOP

if TYPE_CHECKING:
    from cryptography import x509

T = TypeVar("T")

PIN = "sha256:"
_MOST_ADDRESSES = 8
_CONNECTING = (errno.EINPROGRESS, errno.EWOULDBLOCK, errno.EAGAIN, getattr(errno, "WSAEWOULDBLOCK", errno.EWOULDBLOCK))


class CertificateUnknown(Exception):
    """The device shows a certificate and none is approved yet. Nothing was sent to it."""

    def __init__(self, certificate: Certificate) -> None:
        super().__init__(f"not approved yet: {PIN}{certificate.sha256}")
        self.certificate = certificate


class CertificateChanged(LinkError):
    """The device presents a different certificate from the approved one. Nothing was sent to it."""

    def __init__(self, certificate: Certificate) -> None:
        super().__init__(Failure.CERTIFICATE_CHANGED, f"{PIN}{certificate.sha256}", certificate)


class Address(NamedTuple):
    """Where to connect to, as getaddrinfo gives it."""

    family: int
    sockaddr: tuple[object, ...]


_lookups: dict[tuple[str, int], Future[list[Address]]] = {}  # the last one of each name
_lookups_lock = threading.Lock()


def open_tls(
    host: str, port: int, *, certificate: str, stop: Callable[[], bool], timing: Timing | None = None
) -> ssl.SSLSocket:
    """Return a socket connected to the device and checked.

    Args:
        certificate: "sha256:" and the hexadecimal digest of the approved certificate; "ca" to verify it and the host
            name by the system's authorities; empty when none is approved.
        stop: asked several times a second; true ends the wait.

    Raises:
        StoppedError: told to stop.
        CertificateUnknown, CertificateChanged: as they say.
        OSError, UnicodeError: of the network, the name or TLS; `failure.of_exception` knows them.
    """
    timing = timing or Timing()
    addresses = resolve(host, port, Deadline(timing.resolve, stop))
    plain = connect(addresses, Deadline(timing.connect, stop))
    return secure(plain, host, certificate, Deadline(timing.tls, stop))


def resolve(host: str, port: int, deadline: Deadline) -> list[Address]:
    """Return the addresses of `host`, which may be a name or an address itself.

    A look-up that hangs cannot be ended. Whoever asks for the same name meanwhile waits for that one, so that a
    resolver out of order does not gather one more thread with each attempt.

    Raises:
        StoppedError, TimeoutError, socket.gaierror, UnicodeError
    """

    def look_up(flags: int) -> list[Address]:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=flags)
        return [Address(family, sockaddr) for family, _, _, _, sockaddr in found][:_MOST_ADDRESSES]

    with contextlib.suppress(socket.gaierror):
        return look_up(socket.AI_NUMERICHOST)
    with _lookups_lock:
        lookup = _lookups.get((host, port))
        if lookup is None or lookup.done():
            lookup = _lookups[host, port] = in_background(lambda: look_up(0), name="facemon-resolve")
    return deadline.result(lookup)


def connect(addresses: Sequence[Address], deadline: Deadline) -> socket.socket:
    """Return a TCP connection to the first address that accepts one. Each gets its share of the time.

    Raises:
        StoppedError, TimeoutError
        OSError: the most telling one: refused before timed out before no route.
    """
    errors: list[OSError] = [socket.gaierror(socket.EAI_NONAME, "no address")]
    for index, address in enumerate(addresses):
        try:
            return _connect(address, deadline.share(len(addresses) - index))
        except OSError as error:
            errors.append(error)
    raise max(errors, key=_telling)


def secure(plain: socket.socket, host: str, certificate: str, deadline: Deadline) -> ssl.SSLSocket:
    """Shake hands on a connection, check the certificate and return the TLS socket; close the connection otherwise.

    Raises:
        StoppedError, TimeoutError, CertificateUnknown, CertificateChanged, OSError (ssl.SSLError among them)
    """
    try:
        tls = _context(certificate).wrap_socket(
            plain, server_hostname=host.partition("%")[0], do_handshake_on_connect=False
        )
    except BaseException:
        plain.close()
        raise
    try:
        while True:
            tls.settimeout(deadline.slice())
            try:
                tls.do_handshake()
                break
            except TimeoutError:
                continue
        _check(tls.getpeercert(binary_form=True) or b"", certificate)
        tls.settimeout(SLICE)
    except BaseException:
        tls.close()
        raise
    return tls


def receive_into(sock: ssl.SSLSocket, buffer: memoryview, deadline: Deadline) -> int:
    """Read at least one byte into `buffer` and return how many; 0 at the end of the stream.

    Raises:
        StoppedError, TimeoutError, OSError
    """
    while True:
        deadline.slice()
        try:
            return sock.recv_into(buffer)
        except TimeoutError:
            continue


def send(sock: ssl.SSLSocket, data: bytes, deadline: Deadline) -> None:
    """Send all of `data`.

    Raises:
        StoppedError, TimeoutError, OSError: the connection is of no use any more.
    """
    rest = memoryview(data)
    while rest:
        deadline.slice()
        # After a wait that led to nothing, OpenSSL wants the very same bytes again.
        with contextlib.suppress(TimeoutError):
            rest = rest[sock.send(rest) :]


def offered(sock: ssl.SSLSocket) -> Certificate:
    """Return the certificate that the other side has shown."""
    return describe(sock.getpeercert(binary_form=True) or b"")


def describe(der: bytes) -> Certificate:
    """Read a certificate for a person to judge. What cannot be read in a hostile one is empty; it never raises."""
    sha256 = hashlib.sha256(der).hexdigest()
    from cryptography import x509  # it takes a while to load, and the window's first frame does not wait for it

    try:
        parsed = x509.load_der_x509_certificate(der)
    except Exception:  # noqa: BLE001 - whatever a hostile certificate does to the parser, its fingerprint can be shown
        return Certificate(sha256, "", "", 0, 0)
    return Certificate(
        sha256=sha256,
        subject=_read(lambda: brief(parsed.subject.rfc4514_string()), ""),
        issuer=_read(lambda: brief(parsed.issuer.rfc4514_string()), ""),
        not_before_ms=_read(lambda: _unix_ms(parsed.not_valid_before_utc), 0),
        not_after_ms=_read(lambda: _unix_ms(parsed.not_valid_after_utc), 0),
        names=_read(lambda: _names(parsed), ()),
        key_sha256=_read(lambda: _key(parsed), ""),
    )


def pinned(certificate: str) -> str:
    """Return the SHA-256 that a setting approves, as `Certificate` has it; of "ca" or none, what no certificate has."""
    return certificate.removeprefix(PIN).replace(":", "").lower()


def is_pin(certificate: str, sha256: str) -> bool:
    """Return whether a setting approves the certificate with this SHA-256."""
    return hmac.compare_digest(sha256.encode(), pinned(certificate).encode())


def _connect(address: Address, deadline: Deadline) -> socket.socket:
    sock = socket.socket(address.family, socket.SOCK_STREAM)
    try:
        sock.setblocking(False)
        _tune(sock)
        code = sock.connect_ex(address.sockaddr)
        if code in _CONNECTING:
            deadline.wait_writable(sock)
            code = sock.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)
    except BaseException:
        sock.close()
        raise
    if code:
        sock.close()
        # OSError picks the class that belongs to the number: ConnectionRefusedError, TimeoutError, …
        raise OSError(code, os.strerror(code))
    return sock


def _telling(error: OSError) -> int:
    if isinstance(error, ConnectionRefusedError):
        return 3
    if isinstance(error, TimeoutError):
        return 2
    return 0 if isinstance(error, socket.gaierror) else 1


def _tune(sock: socket.socket) -> None:
    sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
    for name, value in (("TCP_KEEPIDLE", 30), ("TCP_KEEPINTVL", 10), ("TCP_KEEPCNT", 3)):
        option = getattr(socket, name, None)
        if option is not None:
            with contextlib.suppress(OSError):
                sock.setsockopt(socket.IPPROTO_TCP, option, value)
    if sys.platform == "linux":
        # Keepalive rests while something sent is unacknowledged, and our own pings are: this bounds that, in ms.
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, 15_000)


def _context(certificate: str) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    # What was checked stays what answers: no other certificate by a later handshake, no session taken up again.
    context.options |= ssl.OP_NO_RENEGOTIATION | ssl.OP_NO_TICKET
    if certificate == "ca":
        context.load_default_certs(ssl.Purpose.SERVER_AUTH)
    else:
        # The certificate is self-signed, often for another name and expired: its digest is what is checked.
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
    return context


def _check(der: bytes, certificate: str) -> None:
    if not der:  # an anonymous or a shared key is none of a device's; OpenSSL offers neither by itself
        raise LinkError(Failure.NOT_TLS, QT_TRANSLATE_NOOP("Detail", "no certificate"))
    if certificate == "ca":
        return
    if not certificate:
        raise CertificateUnknown(describe(der))
    if not is_pin(certificate, hashlib.sha256(der).hexdigest()):
        raise CertificateChanged(describe(der))


def _names(parsed: x509.Certificate) -> tuple[str, ...]:
    from cryptography import x509

    extension = parsed.extensions.get_extension_for_class(x509.SubjectAlternativeName)
    return tuple(brief(str(getattr(name, "value", ""))) for name in extension.value)[:32]


def _key(parsed: x509.Certificate) -> str:
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

    key = parsed.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    return hashlib.sha256(key).hexdigest()


def _unix_ms(moment: datetime.datetime) -> int:
    return int(moment.timestamp() * 1000)


def _read(field: Callable[[], T], otherwise: T) -> T:
    try:
        return field()
    except Exception:  # noqa: BLE001 - as above
        return otherwise
