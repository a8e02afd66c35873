"""A row of widgets that goes on below where there is no room beside."""

from __future__ import annotations

from PySide6.QtCore import QMargins, QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QSizePolicy, QWidget


class FlowLayout(QLayout):
    """Puts items beside each other, as wide as they wish, the rest of a line's room given to those that expand."""

    def __init__(self, parent: QWidget | None = None, *, spacing: int, centred: bool = False) -> None:
        super().__init__(parent)
        self._centred = centred
        self.setContentsMargins(QMargins())
        self.setSpacing(spacing)
        self._items: list[QLayoutItem] = []

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation.Horizontal

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._arrange(QRect(0, 0, width, 0), place=False)

    def sizeHint(self) -> QSize:
        sizes = [item.sizeHint() for item in self._shown()]
        wide = sum(size.width() for size in sizes) + self.spacing() * max(0, len(sizes) - 1)
        return QSize(wide, max((size.height() for size in sizes), default=0))

    def minimumSize(self) -> QSize:
        sizes = [item.minimumSize() for item in self._shown()]
        return QSize(
            max((size.width() for size in sizes), default=0), max((size.height() for size in sizes), default=0)
        )

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._arrange(rect, place=True)

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _arrange(self, rect: QRect, *, place: bool) -> int:
        """Return how high everything is in this width; put it there if asked to."""
        y, gap = rect.y(), self.spacing()
        lines: list[list[QLayoutItem]] = []
        x = 0
        for item in self._shown():
            width = min(item.sizeHint().width(), rect.width())
            if not lines or x + width > rect.width():
                lines.append([])
                x = 0
            lines[-1].append(item)
            x += width + gap
        for line in lines:
            height = max(item.sizeHint().height() for item in line)
            if place:
                self._place(line, QRect(rect.x(), y, rect.width(), height))
            y += height + gap
        return max(0, y - gap - rect.y())

    def _place(self, line: list[QLayoutItem], rect: QRect) -> None:
        widths = [min(item.sizeHint().width(), rect.width()) for item in line]
        spare = rect.width() - sum(widths) - self.spacing() * (len(line) - 1)
        growing = [item for item in line if item.expandingDirections() & Qt.Orientation.Horizontal]
        x = rect.x() + (spare // 2 if self._centred and not growing else 0)
        for item, wish in zip(line, widths, strict=True):
            width = wish + (spare // len(growing) if item in growing else 0)
            height = item.sizeHint().height()
            item.setGeometry(QRect(QPoint(x, rect.y() + (rect.height() - height) // 2), QSize(width, height)))
            x += width + self.spacing()


def stretching() -> QWidget:
    """Return an empty widget that takes the rest of a line's room."""
    widget = QWidget()
    widget.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    return widget
