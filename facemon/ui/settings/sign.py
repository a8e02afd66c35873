"""An icon on its own, in a colour of the theme."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from facemon.ui import icons, theme
from facemon.ui.fitting import icon_size


class Sign(QWidget):
    """Shows an icon; what it says, the words beside it say too.

    Args:
        colour: the name of a field of the theme.
        size: in pixels; None follows the font.
    """

    def __init__(self, icon: str = "", colour: str = "text", size: int | None = None) -> None:
        super().__init__()
        self._icon = icon
        self._colour = colour
        self._size = size
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_icon(self, icon: str, colour: str) -> None:
        """Show another icon; none for an empty name."""
        self._icon, self._colour = icon, colour
        self.update()

    def sizeHint(self) -> QSize:
        size = self._size or icon_size()
        return QSize(size, size)

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._icon:
            size = self._size or icon_size()
            icons.paint(QPainter(self), self._icon, theme.colour(self._colour), 0, 0, size)
