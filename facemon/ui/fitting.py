"""What makes labels and icons keep their place at every font size."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QFontMetrics, QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QLabel, QSizePolicy

from facemon.ui import icons, theme

_OF_SCREEN = 0.9


def wrap(label: QLabel) -> None:
    """Let a label take the width it is given, whatever it says, and as many lines as that needs."""
    label.setWordWrap(True)
    policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
    policy.setHeightForWidth(True)
    label.setSizePolicy(policy)


def roomy(lines_wide: int, lines_high: int) -> QSize:
    """Return a window's size in line heights of the application's font, within the screen."""
    line = QFontMetrics(theme.font()).height()
    screen = QGuiApplication.primaryScreen().availableGeometry().size()
    return QSize(lines_wide * line, lines_high * line).boundedTo(screen * _OF_SCREEN)


def icon_size() -> int:
    """Return the size in pixels of an icon that stands beside text of the application's font."""
    return QFontMetrics(theme.font()).ascent() + 4


def give_icon(button: QAbstractButton, name: str, colour: QColor | str, size: int | None = None) -> None:
    """Put an icon before a button's text, a little further away from it than Qt does."""
    size = size or icon_size()
    air = size // 4
    button.setIcon(icons.icon(name, colour, size, air))
    button.setIconSize(QSize(size + air, size))
