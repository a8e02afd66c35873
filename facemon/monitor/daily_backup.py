"""The daily copy of the history, where the settings name a folder for it."""

from __future__ import annotations

import contextlib
import logging
import threading
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from facemon.history.backup import BackupError, backup_due, run_backup
from facemon.history.stopping import Stopped
from facemon.settings import HistorySettings

log = logging.getLogger(__name__)

AGAIN_SECONDS = 900.0  # after one that failed


class DailyBackup:
    """Makes a copy a day, and tells when that fails and when it no longer does. For one thread.

    Args:
        history: the file.
        on_problem: told why no copy was made, and None once one was again, or none is wanted any more.
        today, monotonic: for tests.
    """

    def __init__(
        self,
        history: Path,
        on_problem: Callable[[BackupError | None], None],
        *,
        today: Callable[[], date] = date.today,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._history = history
        self._on_problem = on_problem
        self._today = today
        self._monotonic = monotonic
        self._failed_at: float | None = None
        self._failed_folder = ""

    def __call__(self, settings: HistorySettings, stop: threading.Event) -> None:
        """Make today's copy, unless there is one; returns soon once `stop` is set."""
        folder, now = settings.backup_folder, self._monotonic()
        waiting = self._failed_at is not None and now - self._failed_at < AGAIN_SECONDS
        if not folder:
            self._well()
        elif folder != self._failed_folder or not waiting:
            self._make(Path(folder), stop)

    def _make(self, folder: Path, stop: threading.Event) -> None:
        try:
            if backup_due(folder, self._today()):
                with contextlib.suppress(Stopped):
                    made = run_backup(self._history, folder, self._today(), stopped=stop.is_set)
                    log.info("daily backup: %s", made.name)
        except BackupError as error:
            log.warning("daily backup: %s", error)
            self._failed_at, self._failed_folder = self._monotonic(), str(folder)
            self._on_problem(error)
        else:
            self._well()

    def _well(self) -> None:
        if self._failed_at is not None:
            self._failed_at, self._failed_folder = None, ""
            self._on_problem(None)
