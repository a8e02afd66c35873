"""One HTTP request over a connection to a device, within bounds: of time, of silence, of bytes.

`http.client` follows no redirect and reads no environment. An answer that ends too early is returned as far as it came.
"""

from __future__ import annotations

import http.client
import io
import ssl
from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from facemon.device import tls
from facemon.device.deadline import Deadline
from facemon.device.failure import LinkError
from facemon.device.status import Failure
from facemon.phrase import QT_TRANSLATE_NOOP

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

_MAX_HEAD = 64 * 1024


class AnswerTooLong(LinkError):
    """The device's answer is longer than facemon takes. Of records, fewer can be asked for."""

    def __init__(self) -> None:
        super().__init__(Failure.PROTOCOL_ERROR, QT_TRANSLATE_NOOP("Detail", "answer too long"))


class Answer(NamedTuple):
    """An answer of HTTP."""

    status: int
    body: bytes
    whole: bool  # as long as it was announced to be


def exchange(
    sock: ssl.SSLSocket,
    method: str,
    path: str,
    body: bytes | None,
    headers: dict[str, str],
    *,
    deadline: Deadline,
    stall: float,
    most: int,
) -> Answer:
    """Send a request and return the answer. The socket's owner closes it.

    Args:
        stall: seconds without a byte after which it is given up before the deadline.
        most: bytes of the answer's body; 0 where it is not wanted: it is not read, however long it is.

    Raises:
        AnswerTooLong: it has more.
        LinkError: it is no answer of HTTP, or there is none.
        StoppedError, TimeoutError, OSError
    """
    channel = _Channel(sock, deadline, stall, most + _MAX_HEAD)
    connection = http.client.HTTPConnection("device")
    connection.auto_open = 0
    connection.sock = channel  # it has what http.client uses of a socket
    try:
        connection.request(method, path, body, headers)
        response = connection.getresponse()
        if not most:
            return Answer(response.status, b"", whole=False)
        announced = response.length
        if announced is not None and announced > most:
            raise AnswerTooLong
        try:
            answer = response.read(most + 1)
            whole = not channel.reset and announced in (None, len(answer))
        except http.client.IncompleteRead as error:
            answer, whole = error.partial, False
    except http.client.RemoteDisconnected:
        raise LinkError(Failure.CONNECTION_LOST, QT_TRANSLATE_NOOP("Detail", "connection closed")) from None
    except http.client.HTTPException as error:
        raise LinkError(Failure.PROTOCOL_ERROR, type(error).__name__) from None
    if len(answer) > most:
        raise AnswerTooLong
    return Answer(response.status, answer, whole)


class _Channel:
    """What http.client needs of a socket, within a deadline, a time of silence and a number of bytes."""

    def __init__(self, sock: ssl.SSLSocket, deadline: Deadline, stall: float, budget: int) -> None:
        self._sock = sock
        self._deadline = deadline
        self._stall = stall
        self._budget = budget
        self.reset = False  # the connection was ended otherwise than by a farewell

    def makefile(self, _mode: str) -> io.BufferedReader:
        return io.BufferedReader(_Incoming(self.receive_into))

    def sendall(self, data: bytes) -> None:
        tls.send(self._sock, data, self._deadline.within(self._stall))

    def receive_into(self, buffer: memoryview) -> int:
        try:
            count = tls.receive_into(self._sock, buffer, self._deadline.within(self._stall))
        except ConnectionError:
            self.reset = True
            return 0
        self._budget -= count
        if self._budget < 0:
            raise AnswerTooLong
        return count

    def close(self) -> None:
        pass


class _Incoming(io.RawIOBase):
    def __init__(self, receive_into: Callable[[memoryview], int]) -> None:
        super().__init__()
        self._receive_into = receive_into

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        return self._receive_into(memoryview(buffer))
