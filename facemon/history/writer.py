"""The thread that writes the history, with the only connection that does.

Whatever keeps the disk from taking what happens, nobody else waits: it is held in memory and tried again.
"""

from __future__ import annotations

import contextlib
import logging
import os
import shutil
import sqlite3
import threading
import time
from collections.abc import Callable
from pathlib import Path

from facemon.event import Gap, GapCause, GapState
from facemon.history import opening
from facemon.history.aside import log_of, set_aside
from facemon.history.checking import Checker
from facemon.history.database import BUSY_SECONDS, DamagedHistory, open_for_writing
from facemon.history.held import Batch, Loss
from facemon.history.inbox import Inbox
from facemon.history.keep import Rows
from facemon.history.keeping import Trouble, trouble_of
from facemon.history.opening import Opening
from facemon.history.query import Stock
from facemon.history.salvage.restoring import restore_at_opening
from facemon.history.salvage.salvager import Salvager
from facemon.history.telling import Teller

log = logging.getLogger(__name__)

RETRY = 5.0  # seconds between two attempts to open a history that could not be written
LARGE_LOG = 32 * 1024 * 1024  # bytes; beyond, the write-ahead log is emptied when there is nothing else to do
HUGE_LOG = 256 * 1024 * 1024  # bytes; beyond, nothing in the background may hold the log any more
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


class _TakenAway(Exception):
    """The file is no longer where it was: what has been written to it is nowhere."""


class Writer:
    """Writes what comes into the inbox, until its end, in a thread of its own.

    Args:
        path: the history's file; its folder must be there.
        inbox: where it takes what it writes.
        teller: told how it stands.
        salvager: saves what can be read of a damaged file that has been replaced.
        on_gaps: given the gaps that the writer itself has added, for what had to be given up; from its thread.
        gap_id: gives a new gap its id.
        retry: seconds between two attempts to open a history that could not be written.
    """

    def __init__(
        self,
        path: Path,
        inbox: Inbox,
        teller: Teller,
        *,
        salvager: Salvager,
        on_gaps: Callable[[list[Gap]], None],
        gap_id: Callable[[], int],
        retry: float = RETRY,
    ) -> None:
        self.opening: Opening | None = None  # None until the history could be opened, now or later
        self.opened = threading.Event()
        self._path = path
        self._inbox = inbox
        self._teller = teller
        self._salvager = salvager
        self._on_gaps = on_gaps
        self._gap_id = gap_id
        self._retry = retry
        self._checker = Checker(path, self._on_damage)
        self._thread = threading.Thread(target=self._run, name="history", daemon=True)
        # The thread's own:
        self._connection: sqlite3.Connection | None = None
        self._rows: Rows | None = None
        self._files: tuple[object, ...] = ()
        self._problem = ""
        self._suspected = False  # to be damaged
        self._generation = 0
        self._stock = Stock(0, 0, None)
        self._retry_at = 0.0
        self._shrink_at = float("inf")
        self._gave_up = False

    def start(self) -> None:
        """Begin to write."""
        self._thread.start()

    def join(self, timeout: float) -> bool:
        """Wait for the end, which the inbox announces; return whether it has come (or nothing has begun) in time."""
        if self._thread.ident is not None:
            self._thread.join(timeout)
        return not self._thread.is_alive()

    def _run(self) -> None:
        self._connect()
        self.opened.set()
        while not self._gave_up:
            now = time.monotonic()
            if self._connection is None:
                if self._inbox.pause(max(0.0, self._retry_at - now)) or time.monotonic() >= self._retry_at:
                    self._connect()
            elif self._inbox.wait(None if self._shrink_at == float("inf") else max(0.0, self._shrink_at - now)):
                self._write()
            elif self._inbox.ending:
                break
            else:
                self._shrink_log()
        self._checker.stop()
        self._inbox.drop_jobs()
        self._disconnect()

    def _connect(self) -> None:
        """Open the history, a new one in the place of one that is damaged."""
        while True:
            try:
                with self._teller.at_work(Trouble.OPENING):
                    self._open()
            except Exception as error:  # noqa: BLE001 - whatever it is, events must be held and the user told
                self._disconnect()
                if self._mend(error):
                    continue
                self._fail(error)
            return

    def _open(self) -> None:
        self._connection = open_for_writing(self._path)
        self._rows = Rows(self._connection)
        self._files = _identity(self._path)
        if self.opening is None:
            restore_at_opening(self._path, self._connection)
            self.opening = opening.read(self._connection)
            if self._generation == 0:  # what has just been made needs no look
                self._checker.start()
        self._stock = _stock(self._connection, self._path)
        self._salvager.begin()
        self._teller.change(generation=self._generation, stock=self._stock)
        if not self._problem or self._inbox.empty():  # else the next batch shows whether it can be written, too
            self._well()

    def _well(self) -> None:
        if self._problem:
            log.info("the history is written again")
            self._problem = ""
            self._teller.change(keeping=True, since_ms=None, problem="", fields={}, read_only=False)

    def _disconnect(self) -> None:
        connection, self._connection, self._rows = self._connection, None, None
        if connection is not None:
            with contextlib.suppress(sqlite3.Error):
                connection.close()

    def _write(self) -> None:
        """Write a batch and do a job, as far as there are."""
        assert self._connection is not None  # noqa: S101
        batch = self._inbox.take()
        try:
            with self._teller.at_work(Trouble.SLOW):
                gaps = self._commit(batch, self._connection) if batch else []
        except Exception as error:  # noqa: BLE001 - whatever it is, events must be held and the user told
            self._inbox.put_back(batch)
            self._recover(error)
            return
        self._suspected = False
        self._inbox.settle(batch)
        self._well()
        if gaps:
            self._on_gaps(gaps)
        self._do_job(self._connection)
        size = _size(log_of(self._path))
        if self._shrink_at == float("inf") and size > LARGE_LOG:
            self._shrink_at = time.monotonic()
            if size > HUGE_LOG:
                self._checker.stop()

    def _commit(self, batch: Batch, connection: sqlite3.Connection) -> list[Gap]:
        """Write a batch in one transaction; return the gaps that its losses have become."""
        assert self._rows is not None  # noqa: S101
        new = 0
        gaps = [self._gap(loss) for loss in batch.losses.values()]
        connection.execute("BEGIN IMMEDIATE")
        for waiting in batch.events:
            try:
                new += self._rows.keep(waiting.happening, waiting.number, raised=waiting.raised)
            except _UNWRITABLE:
                log.exception("an event of %s cannot be kept", waiting.happening.device_id)
        for _, note in batch.notes.values():
            self._rows.note(note)
        for gap in gaps:
            self._rows.note(gap)
        connection.execute("COMMIT")
        if _identity(self._path) != self._files:
            raise _TakenAway(str(self._path))
        if new:
            oldest = min(waiting.happening.at_ms for waiting in batch.events)
            if self._stock.oldest_ms is not None:
                oldest = min(oldest, self._stock.oldest_ms)
            self._stock = Stock(self._stock.events + new, _bytes(self._path), oldest)
            self._teller.change(stock=self._stock)
        return gaps

    def _do_job(self, connection: sqlite3.Connection) -> None:
        found = self._inbox.next_job()
        if found is None or self._rows is None:
            return
        job, future = found
        try:
            with self._teller.at_work(Trouble.SLOW):
                result = job(connection)
        except Exception as error:  # noqa: BLE001 - it belongs to whoever wanted the job
            if connection.in_transaction:
                connection.rollback()
            future.set_exception(error)
            if trouble_of(error) is Trouble.DAMAGED:
                self._recover(error)
                return
        else:
            future.set_result(result)
        self._rows.forget()  # it may have deleted what was remembered
        try:
            self._stock = _stock(connection, self._path)
            self._teller.change(stock=self._stock)
        except sqlite3.Error as error:
            self._recover(error)

    def _on_damage(self, damage: DamagedHistory) -> None:
        def job(_: sqlite3.Connection) -> None:
            if self._generation == 0:  # else the file that was looked through is another by now
                raise damage

        self._inbox.run(job)

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

    def _recover(self, error: Exception) -> None:
        """Give the connection up; open another at once where that helps, else later."""
        self._disconnect()
        if self._mend(error):
            self._connect()
        else:
            self._fail(error)

    def _mend(self, error: Exception) -> bool:
        """Do what may help against an error; return whether to try again at once."""
        if isinstance(error, _TakenAway):
            log.warning("the history's file has been moved or removed while it was open")
            return True
        if trouble_of(error) is not Trouble.DAMAGED:
            return False
        if not self._suspected and not isinstance(error, DamagedHistory):
            log.warning("the history seems to be damaged: %s", error)
            self._suspected = True
            return True
        self._suspected = False
        try:
            aside = set_aside(self._path)
        except OSError as refusal:
            log.error("the damaged history cannot be set aside: %s", refusal)  # noqa: TRY400 - told to the user
            return False
        log.error("the history was damaged (%s) and has been set aside as %s", error, aside.name)
        self._generation += 1
        return True

    def _fail(self, error: Exception) -> None:
        """Say what the trouble is, and when to try again."""
        self._retry_at = time.monotonic() + self._retry
        self._gave_up = self._inbox.ending
        trouble = self._refined(trouble_of(error))
        problem = trouble.value
        if problem != self._problem:
            log.error("the history cannot be written: %s", error, exc_info=error if trouble is Trouble.OTHER else None)
        told = {} if self._problem else {"since_ms": round(time.time() * 1000)}
        self._problem = problem
        self._teller.change(
            keeping=False,
            problem=problem,
            fields={"file": str(self._path), "detail": str(error)},
            read_only=trouble is Trouble.NEWER,
            **told,
        )

    def _refined(self, trouble: Trouble) -> Trouble:
        """Tell a full and a read-only disk also where SQLite complains of what follows from it."""
        if trouble in (Trouble.DISK_ERROR, Trouble.VANISHED):
            with contextlib.suppress(OSError):
                if shutil.disk_usage(self._path.parent).free < LITTLE_SPACE:
                    return Trouble.FULL
                if not os.access(self._path.parent, os.W_OK):
                    return Trouble.READ_ONLY
        return trouble

    def _shrink_log(self) -> None:
        """Empty the write-ahead log if it has grown, waiting for no reader that still needs it."""
        assert self._connection is not None  # noqa: S101
        try:
            with self._teller.at_work(Trouble.SLOW):
                self._connection.execute("PRAGMA busy_timeout = 0")
                self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
                self._connection.execute(f"PRAGMA busy_timeout = {round(BUSY_SECONDS * 1000)}")
        except sqlite3.Error as error:
            self._recover(error)
        self._shrink_at = time.monotonic() + self._retry if _size(log_of(self._path)) > LARGE_LOG else float("inf")


def _identity(path: Path) -> tuple[object, ...]:
    """Return what tells the files that are there now from any others that come in their place."""
    found = []
    for file in (path, log_of(path)):
        with contextlib.suppress(OSError):
            status = file.stat()
            found.append((file.name, status.st_dev, status.st_ino))
    return tuple(found)


def _stock(connection: sqlite3.Connection, path: Path) -> Stock:
    (events,) = connection.execute("SELECT ifnull(sum(events), 0) FROM shift").fetchone()
    (oldest_ms,) = connection.execute("SELECT min(at_ms) FROM event").fetchone()
    return Stock(events, _bytes(path), oldest_ms)


def _bytes(path: Path) -> int:
    return _size(path) + _size(log_of(path))


def _size(path: Path) -> int:
    with contextlib.suppress(OSError):
        return path.stat().st_size
    return 0
