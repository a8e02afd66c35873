"""One picture, as large as its place allows, decoded away from the window's thread; or why there is none."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QFontMetrics,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from facemon.picture import SENTENCES, Picture, Problem, decode
from facemon.ui import icons, theme
from facemon.ui.background import Background
from facemon.ui.privacy.blur import coarse, smoothed
from facemon.ui.privacy.veil import paint_veil

_RADIUS = 5
_SETTLED_MS = 60  # a width that changes more often than this is being dragged
_PORTRAIT = 4 / 3  # height to width, as the devices send them
_WRAPPED = int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop) | int(Qt.TextFlag.TextWordWrap)


class Snapshot(QWidget):
    """Shows a picture's bytes, aspect kept, in at most `most_height` pixels; or a silhouette and the reason.

    Blurred, it is a button that asks to have the picture shown.
    """

    decoded = Signal()  # `source_size` and `problem` are known
    fitted = Signal()  # `own_height` is another
    reveal = Signal()  # it is blurred, and was pressed

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.source_size = QSize()  # pixels of the picture as received; empty while not known
        self.problem = ""  # why there is no picture, in the user's language
        self.own_height = 0  # pixels, that it needs for itself
        self._data: bytes | None = None
        self._blurred = False
        self._least_height = 0
        self._image: QImage | None = None
        self._ratio = _PORTRAIT
        self._most_height = 400
        self._wanted = 0
        self._closed = False
        self._background = Background(self)
        self._settle = QTimer(self, singleShot=True, interval=_SETTLED_MS)
        self._settle.timeout.connect(self._decode)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def set_picture(self, data: bytes | None, missing: str = "") -> None:
        """Show a picture as received, or that there is none and why (in the user's language)."""
        self._data = data or None
        self._image = None
        self.source_size = QSize()
        self.problem = "" if self._data else missing
        self._wanted += 1
        self._describe()
        self._fit()
        self.update()
        if self._data:
            self._decode()

    def set_most_height(self, pixels: int) -> None:
        """Be no taller than this."""
        if pixels != self._most_height:
            self._most_height = pixels
            self._fit()

    def set_least_height(self, pixels: int) -> None:
        """Be as tall as the picture beside it."""
        if pixels != self._least_height:
            self._least_height = pixels
            self._fit()

    def set_blurred(self, *, blurred: bool) -> None:
        """Let nothing but a blur of the picture be seen; or let it be seen, which it is as soon as it is decoded."""
        if blurred == self._blurred:
            return
        self._blurred = blurred
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus if blurred else Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor if blurred else Qt.CursorShape.ArrowCursor)
        if blurred:
            self._image = None
        self._describe()
        self.update()
        self._decode()

    def restyle(self) -> None:
        """Take up the theme and font in use."""
        self._fit()
        self.update()

    def close_threads(self, timeout: float = 1.0) -> None:
        """Decode nothing more, and wait at most `timeout` seconds for what is being decoded."""
        self._closed = True
        self._wanted += 1
        self._background.close(timeout)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
        if self._data and not self.problem:
            self._settle.start()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self._blurred and self._data and event.button() == Qt.MouseButton.LeftButton:
            self.reveal.emit()
        else:
            super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._blurred and self._data and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.reveal.emit()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.DevicePixelRatioChange and self._data:
            self._settle.start()
        return super().event(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        if self._image is None:
            self._paint_placeholder(painter)
            return
        size = self._image.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        place = QRectF((self.width() - size.width()) / 2, 0, size.width(), size.height())
        outline = QPainterPath()
        outline.addRoundedRect(place, _RADIUS, _RADIUS)
        painter.setClipPath(outline)
        painter.drawImage(place, self._image)
        if self._blurred:
            paint_veil(painter, place)
            if self.hasFocus():
                painter.setPen(QPen(theme.colour("accent"), 4))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRoundedRect(place, _RADIUS, _RADIUS)

    def _paint_placeholder(self, painter: QPainter) -> None:
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        pen = QPen(theme.colour("border"), 1, Qt.PenStyle.DashLine if self.problem else Qt.PenStyle.SolidLine)
        painter.setPen(pen)
        painter.setBrush(theme.colour("card"))
        painter.drawRoundedRect(box, _RADIUS, _RADIUS)
        if not self.problem:
            return
        painter.setFont(theme.font())
        margin = 2 * theme.SPACE
        words_box = QFontMetrics(theme.font()).boundingRect(
            0, 0, max(1, self.width() - 2 * margin), 10_000, _WRAPPED, self.problem
        )
        icon = min(72.0, max(16.0, self.height() - words_box.height() - 3 * margin))
        top = (self.height() - icon - theme.SPACE - words_box.height()) / 2
        name = "broken-picture" if self._data else "silhouette"
        icons.paint(painter, name, theme.colour("faint"), (self.width() - icon) / 2, top, icon)
        painter.setPen(theme.colour("dim"))
        place = QRectF(margin, top + icon + theme.SPACE, self.width() - 2 * margin, words_box.height() + theme.SPACE)
        painter.drawText(place, _WRAPPED, self.problem)

    def _fit(self) -> None:
        if self.problem:
            height = round(min(self._most_height, 22 * theme.SPACE * max(1.0, self.fontMetrics().height() / 18)))
        else:
            height = min(self._most_height, round(self.width() * self._ratio))
        if height != self.own_height:
            self.own_height = height
            self.fitted.emit()
        height = max(1, height, self._least_height)
        if height != self.height():
            self.setFixedHeight(height)

    def _decode(self) -> None:
        data, self._wanted = self._data, self._wanted + 1
        if data is None or self._closed:
            return
        mine = self._wanted
        scale = self.devicePixelRatioF()
        width, height = max(1, round(self.width() * scale)), max(1, round(self._most_height * scale))
        blurred = self._blurred

        def work() -> tuple[Picture, QImage | None] | None:
            # Whoever runs through the feed leaves most of what was asked for behind.
            return _decoded(data, width, height, blurred=blurred) if mine == self._wanted else None

        def show(found: tuple[Picture, QImage | None] | None) -> None:
            if found is not None and mine == self._wanted:
                self._show(*found)

        self._background.run(work, show)

    def _show(self, picture: Picture, image: QImage | None) -> None:
        self._image = image
        self.source_size = QSize(picture.source_width, picture.source_height)
        if picture.problem is not None:
            self.problem = QCoreApplication.translate("Picture", SENTENCES[picture.problem])
        elif image is not None and not image.isNull():
            self._ratio = image.height() / image.width()
        self._describe()
        self._fit()
        self.update()
        self.decoded.emit()

    def _describe(self) -> None:
        blurred = self.tr("Blurred. Return shows it for a moment.") if self._blurred and self._data else ""
        self.setAccessibleDescription(self.problem or blurred)


def _decoded(data: bytes, width: int, height: int, *, blurred: bool) -> tuple[Picture, QImage | None]:
    picture = decode(data, *(coarse(width, height) if blurred else (width, height)), fit="contain")
    if picture.problem is not None:
        return picture, None
    image = QImage(picture.pixels, picture.width, picture.height, picture.width * 4, QImage.Format.Format_RGB32).copy()
    if image.isNull():  # all that Qt says of it
        return Picture(problem=Problem.NO_MEMORY), None
    if not blurred:
        return picture, image
    shown = QSize(picture.source_width, picture.source_height)
    if shown.width() > width or shown.height() > height:
        shown.scale(width, height, Qt.AspectRatioMode.KeepAspectRatio)
    return picture, smoothed(image, shown.width(), shown.height())
