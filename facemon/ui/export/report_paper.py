"""What a report is drawn with: its page, its fonts, and its few ways to set a text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPdfWriter

from facemon.ui import theme

# On paper, whatever theme the window has.
INK = theme.LIGHT.text
DIM = theme.LIGHT.dim
LINE = theme.LIGHT.border


class Paragraph(NamedTuple):
    """A text that has been set in a column."""

    text: str
    font: QFont
    colour: str
    flags: int
    width: float
    height: float


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
        return QFontMetricsF(font, self._device).height()

    def advance(self, text: str, font: QFont) -> float:
        """Return how wide a line is."""
        return QFontMetricsF(font, self._device).horizontalAdvance(text)

    def paragraph(self, text: str, font: QFont, width: float, colour: str = INK) -> Paragraph:
        """Set a text in a column of this width, in as many lines as it needs."""
        metrics = QFontMetricsF(font, self._device)
        wrapping = Qt.TextFlag.TextWordWrap
        # What has no place to break at would stand over.
        if metrics.horizontalAdvance(text) > width and any(
            metrics.horizontalAdvance(word) > width for word in text.split()
        ):
            wrapping = Qt.TextFlag.TextWrapAnywhere
        flags = int(wrapping | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        height = metrics.boundingRect(QRectF(0, 0, width, 0), flags, text).height()
        return Paragraph(text, font, colour, flags, width, height)

    def draw(self, painter: QPainter, left: float, top: float, *paragraphs: Paragraph) -> None:
        """Draw paragraphs one below the other."""
        for paragraph in paragraphs:
            painter.setFont(paragraph.font)
            painter.setPen(QColor(paragraph.colour))
            painter.drawText(QRectF(left, top, paragraph.width, paragraph.height), paragraph.flags, paragraph.text)
            top += paragraph.height

    def line(
        self, painter: QPainter, left: float, top: float, width: float, text: str, font: QFont, colour: str = INK,
        *, to_right: bool = False,
    ) -> float:  # fmt: skip
        """Draw one line, cut where it is too long; return where the next one begins."""
        metrics = QFontMetricsF(font, self._device)
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
