"""What pages are laid out with: parts that scroll where the font is large and the screen small, and lines between."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from facemon.ui import theme


def scrolling(area: QScrollArea, inside: QWidget) -> QScrollArea:
    """Put a widget into an area that scrolls it up and down, and that keyboard and eye pass over; return the area."""
    area.setWidget(inside)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    return area


class ScrollingRows(QScrollArea):
    """The rows of a page: `rows` takes them.

    Args:
        spacing: between two of them, in pixels.
    """

    def __init__(self, spacing: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        inside = QWidget()
        self.rows = QVBoxLayout(inside)
        self.rows.setContentsMargins(20, 2 * theme.SPACE, 20, 2 * theme.SPACE)
        self.rows.setSpacing(spacing)
        scrolling(self, inside)

    def fill(self, page: QWidget) -> None:
        """Be all that is on a page."""
        whole = QVBoxLayout(page)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self)

    def beside_column(self, page: QWidget) -> QVBoxLayout:
        """Be at the right of a page, and return the column at its left."""
        margin = round(1.5 * theme.SPACE)
        left = QWidget()
        left.setObjectName("left")
        left.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(left)
        column.setContentsMargins(margin - 1, margin - 1, margin - 1, margin)
        column.setSpacing(margin)
        whole = QHBoxLayout(page)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(left, 37)
        whole.addWidget(self, 61)
        return column


def line() -> QFrame:
    """Return a line between what belongs together and what does not."""
    drawn = QFrame()
    drawn.setObjectName("line")
    return drawn
