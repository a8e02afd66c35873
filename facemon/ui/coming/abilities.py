"""What this platform lets a program do with its windows, by the name of Qt's plugin."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from PySide6.QtCore import Qt

WITHOUT_SCREEN = frozenset({"offscreen", "minimal", "minimalegl", "vnc"})


def can_place() -> bool:
    """Return whether a window can be put at a place and above all others: Wayland leaves that to the compositor."""
    return not QGuiApplication.platformName().startswith("wayland")


def raise_window(window: QWidget) -> None:
    """Put a window above the others, where that can be."""
    name = QGuiApplication.platformName()
    if can_place() and name not in WITHOUT_SCREEN:
        window.raise_()


def restored(window: QWidget) -> Qt.WindowState:
    """Return a window's state as it is when it is not minimised."""
    from PySide6.QtCore import Qt  # the window's first frame, which needs nothing of it, does not wait for it

    return window.windowState() & ~Qt.WindowState.WindowMinimized
