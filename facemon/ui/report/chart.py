"""What every picture of a shift has: a name and words for who cannot see it, and a key to its colours."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QFontMetricsF, QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from facemon.ui import theme

Key = tuple[str, QColor | None]  # a word, and the colour that it explains


class Chart(QWidget):
    """A picture that says in words, too, what it shows."""

    def __init__(self, name: str, said: Sequence[str] = ()) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(name)
        self.setAccessibleDescription("\n".join(said))

    def _line(self) -> int:
        return QFontMetrics(theme.font()).height()

    def _rows(self, keys: Sequence[Key]) -> list[list[tuple[float, Key]]]:
        """Return the words of a key with where each begins, in as many rows as the width needs."""
        metrics = QFontMetricsF(theme.font())
        rows: list[list[tuple[float, Key]]] = [[]]
        left = 0.0
        for word, colour in keys:
            wide = metrics.horizontalAdvance(word) + (0 if colour is None else metrics.ascent() + 4)
            if rows[-1] and left + wide > self.width():
                rows.append([])
                left = 0.0
            rows[-1].append((left, (word, colour)))
            left += wide + 2 * theme.SPACE
        return rows

    def _paint_keys(self, painter: QPainter, keys: Sequence[Key], top: float) -> float:
        """Say what the colours mean; return where that ends."""
        metrics = QFontMetricsF(theme.font())
        side = metrics.ascent()
        for row in self._rows(keys):
            for left, (word, colour) in row:
                beside = left
                if colour is not None:
                    painter.fillRect(QRectF(left, top + (metrics.height() - side) / 2, side, side), colour)
                    beside += side + 4
                painter.setPen(theme.colour("dim"))
                painter.drawText(round(beside), round(top + metrics.ascent()), word)
            top += metrics.height()
        return top
