"""A fingerprint beside another one, with what differs marked: two that begin and end alike must not pass for one."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from facemon.ui import theme

_ON_A_LINE = 4  # groups
_TINT = 50  # of 255


def groups(sha256: str) -> list[str]:
    """Return a SHA-256 in hexadecimal digits in groups of four."""
    digits = sha256.upper()
    return [digits[start : start + 4] for start in range(0, len(digits), 4)]


def differing(sha256: str, other: str) -> list[bool]:
    """Return for each group of a fingerprint whether it is another one than the other fingerprint's at that place."""
    theirs = groups(other)
    return [place >= len(theirs) or group != theirs[place] for place, group in enumerate(groups(sha256))]


class Fingerprint(QWidget):
    """Paints it in four lines; groups that differ in bold on a coloured ground.

    Args:
        other: the one that it is compared with; empty for none.
        colour: of the theme, for what differs.
    """

    def __init__(self, sha256: str, other: str, colour: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._groups = groups(sha256)
        self._differs = differing(sha256, other) if other else [False] * len(self._groups)
        self._colour = colour
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleDescription(" ".join(self._groups))

    def restyle(self) -> None:
        """Take up the theme and font in use."""
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        metrics, (width, height) = self._metrics, self._cell
        lines = -(-len(self._groups) // _ON_A_LINE)
        return QSize(round(width * _ON_A_LINE) + metrics.averageCharWidth(), round(height * lines) + 2)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width, height = self._cell
        ground = QColor(theme.colour(self._colour))
        ground.setAlpha(_TINT)
        for place, (group, differs) in enumerate(zip(self._groups, self._differs, strict=True)):
            line, column = divmod(place, _ON_A_LINE)
            cell = QRectF(column * width, line * height, width, height)
            if differs:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(ground)
                painter.drawRoundedRect(cell.adjusted(1, 1, -2, -1), 3, 3)
            painter.setFont(theme.font(mono=True, bold=differs))
            painter.setPen(theme.colour("text" if differs else "dim"))
            painter.drawText(cell, int(Qt.AlignmentFlag.AlignCenter), group)

    @property
    def _metrics(self) -> QFontMetrics:
        return QFontMetrics(theme.font(mono=True, bold=True))

    @property
    def _cell(self) -> tuple[float, float]:
        metrics = self._metrics
        return metrics.horizontalAdvance("0000") + 1.4 * metrics.averageCharWidth(), metrics.lineSpacing() + 4.0
