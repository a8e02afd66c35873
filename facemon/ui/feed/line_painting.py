"""Draws what stands between the cards: gaps and the lines of the days."""

from __future__ import annotations

import time

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen

from facemon.event import Gap
from facemon.ui import icons, theme, words
from facemon.ui.feed.card_ground import Look
from facemon.ui.feed.end_text import end_text
from facemon.ui.feed.rows import Ending, EndRow, Kind
from facemon.ui.gap_text import GapText, Weight, gap_text

_PADDING = 7  # above and below the text of a gap
_SIDE = 12
_ICON_GAP = 6
_LEADING = 2  # between two lines
_WIDE_LINES = 36  # from this many line heights of width on, a gap is told on one line
_INK = {
    Weight.OPEN: "warn",
    Weight.ASKED: "accent",
    Weight.UNDER_WAY: "dim",
    Weight.CLOSED: "dim",
    Weight.MISSING: "warn",
}
_ENDS = {  # icon and its colour
    Ending.SEARCHING: ("search", "dim"),
    Ending.BEGINNING: ("history", "dim"),
    Ending.ELSEWHERE: ("history", "accent"),
    Ending.UNREADABLE: ("warning", "warn"),
}
_MIDDLE = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter) | int(
    Qt.TextFlag.TextSingleLine | Qt.TextFlag.TextDontClip  # Chinese is higher than the line that Latin letters need
)


class LinePainter:
    """Draws in the theme, the font and the language in use when it was made."""

    def __init__(self) -> None:
        self._font = theme.font()
        self._strong = theme.font(bold=True)
        self._line = QFontMetrics(self._font).height()

    def heights(self, width: int) -> dict[Kind, int]:
        """Return how high each kind of line is in this width, in logical pixels."""
        gap = self._line if self._is_wide(width) else 2 * self._line + _LEADING
        pressed = {Kind.GAP: theme.target(gap + 2 * _PADDING), Kind.END: theme.target(self._line + 2 * _PADDING)}
        return pressed | {Kind.DAY: self._line + theme.SPACE}

    def paint_gap(self, painter: QPainter, rect: QRect, gap: Gap, name: str, look: Look, *, hovered: bool) -> None:
        """Draw a gap in its dashed frame."""
        text = gap_text(gap, name)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        _frame(painter, rect, text.weight, look, hovered=hovered)
        ink = theme.colour("dim" if text.weight is Weight.CLOSED else "text")
        colour = theme.colour(_INK[text.weight])
        if self._is_wide(rect.width()):
            place = rect.adjusted(_SIDE, 0, -_SIDE, 0)
            self._paint_line(painter, place, text.sentence, text.weight.value, ink, colour)
        else:
            around = (rect.height() - 2 * self._line - _LEADING) // 2
            self._paint_two(painter, rect.adjusted(_SIDE, around, -_SIDE, -around), text, ink, colour)

    def paint_day(self, painter: QPainter, rect: QRect, day_ms: int) -> None:
        """Draw the name of a day with a hairline to its left and right."""
        text = words.day(day_ms, round(time.time() * 1000))
        metrics = QFontMetrics(self._strong)
        width = min(metrics.horizontalAdvance(text) + 2, rect.width())
        left = rect.x() + (rect.width() - width) // 2
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        painter.setPen(theme.colour("border"))
        middle = rect.center().y()
        for begin, end in ((rect.x(), left - _SIDE), (left + width + _SIDE, rect.right())):
            if end > begin:
                painter.drawLine(begin, middle, end, middle)
        self._paint_text(painter, QRect(left, rect.y(), width, rect.height()), text, self._strong, theme.colour("dim"))

    def paint_end(self, painter: QPainter, rect: QRect, row: EndRow, look: Look, *, hovered: bool) -> None:
        """Draw what is said below the oldest row; in a frame, if something happens when it is pressed."""
        text = end_text(row, round(time.time() * 1000))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if row.leads_on:
            weight = Weight.ASKED if row.ending is Ending.ELSEWHERE else Weight.MISSING
            _frame(painter, rect, weight, look, hovered=hovered)
        icon, ink = _ENDS[row.ending]
        place = rect.adjusted(_SIDE, 0, -_SIDE, 0)
        self._paint_line(painter, place, text, icon, theme.colour("dim"), theme.colour(ink))

    def _is_wide(self, width: int) -> bool:
        return width >= _WIDE_LINES * self._line

    def _paint_line(self, painter: QPainter, room: QRect, text: str, icon: str, ink: QColor, colour: QColor) -> None:
        size = self._line - 2
        wish = size + _ICON_GAP + QFontMetrics(self._font).horizontalAdvance(text) + 2
        left = room.x() + max(0, room.width() - wish) // 2
        icons.paint(painter, icon, colour, left, room.center().y() - size / 2 + 1, size)
        beside = left + size + _ICON_GAP
        place = QRect(beside, room.y(), room.right() + 1 - beside, room.height())
        self._paint_text(painter, place, text, self._font, ink)

    def _paint_two(self, painter: QPainter, room: QRect, text: GapText, ink: QColor, colour: QColor) -> None:
        size = self._line - 2
        icons.paint(painter, text.weight.value, colour, room.x(), room.center().y() - size / 2 + 1, size)
        beside = room.adjusted(size + _ICON_GAP, 0, 0, 0)
        if not text.outcome:
            self._paint_text(painter, beside, text.headline, self._font, ink)
            return
        beside.setHeight(self._line)
        self._paint_text(painter, beside, text.headline, self._font, ink)
        self._paint_text(painter, beside.translated(0, self._line + _LEADING), text.outcome, self._font, ink)

    def _paint_text(self, painter: QPainter, rect: QRect, text: str, font: QFont, colour: QColor) -> None:
        painter.setFont(font)
        painter.setPen(colour)
        elided = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(rect, _MIDDLE, elided)


def _frame(painter: QPainter, rect: QRect, weight: Weight, look: Look, *, hovered: bool) -> None:
    if look.selected:
        pen = QPen(theme.colour("accent"), 2.0 if look.focused else 1.2)
    else:
        told = weight in (Weight.OPEN, Weight.MISSING)
        colour = theme.colour(_INK[weight]) if told else theme.colour("faint" if hovered else "border")
        pen = QPen(colour, 1.0, Qt.PenStyle.DashLine)
    half = pen.widthF() / 2
    painter.setPen(pen)
    painter.setBrush(theme.colour("selected") if look.selected else Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(QRectF(rect).adjusted(half, half, -half, -half), theme.RADIUS, theme.RADIUS)
