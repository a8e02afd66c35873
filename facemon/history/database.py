"""The history's file: made, opened, brought to this version; a file that is not ours to write is refused untouched.

Every time on disk is in Unix milliseconds. One connection writes and checkpoints, from one thread; SQLite before 3.51.3
can lose a commit when a second connection checkpoints at the same moment.
"""

from __future__ import annotations

import contextlib
import logging
import sqlite3
from collections.abc import Mapping
from importlib import resources
from pathlib import Path
from typing import NamedTuple

from facemon.history import hot_journal

log = logging.getLogger(__name__)

APPLICATION_ID = 0x66636D6E  # "fcmn", in the file's header: whose database it is
VERSION = 2  # of schema.sql and alarm.sql, in the file's `user_version`

PAGE_BYTES = 8192  # a picture of 50 KB fills seven pages, not thirteen
BUSY_SECONDS = 1.0  # how long another program may lock the file until the writer gives way
WAL_KEPT_BYTES = 16 * 1024 * 1024
_NO_PLACE_FOR_A_LOG = ("SQLITE_CANTOPEN", "SQLITE_READONLY_DIRECTORY", "SQLITE_READONLY_CANTINIT")


class NewerHistory(Exception):
    """A newer facemon has written the file: it can be read at most."""


class ForeignDatabase(Exception):
    """Another program has written the file."""


class DamagedHistory(Exception):
    """The file's contents contradict themselves."""


class _Stamp(NamedTuple):
    application_id: int
    version: int
    tables: int


def _sql(name: str) -> str:
    return resources.files("facemon.history").joinpath(name).read_text(encoding="utf-8")


# What brings a file of the version before to this one: version -> script.
MIGRATIONS: Mapping[int, str] = {
    2: _sql("alarm.sql"),  # as long as they are as version 2 has made them: a later one keeps that text elsewhere
}


def schema() -> str:
    """Return what makes an empty file a history of this version."""
    return _sql("schema.sql") + _sql("alarm.sql")


# A file of the first version is read as one in which no alarm was ever raised.
_STAND_IN = "PRAGMA temp_store = MEMORY;" + _sql("alarm.sql").replace("CREATE TABLE ", "CREATE TEMP TABLE ").replace(
    "CREATE INDEX ", "CREATE INDEX temp."
)


def open_for_writing(path: Path, migrations: Mapping[int, str] = MIGRATIONS) -> sqlite3.Connection:
    """Open the history, made first where there is none, migrated where it is of an older version.

    The connection may be used by this thread alone. Its transactions are begun and ended by hand.

    Args:
        path: the file; its folder must be there.
        migrations: by version, what brings the version before to it. The highest is the version to bring the file to.

    Raises:
        NewerHistory, ForeignDatabase: it is not ours to write, and has not been altered.
        sqlite3.Error: it cannot be opened or is damaged.
    """
    newest = max(migrations, default=VERSION)
    stamp = _stamp(path)
    if stamp.application_id not in (0, APPLICATION_ID) or (stamp.application_id == 0 and stamp.tables):
        raise ForeignDatabase(str(path))
    if stamp.version > newest:
        raise NewerHistory(str(path))
    with contextlib.suppress(OSError):  # else SQLite makes it readable for others; what is wrong it says better
        path.touch(mode=0o600)
    connection = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None)
    try:
        _prepare(connection)
        version = stamp.version
        if not stamp.tables:
            version = VERSION
            _script(connection, f"{schema()}; PRAGMA application_id = {APPLICATION_ID};", version)
        for step in range(version + 1, newest + 1):
            log.info("the history is brought from version %d to %d", step - 1, step)
            _script(connection, migrations[step], step)
    except BaseException:
        connection.close()
        raise
    return connection


def open_for_reading(path: Path, *, timeout: float = BUSY_SECONDS) -> sqlite3.Connection:
    """Open the history for reading alone, never to make or alter a file. For one thread at a time.

    Where nothing can be written at all, as on a read-only disk, it is read without the log that SQLite needs otherwise.

    Raises:
        sqlite3.Error: there is none, or it cannot be opened.
    """
    try:
        return _opened_read_only(path, "mode=ro", timeout)
    except sqlite3.OperationalError as error:
        log_file = path.with_name(path.name + "-wal")
        if error.sqlite_errorname not in _NO_PLACE_FOR_A_LOG or (log_file.exists() and log_file.stat().st_size):
            raise
        return _opened_read_only(path, "mode=ro&immutable=1", timeout)


def _opened_read_only(path: Path, how: str, timeout: float) -> sqlite3.Connection:
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?{how}", uri=True, timeout=timeout, isolation_level=None, check_same_thread=False
    )
    try:
        if version_of(connection) == 1:
            connection.executescript(_STAND_IN)
        connection.execute("PRAGMA query_only = ON")
    except BaseException:
        connection.close()
        raise
    return connection


def version_of(connection: sqlite3.Connection) -> int:
    """Return of which version a history is. A connection for reading has to be made anew when that changes."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _stamp(path: Path) -> _Stamp:
    """Return whose file it is, read without leave to write."""
    if not path.exists() or not path.stat().st_size:
        return _Stamp(0, 0, 0)
    try:
        connection = open_for_reading(path)
    except sqlite3.OperationalError as error:
        if error.sqlite_errorname != "SQLITE_READONLY_ROLLBACK":
            raise
        if not hot_journal.is_ours(path, APPLICATION_ID):
            raise ForeignDatabase(str(path)) from None
        log.warning("what was being written as the program or the computer ended is taken back")
        connection = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None)
    with contextlib.closing(connection):
        (application_id,) = connection.execute("PRAGMA application_id").fetchone()
        version = version_of(connection)
        (tables,) = connection.execute("SELECT count(*) FROM sqlite_schema WHERE type = 'table'").fetchone()
        return _Stamp(application_id & 0xFFFFFFFF, version, tables)


def _prepare(connection: sqlite3.Connection) -> None:
    # The first two count for a file without tables alone, and must come before the first of them.
    connection.execute(f"PRAGMA page_size = {PAGE_BYTES}")
    connection.execute("PRAGMA auto_vacuum = INCREMENTAL")
    (mode,) = connection.execute("PRAGMA journal_mode = WAL").fetchone()
    if mode != "wal":
        log.warning("this file system has no write-ahead log for the history, only %r: reading delays writing", mode)
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute(f"PRAGMA journal_size_limit = {WAL_KEPT_BYTES}")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA temp_store = MEMORY")  # else an event with a large picture needs a temporary file
    # What is deleted or moved leaves nothing behind in its page: else erasing a person could not be promised.
    connection.execute("PRAGMA secure_delete = FAST")
    connection.execute("PRAGMA cell_size_check = ON")


def _script(connection: sqlite3.Connection, script: str, version: int) -> None:
    """Run a script, and say which version it has made, in one transaction."""
    try:
        connection.executescript(f"BEGIN IMMEDIATE; {script}\n; PRAGMA user_version = {version}; COMMIT;")
    except BaseException:
        if connection.in_transaction:
            connection.rollback()
        raise
