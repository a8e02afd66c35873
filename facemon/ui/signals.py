"""SIGTERM and SIGINT end the program in order, though Qt's event loop never gives Python a turn by itself."""

from __future__ import annotations

import contextlib
import signal
import socket
from collections.abc import Callable

from PySide6.QtCore import QObject, QSocketNotifier


class QuitOnSignal(QObject):
    """Calls `quit_` in the main thread when SIGTERM or SIGINT (on Windows also SIGBREAK) arrives.

    `quit_` does nothing while no event loop runs, so whoever is about to start one looks at `asked` first.

    Args:
        quit_: ends the event loop.
        asked_before: whether a signal has come to whoever took them before.
    """

    def __init__(
        self, quit_: Callable[[], None], asked_before: Callable[[], bool], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._quit = quit_
        self._asked = False
        self._asked_before = asked_before
        self._ours, self._pythons = socket.socketpair()
        self._ours.setblocking(False)
        self._pythons.setblocking(False)
        self._former_fd = signal.set_wakeup_fd(self._pythons.fileno(), warn_on_full_buffer=False)
        self._notifier = QSocketNotifier(self._ours.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._woken)
        names = [name for name in ("SIGTERM", "SIGINT", "SIGBREAK") if hasattr(signal, name)]
        self._former = {name: signal.signal(getattr(signal, name), self._ask) for name in names}

    @property
    def asked(self) -> bool:
        """Whether a signal has come, to this or to whoever took them before."""
        return self._asked or self._asked_before()

    def close(self) -> None:
        """Give the signals back."""
        self._notifier.setEnabled(False)
        signal.set_wakeup_fd(self._former_fd)
        for name, handler in self._former.items():
            signal.signal(getattr(signal, name), handler)
        self._ours.close()
        self._pythons.close()

    def _ask(self, _number: int, _frame: object) -> None:
        self._asked = True

    def _woken(self) -> None:
        with contextlib.suppress(BlockingIOError):
            self._ours.recv(4096)
        if self._asked:
            self._quit()
