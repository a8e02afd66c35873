"""The room that the history takes on the disk, and what is given back of it. For the thread that writes,
where nothing else is said.
"""

from __future__ import annotations

import sqlite3
import threading
from typing import NamedTuple

from facemon.history.steps import Pace, Writer, in_steps

_SPARE_OF = 100  # one page in so many stays free for what comes next,
_MOST_SPARE = 1_000  # and no more than these
_MOST_PAGES = 250  # a step: the next ones may have to be moved, where the last were free


class Room(NamedTuple):
    """How the database's pages are used."""

    page_bytes: int
    pages: int  # of the whole file
    free: int  # of those, to be used again

    @property
    def used_bytes(self) -> int:
        """What is in use."""
        return (self.pages - self.free) * self.page_bytes


def room(connection: sqlite3.Connection) -> Room:
    """Look how the pages are used; this reads the file's header alone."""
    (page_bytes,) = connection.execute("PRAGMA page_size").fetchone()
    (pages,) = connection.execute("PRAGMA page_count").fetchone()
    (free,) = connection.execute("PRAGMA freelist_count").fetchone()
    return Room(page_bytes, pages, free)


def give_all_back(writer: Writer, stop: threading.Event, *, spare: bool = True) -> None:
    """Give free pages back to the disk, in short steps. From any thread.

    Args:
        spare: leave some for what comes next, which else makes the file longer again.
    """

    def step(connection: sqlite3.Connection, most: int) -> bool:
        here = room(connection)
        wanted = here.free - (min(here.pages // _SPARE_OF, _MOST_SPARE) if spare else 0)
        if wanted > 0:
            give_back(connection, min(wanted, most))
        if over := wanted <= most:
            checkpoint(connection)  # which is what makes the file shorter
        return over

    for over in in_steps(writer, step, Pace(32, _MOST_PAGES), stop):
        if over:
            break


def give_back(connection: sqlite3.Connection, pages: int) -> None:
    """Shorten the file by at most so many free pages; at the next checkpoint the disk has them back."""
    # `execute` would give back one page, whatever the number. This takes as many steps as it says.
    connection.executescript(f"PRAGMA incremental_vacuum({max(1, pages)})")


def checkpoint(connection: sqlite3.Connection, *, empty_log: bool = False) -> bool:
    """Bring what is in the write-ahead log into the file, as far as readers allow, without waiting for any.

    Args:
        empty_log: leave nothing in the log's file either.

    Returns whether all of it was done.
    """
    (patience,) = connection.execute("PRAGMA busy_timeout").fetchone()
    connection.execute("PRAGMA busy_timeout = 0")
    try:
        mode = "TRUNCATE" if empty_log else "PASSIVE"
        busy, in_log, done = connection.execute(f"PRAGMA wal_checkpoint({mode})").fetchone()
        return not busy and in_log == done
    finally:
        connection.execute(f"PRAGMA busy_timeout = {patience}")
