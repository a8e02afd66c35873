"""Draws a card, and keeps it drawn while it is in sight."""

from __future__ import annotations

from collections import OrderedDict

import msgspec
from PySide6.QtCore import (
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QPainter, QPen, QPixmap
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from facemon.event import Category, Happening
from facemon.ui import icons, theme
from facemon.ui.feed.card_clock import CardClock
from facemon.ui.feed.card_ground import CardGround, Look, ground_colour
from facemon.ui.feed.card_layout import CardFonts, CardLayout, picture_place, place
from facemon.ui.feed.card_picture import PictureState, Standing, paint_picture, picture_state
from facemon.ui.feed.card_text import CardText, card_text
from facemon.ui.feed.card_writing import CardWriter
from facemon.ui.feed.model import FeedModel
from facemon.ui.feed.rows import EventRow
from facemon.ui.feed.thumbnails import Thumbnails
from facemon.ui.privacy.blurring import Blurring

_MARK_AIR = 3
_SPARE = 6  # drawn cards kept beyond those in sight


class Card(msgspec.Struct, frozen=True, eq=False):
    """One event as a card shows it."""

    number: int  # of the arrival, or the id in the history
    happening: Happening
    device_name: str
    picture: PictureState
    watched: bool = False  # on the watch list


class _Drawn(msgspec.Struct):
    look: Look
    pixmap: QPixmap | None  # None: drawn where it is seen, since it is moved from then on and not drawn again
    layout: CardLayout
    picture: PictureState


class CardDelegate(QStyledItemDelegate):
    """Draws cards. A card is drawn once and then only copied, until it looks different or has been out of sight."""

    def __init__(
        self, thumbnails: Thumbnails, parent: QObject | None = None, *, blurring: Blurring | None = None
    ) -> None:
        super().__init__(parent)
        self._thumbnails = thumbnails
        self._blurring = blurring or Blurring(parent=self)
        self._drawn: OrderedDict[int, _Drawn] = OrderedDict()
        self._kept = _SPARE
        self.fonts = CardFonts()
        self._ground = CardGround(self.fonts)
        self._writer = CardWriter(self.fonts)
        self._clock = CardClock()

    def restyle(self) -> None:
        """Take up the theme, the font and the language in use."""
        self.fonts = CardFonts()
        self._ground = CardGround(self.fonts)
        self._writer = CardWriter(self.fonts)
        self.forget()

    def forget(self) -> None:
        """Draw every card afresh."""
        self._clock = CardClock()
        self._drawn.clear()

    def keep(self, in_sight: int) -> None:
        """Keep as many drawn cards as are in sight and a few more."""
        self._kept = in_sight + _SPARE
        while len(self._drawn) > self._kept:
            self._drawn.popitem(last=False)

    def picture_size(self, ratio: float) -> QSize:
        """Return how large a face is drawn, in device pixels."""
        return QSize(round(self.fonts.picture_width * ratio), round(self.fonts.inner_height * ratio))

    def picture_place(self) -> QRect:
        """Return where on every card the picture lies."""
        return picture_place(self.fonts)

    def blurred_place(self, number: int) -> QRect:
        """Return where on its card a picture lies that was drawn blurred; an empty place for every other."""
        drawn = self._drawn.get(number)
        return drawn.layout.picture if drawn is not None and drawn.picture.blurred else QRect()

    def sizeHint(self, option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(option.rect.width(), self.fonts.card_height)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        model = index.model()
        if isinstance(model, FeedModel):
            selected = bool(option.state & QStyle.StateFlag.State_Selected)
            focused = bool(option.state & QStyle.StateFlag.State_HasFocus)
            look = Look(option.rect.width(), painter.device().devicePixelRatioF(), selected, focused)
            hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
            row = model.row(index.row())
            if isinstance(row, EventRow):
                self.paint_card(painter, option.rect, model, row, look, hovered=hovered)

    def paint_card(
        self,
        painter: QPainter,
        rect: QRect,
        model: FeedModel,
        row: EventRow,
        look: Look,
        *,
        hovered: bool = False,
        part: QRect | None = None,
    ) -> None:
        """Put the card of `row` at `rect`, drawing it first if need be.

        Args:
            part: all that is drawn of the list, if it is a part: what is new in it will be moved and not drawn again.
        """
        blurred = self._blurring.is_blurred(row.number, row.category)
        picture = picture_state(row, model.pictures, self._thumbnails, blurred=blurred)
        name, watched = model.device_name(row.happening.device_id), model.is_watched(row.happening)
        card = Card(row.number, row.happening, name, picture, watched)
        self.paint_event(painter, rect, card, look, hovered=hovered, part=part)

    def paint_event(
        self,
        painter: QPainter,
        rect: QRect,
        card: Card,
        look: Look,
        *,
        hovered: bool = False,
        part: QRect | None = None,
    ) -> None:
        """Put a card at `rect`, drawing it first if need be; `part` as for `paint_card`."""
        drawn = self._drawn.get(card.number)
        if part is not None and not look.ratio.is_integer():
            part = None  # where it begins in the middle of a pixel it would be another one
        if drawn is None or drawn.look != look:
            text = self._text(card)
            if part is None:
                drawn = self._draw(text, look, card.picture)
            else:
                drawn = _Drawn(look, None, place(self.fonts, look.width, text), card.picture)
                self._paint_at(painter, rect, drawn, text)
            self._drawn[card.number] = drawn
            if len(self._drawn) > self._kept:
                self._drawn.popitem(last=False)
        else:
            self._drawn.move_to_end(card.number)
            same = drawn.picture.same(card.picture)
            drawn.picture = card.picture
            if drawn.pixmap is not None:
                if not same:
                    self._draw_picture(drawn, drawn.pixmap, card.happening.category)
            elif part is not None and drawn.layout.picture.translated(rect.topLeft()).contains(part):
                self._paint_picture(painter, rect.topLeft(), drawn, card.happening.category)
            else:
                drawn = self._draw(self._text(card), look, card.picture)
                self._drawn[card.number] = drawn
        if drawn.pixmap is not None:
            copy_drawn(painter, rect, drawn.pixmap, look.ratio)
        if card.watched:
            _paint_mark(painter, drawn.layout.picture.translated(rect.topLeft()), self.fonts.icon)
        if hovered and not look.selected:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(theme.colour("faint"), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5), theme.RADIUS, theme.RADIUS)

    def _text(self, card: Card) -> CardText:
        return card_text(card.happening, card.device_name, since=self._clock.since)

    def _draw(self, text: CardText, look: Look, picture: PictureState) -> _Drawn:
        """Draw a card apart, to be copied as often as it is seen."""
        pixmap = self._ground.card(text.category, look)
        layout = place(self.fonts, look.width, text)
        drawn = _Drawn(look, pixmap, layout, picture)
        painter = QPainter(pixmap)
        self._paint_badge(painter, QPoint(), drawn, text)
        painter.end()
        pixmap.setDevicePixelRatio(look.ratio)
        painter.begin(pixmap)
        self._paint_on_ground(painter, QPoint(), drawn, text)
        painter.end()
        pixmap.setDevicePixelRatio(1.0)
        return drawn

    def _paint_at(self, painter: QPainter, rect: QRect, drawn: _Drawn, text: CardText) -> None:
        """Draw a card where it is seen."""
        ratio = drawn.look.ratio
        copy_drawn(painter, rect, self._ground.ground(text.category, drawn.look), ratio)
        if ratio != 1.0:
            painter.save()
            painter.scale(1 / ratio, 1 / ratio)
        self._paint_badge(painter, rect.topLeft(), drawn, text)
        if ratio != 1.0:
            painter.restore()
        self._paint_on_ground(painter, rect.topLeft(), drawn, text)

    def _paint_badge(self, painter: QPainter, corner: QPoint, drawn: _Drawn, text: CardText) -> None:
        """Put the badge on a card that begins at `corner`, in device pixels."""
        place_here, ratio = drawn.layout.badge, drawn.look.ratio
        badge = self._ground.badge(text.category, text.badge, place_here, drawn.look)
        left, top = place_here.x() + corner.x(), place_here.y() + corner.y()
        painter.drawPixmap(round(left * ratio), round(top * ratio), badge)

    def _paint_on_ground(self, painter: QPainter, corner: QPoint, drawn: _Drawn, text: CardText) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(corner)
        self._writer.paint(painter, drawn.layout, text)
        painter.translate(-corner)
        if drawn.picture.standing is not Standing.PENDING:  # which is how the ground has it
            self._paint_picture(painter, corner, drawn, text.category)

    def _paint_picture(self, painter: QPainter, corner: QPoint, drawn: _Drawn, category: Category) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        where, ground = drawn.layout.picture.translated(corner), ground_colour(drawn.look)
        paint_picture(painter, where, drawn.picture, category, self.fonts.small, ground)

    def _draw_picture(self, drawn: _Drawn, pixmap: QPixmap, category: Category) -> None:
        pixmap.setDevicePixelRatio(drawn.look.ratio)
        painter = QPainter(pixmap)
        self._paint_picture(painter, QPoint(), drawn, category)
        painter.end()
        pixmap.setDevicePixelRatio(1.0)


def _paint_mark(painter: QPainter, picture: QRect, icon: int) -> None:
    """Mark in the corner of the picture that the person is on the watch list."""
    side = icon + 2 * _MARK_AIR
    place = QRectF(picture.right() + 1 - side, picture.bottom() + 1 - side, side, side)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour("accent"))
    painter.drawRoundedRect(place, 4, 4)
    icons.paint(painter, "watch", theme.colour("on_accent"), place.x() + _MARK_AIR, place.y() + _MARK_AIR, icon)


def copy_drawn(painter: QPainter, rect: QRect, pixmap: QPixmap, ratio: float) -> None:
    """Put what has been drawn, in device pixels (`ratio` of them a logical one), at `rect`."""
    if ratio == 1.0:
        painter.drawPixmap(rect.x(), rect.y(), pixmap)
        return
    # In device pixels, so that a fraction of a pixel never blurs a card at 125 or 150 %.
    painter.save()
    painter.scale(1 / ratio, 1 / ratio)
    painter.drawPixmap(round(rect.x() * ratio), round(rect.y() * ratio), pixmap)
    painter.restore()
