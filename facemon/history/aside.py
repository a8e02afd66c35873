"""A history's file on its way out: set aside under a dated name, and a damaged one under another when it has been read.

The names alone say what is still to be done, so that a program that was killed goes on with it at its next start.
"""

from __future__ import annotations

import contextlib
import datetime
from pathlib import Path


def set_aside(path: Path, why: str = "damaged") -> Path:
    """Give the file, and its write-ahead log, a name with the reason and the date; return it. It must not be open.

    Raises:
        OSError: it cannot be renamed; on Windows as long as somebody reads it.
    """
    aside = _free(path, f"{why}-{datetime.datetime.now().astimezone():%Y%m%d-%H%M%S}")
    with contextlib.suppress(FileNotFoundError):  # first: a new history must not find it
        log_of(path).replace(log_of(aside))
    with contextlib.suppress(FileNotFoundError):
        path.with_name(f"{path.name}-shm").unlink()
    path.replace(aside)
    return aside


def to_be_read(path: Path) -> list[Path]:
    """Return the files that were set aside in the place of `path` and have not been read to their end."""
    return sorted(path.parent.glob(f"{path.stem}.damaged-*{path.suffix}"))


def has_been_read(aside: Path) -> Path:
    """Note in the file's name that all that can be read has been read; return the new one.

    Raises:
        OSError: the file cannot be renamed.
    """
    done = _free(aside, "")
    with contextlib.suppress(FileNotFoundError):
        log_of(aside).replace(log_of(done))
    return aside.replace(done)


def log_of(path: Path) -> Path:
    """Return the write-ahead log of a database's file."""
    return path.with_name(f"{path.name}-wal")


def _free(path: Path, label: str) -> Path:
    stem, _, former = path.stem.partition(".damaged-")
    label = label or f"salvaged-{former}"
    for number in range(1, 1000):
        free = path.with_name(f"{stem}.{label}{f'-{number}' if number > 1 else ''}{path.suffix}")
        if not free.exists():
            return free
    raise FileExistsError(17, "too many histories set aside", str(path))
