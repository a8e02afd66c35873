"""The results as the same cards as in the feed."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter

from facemon.history.query import Found
from facemon.ui import theme
from facemon.ui.feed.card import Card, CardDelegate
from facemon.ui.feed.card_ground import Look
from facemon.ui.history.faces import Faces
from facemon.ui.history.table import RowLook


class CardRows:
    """Draws an event as a card."""

    spacing = theme.SPACE

    def __init__(self, faces: Faces) -> None:
        self._faces = faces
        self._cards = CardDelegate(faces.thumbnails, blurring=faces.blurring)
        self.height = self._cards.fonts.card_height

    def restyle(self) -> None:
        """Take up the theme, the font and the language in use."""
        self._cards.restyle()
        self.height = self._cards.fonts.card_height

    def keep(self, in_sight: int) -> None:
        """Keep no more of what has been drawn than so many rows need, and a few."""
        self._cards.keep(in_sight)

    def face_size(self, ratio: float) -> QSize:
        """Return how large a face is drawn, in device pixels."""
        return self._cards.picture_size(ratio)

    def blurred_place(self, rect: QRect, found: Found) -> QRect:
        """Return where in its row a picture lies that is drawn blurred; an empty place for every other."""
        place = self._cards.blurred_place(found.id)
        return place if place.isEmpty() else place.translated(rect.topLeft())

    def paint(self, painter: QPainter, rect: QRect, found: Found | None, device_name: str, look: RowLook) -> None:
        """Draw a row; None for one that is still being fetched."""
        rect = rect.adjusted(0, 0, -theme.SPACE, 0)  # beside the scroll bar
        if found is None:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("card"))
            painter.drawRoundedRect(QRectF(rect), theme.RADIUS, theme.RADIUS)
            return
        card = Card(found.id, found.happening, device_name, self._faces.state(found))
        how = Look(rect.width(), look.ratio, look.selected, look.focused)
        self._cards.paint_event(painter, rect, card, how, hovered=look.hovered)
