"""For tests: not one file descriptor is left to this process, as where something has leaked them all."""

from __future__ import annotations

import contextlib
import os
import resource
from collections.abc import Iterator

_ENOUGH = 200  # more than what `poll` is given at a time, which may not be more than the limit


@contextlib.contextmanager
def no_file_left() -> Iterator[None]:
    """Let this process open nothing; what is open stays open, and what is closed meanwhile cannot be used again."""
    former = resource.getrlimit(resource.RLIMIT_NOFILE)
    taken: list[int] = []
    try:
        while not taken or taken[-1] < _ENOUGH:
            taken.append(os.open(os.devnull, os.O_RDONLY))
        resource.setrlimit(resource.RLIMIT_NOFILE, (min(_ENOUGH, taken[0]) // 2, former[1]))
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, former)
        for descriptor in taken:
            os.close(descriptor)
