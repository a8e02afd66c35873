"""The one place where the devices' threads meet Qt.

A lock, what waits, one signal without arguments emitted when something begins to wait or cannot wait, and one drain a
frame; frames last longer while more comes than anybody could take in. No Python object rides on a signal, and what
waits is bounded while the window is busy.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Hashable

import msgspec
from PySide6.QtCore import QObject, Qt, QTimer, Signal

from facemon.monitor import (
    AlarmChanged,
    Arrived,
    BackupChanged,
    BoardUpdate,
    CertificateKnown,
    CertificateShown,
    CertificateUpdate,
    DoorTold,
    FreshnessTold,
    GapChanged,
    KeepingChanged,
    OnDuty,
    PhotoCame,
    SerialTold,
    SkewTold,
    StatusChanged,
    TodayTold,
    Unreadable,
    Update,
)
from facemon.ui.pressing import Pressing
from facemon.ui.rush import FRAME_MS, Pace

PICTURE_BUDGET = 64 * 1024 * 1024  # bytes of pictures that may wait for the window; the oldest are given up beyond
MOST_WAITING = 10_000  # arrivals that may wait: what the feed holds
_BUSY = 5  # frames, after which what comes next is nothing to wait for
MOST_STATUSES = 16  # a device; the first and the newest are kept

# Of which the newest tells all: none is ever left out.
_Newest = (
    Unreadable
    | GapChanged
    | KeepingChanged
    | BackupChanged
    | OnDuty
    | TodayTold
    | SerialTold
    | SkewTold
    | FreshnessTold
    | CertificateUpdate
    | PhotoCame
    | DoorTold
    | BoardUpdate
)


class Bridge(QObject):
    """Takes updates from any thread and hands them to the window in batches.

    Args:
        deliver: called in the window's thread once a frame at most, with the updates (arrivals in their order; of the
            unreadable messages of a device, of a gap, of an alarm and of the history the newest) and how many arrivals
            had to be left out because the window was busy for too long.
        pressing: whether somebody has to be told of this arrival, so that it is left out last and never waits for
            longer than the shortest frame; from any thread.
    """

    _waiting = Signal()

    def __init__(
        self,
        deliver: Callable[[list[Update], int], None],
        parent: QObject | None = None,
        *,
        pressing: Callable[[Arrived], bool] = lambda _: False,
    ) -> None:
        super().__init__(parent)
        self._deliver = deliver
        self._pressing = pressing
        self._calls = Pressing(pressing)
        self._lock = threading.Lock()
        self._arrivals: list[Arrived] = []
        self._statuses: dict[str, list[StatusChanged]] = {}
        self._newest: dict[Hashable, _Newest] = {}
        self._picture_bytes = 0
        self._stripped = 0  # arrivals at the front of the list whose pictures have been given up
        self._left_out = 0
        self._last_drain = 0.0
        self._pace = Pace()
        self._cannot_wait = False  # something that waits must not wait for longer than the shortest frame
        self._expecting = False  # the next frame comes by itself: whoever posts need not wake the window for it
        self._held = False
        self._timer = QTimer(self, singleShot=True, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._frame)
        self._waiting.connect(self._schedule, Qt.ConnectionType.QueuedConnection)

    def post(self, update: Update) -> None:
        """Queue an update. From any thread; never blocks."""
        with self._lock:
            tell = not (self._expecting or self._arrivals or self._statuses or self._newest)
            rush = self._pace.wait_ms > FRAME_MS
            # The sound of an arrival is looked up only then; of alarms it has to be known how they stood before.
            if (rush or not isinstance(update, Arrived)) and self._calls.cannot_wait(update):
                tell |= rush and not self._cannot_wait
                self._cannot_wait = True
            if isinstance(update, Arrived):
                self._arrivals.append(update)
                self._picture_bytes += len(update.happening.picture)
                if self._picture_bytes > PICTURE_BUDGET:
                    self._give_up_pictures()
                if len(self._arrivals) > MOST_WAITING:
                    self._leave_out()
            elif isinstance(update, StatusChanged):
                statuses = self._statuses.setdefault(update.status.device_id, [])
                statuses.append(update)
                if len(statuses) > MOST_STATUSES:
                    del statuses[1]
            else:
                self._newest[_subject(update)] = update
        if tell:
            self._waiting.emit()

    def hold(self) -> None:
        """Deliver nothing by itself until `release`: the window is not there yet. In the window's thread."""
        self._held = True

    def release(self) -> None:
        """Deliver what was held, and go on as ever. In the window's thread."""
        self._held = False
        self._schedule()

    def drain(self) -> None:
        """Deliver all that is queued. In the window's thread."""
        self._drain(go_on=False)

    def _frame(self) -> None:
        self._drain(go_on=True)

    def _drain(self, *, go_on: bool) -> None:
        now = time.monotonic()
        with self._lock:
            updates: list[Update] = [update for statuses in self._statuses.values() for update in statuses]
            updates += self._newest.values()
            updates += self._arrivals
            self._arrivals, self._statuses, self._newest = [], {}, {}
            left_out, self._left_out = self._left_out, 0
            self._picture_bytes = self._stripped = 0
            self._cannot_wait = False
            on_top = sum(isinstance(update, Arrived) and not update.happening.recovered for update in updates)
            since_ms = (now - self._last_drain) * 1000
            self._pace = self._pace.after(on_top, since_ms)
            self._expecting = go_on and on_top > 0 and since_ms < _BUSY * FRAME_MS
        self._last_drain = now
        if self._expecting:
            self._timer.start(self._pace.wait_ms)
        if updates or left_out:
            self._deliver(updates, left_out)

    def _schedule(self) -> None:
        if self._held:
            return
        elapsed = (time.monotonic() - self._last_drain) * 1000
        wait_ms = FRAME_MS if self._cannot_wait else self._pace.wait_ms
        self._timer.start(max(0, wait_ms - int(elapsed)))

    def _give_up_pictures(self) -> None:
        """Give up the pictures of those who have waited longest."""
        while self._picture_bytes > PICTURE_BUDGET // 2 and self._stripped < len(self._arrivals):
            arrived = self._arrivals[self._stripped]
            self._picture_bytes -= len(arrived.happening.picture)
            self._arrivals[self._stripped] = msgspec.structs.replace(
                arrived, happening=arrived.happening.without_picture()
            )
            self._stripped += 1

    def _leave_out(self) -> None:
        """Leave the oldest arrivals out and count them: first those that nobody has to be told of."""
        excess = len(self._arrivals) - MOST_WAITING * 9 // 10  # so that this walk is not needed at every post
        kept: list[Arrived] = []
        for arrived in self._arrivals:
            if excess > 0 and not self._pressing(arrived):
                excess -= 1
                self._left_out += 1
            else:
                kept.append(arrived)
        self._left_out += max(0, excess)
        self._arrivals = kept[max(0, excess) :]
        self._picture_bytes = sum(len(arrived.happening.picture) for arrived in self._arrivals)
        self._stripped = 0


def _subject(update: _Newest) -> Hashable:
    """Return what the newest such update tells all of."""
    if isinstance(update, SerialTold):
        return SerialTold, update.device_id, update.in_event
    if isinstance(update, CertificateKnown):
        return CertificateKnown, update.certificate.sha256
    if isinstance(update, Unreadable | SkewTold | CertificateShown):
        return type(update), update.device_id
    if isinstance(update, FreshnessTold):
        return FreshnessTold, update.freshness.device_id
    if isinstance(update, DoorTold):
        return DoorTold, update.order.id
    if isinstance(update, PhotoCame):
        return PhotoCame, update.key
    if isinstance(update, AlarmChanged):
        return AlarmChanged, update.alarm.id
    return (GapChanged, update.gap.id) if isinstance(update, GapChanged) else type(update)
