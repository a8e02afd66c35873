"""Kiosk mode: the window fills the screen, and nobody gets out of it without the administrator's PIN.

What the operating system does with keys of its own (switching programs, ending the session) is its own matter.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from facemon.ui.lock import SettingsLock

_SOON_MS = 100


class Kiosk(QObject):
    """Of one window. SIGTERM, the end of the session and every other end without a hand go past it.

    Args:
        window: is kept full screen.
        lock: has the PIN; while it is unlocked, the window can be left as any other.
        wanted: whether the settings want a kiosk.
        leave: ends facemon, by a hand.
    """

    changed = Signal()  # of `problem`

    def __init__(
        self, window: QWidget, lock: SettingsLock, wanted: Callable[[], bool], leave: Callable[[], object]
    ) -> None:
        super().__init__(window)
        self._window = window
        self._lock = lock
        self._wanted = wanted
        self._leave = leave
        self._filled = False  # the screen, by this
        self._let_go = False  # by who knows the PIN
        if (application := QCoreApplication.instance()) is not None:
            application.aboutToQuit.connect(self._at_the_end)
        # Not at once: a window manager is let finish, and one that refuses is not argued with in circles.
        self._soon = QTimer(self, singleShot=True, interval=_SOON_MS)
        self._soon.timeout.connect(self._fill)
        lock.changed.connect(self.follow)

    @property
    def closed(self) -> bool:
        """Whether it takes the PIN to get out, given a short while ago or not."""
        return self._wanted() and (self._lock.set_up or not self._lock.known)

    @property
    def holds(self) -> bool:
        """Whether nobody gets out now."""
        return self.closed and not self._lock.unlocked

    @property
    def problem(self) -> str:
        """Why there is no kiosk though the settings want one; empty for nothing."""
        if not self._wanted() or self.closed:
            return ""
        return self.tr("No kiosk mode: it needs an administrator's PIN (Settings, Lock)")

    def leave(self) -> None:
        """End facemon if it may be ended here, after the PIN in a kiosk."""
        if self.closed:
            self._lock.open(self._window, self.tr("Quit facemon"), self._left)
        else:
            self._leave()

    def keeps(self) -> bool:
        """Return whether the window is not to be closed by a hand now; the PIN is asked for then."""
        if self.holds:
            self.leave()
            return True
        self._let_go = self.closed
        return False

    def toggle_full_screen(self) -> None:
        """Go to full screen and back, as far as that is free."""
        if not self.holds:
            self._window.setWindowState(self._window.windowState() ^ Qt.WindowState.WindowFullScreen)

    def follow(self) -> None:
        """Take up what the settings, the lock or the state of the window say now."""
        if not self._soon.isActive():
            self._soon.start()
        self.changed.emit()

    def _left(self) -> None:
        self._let_go = True
        self._leave()

    def _at_the_end(self) -> None:
        if self._let_go:
            self._lock.left_kiosk()

    def _fill(self) -> None:
        handle = self._window.windowHandle()
        if handle is not None and bool(handle.flags() & Qt.WindowType.FramelessWindowHint) != self.holds:
            handle.setFlag(Qt.WindowType.FramelessWindowHint, self.holds)
        state = self._window.windowState()
        if self.holds:
            self._filled, self._let_go = True, False
            wanted = state & ~Qt.WindowState.WindowMinimized | Qt.WindowState.WindowFullScreen
            if state != wanted:
                self._window.setWindowState(wanted)
            elif handle is not None and QGuiApplication.platformName() == "xcb":
                handle.setGeometry(handle.screen().geometry())  # without a window manager nobody else does it
        elif self._filled and not self._wanted():
            self._filled = False
            self._window.setWindowState(state & ~Qt.WindowState.WindowFullScreen)
