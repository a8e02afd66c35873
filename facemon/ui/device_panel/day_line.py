"""The last 24 hours of a device's connection as a line: whole where it was watched, broken where it was not."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from facemon.event import Gap, GapCause, GapState
from facemon.ui import theme, words
from facemon.ui.device_panel.kept import DAY_MS

_LEAST = 2.0  # pixels: a short gap is seen as well


class DayLine(QWidget):
    """Paints it, the past at the left."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._gaps: tuple[Gap, ...] | None = None
        self._now_ms = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_gaps(self, gaps: tuple[Gap, ...] | None, now_ms: int) -> None:
        """Show these gaps; None: they are not known yet."""
        self._gaps, self._now_ms = gaps, now_ms
        told = [] if gaps is None else [f"{words.since(gap.from_ms, now_ms)} – {self._end(gap)}" for gap in gaps]
        self.setAccessibleName(self.tr("Connection in the last 24 hours"))
        self.setAccessibleDescription(
            self.tr("Not connected: {times}").format(times=words.listed(told)) if told else self.tr("Without a gap")
        )
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(300, round(self.fontMetrics().height() * 2.2))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        height = self.fontMetrics().height() * 0.8
        bar = QRectF(0, 0, self.width(), height)
        painter.fillRect(bar, theme.colour("border") if self._gaps is None else theme.colour("good"))
        for gap in self._gaps or ():
            painter.fillRect(self._place(gap, height), self._colour(gap))
        painter.setPen(theme.colour("dim"))
        line = QRectF(0, height + 2, self.width(), self.fontMetrics().height())
        for share, hours in ((0.0, 24), (0.5, 12), (1.0, 0)):
            text = self.tr("−{hours} h").format(hours=hours) if hours else self.tr("now")
            width = self.fontMetrics().horizontalAdvance(text)
            painter.drawText(line.translated(share * (self.width() - width), 0), text)

    def _place(self, gap: Gap, height: float) -> QRectF:
        begin = self._now_ms - DAY_MS
        left = max(0.0, (gap.from_ms - begin) / DAY_MS) * self.width()
        right = min(1.0, ((gap.to_ms or self._now_ms) - begin) / DAY_MS) * self.width()
        return QRectF(min(left, self.width() - _LEAST), 0, max(_LEAST, right - left), height)

    def _colour(self, gap: Gap) -> QColor:
        if gap.cause in (GapCause.CLOSED, GapCause.NEW):
            return theme.colour("faint")
        return theme.colour("warn" if gap.state is GapState.RECOVERED else "bad")

    def _end(self, gap: Gap) -> str:
        return self.tr("now") if gap.to_ms is None else words.since(gap.to_ms, self._now_ms)
