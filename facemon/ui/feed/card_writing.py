"""Writes on a card what it says."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter

from facemon.ui import icons, theme, words
from facemon.ui.feed.card_layout import CardFonts, CardLayout, shares
from facemon.ui.feed.card_text import CardText, Fact

_FACT_GAP = 14


class CardWriter:
    """Writes in the theme in use."""

    def __init__(self, fonts: CardFonts) -> None:
        self._fonts = fonts

    def paint(self, painter: QPainter, layout: CardLayout, text: CardText) -> None:
        """Write all that a card says but its badge, from the card's top left corner."""
        fonts = self._fonts
        bright = theme.colour("text")
        painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        self._fonts.paint_line(painter, layout.title, text.title, fonts.title, bright)
        # What is put together from several parts keeps their order, whatever script one of them is in.
        painter.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self._fonts.paint_line(painter, layout.time, text.time, fonts.body, bright)
        self._paint_secondary(painter, layout.secondary, text)
        self._paint_facts(painter, layout.facts, text)
        granted = bool(text.passed)
        font = fonts.result(granted=granted)
        # A reason may be cut off, the word before it never.
        cut = layout.result.width() < min(
            fonts.width_of(font, text.result), fonts.width_of(font, text.access) + 4 * fonts.line
        )
        said = text.access if cut else text.result
        drawn_at = QRect(layout.result)
        drawn_at.setLeft(max(drawn_at.left(), drawn_at.right() + 1 - fonts.width_of(font, said)))
        self._fonts.paint_line(painter, drawn_at, said, font, theme.colour("good" if granted else "bad"))

    def _paint_secondary(self, painter: QPainter, rect: QRect, text: CardText) -> None:
        body, dim = self._fonts.body, theme.colour("dim")
        mark = words.SEPARATOR + text.recovered if text.secondary and text.recovered else text.recovered
        whole = text.secondary + mark
        if self._fonts.width_of(body, whole) <= rect.width():
            self._fonts.paint_line(painter, rect, whole, body, dim)
            return
        # A long line may be cut off, what is said at its end never.
        room = max(0, rect.width() - self._fonts.width_of(body, mark))
        self._fonts.paint_line(painter, QRect(rect.topLeft(), QSize(room, rect.height())), text.secondary, body, dim)
        self._fonts.paint_line(painter, rect.adjusted(room, 0, 0, 0), mark, body, dim)

    def _paint_facts(self, painter: QPainter, rect: QRect, text: CardText) -> None:
        fonts = self._fonts
        widths = [fonts.width_of(fonts.body, text.device)]
        for kind, said in text.facts:
            font = fonts.strong if kind is Fact.FEVER else fonts.body
            icon = fonts.icon if kind is Fact.FEVER else 0
            widths.append(fonts.width_of(font, said) + icon)
        dim = theme.colour("dim")
        given = shares(rect.width(), widths, _FACT_GAP, 5 * fonts.line)
        left = rect.x()
        entries: list[tuple[Fact | None, str]] = [(None, text.device), *text.facts]
        for (fact, said), wish, width in zip(entries, widths, given, strict=True):
            if width < min(wish, (2 if fact is None else 4) * fonts.line):
                break  # a stump of a number would be read as another number
            place_here = QRect(left, rect.y(), width, rect.height())
            if fact is Fact.FEVER:
                bad = theme.colour("bad")
                icons.paint(painter, "thermometer", bad, left - 2, rect.center().y() - fonts.icon / 2 + 1, fonts.icon)
                self._fonts.paint_line(painter, place_here.adjusted(fonts.icon, 0, 0, 0), said, fonts.strong, bad)
            else:
                self._fonts.paint_line(painter, place_here, said, fonts.body, dim)
            left += width + _FACT_GAP
