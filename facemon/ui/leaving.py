"""Asks before facemon is closed by hand while alarms wait: nobody would hear or see them any more."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget

from facemon.ui.alarms.board import AlarmBoard


class Leaving(QObject):
    """Of one window. Whatever ends facemon without a hand, as the system that shuts down, is not asked.

    Args:
        window: has the question in front of it.
        board: what is owed.
    """

    def __init__(self, window: QWidget, board: AlarmBoard) -> None:
        super().__init__(window)
        self._window = window
        self._board = board
        self.question: QMessageBox | None = None

    def leave(self) -> None:
        """Quit, at once or when the question has been answered."""
        if not self.asks():
            QApplication.quit()

    def asks(self) -> bool:
        """Return whether facemon is to stay open meanwhile: alarms wait, and it is asked what to do."""
        owed = len(self._board.alarms())
        if not owed:
            return False
        if self.question is not None:
            return True
        box = QMessageBox(self._window)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setWindowTitle(self.tr("Quit facemon"))
        box.setTextFormat(Qt.TextFormat.PlainText)
        said = self.tr("%n alarm(s) wait for an answer.", "", owed)
        warning = self.tr("Once facemon is closed, nobody hears or sees an alarm here.")
        box.setText(f"{said}\n{warning}")
        leave = box.addButton(self.tr("Quit"), QMessageBox.ButtonRole.AcceptRole)
        stay = box.addButton(self.tr("Stay"), QMessageBox.ButtonRole.RejectRole)
        leave.setProperty("danger", True)
        for button in (leave, stay):
            button.setIcon(QIcon())  # the style's is made for light
        box.setDefaultButton(stay)
        box.setEscapeButton(stay)
        leave.clicked.connect(QApplication.quit)
        box.finished.connect(self._answered)
        self.question = box
        box.open()
        return True

    def _answered(self) -> None:
        self.question = None
