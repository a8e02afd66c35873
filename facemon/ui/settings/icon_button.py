"""A button with an icon alone."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize
from PySide6.QtWidgets import QPushButton, QWidget

from facemon.ui import icons, theme


class IconButton(QPushButton):
    """As high as a button with words, which it has for screen readers and as its tooltip."""

    def __init__(self, icon: str, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = icon
        self.setAutoDefault(False)
        self.show_as(icon, words)

    def show_as(self, icon: str, words: str) -> None:
        """Change icon and words."""
        self._icon = icon
        self.setAccessibleName(words)
        self.setToolTip(words)
        self.restyle()

    def restyle(self) -> None:
        """Take up the theme and font in use."""
        side = self.fontMetrics().height()
        colour = theme.colour("text" if self.isEnabled() else "faint")
        self.setIconSize(QSize(side, side))
        self.setIcon(icons.icon(self._icon, colour, side))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.EnabledChange:
            self.restyle()
