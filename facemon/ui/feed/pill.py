"""The pill over the feed that says how many events have come above what is in sight."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from facemon.ui import icons, theme

_SIDE = 14


class Pill(QAbstractButton):
    """Hidden while there is nothing new."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._count = 0
        self._short = False
        self.setFocusPolicy(
            Qt.FocusPolicy.NoFocus
        )  # Home does the same, and a pill that comes and goes loses the focus
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.hide()
        self.restyle()

    @property
    def count(self) -> int:
        """How many events it speaks of."""
        return self._count

    def set_count(self, count: int) -> None:
        """Say that `count` events have come."""
        if count == self._count:
            return
        self._count = count
        self._say()
        self.setVisible(count > 0)
        self.raise_()

    def set_short(self, *, short: bool) -> None:
        """Say it in a word, where names are close."""
        if short != self._short:
            self._short = short
            self._say()

    def restyle(self) -> None:
        """Take up the theme, the font and the language in use."""
        self.setFont(theme.font(bold=True))
        self._say()

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(self.font())
        width = 2 * _SIDE + metrics.height() + theme.SPACE // 2 + metrics.horizontalAdvance(self.text())
        return QSize(width, theme.target(metrics.height() + theme.SPACE + 4))

    def enterEvent(self, _event: QEvent) -> None:
        self.update()

    def leaveEvent(self, _event: QEvent) -> None:
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        place = QRectF(self.rect())
        ground = theme.colour("accent")
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ground.lighter(112) if self.underMouse() else ground)
        painter.drawRoundedRect(place, place.height() / 2, place.height() / 2)
        ink = theme.colour("on_accent")
        size = QFontMetrics(self.font()).height()
        icons.paint(painter, "arrow-up", ink, _SIDE, (self.height() - size) / 2, size)
        painter.setPen(ink)
        rest = self.rect().adjusted(_SIDE + size + theme.SPACE // 2, 0, 0, 0)
        painter.drawText(rest, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), self.text())
        painter.end()

    def _say(self) -> None:
        whole = self.tr("%n new event(s)", "", self._count)
        self.setText(self.tr("%n new", "", self._count) if self._short else whole)
        self.setAccessibleName(whole)
        self.setToolTip(self.tr("Return to the newest event (Home)"))
        self.update()
