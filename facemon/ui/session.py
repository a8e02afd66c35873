"""One run of the program: the settings in force, the monitor behind the window, what sounds and what needs attention.

Belongs to the user interface's thread. The window shows what is here and asks for changes here; what comes from the
devices' threads arrives through the bridge, at most once a frame.
"""

from __future__ import annotations

import getpass
import logging
import time
from collections.abc import Callable, Iterable, Mapping, Sequence

import msgspec
from PySide6.QtCore import QObject, Signal

from facemon.administration import AdministrationRecord
from facemon.administrator import Administrator, PinEdit
from facemon.certificates import CertificateFolder
from facemon.credentials import WEBHOOK, Credentials
from facemon.device.facts import DeviceFacts
from facemon.device.freshness import Freshness
from facemon.device.status import State, Status
from facemon.device.unreadable import UnreadableLog
from facemon.door import DoorOrder
from facemon.event import Event, Gap, GapState, Happening
from facemon.history.history import History
from facemon.history.keeping import Keeping
from facemon.limit import Limit
from facemon.monitor import (
    BackupChanged,
    CertificateKnown,
    CertificateShown,
    DoorTold,
    FreshnessTold,
    GapChanged,
    KeepingChanged,
    Monitor,
    OnDuty,
    PhotoCame,
    SerialTold,
    SkewTold,
    StatusChanged,
    TodayTold,
    Unreadable,
)
from facemon.monitor.enrolled import Photo
from facemon.operators import Edit, Operators
from facemon.pictures_shown import PicturesShown
from facemon.profile import Profile
from facemon.running import LastEnd
from facemon.settings import DeviceSettings, Settings, SettingsError
from facemon.settings.record import LEARNT
from facemon.simulator.process import SimulatorProcess
from facemon.simulator.process import start as start_simulator
from facemon.trace import Trace
from facemon.ui import error_text, serials
from facemon.ui.alarms.board import AlarmBoard
from facemon.ui.alarms.voice import Voice
from facemon.ui.background import Background
from facemon.ui.bridge import Bridge
from facemon.ui.delivery import Delivery, View
from facemon.ui.duty.duty import Duty
from facemon.ui.kept_layout import KeptLayout
from facemon.ui.kept_settings import KeptSettings
from facemon.ui.known_certificates import KnownCertificates
from facemon.ui.lock import SettingsLock
from facemon.ui.network import NetworkWatch
from facemon.ui.sound import AlarmSound

log = logging.getLogger(__name__)
_AFTER_THE_DEVICES = 1.0  # seconds of the end kept for what can only end once the devices' threads have
DEMO_RATE = 0.7  # events/s: busy enough to see everything within a minute, calm enough to read


def _login_name() -> str:
    """Return who sits at this computer, as its system calls them."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # no such user, or a system that does not tell
        return ""


class Session(QObject):
    """Everything that goes on behind the window.

    Args:
        profile: the folder to work in; its lock is held by the caller.
        trace: where to note when each event was where, if at all.
    """

    settings_changed = Signal()
    keeping_changed = Signal()
    offers_changed = Signal()
    photo_came = Signal()
    freshness_told = Signal(str)  # of this device, `freshness` has news
    door_told = Signal()  # `door_orders` has another outcome
    failed = Signal()  # `problem` has the sentence

    def __init__(self, profile: Profile, trace: Trace | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.profile = profile
        self.last_end: LastEnd | None = None  # of the run before, where it did not end as it should
        self.trace = trace
        self.layout = KeptLayout(profile.window_path)
        self.first_start = False  # nothing was ever set or left in this profile; known once the settings are read
        self.credentials = Credentials(profile.folder)
        self.background = Background(self)
        self._kept = KeptSettings(
            profile, self.credentials, self.background, lambda: self.operator,
            read_beside=self._read_beside, put_in_force=self._put_in_force, watch=self._watch,
            fail=self.fail, unfail=self._unfail, parent=self,
        )  # fmt: skip
        self._kept.changed.connect(self.settings_changed)
        self.sound = AlarmSound(self)
        self.statuses: dict[str, Status] = {}
        self._serials = serials.Gathering(self._take_serials, self)
        self._standing_changed = False  # of some device, since the view was told of all
        self.offers: dict[int, Gap] = {}  # by id: what could be fetched of new devices, if somebody wants it
        self.certificates = KnownCertificates(self)
        self.skews: dict[str, int] = {}  # by device: milliseconds that its clock is ahead
        self.freshness: dict[str, Freshness] = {}  # by device
        self.door_orders: dict[str, DoorOrder] = {}  # by device: the last
        self.keeping = Keeping(keeping=True)
        self.problem = ""
        self.backup_problem = ""
        self.view: View | None = None
        self._watching = False
        self._demo: SimulatorProcess | None = None
        self._demo_device: DeviceSettings | None = None
        self._voice = Voice(self.sound, lambda: self.settings, trace)
        self._bridge = Bridge(lambda *batch: self._delivery.deliver(*batch), self, pressing=self._voice.is_pressing)
        self._monitor = Monitor(
            profile.history_path,
            keep=lambda: self.settings.history,  # frozen, so that any thread may look
            privacy=lambda: self.settings.privacy,
            password=self.credentials.demand,
            rule=lambda name: self.settings.rule(name),
            attention=lambda: self.settings.attention,
            secret=lambda: self.credentials.demand(WEBHOOK),
            sink=self._bridge.post,
            unreadable=UnreadableLog(profile.unreadable_path),
            certificates=CertificateFolder(profile.certificates_path),
            on_stored=self._stored if trace is not None else None,
        )
        login = _login_name()
        self.board = AlarmBoard(self._monitor.alarms, self._voice.take_alarms, login, self)
        self.board.changed.connect(lambda: self._voice.take_floods(self.board.floods))
        self._delivery = Delivery(
            self.board, self._voice, trace, lambda: self.view,
            takers={
                StatusChanged: self._take_status, BackupChanged: self._take_backup, KeepingChanged: self._take_keeping,
                SkewTold: self._take_skew, FreshnessTold: self._take_freshness, DoorTold: self._take_door,
                CertificateKnown: self.certificates.take, CertificateShown: self.certificates.take,
                OnDuty: lambda told: self.duty.was(told.operator),
                TodayTold: self._take_today, Unreadable: self._take_unreadable,
            },
            gatherers={
                PhotoCame: lambda _: self.photo_came.emit(), SerialTold: self._serials.take,
                GapChanged: self._take_gaps,
            },
            taken=self._taken,
        )  # fmt: skip
        self.duty = Duty(
            Operators(profile.operators_path),
            self.board,
            self.background,
            record=self._monitor.alarms.on_duty,
            login=login,
            parent=self,
        )
        self.lock = SettingsLock(
            Administrator(profile.administrator_path),
            self.background,
            AdministrationRecord(profile.administration_path),
            operator=lambda: self.operator,
            parent=self,
        )
        self._pictures_shown = PicturesShown(profile.pictures_shown_path)
        self.board.operator_changed.connect(self.lock.lock)  # what one shift has unlocked is not for the next
        self._network = NetworkWatch(self)
        self._network.changed.connect(self._monitor.network_changed)

    @property
    def settings(self) -> Settings:
        """The settings in force."""
        return self._kept.settings

    @property
    def settings_read(self) -> bool:
        """Whether it is known what is to be watched."""
        return self._kept.known

    @property
    def settings_error(self) -> SettingsError | None:
        """What is wrong with the settings' file; what is in force is older."""
        return self._kept.error

    @property
    def devices(self) -> tuple[DeviceSettings, ...]:
        """The devices being shown: those in the settings and the simulated one."""
        return self.settings.devices + ((self._demo_device,) if self._demo_device else ())

    @property
    def operator(self) -> str:
        """Who sits at the desk."""
        return self.board.operator

    @property
    def history(self) -> History:
        """What keeps what happens."""
        return self._monitor.history

    def device(self, device_id: str) -> DeviceSettings | None:
        """Return the device with this id, the simulated one included, or None."""
        return next((device for device in self.devices if device.id == device_id), None)

    def read_settings(self, then: Callable[[], None] = lambda: None) -> None:
        """Begin to take up what is in the settings file, and call `then` in the end, whatever has come of it.

        The disk may take its time, the first time too: `settings_changed` tells. With a mistake in the file,
        `settings_error` has it, and the settings in force stay. The first time reads `layout` as well.
        """
        self._kept.read(then)

    def keep_layout(self, **parts: bytes | Mapping[str, object]) -> None:
        """Write these and the look into `layout`, for the next start."""
        look = msgspec.to_builtins(self.settings.ui)
        self.background.run(lambda: self.layout.write(**parts, look=look))

    def begin(self) -> None:
        """Begin to keep what happens, and to watch the devices as soon as it is known which, before there is a window.

        What happens meanwhile waits for `start`.
        """
        self._bridge.hold()
        self._monitor.start()
        self._watching = True
        self._watch()

    def start(self) -> None:
        """Show what happens, from now on and since `begin`, which is done here where nobody has done it yet."""
        if not self._watching:
            self.begin()
        self.duty.read()
        self.lock.read()
        self._bridge.release()

    def change(self, settings: Settings, passwords: dict[str, str] | None = None, *, by: str | None = None) -> None:
        """Put new settings in force and keep them, in the file and in the keyring.

        They are in force even where the file cannot be written; `failed` then says so. A file with a mistake in it is
        left as it is. Who has changed them (`by`, None for who sits at the desk) goes on record.
        """
        self._kept.change(settings, passwords or {}, by=by)

    def record_picture_shown(self, number: int) -> None:
        """Put on record that whoever sits at the desk has had an event's blurred picture shown."""
        operator = self.operator
        self.background.run(lambda: self._pictures_shown.add(number, operator))

    def change_operators(self, edits: Sequence[Edit]) -> None:
        """Add, change and remove operators; `failed` says where that could not be."""
        self.duty.apply(edits, lambda error: self.fail(self.tr("The operators could not be changed: {reason}"), error))

    def change_pin(self, edit: PinEdit | None) -> None:
        """Set, change or remove the administrator's PIN; `failed` says where that could not be."""
        sentence = self.tr("The administrator's PIN could not be changed: {reason}")
        if edit is not None:
            self.lock.put(edit.pin, lambda error: self.fail(sentence, error))

    def approve(self, device_id: str, sha256: str) -> None:
        """Trust the certificate with this SHA-256 (hexadecimal) on this device from now on."""
        self._kept.change_devices({device_id: {"certificate": f"sha256:{sha256}"}})

    def replaced(self, device_id: str, serial: str) -> None:
        """A person says that the device with this serial number has taken this one's place."""
        self._kept.change_devices({device_id: {"serial": serial, "event_serial": ""}})

    def take_event_serial(self, device_id: str, serial: str) -> None:
        """A person says that the events of this device have this serial number, though it calls itself otherwise."""
        self._kept.change_devices({device_id: {"event_serial": serial}})

    def enrolled_photo(self, happening: Happening) -> Photo | None:
        """Return the photo with which a person is enrolled, as far as it is known; None for nobody in particular.

        `photo_came` tells when more is known.
        """
        if not isinstance(happening, Event) or happening.person is None or not happening.person.user_id:
            return None
        return self._monitor.photos.want(happening.device_id, happening.person.user_id)

    def may_open_door(self, device_id: str) -> bool:
        """Return whether a door can be opened from here now."""
        device, status = self.settings.device(device_id), self.statuses.get(device_id)
        return device is not None and device.door_control and status is not None and status.state is State.LIVE

    def open_door(self, device_id: str, reason: str) -> None:
        """Let a device open its door; `door_told` tells what comes of it.

        Raises:
            ValueError: its last order is still under way, or no reason is given.
        """
        self._take_door(DoorTold(self._monitor.doors.open(device_id, by=self.operator, reason=reason)))

    def facts(self, device_id: str, stop: Callable[[], bool]) -> DeviceFacts | None:
        """Ask a device what it is, as `Monitor.facts`: for a background thread."""
        return self._monitor.facts(device_id, stop)

    def reconnections(self, device_id: str) -> int:
        """Return how often a device's connection came back since the start."""
        return self._monitor.reconnections.of(device_id)

    def _take_skew(self, told: SkewTold) -> None:
        self.skews[told.device_id] = told.skew_ms
        if self.view is not None:
            self.view.show_skew(told.device_id, told.skew_ms)

    def _take_freshness(self, told: FreshnessTold) -> None:
        self.freshness[told.freshness.device_id] = told.freshness
        self.freshness_told.emit(told.freshness.device_id)

    def _take_door(self, told: DoorTold) -> None:
        self.door_orders[told.order.device_id] = told.order
        self.door_told.emit()

    def _take_today(self, told: TodayTold) -> None:
        if self.view is not None:
            self.view.show_today(told.counts)

    def _take_unreadable(self, told: Unreadable) -> None:
        if self.view is not None:
            self.view.show_unreadable(told)

    def recover(self, gap: Gap) -> None:
        """Fetch what happened in a gap from its device."""
        self._monitor.recover(gap)

    def decline(self, gap: Gap) -> None:
        """Leave a gap as it is."""
        self._monitor.decline(gap)

    def retry_now(self, device_id: str | None = None) -> None:
        """Let a waiting device, or all of them, be tried at once."""
        self._monitor.retry_now(device_id)

    def try_demo(self) -> None:
        """Start a simulated device in a process of its own and watch it. It is not written into the settings."""

        def began(process: SimulatorProcess) -> None:
            self._demo = process
            self._demo_device = DeviceSettings(
                id="simulated",
                name=self.tr("Simulated device"),
                host="127.0.0.1",
                port=process.port,
                certificate=process.certificate,
            )
            self.settings_changed.emit()
            self._watch()

        if self._demo is None:
            self.background.run(lambda: start_simulator(rate=DEMO_RATE), began, self._demo_failed)

    def erased(self, numbers: Sequence[int]) -> None:
        """These events exist no more, so that nobody can acknowledge them."""
        self._monitor.photos.forget()
        self.board.take(self._monitor.alarms.forget(numbers))

    def unlisted(self, watched_ids: Sequence[int]) -> None:
        """These entries of the watch list exist no more."""
        self.board.take(self._monitor.alarms.unlist(watched_ids))

    def drawn(self, numbers: list[int]) -> None:
        """Note in the trace that these arrivals were in the frame that has just been drawn."""
        if self.trace is not None:
            self.trace.shown(numbers, time.monotonic_ns())

    def alarms_drawn(self, numbers: Iterable[int]) -> None:
        """Note in the trace that the alarms of these arrivals were in the lane that has just been drawn."""
        if self.trace is not None:
            self.trace.alarmed(numbers, time.monotonic_ns())

    def _stored(self, numbers: list[int]) -> None:
        if self.trace is not None:
            self.trace.stored(numbers, time.monotonic_ns())

    def close(self, limit: Limit) -> None:
        """End every thread and process of this session, all at the same time, whatever hangs."""
        self._serials.close()
        self._kept.close()
        self.background.end()
        if not self._monitor.stop(limit.left(keep=_AFTER_THE_DEVICES)):
            log.warning("a device's thread did not end in time")
        self._bridge.drain()
        if self._demo is not None:
            self._demo.end()
        if self.trace is not None:
            self.trace.end()
        self.sound.close(limit.left())
        if self._demo is not None:
            self._demo.stop(limit.left())
        if self.trace is not None:
            self.trace.close(limit.left())
        self.background.close(limit.left())

    def _take_serials(self, told: Sequence[SerialTold]) -> None:
        changes = serials.taught(self.settings, told)
        if changes and self.settings_error is None:
            self._kept.change_devices(changes, by=LEARNT)

    def _watch(self, new_passwords: Iterable[str] = ()) -> None:
        if self._watching:
            self._monitor.apply(self.devices, new_passwords=new_passwords)

    def _taken(self) -> None:
        if self._standing_changed and self.view is not None:
            self._standing_changed = False
            self.view.statuses_shown()

    def _take_gaps(self, updates: Sequence[GapChanged]) -> None:
        former, gaps = dict(self.offers), [update.gap for update in updates]
        for gap in gaps:
            self._voice.take_gap(gap)
            if gap.state is GapState.OFFERED:
                self.offers[gap.id] = gap
            else:
                self.offers.pop(gap.id, None)
        if self.offers != former:
            self.offers_changed.emit()
        if self.view is not None:
            self.view.show_gaps(gaps)

    def _take_backup(self, update: BackupChanged) -> None:
        self.backup_problem = error_text.backup_problem(update)
        self.failed.emit()

    def _take_keeping(self, update: KeepingChanged) -> None:
        self.keeping = update.keeping
        self.keeping_changed.emit()

    def _take_status(self, update: StatusChanged) -> None:
        status = update.status
        if self.device(status.device_id) is None:
            return
        old = self.statuses.get(status.device_id)
        if old is not None and old.blind_since_ms and status.blind_since_ms:
            # A connection begun anew, after a change of the settings, does not know for how long nothing was seen.
            since_ms = min(old.blind_since_ms, status.blind_since_ms)
            status = msgspec.structs.replace(status, blind_since_ms=since_ms)
        self.statuses[status.device_id] = status
        if old is None or (old.state, old.failure) != (status.state, status.failure):  # not a round trip measured
            self._standing_changed = True
            if status.state is State.LIVE and self._monitor.photos.reached(status.device_id):
                self.photo_came.emit()  # those that are looked at are asked for anew
        if self.view is not None:
            self.view.show_status(status)

    def _read_beside(self) -> None:
        self.first_start = not self.profile.settings_path.exists() and not self.profile.window_path.exists()
        self.layout.read()

    def _put_in_force(self, settings: Settings, removed: set[str]) -> None:
        for device_id in removed:
            self.statuses.pop(device_id, None)
        self.sound.apply(settings)
        self.board.take(self._monitor.alarms.rules_changed())

    def _demo_failed(self, error: Exception) -> None:
        log.error("the simulated device did not start: %s", error)
        self.fail(self.tr("The simulated device could not be started: {reason}"), error)

    def fail(self, sentence: str, error: Exception) -> str:
        """Have it shown that something failed, in a sentence that may name the {reason}; return what is shown."""
        self.problem = sentence.format(reason=error_text.reason(error))
        self.failed.emit()
        return self.problem

    def _unfail(self, told: str) -> None:
        if told == self.problem:
            self.problem = ""
