"""The picture on a card, or what stands in its place and why."""

from __future__ import annotations

import enum
from functools import lru_cache

import msgspec
from PySide6.QtCore import QCoreApplication, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter, QPainterPath

from facemon.event import Category
from facemon.jpeg import Problem
from facemon.ui import icons, theme
from facemon.ui.feed.decoding import Decoded
from facemon.ui.feed.pictures import Pictures
from facemon.ui.feed.rows import EventRow
from facemon.ui.feed.thumbnails import Thumbnails
from facemon.ui.privacy.veil import paint_veil

_RADIUS = 5
_ICON = 0.36  # of the picture's height
_SILHOUETTE = 0.8
_WRAPPED = int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop) | int(Qt.TextFlag.TextWordWrap)


class Standing(enum.Enum):
    """How it stands with a card's picture."""

    NONE = "none"  # the event came without one
    PENDING = "pending"  # being read or decoded
    FACE = "face"
    BROKEN = "broken"
    GONE = "gone"  # given up to make room for newer ones, and not in the history (any more)


class PictureState(msgspec.Struct, frozen=True, eq=False):
    """What to draw in the picture's place."""

    standing: Standing
    image: QImage | None = None
    problem: Problem | None = None
    blurred: bool = False

    def same(self, other: PictureState) -> bool:
        """Return whether the same is to be drawn, without a look at the pixels."""
        return (self.standing, self.problem, self.blurred) == (other.standing, other.problem, other.blurred) and (
            self.image is other.image
        )


_NONE = PictureState(Standing.NONE)
PENDING = PictureState(Standing.PENDING)
_GONE = PictureState(Standing.GONE)


def picture_state(row: EventRow, pictures: Pictures, thumbnails: Thumbnails, *, blurred: bool = False) -> PictureState:
    """Return what stands in the picture's place now; of one that is `blurred`, nothing sharper."""
    decoded = thumbnails.get(row.number, blurred=blurred)
    if decoded is not None:
        return decoded_state(decoded)
    if pictures.get(row.number) is not None or pictures.may_come(row):
        return PENDING
    return _GONE if row.happening.picture_size else _NONE


def decoded_state(decoded: Decoded) -> PictureState:
    """Return what stands in the place of a picture that has been decoded."""
    if decoded.image is not None:
        return PictureState(Standing.FACE, decoded.image, blurred=decoded.blurred)
    return PictureState(Standing.BROKEN, problem=decoded.problem)


def paint_picture(
    painter: QPainter, rect: QRect, state: PictureState, category: Category, small: QFont, ground: QColor | None = None
) -> None:
    """Draw the picture, or its place with a reason.

    Args:
        ground: the one colour behind it, if there is just one; then it costs a quarter.
    """
    place = QRectF(rect)
    if ground is None:
        painter.save()
        shape = QPainterPath()
        shape.addRoundedRect(place, _RADIUS, _RADIUS)
        painter.setClipPath(shape)
    if state.image is not None:
        painter.drawImage(place, state.image)
        if state.blurred:
            paint_veil(painter, place)
    else:
        painter.fillRect(rect, theme.colour("control"))
        reason = _reason(state)
        if reason:
            icon = "broken-picture" if state.standing is Standing.BROKEN else "silhouette"
            _paint_reason(painter, rect, icon, reason, small)
        elif state.standing is Standing.NONE:
            _paint_silhouette(painter, rect, category)
    if ground is None:
        painter.restore()
        return
    # What is clipped to a shape is blended pixel by pixel, a large picture in threads of Qt's own.
    ratio = painter.device().devicePixelRatioF()
    if ratio.is_integer():
        painter.drawImage(rect.topLeft(), _corners(rect.width(), rect.height(), ratio, ground.rgb()))
    else:
        painter.fillPath(_outside(place), ground)


def _outside(place: QRectF) -> QPainterPath:
    shape = QPainterPath()
    shape.addRoundedRect(place, _RADIUS, _RADIUS)
    shape.addRect(place)
    return shape


@lru_cache(maxsize=16)
def _corners(width: int, height: int, ratio: float, ground: int) -> QImage:
    """Return what lies over a picture of this size, in logical pixels: nothing but its corners, of this colour."""
    image = QImage(round(width * ratio), round(height * ratio), QImage.Format.Format_ARGB32_Premultiplied)
    image.setDevicePixelRatio(ratio)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.fillPath(_outside(QRectF(0, 0, width, height)), QColor.fromRgb(ground))
    painter.end()
    return image


def _reason(state: PictureState) -> str:
    if state.standing is Standing.GONE:
        return QCoreApplication.translate("Card", "Picture no longer kept")
    if state.standing is Standing.BROKEN and state.problem is not None:
        return _problem(state.problem)
    return ""


def _problem(problem: Problem) -> str:
    """Return in the two or three words that fit on a card why a picture cannot be shown."""
    translate = QCoreApplication.translate
    known = {
        Problem.EMPTY: translate("Card", "No picture"),
        Problem.NOT_JPEG: translate("Card", "Not a JPEG"),
        Problem.TOO_LARGE: translate("Card", "Picture too large"),
        Problem.TOO_MANY_PIXELS: translate("Card", "Picture too large"),
        Problem.TOO_MANY_SCANS: translate("Card", "Unsafe picture"),
        Problem.UNSUPPORTED: translate("Card", "Unknown kind of JPEG"),
        Problem.BROKEN: translate("Card", "Damaged picture"),
        Problem.TRUNCATED: translate("Card", "Incomplete picture"),
        Problem.NO_MEMORY: translate("Card", "Too little memory"),
    }
    return known[problem]


def _paint_silhouette(painter: QPainter, rect: QRect, category: Category) -> None:
    faint = theme.colour("faint")
    if category in (Category.DEVICE, Category.UNKNOWN):
        size = round(rect.width() * _ICON * 1.4)
        x, y = rect.center().x() - size / 2, rect.center().y() - size / 2
        icons.paint(painter, category.value, faint, x, y, size)
        return
    size = round(rect.width() * _SILHOUETTE)
    icons.paint(painter, "silhouette", faint, rect.center().x() - size / 2, rect.bottom() - size, size)


def _paint_reason(painter: QPainter, rect: QRect, icon: str, reason: str, font: QFont) -> None:
    size = round(rect.height() * _ICON)
    top = rect.y() + rect.height() // 10
    icons.paint(painter, icon, theme.colour("faint"), rect.center().x() - size / 2, top, size)
    room = rect.adjusted(4, top - rect.y() + size + 2, -4, -2)
    painter.setFont(font)
    painter.setPen(theme.colour("dim"))
    painter.drawText(room, _WRAPPED, reason)
