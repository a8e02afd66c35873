"""The results with what belongs to them: the columns' names above, and what is said where there are none."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from facemon.ui import theme
from facemon.ui.history.cards import CardRows
from facemon.ui.history.faces import Faces
from facemon.ui.history.filter_bar import Shape
from facemon.ui.history.results import Results
from facemon.ui.history.states import NothingToShow
from facemon.ui.history.table import TableHead, TableRows
from facemon.ui.history.view import ResultsView


class ResultsPanel(QWidget):
    """Shows results as a table or as cards."""

    def __init__(self, results: Results, faces: Faces, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._table = TableRows(faces)
        self._cards = CardRows(faces)
        self._head = TableHead(self._table)
        self.view = ResultsView(results, faces, self._table)
        self.nothing = NothingToShow(self)
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head)
        column.addWidget(self.view, 1)
        self.view.viewport().installEventFilter(self)
        self.retranslate()

    def show_as(self, shape: Shape) -> None:
        """Show a table, or cards."""
        self._head.setVisible(shape is Shape.TABLE)
        # The head keeps a table away from what is above; cards have nothing that does.
        self._column.setContentsMargins(0, 0 if shape is Shape.TABLE else theme.SPACE, 0, 0)
        self.view.show_by(self._table if shape is Shape.TABLE else self._cards)

    def show_nothing(self, *, shown: bool) -> None:
        """Let what `nothing` says lie over the results, or not."""
        self.nothing.setVisible(shown)
        self.nothing.raise_()

    def restyle(self) -> None:
        """Take up the theme, the font and the language in use."""
        self._table.restyle()
        self._cards.restyle()
        self.view.restyle()
        self.nothing.restyle()
        self._head.updateGeometry()
        self._head.update()

    def retranslate(self) -> None:
        """Take up the language in use."""
        self.view.setAccessibleName(self.tr("Results"))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
            self.restyle()
        super().changeEvent(event)

    def eventFilter(self, watched: QWidget, event: QEvent) -> bool:  # type: ignore[override]  # Qt's takes any object
        if event.type() == QEvent.Type.Resize and watched is self.view.viewport():
            self._head.set_room(watched.width())
            self.nothing.setGeometry(self.view.geometry())
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.nothing.setGeometry(self.view.geometry())
