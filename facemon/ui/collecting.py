"""Lets Python's garbage collector work in the window's thread alone, between two turns of its event loop.

Left to itself it works in whichever thread happens to ask for memory. There it may delete a Qt object that nobody holds
any more: its timers cannot be stopped from another thread, and Qt dies of them later. In the window's own thread it may
do so while Qt is going through all widgets.
"""

from __future__ import annotations

import gc
from collections.abc import Sequence

from PySide6.QtCore import QObject, QTimer

EVERY_MS = 1000


class Collecting(QObject):
    """Takes the collector over for the whole process, for good. Belongs to the window's thread."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self, interval=EVERY_MS)
        self._timer.timeout.connect(self._collect)
        self._timer.start()

    def _collect(self) -> None:
        generation = due(gc.get_count(), gc.get_threshold())
        if generation is not None:
            gc.collect(generation)


def due(counts: Sequence[int], thresholds: Sequence[int]) -> int | None:
    """Return the oldest generation that is to be collected, by how much has gathered in each; None: nothing is."""
    full = (
        generation for generation, (count, most) in enumerate(zip(counts, thresholds, strict=True)) if count > most > 0
    )
    return max(full, default=None)
