"""One piece of work that may take long, in a thread of its own."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from typing import Generic, TypeVar

from facemon.ui.settings.relay import Relay

log = logging.getLogger(__name__)

T = TypeVar("T")


class Task(Generic[T]):
    """Begins at once. What it says arrives in the relay's thread, and nothing more once it was dropped.

    Args:
        work: is given an event that says when to end early, and what makes a call in the relay's thread.
        then: takes what came of it.
        failed: takes what it raised.
    """

    def __init__(
        self,
        relay: Relay,
        work: Callable[[threading.Event, Callable[[Callable[[], None]], None]], T],
        then: Callable[[T], None],
        failed: Callable[[Exception], None],
    ) -> None:
        self._relay = relay
        self._work = work
        self._then = then
        self._failed = failed
        self._stop = threading.Event()
        self._dropped = False
        # A daemon: a disk that hangs must not keep the program from ending.
        threading.Thread(target=self._run, name="settings task", daemon=True).start()

    def stop(self) -> None:
        """Let it end soon; how far it came is still told."""
        self._stop.set()

    def drop(self) -> None:
        """Let it end soon, without another word."""
        self._dropped = True
        self._stop.set()

    def _run(self) -> None:
        try:
            result = self._work(self._stop, self._say)
        except Exception as error:
            log.warning("a task of the settings window has failed", exc_info=True)
            failure = error  # the name above ends with this block
            self._say(lambda: self._failed(failure))
        else:
            self._say(lambda: self._then(result))

    def _say(self, call: Callable[[], None]) -> None:
        def unless_dropped() -> None:
            if not self._dropped:
                call()

        self._relay.call(unless_dropped)
