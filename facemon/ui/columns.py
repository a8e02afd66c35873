"""The main window's three columns: what needs attention, the feed, the selected event."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QPushButton, QSizePolicy, QSplitter, QToolButton, QVBoxLayout, QWidget

from facemon.ui import icons, theme
from facemon.ui.alarms.lane import Lane, usual_width
from facemon.ui.fitting import give_icon, icon_size
from facemon.ui.label import set_tooltip

_DETAIL = 340  # pixels at first
_WIDEST = 16_777_215  # Qt's own
_LEAST_MIDDLE = 360  # with less, the detail is not shown
_COMFORTABLE_MIDDLE = 460  # below it the detail gives what it can
_SHARE = 0.3  # of the window, the lane takes no more by itself


class Columns(QSplitter):
    """Gives each its room. Where there is too little, the detail yields first; what needs attention never does.

    A detail that has no room beside the feed can be shown in its place.

    What needs attention is as wide as the guard has made it while something is owed, else as slim as it can be.
    """

    lane_wanted = Signal()  # back from where it was lent to

    def __init__(self, lane: Lane, middle: QWidget, detail: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._lane = lane
        self._middle = middle
        self._detail = detail
        self._lane_width = 0  # pixels, as the guard has made it; 0: the usual
        self._detail_width = _DETAIL
        self._instead = False  # the detail is shown in the place of the middle
        self._lent = False
        self._stand_in = QToolButton()  # while the lane is in a window of its own
        self._stand_in.clicked.connect(self.lane_wanted)
        self._stand_in.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self._stand_in.hide()
        self._back = QPushButton()
        self._back.clicked.connect(self.show_middle)
        self._beside = QWidget()
        column_of_detail = QVBoxLayout(self._beside)
        column_of_detail.setContentsMargins(0, 0, 0, 0)
        column_of_detail.setSpacing(0)
        column_of_detail.addWidget(self._back)
        column_of_detail.addWidget(detail, 1)
        for column in (lane, middle, self._beside):
            self.addWidget(column)
        for index, stretch in enumerate((0, 1, 0)):
            self.setStretchFactor(index, stretch)
        self.setChildrenCollapsible(False)
        self.setHandleWidth(1)
        self.splitterMoved.connect(lambda *_: self._note_widths())
        lane.slim_changed.connect(self.arrange)
        leave = QShortcut(QKeySequence(Qt.Key.Key_Escape), self._beside)
        leave.setAutoRepeat(False)
        leave.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        leave.activated.connect(self.show_middle)
        self.restyle()
        self.arrange()

    def lend_lane(self) -> None:
        """Let the lane be somewhere else; a button stands for it, which asks for it."""
        self._lent = True
        self.replaceWidget(0, self._stand_in)
        self._lane.setMinimumWidth(0)
        self._lane.setMaximumWidth(_WIDEST)
        self._stand_in.show()
        self.arrange()

    def take_lane_back(self) -> None:
        """Show the lane in its place again."""
        self._lent = False
        self.replaceWidget(0, self._lane)
        self._stand_in.hide()
        self._lane.show()
        self.arrange()

    def show_detail(self) -> None:
        """Show the detail, in the place of the feed where it has no room beside it."""
        if self._beside.isHidden():
            self._instead = True
            self.arrange()
            self._back.setFocus()

    def show_middle(self) -> None:
        """Show the feed again."""
        if self._instead:
            self._instead = False
            self.arrange()
            self._middle.setFocus()

    def restyle(self) -> None:
        """Take up the theme, the font and the language in use."""
        self._back.setText(self.tr("Back to the events (Esc)"))
        give_icon(self._back, "back", theme.theme().text)
        wanted = self.tr("Bring the alarms back into this window")
        self._stand_in.setAccessibleName(wanted)
        set_tooltip(self._stand_in, wanted)
        self._stand_in.setIcon(icons.icon("alert", theme.theme().text, icon_size()))
        self._stand_in.setIconSize(QSize(icon_size(), icon_size()))
        self.arrange()

    def arrange(self) -> None:
        """Give each column its width anew."""
        lane = self._lane
        if self._lent:
            width = self._stand_in.sizeHint().width()
            self._stand_in.setFixedWidth(width)
        elif lane.slim:
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
        self._instead = self._instead and not fits
        self._back.setVisible(self._instead)
        self._beside.setVisible(fits or self._instead)
        self._middle.setVisible(not self._instead)
        detail = max(least_detail, min(self._detail_width, beside - _COMFORTABLE_MIDDLE)) if fits else 0
        self.setSizes([width, max(1, beside - detail), beside if self._instead else detail])

    def state(self) -> dict[str, object]:
        """Return the widths for the next start."""
        return {"lane": self._lane_width, "detail": self._detail_width}

    def restore(self, state: Mapping[str, object]) -> None:
        """Take up the widths of an earlier `state`; what cannot be read is passed over."""
        lane, detail = state.get("lane"), state.get("detail")
        self._lane_width = lane if isinstance(lane, int) and 0 <= lane < _WIDEST else 0
        self._detail_width = detail if isinstance(detail, int) and 0 < detail < _WIDEST else _DETAIL
        self.arrange()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.restyle()
        super().changeEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.arrange()

    def _note_widths(self) -> None:
        lane, _, detail = self.sizes()
        if not self._lane.slim and not self._lent:
            self._lane_width = lane
        if detail and not self._instead:
            self._detail_width = detail
