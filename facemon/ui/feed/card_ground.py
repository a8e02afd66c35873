"""What all cards of a category have in common, drawn once and then only copied: the ground and the badge."""

from __future__ import annotations

from collections import OrderedDict

import msgspec
from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPixmap

from facemon.event import Category
from facemon.ui import icons, theme, words
from facemon.ui.feed.card_layout import EDGE, CardFonts, badge_parts, picture_place
from facemon.ui.feed.card_picture import PENDING, paint_picture

_TINT = 26  # of 255: how much of its colour a badge has behind it
_MOST = 4  # grounds that are kept, each as large as a card


class Look(msgspec.Struct, frozen=True):
    """How a card is to be drawn, apart from what it says."""

    width: int
    ratio: float
    selected: bool = False
    focused: bool = False


class CardGround:
    """Keeps grounds and badges for a theme, a font and a language."""

    def __init__(self, fonts: CardFonts) -> None:
        self._fonts = fonts
        self._grounds: OrderedDict[tuple[Category, Look], QPixmap] = OrderedDict()
        self._badges: dict[tuple[Category, str, float, bool], QPixmap] = {}

    def card(self, category: Category, look: Look) -> QPixmap:
        """Return a card that says nothing yet and waits for its picture, in device pixels, to be drawn on."""
        return self.ground(category, look).copy()

    def ground(self, category: Category, look: Look) -> QPixmap:
        """Return the same, not to be drawn on."""
        key = (category, look)
        ground = self._grounds.get(key)
        if ground is None:
            ground = self._grounds[key] = self._drawn(category, look)
            if len(self._grounds) > _MOST:
                self._grounds.popitem(last=False)
        self._grounds.move_to_end(key)
        return ground

    def badge(self, category: Category, word: str, rect: QRect, look: Look) -> QPixmap:
        """Return a badge as large as `rect`, in device pixels."""
        key = (category, word, look.ratio, look.selected)
        badge = self._badges.get(key)
        if badge is None or badge.width() != round(rect.width() * look.ratio):
            badge = self._badges[key] = self._drawn_badge(category, word, rect, look)
        return badge

    def _drawn(self, category: Category, look: Look) -> QPixmap:
        height = self._fonts.card_height
        pixmap = _empty(look.width, height, look.ratio, theme.colour("window"))
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        _paint_ground(painter, QRect(0, 0, look.width, height), category, look)
        paint_picture(painter, picture_place(self._fonts), PENDING, category, self._fonts.small, ground_colour(look))
        painter.end()
        pixmap.setDevicePixelRatio(1.0)
        return pixmap

    def _drawn_badge(self, category: Category, word: str, rect: QRect, look: Look) -> QPixmap:
        pixmap = _empty(rect.width(), rect.height(), look.ratio, ground_colour(look))
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_badge(painter, QRect(0, 0, rect.width(), rect.height()), category, word)
        painter.end()
        pixmap.setDevicePixelRatio(1.0)
        return pixmap

    def _paint_badge(self, painter: QPainter, rect: QRect, category: Category, word: str) -> None:
        colour = theme.category_colour(category)
        filled = category == Category.BLACKLIST
        tint = QColor(colour)
        tint.setAlpha(255 if filled else _TINT)
        painter.setPen(QPen(colour, 1.2))
        painter.setBrush(tint)
        painter.drawRoundedRect(QRectF(rect).adjusted(0.6, 0.6, -0.6, -0.6), 4, 4)
        icon, place = badge_parts(self._fonts, rect)
        ink = theme.colour("on_accent") if filled else colour
        icons.paint(painter, words.category_icon(category), ink, icon.x(), icon.y(), icon.width())
        self._fonts.paint_line(painter, place, word, self._fonts.badge, ink)


def ground_colour(look: Look) -> QColor:
    """Return what is behind everything on a card."""
    return theme.colour("selected" if look.selected else "card")


def _empty(width: int, height: int, ratio: float, colour: QColor) -> QPixmap:
    pixmap = QPixmap(round(width * ratio), round(height * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(colour)
    return pixmap


def _paint_ground(painter: QPainter, rect: QRect, category: Category, look: Look) -> None:
    whole = QRectF(rect)
    shape = QPainterPath()
    shape.addRoundedRect(whole, theme.RADIUS, theme.RADIUS)
    painter.fillPath(shape, ground_colour(look))
    if look.selected:
        pen = QPen(theme.colour("accent"), 2.0 if look.focused else 1.2)
    else:
        pen = QPen(theme.colour("line"), 1.0)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    half = pen.widthF() / 2
    painter.drawRoundedRect(whole.adjusted(half, half, -half, -half), theme.RADIUS, theme.RADIUS)
    painter.save()
    painter.setClipRect(QRect(0, 0, EDGE, rect.height()))
    painter.fillPath(shape, theme.category_colour(category))
    painter.restore()
