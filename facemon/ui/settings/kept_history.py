"""What the settings window has to do with the history itself, beside its settings."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import msgspec

from facemon.history.keeping import Keeping
from facemon.history.steps import Writer


class KeptHistory(msgspec.Struct, frozen=True):
    """The history in use.

    Args:
        path: its file.
        writer: does what is to be done in it.
        keeping: tells how it stands with writing to it.
        operator: who sits here.
        erased: told the ids of events that exist no more; called in the window's thread.
        unlisted: told the ids of entries of the watch list that exist no more; called in the window's thread.
    """

    path: Path
    writer: Writer
    keeping: Callable[[], Keeping]
    operator: str
    erased: Callable[[Sequence[int]], None]
    unlisted: Callable[[Sequence[int]], None] = lambda _: None
