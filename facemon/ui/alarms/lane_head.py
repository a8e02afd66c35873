"""The lane's heading with its counts, and what is left of the lane while nothing is owed."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from facemon.ui import icons, theme, words
from facemon.ui.alarms.row_frame import row_button
from facemon.ui.figures import Figures
from facemon.ui.history.flow import FlowLayout, stretching
from facemon.ui.label import PlainLabel, set_tooltip

_CENTRED = int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)


class LaneHead(QWidget):
    """Says how many alarms are owed and how long the oldest has waited; offers to take the low ones together."""

    group = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = PlainLabel(bold=True, dim=True)
        self._count = Figures(bold=True)
        self._count.setProperty("bad", True)
        self._oldest = Figures(dim=True)
        self._group = row_button()
        self._group.clicked.connect(self.group)
        line = QWidget()
        flow = FlowLayout(line, spacing=theme.SPACE)
        for widget in (self._title, self._count, stretching(), self._oldest):
            flow.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(2, 0, theme.SPACE, 0)
        column.setSpacing(theme.SPACE // 2)
        column.addWidget(line)
        column.addWidget(self._group)

    def show_counts(self, owed: int, oldest_ms: int | None, low: int, now_ms: int) -> None:
        """Show how many are owed, since when the oldest is (Unix milliseconds), and how many of them are low."""
        self._title.setText(self.tr("Needs attention"))
        self._count.setText(str(owed))
        waited = words.duration((now_ms - oldest_ms) / 1000) if oldest_ms is not None else ""
        self._oldest.setText(self.tr("oldest {time}").format(time=waited) if waited else "")
        self._group.setVisible(low > 1)
        self._group.say(self.tr("Acknowledge %n low ones (G)", "", low))

    def restyle(self) -> None:
        """Take up the theme and font in use."""
        for label in (self._title, self._count, self._oldest):
            label.restyle()
        self._group.restyle()


class SlimCounter(QWidget):
    """Says that nothing is owed, in as little room as it takes."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._say()

    def restyle(self) -> None:
        """Take up the theme, the font and the language in use."""
        self._say()
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        side = QFontMetrics(theme.font()).height() + 3 * theme.SPACE
        return QSize(side, 3 * side)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        size = QFontMetrics(theme.font()).ascent() + 4
        x = (self.width() - size) / 2
        icons.paint(painter, "check", theme.colour("good"), x, 2 * theme.SPACE, size)
        painter.setFont(theme.font(bold=True))
        painter.setPen(theme.colour("dim"))
        box = self.rect().adjusted(0, 2 * theme.SPACE + size, 0, 0)
        painter.drawText(box, _CENTRED, "0")

    def _say(self) -> None:
        text = self.tr("Nothing needs attention")
        self.setAccessibleName(text)
        set_tooltip(self, text)
