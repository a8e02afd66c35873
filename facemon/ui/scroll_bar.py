"""A scroll bar beside a list that grows many times a second: drawn when it looks different, and not otherwise."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QCursor, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractSlider, QScrollBar, QStyle, QStyleOptionSlider, QWidget

from facemon.ui import theme

_ROUND, _ROUND_TOUCHED = 5, 7  # as in the theme's style sheet
_AIR = 1  # around the handle
_FINE = 4  # parts of a pixel by which a handle is seen to move


class SteadyBar(QScrollBar):
    """Vertical, and always there. It lies on `ground`, a colour of the theme, which it covers.

    Qt's own is drawn, with all on which it lies, at each change of its range, though its handle mostly stays as it is.
    """

    def __init__(self, parent: QWidget | None = None, *, ground: str = "window") -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self._ground = ground
        self._drawn: tuple[int, ...] = ()
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    def setRange(self, least: int, most: int) -> None:
        # Whoever lays a bar out that is always there need not do so again; Qt would, in a turn of its own.
        silent = self.signalsBlocked() or least <= self.value() <= most
        blocked = self.blockSignals(silent)
        super().setRange(least, most)
        self.blockSignals(blocked)

    def setMaximum(self, most: int) -> None:
        self.setRange(min(self.minimum(), most), most)

    def sliderChange(self, change: QAbstractSlider.SliderChange) -> None:
        if self._place() != self._drawn:
            super().sliderChange(change)

    def paintEvent(self, _event: QPaintEvent) -> None:
        self._drawn = self._place()
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour(self._ground))
        if not self.isEnabled() or self.maximum() <= self.minimum():
            return
        option = QStyleOptionSlider()
        self.initStyleOption(option)
        handle = self.style().subControlRect(
            QStyle.ComplexControl.CC_ScrollBar, option, QStyle.SubControl.SC_ScrollBarSlider, self
        )
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        under = self.underMouse() and handle.contains(self.mapFromGlobal(QCursor.pos()))
        painter.setBrush(theme.colour("faint" if self.isSliderDown() or under else "border"))
        rounded = _ROUND_TOUCHED if theme.touched() else _ROUND
        painter.drawRoundedRect(QRectF(handle).adjusted(_AIR, _AIR, -_AIR, -_AIR), rounded, rounded)

    def _place(self) -> tuple[int, ...]:
        """Return what the handle's place and length follow from, as finely as they can be seen."""
        whole, range_ = _FINE * self.height(), max(1, self.maximum() - self.minimum())
        # QAbstractSlider knows the place that a hand drags to before it is the value.
        return (
            int(self.isEnabled()),
            whole * self.pageStep() // (range_ + self.pageStep()),
            whole * (self.sliderPosition() - self.minimum()) // range_,
        )
