"""The names of the pages in the settings' header, the one being shown underlined."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QTabBar, QWidget

from facemon.ui import theme

_GAP = 22


class PageTabs(QTabBar):
    """A tab bar in the header's look; arrow keys, Ctrl+Tab and a screen reader see a tab bar."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setUsesScrollButtons(False)
        self.setElideMode(Qt.TextElideMode.ElideNone)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setMouseTracking(True)
        self.setAccessibleName(self.tr("Pages"))

    def tabSizeHint(self, index: int) -> QSize:
        metrics = QFontMetrics(theme.font(bold=True))
        return QSize(metrics.horizontalAdvance(self.tabText(index)) + _GAP, metrics.height() + theme.SPACE + 4)

    def minimumTabSizeHint(self, index: int) -> QSize:
        return self.tabSizeHint(index)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for index in range(self.count()):
            shown = index == self.currentIndex()
            area = QRectF(self.tabRect(index)).adjusted(2, 1, 2 - _GAP, -4)
            painter.setFont(theme.font(bold=shown))
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
