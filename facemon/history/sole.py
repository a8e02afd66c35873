"""That one facemon alone writes a history, whichever profiles and links lead to its file."""

from __future__ import annotations

import contextlib
import logging
from pathlib import Path

import filelock

log = logging.getLogger(__name__)


class HistoryInUse(Exception):
    """Another facemon writes this history."""


class SoleWriter:
    """A lock beside the file itself, where its links lead to. Belongs to the thread that writes.

    Two that write would give different events the same number, and each would tell of the other's as of its own.

    Args:
        path: the history's file, or a link to it.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._place: Path | None = None
        self._lock: filelock.BaseFileLock | None = None
        self._told = False

    def take(self) -> None:
        """Be the one who writes, until `give_back` or the process's end, a crash included.

        Where no lock can be made, as on some network folders, it is written without.

        Raises:
            HistoryInUse: another process does.
        """
        place = self._path.resolve()
        if self._place == place:
            return
        self.give_back()
        if not place.parent.is_dir():
            return  # opening says so; a lock would make the folder
        lock = filelock.FileLock(
            place.with_name(f"{place.name}.lock"), timeout=0, mode=0o600, thread_local=False, is_singleton=False
        )
        try:
            lock.acquire()
        except filelock.Timeout:
            raise HistoryInUse(str(place)) from None
        except (OSError, NotImplementedError) as error:
            if not self._told:  # it is tried again as long as the history cannot be opened
                self._told = True
                log.warning("that no other facemon writes the history cannot be made sure of: %s", error)
            return
        self._place, self._lock = place, lock

    def give_back(self) -> None:
        """Let another write."""
        lock, self._lock, self._place = self._lock, None, None
        if lock is not None:
            with contextlib.suppress(OSError):
                lock.release()
