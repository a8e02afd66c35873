"""Looks through the whole history for damage, in the background, after every start."""

from __future__ import annotations

import contextlib
import logging
import sqlite3
import threading
from collections.abc import Callable
from pathlib import Path

from facemon.history.database import DamagedHistory, open_for_reading
from facemon.history.keeping import Trouble, trouble_of

log = logging.getLogger(__name__)

_LONGEST = 200  # characters of what is found
_LARGE = ("raw", "picture")  # tables that are looked through last


class Checker:
    """Runs SQLite's `quick_check` in a thread of its own, a table at a time, so that the writer's log can shrink.

    Args:
        path: the history's file.
        on_damage: called from that thread, once, with what was found; nothing has the file open for that any more.
    """

    def __init__(self, path: Path, on_damage: Callable[[DamagedHistory], None]) -> None:
        self._path = path
        self._on_damage = on_damage
        self._connection: sqlite3.Connection | None = None
        self._stopped = threading.Event()

    def start(self) -> None:
        """Begin to look."""
        threading.Thread(target=self._run, name="history check", daemon=True).start()

    def stop(self) -> None:
        """Leave it at what has been looked through. From any thread."""
        self._stopped.set()
        connection = self._connection
        if connection is not None:
            with contextlib.suppress(sqlite3.Error):  # closed meanwhile
                connection.interrupt()

    def _run(self) -> None:
        try:
            damage = self._damage()
        except sqlite3.Error as error:
            if trouble_of(error) is not Trouble.DAMAGED:
                log.info("the history has not been looked through: %s", error)
                return
            damage = str(error)
        except Exception:
            log.exception("the history has not been looked through")
            return
        if damage:
            self._on_damage(DamagedHistory(damage))

    def _damage(self) -> str:
        """Return what is wrong with the file; empty where nothing is, or when it was stopped."""
        with contextlib.closing(open_for_reading(self._path)) as connection:
            self._connection = connection
            try:
                names = [name for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
                for name in sorted(names, key=lambda name: _LARGE.index(name) + 1 if name in _LARGE else 0):
                    if self._stopped.is_set():
                        return ""
                    ((found,), *_) = connection.execute(f"PRAGMA quick_check({name})").fetchall()
                    if found != "ok" and not self._stopped.is_set():
                        return " ".join(str(found).split())[:_LONGEST]
                log.info("the history has been looked through and is sound")
                return ""
            finally:
                self._connection = None
