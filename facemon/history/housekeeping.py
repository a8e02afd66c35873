"""What the history needs now and then, done by a thread of its own: letting go of what is too old, the daily backup."""

from __future__ import annotations

import logging
import sqlite3
import threading
from collections.abc import Callable

from facemon.history.retention import Retention
from facemon.history.steps import Writer
from facemon.settings import HistorySettings

log = logging.getLogger(__name__)

FIRST_SECONDS = 60.0  # after the start, which has better things to do
LOOK_SECONDS = 30.0


class Housekeeping:
    """Looks every now and then whether something is due, from `start` on until `stop`.

    Args:
        history: lets the thread that writes do what is to be done.
        settings: gives those in force; called from this thread.
        back_up: called as often, to make a backup if one is due; returns soon once its event is set. What goes wrong
            there it tells by itself.
        first: seconds until it looks for the first time.
        look: seconds between two looks.
    """

    def __init__(
        self,
        history: Writer,
        retention: Retention,
        settings: Callable[[], HistorySettings],
        back_up: Callable[[HistorySettings, threading.Event], None] | None = None,
        *,
        first: float = FIRST_SECONDS,
        look: float = LOOK_SECONDS,
    ) -> None:
        self._history = history
        self._retention = retention
        self._settings = settings
        self._back_up = back_up
        self._first = first
        self._look = look
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="housekeeping", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self, timeout: float = 1.0) -> bool:
        """End; return whether it had ended within `timeout` seconds. A history may be closed before or after."""
        self._stop.set()
        if self._thread.ident is None:
            return True
        self._thread.join(timeout)
        return not self._thread.is_alive()

    def _run(self) -> None:
        pause = self._first
        while not self._stop.wait(pause):
            pause = self._look
            try:
                settings = self._settings()
                if self._retention.due():
                    self._retention.run(self._history, settings, self._stop)
            except (sqlite3.Error, OSError) as error:
                log.warning("retention: %s; it is tried again in an hour", error)
            except Exception:
                log.exception("retention failed")
            if self._back_up is not None and not self._stop.is_set():
                try:
                    self._back_up(self._settings(), self._stop)
                except Exception:
                    log.exception("the backup failed")
