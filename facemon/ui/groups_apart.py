"""Groups of devices whose events have a window of their own: which there are, and that they come again."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QSize, QTimer
from PySide6.QtWidgets import QWidget

from facemon.event import Gap
from facemon.limit import Limit
from facemon.monitor import Arrived
from facemon.ui import placed
from facemon.ui.coming.abilities import raise_window
from facemon.ui.devices_bar import DevicesBar
from facemon.ui.feed.group_window import GroupWindow
from facemon.ui.feed.panel import FeedPanel
from facemon.ui.privacy.blurring import Blurring
from facemon.ui.watch.roll import Roll

MOST = 8  # windows at a time: each is drawn as often as the feed
_REMEMBERED = 32  # places
_FILLED = 200  # events that a window begins with
_USUAL = QSize(560, 720)
_AT_ONCE_S = 0.0


class GroupsApart(QObject):
    """Follows the feed, of which each window shows a part. Belongs to the user interface's thread.

    Args:
        feed: has the events.
        bar: has the devices.
        show_event: shows an event whole that the feed holds no longer, by its number.
        keep: tells where a window is, or is at home.
        window: the main window.
    """

    def __init__(
        self,
        feed: FeedPanel,
        bar: DevicesBar,
        window: QWidget,
        *,
        blurring: Blurring,
        show_event: Callable[[int], None],
        keep: Callable[[QWidget], dict[str, object]],
    ) -> None:
        super().__init__(window)
        self._feed = feed
        self._bar = bar
        self._main = window
        self._blurring = blurring
        self._show_event = show_event
        self._keep = keep
        self.windows: dict[str, GroupWindow] = {}  # those that are open, by their groups' names
        self._places: dict[str, dict[str, object]] = {}
        self._history: Path | None = None
        self._roll = Roll()
        self._names: Mapping[str, str] = {}
        self._groups: Mapping[str, str] = {}  # by device
        bar.group_apart.connect(self.open)
        feed.follower = self

    def open(self, name: str) -> None:
        """Show a group in a window of its own, which gets the keyboard."""
        if self._show(name):
            window = self.windows[name]
            raise_window(window)
            window.activateWindow()
            window.view.setFocus()

    def _show(self, name: str) -> bool:
        """Have a group's window: where that was last, else on another screen, if there is one."""
        window = self.windows.get(name)
        if window is None:
            device_ids = self._members(name)
            if not device_ids or len(self.windows) >= MOST:
                return False
            window = GroupWindow(name, device_ids, self._feed.model.pictures, self._blurring, self._main)
            self.windows[name] = window
            self._fill(window)
            if not placed.restore(window, self._places.get(name, {})):
                window.setGeometry(placed.beside(self._main, _USUAL))
            window.closed.connect(partial(self.close_one, name))
            window.opened.connect(self._open_event)
            window.chip.clicked.connect(lambda: self._bar.open_group(name, window.chip))
        window.show()
        return True

    def close_one(self, name: str) -> None:
        """Have a group's window no longer, and remember where it was."""
        window = self.windows.pop(name)
        self._places.pop(name, None)
        self._places[name] = self._keep(window)
        while len(self._places) > _REMEMBERED:
            del self._places[next(iter(self._places))]
        window.end(Limit(_AT_ONCE_S))

    # What the feed tells

    def add(self, batch: Sequence[Arrived]) -> None:
        """Put arrivals where they belong."""
        for window in self.windows.values():
            window.add(batch)

    def update_gaps(self, gaps: Sequence[Gap]) -> None:
        """Show gaps as they stand now."""
        for window in self.windows.values():
            window.update_gaps(gaps)

    def forget(self, numbers: Sequence[int]) -> None:
        """Show and hold events no longer that have been erased."""
        for window in self.windows.values():
            window.forget(numbers)

    def set_roll(self, roll: Roll) -> None:
        """Mark who is on the watch list."""
        self._roll = roll
        for window in self.windows.values():
            window.model.set_roll(roll)
            window.view.viewport().update()

    def set_history(self, path: Path | None) -> None:
        """Read what is older out of this file."""
        self._history = path
        for window in self.windows.values():
            window.set_history(path)

    def set_device_names(self, names: Mapping[str, str], groups: Mapping[str, str]) -> None:
        """Take what the devices are called and which group each is in; a group that is no more has no window."""
        self._names, self._groups = names, groups
        for name, window in list(self.windows.items()):
            if window.device_ids != self._members(name):
                self.close_one(name)
                self._show(name)
            else:
                window.model.set_device_names(names, groups)
                window.view.forget_cards()
        self.tick()

    # What the window tells

    def tick(self) -> None:
        """Say how the devices stand. The window calls it each second."""
        for window in self.windows.values():
            known = self._bar.standings
            window.show_standings([known[device_id] for device_id in known if device_id in window.device_ids])

    def turn_day(self) -> None:
        """Draw every card afresh: yesterday's now say so."""
        for window in self.windows.values():
            window.view.forget_cards()

    def divide_anew(self) -> None:
        """Draw the days' lines where they belong in the time zone that is in use now."""
        for window in self.windows.values():
            window.model.divide_anew()

    def restyle(self) -> None:
        """Take up the theme and font in use."""
        for window in self.windows.values():
            window.restyle()

    def state(self) -> dict[str, object]:
        """Return what is to be kept for the next start."""
        places = self._places | {name: self._keep(window) for name, window in self.windows.items()}
        return {"open": list(self.windows), "places": places}

    def restore(self, state: Mapping[str, object]) -> None:
        """Take up an earlier `state`; what makes no sense is passed over."""
        places, names = state.get("places"), state.get("open")
        if isinstance(places, dict):
            sane = {str(name): place for name, place in places.items() if isinstance(place, dict)}
            self._places = dict(list(sane.items())[-_REMEMBERED:])
        for name in names[:MOST] if isinstance(names, list) else ():
            if isinstance(name, str):
                QTimer.singleShot(0, self, partial(self._show, name))  # after the window that it belongs to

    def close(self, limit: Limit) -> None:
        """End the threads of all windows."""
        self._feed.follower = None
        while self.windows:
            _, window = self.windows.popitem()
            window.end(limit)

    def _members(self, name: str) -> frozenset[str]:
        return frozenset(device for device, group in self._groups.items() if " ".join(group.split()) == name)

    def _fill(self, window: GroupWindow) -> None:
        model = window.model
        model.set_device_names(self._names, self._groups)
        model.set_roll(self._roll)
        model.add_older(*self._feed.model.of_devices(window.device_ids, _FILLED), first=True)
        window.set_history(self._history)
        self.tick()

    def _open_event(self, number: int) -> None:
        if self._feed.arrival(number) is None:
            self._show_event(number)
            return
        self._feed.go_to(number)
        self._main.activateWindow()
        self._feed.view.setFocus()
        self._feed.activated.emit()
