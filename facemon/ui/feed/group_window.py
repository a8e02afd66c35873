"""The events of one group of devices in a window of their own, which is made when it is opened and gone when closed."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from facemon.event import Gap
from facemon.limit import Limit
from facemon.monitor import Arrived
from facemon.ui import theme
from facemon.ui.device_standing import DeviceStanding
from facemon.ui.feed.model import FeedModel
from facemon.ui.feed.nothing_shown import NothingShown
from facemon.ui.feed.older import Older
from facemon.ui.feed.pictures import Pictures
from facemon.ui.feed.rows import Ending, EndRow, EventRow
from facemon.ui.feed.thumbnails import Thumbnails
from facemon.ui.feed.view import FeedView
from facemon.ui.group_chip import GroupChip
from facemon.ui.history.asking import Asking
from facemon.ui.privacy.blurring import Blurring

_HELD = 1_000
_OLDER = 2_000  # more while somebody scrolls down
_SMALLEST = QSize(320, 240)


class GroupWindow(QWidget):
    """A tool window: Qt lets the shortcuts of the window that it belongs to work in it.

    Args:
        name: of the group.
        device_ids: whose events are shown.
        pictures: those that the feed has at hand.
        blurring: knows which of them are blurred.
    """

    closed = Signal()  # by a hand
    opened = Signal(object)  # an event that is wanted whole, by its arrival number: more than a C int has

    def __init__(
        self, name: str, device_ids: frozenset[str], pictures: Pictures, blurring: Blurring, parent: QWidget
    ) -> None:
        flags = Qt.WindowType.Tool | Qt.WindowType.WindowMaximizeButtonHint | Qt.WindowType.WindowCloseButtonHint
        super().__init__(parent, flags)
        self.setAttribute(Qt.WidgetAttribute.WA_MacAlwaysShowToolWindow)
        self.setMinimumSize(_SMALLEST)
        self.device_ids = device_ids
        self.chip = GroupChip(name, ())
        self.model = FeedModel(self, held=_HELD, older=_OLDER, pictures=pictures)
        self._thumbnails = Thumbnails(self)
        self.view = FeedView(self.model, self._thumbnails, blurring=blurring)
        self._older = Older(self.model, self, devices=device_ids)
        self._asking: Asking | None = None
        self._nothing = NothingShown(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * theme.SPACE, 2 * theme.SPACE, 2 * theme.SPACE, 0)
        layout.setSpacing(2 * theme.SPACE)
        layout.addWidget(self.chip, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self.view, 1)
        self.setFocusProxy(self.view)
        closing = QShortcut(QKeySequence("Ctrl+W"), self)
        closing.setContext(Qt.ShortcutContext.WindowShortcut)
        closing.activated.connect(self.closed)
        self.view.opened.connect(self._open)
        self.view.near_end.connect(self._older.go_on)
        self.view.end_pressed.connect(self._try_again)
        self.model.counts_changed.connect(self._show_emptiness)
        self._older.came.connect(self._show_emptiness)
        self._older.came.connect(self.view.viewport().update)
        self.restyle()

    def add(self, batch: Sequence[Arrived]) -> None:
        """Put those arrivals that are of this group on top."""
        mine = [arrived for arrived in batch if arrived.happening.device_id in self.device_ids]
        if mine:
            self.model.add(mine)

    def update_gaps(self, gaps: Sequence[Gap]) -> None:
        """Show those gaps that are of this group."""
        mine = [gap for gap in gaps if gap.device_id in self.device_ids]
        if mine:
            self.model.update_gaps(mine)

    def set_history(self, path: Path | None) -> None:
        """Go on into the history in this file when scrolled down."""
        if self._asking is not None:
            self._asking.end()
            self._asking.deleteLater()
        self._asking = None if path is None else Asking(path, self)
        self._older.set_history(self._asking)

    def forget(self, numbers: Sequence[int]) -> None:
        """Show and hold events no longer that have been erased."""
        self.model.forget(numbers)
        self._thumbnails.drop(numbers)
        self.view.forget_cards()

    def show_standings(self, standings: Sequence[DeviceStanding]) -> None:
        """Say how these devices, which are the group's, stand."""
        self.chip.take(standings, alone=False)

    def restyle(self) -> None:
        """Take up the theme, the font and the language in use."""
        self.view.restyle()
        self._nothing.restyle()
        self.chip.refresh()
        self.setWindowTitle(self.tr("facemon: {group}").format(group=self.chip.title))
        self.view.setAccessibleName(self.tr("Events of {group}").format(group=self.chip.title))
        self._show_emptiness()

    def end(self, limit: Limit) -> None:
        """End its threads, and be no more."""
        if self._asking is not None:
            self._asking.end()
        self._thumbnails.stop(limit.left())
        if self._asking is not None:
            self._asking.close(limit.left())
        self.hide()
        self.deleteLater()

    def closeEvent(self, event: QCloseEvent) -> None:
        if event.spontaneous():  # at facemon's end it is to come again as it was
            event.ignore()
            self.closed.emit()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.model.retranslate()
            self.restyle()
        super().changeEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._nothing.setGeometry(self.view.geometry())

    def _open(self) -> None:
        row = self.view.selected
        if isinstance(row, EventRow):
            self.opened.emit(row.number)

    def _try_again(self) -> None:
        row = self.view.selected
        if isinstance(row, EndRow) and row.ending is Ending.UNREADABLE:
            self._older.try_again()

    def _show_emptiness(self) -> None:
        empty = self.model.rowCount() == 0
        if empty:
            self._nothing.say(0, self._older.told)
            self._nothing.setGeometry(self.view.geometry())
            self._nothing.raise_()
        self._nothing.setVisible(empty)
