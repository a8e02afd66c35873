"""Puts the rooms together: devices in, one stream of updates out, and all of it into the history.

`Monitor` belongs to one thread (the user interface's); its sink is called from other threads, one at a time.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Collection, Iterable
from pathlib import Path

from facemon.alarm import Change
from facemon.alarms.outage import Place
from facemon.certificates import CertificateFolder
from facemon.device.facts import DeviceFacts, look_up
from facemon.device.message import MessageError
from facemon.device.recovery import PageOutcome
from facemon.device.status import Status
from facemon.device.suspension import SleepWatch
from facemon.device.timing import Timing
from facemon.device.unreadable import UnreadableLog
from facemon.event import Category, Event, Gap, GapCause, Happening
from facemon.history.backup import BackupError
from facemon.history.history import History
from facemon.history.housekeeping import Housekeeping
from facemon.history.keeping import Keeping
from facemon.history.opening import Opening
from facemon.history.pictures import as_kept
from facemon.history.retention import Retention
from facemon.limit import Limit
from facemon.monitor.alarm_keeper import AlarmKeeper
from facemon.monitor.arrivals import Arrivals
from facemon.monitor.certificates import CertificateKeeper
from facemon.monitor.daily_backup import DailyBackup
from facemon.monitor.door import Doors
from facemon.monitor.enrolled import EnrolledPhotos
from facemon.monitor.freshness import FreshnessWatch
from facemon.monitor.keeper import GapKeeper
from facemon.monitor.notice import Told
from facemon.monitor.reconnections import Reconnections
from facemon.monitor.streams import Streams
from facemon.monitor.supervisor import Supervisor
from facemon.monitor.untold import untold
from facemon.monitor.update import (
    Arrived,
    BackupChanged,
    CertificateKnown,
    CertificateShown,
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
from facemon.settings import (
    DEFAULT_ALARMS,
    AlarmRule,
    AttentionSettings,
    DeviceSettings,
    HistorySettings,
    PrivacySettings,
)

log = logging.getLogger(__name__)


class Monitor:
    """Runs one stream a device, hands on what is new, keeps it, raises alarms, and recovers what was missed.

    Args:
        history: the file of what happened.
        keep: gives how long and how much is to be kept, and where daily copies go; called from a thread of its own.
        privacy: gives which pictures are kept for fewer days, or not at all; from any thread.
        password: gives a device's password by its id, or None; called from the devices' threads, so it may wait, and
            raise TimeoutError where it waited in vain.
        rule: gives the rule of an alarm by its name; from any thread.
        attention: gives how alarms come to the guard; from any thread.
        secret: gives the value of the header with which the supervisor's webhook is called, or None; it may
            wait, and raise TimeoutError where it waited in vain.
        sink: takes the updates; called from other threads, never twice at once. It must not block.
        unreadable: keeps the text of messages that cannot be read.
        certificates: keeps the certificates that were approved; None keeps none.
        on_stored: given the arrival numbers of events that are on the disk now; from the history's thread.
        timing: for tests.
    """

    def __init__(
        self,
        history: Path,
        *,
        keep: Callable[[], HistorySettings] = HistorySettings,
        privacy: Callable[[], PrivacySettings] = PrivacySettings,
        password: Callable[[str], str | None],
        rule: Callable[[str], AlarmRule] = DEFAULT_ALARMS.__getitem__,
        attention: Callable[[], AttentionSettings] = AttentionSettings,
        secret: Callable[[], str | None] = lambda: None,
        sink: Callable[[Update], None],
        unreadable: UnreadableLog,
        certificates: CertificateFolder | None = None,
        on_stored: Callable[[list[int]], None] | None = None,
        timing: Timing | None = None,
    ) -> None:
        self._privacy = privacy
        self._sink = sink
        self._unreadable = unreadable
        self._timing = timing or Timing()
        self._path = history
        self._lock = threading.RLock()  # the alarms', too: what is told of an event and of its alarm stays in order
        self._arrivals = Arrivals(round(time.time() * 1000))
        self._names: dict[str, str] = {}
        self.history = History(history, on_state=self._take_keeping, on_gaps=self._take_gaps, on_stored=on_stored)
        self._supervisor = Supervisor(
            attention,
            secret=secret,
            device_name=lambda device_id: self._names.get(device_id, device_id),
            on_told=self._take_told,
            owed=lambda alarm_id: self.alarms.is_owed(alarm_id),
        )
        self.alarms = AlarmKeeper(
            rule,
            attention,
            lock=self._lock,
            sink=sink,
            record=self.history,
            on_supervisor=self._supervisor.tell,
        )
        self._keeper = GapKeeper(
            self.history,
            on_opened=self._take_opening,
            on_gap=lambda gap: self._post(GapChanged(gap)),
            on_events=self._accept_recovered,
            on_skew=self._take_skew,
            on_serial=lambda device_id, serial: self._post(SerialTold(device_id, serial)),
            timing=self._timing,
        )
        self._housekeeping = Housekeeping(
            self.history, Retention(history, privacy=privacy), keep, DailyBackup(history, self._take_backup_problem)
        )
        self._certificates = CertificateKeeper(
            certificates,
            on_known=lambda certificate: self._post(CertificateKnown(certificate)),
            on_shown=lambda device_id, certificate: self._post(CertificateShown(device_id, certificate)),
            timing=self._timing,
        )
        self.photos = EnrolledPhotos(
            account=lambda device_id: self._streams.account(device_id),
            on_photo=lambda key, photo: self._post(PhotoCame(key, photo)),
            timing=self._timing,
        )
        self.reconnections = Reconnections()
        self._freshness = FreshnessWatch(
            account=lambda device_id: self._streams.account(device_id),
            known=self._are_known,
            renew=lambda device_id, since_ms: self._streams.renew(device_id, since_ms),
            on_told=lambda freshness: self._post(FreshnessTold(freshness)),
            timing=self._timing,
        )
        self.doors = Doors(
            account=lambda device_id: self._streams.account(device_id),
            record=self.history,
            on_outcome=lambda order: self._post(DoorTold(order)),
            timing=self._timing,
        )
        self._unreadable_counts: dict[str, int] = {}
        self._streams = Streams(
            password=password,
            on_watched=self._keeper.watch,
            on_left=lambda device_id, for_good: self._keeper.leave(device_id, for_good=for_good),
            on_message=self.accept,
            on_unreadable=self._count_unreadable,
            on_status=self._take_status,
            on_unwatched=lambda status: self._post(StatusChanged(status)),
            on_serial=lambda device_id, serial: self._post(SerialTold(device_id, serial, in_event=True)),
            on_certificate=self._certificates.shown,
            timing=self._timing,
        )
        self._sleep_watch = SleepWatch(self._streams.woken, least=self._timing.suspended)

    def start(self) -> None:
        """Open the history, and begin to keep what happens in it."""
        self.history.start()
        self._keeper.start()
        self._housekeeping.start()
        self._supervisor.start()
        self.alarms.start()
        self.photos.start()
        self._freshness.start()
        self._sleep_watch.start()
        self._certificates.start()

    def apply(self, devices: Iterable[DeviceSettings], *, new_passwords: Iterable[str] = ()) -> None:
        """Watch just these devices. Only those whose connection changes, or that have a new password, reconnect."""
        wanted = {device.id: device for device in devices}
        self._names = {device.id: device.name for device in wanted.values()}
        self.alarms.place_devices({device.id: Place(device.name, device.group) for device in wanted.values()})
        self.alarms.watch_devices([device.id for device in wanted.values() if device.enabled])
        self._certificates.watch([device for device in wanted.values() if device.enabled])
        for device in wanted.values():
            self.history.device_seen(device.id, device.name)
        self._streams.apply(wanted, new_passwords)

    def retry_now(self, device_id: str | None = None) -> None:
        """Let a device (None: every device) that waits for its next attempt make it at once."""
        self._streams.retry_now(device_id)

    def network_changed(self) -> None:
        """Let every device that waits for its next attempt make it at once: what failed before may work now."""
        self._streams.network_changed()

    def facts(self, device_id: str, stop: Callable[[], bool]) -> DeviceFacts | None:
        """Ask a device what it is; None for one that is not watched. It takes its time: for a background thread.

        Raises:
            StoppedError: `stop`, asked several times a second, was true.
        """
        account = self._streams.account(device_id)
        return None if account is None else look_up(account, stop=stop, timing=self._timing)

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
        self._sleep_watch.stop()
        self.alarms.stop()
        self.photos.stop()
        self._freshness.stop()
        self._certificates.stop()
        self.doors.stop()
        self._supervisor.end()
        self._keeper.stop()
        self._streams.stop()
        ended = self._streams.join(limit, keep=timeout / 2)
        ended = self._keeper.join(limit.left(keep=timeout / 3)) and ended  # its last words go into the history
        ended = self._supervisor.join(limit.left(keep=timeout / 3)) and ended
        ended = self.alarms.join(limit.left(keep=timeout / 3)) and ended
        ended = self._certificates.join(limit.left(keep=timeout / 3)) and ended
        ended = self.photos.join(limit.left(keep=timeout / 3)) and ended
        ended = self._freshness.join(limit.left(keep=timeout / 3)) and ended
        ended = self.doors.join(limit.left(keep=timeout / 3)) and ended
        ended = self._housekeeping.stop(limit.left(keep=timeout / 4)) and ended
        return self.history.close(limit.left()) and ended

    def accept(self, happening: Happening, received_ns: int, decoded_ns: int) -> bool:
        """Hand on what has happened, unless it is known already; return whether it was new. From any thread."""
        with self._lock:
            number = self._arrivals.number(happening.device_id, happening.uuid)
            if number is None:
                return False
            changes, raised = self._decide(happening, number)
            # Told first: an alarm never waits for the disk.
            self._sink(Arrived(happening, number, received_ns, decoded_ns, raised=raised))
            self.alarms.tell(changes)
            self.history.put(self._as_kept(happening, raised=raised), number, raised=raised, changes=changes)
        if not happening.recovered:
            self._keeper.arrived(happening)
            self._freshness.arrived(happening)
        if happening.category is Category.BLACKLIST and isinstance(happening, Event) and happening.person is not None:
            self.photos.want(happening.device_id, happening.person.user_id)  # somebody is about to compare the two
        return True

    def _decide(self, happening: Happening, number: int) -> tuple[list[Change], bool]:
        """Return what becomes of alarms by this event, and whether somebody has to acknowledge it."""
        try:
            changes = self.alarms.arrived(happening, number)
        except Exception:
            # It is shown and kept all the same, as one without an alarm: the next start raises it.
            log.exception("a fault in deciding whether event %d raises an alarm", number)
            return [], True
        return changes, any(change.number == number for change in changes)

    def _take_status(self, status: Status) -> None:
        self.reconnections.follow(status)
        self._keeper.follow(status)
        self._freshness.follow(status)
        self.alarms.follow(status)
        self._post(StatusChanged(status))

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
            with self._lock:
                number = self._arrivals.number_again(device_id, event.uuid)
                raised = self.alarms.holds(number)
                self.history.put(self._as_kept(event, raised=raised), number, raised=raised)
        return lost

    def _as_kept(self, happening: Happening, *, raised: bool) -> Happening:
        return as_kept(happening, self._privacy(), round(time.time() * 1000), raised=raised)

    def _take_skew(self, device_id: str, skew_ms: int) -> None:
        self._freshness.skew(device_id, skew_ms)
        self._post(SkewTold(device_id, skew_ms))

    def _are_known(self, device_id: str, uuids: Collection[str]) -> set[str]:
        with self._lock:
            known = self._arrivals.known(device_id, uuids)
        return known if len(known) == len(uuids) else known | self.history.known(device_id, uuids)

    def _take_opening(self, opening: Opening) -> None:
        with self._lock:
            self._arrivals.begin_above(opening.last_id)
            for device_id, uuids in opening.recent.items():
                self._arrivals.know(device_id, uuids)
        self.alarms.restore(opening)
        for alarm in untold(self._path, opening.alarms):
            self._supervisor.tell(alarm)
        self._post(TodayTold(opening.today))
        self._post(OnDuty(opening.operator))

    def _take_keeping(self, keeping: Keeping) -> None:
        self._post(KeepingChanged(keeping))
        self.alarms.follow_keeping(keeping)

    def _take_told(self, told: Told) -> None:
        self.alarms.told(told.alarm_id, told.text)

    def _take_backup_problem(self, error: BackupError | None) -> None:
        fields = {} if error is None else {name: str(value) for name, value in error.fields.items()}
        self._post(BackupChanged("" if error is None else error.template, fields))

    def _take_gaps(self, gaps: list[Gap]) -> None:
        for gap in gaps:
            self._keeper.take(gap)

    def _count_unreadable(self, device_id: str, error: MessageError) -> None:
        self._unreadable.add(device_id, error)
        self._freshness.unreadable(device_id)
        with self._lock:
            count = self._unreadable_counts[device_id] = self._unreadable_counts.get(device_id, 0) + 1
            self._sink(Unreadable(device_id, count, error.reason, error.excerpt))

    def _post(self, update: Update) -> None:
        with self._lock:
            self._sink(update)
