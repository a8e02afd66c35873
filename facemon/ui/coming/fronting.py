"""Brings the window where the user sees it, without the keyboard or with it, as far as the platform lets it."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication, QWindow
from PySide6.QtWidgets import QApplication, QWidget

from facemon.ui.coming.abilities import raise_window, restored
from facemon.ui.coming.x11 import X11Desktop

_SHY_MS = 300  # as long as a window manager may take to restore a window


class Fronting:
    """Of one window. Belongs to the user interface's thread.

    X11: window managers give a restored window the keyboard, some whatever the time of its last use is said to be, but
    none to a window that wants no keyboard. So for a moment it wants none. Wayland lets no window raise or place
    itself: there, attention is asked for.
    """

    def __init__(self, window: QWidget) -> None:
        self._window = window
        self._x11: X11Desktop | None = None
        self._shy = QTimer(window, singleShot=True, interval=_SHY_MS)
        self._shy.timeout.connect(self._be_bold)

    def in_front(self) -> bool:
        """Return whether the keyboard is with facemon and its window can be seen."""
        return QGuiApplication.focusWindow() is not None and not self._window.isMinimized()

    def flash(self) -> None:
        """Ask for attention in the taskbar, until the user comes."""
        QApplication.alert(self._window, 0)

    def show(self) -> None:
        """Let the window be seen. Whoever types somewhere else goes on typing there."""
        window = self._window
        desktop = self._desktop()
        if desktop is not None and desktop.elsewhere(int(window.winId())):
            desktop.bring_here(int(window.winId()))
        if window.isMinimized() or not window.isVisible():
            self._be_shy()
            window.setWindowState(restored(window))
            window.show()
        raise_window(window)

    def take_foreground(self) -> None:
        """Bring the window to the front with the keyboard; a dialog in front of it keeps the keyboard."""
        window = self._window
        desktop = self._desktop()
        if desktop is not None and desktop.elsewhere(int(window.winId())):
            desktop.bring_here(int(window.winId()))
        self._be_bold()
        window.setWindowState(restored(window))
        window.show()
        raise_window(window)
        modal = QGuiApplication.modalWindow()
        # A dialog of the desktop's own is only stood for by a window, which must not become a real one.
        front: QWindow | None = modal if modal is not None and modal.isVisible() else window.windowHandle()
        if front is None:
            return
        front.requestActivate()
        if desktop is not None:
            desktop.take_keyboard(int(front.winId()))

    def close(self) -> None:
        """Let go of the display."""
        self._shy.stop()
        if self._x11 is not None:
            self._x11.close()

    def _be_shy(self) -> None:
        handle = self._window.windowHandle()
        if handle is None:
            return
        # What the attribute WA_ShowWithoutActivating does, which counts at the first show alone.
        handle.setProperty("_q_showWithoutActivating", True)
        if QGuiApplication.platformName() == "xcb":
            handle.setFlag(Qt.WindowType.WindowDoesNotAcceptFocus, True)
        self._shy.start()

    def _be_bold(self) -> None:
        self._shy.stop()
        handle = self._window.windowHandle()
        if handle is not None:
            handle.setProperty("_q_showWithoutActivating", False)
            handle.setFlag(Qt.WindowType.WindowDoesNotAcceptFocus, False)

    def _desktop(self) -> X11Desktop | None:
        if QGuiApplication.platformName() != "xcb":
            return None
        if self._x11 is None:
            self._x11 = X11Desktop()
        return self._x11 if self._x11.there else None
