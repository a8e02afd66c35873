"""Runs a check that may hang (a dead network drive, a keyring that waits) for a bounded time."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable, Iterator

from facemon.doctor.finding import Finding, failed

Check = Callable[[], Iterable[Finding]]


class Bounded:
    """A check that begins at once in a thread of its own and is given up after `seconds`.

    What it has found until then counts.
    """

    def __init__(self, name: str, check: Check, seconds: float, *, device: str = "") -> None:
        self._name = name
        self._check = check
        self._seconds = seconds
        self._until = time.monotonic() + seconds
        self._device = device
        self._found: list[Finding] = []
        # A daemon: what hangs in the system must not keep the doctor from ending.
        self._thread = threading.Thread(target=self._work, name=f"doctor: {name}", daemon=True)
        self._thread.start()

    def findings(self) -> Iterator[Finding]:
        """Wait for the end, and yield what has been found."""
        self._thread.join(max(0.0, self._until - time.monotonic()))
        late = self._thread.is_alive()
        yield from tuple(self._found)
        if late:
            yield failed(
                self._name, f"No answer within {self._seconds:.0f} s.", "Find out what hangs.", device=self._device
            )

    def _work(self) -> None:
        try:
            for finding in self._check():
                self._found.append(finding)
        except Exception as error:  # noqa: BLE001 - whatever went wrong is what has been found
            kind = type(error).__name__
            self._found.append(
                failed(self._name, f"The check itself failed ({kind}): {error}", "Report it.", device=self._device)
            )
