"""Where the window meets the watch list: the dialog, the list, the mark on a card, the button beside the details."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QPoint
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from facemon.alarm import Watched
from facemon.event import Event, Happening
from facemon.ui import icons, theme, words
from facemon.ui.alarms.board import AlarmBoard
from facemon.ui.watch.dialog import WatchDialog
from facemon.ui.watch.part import WatchPart
from facemon.ui.watch.roll import Roll, who
from facemon.ui.watch.window import WatchWindow


class WatchPlace(QObject):
    """Belongs to the window's thread.

    Args:
        board: has the list.
        raises: whether the watch list's rule raises an alarm.
        window: stands behind what is asked.
        on_changed: told when another person is on the list, or one no longer.
    """

    def __init__(
        self, board: AlarmBoard, raises: Callable[[], bool], window: QWidget, on_changed: Callable[[Roll], None]
    ) -> None:
        super().__init__(window)
        self._board = board
        self._raises = raises
        self._window = window
        self._on_changed = on_changed
        self._shown: tuple[Happening | None, bytes | None] = (None, None)
        self._watched: tuple[Watched, ...] = ()
        self._roll = Roll()
        self.part = WatchPart()
        self.part.ask.connect(self._ask_shown)
        self.list: WatchWindow | None = None
        self.dialog: WatchDialog | None = None
        board.changed.connect(self._take)
        self._take()

    def show(self, happening: Happening | None, picture: bytes | None) -> None:
        """Say beside the details of this whether the person is on the list."""
        self._shown = happening, picture
        self.part.show_person(happening, None if happening is None else self._roll.find(happening))

    def ask(self, happening: Happening, picture: bytes | None) -> None:
        """Ask how the person whom this is about is to be on the list; nothing for a stranger, who cannot be."""
        person = who(happening)
        if person is None or not isinstance(happening, Event):
            return
        about = words.joined(words.category(happening.category), words.secondary(happening))
        self._open(person.user_id, person.name, about, picture, self._roll.find(happening))

    def open_list(self) -> None:
        """Show who is on the list."""
        if self.list is None:
            self.list = WatchWindow()
            self.list.change.connect(self._change)
            self.list.take_off.connect(self._board.unwatch)
            self.list.show_watched(self._watched)
        self.list.come_to_front()

    def menu(self, happening: Happening, picture: bytes | None, place: QPoint) -> None:
        """Open the menu of a card at a place on the screen."""
        menu = QMenu(self._window)
        menu.addActions(self.actions(happening, picture, menu))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(place)

    def actions(self, happening: Happening, picture: bytes | None, parent: QObject) -> list[QAction]:
        """Return what a card's menu offers of the watch list."""
        watched, mark = self._roll.find(happening), icons.icon("watch", theme.theme().text)
        if watched is not None:
            asks = QAction(mark, self.tr("On the watch list: change…"), parent)
        elif who(happening) is not None:
            asks = QAction(mark, self.tr("Watch for this person…"), parent)
        else:
            asks = QAction(mark, self.tr("Not recognised: cannot be watched for"), parent)
            asks.setEnabled(False)
        asks.triggered.connect(lambda: self.ask(happening, picture))
        opens = QAction(self.tr("Open the watch list"), parent)
        opens.triggered.connect(self.open_list)
        return [asks, opens]

    def restyle(self) -> None:
        """Take up the theme and font in use."""
        self.part.restyle()
        if self.list is not None:
            self.list.restyle()

    def close(self) -> None:
        """Close what is open."""
        for part in (self.dialog, self.list):
            if part is not None:
                part.close()
                part.deleteLater()
        self.dialog = self.list = None

    def _ask_shown(self) -> None:
        happening, picture = self._shown
        if happening is not None:
            self.ask(happening, picture)

    def _change(self, watched_id: int) -> None:
        known = next((one for one in self._watched if one.id == watched_id), None)
        if known is not None:
            self._open(known.user_id, known.name, "", None, known)

    def _open(self, user_id: str, name: str, about: str, picture: bytes | None, known: Watched | None) -> None:
        if self.dialog is not None:
            self.dialog.reject()
        parent = self.list if self.list is not None and self.list.isActiveWindow() else self._window
        dialog = WatchDialog(name, about, picture, known, raises=self._raises(), parent=parent)
        dialog.setModal(False)  # whatever is asked here, an alarm can be answered
        dialog.accepted.connect(lambda: self._keep(user_id, name, dialog, known))
        dialog.finished.connect(lambda _: self._closed(dialog))
        self.dialog = dialog
        dialog.show()

    def _keep(self, user_id: str, name: str, dialog: WatchDialog, known: Watched | None) -> None:
        if known is not None and any(one.id == known.id for one in self._board.watched):
            self._board.change_watch(known.id, dialog.reason, dialog.until)
        else:
            self._board.watch(user_id, name, dialog.reason, dialog.until)

    def _closed(self, dialog: WatchDialog) -> None:
        if self.dialog is dialog:
            self.dialog = None
        dialog.deleteLater()

    def _take(self) -> None:
        if self._board.watched == self._watched:
            return
        self._watched = self._board.watched
        self._roll = Roll(self._watched)
        if self.list is not None:
            self.list.show_watched(self._watched)
        self.show(*self._shown)
        self._on_changed(self._roll)
