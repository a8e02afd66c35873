"""A file that takes its place whole or not at all."""

from __future__ import annotations

import contextlib
import os
import secrets
import sys
from pathlib import Path
from types import TracebackType
from typing import BinaryIO


def draft_path(folder: Path) -> Path:
    """Return a name for what is being made in a folder, one that nothing has and that tells whose it is."""
    return folder / f".facemon-{secrets.token_hex(4)}.part"


class WholeFile:
    """Written under another name in the same folder; `keep` puts it in place, and at a context's end it drops itself.

    A link stays one, and a pipe or a device is written to as it is. Every call but `drop` may raise OSError.

    Args:
        target: where it is to be; what is there now stays until then.
        private: no other account may read it.
    """

    def __init__(self, target: Path, *, private: bool = False) -> None:
        self._direct = target.exists() and not target.is_file()
        self._target = target if self._direct else target.resolve()
        self.path = self._target if self._direct else draft_path(self._target.parent)
        mode = 0o600 if private else 0o666
        self.stream: BinaryIO = open(  # noqa: SIM115 - closed by `keep` or `drop`; Path.open has no opener
            self.path, "wb" if self._direct else "xb", opener=lambda path, flags: os.open(path, flags, mode)
        )

    def settle(self) -> None:
        """Have all that was written on the disk. What can still go wrong after this is next to nothing."""
        self.stream.flush()
        if not self._direct:
            os.fsync(self.stream.fileno())

    def keep(self) -> None:
        """Put the file in place, once it is on the disk."""
        self.settle()
        self.stream.close()
        if not self._direct:
            self.path.replace(self._target)
            sync_folder(self._target.parent)

    def drop(self) -> None:
        """Leave what was there before; nothing, where the file has been kept."""
        with contextlib.suppress(OSError):
            self.stream.close()
        if not self._direct:
            with contextlib.suppress(OSError):
                self.path.unlink()

    def __enter__(self) -> WholeFile:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.drop()


def sync_folder(folder: Path) -> None:
    """Have a folder's names on the disk, as far as the system lets one."""
    if sys.platform == "win32":
        return  # has no such thing, and a rename there is journalled
    # Some file systems refuse it, and a folder may be writable and not readable. The file is whole in any case.
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
