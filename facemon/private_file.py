"""A file that its owner alone may read: others' rights are taken away when it is read, its size is bounded."""

from __future__ import annotations

import contextlib
import os
import stat
import sys
from pathlib import Path


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
