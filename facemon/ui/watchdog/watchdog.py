"""The window's side of the watchdog: gives the beats, and writes what every thread does where it is asked for.

The window's thread only marks that it is alive. Two other threads do the rest, one for each direction, so that no pipe
and no start of a process ever holds the window up. Where code keeps Python's lock they stand still as it does, which is
what the watchdog then hears.
"""

from __future__ import annotations

import contextlib
import faulthandler
import itertools
import logging
import os
import queue
import signal
import subprocess
import threading
import time
from collections.abc import Callable
from pathlib import Path

import msgspec
from PySide6.QtCore import QObject, QTimer, Signal

from facemon.program import own_command, own_environment
from facemon.ui.watchdog import wire
from facemon.ui.watchdog.silence import ALARM, KILL, NOTICE
from facemon.ui.watchdog.stacks import stacks

log = logging.getLogger(__name__)
BEAT_MS = 500
CLOSING = 0.4  # seconds
_MOST_WAITING = 50  # lines for a watchdog that does not read
_AGAIN = (0.0, 1.0, 5.0, 30.0)  # seconds until a watchdog that has ended is started again, the last for ever
_SIGNAL = int(getattr(signal, "SIGUSR2", 0))  # nobody else uses it here


class Watched(QObject):
    """The window's event loop, watched from `begin` to `close`. Belongs to its thread.

    Args:
        log_path: where the log is.
        volume: gives the volume in force, 0 to 100.
        restarted: whether somebody starts facemon again when it has ended by itself, as after a minute's freeze it is.
        notice, alarm: seconds of a freeze until it is noticed, and until it is heard.
    """

    stood_still = Signal(float)  # for so many seconds, long enough to be heard; the event loop goes round again

    def __init__(
        self,
        log_path: Path,
        *,
        volume: Callable[[], int],
        restarted: bool = False,
        notice: float = NOTICE,
        alarm: float = ALARM,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._log_path = log_path
        self._volume = volume
        self._arguments = [str(notice), str(alarm), str(KILL if restarted else 0)]
        self._alarm = alarm
        self._setup: wire.Setup | None = None
        self._outbox: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
        self._closing = threading.Event()
        self._process: subprocess.Popen[bytes] | None = None
        # For good: a signal that comes late still finds its place, and a new watchdog reads on where the last ended.
        self._read_end, self._write_end = os.pipe()
        with contextlib.suppress(OSError, AttributeError):  # Windows has it from Python 3.12 on
            os.set_blocking(self._write_end, False)
        self._threads = (
            threading.Thread(target=self._tend, name="watchdog", daemon=True),
            threading.Thread(target=self._send, name="watchdog beats", daemon=True),
        )
        self._timer = QTimer(self, interval=BEAT_MS)
        self._timer.timeout.connect(self._beat)

    def begin(self) -> None:
        """Be watched: the event loop is about to begin."""
        if _SIGNAL and hasattr(faulthandler, "register"):
            faulthandler.register(_SIGNAL, self._write_end)
        self._beat()
        for thread in self._threads:
            thread.start()
        self._timer.start()

    def close(self, timeout: float = CLOSING) -> None:
        """Be watched no longer, within `timeout` seconds."""
        until = time.monotonic() + timeout
        self._timer.stop()
        self._closing.set()
        self._outbox.put(wire.line(wire.Farewell()))
        self._outbox.put(None)
        for thread in self._threads:
            if thread.ident is not None:
                thread.join(max(0.0, until - time.monotonic()))
        process = self._process
        if process is not None and self._threads[0].is_alive():
            process.kill()

    def _beat(self) -> None:
        self._set_up()
        if self._outbox.qsize() < _MOST_WAITING:
            self._outbox.put(wire.line(wire.Beat()))

    def _set_up(self) -> None:
        """Tell what is needed for a freeze beforehand, in the language in use: nobody can be asked then."""
        setup = wire.Setup(
            pid=os.getpid(),
            log=str(self._log_path),
            summary=self.tr("facemon does not answer"),
            body=self.tr(
                "Its window is frozen: what it shows is old, and a new alarm may not be seen. If this does not end by "
                "itself, start facemon again."
            ),
            gone=self.tr("facemon has ended unexpectedly"),
            gone_body=self.tr("Nobody watches the doors any more. Start facemon again."),
            volume=self._volume(),
            stacks_signal=_SIGNAL if hasattr(faulthandler, "register") else 0,
        )
        if setup != self._setup:
            self._setup = setup
            self._outbox.put(wire.line(setup))

    def _send(self) -> None:
        """In a thread of its own."""
        while (line := self._outbox.get()) is not None:
            with contextlib.suppress(OSError):  # full: a watchdog that does not read misses no beat that matters
                os.write(self._write_end, line)

    def _tend(self) -> None:
        """In a thread of its own: have a watchdog, and do what it asks for."""
        for again in itertools.chain(_AGAIN, itertools.repeat(_AGAIN[-1])):
            if self._closing.wait(again):
                return
            try:
                self._run()
            except OSError as error:
                log.warning("the watchdog cannot be started: %s", error)
            except Exception:
                log.exception("a fault in doing what the watchdog asks for")
            else:
                if not self._closing.is_set():
                    log.warning("the watchdog has ended, and is started again")

    def _run(self) -> None:
        with subprocess.Popen(  # noqa: S603 - our own
            [*own_command("watchdog", "facemon.ui.watchdog.process"), *self._arguments],
            # Its errors go nowhere: whoever waits for the end of this process's would wait for its end.
            stdin=self._read_end, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, bufsize=0,
            env=own_environment(), creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        ) as process:  # fmt: skip
            self._process = process
            setup = self._setup
            if setup is not None:
                self._outbox.put(wire.line(setup))
            assert process.stdout is not None  # noqa: S101 - for the type checker
            for line in process.stdout:
                with contextlib.suppress(msgspec.MsgspecError):
                    self._take(wire.from_watchdog(line))

    def _take(self, message: wire.FromWatchdog) -> None:
        match message:
            case wire.Frozen(seconds):
                log.error("the window has not answered for %.1f s; what each thread does follows", seconds)
                for line in stacks():
                    log.error("%s", line)
                self._outbox.put(wire.line(wire.StacksLogged()))
            case wire.Sounded(seconds):
                log.critical("the window has not answered for %.1f s: it is heard, and told by the desktop", seconds)
            case wire.Over(seconds):
                log.error("the window answers again; it had not for %.1f s", seconds)
                if seconds >= self._alarm and not self._closing.is_set():
                    self.stood_still.emit(seconds)
