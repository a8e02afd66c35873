"""Asks whether nobody is to be told any more when somebody on the blacklist is at a door."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QMessageBox, QWidget


def ask_to_raise_nothing(parent: QWidget, sure: Callable[[], None]) -> QMessageBox:
    """Open the question over `parent` and return it. Enter keeps the alarm; `sure` is called where it is to go."""
    translate = QCoreApplication.translate
    box = QMessageBox(parent)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setWindowTitle(translate("BlacklistOff", "Blacklist"))
    box.setText(translate("BlacklistOff", "Raise no alarm when somebody on the blacklist is at a door?"))
    box.setInformativeText(
        translate(
            "BlacklistOff", "It would stand in the feed like everything else, and nobody would have to answer it."
        )
    )
    off = box.addButton(translate("BlacklistOff", "Raise no alarm"), QMessageBox.ButtonRole.DestructiveRole)
    off.setProperty("danger", True)
    keep = box.addButton(translate("BlacklistOff", "Keep the alarm"), QMessageBox.ButtonRole.RejectRole)
    for button in (off, keep):
        button.setIcon(QIcon())  # the style's are made for light
    box.setDefaultButton(keep)
    box.setEscapeButton(keep)
    off.clicked.connect(sure)
    box.finished.connect(box.deleteLater)
    box.open()
    return box
