"""The end of the log, to be read and copied."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QIcon, QTextCursor
from PySide6.QtWidgets import QApplication, QDialog, QDialogButtonBox, QPlainTextEdit, QVBoxLayout, QWidget

from facemon import log as log_file
from facemon.ui import theme
from facemon.ui.background import Background
from facemon.ui.fitting import roomy

MOST = 200_000  # bytes of it


class LogWindow(QDialog):
    """Reads it away from this thread.

    Args:
        path: the log.
        background: reads it.
    """

    def __init__(self, path: Path, background: Background, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._open = True
        self.setWindowTitle(self.tr("Log of facemon"))
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setPlaceholderText(self.tr("Reading the log …"))
        self.text.setTabChangesFocus(True)
        self.text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.text.setAccessibleName(self.windowTitle())
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.button(QDialogButtonBox.StandardButton.Close).setIcon(QIcon())  # the style's is made for light
        self.copy_button = buttons.addButton(self.tr("Copy all"), QDialogButtonBox.ButtonRole.ActionRole)
        self.copy_button.clicked.connect(lambda: QApplication.clipboard().setText(self.text.toPlainText()))
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setSpacing(2 * theme.SPACE)
        column.addWidget(self.text)
        column.addWidget(buttons)
        self.resize(roomy(70, 36))
        background.run(lambda: end_of(path), self._show, lambda error: self._show(str(error)))

    def done(self, result: int) -> None:
        self._open = False
        super().done(result)

    def _show(self, text: str) -> None:
        if self._open:
            self.text.setPlainText(text)
            self.text.moveCursor(QTextCursor.MoveOperation.End)


def end_of(path: Path, most: int = MOST) -> str:
    """Return the last lines of a log, with what has just been logged. Raises OSError."""
    log_file.flush()
    with path.open("rb") as file:
        size = file.seek(0, 2)
        file.seek(max(0, size - most))
        text = file.read(most).decode(errors="replace")
    return text if size <= most else text.partition("\n")[2]
