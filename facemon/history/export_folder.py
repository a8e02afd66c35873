"""The folder of exported pictures: there with all of them, or as it was before."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from types import TracebackType

from facemon.history.export_name import names_beside
from facemon.whole_file import draft_path, sync_folder


class PictureFolder:
    """Filled under another name; `keep` puts it, or what is in it, in place, and at a context's end it drops itself.

    Every call but `drop` may raise OSError.

    Args:
        target: the folder; it may be there already, and what is in it stays.
    """

    def __init__(self, target: Path) -> None:
        self._target = target
        self._was_there = target.exists()
        self._draft = draft_path(target if self._was_there else target.parent)
        self._draft.mkdir()

    def add(self, name: str, picture: bytes) -> str:
        """Write a picture and return the name it got: `name`, or one beside it where that is taken by another."""
        return next(free for free in names_beside(name) if self._added(free, picture))

    def keep(self) -> None:
        """Put all in place."""
        sync_folder(self._draft)
        if self._was_there:
            for file in self._draft.iterdir():
                file.rename(self._target / file.name)
            self._draft.rmdir()
            sync_folder(self._target)
        else:
            self._draft.rename(self._target)
            sync_folder(self._target.parent)

    def drop(self) -> None:
        """Leave what was there before; nothing more, where the folder has been kept."""
        shutil.rmtree(self._draft, ignore_errors=True)

    def __enter__(self) -> PictureFolder:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.drop()

    def _added(self, name: str, picture: bytes) -> bool:
        if self._was_there and (self._target / name).exists():
            return (self._target / name).read_bytes() == picture  # an export again
        try:
            with (self._draft / name).open("xb") as file:
                file.write(picture)
                file.flush()
                os.fsync(file.fileno())
        except FileExistsError:
            return False
        return True
