"""Copies of the history: made while facemon writes to it, checked, and put back.

The copy is of one moment: a read transaction holds it for as long as copying takes, so that what is written meanwhile
does not make SQLite begin anew. The writer is not kept waiting; its log grows instead, so copying no longer pauses once
the log has become large.
"""

from __future__ import annotations

import contextlib
import errno
import platform
import re
import sqlite3
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from facemon.history.aside import log_of, set_aside
from facemon.history.database import APPLICATION_ID, VERSION, open_for_reading
from facemon.history.stopping import Asked, Stopped, interrupting, never
from facemon.phrase import QT_TRANSLATE_NOOP
from facemon.whole_file import WholeFile

MISSING = QT_TRANSLATE_NOOP("Backup", "There is no history at {file}.")
UNREADABLE = QT_TRANSLATE_NOOP("Backup", "The history {file} cannot be read: {reason}.")
DAMAGED = QT_TRANSLATE_NOOP("Backup", "The history {file} is damaged: {reason}. No copy was made of it.")
FULL = QT_TRANSLATE_NOOP("Backup", "There is no room for {file}: the disk is full. No copy was made.")
UNWRITABLE = QT_TRANSLATE_NOOP("Backup", "{file} cannot be written: {reason}. No copy was made.")
OWN_FILE = QT_TRANSLATE_NOOP("Backup", "{file} is the history itself. Choose another name for its copy.")
NO_FOLDER = QT_TRANSLATE_NOOP("Backup", "The folder for backups, {file}, is not there.")
NOT_OURS = QT_TRANSLATE_NOOP("Backup", "{file} is not a history of facemon's.")
NEWER = QT_TRANSLATE_NOOP("Backup", "{file} was written by a newer facemon. Install that first.")

KEPT = 7  # daily copies
STEP_PAGES = 512  # 4 MB, some tens of milliseconds of a slow disk
PAUSE = 0.02  # seconds between two steps, which are the writer's
LARGE_LOG = 128 * 1024 * 1024  # bytes

Report = Callable[[int, int], None]  # pages done, of how many


class BackupError(Exception):
    """No copy was made, or none put back.

    `str()` of it is the sentence in English; `template` (context "Backup") and `fields` are there to translate it.
    """

    def __init__(self, template: str, **fields: object) -> None:
        super().__init__(template.format(**fields))
        self.template = template
        self.fields = fields


def back_up(
    history: Path,
    target: Path,
    *,
    report: Report = lambda _done, _all: None,
    stopped: Asked = never,
    pause: float = PAUSE,
) -> None:
    """Copy the history as it is now into another file, which takes its place once it is whole and checked.

    Args:
        history: the file; facemon may be writing to it.
        target: the copy; what is there now is replaced.
        report: told how far it is.
        stopped: asked all the time whether to end.
        pause: seconds to leave the disk to others, after each 4 MB.

    Raises:
        BackupError: there is no copy, and why.
        Stopped: `stopped` said so.
    """
    _require(history)
    try:
        for end in ("", "-wal", "-shm"):
            own = history.with_name(history.name + end)
            if target.exists() and own.exists() and target.samefile(own):
                raise BackupError(OWN_FILE, file=target)
        if target.exists() and not target.is_file():
            raise FileExistsError(errno.EEXIST, "it is no file")
        with WholeFile(target, private=True) as file:
            _copy(history, file, target, report, stopped, pause)
            _check(file.path, history, stopped)
            file.keep()
    except OSError as error:
        raise _not_written(target, error) from error


def restore(copy: Path, history: Path, *, stopped: Asked = never) -> Path | None:
    """Put a copy in the history's place; return where the former history is now, None where there was none.

    The caller holds the profile's lock, so that no facemon uses the history.

    Raises:
        BackupError: the copy is none that can be used; the history is as it was.
        Stopped: `stopped` said so; likewise.
    """
    _require(copy)
    try:
        if history.exists() and copy.samefile(history):
            raise BackupError(OWN_FILE, file=copy)
        _recognise(copy)
        with WholeFile(history, private=True) as file:
            _copy(copy, file, history, lambda _done, _all: None, stopped, 0)
            _check(file.path, copy, stopped)
            file.settle()
            former = set_aside(history, "replaced") if history.exists() else None
            log_of(history).unlink(missing_ok=True)  # of a history that is gone: SQLite would put it into this one
            file.keep()
            return former
    except OSError as error:
        raise _not_written(history, error) from error


def backup_due(folder: Path, today: date) -> bool:
    """Return whether a folder for daily backups has none of this computer's history of today."""
    try:
        return not (folder / _daily_name(today)).exists()
    except OSError:  # whoever makes the copy hears why
        return True


def run_backup(history: Path, folder: Path, today: date, *, stopped: Asked = never) -> Path:
    """Make the day's copy in a folder, take away this computer's oldest beyond seven, and return the new one.

    For a background thread: it takes as long as the disks need.

    Raises:
        BackupError: there is no copy, and why; none of the others was taken away.
        Stopped: `stopped` said so.
    """
    made = folder / _daily_name(today)
    try:
        there = folder.is_dir()
    except OSError as error:
        raise _not_written(made, error) from error
    if not there:  # it is not made: where a disk is not mounted, its empty place is no disk
        raise BackupError(NO_FOLDER, file=folder)
    back_up(history, made, stopped=stopped)
    with contextlib.suppress(OSError):  # tomorrow again
        _thin_out(folder, made)
    return made


def _thin_out(folder: Path, made: Path) -> None:
    pattern = re.compile(re.escape(_daily_name(None)).replace("DATE", r"\d{4}-\d\d-\d\d"))
    former = sorted(file for file in folder.iterdir() if pattern.fullmatch(file.name) and file != made)
    for file in former[: max(0, len(former) - KEPT + 1)]:
        file.unlink()


def _require(source: Path) -> None:
    try:
        there = source.is_file()
    except OSError as error:
        raise BackupError(UNREADABLE, file=source, reason=error.strerror or error) from error
    if not there:
        raise BackupError(MISSING, file=source)


def _daily_name(day: date | None) -> str:
    # With the computer's name, since desks may share a folder.
    host = re.sub(r"[^A-Za-z0-9-]+", "-", platform.node())[:40].strip("-") or "desk"
    return f"facemon-{host}-{'DATE' if day is None else day.isoformat()}.sqlite3"


def _copy(source: Path, draft: WholeFile, target: Path, report: Report, stopped: Asked, pause: float) -> None:
    log = log_of(source)

    def step(_status: int, remaining: int, pages: int) -> None:
        report(pages - remaining, pages)
        draft.settle()  # little by little: all of it at once would keep the writer's own commits waiting
        if stopped():
            raise Stopped
        if remaining and not (log.exists() and log.stat().st_size > LARGE_LOG):
            time.sleep(pause)

    try:
        with (
            contextlib.closing(open_for_reading(source)) as reading,
            contextlib.closing(sqlite3.connect(draft.path, isolation_level=None)) as writing,
        ):
            # Nobody else knows the file yet, and each step is written out by itself.
            writing.execute("PRAGMA journal_mode = OFF")
            writing.execute("PRAGMA synchronous = OFF")
            reading.execute("BEGIN")
            reading.execute("SELECT count(*) FROM sqlite_schema").fetchone()  # from here on it stays as it is
            reading.backup(writing, pages=STEP_PAGES, progress=step)
            # So that reading the copy puts no files beside it; whoever writes to it goes back to a log.
            writing.execute("PRAGMA journal_mode = DELETE")
    except sqlite3.Error as error:
        raise _not_copied(source, target, error) from error


def _check(draft: Path, source: Path, stopped: Asked) -> None:
    """Have SQLite read all of the copy. Without a log beside it: nobody else knows it."""
    uri = f"{draft.absolute().as_uri()}?mode=ro&immutable=1"
    try:
        with (
            contextlib.closing(sqlite3.connect(uri, uri=True, check_same_thread=False)) as connection,
            interrupting(connection.interrupt, stopped),
        ):
            (said,) = connection.execute("PRAGMA quick_check(1)").fetchone()
    except sqlite3.Error as error:
        said = str(error)
    if stopped():
        raise Stopped
    if said != "ok":
        raise BackupError(DAMAGED, file=source, reason=" ".join(said.split())[:200])


def _recognise(copy: Path) -> None:
    """Raise BackupError unless it is a history that this facemon can use."""
    try:
        with contextlib.closing(open_for_reading(copy)) as connection:
            (application,) = connection.execute("PRAGMA application_id").fetchone()
            (version,) = connection.execute("PRAGMA user_version").fetchone()
    except sqlite3.Error as error:
        template = NOT_OURS if error.sqlite_errorname == "SQLITE_NOTADB" else UNREADABLE
        raise BackupError(template, file=copy, reason=error) from error
    if application != APPLICATION_ID:
        raise BackupError(NOT_OURS, file=copy)
    if version > VERSION:
        raise BackupError(NEWER, file=copy)


def _not_copied(source: Path, target: Path, error: sqlite3.Error) -> BackupError:
    name = getattr(error, "sqlite_errorname", "")
    if name == "SQLITE_FULL":
        return BackupError(FULL, file=target)
    if name in ("SQLITE_IOERR_WRITE", "SQLITE_IOERR_TRUNCATE", "SQLITE_IOERR_FSYNC"):
        return BackupError(UNWRITABLE, file=target, reason=error)
    return BackupError(UNREADABLE, file=source, reason=error)


def _not_written(target: Path, error: OSError) -> BackupError:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return BackupError(FULL, file=target)
    return BackupError(UNWRITABLE, file=target, reason=error.strerror or error)
