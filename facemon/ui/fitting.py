"""What makes labels and icons keep their place at every font size."""

from __future__ import annotations

from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QLabel, QSizePolicy

from facemon.ui import theme


def wrap(label: QLabel) -> None:
    """Let a label take the width it is given, whatever it says, and as many lines as that needs."""
    label.setWordWrap(True)
    policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
    policy.setHeightForWidth(True)
    label.setSizePolicy(policy)


def icon_size() -> int:
    """Return the size in pixels of an icon that stands beside text of the application's font."""
    return QFontMetrics(theme.font()).ascent() + 4
