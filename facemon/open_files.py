"""How many files this process may have open, and whether it can open one more."""

from __future__ import annotations

import contextlib
import errno
import os
import sys

NONE_LEFT = (errno.EMFILE, errno.ENFILE)  # why a file cannot be opened: this process, or the computer, has too many


def allow_open_files(wanted: int = 4096) -> None:
    """Let the process have so many files open, or as many as the system lets it: each device takes two.

    macOS allows a program 256 unless it asks for more, many a Linux 1024.
    """
    if sys.platform == "win32":
        return
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    most = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
    if soft != resource.RLIM_INFINITY and soft < most:
        with contextlib.suppress(OSError, ValueError):  # the system has a limit of its own
            resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))


def none_left() -> bool:
    """Return whether no file can be opened now, which many a library tells as something else."""
    try:
        os.close(os.open(os.devnull, os.O_RDONLY))
    except OSError as error:
        return error.errno in NONE_LEFT
    return False
