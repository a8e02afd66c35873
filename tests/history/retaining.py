"""Lets go of what is too old in the history that is named, and tells of each step: a process to be killed by a test."""

from __future__ import annotations

import sqlite3
import sys
import threading
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from typing import TypeVar

from facemon.history.history import History
from facemon.history.retention import Retention
from facemon.settings import HistorySettings

T = TypeVar("T")


class Telling:
    """A history that tells of each job that it has done."""

    def __init__(self, history: History) -> None:
        self._history = history

    def run(self, job: Callable[[sqlite3.Connection], T]) -> Future[T]:
        future = self._history.run(job)
        future.add_done_callback(lambda _: print("step", flush=True))
        return future


def main(path: Path, now: float) -> None:
    """Do it once."""
    history = History(path, on_state=lambda _: None, on_gaps=lambda _: None)
    history.start()
    Retention(path, clock=lambda: now).run(Telling(history), HistorySettings(keep_days=90), threading.Event())
    history.close(10)


if __name__ == "__main__":
    main(Path(sys.argv[1]), float(sys.argv[2]))
