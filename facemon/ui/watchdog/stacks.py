"""What every thread of this process does at the moment, in a line each."""

from __future__ import annotations

import sys
import threading
import traceback
from pathlib import Path
from types import FrameType

import facemon

MOST_THREADS = 60
DEEPEST = 60  # frames, the innermost


def stacks() -> list[str]:
    """Return a line a thread, the main thread first: where it is, and who called that. No file is read for it."""
    names = {thread.ident: thread.name for thread in threading.enumerate()}
    main = threading.main_thread().ident
    frames = sorted(sys._current_frames().items(), key=lambda item: item[0] != main)
    lines = [f"{names.get(ident, ident)}: {_places(frame)}" for ident, frame in frames[:MOST_THREADS]]
    if len(frames) > MOST_THREADS:
        lines.append(f"and {len(frames) - MOST_THREADS} threads more")
    return lines


def _places(frame: FrameType) -> str:
    found = traceback.StackSummary.extract(traceback.walk_stack(frame), limit=DEEPEST, lookup_lines=False)
    places = [f"{_short(each.filename)}:{each.lineno} {each.name}" for each in found]
    return " < ".join(places)


def _short(filename: str) -> str:
    """Return a file's path from its package on."""
    for root in (Path(facemon.__file__).parents[1], *map(Path, sys.path)):
        try:
            return Path(filename).relative_to(root).as_posix()
        except ValueError:
            continue
    return Path(filename).name
