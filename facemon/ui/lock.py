"""The settings lock: asks for the administrator's PIN before what is not a guard's to do."""

from __future__ import annotations

import contextlib
import logging
import time
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QDialog, QWidget

from facemon.administrator import Administrator, AdministratorError
from facemon.pin_tries import Verdict
from facemon.ui.background import Background
from facemon.ui.lock_dialog import LockDialog

log = logging.getLogger(__name__)

OPEN_S = 300.0  # seconds without use until the PIN is asked for again

Guard = Callable[[QWidget, str, Callable[[], None]], None]
"""What `SettingsLock.open` looks like: a window, what the PIN is asked for, and what is done when it was right."""


def unguarded(_parent: QWidget, _purpose: str, then: Callable[[], None]) -> None:
    """Do it at once: a `Guard` where there is nothing to guard."""
    then()


class SettingsLock(QObject):
    """Belongs to the window's thread. Without a PIN everything is free.

    Args:
        administrator: has the PIN.
        background: where its file is read and written.
        steady_s: gives seconds of a clock that never goes back.
    """

    changed = Signal()  # `set_up`, `unlocked` or `problem`

    def __init__(
        self,
        administrator: Administrator,
        background: Background,
        *,
        steady_s: Callable[[], float] = time.monotonic,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._administrator = administrator
        self._background = background
        self._steady_s = steady_s
        self._open_until: float | None = None
        self._ending = QTimer(self, singleShot=True)
        self._ending.timeout.connect(self._look_whether_used)
        self.dialog: LockDialog | None = None

    @property
    def set_up(self) -> bool:
        """Whether a PIN is asked for at all."""
        return self._administrator.set_up

    @property
    def unlocked(self) -> bool:
        """Whether the PIN was given a short while ago; False where none is asked for."""
        return self._open_until is not None and self._steady_s() < self._open_until

    @property
    def problem(self) -> AdministratorError | None:
        """Why nobody can unlock."""
        return self._administrator.problem

    def read(self, then: Callable[[], None] = lambda: None) -> None:
        """Begin to read whether there is a PIN, and call `then`."""

        def read() -> None:
            with contextlib.suppress(AdministratorError):  # which is `problem` then
                self._administrator.read()

        def took(_: None) -> None:
            self.changed.emit()
            then()

        self._background.run(read, took)

    def open(self, parent: QWidget, purpose: str, then: Callable[[], None], *, anew: bool = False) -> None:
        """Call `then` at once where it is free or unlocked, else when the right PIN is given; never where it is not.

        Args:
            parent: the window in front of which it is asked.
            purpose: what is about to be done, in a few words.
            anew: ask even where it is unlocked.
        """
        if not self._administrator.known:
            self.read(lambda: self.open(parent, purpose, then, anew=anew))
        elif not self.set_up or (self.unlocked and not anew):
            self.use()
            then()
        elif self.dialog is not None and (self.dialog.parent(), self.dialog.purpose) == (parent, purpose):
            self.dialog.raise_()
            self.dialog.activateWindow()
        else:
            self._ask(parent, purpose, then)

    def use(self) -> None:
        """Somebody who has given the PIN goes on: the time without use begins anew."""
        if self.unlocked:
            self._open_until = self._steady_s() + OPEN_S
            self._ending.start(round(OPEN_S * 1000))

    def lock(self) -> None:
        """Ask for the PIN again from now on."""
        if self._open_until is not None:
            self._open_until = None
            self._ending.stop()
            log.info("the settings are locked")
            self.changed.emit()

    def put(self, pin: str | None, failed: Callable[[Exception], None]) -> None:
        """Begin to set or change the PIN, or with None to remove it; `failed` is told where that cannot be."""

        def done(_: None) -> None:
            log.warning("the administrator's PIN was %s", "removed" if pin is None else "set")
            self._open_until = None
            if pin is not None:
                self._unlock()
            self.changed.emit()

        def refused(error: Exception) -> None:
            log.warning("the administrator's PIN could not be changed: %s", error)
            failed(error)

        self._background.run(lambda: self._administrator.put(pin), done, refused)

    def _ask(self, parent: QWidget, purpose: str, then: Callable[[], None]) -> None:
        if self.dialog is not None:
            self.dialog.reject()
        dialog = LockDialog(self._check, lambda: self._administrator.wait_s, purpose, self.problem, parent)
        dialog.accepted.connect(self._unlock)
        dialog.finished.connect(lambda: self._closed(dialog))
        dialog.accepted.connect(lambda: then())
        self.dialog = dialog
        dialog.show()
        dialog.raise_()
        dialog.activateWindow()

    def _check(self, pin: str) -> Verdict:
        verdict = self._administrator.check(pin)
        if verdict.tried:
            log.warning("the administrator's PIN was %s", "given" if verdict.right else "wrong")
        return verdict

    def _unlock(self) -> None:
        self._open_until = self._steady_s() + OPEN_S
        self._ending.start(round(OPEN_S * 1000))
        self.changed.emit()

    def _look_whether_used(self) -> None:
        if not self.unlocked:
            self.lock()
        elif self._open_until is not None:  # a timer may be a little early
            self._ending.start(max(1, round((self._open_until - self._steady_s()) * 1000)))

    def _closed(self, dialog: QDialog) -> None:
        if self.dialog is dialog:
            self.dialog = None
        dialog.deleteLater()
