"""What a report is drawn with: its page, its fonts, and its few ways to set a text."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPdfWriter

from facemon.ui import theme

# On paper, whatever theme the window has.
INK = theme.LIGHT.text
DIM = theme.LIGHT.dim
LINE = theme.LIGHT.border

_TOP_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)


class Paper:
    """One page's measures, in the units of the device; drawing begins in the corner inside the margins.

    Args:
        device: what is drawn on.
        families: the fonts, the first that has a character draws it.
    """

    def __init__(self, device: QPdfWriter, families: Sequence[str]) -> None:
        self._device = device
        self._families = list(families)
        self.mm = device.resolution() / 25.4
        area = device.pageLayout().paintRectPixels(device.resolution())
        self.width = float(area.width())
        self.height = float(area.height())

    def font(self, points: float, *, bold: bool = False, mono: bool = False) -> QFont:
        """Return a font in the size that paper has, in points."""
        font = QFont("monospace") if mono else QFont(self._families)
        if mono:
            font.setStyleHint(QFont.StyleHint.Monospace)
        font.setPointSizeF(points)
        font.setBold(bold)
        return font

    def line_height(self, font: QFont) -> float:
        """Return how high one line is."""
        return self._metrics(font).height()

    def wrapped_height(self, text: str, font: QFont, width: float) -> float:
        """Return how high a text is in a column of this width."""
        room = QRectF(0, 0, width, 0)
        return self._metrics(font).boundingRect(room, self._wrapping(text, font, width), text).height()

    def wrapped(self, painter: QPainter, area: QRectF, text: str, font: QFont, colour: str = INK) -> None:
        """Draw a text in as many lines as it needs."""
        painter.setFont(font)
        painter.setPen(QColor(colour))
        painter.drawText(area, self._wrapping(text, font, area.width()), text)

    def line(
        self, painter: QPainter, left: float, top: float, width: float, text: str, font: QFont, colour: str = INK,
        *, to_right: bool = False,
    ) -> float:  # fmt: skip
        """Draw one line, cut where it is too long; return where the next one begins."""
        metrics = self._metrics(font)
        painter.setFont(font)
        painter.setPen(QColor(colour))
        side = Qt.AlignmentFlag.AlignRight if to_right else Qt.AlignmentFlag.AlignLeft
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, width)
        painter.drawText(
            QRectF(left, top, width, metrics.height()),
            int(side | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine),
            shown,
        )
        return top + metrics.height()

    def hairline(self, painter: QPainter, top: float) -> None:
        """Draw a thin line across the page."""
        painter.fillRect(QRectF(0, top, self.width, 0.15 * self.mm), QColor(LINE))

    def _wrapping(self, text: str, font: QFont, width: float) -> int:
        metrics = self._metrics(font)
        too_long = any(metrics.horizontalAdvance(word) > width for word in text.split())
        return _TOP_LEFT | int(Qt.TextFlag.TextWrapAnywhere if too_long else Qt.TextFlag.TextWordWrap)

    def _metrics(self, font: QFont) -> QFontMetricsF:
        return QFontMetricsF(font, self._device)
