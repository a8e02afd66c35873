"""The event that is chosen in the feed: what the detail panel shows of it, and what its menu and its door can do."""

from __future__ import annotations

from PySide6.QtCore import QObject, QPoint
from PySide6.QtWidgets import QMenu

from facemon.alarm import Alarm
from facemon.ui.detail import DetailPanel
from facemon.ui.door_place import DoorPlace
from facemon.ui.feed.panel import FeedPanel
from facemon.ui.privacy.blurring import Blurring
from facemon.ui.session import Session
from facemon.ui.watch.place import WatchPlace


class ChosenEvent(QObject):
    """Belongs to the window's thread.

    Args:
        session: knows the devices and the enrolled photos.
        feed: where it is chosen.
        detail: shows it.
        watching: has the menu.
        door: opens the one it happened at.
        blurring: knows whose picture may not be seen.
    """

    def __init__(
        self, session: Session, feed: FeedPanel, detail: DetailPanel, watching: WatchPlace, door: DoorPlace,
        blurring: Blurring, parent: QObject,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._session = session
        self._feed = feed
        self._detail = detail
        self._watching = watching
        self._door = door
        self._blurring = blurring
        feed.selected_changed.connect(self._show)
        feed.menu_wanted.connect(self._show_menu)
        detail.event_shown.connect(self._complete)
        detail.event_shown.connect(lambda: watching.show(*detail.shown))
        detail.gap.retry_gap.connect(session.recover)
        detail.gap.fetch_gap.connect(session.recover)
        detail.gap.decline_gap.connect(session.decline)
        detail.open_door.connect(self._open_door)
        session.photo_came.connect(self._complete)

    def offer_door(self) -> None:
        """Offer the door of the event that is shown, where it has one, as far as it can be opened now."""
        shown, _ = self._detail.shown
        device = None if shown is None else self._session.device(shown.device_id)
        possible = device is not None and self._session.may_open_door(device.id)
        self._detail.offer_door(offered=device is not None and device.door_control, possible=possible)

    def extend_menu(self, menu: QMenu, alarm: Alarm) -> None:
        """Put what can be done about the person into an alarm's menu."""
        if alarm.happening is not None:
            picture = self._feed.model.pictures.get(alarm.numbers[-1]) if alarm.numbers else None
            menu.addSeparator()
            menu.addActions(self._watching.actions(alarm.happening, picture, menu))

    def _show(self) -> None:
        gap = self._feed.selected_gap
        if gap is not None:
            self._detail.show_gap(gap, self._feed.model.device_name(gap.device_id))
            return
        arrived = self._feed.selected
        device = self._session.device(arrived.happening.device_id) if arrived else None
        picture = self._feed.selected_picture()
        self._detail.show_event(arrived, picture, device, coming=self._feed.picture_is_coming)

    def _complete(self) -> None:
        shown, _ = self._detail.shown
        self._detail.show_enrolled(None if shown is None else self._session.enrolled_photo(shown))
        self.offer_door()

    def _show_menu(self, place: QPoint) -> None:
        arrived = self._feed.selected
        if arrived is not None:
            blurred = self._blurring.is_blurred(arrived.number, arrived.happening.category)
            self._watching.menu(arrived.happening, None if blurred else self._feed.selected_picture(), place)

    def _open_door(self) -> None:
        shown, _ = self._detail.shown
        if shown is not None:
            self._door.ask(shown.device_id)
