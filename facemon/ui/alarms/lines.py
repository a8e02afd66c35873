"""A text of several lines: it breaks anywhere if it must, and ends in an ellipsis where there is no more room."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QTextLayout, QTextOption
from PySide6.QtWidgets import QSizePolicy, QWidget

from facemon.ui import theme
from facemon.ui.elided import ElidedLabel
from facemon.ui.label import set_tooltip

_BREAK = "\u2028"  # what a text layout takes for the end of a line
_WIDTHS = 8  # that are remembered


class Lines(ElidedLabel):
    """Shows plain text in a colour of the theme; the tooltip has all of what is cut. Of no height without a text.

    Args:
        most: how many lines it may take.
        colour: the name of a field of the theme.
        size: of the text, in sizes of the application's font.
    """

    def __init__(
        self,
        parent: QWidget | None = None,
        *,
        most: int = 3,
        colour: str = "text",
        size: float = 1.0,
        bold: bool = False,
    ) -> None:
        super().__init__(parent, colour=colour, size=size, bold=bold)
        self._end = ""  # of the text, that is never cut
        self._most = most
        self._laid: dict[int, list[str]] = {}  # the lines by the width they were asked for
        self._forgotten = False  # somebody may remember the height at a width that is not among them
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.hide()

    def set_text(self, text: str, colour: str | None = None, *, end: str = "") -> None:
        """Show this text, in another colour if one is given; nothing at all for an empty one.

        Where it has to be cut, that is before its `end`, a few characters that have to be read.
        """
        if text == self._text and end == self._end and colour in (None, self._colour):
            return
        before = {width: len(lines) for width, lines in self._laid.items()}
        self._text, self._end = text, end
        self._laid.clear()
        self.setAccessibleName(text)
        self._colour = colour or self._colour
        if self.isHidden() is bool(text):
            self.setVisible(bool(text))
        if self._forgotten or any(len(self._lines(width)) != count for width, count in before.items()):
            self._forgotten = False
            self.updateGeometry()
        self._explain()
        self.update()

    def restyle(self) -> None:
        """Take up the theme and font in use."""
        self._laid.clear()
        super().restyle()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return len(self._lines(width)) * self._metrics().lineSpacing()

    def sizeHint(self) -> QSize:
        metrics = self._metrics()
        return QSize(metrics.horizontalAdvance(self._text), metrics.lineSpacing())

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self._metrics().lineSpacing())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(theme.colour(self._colour))
        painter.setFont(self._font())
        metrics = self._metrics()
        for number, line in enumerate(self._lines(self.width())):
            painter.drawText(QPointF(0, number * metrics.lineSpacing() + metrics.ascent()), line)

    def _lines(self, width: int) -> list[str]:
        if width not in self._laid:
            if len(self._laid) >= _WIDTHS:
                self._laid.clear()
                self._forgotten = True
            self._laid[width] = self._broken(width)
        return self._laid[width]

    def _broken(self, width: int) -> list[str]:
        if not self._text:
            return []
        text = self._text.replace("\n", _BREAK)
        layout = QTextLayout(text, self._font())
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.beginLayout()
        lines: list[str] = []
        while (line := layout.createLine()).isValid():
            line.setLineWidth(max(1, width))
            start = line.textStart()
            if len(lines) == self._most - 1:
                rest = text[start:].replace(_BREAK, " ").rstrip()
                lines.append(self._cut(rest, max(1, width)))
                break
            lines.append(text[start : start + line.textLength()].rstrip())
        layout.endLayout()
        return lines

    def _cut(self, rest: str, width: int) -> str:
        metrics, right = self._metrics(), Qt.TextElideMode.ElideRight
        room = width - metrics.horizontalAdvance(self._end)
        if not self._end or room <= 0 or metrics.horizontalAdvance(rest) <= width:
            return metrics.elidedText(rest, right, width)
        return metrics.elidedText(rest.removesuffix(self._end), right, room) + self._end

    def _explain(self) -> None:
        shown = "".join(self._lines(self.width())).removesuffix(self._end)
        cut = shown.endswith("…") and not self._text.removesuffix(self._end).endswith("…")
        set_tooltip(self, self._text if cut else "")
