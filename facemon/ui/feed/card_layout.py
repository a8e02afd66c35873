"""Where everything on a card is, for a font and a width."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter

from facemon.ui import theme
from facemon.ui.feed.card_text import CardText

EDGE = 5  # the coloured left edge
PADDING = 10
GAP = 12  # between things on one line
_LINE_GAP = 4
_PICTURE_LINES = 6.2  # how many lines of text a picture is high
_PICTURE_LOWEST, _PICTURE_HIGHEST = 80, 132
_PICTURE_SHAPE = 0.78  # width by height
_WIDE_LINES = 24  # from this many line heights of width on, facts and result share a line
_NAME_LINES = 6  # a title is not cut below this many line heights while something else can give way
_BADGE_PADDING = 7
_ICON_GAP = 4
_MEASURED = 2_000  # texts whose widths are remembered: names and words come again


class CardFonts:
    """The fonts of a card and what follows from them: measured once for all cards."""

    def __init__(self) -> None:
        self.title = theme.font(1.2, bold=True)
        self.body = theme.font()
        self.strong = theme.font(bold=True)
        self.badge = theme.font(0.94, bold=True)
        self.small = theme.font(0.82)
        self._widths: dict[tuple[int, str], int] = {}  # by font and text
        self._metrics = {id(font): QFontMetrics(font) for font in self._all()}
        self._rises = {key: (m.height() / 2, m.ascent()) for key, m in self._metrics.items()}
        body = self.measure(self.body).height()
        self.line = body
        self.icon = max(10, body - 1)
        self.badge_height = self.measure(self.badge).height() + 5
        self.title_line = max(self.measure(self.title).height(), self.badge_height)
        text_height = self.title_line + 2 * body + self.badge_height + 3 * _LINE_GAP
        picture_height = min(_PICTURE_HIGHEST, max(_PICTURE_LOWEST, round(_PICTURE_LINES * body)))
        self.inner_height = max(text_height, picture_height)
        self.card_height = self.inner_height + 2 * PADDING
        self.picture_width = round(self.inner_height * _PICTURE_SHAPE)

    def measure(self, font: QFont) -> QFontMetrics:
        """Return the metrics of one of these fonts."""
        return self._metrics[id(font)]

    def result(self, *, granted: bool) -> QFont:
        """Return the font of the result: a refusal is the stronger word."""
        return self.body if granted else self.strong

    def width_of(self, font: QFont, text: str) -> int:
        """Return how much room a text needs so that it is not cut off."""
        if not text:
            return 0
        key = (id(font), text)
        width = self._widths.get(key)
        if width is None:
            if len(self._widths) >= _MEASURED:
                self._widths.clear()
            # A pixel more than the sum of the rounded advances, else what fits is elided all the same.
            width = self._widths[key] = self.measure(font).horizontalAdvance(text) + 2
        return width

    def paint_line(self, painter: QPainter, rect: QRect, text: str, font: QFont, colour: QColor) -> None:
        """Draw a text from the left in the middle of `rect`, what has no room there cut with an ellipsis."""
        width = rect.width()
        if not text or width <= 0:
            return
        if self.width_of(font, text) > width:
            text = self.measure(font).elidedText(text, Qt.TextElideMode.ElideRight, width)
        painter.setFont(font)
        painter.setPen(colour)
        # From a point: in a rectangle Qt lays the text out anew.
        half, ascent = self._rises[id(font)]
        painter.drawText(QPointF(rect.x(), rect.y() + rect.height() / 2 - half + ascent), text)

    def _all(self) -> tuple[QFont, ...]:
        return self.title, self.body, self.strong, self.badge, self.small


@dataclass(frozen=True)
class CardLayout:
    """Rectangles in logical pixels, seen from the card's top left corner. A width of 0: nothing to draw."""

    picture: QRect
    title: QRect
    badge: QRect
    time: QRect
    secondary: QRect
    facts: QRect
    result: QRect

    def all(self) -> tuple[QRect, ...]:
        """Return all rectangles that have something in them."""
        every = (self.picture, self.title, self.badge, self.time, self.secondary, self.facts, self.result)
        return tuple(rect for rect in every if rect.width() > 0)


def badge_width(fonts: CardFonts, word: str) -> int:
    """Return how wide the badge with this word is, its icon included."""
    return 2 * _BADGE_PADDING + fonts.icon + _ICON_GAP + fonts.width_of(fonts.badge, word)


def badge_parts(fonts: CardFonts, badge: QRect) -> tuple[QRect, QRect]:
    """Return where a badge's icon and its word are."""
    icon = QRect(badge.x() + _BADGE_PADDING, badge.y() + (badge.height() - fonts.icon) // 2, fonts.icon, fonts.icon)
    left = icon.x() + fonts.icon + _ICON_GAP
    word = QRect(left, badge.y(), max(0, badge.right() + 1 - _BADGE_PADDING - left), badge.height())
    return icon, word


def picture_place(fonts: CardFonts) -> QRect:
    """Return where the picture lies on a card, whatever that says."""
    return QRect(EDGE + PADDING, PADDING, fonts.picture_width, fonts.inner_height)


def place(fonts: CardFonts, width: int, text: CardText) -> CardLayout:
    """Lay a card of `width` out for what it says.

    Wide, the badge follows the title and the result stands beside the facts on the last line; narrow, the badge begins
    the last line and the facts have one of their own. Where it is narrower still, time and result move to the lines of
    what may be cut, since a name comes before its time, and whether the door opened before what was measured.
    """
    top, bottom = PADDING, PADDING + fonts.inner_height
    picture = picture_place(fonts)
    left = picture.right() + 1 + GAP
    right = max(left, width - PADDING - 4)
    room = right - left
    wide = room >= _WIDE_LINES * fonts.line
    second = top + fonts.title_line + _LINE_GAP
    last = bottom - fonts.badge_height
    third = second + fonts.line + (last - second - 2 * fonts.line) // 2

    title_wish = fonts.width_of(fonts.title, text.title)
    time_width = min(room, fonts.width_of(fonts.body, text.time))
    badge_room = min(badge_width(fonts, text.badge), room)
    access = fonts.width_of(fonts.result(granted=bool(text.passed)), text.access)
    result_wish = fonts.width_of(fonts.result(granted=bool(text.passed)), text.result)

    title_room = room - time_width - GAP - (badge_room + _BADGE_PADDING if wide else 0)
    time_above = title_room >= min(title_wish, _NAME_LINES * fonts.line)
    title_width = max(0, min(title_room if time_above else room, title_wish))
    time = QRect(right - time_width, top if time_above else second, time_width, fonts.title_line)
    if not time_above:
        time.setHeight(fonts.line)
    secondary = QRect(left, second, room if time_above else max(0, room - time_width - GAP), fonts.line)

    if wide:
        badge_top = top + (fonts.title_line - fonts.badge_height) // 2
        badge = QRect(left + title_width + _BADGE_PADDING, badge_top, badge_room, fonts.badge_height)
        result_width = min(result_wish, max(access, room // 2))
        beside = room - result_width - (GAP if result_width else 0)
        facts = QRect(left, last, beside, fonts.badge_height)
        result = QRect(right - result_width, last, result_width, fonts.badge_height)
    else:
        badge = QRect(left, last, badge_room, fonts.badge_height)
        beside = room - badge_room - GAP
        if beside >= access:
            result_width = min(result_wish, beside)
            facts = QRect(left, third, room, fonts.line)
            result = QRect(right - result_width, last, result_width, fonts.badge_height)
        else:
            result_width = min(access, room)
            facts = QRect(left, third, max(0, room - result_width - GAP), fonts.line)
            result = QRect(right - result_width, third, result_width, fonts.line)
    return CardLayout(
        picture=picture,
        title=QRect(left, top, title_width, fonts.title_line),
        badge=badge,
        time=time,
        secondary=secondary,
        facts=facts,
        result=result,
    )


def shares(room: int, widths: list[int], gap: int, least: int) -> list[int]:
    """Divide `room` among texts in a row, `gap` apart: the first gives way down to `least`, then the last are cut.

    Returns as many widths as were asked for; 0 for what has no place at all.
    """
    if not widths:
        return []
    others = sum(widths[1:]) + gap * (len(widths) - 1)
    given = [max(0, min(widths[0], room, max(least, room - others)))]
    used = given[0]
    for width in widths[1:]:
        left = room - used - gap
        given.append(max(0, min(width, left)))
        used += gap + given[-1]
    return given
