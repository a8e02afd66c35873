"""Saves a picture as it was received, where a person says."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QWidget

from facemon.event import Happening
from facemon.fault import said
from facemon.ui import picture_file, words
from facemon.ui.background import Background
from facemon.ui.lock import Guard
from facemon.ui.told import Told

log = logging.getLogger(__name__)


class PictureSaving(QObject):
    """Belongs to the window's thread.

    Args:
        owner: whose dialogs these are.
        guard: lets somebody save who may.
        background: writes away from the window's thread.
        told: says how it went.
    """

    def __init__(self, owner: QWidget, guard: Guard, background: Background, told: Told) -> None:
        super().__init__(owner)
        self._owner = owner
        self._guard = guard
        self._background = background
        self._told = told
        self._dialog: QFileDialog | None = None

    def ask(self, shown: Callable[[], tuple[Happening, bytes, str] | None]) -> None:
        """Ask where to, once the guard has let somebody through, and save what is shown then.

        Args:
            shown: returns an event, its picture and the name of its device; None: there is nothing to save any more.
        """
        self._guard(self._owner.window(), self.tr("Save a picture"), lambda: self._ask_where(shown()))

    def write(self, path: Path, picture: bytes) -> None:
        """Write a picture and say how it went."""

        def failed(error: Exception) -> None:
            log.warning("a picture was not saved: %s", said(error))  # without the path, which may name the person
            why = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
            self._told.tell(self.tr("{path} could not be saved: {reason}").format(path=path, reason=why), bad=True)

        self._background.run(
            lambda: picture_file.write(path, picture),
            lambda _: self._told.tell(self.tr("Saved as {path}").format(path=path)),
            failed,
        )

    def _ask_where(self, shown: tuple[Happening, bytes, str] | None) -> QFileDialog | None:
        if shown is None or self._dialog is not None:
            return None
        happening, picture, device_name = shown
        dialog = QFileDialog(self._owner, self.tr("Save picture"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setFileMode(QFileDialog.FileMode.AnyFile)
        dialog.setDefaultSuffix(picture_file.ending(picture))
        dialog.selectFile(picture_file.suggested_name(happening, words.title(happening), device_name, picture))
        dialog.fileSelected.connect(lambda path: self.write(Path(path), picture))
        dialog.finished.connect(self._closed)
        self._dialog = dialog
        dialog.open()
        return dialog

    def _closed(self) -> None:
        if self._dialog is not None:
            self._dialog.deleteLater()
            self._dialog = None
