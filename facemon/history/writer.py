"""The thread that writes the history, with the only connection that does.

All that is queued goes in one transaction: it waits for more for a moment, unless something is pressing. Whatever keeps
the disk from taking it, nobody else waits: it is held in memory and tried again.
"""

from __future__ import annotations

import contextlib
import logging
import shutil
import sqlite3
import threading
import time
from collections.abc import Callable
from pathlib import Path

import msgspec

from facemon.event import Gap, GapCause, GapState
from facemon.history import opening
from facemon.history.database import BUSY_SECONDS, open_for_writing
from facemon.history.held import Batch, Loss
from facemon.history.inbox import Inbox
from facemon.history.keep import Rows
from facemon.history.keeping import Keeping, Trouble, trouble_of
from facemon.history.opening import Opening
from facemon.history.query import Stock

log = logging.getLogger(__name__)

RETRY = 5.0  # seconds between two attempts to open a history that could not be written
TELL = 1.0  # seconds between two reports of the same state with other numbers
LARGE_WAL = 32 * 1024 * 1024  # bytes; beyond, it is emptied when there is nothing else to do
LITTLE_SPACE = 1024 * 1024  # bytes; with less on the disk, whatever failed did so for want of space

# What an event raises that can never be written, however healthy the disk is.
_UNWRITABLE = (
    OverflowError,
    UnicodeError,
    sqlite3.DataError,
    sqlite3.IntegrityError,
    sqlite3.InterfaceError,
    sqlite3.ProgrammingError,
)


class Writer:
    """Writes what comes into the inbox, until its end, in a thread of its own.

    Args:
        path: the history's file; its folder must be there.
        inbox: where it takes what it writes.
        on_state: told how it stands, from the writer's thread: when that changes, and new numbers once a second.
        on_gaps: given the gaps that the writer itself has added, for what had to be given up; from its thread.
        gap_id: gives a new gap its id.
        retry: seconds between two attempts to open a history that could not be written.
    """

    def __init__(
        self,
        path: Path,
        inbox: Inbox,
        *,
        on_state: Callable[[Keeping], None],
        on_gaps: Callable[[list[Gap]], None],
        gap_id: Callable[[], int],
        retry: float = RETRY,
    ) -> None:
        self.opening = Opening()  # before `opened` is set, and where the history cannot be opened: nothing
        self.opened = threading.Event()
        self._path = path
        self._inbox = inbox
        self._on_state = on_state
        self._on_gaps = on_gaps
        self._gap_id = gap_id
        self._retry = retry
        self._thread = threading.Thread(target=self._run, name="history", daemon=True)
        # The thread's own:
        self._connection: sqlite3.Connection | None = None
        self._rows: Rows | None = None
        self._file: tuple[int, int] | None = None
        self._retry_at = 0.0
        self._checkpoint_at = float("inf")
        self._gave_up = False
        self._state = Keeping(keeping=True)
        self._told: Keeping | None = None
        self._told_at = 0.0

    def start(self) -> None:
        """Begin to write."""
        self._thread.start()

    def join(self, timeout: float) -> bool:
        """Wait for the end, which the inbox announces; return whether it has come within `timeout` seconds."""
        self._thread.join(timeout)
        return not self._thread.is_alive()

    def _run(self) -> None:
        self._connect()
        self.opened.set()
        while not self._gave_up:
            now = time.monotonic()
            if self._connection is not None:
                due = min(self._tell(now), self._checkpoint_at) - now
                if self._inbox.wait(None if due == float("inf") else max(0.0, due)):
                    self._write()
                elif self._inbox.ending:
                    break
                else:
                    self._shrink_log()
            else:
                self._tell(now)
                if self._inbox.pause(max(0.0, min(self._retry_at - now, TELL))) or time.monotonic() >= self._retry_at:
                    self._connect()
        self._inbox.drop_jobs()
        self._disconnect()
        self._tell(float("inf"))

    def _connect(self) -> None:
        try:
            self._connection = open_for_writing(self._path)
            self._rows = Rows(self._connection)
            self._file = _identity(self._path)
            if not self.opened.is_set():
                self.opening = opening.read(self._connection)
            self._count()
        except Exception as error:  # noqa: BLE001 - whatever it is, events must be held and the user told
            self._fail(error)
            return
        if not self._state.keeping:
            log.info("the history is written again")
        self._state = msgspec.structs.replace(
            self._state, keeping=True, since_ms=None, problem="", fields={}, read_only=False
        )

    def _disconnect(self) -> None:
        connection, self._connection, self._rows = self._connection, None, None
        if connection is not None:
            with contextlib.suppress(sqlite3.Error):
                connection.close()

    def _write(self) -> None:
        """Write a batch and do a job, as far as there are."""
        batch = self._inbox.take()
        try:
            gaps = self._commit(batch) if batch else []
        except Exception as error:  # noqa: BLE001 - whatever it is, events must be held and the user told
            self._inbox.put_back(batch)
            self._fail(error)
            return
        self._inbox.settle(batch)
        if gaps:
            self._on_gaps(gaps)
        self._do_job()
        if self._log_bytes() > LARGE_WAL:
            self._checkpoint_at = min(self._checkpoint_at, time.monotonic())

    def _commit(self, batch: Batch) -> list[Gap]:
        """Write a batch in one transaction; return the gaps that its losses have become."""
        assert self._connection is not None  # noqa: S101
        assert self._rows is not None  # noqa: S101
        new = 0
        gaps = [self._gap(loss) for loss in batch.losses.values()]
        self._connection.execute("BEGIN IMMEDIATE")
        for waiting in batch.events:
            try:
                new += self._rows.keep(waiting.happening, waiting.number, raised=waiting.raised)
            except _UNWRITABLE:
                log.exception("an event of %s cannot be kept", waiting.happening.device_id)
        for _, note in batch.notes.values():
            self._rows.note(note)
        for gap in gaps:
            self._rows.note(gap)
        self._connection.execute("COMMIT")
        if _identity(self._path) != self._file:
            raise FileNotFoundError(2, "the file is gone", str(self._path))
        stock = self._state.stock
        if stock is not None and batch.events:
            times = [waiting.happening.at_ms for waiting in batch.events]
            oldest = min(times) if stock.oldest_ms is None else min(stock.oldest_ms, *times)
            self._state = msgspec.structs.replace(self._state, stock=Stock(stock.events + new, self._bytes(), oldest))
        return gaps

    def _do_job(self) -> None:
        found = self._inbox.next_job()
        if found is None or self._connection is None or self._rows is None:
            return
        job, future = found
        try:
            result = job(self._connection)
        except Exception as error:  # noqa: BLE001 - it belongs to whoever wanted the job
            if self._connection.in_transaction:
                self._connection.rollback()
            future.set_exception(error)
        else:
            future.set_result(result)
        self._rows.forget()  # it may have deleted what was remembered
        with contextlib.suppress(sqlite3.Error):
            self._count()

    def _gap(self, loss: Loss) -> Gap:
        return Gap(
            id=self._gap_id(),
            device_id=loss.device_id,
            from_ms=loss.from_ms,
            to_ms=loss.to_ms,
            cause=GapCause.NOT_KEPT,
            state=GapState.WAITING,
            lost=loss.events,
        )

    def _fail(self, error: Exception) -> None:
        """Give the connection up, to be opened anew later; whatever comes meanwhile is held."""
        self._disconnect()
        self._retry_at = time.monotonic() + self._retry
        self._gave_up = self._inbox.ending
        trouble = self._refined(trouble_of(error))
        problem, fields = trouble.value, {"file": str(self._path), "detail": str(error)}
        if problem != self._state.problem:
            log.error("the history cannot be written: %s", error, exc_info=trouble is Trouble.OTHER)
        since_ms = self._state.since_ms or round(time.time() * 1000)
        self._state = msgspec.structs.replace(
            self._state,
            keeping=False,
            since_ms=since_ms,
            problem=problem,
            fields=fields,
            read_only=trouble is Trouble.NEWER,
        )

    def _refined(self, trouble: Trouble) -> Trouble:
        """Tell a full disk also where SQLite complains of what follows from it."""
        if trouble in (Trouble.DISK_ERROR, Trouble.VANISHED):
            with contextlib.suppress(OSError):
                if shutil.disk_usage(self._path.parent).free < LITTLE_SPACE:
                    return Trouble.FULL
        return trouble

    def _tell(self, now: float) -> float:
        """Tell how it stands, if that is due; return when it will be, in monotonic seconds."""
        held, given_up, pictures_given_up = self._inbox.counts()
        state = msgspec.structs.replace(self._state, held=held, given_up=given_up, pictures_given_up=pictures_given_up)
        if state == self._told:
            return float("inf")
        if self._told is not None and _nature(state) == _nature(self._told) and now < self._told_at + TELL:
            return self._told_at + TELL
        self._told, self._told_at = state, now
        self._on_state(state)
        return float("inf")

    def _count(self) -> None:
        assert self._connection is not None  # noqa: S101
        (events,) = self._connection.execute("SELECT ifnull(sum(events), 0) FROM tally").fetchone()
        (oldest_ms,) = self._connection.execute("SELECT min(at_ms) FROM event").fetchone()
        self._state = msgspec.structs.replace(self._state, stock=Stock(events, self._bytes(), oldest_ms))

    def _bytes(self) -> int:
        with contextlib.suppress(OSError):
            return self._path.stat().st_size + self._log_bytes()
        return 0

    def _log_bytes(self) -> int:
        with contextlib.suppress(OSError):
            return self._path.with_name(f"{self._path.name}-wal").stat().st_size
        return 0

    def _shrink_log(self) -> None:
        """Empty the write-ahead log if it has grown, waiting for no reader that still needs it."""
        if self._connection is None or time.monotonic() < self._checkpoint_at:
            return
        self._checkpoint_at = float("inf")
        try:
            self._connection.execute("PRAGMA busy_timeout = 0")
            self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
            self._connection.execute(f"PRAGMA busy_timeout = {round(BUSY_SECONDS * 1000)}")
        except sqlite3.Error as error:
            self._fail(error)
            return
        if self._log_bytes() > LARGE_WAL:
            self._checkpoint_at = time.monotonic() + self._retry


def _identity(path: Path) -> tuple[int, int]:
    """Return what tells the file that is there now from any other that comes in its place."""
    status = path.stat()
    return status.st_dev, status.st_ino


def _nature(state: Keeping) -> tuple[object, ...]:
    return state.keeping, state.problem, state.read_only, state.stock is None
