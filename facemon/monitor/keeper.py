"""The thread that keeps the gaps: what a connection's state means for them, and what is to be recovered."""

from __future__ import annotations

import logging
import queue
import threading
import time
from collections.abc import Callable
from functools import partial

from facemon.device.account import Account
from facemon.device.recovering import RecoveryWorker
from facemon.device.recovery import Known, PageOutcome, Task
from facemon.device.status import Failure, State, Status
from facemon.device.timing import Timing
from facemon.event import DeviceAlarm, Event, Gap, GapCause, GapState, Happening
from facemon.history.history import History
from facemon.history.opening import Opening
from facemon.monitor.gaps import GapBook

log = logging.getLogger(__name__)

PULSE = 10.0  # seconds between two notes that nothing was missed
_LOOK = 0.2  # seconds between two looks whether the history has been opened


class GapKeeper:
    """Follows the devices' connections with a `GapBook`, in a thread of its own since the history may take its time.

    Until the history has been opened, which may be much later where the disk is full, what happens to the connections
    waits: only the history tells whether a device is new, and since when nothing was seen of it.

    The methods may be called from any thread and return at once.

    Args:
        history: has the gaps.
        on_opened: told once what was in the history; from this thread.
        on_gap: told of each change of a gap; from this thread.
        on_events: takes the events recovered of a gap and says what came of them; from the recoveries' threads.
        on_skew: told a device's id and how many milliseconds its clock is ahead, each time that is measured; likewise.
        on_serial: told a device's id and the serial number that it has told for the first time; likewise.
        timing: how long what takes.
    """

    def __init__(
        self,
        history: History,
        *,
        on_opened: Callable[[Opening], None],
        on_gap: Callable[[Gap], None],
        on_events: Callable[[Gap, list[Event]], PageOutcome],
        on_skew: Callable[[str, int], None],
        on_serial: Callable[[str, str], None],
        timing: Timing,
    ) -> None:
        self._history = history
        self._on_opened = on_opened
        self._on_gap = on_gap
        self._on_events = on_events
        self._on_skew = on_skew
        self._on_serial = on_serial
        self._timing = timing
        self._silence_ms = round((timing.silence + timing.ping) * 1000)
        self._last: dict[str, Known] = {}  # by device: the newest event whose time it told; written by its own thread
        self._alarming: set[str] = set()  # devices that send alarms of their own
        self._work: queue.SimpleQueue[Callable[[], None]] = queue.SimpleQueue()
        self._stopping = threading.Event()
        self._over = threading.Event()  # all that was told before the end has been done
        self._thread = threading.Thread(target=self._run, name="gaps", daemon=True)
        # The thread's own:
        self._book = GapBook(history, watched={}, silence_ms=self._silence_ms)
        self._workers: dict[str, RecoveryWorker] = {}
        self._live: set[str] = set()
        self._skews: dict[str, int] = {}

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def watch(self, account: Account) -> None:
        """The device of this account is watched from now on, or with other settings."""
        self._work.put(partial(self._watch, account, _now_ms()))

    def leave(self, device_id: str, *, for_good: bool) -> None:
        """This device is not watched any more, or not until it is watched with other settings."""
        self._work.put(partial(self._leave, device_id, _now_ms(), for_good=for_good))

    def follow(self, status: Status) -> None:
        """A device's connection stands like this."""
        self._work.put(partial(self._follow, status, _now_ms()))

    def arrived(self, happening: Happening) -> None:
        """This has been seen as it happened; from the device's own thread."""
        if isinstance(happening, DeviceAlarm):
            self._alarming.add(happening.device_id)
        elif isinstance(happening, Event) and "timestamp" not in happening.flaws:
            self._last[happening.device_id] = Known(happening.time_ms, happening.received_ms)

    def take(self, gap: Gap) -> None:
        """A gap has been added, or has changed, elsewhere."""
        self._work.put(partial(self._take, gap))

    def decide(self, gap: Gap, *, fetch: bool) -> None:
        """A person wants a gap to be recovered (again), or not."""
        self._work.put(partial(self._decide, gap, fetch=fetch))

    def stop(self) -> None:
        """Note of every live device that nothing was missed up to now, and begin to end.

        What was told before is noted first. A history that is just being opened is waited for.
        """
        self._stopping.set()
        self._work.put(self._over.set)

    def join(self, timeout: float) -> bool:
        """Wait for the end; return whether it has come within `timeout` seconds."""
        deadline = time.monotonic() + timeout
        if self._thread.ident is not None:
            self._thread.join(timeout)
        ended = [worker.join(max(0.0, deadline - time.monotonic())) for worker in list(self._workers.values())]
        return all(ended) and not self._thread.is_alive()

    # --- the thread ---

    def _run(self) -> None:
        opening, tried = None, False
        while opening is None and not (tried and self._stopping.is_set()):
            tried = self._history.opened(_LOOK)
            opening = self._history.opening
            if opening is None and tried:
                self._stopping.wait(_LOOK)
        if opening is not None:
            self._open(opening)
            self._keep()
        now_ms = _now_ms()
        for device_id, worker in self._workers.items():
            self._book.ended(device_id, now_ms)
            worker.stop()

    def _open(self, opening: Opening) -> None:
        self._book = GapBook(
            self._history,
            unfinished=opening.gaps,
            watched=opening.watched,
            seen=opening.seen,
            silence_ms=self._silence_ms,
        )
        self._skews = dict(opening.skews)
        self._alarming |= opening.alarming
        self._last = {device_id: Known(*last) for device_id, last in opening.last.items()} | self._last
        self._guarded(partial(self._on_opened, opening))
        self._guarded(partial(self._tell, list(opening.gaps)))

    def _keep(self) -> None:
        pulse = time.monotonic() + PULSE
        while not self._over.is_set():
            try:
                work = self._work.get(timeout=max(0.0, pulse - time.monotonic()))
            except queue.Empty:
                pulse = time.monotonic() + PULSE
                self._guarded(self._pulse)
            else:
                self._guarded(work)

    def _pulse(self) -> None:
        self._book.pulse(_now_ms(), self._skews)
        for worker in self._workers.values():
            worker.look()

    def _guarded(self, work: Callable[[], None]) -> None:
        try:
            work()
        except Exception:
            log.exception("a fault in keeping the gaps")

    def _watch(self, account: Account, now_ms: int) -> None:
        device = account.device
        self._leave(device.id, now_ms)
        self._history.device_seen(device.id, device.name)
        worker = RecoveryWorker(
            account=account,
            on_page=self._on_events,
            on_gap=self.take,
            on_skew=lambda skew_ms: self._work.put(partial(self._take_skew, device.id, skew_ms)),
            on_serial=partial(self._on_serial, device.id),
            is_pressed=self._history.is_pressed,
            timing=self._timing,
        )
        self._workers[device.id] = worker
        worker.start()
        self._tell(self._book.begin(device.id, now_ms))

    def _leave(self, device_id: str, now_ms: int, *, for_good: bool = False) -> None:
        self._live.discard(device_id)
        worker = self._workers.pop(device_id, None)
        if worker is not None:
            self._book.ended(device_id, now_ms)
            worker.stop()
        if for_good:
            self._tell(self._book.removed(device_id, now_ms))

    def _follow(self, status: Status, now_ms: int) -> None:
        device_id = status.device_id
        worker = self._workers.get(device_id)
        if worker is None:
            return
        if status.state is State.LIVE and device_id not in self._live:
            self._live.add(device_id)
            self._tell(self._book.live(device_id, now_ms))
            self._hand_out(device_id)
            worker.resume()
        elif status.state is not State.LIVE and device_id in self._live:
            self._live.discard(device_id)
            worker.pause()
            cause = GapCause.UNREPORTED if status.failure is Failure.NOT_REPORTED else GapCause.DISCONNECTED
            gaps = self._book.lost(device_id, status.blind_since_ms or now_ms, cause)
            for gap in gaps:
                worker.drop(gap.id)
            self._tell(gaps)

    def _take_skew(self, device_id: str, skew_ms: int) -> None:
        self._skews[device_id] = skew_ms
        self._on_skew(device_id, skew_ms)

    def _take(self, gap: Gap) -> None:
        kept = self._book.take(gap)
        self._history.change_gap(kept)
        self._tell([kept])
        if kept.state is GapState.WAITING and kept.device_id in self._live:
            self._hand_out(kept.device_id)

    def _decide(self, gap: Gap, *, fetch: bool) -> None:
        decided = self._book.decide(gap, fetch=fetch)
        if decided is not None:
            self._tell([decided])
            if decided.device_id in self._live:
                self._hand_out(decided.device_id)

    def _hand_out(self, device_id: str) -> None:
        for gap in self._book.to_recover(device_id):
            last = self._last.get(device_id)
            self._workers[device_id].add(
                Task(
                    gap=gap,
                    skew_ms=self._skews.get(device_id),
                    last=last if last is not None and last.received_ms <= gap.from_ms else None,
                    alarms=device_id in self._alarming,
                )
            )

    def _tell(self, gaps: list[Gap]) -> None:
        for gap in gaps:
            self._on_gap(gap)


def _now_ms() -> int:
    return round(time.time() * 1000)
