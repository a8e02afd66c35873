"""Waiting that ends: at a deadline, or soon after being told to stop."""

from __future__ import annotations

import selectors
import socket
import threading
import time
from collections.abc import Callable
from concurrent import futures
from concurrent.futures import Future
from typing import TypeVar

T = TypeVar("T")

SLICE = 0.2  # seconds; the longest a wait goes without asking whether to stop


class StoppedError(Exception):
    """What was waited for is no longer wanted."""


class Deadline:
    """A point in monotonic time that holds for any number of waits.

    Args:
        seconds: from now.
        stop: asked at least every `SLICE` seconds; true ends the wait.
    """

    __slots__ = ("_at", "_stop")

    def __init__(self, seconds: float, stop: Callable[[], bool]) -> None:
        self._at = time.monotonic() + seconds
        self._stop = stop

    def remaining(self) -> float:
        """Return the seconds left, 0 when it has passed."""
        return max(0.0, self._at - time.monotonic())

    def share(self, parts: int) -> Deadline:
        """Return a deadline for one of `parts` equal parts of what is left."""
        return Deadline(self.remaining() / parts, self._stop)

    def within(self, seconds: float) -> Deadline:
        """Return a deadline that many seconds from now, or this one's where that comes sooner."""
        return Deadline(min(seconds, self.remaining()), self._stop)

    def slice(self) -> float:
        """Return how many seconds to wait before asking again.

        Raises:
            StoppedError: told to stop.
            TimeoutError: the deadline has passed.
        """
        if self._stop():
            raise StoppedError
        left = self._at - time.monotonic()
        if left <= 0:
            raise TimeoutError
        return min(left, SLICE)

    def wait_writable(self, sock: socket.socket) -> None:
        """Wait until a non-blocking socket can be written to, or its connection attempt has ended either way."""
        with selectors.DefaultSelector() as selector:
            selector.register(sock, selectors.EVENT_WRITE)
            while not selector.select(self.slice()):
                pass

    def result(self, future: Future[T]) -> T:
        """Return what becomes of a call that `in_background` began, or give up waiting for it.

        Raises:
            StoppedError, TimeoutError: as `slice`.
            Exception: whatever the function raised.
        """
        while not futures.wait([future], timeout=self.slice()).done:
            pass
        return future.result()


def in_background(function: Callable[[], T], name: str) -> Future[T]:
    """Call a function that may block and cannot be interrupted, in a thread that does not keep the program alive."""
    future: Future[T] = Future()

    def run() -> None:
        try:
            future.set_result(function())
        except BaseException as error:  # noqa: BLE001 - handed to whoever waits, in another thread
            future.set_exception(error)

    threading.Thread(target=run, name=name, daemon=True).start()
    return future
