"""The results as a table: how a row is drawn, and the line with the columns' names above."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable
from typing import Protocol

import msgspec
from PySide6.QtCore import QCoreApplication, QEvent, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from facemon.event import Category
from facemon.history.query import Found
from facemon.ui import icons, theme, words
from facemon.ui.badge import badge_size, paint_badge
from facemon.ui.feed.card import copy_drawn
from facemon.ui.feed.card_picture import PictureState, Standing, paint_picture
from facemon.ui.history.columns import Column, Place, places
from facemon.ui.history.faces import Faces
from facemon.ui.history.row_text import RowText, row_text, to_be_acknowledged

_GAP = 2 * theme.SPACE
_SPARE = 6  # drawn rows kept beyond those in sight
_FACE_SHAPE = 0.78  # width by height
# Chinese beside Latin letters is higher than the line they have alone: it goes beyond, rather than lose their feet.
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute) | int(
    Qt.TextFlag.TextSingleLine | Qt.TextFlag.TextDontClip
)
_NUMBER_SAMPLE = "0" * 8
_SAMPLE_MS = 1_764_115_088_000  # the 25th or 26th of November: as wide as a date gets


class RowLook(msgspec.Struct, frozen=True):
    """How a row is to be drawn, apart from what it says."""

    ratio: float  # device pixels a logical one
    selected: bool = False
    focused: bool = False
    hovered: bool = False


class RowPainter(Protocol):
    """Draws rows of one height."""

    height: int
    spacing: int

    def face_size(self, ratio: float) -> QSize:
        """Return how large a face is drawn, in device pixels."""

    def keep(self, in_sight: int) -> None:
        """Keep no more of what has been drawn than so many rows need, and a few."""

    def paint(self, painter: QPainter, rect: QRect, found: Found | None, device_name: str, look: RowLook) -> None:
        """Draw a row; None for one that is still being fetched."""

    def blurred_place(self, rect: QRect, found: Found) -> QRect:
        """Return where in its row a picture lies that is drawn blurred; an empty place for every other."""

    def restyle(self) -> None:
        """Take up the theme, the font and the language in use."""


class TableFonts:
    """The fonts of the table, and how wide its columns have to be: measured once for all rows."""

    def __init__(self) -> None:
        self.body = theme.font()
        self.strong = theme.font(bold=True)
        self._metrics = {id(font): QFontMetrics(font) for font in (self.body, self.strong)}
        self.line = self._metrics[id(self.body)].height()
        self.row_height = 2 * self.line + 3 * theme.SPACE
        self.face_height = self.row_height - 2 * theme.SPACE
        self.face_width = round(self.face_height * _FACE_SHAPE)
        day, hour = words.date(_SAMPLE_MS), words.time(_SAMPLE_MS)
        self.least = {
            Column.FACE: self.face_width,
            Column.TIME: max(self.width(self.body, day), self.width(self.body, hour)),
            Column.CATEGORY: max(badge_size(category).width() for category in Category),
            Column.NUMBER: self._of(Column.NUMBER, [_NUMBER_SAMPLE]),
            Column.SCORE: self._of(Column.SCORE, [words.score(0.98)]),
            Column.ACCESS: self._of(Column.ACCESS, map(words.access, (True, False))),
            Column.PERSON: 8 * self.line,
            Column.DEVICE: 5 * self.line,
            Column.ANSWER: self._of(Column.ANSWER, [to_be_acknowledged()]),
        }

    def width(self, font: QFont, text: str) -> int:
        """Return how much room a text needs so that it is not cut off."""
        return self._metrics[id(font)].horizontalAdvance(text) + 2

    def elided(self, font: QFont, text: str, width: int) -> str:
        """Return as much of a text as has room."""
        return self._metrics[id(font)].elidedText(text, Qt.TextElideMode.ElideRight, width)

    def places(self, room: int) -> dict[Column, Place]:
        """Return where the columns of a table `room` pixels wide are."""
        return places(room, self.least, _GAP)

    def _of(self, column: Column, samples: Iterable[str]) -> int:
        return max(self.width(self.strong, text) for text in (*samples, heading(column)))


def heading(column: Column) -> str:
    """Return the name of a column; empty for the faces."""
    translate = QCoreApplication.translate
    return {
        Column.FACE: "",
        Column.TIME: translate("TableHead", "Time"),
        Column.CATEGORY: translate("TableHead", "Category"),
        Column.PERSON: translate("TableHead", "Person"),
        Column.NUMBER: translate("TableHead", "Number"),
        Column.DEVICE: translate("TableHead", "Device"),
        Column.SCORE: translate("TableHead", "Score"),
        Column.ACCESS: translate("TableHead", "Access"),
        Column.ANSWER: translate("TableHead", "Answered"),
    }[column]


class _Wanted(msgspec.Struct, frozen=True):
    found: Found
    device_name: str
    width: int
    look: RowLook


class _Drawn(msgspec.Struct):
    wanted: _Wanted
    face: PictureState
    pixmap: QPixmap


class TableRows:
    """Draws an event as a row of the table: once, and then only copies it until it looks different."""

    spacing = 0

    def __init__(self, faces: Faces) -> None:
        self._faces = faces
        self._drawn: OrderedDict[int, _Drawn] = OrderedDict()
        self._kept = _SPARE
        self.fonts = TableFonts()
        self.height = self.fonts.row_height

    def restyle(self) -> None:
        """Take up the theme, the font and the language in use."""
        self._drawn.clear()
        self.fonts = TableFonts()
        self.height = self.fonts.row_height

    def keep(self, in_sight: int) -> None:
        """Keep no more of what has been drawn than so many rows need, and a few."""
        self._kept = in_sight + _SPARE
        while len(self._drawn) > self._kept:
            self._drawn.popitem(last=False)

    def face_size(self, ratio: float) -> QSize:
        """Return how large a face is drawn, in device pixels."""
        return QSize(round(self.fonts.face_width * ratio), round(self.fonts.face_height * ratio))

    def paint(self, painter: QPainter, rect: QRect, found: Found | None, device_name: str, look: RowLook) -> None:
        """Draw a row; None for one that is still being fetched."""
        if found is None:
            self._paint_row(painter, rect, None, "", look)
            return
        wanted = _Wanted(found, device_name, rect.width(), look)
        drawn, face = self._drawn.get(found.id), self._faces.state(found)
        if drawn is None or drawn.wanted != wanted or not drawn.face.same(face):
            drawn = self._drawn[found.id] = _Drawn(wanted, face, self._draw(wanted))
            if len(self._drawn) > self._kept:
                self._drawn.popitem(last=False)
        self._drawn.move_to_end(found.id)
        copy_drawn(painter, rect, drawn.pixmap, look.ratio)

    def blurred_place(self, rect: QRect, found: Found) -> QRect:
        """Return where in its row a picture lies that is drawn blurred; an empty place for every other."""
        if not self._faces.state(found).blurred:
            return QRect()
        return self._face_place(rect, self.fonts.places(rect.width())[Column.FACE].x)

    def _face_place(self, rect: QRect, x: int) -> QRect:
        return QRect(rect.x() + x, rect.y() + theme.SPACE, self.fonts.face_width, self.fonts.face_height)

    def _draw(self, wanted: _Wanted) -> QPixmap:
        ratio = wanted.look.ratio
        pixmap = QPixmap(round(wanted.width * ratio), round(self.height * ratio))
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(theme.colour("window"))
        painter = QPainter(pixmap)
        self._paint_row(painter, QRect(0, 0, wanted.width, self.height), wanted.found, wanted.device_name, wanted.look)
        painter.end()
        pixmap.setDevicePixelRatio(1.0)
        return pixmap

    def _paint_row(self, painter: QPainter, rect: QRect, found: Found | None, device_name: str, look: RowLook) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        _paint_ground(painter, rect, look)
        laid = {
            column: QRect(rect.x() + place.x, rect.y(), place.width, rect.height())
            for column, place in self.fonts.places(rect.width()).items()
        }
        if found is None:
            self._paint_pending(painter, laid)
            return
        text = row_text(found, device_name)
        self._paint_face(painter, laid[Column.FACE], found)
        # What is put together from several parts keeps their order, whatever script one of them is in.
        painter.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self._paint_two(painter, laid[Column.TIME], text.date, text.time, self.fonts.body)
        badge = badge_size(text.category)
        here = laid[Column.CATEGORY]
        box = QRectF(here.x(), here.center().y() - badge.height() / 2, badge.width(), badge.height())
        paint_badge(painter, box, text.category)
        self._paint_two(painter, laid[Column.PERSON], text.title, text.second, self.fonts.strong)
        self._paint_rest(painter, laid, text)

    def _paint_rest(self, painter: QPainter, laid: dict[Column, QRect], text: RowText) -> None:
        body, strong = self.fonts.body, self.fonts.strong
        said = {
            Column.NUMBER: (text.number, body, "text"),
            Column.DEVICE: (text.device, body, "text"),
            Column.SCORE: (text.score, body, "text"),
            Column.ACCESS: (text.access, body if text.passed else strong, "good" if text.passed else "bad"),
            Column.ANSWER: (text.answer, strong if text.unanswered else body, "warn" if text.unanswered else "dim"),
        }
        for column, (word, font, colour) in said.items():
            if column in laid:
                self._paint_text(painter, laid[column], word, font, colour)

    def _paint_face(self, painter: QPainter, rect: QRect, found: Found) -> None:
        box = self._face_place(rect, 0)
        state = self._faces.state(found)
        if state.standing in (Standing.BROKEN, Standing.GONE):
            painter.fillRect(box, theme.colour("control"))
            side = box.width() / 2  # no room for the reason, which the details have
            left, top = box.center().x() - side / 2, box.center().y() - side / 2
            icons.paint(painter, "broken-picture", theme.colour("faint"), left, top, side)
        else:
            paint_picture(painter, box, state, found.happening.category, self.fonts.body)

    def _paint_two(self, painter: QPainter, rect: QRect, first: str, second: str, font: QFont) -> None:
        """Draw two lines, the first alone in the middle."""
        if not second:
            self._paint_text(painter, rect, first, font, "text")
            return
        line = self.fonts.line
        top = rect.y() + (rect.height() - 2 * line) // 2
        self._paint_text(painter, QRect(rect.x(), top, rect.width(), line), first, font, "text")
        self._paint_text(painter, QRect(rect.x(), top + line, rect.width(), line), second, self.fonts.body, "dim")

    def _paint_text(self, painter: QPainter, rect: QRect, text: str, font: QFont, colour: str) -> None:
        if text and rect.width() > 0:
            painter.setFont(font)
            painter.setPen(theme.colour(colour))
            painter.drawText(rect, _LEFT, self.fonts.elided(font, text, rect.width()))

    def _paint_pending(self, painter: QPainter, laid: dict[Column, QRect]) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("line"))
        for column in (Column.TIME, Column.PERSON):
            here = laid[column]
            width = min(here.width(), 6 * self.fonts.line)
            bar = QRectF(here.x(), here.center().y() - self.fonts.line / 4, width, self.fonts.line / 2)
            painter.drawRoundedRect(bar, 3, 3)


def _paint_ground(painter: QPainter, rect: QRect, look: RowLook) -> None:
    if look.selected:
        painter.fillRect(rect, theme.colour("selected"))
    elif look.hovered:
        painter.fillRect(rect, QColor(theme.colour("card")))
    painter.setPen(QPen(theme.colour("line"), 1))
    painter.drawLine(rect.left(), rect.bottom(), rect.right(), rect.bottom())
    if look.selected and look.focused:
        painter.setPen(QPen(theme.colour("accent"), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5))


class TableHead(QWidget):
    """The names of the columns, each above its own."""

    def __init__(self, rows: TableRows, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = rows
        self._room = 0
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def set_room(self, width: int) -> None:
        """Stand above rows of this width."""
        self._room = width
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(0, QFontMetrics(theme.font()).height() + 2 * theme.SPACE)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.LanguageChange, QEvent.Type.ApplicationFontChange):
            self.updateGeometry()
            self.update()
        super().changeEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        fonts = self._rows.fonts
        painter.setFont(fonts.body)
        painter.setPen(theme.colour("dim"))
        for column, place in fonts.places(self._room).items():
            word = fonts.elided(fonts.body, heading(column), place.width)
            painter.drawText(QRect(place.x, 0, place.width, self.height()), _LEFT, word)
        painter.setPen(QPen(theme.colour("line"), 1))
        painter.drawLine(0, self.height() - 1, self.width(), self.height() - 1)
