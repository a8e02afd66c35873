"""Where a window stood, and where it stands again: on the same screen, if that is there, whatever has become of it.

Qt's own `restoreGeometry` counts screens, so that another one at their head moves the window, and does nothing where a
screen has another scale.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtGui import QGuiApplication, QScreen
from PySide6.QtWidgets import QWidget

from facemon.ui.coming.abilities import can_place

_FRAME_SIDE, _FRAME_TOP = 8, 40  # pixels, about what a window manager puts around
_FARTHEST = 100_000  # pixels
_Place = tuple[int, int, int, int]


class ScreenSeen(NamedTuple):
    """A screen: what it calls itself, and which room it leaves to windows, as (left, top, width, height) in pixels."""

    name: str  # of its connector, like HDMI-1
    model: str  # maker, model and serial number, as far as it tells
    room: _Place


class Kept(NamedTuple):
    """What is kept of a window: its place while it is neither maximised nor full, and which of these it was."""

    screen: ScreenSeen
    place: _Place
    maximised: bool = False
    full: bool = False

    def told(self) -> dict[str, object]:
        """Return it as `understood` reads it, from JSON too."""
        return self._asdict() | {"screen": self.screen._asdict()}


class Placement(NamedTuple):
    """Where a window is to stand: on which screen of those there are, and where there."""

    screen: int
    place: _Place


def understood(kept: Mapping[str, object]) -> Kept | None:
    """Return what was kept, None where it makes no sense."""
    match {"maximised": False, "full": False, **kept}:
        case {
            "screen": {"name": str(name), "model": str(model), "room": room},
            "place": place,
            "maximised": bool(maximised),
            "full": bool(full),
        }:
            read, around = _place(place), _place(room)
            if read and around:
                return Kept(ScreenSeen(name, model, around), read, maximised, full)
    return None


def _place(numbers: object) -> _Place | None:
    match numbers:
        case [int(left), int(top), int(width), int(height)] if width > 0 and height > 0:
            return (left, top, width, height) if max(abs(left), abs(top), width, height) < _FARTHEST else None
    return None


def placed(kept: Kept, screens: Sequence[ScreenSeen], primary: int = 0) -> Placement:
    """Return where the window stands again: as far from its screen's edge as it was, and wholly on it.

    Where the screen is there no more, on the primary one; where its room is another (another scale or resolution), at
    the same part of it and as large as it was, if it can be.
    """
    number = _same(kept.screen, screens)
    number = primary if number is None else number
    left, top, width, height = kept.place
    was, now = kept.screen.room, screens[number].room
    side, head = _FRAME_SIDE, _FRAME_TOP
    if was[2:] == now[2:]:
        left, top = now[0] + left - was[0], now[1] + top - was[1]
        side = head = 0  # its frame had room
    else:
        left = now[0] + _share(left - was[0], was[2] - width, now[2] - width)
        top = now[1] + _share(top - was[1], was[3] - height, now[3] - height)
    width = min(width, now[2] - 2 * side)
    height = min(height, now[3] - side - head)
    left = min(max(left, now[0]), now[0] + now[2] - width)
    top = min(max(top, now[1] + head), now[1] + now[3] - height)
    return Placement(number, (left, top, width, height))


def _share(offset: int, slack: int, new_slack: int) -> int:
    """Return an offset that leaves the same part of the free room before the window."""
    return round(offset * new_slack / slack) if slack > 0 else new_slack // 2


def _same(screen: ScreenSeen, screens: Sequence[ScreenSeen]) -> int | None:
    """Return which of the screens it is: of its model and at its connector, else the only one of its model, else what
    is at its connector now: a desk's one screen that was exchanged."""
    both = [n for n, seen in enumerate(screens) if (seen.model, seen.name) == (screen.model, screen.name)]
    models = [n for n, seen in enumerate(screens) if screen.model and seen.model == screen.model]
    names = [n for n, seen in enumerate(screens) if seen.name == screen.name]
    return next((found[0] for found in (both, models, names) if len(found) == 1), None)


def seen(screen: QScreen) -> ScreenSeen:
    """Return what can be told of a screen."""
    room = screen.availableGeometry()
    model = " ".join(filter(None, (screen.manufacturer(), screen.model(), screen.serialNumber())))
    return ScreenSeen(screen.name(), model, (room.x(), room.y(), room.width(), room.height()))


def keep(window: QWidget) -> dict[str, object]:
    """Return what is to be kept of a window, for `restore`."""
    return standing(window, seen(screen_of(window))).told()


def screen_of(window: QWidget) -> QScreen:
    """Return the screen that has the middle of a window. Where two moves follow each other, Qt may count it to the
    screen that it has left."""
    there = QGuiApplication.screenAt(window.geometry().center()) if can_place() else None
    return there or window.screen()


def standing(window: QWidget, screen: ScreenSeen) -> Kept:
    """Return how a window stands on its screen, which is or was as told."""
    place = window.normalGeometry()
    if not place.isValid():  # it was never shown otherwise
        place = window.geometry()
    return Kept(
        screen,
        (place.x(), place.y(), place.width(), place.height()),
        window.isMaximized(),
        window.isFullScreen(),
    )


def beside(window: QWidget, size: QSize) -> QRect:
    """Return a place of about this size for one more window: on another screen, if there is one."""
    own = window.screen()
    other = next((screen for screen in QGuiApplication.screens() if screen is not own), None)
    room = (other or own).availableGeometry()
    place = QRect(room.topLeft(), size.boundedTo(room.size() * 0.9))
    place.moveCenter(room.center())
    return place


def restore(window: QWidget, kept: Mapping[str, object], *, full: bool = False) -> bool:
    """Put a window where `keep` found it; return whether that was understood.

    Args:
        full: full screen in any case.
    """
    read = understood(kept)
    screens = QGuiApplication.screens()
    if read is not None and screens:
        primary = next((n for n, screen in enumerate(screens) if screen is QGuiApplication.primaryScreen()), 0)
        to = placed(read, [seen(screen) for screen in screens], primary)
        window.setScreen(screens[to.screen])
        left, top, width, height = to.place
        if window.isMaximized() or window.isFullScreen():
            _enlarge(window, maximised=False, full=False)
        window.setGeometry(QRect(QPoint(left, top), QSize(width, height)))
    maximised = read is not None and read.maximised
    full = full or (read is not None and read.full)
    if maximised or full:
        _enlarge(window, maximised=maximised, full=full)
    return read is not None


def _enlarge(window: QWidget, *, maximised: bool, full: bool) -> None:
    from PySide6.QtCore import Qt  # the window's first frame does not wait for it, unless it needs it

    wanted = window.windowState() & ~(Qt.WindowState.WindowMaximized | Qt.WindowState.WindowFullScreen)
    if maximised:
        wanted |= Qt.WindowState.WindowMaximized
    if full:
        wanted |= Qt.WindowState.WindowFullScreen
    if wanted != window.windowState():
        window.setWindowState(wanted)
