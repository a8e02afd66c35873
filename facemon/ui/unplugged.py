"""Windows whose screen is unplugged, or becomes another size: where they go meanwhile, and that they go back.

Qt only counts such a window to another screen, and a window manager, where there is one, may leave a corner of it in
sight.
"""

from __future__ import annotations

import msgspec
from PySide6.QtCore import QObject, QRect, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QScreen
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from facemon.ui import placed
from facemon.ui.coming.abilities import can_place
from facemon.ui.placed import Kept, ScreenSeen

_SETTLE_MS = 600  # a window manager moves windows, too, and has the first word
_KINDS = (Qt.WindowType.Window, Qt.WindowType.Dialog, Qt.WindowType.Tool)


class _Away(msgspec.Struct):
    """A window that had to leave its place."""

    home: Kept
    put: QRect | None = None  # where it came to rest meanwhile, once it has; a person may have moved it since


class Unplugged(QObject):
    """All the program's windows, on every platform that lets a program place them. The user interface's thread's."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._seen: dict[str, ScreenSeen] = {}  # each screen as it was before what happens now, by its name
        self._away: dict[QWidget, _Away] = {}
        self._settling = QTimer(self, singleShot=True, interval=_SETTLE_MS)
        self._settling.timeout.connect(self._settle)
        self._resting = QTimer(self, singleShot=True, interval=_SETTLE_MS)
        self._resting.timeout.connect(self._note_rest)
        application = QGuiApplication.instance()
        assert isinstance(application, QGuiApplication)  # noqa: S101 - for the type checker: there are windows
        if can_place():
            application.screenAdded.connect(self._added)
            application.screenRemoved.connect(self._lose)  # Qt has moved nothing yet
            for screen in QGuiApplication.screens():
                self._watch(screen)

    def keep(self, window: QWidget) -> dict[str, object]:
        """Return what is to be kept of a window for the next start, as `placed.keep`: home, if it is away."""
        away = self._away.get(window)
        if away is None or self._was_moved(window, away):
            return placed.keep(window)
        return away.home.told()

    def _watch(self, screen: QScreen) -> None:
        self._seen[screen.name()] = placed.seen(screen)
        screen.geometryChanged.connect(lambda: self._lose(screen))

    def _added(self, screen: QScreen) -> None:
        self._watch(screen)
        self._begin()

    def _lose(self, screen: QScreen) -> None:
        """Note where the windows on a screen are at home that has gone, or is another size."""
        self._begin()
        was = self._seen.get(screen.name())
        if was is None:
            return
        for window in QApplication.topLevelWidgets():
            known = window in self._away or not window.isVisible() or window.windowType() not in _KINDS
            if not known and self._is_on(window, screen):
                self._away[window] = _Away(placed.standing(window, was))

    def _is_on(self, window: QWidget, screen: QScreen) -> bool:
        middle = window.geometry().center()
        there = [name for name, seen in self._seen.items() if QRect(*seen.room).contains(middle)]
        return screen.name() in there if there else window.screen() == screen

    def _begin(self) -> None:
        if not self._settling.isActive():
            self._resting.stop()
            gone = [
                window for window, away in self._away.items() if not _there(window) or self._was_moved(window, away)
            ]
            for window in gone:
                del self._away[window]
        self._settling.start()

    def _settle(self) -> None:
        screens = [placed.seen(screen) for screen in QGuiApplication.screens()]
        self._seen = {screen.name: screen for screen in screens}
        for window, away in list(self._away.items()):
            if not _there(window):
                del self._away[window]
                continue
            placed.restore(window, away.home.told())
            away.put = None
            if any((each.name, each.model, each.room[2:]) == _like(away.home.screen) for each in screens):
                del self._away[window]
        self._resting.start()

    def _note_rest(self) -> None:
        for window, away in self._away.items():
            if _there(window):
                away.put = window.geometry()

    @staticmethod
    def _was_moved(window: QWidget, away: _Away) -> bool:
        """Return whether a person has found it a new place meanwhile."""
        return away.put is not None and window.geometry() != away.put


def _there(window: QWidget) -> bool:
    return isValid(window) and window.isVisible()


def _like(screen: ScreenSeen) -> tuple[str, str, tuple[int, ...]]:
    return screen.name, screen.model, screen.room[2:]
