"""A box for a PIN: has it looked at away from the window's thread, and counts down while no PIN is looked at."""

from __future__ import annotations

import math
import threading
from collections.abc import Callable

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from facemon.pin import LONGEST
from facemon.pin_tries import Verdict
from facemon.ui import error_text
from facemon.ui.settings.form_field import FormField
from facemon.ui.settings.relay import Relay
from facemon.ui.settings.task import Task

_TICK_MS = 250  # of a countdown

Check = Callable[[str], Verdict]


class PinEntry(FormField):
    """Whoever owns it says what the PIN is compared with, and calls `end` when it is not needed any more."""

    right = Signal()  # it was the PIN
    changed = Signal()  # of `ready` and `busy`

    def __init__(
        self,
        wrong: str,
        parent: QWidget | None = None,
        *,
        name: str = "",
        too_many: str = "",
        longest: int = 2 * LONGEST,
    ) -> None:
        """Make it.

        Args:
            wrong: what is said to a PIN that is not the one.
            name: what is asked for where it is no PIN.
            too_many: what is said then while none is looked at, for so many {seconds}.
            longest: characters that the box takes.
        """
        super().__init__(longest, parent)
        self._wrong = wrong
        self._too_many = too_many or self.tr("Too many wrong PINs. Try again in {seconds} s.")
        self._check: Check = lambda _: Verdict(right=False)
        self._wait_s: Callable[[], float] = lambda: 0.0
        self._relay = Relay(self)
        self._task: Task[Verdict] | None = None
        self.set_words(name or self.tr("PIN"), "")
        self.box.setEchoMode(QLineEdit.EchoMode.Password)
        self.box.textEdited.connect(self.changed)
        self._waiting = QTimer(self, interval=_TICK_MS)
        self._waiting.timeout.connect(self._show_wait)

    @property
    def busy(self) -> bool:
        """Whether a PIN is being looked at."""
        return self._task is not None

    @property
    def ready(self) -> bool:
        """Whether what is in the box can be tried now."""
        return not self.busy and bool(self.box.text()) and not self._wait_s()

    def compare(self, check: Check, wait_s: Callable[[], float]) -> None:
        """Compare with another PIN from now on.

        Args:
            check: looks at a PIN, in a thread of its own: it takes a quarter of a second.
            wait_s: for how many seconds none is looked at.
        """
        self._check, self._wait_s = check, wait_s
        self.box.clear()
        self.say("")
        self._waiting.stop()
        self._show_wait()

    def try_pin(self) -> None:
        """Have the PIN looked at."""
        if not self.ready:
            return
        pin, check = self.box.text(), self._check
        self.box.clear()
        self.say(self.tr("Looking…"), wrong=False)

        def look(_stop: threading.Event, _say: Callable[[Callable[[], None]], None]) -> Verdict:
            return check(pin)

        self._task = Task(self._relay, look, self._judged, self._failed)
        self._enable()

    def end(self) -> None:
        """Forget what is in the box; what is still being looked at comes to nothing."""
        self.box.clear()
        self._waiting.stop()
        if self._task is not None:
            self._task.drop()
        self._relay.close()

    def _judged(self, verdict: Verdict) -> None:
        self._task = None
        if verdict.right:
            self.right.emit()
            return
        self.say("" if not verdict.tried else self._wrong)
        self._show_wait()
        self.box.setFocus()  # only now: what is disabled takes no keyboard

    def _failed(self, error: Exception) -> None:
        self._task = None
        self.say(error_text.reason(error))
        self._enable()
        self.box.setFocus()

    def _show_wait(self) -> None:
        wait = self._wait_s()
        if wait:
            self.say(self._too_many.format(seconds=math.ceil(wait)))
            self._waiting.start()
        elif self._waiting.isActive():
            self._waiting.stop()
            self.say("")
        self._enable()

    def _enable(self) -> None:
        self.box.setEnabled(not self.busy)
        self.changed.emit()
