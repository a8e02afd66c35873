"""A dialog that follows the look of the program while it is open."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QTimer
from PySide6.QtWidgets import QDialog, QWidget

from facemon.ui.label import PlainLabel


class RestyledDialog(QDialog):
    """Takes up another theme and font. Who has parts that do not do so by themselves adds to `_restyle`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        # A style sheet reaches the parts after the dialog, and sets their fonts: they are restyled when all have it.
        self._settled = QTimer(self, singleShot=True, interval=0)
        self._settled.timeout.connect(self._restyle)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.ApplicationFontChange, QEvent.Type.StyleChange) and self.isVisible():
            self._settled.start()
        super().changeEvent(event)

    def _restyle(self) -> None:
        for label in self.findChildren(PlainLabel):
            label.restyle()
