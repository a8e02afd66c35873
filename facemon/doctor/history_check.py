"""The history's file: whose it is, of which version, and whether it is sound."""

from __future__ import annotations

import contextlib
import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path

from facemon.doctor.finding import Finding, failed, ok, warning
from facemon.history.database import APPLICATION_ID, MIGRATIONS, VERSION, open_for_reading
from facemon.history.keeping import Trouble, trouble_of

_STEPS = 20_000  # of SQLite's machine, between two looks at the time
_CHECK = "history"


def check_history(path: Path, seconds: float) -> Iterator[Finding]:
    """Look through the history without altering it, for so many seconds at most."""
    if not path.exists() or not path.stat().st_size:
        yield ok(_CHECK, "There is none yet: facemon makes it at its first start.")
        return
    try:
        with contextlib.closing(open_for_reading(path)) as connection:
            yield _looked_at(connection, path, time.monotonic() + seconds)
    except sqlite3.Error as error:
        if trouble_of(error) is Trouble.DAMAGED:
            yield _damaged(path, str(error))
        else:
            yield failed(_CHECK, f"{path} cannot be read: {error}.", "Check its permissions and the disk.")


def _looked_at(connection: sqlite3.Connection, path: Path, until: float) -> Finding:
    (application_id,) = connection.execute("PRAGMA application_id").fetchone()
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    (tables,) = connection.execute("SELECT count(*) FROM sqlite_schema WHERE type = 'table'").fetchone()
    ours = max(VERSION, *MIGRATIONS, VERSION)
    if application_id & 0xFFFFFFFF != APPLICATION_ID and (application_id or tables):
        return failed(
            _CHECK, f"{path} is a database of another program.", "Move it elsewhere, or give another profile."
        )
    if version > ours:
        return failed(
            _CHECK,
            f"{path} was written by a newer facemon (version {version}, this one knows {ours}): nothing is kept.",
            "Install the newer facemon again.",
        )
    connection.set_progress_handler(lambda: int(time.monotonic() > until), _STEPS)
    try:
        rows = connection.execute("PRAGMA quick_check(1)").fetchall()
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode != sqlite3.SQLITE_INTERRUPT:
            raise
        return ok(_CHECK, f"Version {version}; no damage found in the time allowed: facemon looks through all of it.")
    found = str(rows[0][0]) if rows else "ok"
    if found != "ok":
        return _damaged(path, found)
    if version < ours:
        return warning(
            _CHECK, f"Sound, but of version {version}.", f"The next start of facemon brings it to version {ours}."
        )
    return ok(_CHECK, f"Sound, version {version}.")


def _damaged(path: Path, found: str) -> Finding:
    return failed(
        _CHECK,
        f"{path} is damaged: {' '.join(found.split())[:200]}",
        "Start facemon, which saves what can be read, or put a backup in its place (facemon restore).",
    )
