"""A file that one process has at a time, until it gives it back or ends, a crash included."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

_AGAIN = 0.05  # seconds


class TakenError(Exception):
    """Another process has it, or another lock of this one."""


class FileLock:
    """Takes a file, which is made where there is none and stays. No child process inherits it.

    In the way of filelock 3, so that older versions of facemon, which used it, and this one keep each other out.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._descriptor: int | None = None

    def acquire(self, patience: float = 0.0) -> None:
        """Take the file, waiting for `patience` seconds at most.

        Raises:
            TakenError: others have it.
            OSError: it cannot be opened, or its file system knows no locks.
        """
        end = time.monotonic() + patience
        descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o600)
        taken = False
        try:
            while not (taken := _take(descriptor)) and time.monotonic() < end:
                time.sleep(_AGAIN)
        finally:
            if not taken:
                os.close(descriptor)
        if not taken:
            raise TakenError
        self._descriptor = descriptor

    def release(self) -> None:
        """Give it back, if it was taken."""
        descriptor, self._descriptor = self._descriptor, None
        if descriptor is not None:
            _give_back(descriptor)
            os.close(descriptor)


if sys.platform == "win32":
    import msvcrt

    def _take(descriptor: int) -> bool:
        os.lseek(descriptor, 0, os.SEEK_SET)
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except PermissionError:
            return False
        return True

    def _give_back(descriptor: int) -> None:
        os.lseek(descriptor, 0, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _take(descriptor: int) -> bool:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _give_back(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_UN)
