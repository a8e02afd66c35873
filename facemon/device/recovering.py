"""One device's recoveries: a thread that takes gap after gap while the device is live, and ends when none is left."""

from __future__ import annotations

import contextlib
import logging
import random
import threading
import time
from collections.abc import Callable

import msgspec

from facemon.device.account import Account
from facemon.device.deadline import Deadline, StoppedError
from facemon.device.failure import LinkError, of_exception
from facemon.device.lifecycle import REFUSALS
from facemon.device.recovery import PageOutcome, Recovery, Task
from facemon.device.rest import Rest
from facemon.device.shortfall import SENTENCES, verdict
from facemon.device.status import Failure, State
from facemon.device.timing import Timing
from facemon.device.tls import CertificateUnknown
from facemon.event import Event, Gap, GapState
from facemon.phrase import QT_TRANSLATE_NOOP

logger = logging.getLogger(__name__)

_LONGEST_BREATH = 5.0  # seconds
_CLOCK_SECONDS = 600.0  # between two looks at the device's clock


class _Entry:
    """A gap to recover, and how that goes. Its recovery is made when its turn comes."""

    def __init__(self, task: Task) -> None:
        self.task = task
        self.recovery: Recovery | None = None
        self.attempts = 0  # failed in a row
        self.read = 0  # records, at the last failure
        self.due: float | None = 0.0  # by the monotonic clock; None until something changes

    @property
    def gap(self) -> Gap:
        return self.recovery.gap if self.recovery else self.task.gap


class _NothingToDo(Exception):
    """The thread may end."""


class RecoveryWorker:
    """Recovers a device's gaps, oldest first, from `start` to `stop`, while the device is known to be live.

    The public methods may be called from any thread, return at once, and never raise. The callbacks are called from the
    worker's own thread, one at a time; while one of them takes its time, the worker waits.

    Args:
        account: the device as set up, and how it is signed in to.
        on_page: takes the events of a page, oldest first, and the gap as it is once they are stored, but for its counts
            of new events, which the answer brings. An event known already (by its uuid) is a repetition.
        on_gap: a gap stands differently: after each page's `on_page` (to be stored behind the page's events), when its
            recovery has ended, and when it waits for another attempt. The gap is RECOVERING, WAITING, RECOVERED,
            PARTIAL or FAILED; the last three are final, and the worker forgets it.
        on_skew: milliseconds that the device's clock is ahead of this computer's: told whenever it has become live and
            every ten minutes then, where the device can be asked.
        on_serial: the device's serial number, told once, where it is not known yet and the device tells it.
        is_pressed: whether the events of the pages so far are yet to be stored, so that the next had better wait.
        timing: for tests.
    """

    def __init__(
        self,
        *,
        account: Account,
        on_page: Callable[[Gap, list[Event]], PageOutcome],
        on_gap: Callable[[Gap], object],
        on_skew: Callable[[int], object] = lambda _: None,
        on_serial: Callable[[str], object] | None = None,
        is_pressed: Callable[[], bool] = lambda: False,
        timing: Timing | None = None,
    ) -> None:
        self._device = account.device
        self._account = account
        self._on_page = on_page
        self._on_gap = on_gap
        self._on_skew = on_skew
        self._on_serial = on_serial if not account.device.serial else None
        self._is_pressed = is_pressed
        self._timing = timing or Timing()
        self._clock_at: float | None = 0.0
        self._stopping = threading.Event()
        self._changed = threading.Condition()  # guards what follows
        self._live = False
        self._interrupted = False  # not live, or newly live: the request under way is of no use
        self._entries: list[_Entry] = []
        self._current: _Entry | None = None
        self._started = False
        self._working = False  # the thread has not ended, nor decided to
        self._thread: threading.Thread | None = None  # the last one: most of the time there is nothing to do

    def start(self) -> None:
        """Begin. A worker starts once."""
        with self._changed:
            self._started = True
            self._work()

    def look(self) -> None:
        """See whether it is time to look at the device's clock again; to be called every now and then."""
        with self._changed:
            if self._live and self._clock_at is not None and time.monotonic() >= self._clock_at:
                self._work()

    def add(self, task: Task) -> None:
        """Recover a gap, which has an end; one that is there already (by its id) is left as it is."""
        with self._changed:
            if all(entry.gap.id != task.gap.id for entry in self._entries):
                self._entries.append(_Entry(task))
                self._entries.sort(key=lambda entry: (entry.gap.from_ms, entry.gap.id))
                self._work()

    def drop(self, gap_id: int) -> None:
        """Leave a gap alone from now on: no more is told of it. It may be added again."""
        with self._changed:
            for entry in self._entries:
                if entry.gap.id == gap_id:
                    self._entries.remove(entry)
                    self._interrupted |= entry is self._current
                    break

    def resume(self) -> None:
        """The device is live: recover, at once also what was waiting for another attempt."""
        with self._changed:
            self._live = True
            self._clock_at = 0.0
            self._make_due()

    def retry_now(self) -> None:
        """Make another attempt at once at whatever waits for one, if the device is live."""
        self._account.forgive()
        with self._changed:
            self._make_due()

    def pause(self) -> None:
        """The device is not live any more: end the request that is under way, and wait for `resume`."""
        with self._changed:
            self._live = False
            self._interrupted = True
            self._changed.notify()

    def stop(self) -> None:
        """Begin to end, which takes less than a second. What has not been recovered yet stays as it is."""
        self._stopping.set()
        with self._changed:
            self._changed.notify()

    def join(self, timeout: float) -> bool:
        """Wait at most `timeout` seconds for the end; return whether it has ended (or has never started)."""
        thread = self._thread
        if thread is None or thread.ident is None:
            return True
        if threading.current_thread() is thread:
            return False
        thread.join(timeout)
        return not thread.is_alive()

    def _make_due(self) -> None:
        for entry in self._entries:
            entry.due, entry.attempts = 0.0, 0
        self._work()

    def _work(self) -> None:
        """Let the thread see what there is to do; the lock is held."""
        if self._working:
            self._changed.notify()
        elif self._live and self._started and not self._stopping.is_set():
            self._thread = threading.Thread(target=self._run, name=f"facemon-recovery-{self._device.id}", daemon=True)
            with contextlib.suppress(RuntimeError):  # the system gives no thread: the next who asks tries again
                self._thread.start()
                self._working = True

    # --- the thread ---

    def _run(self) -> None:
        while not self._stopping.is_set():
            try:
                entry = self._next()
                if entry is not None:
                    self._recover(entry)
            except _NothingToDo:
                return
            except StoppedError:
                pass
            except Exception:
                logger.exception("%s: internal error in a recovery", self._device.id)
                self._stopping.wait(self._timing.first_retry)

    def _next(self) -> _Entry | None:
        """Wait until something is to be done, and do what is not a recovery; return the gap whose turn it is.

        Raises:
            _NothingToDo: for a long time, as far as is known; another thread begins with whatever comes.
        """
        with self._changed:
            self._current = None
            while not self._stopping.is_set():
                now = time.monotonic()
                if self._live:
                    self._interrupted = False
                    if self._clock_at is not None and now >= self._clock_at:
                        break
                    for entry in self._entries:
                        if entry.due is not None and now >= entry.due:
                            self._current = entry
                            return entry
                wait = self._until_due(now) if self._live else None
                if wait is None:
                    self._working = False
                    raise _NothingToDo
                self._changed.wait(wait)
        if not self._stopping.is_set():
            self._look_at_clock()
        return None

    def _until_due(self, now: float) -> float | None:
        """Return the seconds until the next attempt at a gap is due, None for no gap: the clock alone can wait."""
        dues = [entry.due for entry in self._entries if entry.due is not None]
        if not dues:
            return None
        moments = dues if self._clock_at is None else [*dues, self._clock_at]
        return max(0.0, min(moments) - now)

    def _look_at_clock(self) -> None:
        # Not to the second: devices that became live together, as after a power cut, would be asked together for ever.
        self._clock_at = time.monotonic() + _CLOCK_SECONDS * random.uniform(0.9, 1.1)
        try:
            skew_ms = round(self._asked().time().skew_s * 1000)
        except StoppedError:
            raise
        except Exception as error:  # noqa: BLE001 - whatever it is, a recovery finds out and says so
            failure = _named(error).failure
            logger.debug("%s: its clock: %s", self._device.id, failure)
            if failure is Failure.NOT_THIS_PATH or failure in REFUSALS:
                self._clock_at = None
            if failure is not Failure.NOT_THIS_PATH:
                return
        else:
            self._on_skew(skew_ms)
        self._learn_serial()

    def _learn_serial(self) -> None:
        on_serial, self._on_serial = self._on_serial, None
        if on_serial is None:
            return
        try:
            serial = self._asked().info().device_sn.strip()
        except StoppedError:
            self._on_serial = on_serial
            raise
        except Exception as error:  # noqa: BLE001 - a device that does not tell is watched as well
            failure = _named(error).failure
            logger.debug("%s: does not tell what it is: %s", self._device.id, failure)
            if failure is not Failure.NOT_THIS_PATH:
                self._on_serial = on_serial  # at the next look
            return
        if serial:
            on_serial(serial)

    def _recover(self, entry: _Entry) -> None:
        try:
            if entry.recovery is None:
                self._settle(entry.gap)
                if not entry.gap.problem:
                    self._tell(entry, msgspec.structs.replace(entry.gap, state=GapState.RECOVERING))
                entry.recovery = Recovery(
                    entry.task,
                    on_page=self._on_page,
                    on_gap=lambda gap: self._tell(entry, gap),
                    pause=self._breathe,
                )
            gap = entry.recovery.run(self._asked())
        except StoppedError:
            if not self._stopping.is_set() and entry.gap.state is GapState.RECOVERING:
                self._tell(entry, msgspec.structs.replace(entry.gap, state=GapState.WAITING))
            return
        except Exception as error:  # noqa: BLE001 - this thread must not die; `_fail` logs what has no name
            self._fail(entry, error)
            return
        self._end(entry, gap)

    def _fail(self, entry: _Entry, error: Exception) -> None:
        named, gap = _named(error), entry.gap
        if named.failure is Failure.INTERNAL_ERROR:
            logger.error("%s: internal error in the recovery of gap %d", self._device.id, gap.id, exc_info=error)
        entry.attempts = 1 if gap.read > entry.read else entry.attempts + 1
        entry.read = gap.read
        has_clock = entry.recovery is not None and entry.recovery.has_clock
        result = verdict(named, entry.attempts, begun=gap.read > 0, has_clock=has_clock)
        gap = msgspec.structs.replace(gap, state=result.state, problem=SENTENCES[result.shortfall], detail=named.detail)
        if result.state is not GapState.WAITING:
            self._end(entry, gap)
            return
        pause = min(self._timing.longest_records_retry, self._timing.first_retry * 2 ** (min(entry.attempts, 32) - 1))
        entry.due = time.monotonic() + pause if result.retry else None
        logger.info("%s: gap %d: %s", self._device.id, gap.id, named)
        self._tell(entry, gap)

    def _tell(self, entry: _Entry, gap: Gap) -> None:
        if entry.recovery is None:
            entry.task = msgspec.structs.replace(entry.task, gap=gap)
        else:
            entry.recovery.gap = gap
        if entry in self._entries:
            self._on_gap(gap)

    def _end(self, entry: _Entry, gap: Gap) -> None:
        logger.info(
            "%s: gap %d: %s, %d records, %d of them new", self._device.id, gap.id, gap.state, gap.read, gap.recovered
        )
        with self._changed:
            dropped = entry not in self._entries
            if not dropped:
                self._entries.remove(entry)
        if not dropped:
            self._on_gap(gap)

    # --- asking and waiting ---

    def _asked(self) -> Rest:
        return Rest(self._account, stop=self._is_over, timing=self._timing)

    def _settle(self, gap: Gap) -> None:
        """Wait until the device has surely written what happened just before the gap's end."""
        written = self._timing.written
        self._wait(min(written, (gap.to_ms or 0) / 1000 + written - time.time()))

    def _wait(self, seconds: float) -> None:
        deadline = Deadline(seconds, self._is_over)
        try:
            while True:
                self._stopping.wait(deadline.slice())
        except TimeoutError:
            return

    def _breathe(self) -> None:
        """Wait before the next page: a moment, and for the disk, but not so long that an alarm would wait for it."""
        until = time.monotonic() + _LONGEST_BREATH
        self._wait(self._timing.breath)
        while self._is_pressed() and time.monotonic() < until:
            self._wait(self._timing.breath)

    def _is_over(self) -> bool:
        return self._interrupted or self._stopping.is_set()


def _named(error: Exception) -> LinkError:
    if isinstance(error, TimeoutError):
        return LinkError(Failure.TIMED_OUT, QT_TRANSLATE_NOOP("Detail", "no answer in time"))
    if isinstance(error, CertificateUnknown):
        return LinkError(Failure.CERTIFICATE_CHANGED, certificate=error.certificate)
    return of_exception(error, State.SIGNING_IN)
