"""A file that its owner alone may read: others' rights are taken away when it is read, its size is bounded."""

from __future__ import annotations

import contextlib
import logging
import os
import stat
import sys
from pathlib import Path

import msgspec

log = logging.getLogger(__name__)


def read_private(path: Path, most: int, *, mending: bool = True) -> bytes:
    """Return what is in a file, `most` bytes and one more at most; others' rights stay where it is not to be mended.

    Raises:
        OSError: there is none, or it cannot be read.
    """
    with path.open("rb") as file:
        if mending and sys.platform != "win32" and stat.S_IMODE(os.fstat(file.fileno()).st_mode) & 0o077:
            with contextlib.suppress(OSError):
                os.fchmod(file.fileno(), 0o600)
        return file.read(most + 1)


def put_on_record(path: Path, entry: msgspec.Struct, largest: int) -> None:
    """Add a line of JSON to a file of mode 0600, safe on the disk; where that refuses, the log tells that it did.

    A file beyond `largest` bytes becomes the older one first: that has ".older" before its ending, and takes the place
    of what was older still.
    """
    try:
        _append(path, msgspec.json.encode(entry), largest)
    except OSError as error:
        log.warning("%s cannot be written: %s", path.name, error.strerror or error)


def _append(path: Path, line: bytes, largest: int) -> None:
    if path.exists() and path.stat().st_size > largest:
        path.replace(path.with_name(f"{path.stem}.older{path.suffix}"))
    descriptor = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o600)
    with os.fdopen(descriptor, "ab") as file:
        file.write(line + b"\n")
        file.flush()
        os.fsync(file.fileno())
