"""A transaction that a crash has left half written in a file without a write-ahead log: whether we may take it back.

SQLite takes it back for whoever may write, and refuses everybody else. A history is in this state where its first pages
were just being made, or where the file system has no room for a write-ahead log, as some network folders.
"""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO

_APPLICATION_ID_AT = 68  # in the database's header, https://www.sqlite.org/fileformat.html#database_header
_PAGES_AT = 16  # in the journal's: how many pages the database had before, #the_rollback_journal


def is_ours(path: Path, application_id: int) -> bool:
    """Return whether the file says that it is, or nothing and had no table before; nothing is altered for it."""
    try:
        with path.open("rb") as file, path.with_name(f"{path.name}-journal").open("rb") as journal:
            told = _number(file, _APPLICATION_ID_AT)
            # The first page alone has no room for a table: it is the list of them.
            return told == application_id or (not told and _number(journal, _PAGES_AT) in (0, 1))
    except OSError:
        return False


def _number(file: BinaryIO, place: int) -> int | None:
    file.seek(place)
    found = file.read(4)
    return int.from_bytes(found, "big") if len(found) == 4 else None
