"""A switch: a check box that is drawn as one."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QCheckBox, QWidget

from facemon.ui import theme

_RING = 3  # pixels around the track that the focus takes


class Toggle(QCheckBox):
    """On or off, with its words behind it; a check box to keyboard and screen reader."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        text = theme.SPACE + metrics.horizontalAdvance(self.text()) if self.text() else 0
        width = self._track_height() * 1.7 + 2 * _RING + text + 2
        height = max(metrics.height(), round(self._track_height())) + 2 * _RING
        return QSize(theme.target(round(width)), theme.target(height))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.target(round(self._track_height() * 1.7) + 2 * _RING), self.sizeHint().height())

    def hitButton(self, position: QPoint) -> bool:
        return self.rect().contains(position)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        height = self._track_height()
        track = QRectF(_RING, (self.height() - height) / 2, height * 1.7, height)
        if self.hasFocus():
            ring = track.adjusted(-2, -2, 2, 2)
            painter.setPen(QPen(theme.colour("accent"), 1.5))
            painter.drawRoundedRect(ring, ring.height() / 2, ring.height() / 2)
        if not self.isEnabled():
            painter.setOpacity(0.45)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("accent" if self.isChecked() else "faint"))
        painter.drawRoundedRect(track, height / 2, height / 2)
        size = height - 4
        left = track.right() - size - 2 if self.isChecked() else track.left() + 2
        painter.setBrush(Qt.GlobalColor.white)
        painter.drawEllipse(QRectF(left, track.top() + 2, size, size))
        if self.text():
            painter.setPen(theme.colour("text"))
            area = self.rect().adjusted(round(track.right()) + theme.SPACE, 0, 0, 0)
            shown = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, area.width())
            painter.drawText(area, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), shown)

    def _track_height(self) -> float:
        return self.fontMetrics().height() * 1.15
