"""The history's files as the file system shows them."""

from __future__ import annotations

import contextlib
import os
import shutil
from pathlib import Path
from typing import NamedTuple

from facemon.history.aside import log_of
from facemon.history.keeping import Trouble
from facemon.open_files import none_left

LITTLE_SPACE = 1024 * 1024  # bytes; with less on the disk, whatever failed did so for want of space


class Look(NamedTuple):
    """What is there at one moment."""

    identity: tuple[tuple[int, int] | None, ...]  # tells these files from any others that come in their place
    bytes: int  # of all of them
    log_bytes: int  # of the write-ahead log among them


class Files:
    """The database and its write-ahead log."""

    def __init__(self, path: Path) -> None:
        self._folder = path.parent
        self._names = str(path), str(log_of(path))

    def look(self) -> Look:
        """Return what is there; this is done after every transaction."""
        identity: list[tuple[int, int] | None] = []
        sizes = []
        for name in self._names:
            try:
                status = os.stat(name)  # noqa: PTH116 - a third of what a Path takes
            except OSError:
                identity.append(None)
                sizes.append(0)
            else:
                identity.append((status.st_dev, status.st_ino))
                sizes.append(status.st_size)
        return Look(tuple(identity), sum(sizes), sizes[1])

    def cause(self, trouble: Trouble) -> Trouble:
        """Return what is behind a trouble: SQLite complains of what follows from it."""
        if trouble in (Trouble.DISK_ERROR, Trouble.VANISHED):
            if none_left():
                return Trouble.NO_FILES
            with contextlib.suppress(OSError):
                if shutil.disk_usage(self._folder).free < LITTLE_SPACE:
                    return Trouble.FULL
                if not os.access(self._folder, os.W_OK):
                    return Trouble.READ_ONLY
        return trouble
