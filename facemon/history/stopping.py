"""Ending what takes long before its end, as asked."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Iterator

_ASK = 0.1  # seconds between two looks

Asked = Callable[[], bool]


class Stopped(Exception):
    """It was ended before its end, as asked, and has left nothing behind."""


def never() -> bool:
    """Return that nobody has asked to stop."""
    return False


@contextlib.contextmanager
def interrupting(interrupt: Callable[[], None], asked: Asked) -> Iterator[None]:
    """Call `interrupt` again and again from another thread once `asked` says so, until the context ends."""
    over = threading.Event()

    def watch() -> None:
        while not over.wait(_ASK):
            if asked():
                interrupt()

    watcher = threading.Thread(target=watch, name="stop", daemon=True)
    watcher.start()
    try:
        yield
    finally:
        over.set()
        watcher.join()
