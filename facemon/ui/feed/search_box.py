"""The box in which is typed what is looked for."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QToolButton, QWidget

from facemon.ui import icons, theme

_LONGEST_SEARCH = 200  # characters


class SearchLine(QLineEdit):
    """A line with a magnifier before it and, once something is typed, a button that clears it."""

    def __init__(self, longest: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setClearButtonEnabled(True)
        self.setMaxLength(longest)
        self._magnifier = QAction(self)
        self.addAction(self._magnifier, QLineEdit.ActionPosition.LeadingPosition)

    def dress(self, placeholder: str, name: str, clear: str) -> None:
        """Take up the theme and font in use; say this while empty, and name the line and its button this."""
        self.setFont(theme.font())
        self._magnifier.setIcon(icons.icon("search", theme.theme().dim))
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(name)
        for button in self.findChildren(QToolButton):
            button.setAccessibleName(name if button.defaultAction() is self._magnifier else clear)
        self._widen()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._widen()

    def _widen(self) -> None:
        """Give the button that clears the size that a finger needs; Qt lays it out as small as its icon."""
        side = theme.target(0)
        self.setTextMargins(0, 0, side // 2, 0)
        for button in self.findChildren(QToolButton):
            if side and button.defaultAction() is not self._magnifier:
                button.setGeometry(self.width() - side, 0, side, self.height())


class SearchBox(SearchLine):
    """Escape clears it and gives the keyboard back to the list."""

    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_LONGEST_SEARCH, parent)

    def restyle(self) -> None:
        """Take up the theme, the font and the language in use."""
        self.dress(self.tr("Search name, number, group, device…"), self.tr("Search"), self.tr("Clear the search"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.clear()
            self.left.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down):
            self.left.emit()
        else:
            super().keyPressEvent(event)
