"""The photo with which a person is enrolled on the device, beside the snapshot, to be compared."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from facemon.monitor.enrolled import Photo, PhotoState
from facemon.ui import theme
from facemon.ui.elided import ElidedLabel
from facemon.ui.snapshot import Snapshot


def missing(photo: Photo) -> str:
    """Return why there is no picture to show, in the user's language; empty where there is one."""
    translate = QCoreApplication.translate
    return {
        PhotoState.COMING: translate("EnrolledPhoto", "The enrolled photo is being fetched…"),
        PhotoState.HERE: "",
        PhotoState.NONE: translate("EnrolledPhoto", "No photo enrolled"),
        PhotoState.UNREACHABLE: translate("EnrolledPhoto", "The enrolled photo could not be fetched."),
    }[photo.state]


class EnrolledPhoto(QWidget):
    """A caption and the photo; hidden where nobody in particular was seen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._photo: Photo | None = None
        self.caption = ElidedLabel(size=0.9, colour="dim")
        self.picture = Snapshot()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE)
        column.addWidget(self.caption)
        column.addWidget(self.picture)
        column.addStretch(1)
        self.hide()

    def show_photo(self, photo: Photo | None) -> None:
        """Show a photo, or why there is none; None: nobody in particular was seen."""
        self.setVisible(photo is not None)
        if photo == self._photo:
            return
        self._photo = photo
        self.picture.set_picture(photo.jpeg if photo else None, missing(photo) if photo else "")

    def restyle(self) -> None:
        """Take up the theme and font in use."""
        self.caption.restyle()
        self.picture.restyle()

    def retranslate(self) -> None:
        """Take up the language in use."""
        self.caption.set_text(self.tr("Enrolled photo"))
        self.picture.setAccessibleName(self.tr("Enrolled photo"))
        if self._photo is not None and self._photo.state is not PhotoState.HERE:
            self.picture.set_picture(None, missing(self._photo))
