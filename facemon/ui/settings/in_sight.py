"""Scrolling to what has just appeared."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QScrollArea, QWidget

from facemon.ui import theme

_SETTLING_MS = 500


class InSight(QObject):
    """Brings a widget into sight, again where the layout goes on changing for a moment."""

    def __init__(self, area: QScrollArea, widget: QWidget, parent: QObject) -> None:
        super().__init__(parent)
        self._area = area
        self._widget = widget
        self._settling = QTimer(self, singleShot=True, interval=_SETTLING_MS)
        self._laid_out = QTimer(self, singleShot=True, interval=0)
        self._laid_out.timeout.connect(self._scroll)
        area.verticalScrollBar().rangeChanged.connect(lambda: self._laid_out.start())

    def begin(self) -> None:
        """Scroll to it as soon as it has been laid out."""
        self._settling.start()
        self._laid_out.start()

    def _scroll(self) -> None:
        if self._settling.isActive():
            self._area.ensureWidgetVisible(self._widget, 0, 3 * theme.SPACE)
