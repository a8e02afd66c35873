"""The box in which is typed what is looked for."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QToolButton, QWidget

from facemon.ui import icons, theme

_LONGEST_SEARCH = 200  # characters


class SearchBox(QLineEdit):
    """Escape clears it and gives the keyboard back to the list."""

    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setClearButtonEnabled(True)
        self.setMaxLength(_LONGEST_SEARCH)
        self._magnifier = QAction(self)
        self.addAction(self._magnifier, QLineEdit.ActionPosition.LeadingPosition)

    def restyle(self) -> None:
        """Take up the theme, the font and the language in use."""
        self.setFont(theme.font())
        self._magnifier.setIcon(icons.icon("search", theme.theme().dim))
        self.setPlaceholderText(self.tr("Search name, number, group, device…"))
        self.setAccessibleName(self.tr("Search"))
        name_buttons(self, self._magnifier, self.tr("Search"), self.tr("Clear the search"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.clear()
            self.left.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down):
            self.left.emit()
        else:
            super().keyPressEvent(event)


def name_buttons(box: QLineEdit, own: QAction, name: str, clear: str) -> None:
    """Name the buttons inside a text box for who does not see them: that of an action of its own, and Qt's."""
    for button in box.findChildren(QToolButton):
        button.setAccessibleName(name if button.defaultAction() is own else clear)
