"""Waiting for a socket without asking every now and then whether something else is wanted: that rings a bell."""

from __future__ import annotations

import contextlib
import os
import select
import socket
import sys
import threading

if sys.platform == "linux":

    class _Wire:
        """What a rung bell makes readable: on Linux a single file descriptor."""

        def __init__(self) -> None:
            self._fd = os.eventfd(0, os.EFD_NONBLOCK | os.EFD_CLOEXEC)

        def fileno(self) -> int:
            return self._fd

        def pull(self) -> None:
            os.eventfd_write(self._fd, 1)

        def still(self) -> None:
            with contextlib.suppress(BlockingIOError):
                os.eventfd_read(self._fd)

        def close(self) -> None:
            os.close(self._fd)

else:

    class _Wire:
        """What a rung bell makes readable: a pair of sockets, since Windows waits for nothing else."""

        def __init__(self) -> None:
            self._ours, self._theirs = socket.socketpair()
            self._ours.setblocking(False)
            self._theirs.setblocking(False)

        def fileno(self) -> int:
            return self._ours.fileno()

        def pull(self) -> None:
            with contextlib.suppress(BlockingIOError):  # it rings already
                self._theirs.send(b"!")

        def still(self) -> None:
            with contextlib.suppress(BlockingIOError):
                while self._ours.recv(64):
                    pass

        def close(self) -> None:
            self._ours.close()
            self._theirs.close()


class Bell:
    """One thread waits; any may ring. Closed, it rings no more."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._wire: _Wire | None = _Wire()

    def ring(self) -> None:
        """Wake whoever waits, or whoever waits next."""
        with self._lock:
            if self._wire is not None:
                self._wire.pull()

    def wait(self, sock: socket.socket, seconds: float) -> bool:
        """Wait until `sock` can be read from, the bell rings or the time is over; return whether it can."""
        wire = self._wire
        assert wire is not None  # noqa: S101 - for the type checker: whoever waits is who closes
        readable = _readable(sock, wire, seconds)
        if wire.fileno() in readable:
            wire.still()
        return sock.fileno() in readable

    def close(self) -> None:
        """Give back what it takes."""
        with self._lock:
            wire, self._wire = self._wire, None
        if wire is not None:
            wire.close()


def _readable(sock: socket.socket, wire: _Wire, seconds: float) -> list[int]:
    if hasattr(select, "poll"):  # whose numbers may be above 1023
        poll = select.poll()
        poll.register(sock, select.POLLIN)
        poll.register(wire, select.POLLIN)
        return [fd for fd, _ in poll.poll(1000 * seconds)]
    return select.select([sock.fileno(), wire.fileno()], [], [], seconds)[0]
