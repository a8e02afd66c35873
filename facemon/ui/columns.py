"""The main window's three columns: what needs attention, the feed, the selected event."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QWidget

from facemon.ui.alarms.lane import Lane, usual_width

_DETAIL = 340  # pixels at first
_WIDEST = 16_777_215  # Qt's own
_LEAST_MIDDLE = 360  # with less, the detail is not shown
_COMFORTABLE_MIDDLE = 460  # below it the detail gives what it can
_SHARE = 0.3  # of the window, the lane takes no more by itself


class Columns(QSplitter):
    """Gives each its room. Where there is too little, the detail yields first; what needs attention never does.

    What needs attention is as wide as the guard has made it while something is owed, else as slim as it can be.
    """

    def __init__(self, lane: Lane, middle: QWidget, detail: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._lane = lane
        self._middle = middle
        self._detail = detail
        self._lane_width = 0  # pixels, as the guard has made it; 0: the usual
        self._detail_width = _DETAIL
        for column in (lane, middle, detail):
            self.addWidget(column)
        for index, stretch in enumerate((0, 1, 0)):
            self.setStretchFactor(index, stretch)
        self.setChildrenCollapsible(False)
        self.setHandleWidth(1)
        self.splitterMoved.connect(lambda *_: self._note_widths())
        lane.slim_changed.connect(self.arrange)
        self.arrange()

    def arrange(self) -> None:
        """Give each column its width anew."""
        lane = self._lane
        if lane.slim:
            width = lane.minimumSizeHint().width()
            lane.setFixedWidth(width)
        else:
            least = lane.minimumSizeHint().width()
            lane.setMinimumWidth(least)
            lane.setMaximumWidth(_WIDEST)
            usual = min(usual_width(), round(self.width() * _SHARE))
            width = max(least, min(self._lane_width or usual, self.width() - self._middle.minimumSizeHint().width()))
        least_detail = self._detail.minimumSizeHint().width()
        beside = self.width() - width
        fits = beside >= max(_LEAST_MIDDLE, self._middle.minimumSizeHint().width()) + least_detail
        self._detail.setVisible(fits)
        detail = max(least_detail, min(self._detail_width, beside - _COMFORTABLE_MIDDLE)) if fits else 0
        self.setSizes([width, max(1, self.width() - width - detail), detail])

    def state(self) -> dict[str, object]:
        """Return the widths for the next start."""
        return {"lane": self._lane_width, "detail": self._detail_width}

    def restore(self, state: Mapping[str, object]) -> None:
        """Take up the widths of an earlier `state`; what cannot be read is passed over."""
        lane, detail = state.get("lane"), state.get("detail")
        self._lane_width = lane if isinstance(lane, int) and 0 <= lane < _WIDEST else 0
        self._detail_width = detail if isinstance(detail, int) and 0 < detail < _WIDEST else _DETAIL
        self.arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.arrange()

    def _note_widths(self) -> None:
        lane, _, detail = self.sizes()
        if not self._lane.slim:
            self._lane_width = lane
        if detail:
            self._detail_width = detail
