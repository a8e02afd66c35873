"""Keeps Python's garbage collector away while Qt goes through all widgets.

Python code that Qt calls meanwhile may start the collector, and that may delete a window which nobody holds any more,
just when Qt is at it: the process then dies of a pointer to nothing.
"""

from __future__ import annotations

import contextlib
import gc
from collections.abc import Iterator


@contextlib.contextmanager
def uncollected() -> Iterator[None]:
    """Let nothing be collected within; whatever waits for it is collected afterwards."""
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
