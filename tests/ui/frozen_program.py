"""The real program with its window, whose event loop stands still until somebody writes into a fifo.

    python frozen_program.py HOW FIFO SECONDS ARGUMENTS…      HOW: waiting, holding; ARGUMENTS: as of facemon

`waiting` waits as a slow disk does it, `holding` in code that keeps Python's lock, so that no thread runs.
`SECONDS` is how soon a freeze is noticed; it is heard after twice as long.
"""

from __future__ import annotations

import ctypes
import functools
import os
import sys
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QTimer

from facemon import cli
from facemon.ui import app, whole
from facemon.ui.session import Session
from facemon.ui.watchdog.watchdog import Watched
from facemon.ui.window import MainWindow

HOW, FIFO, SECONDS = sys.argv[1], Path(sys.argv[2]), float(sys.argv[3])


class StuckWindow(MainWindow):
    """The guard's window."""

    def fill(self, session: Session) -> Iterator[None]:
        yield from super().fill(session)
        QTimer.singleShot(300, self.stand_still)

    def stood_still(self, seconds: float) -> None:
        super().stood_still(seconds)
        print(self._itself.stood_still.label.text(), flush=True)

    def stand_still(self) -> None:
        if HOW == "waiting":
            FIFO.read_bytes()
        else:
            descriptor = os.open(FIFO, os.O_RDWR)
            ctypes.PyDLL(None).read(descriptor, ctypes.create_string_buffer(1), 1)


if __name__ == "__main__":
    app.MainWindow = StuckWindow  # type: ignore[attr-defined]
    whole.Watched = functools.partial(Watched, notice=SECONDS, alarm=2 * SECONDS)  # type: ignore[assignment,attr-defined]
    sys.exit(cli.main(sys.argv[4:]))
