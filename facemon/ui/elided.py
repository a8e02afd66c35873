"""A label for one line of any length: what does not fit is cut with an ellipsis, and the tooltip has it whole."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from facemon.ui import theme
from facemon.ui.label import set_tooltip


class ElidedLabel(QWidget):
    """Shows one line of plain text in a colour of the theme.

    Args:
        colour: the name of a field of the theme.
        size: of the text, in sizes of the application's font.
    """

    def __init__(
        self,
        parent: QWidget | None = None,
        *,
        colour: str = "text",
        alignment: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
        size: float = 1.0,
        bold: bool = False,
    ) -> None:
        super().__init__(parent)
        self._text = ""
        self._colour = colour
        self._alignment = alignment
        self._size = size
        self._bold = bold
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def text(self) -> str:
        """Return the text, whole."""
        return self._text

    def set_text(self, text: str, colour: str | None = None) -> None:
        """Show this text, in another colour if one is given."""
        self._text = text
        self._colour = colour or self._colour
        self.setAccessibleName(text)
        self._explain()
        self.updateGeometry()
        self.update()

    def restyle(self) -> None:
        """Take up the theme and font in use."""
        self._explain()
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        metrics = self._metrics()
        return QSize(metrics.horizontalAdvance(self._text) + 2, metrics.height() + theme.SPACE)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._explain()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(theme.colour(self._colour))
        painter.setFont(self._font())
        shown = self._metrics().elidedText(self._text, Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(self.rect(), int(self._alignment | Qt.AlignmentFlag.AlignVCenter), shown)

    def _explain(self) -> None:
        fits = self._metrics().horizontalAdvance(self._text) <= self.width()
        set_tooltip(self, "" if fits else self._text)

    def _font(self) -> QFont:
        return theme.font(self._size, bold=self._bold)

    def _metrics(self) -> QFontMetrics:
        return QFontMetrics(self._font())
