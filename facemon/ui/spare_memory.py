"""Memory that is free within the process is given back to the system.

The C library keeps what worker threads have freed: after a burst of pictures, 50 MB of a process that uses 60.
"""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

LOOK_MS = 60_000
WORTH = 24 * 1024 * 1024  # bytes; giving back takes some milliseconds, in which no other thread gets any


class _Memory(ctypes.Structure):
    """glibc's `mallinfo2`, in bytes."""

    _fields_ = tuple(
        (name, ctypes.c_size_t)
        for name in (
            "arena", "ordblks", "smblks", "hblks", "hblkhd", "usmblks", "fsmblks", "uordblks", "fordblks", "keepcost",
        )
    )  # fmt: skip

    fordblks: int


def give_back(worth: int = WORTH) -> bool:
    """Give back what is free, where that is more than `worth` bytes; return whether it was. On glibc alone."""
    if sys.platform != "linux":
        return False
    library = ctypes.CDLL(None)
    try:
        look, trim = library.mallinfo2, library.malloc_trim
    except AttributeError:  # another C library, or one of before 2021
        return False
    look.restype = _Memory
    if look().fordblks <= worth:
        return False
    trim(ctypes.c_size_t(0))
    return True


class SpareMemory(QObject):
    """Looks every minute, in a thread of its caller's.

    Args:
        run: runs something in a thread.
    """

    def __init__(self, run: Callable[[Callable[[], object]], None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._timer = QTimer(self, interval=LOOK_MS)
        self._timer.timeout.connect(lambda: run(give_back))
        self._timer.start()

    def stop(self) -> None:
        """Look no more."""
        self._timer.stop()
