"""The licences of all that facemon is made of, to be read inside the program: it may be all that a desk shows."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from facemon.licence import Licence
from facemon.ui import theme
from facemon.ui.background import Background
from facemon.ui.fitting import roomy


class LicencesDialog(QDialog):
    """The parts at the left, at the right what the chosen one's licence says.

    Args:
        find: returns the licences. Called away from this thread, as each text is read.
    """

    def __init__(self, find: Callable[[], list[Licence]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Licences"))
        self._background = Background(self)
        self._licences: list[Licence] = []
        self.parts = QListWidget()
        self.parts.setSpacing(theme.SPACE // 4)
        self.parts.setAccessibleName(self.tr("Parts of the program"))
        self.parts.currentRowChanged.connect(self._read)
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName(self.tr("Text of the licence"))
        both = QSplitter(Qt.Orientation.Horizontal)
        both.setChildrenCollapsible(False)
        both.addWidget(self.parts)
        both.addWidget(self.text)
        both.setStretchFactor(1, 2)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.button(QDialogButtonBox.StandardButton.Close).setIcon(QIcon())  # the style's is made for light
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setSpacing(2 * theme.SPACE)
        layout.addWidget(both)
        layout.addWidget(buttons)
        self.resize(roomy(56, 36))
        self._background.run(find, self._show, self._say)

    def done(self, result: int) -> None:
        self._background.end()
        super().done(result)

    def _show(self, licences: list[Licence]) -> None:
        self._licences = licences
        for licence in licences:
            self.parts.addItem(QListWidgetItem(licence.part))
        self.parts.setCurrentRow(0)

    def _read(self, row: int) -> None:
        def show(text: str) -> None:
            if row == self.parts.currentRow():  # another may have been chosen meanwhile
                self.text.setPlainText(text)

        self._background.run(self._licences[row].text, show, self._say)

    def _say(self, error: Exception) -> None:
        self.text.setPlainText(str(error))
