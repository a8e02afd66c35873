"""Asks whether a device was replaced: another serial number answers at its address."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QMessageBox, QWidget

from facemon.ui.text import clean


class ReplacedDialog(QMessageBox):
    """Names both serial numbers. `accepted` comes where a person says yes; nothing else does it, least of all Enter."""

    def __init__(self, name: str, *, before: str, now: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWindowTitle(clean(name, 60))
        self.setText(self.tr("Was {name} replaced by another device?").format(name=clean(name, 80)))
        told = self.tr(
            "Its serial number was {before}. The device that answers there now has {now}.\n\nIf nobody has replaced "
            "it, somebody may want facemon to show false events: leave it refused, and tell whoever looks after the "
            "devices."
        )
        self.setInformativeText(told.format(before=clean(before, 100), now=clean(now, 100)))
        self.yes = self.addButton(self.tr("It was replaced"), QMessageBox.ButtonRole.AcceptRole)
        self.no = self.addButton(self.tr("Leave it refused"), QMessageBox.ButtonRole.RejectRole)
        for button in (self.yes, self.no):
            button.setIcon(QIcon())  # the style's is made for light
        self.setDefaultButton(self.no)
        self.setEscapeButton(self.no)
