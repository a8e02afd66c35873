"""The photos with which people are enrolled, beside the snapshots on the lane's cards, decoded in threads."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from facemon.event import Event, Happening
from facemon.limit import Limit
from facemon.monitor.enrolled import Key, Photo, PhotoState
from facemon.ui import theme
from facemon.ui.alarms.faces import large_size, paint_face
from facemon.ui.enrolled_photo import missing
from facemon.ui.feed.decoding import Decoded
from facemon.ui.feed.thumbnails import Thumbnails

MOST = 200  # people whose photos are told apart; beyond, all are asked for anew
_WRAPPED = int(Qt.AlignmentFlag.AlignCenter) | int(Qt.TextFlag.TextWordWrap)


class EnrolledFaces(QObject):
    """Gives enrolled photos, decoded. Belongs to the window's thread.

    Args:
        ask: gives the photo of whom an event is about, as far as it is known; None for nobody in particular.
    """

    came = Signal()

    def __init__(self, ask: Callable[[Happening], Photo | None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ask = ask
        self._numbers: dict[Key, int] = {}
        self._photos: dict[int, bytes] = {}
        self._faces = Thumbnails(self)
        self._faces.ready.connect(self._decoded)

    def photo(self, happening: Happening) -> Photo | None:
        """Return the photo as received, or how it stands with it; None for nobody in particular."""
        return self._ask(happening)

    def face(self, happening: Happening) -> Decoded | None:
        """Return it decoded; None while it is not."""
        number = self._number(happening)
        return None if number is None else self._faces.get(number)

    def want(self, happenings: Iterable[Happening], size: QSize) -> None:
        """Have the faces of these, of so many device pixels, and no others that have not been begun."""
        self._faces.set_size(size.width(), size.height())
        wanted = []
        for happening in happenings:
            photo, number = self._ask(happening), self._number(happening)
            if photo is None or number is None:
                continue
            if self._photos.get(number) != photo.jpeg:
                self._photos[number] = photo.jpeg
                self._faces.drop((number,))
            wanted.append(number)
        self._faces.want(wanted, self)

    def get(self, number: int) -> bytes | None:
        """Return a photo as received, for decoding."""
        return self._photos.get(number) or None

    def close_threads(self, limit: Limit) -> None:
        """End the threads that decode."""
        self._faces.stop(limit.left())

    def _number(self, happening: Happening) -> int | None:
        if not isinstance(happening, Event) or happening.person is None:
            return None
        key = Key(happening.device_id, happening.person.user_id)
        if key not in self._numbers and len(self._numbers) >= MOST:
            self._faces.drop(self._photos)
            self._numbers.clear()
            self._photos.clear()
        return self._numbers.setdefault(key, len(self._numbers))

    def _decoded(self) -> None:
        self._faces.take_ready()
        self.came.emit()


class EnrolledFace(QWidget):
    """The enrolled photo of whom an alarm is about, as large as the snapshot; in words where there is none."""

    def __init__(self, faces: EnrolledFaces, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._faces = faces
        self._happening: Happening | None = None
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.hide()

    @property
    def happening(self) -> Happening | None:
        """Whose photo is shown; None for nobody's."""
        return self._happening

    def show_of(self, happening: Happening | None) -> None:
        """Show the photo of whom this is about; None, or nobody in particular, hides it."""
        shown = happening if happening is not None and self._faces.photo(happening) is not None else None
        self._happening = shown
        self.setAccessibleName(self.tr("Enrolled photo"))
        self.setVisible(shown is not None)
        if shown is not None:
            self.update()

    def sizeHint(self) -> QSize:
        return large_size()

    def paintEvent(self, _event: QPaintEvent) -> None:
        photo = None if self._happening is None else self._faces.photo(self._happening)
        if photo is None or self._happening is None:
            return
        painter = QPainter(self)
        place = QRectF(self.rect())
        if photo.state is PhotoState.HERE:
            paint_face(painter, place, self._faces.face(self._happening))
            self._paint_caption(painter, place)
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colour("border"), 1, Qt.PenStyle.DashLine))
        painter.drawRoundedRect(place.adjusted(0.5, 0.5, -0.5, -0.5), theme.RADIUS, theme.RADIUS)
        painter.setPen(theme.colour("dim"))
        painter.setFont(theme.font(0.85))
        painter.drawText(place.adjusted(4, 4, -4, -4), _WRAPPED, missing(photo))

    def _paint_caption(self, painter: QPainter, place: QRectF) -> None:
        painter.setFont(theme.font(0.85))
        height = painter.fontMetrics().height() + 4
        band = QRectF(place.left(), place.bottom() - height, place.width(), height)
        ground = theme.colour("panel")
        ground.setAlphaF(0.8)
        painter.fillRect(band, ground)
        painter.setPen(theme.colour("text"))
        painter.drawText(band, int(Qt.AlignmentFlag.AlignCenter), self.tr("Enrolled"))
