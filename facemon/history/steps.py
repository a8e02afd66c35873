"""Long work on the history in short steps, so that no event ever waits for it to end."""

from __future__ import annotations

import contextlib
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError, Future
from concurrent.futures import TimeoutError as NotYet
from typing import Protocol, TypeVar

T = TypeVar("T")

# How long the disk has taken to confirm what this thread's step has written. That is so long for one row and for a
# hundred: were it counted, a slow disk would get one small step after another, and never see the end of them.
_confirming = threading.local()

PATIENCE = 60.0  # seconds
STEP_SECONDS = 0.01  # what a step shall take
_WAL_PAGES = 250  # as many go from the write-ahead log into the file at once, lest a disk takes long over more
_USUAL_WAL_PAGES = 1_000  # SQLite's own
_LOOK_SECONDS = 0.2  # how soon a wish to stop is noticed
_LAST_SECONDS = 0.5  # how long a step that has begun is waited for then


class Writer(Protocol):
    """What lets the one thread that writes do a job between two of its transactions: `facemon.history.history`."""

    def run(self, job: Callable[[sqlite3.Connection], T]) -> Future[T]: ...


class Pace:
    """How much one step shall do, so that it takes about `STEP_SECONDS`, found out as it goes.

    Args:
        least: of the first step, and of any: a disk may take longer to begin with than for more.
        most: of any.
    """

    def __init__(self, least: int, most: int) -> None:
        self.size = least
        self._least = least
        self._most = most
        self._slow = False  # the step before took too long

    def took(self, seconds: float) -> None:
        """Take account of how long a step of this size took, without what any step takes, however small.

        One that took too long may just have had to wait for the processor; two in a row have too much to do.
        """
        slow, self._slow = self._slow, seconds > STEP_SECONDS
        if slow and self._slow:
            self.size = max(self._least, int(self.size * max(0.25, STEP_SECONDS / seconds)))
        elif seconds < STEP_SECONDS / 2:
            self.size = min(self._most, self.size * 2)


def in_steps(
    writer: Writer,
    step: Callable[[sqlite3.Connection, int], T],
    pace: Pace,
    stop: threading.Event,
    *,
    patience: float = PATIENCE,
) -> Iterator[T]:
    """Do the same again and again in the writer's thread, and yield what comes of each.

    The one who asks ends it by asking no more. `stop` ends it within a fraction of a second, and so does the history's
    end. Between two steps there is at least as much time as the step before took.

    Args:
        step: is given the writer's connection, and how much to do.
        patience: how many seconds a step may have to wait, as it does while the history cannot be written.

    Raises:
        TimeoutError: a step has waited too long; it is not done.
        Whatever `step` raises.
    """

    def job(connection: sqlite3.Connection) -> tuple[T, float, float]:
        began = time.perf_counter()
        _confirming.seconds = 0.0
        connection.execute(f"PRAGMA wal_autocheckpoint = {_WAL_PAGES}")
        try:
            result = step(connection, pace.size)
        finally:
            connection.execute(f"PRAGMA wal_autocheckpoint = {_USUAL_WAL_PAGES}")
        took = time.perf_counter() - began
        return result, took, took - _confirming.seconds

    while not stop.is_set():
        done = _awaited(writer.run(job), stop, patience)
        if done is None:
            return
        result, seconds, working = done
        pace.took(working)
        yield result
        stop.wait(seconds)


@contextlib.contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """Do it all or nothing of it."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        began = time.perf_counter()
        connection.execute("COMMIT")
        _confirming.seconds = getattr(_confirming, "seconds", 0.0) + time.perf_counter() - began
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def _awaited(future: Future[T], stop: threading.Event, patience: float) -> T | None:
    """Return what came of it; None where it has not been done."""
    give_up_at = time.monotonic() + patience
    try:
        while not stop.is_set() and time.monotonic() < give_up_at:
            with contextlib.suppress(NotYet):
                return future.result(_LOOK_SECONDS)
        if not future.cancel():
            with contextlib.suppress(NotYet):  # the disk hangs
                return future.result(_LAST_SECONDS)
    except CancelledError:  # facemon ends
        return None
    if not stop.is_set():
        raise TimeoutError("the history is not being written")
    return None
