"""The thread that writes the history, with the only connection that does.

Whatever keeps the disk from taking what happens, nobody else waits: it is held in memory and tried again.
"""

from __future__ import annotations

import contextlib
import logging
import sqlite3
import threading
import time
from collections.abc import Callable
from pathlib import Path

from facemon.event import Gap
from facemon.history import opening
from facemon.history.aside import set_aside
from facemon.history.checking import Checker
from facemon.history.database import BUSY_SECONDS, DamagedHistory, open_for_writing
from facemon.history.files import Files
from facemon.history.gaps import not_kept
from facemon.history.grouping import Grouping
from facemon.history.held import Batch
from facemon.history.inbox import Inbox
from facemon.history.keep import Rows
from facemon.history.keeping import Removed, Trouble, trouble_of
from facemon.history.opening import Opening
from facemon.history.query import Stock
from facemon.history.salvage.restoring import restore_at_opening
from facemon.history.salvage.salvager import Salvager
from facemon.history.sole import SoleWriter
from facemon.history.telling import Teller

log = logging.getLogger(__name__)

RETRY = 5.0  # seconds between two attempts to open a history that could not be written
LARGE_LOG = 32 * 1024 * 1024  # bytes; beyond, the write-ahead log is emptied when there is nothing else to do
HUGE_LOG = 256 * 1024 * 1024  # bytes; beyond, nothing in the background may hold the log any more


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
        on_stored: Callable[[list[int]], None] | None = None,
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
        self._on_stored = on_stored
        self._retry = retry
        self._checker = Checker(path, self._on_damage)
        self._thread = threading.Thread(target=self._run, name="history", daemon=True)
        # The thread's own:
        self._rows: Rows | None = None  # None while there is no connection
        self._moved: dict[int, int] = {}  # see `Rows`
        self._files = Files(path)
        self._sole = SoleWriter(path)
        self._grouping = Grouping()
        self._identity: tuple[object, ...] = ()
        self._problem = ""
        self._suspected = False  # to be damaged
        self._generation = 0
        self._stock = Stock(0, 0, None)
        self._before = 0  # events that the connection before this one has left
        self._retry_at = 0.0
        self._shrink_at = float("inf")
        self._log_sat_on = False  # a reader keeps the write-ahead log large
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
        ended = False
        while not ended and not self._gave_up:
            try:
                ended = self._take_turn()
            except Exception as error:
                log.exception("a fault in the thread that writes the history")
                self._recover(error)
        self._checker.stop()
        self._inbox.drop_jobs()
        if ended and self._rows is not None:
            self._bring_together(self._rows.connection)
        self._disconnect()
        self._sole.give_back()

    def _take_turn(self) -> bool:
        """Do what is due next; return whether that was the end."""
        rows = self._rows
        if rows is None:
            wait = max(0.0, self._retry_at - time.monotonic())
            if self._inbox.pause(wait) or time.monotonic() >= self._retry_at:
                self._connect()
        elif self._inbox.wait(self._leisure(rows)):
            self._write(rows)
        elif self._inbox.ending:
            return True
        elif rows.alarms.behind:
            self._follow(rows)
        else:
            self._shrink_log(rows.connection)
        return False

    def _leisure(self, rows: Rows) -> float | None:
        """Return how many seconds to wait for something to write until there is something else to do."""
        if rows.alarms.behind:
            return 0.0
        return None if self._shrink_at == float("inf") else max(0.0, self._shrink_at - time.monotonic())

    def _connect(self) -> None:
        """Open the history, a new one in the place of one that is damaged."""
        while True:
            try:
                with self._teller.at_work(Trouble.OPENING):
                    self._sole.take()
                    self._rows = Rows(open_for_writing(self._path), self._moved)
                    self._sole.sign()
                    self._begin(self._rows)
            except Exception as error:  # noqa: BLE001 - whatever it is, events must be held and the user told
                self._disconnect()
                if self._mend(error):
                    continue
                self._fail(error)
            return

    def _begin(self, rows: Rows) -> None:
        """Begin with a history that has just been opened."""
        connection = rows.connection
        self._identity = self._files.look().identity
        if self.opening is None:
            restore_at_opening(self._path, connection)
            rows.forget()
            self.opening = opening.read(connection, round(time.time() * 1000))
            if self._generation == 0:  # what has just been made needs no look
                self._checker.start()
        self._count(connection)
        if self._stock.events < self._before:
            log.error("%d events are no longer in the history", self._before - self._stock.events)
            self._teller.change(removed=Removed(str(self._path), self._before - self._stock.events))
        self._before = 0
        self._salvager.begin()
        self._teller.change(generation=self._generation)
        if not self._problem or self._inbox.empty():  # else the next batch shows whether it can be written, too
            self._succeed()

    def _disconnect(self) -> None:
        rows, self._rows = self._rows, None
        if rows is not None:
            self._before = max(self._before, self._stock.events)
            with contextlib.suppress(sqlite3.Error):
                rows.connection.close()

    def _write(self, rows: Rows) -> None:
        """Write a batch and do a job, as far as there are."""
        batch = self._inbox.take(self._grouping.times)
        try:
            with self._teller.at_work(Trouble.SLOW):
                gaps = self._commit(batch, rows) if batch else []
        except Exception as error:  # noqa: BLE001 - whatever it is, events must be held and the user told
            self._inbox.put_back(batch)
            self._recover(error)
            return
        self._inbox.settle(batch)
        self._succeed()
        try:
            if self._on_stored is not None and batch.events:
                self._on_stored([waiting.number for waiting in batch.events])
            if gaps:
                self._on_gaps(gaps)
        except Exception:
            log.exception("a fault where it is told what has been written")
        self._do_job(rows)
        if self._rows is rows and rows.alarms.behind:
            self._follow(rows)

    def _follow(self, rows: Rows) -> None:
        """Let some more events say what their alarm says."""
        try:
            with self._teller.at_work(Trouble.SLOW):
                rows.connection.execute("BEGIN IMMEDIATE")
                rows.alarms.follow()
                rows.connection.execute("COMMIT")
        except sqlite3.Error as error:
            self._recover(error)

    def _commit(self, batch: Batch, rows: Rows) -> list[Gap]:
        """Write a batch in one transaction; return the gaps that its losses have become."""
        gaps = [not_kept(loss, self._gap_id()) for loss in batch.losses.values()]
        begun = time.monotonic()
        rows.connection.execute("BEGIN IMMEDIATE")
        new = rows.write(batch, gaps)
        written = time.monotonic()
        rows.connection.execute("COMMIT")
        self._grouping.took(written - begun, time.monotonic() - written, more=self._inbox.crowded())
        look = self._files.look()
        if look.identity != self._identity:
            raise _TakenAway(str(self._path))
        if look.log_bytes > LARGE_LOG and self._shrink_at == float("inf"):
            self._shrink_at = time.monotonic()
        if look.log_bytes > HUGE_LOG:
            self._checker.stop()
        if new:
            oldest = min(waiting.happening.at_ms for waiting in batch.events)
            if self._stock.oldest_ms is not None:
                oldest = min(oldest, self._stock.oldest_ms)
            self._tell_stock(Stock(self._stock.events + new, look.bytes, oldest))
        return gaps

    def _do_job(self, rows: Rows) -> None:
        found = self._inbox.next_job()
        if found is None:
            return
        job, future = found
        connection = rows.connection
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
        try:
            rows.forget()  # it may have deleted what was remembered
            self._count(connection)
        except sqlite3.Error as error:
            self._recover(error)

    def _on_damage(self, damage: DamagedHistory) -> None:
        def job(_: sqlite3.Connection) -> None:
            if self._generation == 0:  # else the file that was looked through is another by now
                raise damage

        self._inbox.run(job)

    def _recover(self, error: Exception) -> None:
        """Give the connection up; open another at once where that helps, else later."""
        if isinstance(error, _TakenAway) and self._rows is not None:
            # A log without its name ends with who has it open; while somebody reads, closing leaves it as it is.
            self._bring_together(self._rows.connection)
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
        self._before = 0  # what becomes of them is told apart
        self._moved.clear()
        return True

    def _fail(self, error: Exception) -> None:
        """Say what the trouble is, and when to try again."""
        self._retry_at = time.monotonic() + self._retry
        self._gave_up = self._inbox.ending
        trouble = self._files.cause(trouble_of(error))
        if trouble.value != self._problem:
            log.error("the history cannot be written: %s", error, exc_info=error if trouble is Trouble.OTHER else None)
        if not self._problem:
            self._teller.change(since_ms=round(time.time() * 1000))
        self._problem = trouble.value
        self._teller.change(
            keeping=False,
            problem=trouble.value,
            fields={"file": str(self._path), "detail": str(error)},
            read_only=trouble is Trouble.NEWER,
        )

    def _succeed(self) -> None:
        self._suspected = False
        if self._problem:
            log.info("the history is written again")
            self._problem = ""
            self._teller.change(keeping=True, since_ms=None, problem="", fields={}, read_only=False)

    def _shrink_log(self, connection: sqlite3.Connection) -> None:
        """Empty the write-ahead log, waiting for no reader that still needs it."""
        try:
            with self._teller.at_work(Trouble.SLOW):
                connection.execute("PRAGMA busy_timeout = 0")
                connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
                connection.execute(f"PRAGMA busy_timeout = {round(BUSY_SECONDS * 1000)}")
        except sqlite3.Error as error:
            self._recover(error)
        self._shrink_at = float("inf")
        if (size := self._files.look().log_bytes) > LARGE_LOG:
            self._shrink_at = time.monotonic() + self._retry
            if not self._log_sat_on:
                log.warning("the history's log keeps its %d MB: something reads it", size >> 20)
        elif self._log_sat_on:
            log.info("the history's log is small again")
        self._log_sat_on = size > LARGE_LOG

    def _bring_together(self, connection: sqlite3.Connection) -> None:
        """Have all of the history in its one file, which somebody may copy alone; no reader is waited for.

        SQLite does so by itself only where the last connection that is closed is this one.
        """
        with contextlib.suppress(sqlite3.Error):  # what the log has stays there
            connection.execute("PRAGMA busy_timeout = 0")
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

    def _count(self, connection: sqlite3.Connection) -> None:
        (events,) = connection.execute("SELECT ifnull(sum(events), 0) FROM shift").fetchone()
        (oldest_ms,) = connection.execute("SELECT min(at_ms) FROM event").fetchone()
        self._tell_stock(Stock(events, self._files.look().bytes, oldest_ms))

    def _tell_stock(self, stock: Stock) -> None:
        self._stock = stock
        self._teller.change(stock=stock)
