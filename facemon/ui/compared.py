"""The snapshot of a person and, beside it, the photo that is enrolled: of one size, in one line, at every width."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from facemon.monitor.enrolled import Photo
from facemon.ui import theme
from facemon.ui.elided import ElidedLabel
from facemon.ui.enrolled_photo import EnrolledPhoto
from facemon.ui.fitting import wrap
from facemon.ui.label import PlainLabel
from facemon.ui.snapshot import Snapshot


class ComparedPictures(QWidget):
    """Shows one picture or two. Blurred they are together, and shown together."""

    reveal = Signal()  # what is blurred is wanted

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._data: bytes | None = None
        self.blurred = False
        self.snapshot = Snapshot()
        self.enrolled = EnrolledPhoto()
        # One line high whatever script they are in, so that the pictures below them begin in one line.
        self.size_told = ElidedLabel(size=0.9, colour="dim", alignment=Qt.AlignmentFlag.AlignRight)
        self._caption = ElidedLabel(size=0.9, colour="dim")
        self.hint = PlainLabel(size=0.9, dim=True)
        wrap(self.hint)
        self.hint.hide()
        self.snapshot.decoded.connect(self.show_size)
        for picture in (self.snapshot, self.enrolled.picture):
            picture.fitted.connect(self._share_height)
            picture.reveal.connect(self.reveal)
        captions = QHBoxLayout()
        captions.addWidget(self._caption, 1)
        captions.addWidget(self.size_told, 2)
        seen = QWidget()
        column = QVBoxLayout(seen)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE)
        column.addLayout(captions)
        column.addWidget(self.snapshot)
        column.addStretch(1)
        self._pair = QHBoxLayout()
        self._pair.setSpacing(theme.SPACE)
        for part in (seen, self.enrolled):
            # Whatever its caption needs, each has half of the width.
            part.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
            part.setMinimumWidth(1)
            self._pair.addWidget(part, 1)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(theme.SPACE)
        rows.addLayout(self._pair)
        rows.addWidget(self.hint)

    def show_snapshot(self, data: bytes | None, missing: str) -> None:
        """Show a picture as received, or why there is none (in the user's language)."""
        self._data = data
        self.snapshot.set_picture(data, missing)
        self._show_hint()

    def show_photo(self, photo: Photo | None) -> None:
        """Show the enrolled photo beside it, or why there is none; None: nobody in particular was seen."""
        self.enrolled.show_photo(photo)
        self._share_height()
        self.show_size()

    def set_blurred(self, *, blurred: bool) -> None:
        """Show nothing but a blur of both, or both as they are."""
        self.blurred = blurred
        self.snapshot.set_blurred(blurred=blurred)
        self.enrolled.picture.set_blurred(blurred=blurred)
        self._show_hint()

    def set_most_height(self, pixels: int) -> None:
        """Let neither picture be taller than this."""
        for picture in (self.snapshot, self.enrolled.picture):
            picture.set_most_height(pixels)

    def show_size(self) -> None:
        """Say how large the snapshot is as received, where there is room for it."""
        size = self.snapshot.source_size
        self.size_told.setVisible(self.enrolled.isHidden())
        if not self._data or size.isEmpty() or not self.enrolled.isHidden():
            self.size_told.set_text("")
            return
        told = self.tr("{width} × {height} · {kilobytes} KB")
        kilobytes = max(1, round(len(self._data) / 1000))
        self.size_told.set_text(told.format(width=size.width(), height=size.height(), kilobytes=kilobytes))

    def restyle(self) -> None:
        """Take up the theme and font in use."""
        for part in (self._caption, self.size_told, self.hint, self.snapshot, self.enrolled):
            part.restyle()

    def retranslate(self) -> None:
        """Take up the language in use."""
        self._caption.set_text(self.tr("Snapshot"))
        self.snapshot.setAccessibleName(self.tr("Snapshot"))
        self.enrolled.retranslate()
        self.hint.setText(self.tr("Blurred. A click or V shows it for a moment, which goes on record."))
        self.show_size()

    def close_threads(self, timeout: float) -> None:
        """Decode nothing more; wait at most `timeout` seconds for each picture."""
        self.snapshot.close_threads(timeout)
        self.enrolled.picture.close_threads(timeout)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # An odd pixel goes between the two, never to one of them.
        self._pair.setSpacing(theme.SPACE + (self.width() - theme.SPACE) % 2)

    def _share_height(self) -> None:
        beside = not self.enrolled.isHidden()
        both = self.snapshot, self.enrolled.picture
        height = max(picture.own_height for picture in both) if beside else 0
        for picture in both:
            picture.set_least_height(height)

    def _show_hint(self) -> None:
        self.hint.setVisible(self.blurred and self._data is not None)
