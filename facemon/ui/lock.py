"""The settings lock: asks for the administrator's PIN before what is not a guard's to do."""

from __future__ import annotations

import contextlib
import logging
import time
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QDialog, QWidget

from facemon.administration import Administered, AdministrationRecord, Entry
from facemon.administrator import Administrator, AdministratorError
from facemon.pin_tries import Verdict
from facemon.ui.background import Background
from facemon.ui.left_open import LeftOpen

if TYPE_CHECKING:
    from facemon.ui.lock_dialog import LockDialog

log = logging.getLogger(__name__)

OPEN_S = 300.0  # seconds without use until the PIN is asked for again

Then = Callable[[], QDialog | None]
"""What is done once it is free, and the dialog that it has opened, which is locked as well when it is left alone."""

Guard = Callable[[QWidget, str, Then], None]
"""What `SettingsLock.open` looks like: a window, what the PIN is asked for, and what is done when it was right."""


def unguarded(_parent: QWidget, _purpose: str, then: Then) -> None:
    """Do it at once: a `Guard` where there is nothing to guard."""
    then()


class SettingsLock(QObject):
    """Belongs to the window's thread. Without a PIN everything is free.

    Args:
        administrator: has the PIN.
        record: what was done with it, and by whom.
        operator: who sits at the desk.
        background: where its file is read and written.
        steady_s: gives seconds of a clock that never goes back.
    """

    changed = Signal()  # `set_up`, `unlocked` or `problem`

    def __init__(
        self,
        administrator: Administrator,
        background: Background,
        record: AdministrationRecord,
        *,
        operator: Callable[[], str],
        steady_s: Callable[[], float] = time.monotonic,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._administrator = administrator
        self._background = background
        self._record = record
        self._operator = operator
        self._steady_s = steady_s
        self._open_until: float | None = None
        self._ending = QTimer(self, singleShot=True)
        self._ending.timeout.connect(self._look_whether_used)
        self._left_open = LeftOpen(self)
        self._left_open.used.connect(self.use)
        self.dialog: LockDialog | None = None
        self._then: Then = lambda: None  # what is done once it was given the right PIN

    @property
    def set_up(self) -> bool:
        """Whether a PIN is asked for at all."""
        return self._administrator.set_up

    @property
    def known(self) -> bool:
        """Whether it has been read by now if there is a PIN."""
        return self._administrator.known

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
            if not self._administrator.set_up and self._record.pin_expected():
                log.warning("the administrator's PIN was taken away beside facemon: its file is gone")
                self._record.add(Administered.PIN_GONE, self._operator())

        def took(_: None) -> None:
            self.changed.emit()
            then()

        self._background.run(read, took)

    def open(self, parent: QWidget, purpose: str, then: Then, *, anew: bool = False) -> None:
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
            self._do(then)
        elif self.dialog is not None and (self.dialog.parent(), self.dialog.purpose) == (parent, purpose):
            self._then = then  # another door, say: what was wanted last is meant
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
        """Ask for the PIN again from now on, for going on in a dialog that was left open, too."""
        if self._open_until is None:
            return
        self._open_until = None
        self._ending.stop()
        log.info("administrator: locked")
        self.changed.emit()
        if (top := self._left_open.top) is not None:
            # The keyboard stays where it is: a guard may be answering an alarm in another window meanwhile.
            typing = self._left_open.has_keyboard
            self._left_open.hold()
            purpose = self.tr("Go on where the administrator has left off")
            self._ask(top, purpose, self._left_open.go_on, typing=typing)
            if self.dialog is not None:
                self.dialog.rejected.connect(self._left_open.close)

    def watch(self, dialog: QDialog) -> None:
        """Lock a dialog that the PIN has opened as well when it is left alone; while it is used, it stays unlocked."""
        if self.set_up:
            self._left_open.watch(dialog)

    def put(self, pin: str | None, failed: Callable[[Exception], object]) -> None:
        """Begin to set or change the PIN, or with None to remove it; `failed` is told where that cannot be."""

        before, by = self.set_up, self._operator()

        def put() -> None:
            self._administrator.put(pin)
            deed = Administered.PIN_REMOVED if pin is None else Administered.PIN_CHANGED
            self._note(Administered.PIN_SET if pin is not None and not before else deed, by)

        def done(_: None) -> None:
            self._open_until = None
            if pin is not None:
                self._unlock()
            self.changed.emit()

        def refused(error: Exception) -> None:
            log.warning("the administrator's PIN could not be changed: %s", error)
            failed(error)

        self._background.run(put, done, refused)

    def left_kiosk(self) -> None:
        """Put on record that facemon is ended out of a kiosk."""
        by = self._operator()
        self._background.run(lambda: self._note(Administered.KIOSK_LEFT, by))

    def recent(self, most: int) -> list[Entry]:
        """Return what was done last, the newest first. It waits for the disk: not for the window's thread."""
        return self._record.recent(most)

    def _ask(self, parent: QWidget, purpose: str, then: Then, *, typing: bool = True) -> None:
        if self.dialog is not None:
            self.dialog.reject()
        from facemon.ui.lock_dialog import LockDialog  # the start does without

        check = partial(self._check, self._operator())
        dialog = LockDialog(check, lambda: self._administrator.wait_s, purpose, self.problem, parent)
        dialog.accepted.connect(self._unlock)
        dialog.finished.connect(lambda: self._closed(dialog))
        dialog.accepted.connect(lambda: self._do(self._then))
        dialog.destroyed.connect(lambda: self._forget(dialog))  # with the window in front of which it was
        self.dialog, self._then = dialog, then
        dialog.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating, not typing)
        dialog.show()
        dialog.raise_()
        if typing:
            dialog.activateWindow()

    def _check(self, by: str, pin: str) -> Verdict:
        verdict = self._administrator.check(pin)
        if verdict.tried:
            self._note(Administered.UNLOCKED if verdict.right else Administered.WRONG_PIN, by)
        return verdict

    def _note(self, deed: Administered, by: str) -> None:
        log.warning("administrator: %s", deed.value)
        self._record.add(deed, by)

    def _do(self, then: Then) -> None:
        if (opened := then()) is not None:
            self.watch(opened)

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
        self._forget(dialog)
        dialog.deleteLater()

    def _forget(self, dialog: QDialog) -> None:
        if self.dialog is dialog:
            self.dialog = None
