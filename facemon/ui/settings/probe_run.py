"""One run of “Test connection” in a thread of its own."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable

import msgspec

from facemon.device.probe import Step, probe
from facemon.settings import DeviceSettings
from facemon.ui.settings.relay import Relay

log = logging.getLogger(__name__)

Probe = Callable[..., None]  # as `facemon.device.probe.probe`


class Subject(msgspec.Struct, frozen=True):
    """What is to be tested.

    `password` may wait: it is called in the run's thread.
    """

    device: DeviceSettings
    password: Callable[[], str | None]
    already_live: bool  # this program has one of the device's places


class ProbeRun:
    """Begins at once. What it reports arrives in the relay's thread, and nothing more once it was stopped.

    Args:
        on_step: takes each finished step.
        on_end: called at the end; True if a fault of facemon's own ended it.
    """

    def __init__(
        self,
        subject: Subject,
        relay: Relay,
        on_step: Callable[[Step], None],
        on_end: Callable[[bool], None],
        probe: Probe = probe,
    ) -> None:
        self._subject = subject
        self._relay = relay
        self._on_step = on_step
        self._on_end = on_end
        self._probe = probe
        self._stop = threading.Event()
        # A daemon: name look-ups and keyrings cannot be interrupted, and must not keep the program from ending.
        self.thread = threading.Thread(target=self._work, name="connection test", daemon=True)
        self.thread.start()

    def stop(self) -> None:
        """Let it end soon, without another report."""
        self._stop.set()

    def _work(self) -> None:
        failed = False
        try:
            self._probe(
                self._subject.device,
                password=self._subject.password,
                already_live=self._subject.already_live,
                report=lambda step: self._say(lambda: self._on_step(step)),
                stop=self._stop,
            )
        except Exception:
            log.exception("the connection test failed")
            failed = True
        self._say(lambda: self._on_end(failed))

    def _say(self, call: Callable[[], None]) -> None:
        def unless_stopped() -> None:
            if not self._stop.is_set():
                call()

        self._relay.call(unless_stopped)
