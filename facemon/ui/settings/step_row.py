"""One line of the connection test: icon, sentence, time taken."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from facemon.ui import theme
from facemon.ui.label import PlainLabel
from facemon.ui.settings.sign import Sign


class TwoTone(QWidget):
    """A wrapping text whose end has a lesser colour; plain text both."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = self._behind = ""
        self._dim = False
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def set_text(self, text: str, behind: str = "", *, dim: bool = False) -> None:
        """Show `text` and, in a lesser colour, `behind`; with `dim` both in that."""
        self._text, self._behind, self._dim = text, behind, dim
        self.setAccessibleName(f"{text} {behind}".strip())
        self.updateGeometry()
        self.update()

    def text(self) -> str:
        """Return all of the text."""
        return f"{self._text} {self._behind}".strip()

    def sizeHint(self) -> QSize:
        return QSize(200, self.heightForWidth(max(200, self.width())))

    def heightForWidth(self, width: int) -> int:
        return round(self._laid_out(width)[1]) + 1

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(theme.colour("dim" if self._dim else "text"))
        self._laid_out(self.width())[0].draw(painter, QPointF(0, 0))

    def _laid_out(self, width: int) -> tuple[QTextLayout, float]:
        layout = QTextLayout(self.text(), self.font())
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        if self._behind:
            lesser = QTextCharFormat()
            lesser.setForeground(QColor(theme.theme().dim))
            span = QTextLayout.FormatRange()
            span.start = len(self.text()) - len(self._behind)
            span.length = len(self._behind)
            span.format = lesser
            layout.setFormats([span])
        layout.beginLayout()
        height = 0.0
        while (line := layout.createLine()).isValid():
            line.setLineWidth(max(1, width))
            line.setPosition(QPointF(0, height))
            height += line.height()
        layout.endLayout()
        return layout, height


class StepRow(QWidget):
    """Shows what a step tries, that it is being tried, or what came of it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.finished = False  # it shows an outcome
        self._sign = Sign()
        self.text = TwoTone()
        self.elapsed = PlainLabel(dim=True)
        self.elapsed.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(round(1.5 * theme.SPACE))
        layout.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(self.text, 1)
        layout.addWidget(self.elapsed, 0, Qt.AlignmentFlag.AlignTop)

    def show_attempt(self, text: str, *, running: bool = False) -> None:
        """Show what the step will try, or is trying."""
        self.finished = False
        self._sign.show_icon("waiting" if running else "", "accent")
        self.text.set_text(text + "…" if running else text, dim=not running)
        self.elapsed.setText("")

    def show_outcome(self, mark: tuple[str, str], text: str, behind: str, elapsed: str) -> None:
        """Show what came of it. `mark` is the icon and the name of its colour."""
        self.finished = True
        self._sign.show_icon(*mark)
        self.text.set_text(text, behind)
        self.elapsed.setText(elapsed)

    def restyle(self) -> None:
        """Take up the application's font after it has changed."""
        self._sign.updateGeometry()
        self.text.updateGeometry()
        self.elapsed.restyle()
