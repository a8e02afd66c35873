"""The lane in its window: with what the keys do about alarms, and the selected alarm's event in the detail panel."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject

from facemon.alarm import Alarm, Outcome
from facemon.limit import Limit
from facemon.monitor import Arrived
from facemon.ui.alarms.answering import Answering
from facemon.ui.alarms.lane import Lane
from facemon.ui.alarms.source import Source
from facemon.ui.alarms.warming import Warming
from facemon.ui.detail import DetailPanel
from facemon.ui.feed.panel import FeedPanel
from facemon.ui.feed.rows import EventRow, event_key
from facemon.ui.feed.selected import SelectedEvent
from facemon.ui.history.asking import Asking
from facemon.ui.session import Session

HANDS_REST_S = 1.0  # seconds without a key, after which a key is meant for the window that has come by itself


class Attention(QObject):
    """Belongs to the window's thread.

    Args:
        session: whose board is shown.
        feed: knows the newest events.
        detail: shows the event of the alarm that the guard selects, until the feed has another one for it.
    """

    def __init__(self, session: Session, feed: FeedPanel, detail: DetailPanel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._feed = feed
        self._detail = detail
        self._asking: Asking | None = None
        self._meant_from_s = 0.0  # steady seconds until which keys are taken for those of somebody who types elsewhere
        source = Source(
            rule=lambda name: session.settings.rule(name),
            attention=lambda: session.settings.attention,
            device_name=self._device_name,
            enrolled=session.enrolled_photo,
            now_ms=lambda: round(time.time() * 1000),
            steady_s=time.monotonic,
            door=self._door,
        )
        pictures = feed.model.pictures
        self.lane = Lane(session.board, source, pictures.get)
        self.answering = Answering(self.lane)
        self._warming = Warming(self.lane.hand, self)
        self._event = SelectedEvent(pictures, self)
        self._event.completed.connect(self._show)
        self.lane.selected_changed.connect(self._select)
        self.lane.hand.opened.connect(self._go_to)
        session.photo_came.connect(self.lane.take_photos)
        session.settings_changed.connect(self.lane.show_afresh)
        feed.selected_changed.connect(lambda: self._event.select(None))

    def actions(self) -> dict[str, Callable[[], object]]:
        """Return what the keys do, by their actions in `facemon.ui.keys`."""
        answering, lane = self.answering, self.lane
        deeds: dict[str, Callable[[], object]] = {
            "note": answering.note,
            "real": partial(answering.acknowledge, Outcome.REAL),
            "false": partial(answering.acknowledge, Outcome.FALSE),
            "test": partial(answering.acknowledge, Outcome.TEST),
            "look": answering.look,
            "shelve": answering.shelve,
            "undo": answering.undo,
            "next_alarm": partial(lane.step, 1),
            "previous_alarm": partial(lane.step, -1),
            "group": answering.acknowledge_low,
            "unfold": lane.unfold,
        }
        return {action: partial(self._do_meant, deed) for action, deed in deeds.items()}

    def acknowledge(self) -> None:
        """Close the selected alarm by a key."""
        self._do_meant(self.answering.acknowledge)

    def expect_stray_keys(self) -> None:
        """The window takes the keyboard by itself: what somebody is typing elsewhere answers nothing here."""
        self._meant_from_s = time.monotonic() + HANDS_REST_S

    def set_history(self, path: Path) -> None:
        """Take what is not at hand any more out of the history in this file."""
        self._end_asking()
        self._asking = Asking(path, self)
        self._event.set_history(self._asking)
        self.lane.set_history(path)

    def close_threads(self, limit: Limit) -> None:
        """End the threads that read and decode."""
        if self._asking is not None:
            self._asking.end()
        self.lane.close_threads(limit)
        if self._asking is not None:
            self._asking.close(limit.left())

    def _do_meant(self, deed: Callable[[], object]) -> None:
        if time.monotonic() >= self._meant_from_s:
            deed()
            return
        self.expect_stray_keys()
        self.lane.tell(self.tr("facemon has come to the front by itself: wait a second, and press again"))

    def _device_name(self, device_id: str) -> str:
        device = self._session.device(device_id)
        return device.name if device is not None else device_id

    def _door(self, device_id: str) -> bool | None:
        device = self._session.device(device_id)
        return self._session.may_open_door(device_id) if device is not None and device.door_control else None

    def _select(self) -> None:
        alarm = self.lane.selected_alarm
        if alarm is not None and alarm.numbers and alarm.happening is not None:
            self._event.select(_as_row(alarm))
            self._show()

    def _show(self) -> None:
        arrived = self._event.arrived
        if arrived is not None:
            device = self._session.device(arrived.happening.device_id)
            self._detail.show_event(arrived, self._event.picture, device, coming=self._event.is_coming)

    def _go_to(self, alarm: Alarm) -> None:
        if alarm.numbers and self._feed.arrival(alarm.numbers[-1]) is not None:
            self._feed.go_to(alarm.numbers[-1])
        else:
            self._select()

    def _end_asking(self) -> None:
        if self._asking is not None:
            self._asking.end()
            self._asking.deleteLater()


def _as_row(alarm: Alarm) -> EventRow:
    happening, number = alarm.happening, alarm.numbers[-1]
    assert happening is not None  # noqa: S101 - for the type checker
    return EventRow(
        event_key(happening.at_ms, number), number, happening.category, "", Arrived(happening, number, 0, 0)
    )
