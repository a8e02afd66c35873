"""The names of the pages in the settings' header, the one being shown underlined."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QTabBar, QWidget

from facemon.ui import theme

_FITTINGS = ((22, 1.0), (14, 1.0), (14, 0.9), (12, 0.8), (10, 0.7))  # gap in pixels and size of the text


class PageTabs(QTabBar):
    """A tab bar in the header's look; arrow keys, Ctrl+Tab and a screen reader see a tab bar."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._gap, self._size = _FITTINGS[0]
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setUsesScrollButtons(False)
        self.setElideMode(Qt.TextElideMode.ElideNone)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setMouseTracking(True)
        self.setAccessibleName(self.tr("Pages"))

    def fit(self, room: int) -> None:
        """Draw together, then grow smaller, until all pages' names have room in so many pixels."""
        fitting = next((fitting for fitting in _FITTINGS if self.wanted(fitting) <= room), _FITTINGS[-1])
        if fitting != (self._gap, self._size):
            self._gap, self._size = fitting
            self.setIconSize(self.iconSize())  # has it lay the tabs out anew
            self.updateGeometry()

    def wanted(self, fitting: tuple[int, float] = _FITTINGS[0]) -> int:
        """Return how many pixels the pages' names take with this gap and size of text."""
        gap, size = fitting
        metrics = QFontMetrics(theme.font(size, bold=True))
        return sum(metrics.horizontalAdvance(self.tabText(index)) + gap for index in range(self.count()))

    def tabSizeHint(self, index: int) -> QSize:
        metrics = QFontMetrics(theme.font(self._size, bold=True))
        high = theme.target(QFontMetrics(theme.font()).height() + theme.SPACE + 4)
        return QSize(theme.target(metrics.horizontalAdvance(self.tabText(index)) + self._gap), high)

    def minimumTabSizeHint(self, index: int) -> QSize:
        return self.tabSizeHint(index)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for index in range(self.count()):
            shown = index == self.currentIndex()
            area = QRectF(self.tabRect(index)).adjusted(2, 1, 2 - self._gap, -4)
            painter.setFont(theme.font(self._size, bold=shown))
            hovered = area.contains(self.mapFromGlobal(self.cursor().pos()).toPointF())
            painter.setPen(theme.colour("text" if shown or hovered else "dim"))
            painter.drawText(area, int(Qt.AlignmentFlag.AlignCenter), self.tabText(index))
            if shown:
                painter.fillRect(QRectF(area.left(), area.bottom() + 1, area.width(), 2), theme.colour("accent"))
                if self.hasFocus():
                    painter.setPen(QPen(theme.colour("accent"), 1))
                    painter.drawRoundedRect(area.adjusted(-1.5, 0.5, 1.5, -1), 3, 3)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.updateGeometry()
