"""That one facemon alone writes a history, whichever profiles and links lead to its file."""

from __future__ import annotations

import contextlib
import errno
import logging
import os
import sqlite3
import struct
import sys
from pathlib import Path

import filelock

from facemon.history.aside import log_of

if sys.platform == "linux":
    import fcntl

log = logging.getLogger(__name__)

_NAME = "user.facemon.history"  # the extended attribute with the name under which the file was last written
_FAR = 2**62  # a byte that no history has and that SQLite, which locks some behind its first GB, leaves alone


class HistoryInUse(Exception):
    """Another facemon writes this history."""


class SoleWriter:
    """A lock beside the file, where symbolic links lead to, and on Linux one on the file itself, for its hard links.

    Belongs to the thread that writes. Two that write would give different events the same number, and each would tell
    of the other's as of its own.

    Args:
        path: the history's file, or a link to it.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._place: Path | None = None
        self._lock: filelock.BaseFileLock | None = None
        self._itself: int | None = None  # the file, open for its lock; closed no sooner, see `_let_go`
        self._alone = False  # it is locked
        self._told = False

    def take(self) -> None:
        """Be the one who writes, until `give_back` or the process's end, a crash included.

        Where no lock can be made, as on some network folders, it is written without.

        Raises:
            HistoryInUse: another process does.
            sqlite3.Error: what a crash has left under another name of the file cannot be brought into it.
        """
        place = self._path.resolve()
        if self._place != place:
            if self._place is not None:  # else there is no lock beside, and the one on the file stays: see `_let_go`
                self.give_back()
            self._lock_beside(place)
        if sys.platform == "linux":
            self._lock_itself(place)

    def sign(self) -> None:
        """Put on the file, which is a history and perhaps new, that it is written under this name.

        Raises: as `take`.
        """
        self.take()
        if sys.platform == "linux" and self._itself is not None and self._alone:
            with contextlib.suppress(OSError):  # not every file system keeps it
                os.setxattr(self._itself, _NAME, os.fsencode(self._path.resolve()))

    def _lock_beside(self, place: Path) -> None:
        if not place.parent.is_dir():
            return  # opening says so; a lock would make the folder
        lock = filelock.FileLock(
            place.with_name(f"{place.name}.lock"), timeout=0, mode=0o600, thread_local=False, is_singleton=False,
            fallback_to_soft=False,  # a marker instead of a lock may be left by a computer that is never seen again
        )  # fmt: skip
        try:
            lock.acquire()
        except filelock.Timeout:
            raise HistoryInUse(str(place)) from None
        except (OSError, NotImplementedError) as error:
            self._tell(error)
            return
        self._place, self._lock = place, lock

    if sys.platform == "linux":

        def _lock_itself(self, place: Path) -> None:
            try:
                found = place.stat()
            except OSError:
                return  # there is none yet
            if self._itself is None or not os.path.samestat(os.fstat(self._itself), found):
                self._let_go()
                try:
                    self._itself = os.open(place, os.O_RDWR)
                except OSError:
                    return  # opening says so
            if self._alone:
                return
            try:
                lock = struct.pack("hhqqi0q", fcntl.F_WRLCK, os.SEEK_SET, _FAR, 1, 0)
                fcntl.fcntl(self._itself, fcntl.F_OFD_SETLK, lock)
            except OSError as error:
                if error.errno in (errno.EAGAIN, errno.EACCES):
                    raise HistoryInUse(str(place)) from None
                self._tell(error)
                return
            _bring_in(self._itself, place)
            self._alone = True

    def _tell(self, error: Exception) -> None:
        if not self._told:  # it is tried again as long as the history cannot be opened
            self._told = True
            log.warning("that no other facemon writes the history cannot be made sure of: %s", error)

    def _let_go(self) -> None:
        # With it, the system takes back what SQLite has locked of the same file, whoever reads it in this process.
        itself, self._itself, self._alone = self._itself, None, False
        if itself is not None:
            os.close(itself)

    def give_back(self) -> None:
        """Let another write; the connection that does is closed."""
        self._let_go()
        lock, self._lock, self._place = self._lock, None, None
        if lock is not None:
            with contextlib.suppress(OSError):
                lock.release()


if sys.platform == "linux":

    def _bring_in(itself: int, place: Path) -> None:
        """Have all in the file that was last written under another name of it.

        SQLite's log has the name of the file: what a crash has left in one would be missed by whoever comes by another
        name, and destroy what that one writes as soon as it is read.
        """
        try:
            former = Path(os.fsdecode(os.getxattr(itself, _NAME)))
        except OSError:  # there is none, or this file system keeps none
            return
        with contextlib.suppress(OSError):
            if former != place and former.samefile(place) and log_of(former).stat().st_size:
                log.warning("a crash has left a part of the history under its other name %s: it is brought in", former)
                with contextlib.closing(sqlite3.connect(former, timeout=1, isolation_level=None)) as connection:
                    # By itself: with whoever reads the file in this process it would share what that knows of another
                    # log, take this one for empty and throw it away.
                    connection.execute("PRAGMA locking_mode = EXCLUSIVE")
                    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
