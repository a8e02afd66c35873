"""Puts the rooms together: devices in, one stream of updates out, and all of it into the history.

`Monitor` belongs to one thread (the user interface's); its sink is called from other threads, one at a time.
"""

from __future__ import annotations

import contextlib
import logging
import threading
import time
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

from facemon.device.account import Account
from facemon.device.message import MessageError
from facemon.device.recovery import PageOutcome
from facemon.device.status import State, Status
from facemon.device.stream import DeviceStream
from facemon.device.timing import Timing
from facemon.device.unreadable import UnreadableLog
from facemon.event import Event, Gap, GapCause, Happening
from facemon.history.backup import BackupError
from facemon.history.error import HistoryError
from facemon.history.history import History
from facemon.history.housekeeping import Housekeeping
from facemon.history.keeping import Keeping
from facemon.history.opening import Opening
from facemon.history.query import Query
from facemon.history.reader import Reader
from facemon.history.retention import Retention
from facemon.limit import Limit
from facemon.monitor.arrivals import Arrivals
from facemon.monitor.daily_backup import DailyBackup
from facemon.monitor.keeper import GapKeeper
from facemon.monitor.update import (
    Arrived,
    BackupChanged,
    GapChanged,
    KeepingChanged,
    StatusChanged,
    StillOpen,
    Unreadable,
    Update,
)
from facemon.settings import DeviceSettings, HistorySettings

log = logging.getLogger(__name__)

MOST_OPEN = 5_000  # events of earlier runs that somebody is told of again; the newest


class Monitor:
    """Runs one stream a device, hands on what is new, keeps it, and recovers what was missed.

    Args:
        history: the file of what happened.
        keep: gives how long and how much is to be kept, and where daily copies go; called from a thread of its own.
        password: gives a device's password by its id, or None; called from the devices' threads, so it may wait, and
            raise TimeoutError where it waited in vain.
        raises: whether somebody has to acknowledge this; called from the devices' threads.
        sink: takes the updates; called from other threads, never twice at once. It must not block.
        unreadable: keeps the text of messages that cannot be read.
        on_stored: given the arrival numbers of events that are on the disk now; from the history's thread.
        timing: for tests.
    """

    def __init__(
        self,
        history: Path,
        *,
        keep: Callable[[], HistorySettings] = HistorySettings,
        password: Callable[[str], str | None],
        raises: Callable[[Happening], bool],
        sink: Callable[[Update], None],
        unreadable: UnreadableLog,
        on_stored: Callable[[list[int]], None] | None = None,
        timing: Timing | None = None,
    ) -> None:
        self._password = password
        self._raises = raises
        self._sink = sink
        self._unreadable = unreadable
        self._timing = timing or Timing()
        self._lock = threading.Lock()
        self._arrivals = Arrivals(round(time.time() * 1000))
        self._path = history
        self.history = History(history, on_state=self._take_keeping, on_gaps=self._take_gaps, on_stored=on_stored)
        self._keeper = GapKeeper(
            self.history,
            on_opened=self._take_opening,
            on_gap=lambda gap: self._post(GapChanged(gap)),
            on_events=self._accept_recovered,
            timing=self._timing,
        )
        self._housekeeping = Housekeeping(
            self.history, Retention(history), keep, DailyBackup(history, self._take_backup_problem)
        )
        self._unreadable_counts: dict[str, int] = {}
        self._streams: dict[str, tuple[DeviceSettings, DeviceStream]] = {}
        self._ending: list[DeviceStream] = []

    def start(self) -> None:
        """Open the history, and begin to keep what happens in it."""
        self.history.start()
        self._keeper.start()
        self._housekeeping.start()

    def apply(self, devices: Iterable[DeviceSettings], *, new_passwords: Iterable[str] = ()) -> None:
        """Watch just these devices. Only those whose connection changes, or that have a new password, reconnect."""
        wanted = {device.id: device for device in devices}
        former: dict[str, DeviceStream] = {}
        for device_id, (device, stream) in list(self._streams.items()):
            new = wanted.get(device_id)
            if new is None or not _same_connection(device, new) or device_id in new_passwords:
                del self._streams[device_id]
                stream.stop()
                self._keeper.leave(device_id, for_good=new is None or not new.enabled)
                self._ending.append(stream)
                former[device_id] = stream
        self._ending = [stream for stream in self._ending if not stream.join(0)]
        for device in wanted.values():
            self.history.device_seen(device.id, device.name)
            if device.id not in self._streams:
                if device.enabled:
                    if device.id in former:
                        now = round(time.time() * 1000)
                        self._post(StatusChanged(Status(device_id=device.id, since_ms=now, blind_since_ms=now)))
                    account = Account(device, partial(self._password, device.id), timing=self._timing)
                    self._keeper.watch(account)
                    self._streams[device.id] = (device, self._started(account, former.get(device.id)))
                else:
                    self._post(StatusChanged(Status(device_id=device.id, state=State.OFF)))

    def retry_now(self, device_id: str | None = None) -> None:
        """Let a device (None: every device) that waits for its next attempt make it at once."""
        for other_id, (_, stream) in self._streams.items():
            if device_id in (None, other_id):
                stream.retry_now()

    def network_changed(self) -> None:
        """Let every device that waits for its next attempt make it at once: what failed before may work now."""
        for _, stream in self._streams.values():
            stream.network_changed()

    def recover(self, gap: Gap) -> None:
        """Fetch what happened in a gap from its device, if it has been offered or has failed before."""
        self._keeper.decide(gap, fetch=True)

    def decline(self, gap: Gap) -> None:
        """Leave a gap as it is."""
        self._keeper.decide(gap, fetch=False)

    def stop(self, timeout: float = 3.0) -> bool:
        """End every stream, all at the same time, and keep what has arrived; return whether that took no longer.

        Args:
            timeout: seconds for all of it.
        """
        limit = Limit(timeout)
        self._keeper.stop()
        for _, stream in self._streams.values():
            stream.stop()
            self._ending.append(stream)
        self._streams.clear()
        self._ending = [stream for stream in self._ending if not stream.join(limit.left(keep=timeout / 2))]
        ended = self._keeper.join(limit.left(keep=timeout / 3))  # its last words go into the history
        ended = self._housekeeping.stop(limit.left(keep=timeout / 4)) and ended
        return self.history.close(limit.left()) and ended and not self._ending

    def accept(self, happening: Happening, received_ns: int, decoded_ns: int) -> bool:
        """Hand on what has happened, unless it is known already; return whether it was new. From any thread."""
        raised = self._raises(happening)
        with self._lock:
            number = self._arrivals.number(happening.device_id, happening.uuid)
            if number is None:
                return False
            self._sink(Arrived(happening, number, received_ns, decoded_ns))  # first: an alarm never waits for the disk
            self.history.put(happening, number, raised=raised)
        if not happening.recovered:
            self._keeper.arrived(happening)
        return True

    def _started(self, account: Account, former: DeviceStream | None) -> DeviceStream:
        device = account.device
        stream: DeviceStream

        def on_status(status: Status) -> None:
            # A stream that has been replaced may still have a last word, which must not hide its successor's.
            current = self._streams.get(device.id)
            if current is None or current[1] is stream:
                self._keeper.follow(status)
                self._post(StatusChanged(status))

        stream = DeviceStream(
            account=account,
            on_message=self.accept,
            on_unreadable=lambda error: self._count_unreadable(device.id, error),
            on_status=on_status,
            timing=self._timing,
        )
        stream.start(after=former)
        return stream

    def _accept_recovered(self, gap: Gap, events: list[Event]) -> PageOutcome:
        known = self.history.known(gap.device_id, [event.uuid for event in events])
        now_ns = time.monotonic_ns()
        new: list[Event] = []
        shown: dict[str, Event] = {}
        for event in events:
            if event.uuid in known:
                continue
            if self.accept(event, now_ns, now_ns):
                new.append(event)
            else:
                shown[event.uuid] = event
        if shown and gap.cause is GapCause.NOT_KEPT:
            new += self._keep_again(gap.device_id, shown)
        return PageOutcome(len(new), sum(not event.picture_size for event in new))

    def _keep_again(self, device_id: str, shown: dict[str, Event]) -> list[Event]:
        """Keep those that the history has lost since they were shown; return them. Nobody is told of them again."""
        known = self.history.known(device_id, shown)  # asked anew: others have arrived only just now
        lost = [event for uuid, event in shown.items() if uuid not in known]
        for event in lost:
            raised = self._raises(event)
            with self._lock:
                self.history.put(event, self._arrivals.number_again(device_id, event.uuid), raised=raised)
        return lost

    def _take_opening(self, opening: Opening) -> None:
        with self._lock:
            self._arrivals.begin_above(opening.last_id)
            for device_id, uuids in opening.recent.items():
                self._arrivals.know(device_id, uuids)
        self._tell_open(opening.last_id)

    def _tell_open(self, last_id: int) -> None:
        try:
            with contextlib.closing(Reader(self._path)) as reader:
                found = reader.page(Query(acknowledged=False), limit=MOST_OPEN)
        except HistoryError as error:
            log.warning("what is still to be acknowledged cannot be read: %s", error)
            return
        earlier = [event for event in reversed(found) if event.id <= last_id]  # what came since has been told of
        if earlier:
            self._post(StillOpen(tuple(earlier)))

    def _take_keeping(self, keeping: Keeping) -> None:
        self._post(KeepingChanged(keeping))

    def _take_backup_problem(self, error: BackupError | None) -> None:
        fields = {} if error is None else {name: str(value) for name, value in error.fields.items()}
        self._post(BackupChanged("" if error is None else error.template, fields))

    def _take_gaps(self, gaps: list[Gap]) -> None:
        for gap in gaps:
            self._keeper.take(gap)

    def _count_unreadable(self, device_id: str, error: MessageError) -> None:
        self._unreadable.add(device_id, error)
        with self._lock:
            count = self._unreadable_counts[device_id] = self._unreadable_counts.get(device_id, 0) + 1
            self._sink(Unreadable(device_id, count, error.reason, error.excerpt))

    def _post(self, update: Update) -> None:
        with self._lock:
            self._sink(update)


def _same_connection(old: DeviceSettings, new: DeviceSettings) -> bool:
    def key(device: DeviceSettings) -> tuple[object, ...]:
        return device.host, device.port, device.username, device.certificate, device.enabled

    return key(old) == key(new)
