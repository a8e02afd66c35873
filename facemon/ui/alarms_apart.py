"""The attention lane in a window of its own, for a desk with several screens; where it was is remembered."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QEvent, QObject, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from facemon.ui import placed, theme
from facemon.ui.alarms.lane import Lane, usual_width
from facemon.ui.columns import Columns


class AlarmsApart(QObject):
    """Takes the lane out of its columns and puts it back. The window's keys work in both.

    Args:
        columns: holds the lane; its stand-in there brings it back.
        window: the main window.
        keep: tells where a window is, or is at home, for the next start.
    """

    changed = Signal()  # `apart`

    def __init__(
        self, lane: Lane, columns: Columns, window: QWidget, keep: Callable[[QWidget], dict[str, object]] = placed.keep
    ) -> None:
        super().__init__(window)
        self._keep = keep
        self._lane = lane
        self._columns = columns
        self._main = window
        self._window = _LaneWindow(window)
        self._window.closed.connect(self.put_back)
        self._kept: dict[str, object] = {}  # where the window was when it was closed
        self.apart = False
        columns.lane_wanted.connect(self.put_back)

    def toggle(self) -> None:
        """Take the lane out, or put it back."""
        if self.apart:
            self.put_back()
        else:
            self.take_out()

    def take_out(self) -> None:
        """Show the lane in a window of its own: where that was last, else on another screen, if there is one."""
        if self.apart:
            return
        self.apart = True
        self._columns.lend_lane()
        self._window.take(self._lane)
        if not placed.restore(self._window, self._kept):
            self._window.setGeometry(self._first_place())
        self._window.show()
        self.changed.emit()

    def put_back(self) -> None:
        """Show the lane beside the feed again."""
        if not self.apart:
            return
        self.apart = False
        self._kept = self._keep(self._window)
        self._columns.take_lane_back()
        self._window.hide()
        self.changed.emit()

    def come(self) -> None:
        """Bring the lane's window before the guard, with the keyboard, where it is apart."""
        if self.apart:
            self._window.show()
            self._window.raise_()
            self._window.activateWindow()

    def state(self) -> dict[str, object]:
        """Return what is to be kept for the next start."""
        return {"apart": self.apart, "window": self._keep(self._window) if self.apart else self._kept}

    def restore(self, state: Mapping[str, object]) -> None:
        """Take up an earlier `state`; what makes no sense is passed over."""
        kept = state.get("window")
        self._kept = kept if isinstance(kept, dict) else {}
        if state.get("apart") is True:
            QTimer.singleShot(0, self, self.take_out)  # after the window that it belongs to

    def _first_place(self) -> QRect:
        size = QSize(usual_width() + 4 * theme.SPACE, self._main.height())
        return placed.beside(self._main, size)


class _LaneWindow(QWidget):
    """A tool window: Qt lets the shortcuts of the window that it belongs to work in it."""

    closed = Signal()  # by a hand

    def __init__(self, parent: QWidget) -> None:
        flags = Qt.WindowType.Tool | Qt.WindowType.WindowMaximizeButtonHint | Qt.WindowType.WindowCloseButtonHint
        super().__init__(parent, flags)
        self.setAttribute(Qt.WidgetAttribute.WA_MacAlwaysShowToolWindow)
        self.setMinimumSize(QSize(240, 200))
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._retranslate()

    def take(self, lane: Lane) -> None:
        """Show the lane."""
        self._column.addWidget(lane)
        lane.show()

    def closeEvent(self, event: QCloseEvent) -> None:
        if event.spontaneous():  # at facemon's end it is to come again as it was
            event.ignore()
            self.closed.emit()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        self.setWindowTitle(self.tr("facemon: needs attention"))
