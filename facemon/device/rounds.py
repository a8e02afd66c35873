"""Connection tests of many devices, a few at a time."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterable

import msgspec

from facemon.device.probe import Step, probe
from facemon.settings import DeviceSettings

log = logging.getLogger(__name__)

AT_ONCE = 8
APART = 0.05  # seconds at least from one beginning to the next: a network and its switches are no test rig


class Visit(msgspec.Struct, frozen=True):
    """One device to be tried.

    `password` may wait and is called in the round's thread, as `probe` has it.
    """

    key: str
    device: DeviceSettings
    password: Callable[[], str | None]
    already_live: bool  # this program has one of the device's places


class Round:
    """Begins at once and tries every device once. What it reports, it reports in its own threads.

    Args:
        on_begin: takes the key of a device whose turn it is.
        on_step: takes the key and each finished step.
        on_end: takes the key of a device that is done, and whether a fault of facemon's own ended it.
        at_once: so many devices at a time.
        apart: seconds at least from one beginning to the next.
    """

    def __init__(
        self,
        visits: Iterable[Visit],
        *,
        on_begin: Callable[[str], None],
        on_step: Callable[[str, Step], None],
        on_end: Callable[[str, bool], None],
        at_once: int = AT_ONCE,
        apart: float = APART,
        probe: Callable[..., None] = probe,
    ) -> None:
        self._waiting = list(visits)[::-1]
        self._on_begin = on_begin
        self._on_step = on_step
        self._on_end = on_end
        self._apart = apart
        self._probe = probe
        self._lock = threading.Lock()
        self._next = 0.0  # `time.monotonic()` from which on the next may begin
        self._stop = threading.Event()
        # Daemons: name look-ups and keyrings cannot be interrupted, and must not keep the program from ending.
        self._threads = [
            threading.Thread(target=self._work, name=f"device check {number}", daemon=True)
            for number in range(1, min(at_once, len(self._waiting)) + 1)
        ]
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """Begin no other device and let those under way end within a second; nothing more is reported of any."""
        self._stop.set()

    def join(self, timeout: float) -> bool:
        """Wait until all is done, `timeout` seconds at most; return whether it is."""
        deadline = time.monotonic() + timeout
        for thread in self._threads:
            thread.join(max(0, deadline - time.monotonic()))
        return not any(thread.is_alive() for thread in self._threads)

    def _work(self) -> None:
        while (visit := self._take()) is not None:
            self._say(self._on_begin, visit.key)
            failed = False
            try:
                self._try(visit)
            except Exception:
                log.exception("a connection test failed")
                failed = True
            self._say(self._on_end, visit.key, failed)

    def _try(self, visit: Visit) -> None:
        def report(step: Step) -> None:
            self._say(self._on_step, visit.key, step)

        self._probe(
            visit.device, password=visit.password, already_live=visit.already_live, report=report, stop=self._stop
        )

    def _take(self) -> Visit | None:
        """Return the next device when its time has come; None where there is no other."""
        with self._lock:
            if not self._waiting:
                return None
            visit = self._waiting.pop()
            moment = max(self._next, time.monotonic())
            self._next = moment + self._apart
        self._stop.wait(max(0, moment - time.monotonic()))
        return None if self._stop.is_set() else visit

    def _say(self, call: Callable[..., None], *arguments: object) -> None:
        if not self._stop.is_set():
            call(*arguments)
