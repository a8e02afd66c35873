"""Reaches a supervisor when nobody answers an alarm: by command, by webhook, or both, and tells how it went."""

from __future__ import annotations

import collections
import contextlib
import logging
import threading
import time
from collections.abc import Callable

import msgspec

from facemon.alarm import Alarm
from facemon.device.deadline import Deadline, StoppedError
from facemon.device.timing import Timing
from facemon.monitor.command import run_command
from facemon.monitor.notice import Told, Unreached, notice, test_alarm
from facemon.monitor.webhook import post
from facemon.phrase import QT_TRANSLATE_NOOP
from facemon.settings import AttentionSettings

log = logging.getLogger(__name__)

_AFTER_A_FAULT = 1.0  # seconds
MOST_WAITING = 500  # alarms; as many as can be owed
_MOST_REFUSED = 5_000  # alarms beyond that of which it is still put on record that nobody was told
NOTHING_SET = QT_TRANSLATE_NOOP("Supervisor", "neither a command nor a webhook is set")
_TOO_MANY = QT_TRANSLATE_NOOP("Supervisor", "too many alarms are waiting for it")
_ANSWERED = QT_TRANSLATE_NOOP("Supervisor", "the alarm was answered first")
ENDED = QT_TRANSLATE_NOOP("Supervisor", "facemon was closed first")
_FAULT = QT_TRANSLATE_NOOP("Supervisor", "a fault in facemon itself, see the log")


class Patience(msgspec.Struct, frozen=True, kw_only=True):
    """Seconds throughout. The defaults are what a guard desk runs with; tests pass shorter ones."""

    command: float = 30.0  # until a command that has not ended is killed
    again: tuple[float, ...] = (5.0, 20.0, 60.0)  # from one attempt in vain to the next; after the last it is given up
    network: Timing = Timing(answer=10.0)


class _Task(msgspec.Struct):
    alarm: Alarm
    way: str
    due_s: float  # steady
    failed: int = 0


class Supervisor:
    """Tells of alarms, one at a time, in a thread of its own; the most pressing of those that are due comes first.

    Args:
        attention: gives the settings in force; from the thread.
        secret: gives the value of the webhook's header, or None; from a thread of its own, since the keyring may wait.
        device_name: gives a device's name by its id; from the thread.
        on_told: told once of each alarm and way how it went; from the thread, the last ones while it ends.
        owed: whether an alarm is still unanswered, by its id; from the thread. Of an answered one nobody is told.
        patience: for tests.
    """

    def __init__(
        self,
        attention: Callable[[], AttentionSettings],
        *,
        secret: Callable[[], str | None],
        device_name: Callable[[str], str],
        on_told: Callable[[Told], None],
        owed: Callable[[int], bool] = lambda _: True,
        patience: Patience | None = None,
    ) -> None:
        self._attention = attention
        self._secret = secret
        self._device_name = device_name
        self._on_told = on_told
        self._owed = owed
        self._patience = patience or Patience()
        self._changed = threading.Condition()
        self._new: collections.deque[Alarm] = collections.deque()
        self._refused: collections.deque[int] = collections.deque(maxlen=_MOST_REFUSED)
        self._ending = False
        self._tasks: list[_Task] = []  # the thread's own, but for their number
        self._thread = threading.Thread(target=self._work, name="supervisor", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def tell(self, alarm: Alarm) -> None:
        """Have the supervisor told of this alarm. From any thread; never waits, and calls nothing back from here."""
        with self._changed:
            if len(self._new) + len(self._tasks) < MOST_WAITING:
                self._new.append(alarm)
            else:
                self._refused.append(alarm.id)
            self._changed.notify()

    def end(self) -> None:
        """Break off what goes on; of what is still to be told, it is reported that it was not. Never waits."""
        with self._changed:
            self._ending = True
            self._changed.notify()

    def join(self, timeout: float) -> bool:
        """Wait for the end after `end`; return whether it came within `timeout` seconds."""
        if self._thread.ident is not None:
            self._thread.join(timeout)
        return not self._thread.is_alive()

    def _work(self) -> None:
        while not self._ending:
            try:
                self._take_new()
                task = self._due()
                if task is not None:
                    self._try(task)
            except Exception:
                log.exception("a fault in telling the supervisor")
                with self._changed:
                    self._changed.wait_for(lambda: self._ending, _AFTER_A_FAULT)
        with contextlib.suppress(Exception):  # it has been logged before
            self._take_new()
        for task in self._tasks:
            self._tell(Told(task.alarm.id, task.way, ENDED))

    def _take_new(self) -> None:
        chosen = ways(self._attention())
        with self._changed:
            new, refused = list(self._new), list(self._refused)
            self._new.clear()
            self._refused.clear()
            self._tasks += [_Task(alarm, way, time.monotonic()) for alarm in new for way in chosen]
        if not chosen:
            for alarm in new:
                self._tell(Told(alarm.id, "", NOTHING_SET))
        for alarm_id in refused:
            self._tell(Told(alarm_id, "", _TOO_MANY))

    def _due(self) -> _Task | None:
        """Return what is to be tried now; or None, after waiting until something may be."""
        with self._changed:
            now_s = time.monotonic()
            due = [task for task in self._tasks if task.due_s <= now_s]
            if due:
                return max(due, key=lambda task: (task.alarm.priority, -task.failed, -task.alarm.since_ms))
            if not (self._new or self._refused or self._ending):
                next_s = min((task.due_s for task in self._tasks), default=None)
                self._changed.wait(None if next_s is None else next_s - now_s)
            return None

    def _try(self, task: _Task) -> None:
        alarm, again = task.alarm, self._patience.again
        told = Told(alarm.id, task.way)
        try:
            if self._owed(alarm.id):
                settings = self._attention()
                told_of = notice(
                    alarm, device_name=self._device_name(alarm.device_id), with_names=settings.notification_names
                )
                _attempt(task.way, settings, told_of, self._secret, self._patience, lambda: self._ending)
            else:
                told = Told(alarm.id, task.way, _ANSWERED)
        except StoppedError:
            return
        except Unreached as error:
            if error.again and task.failed < len(again):
                log.info("alarm %d: not told by %s yet: %s", alarm.id, task.way, error)
                task.due_s = time.monotonic() + again[task.failed]
                task.failed += 1
                return
            told = Told(alarm.id, task.way, error.reason, error.detail)
        except Exception:
            log.exception("the supervisor could not be told")
            told = Told(alarm.id, task.way, _FAULT)
        with self._changed:
            self._tasks.remove(task)
        self._tell(told)

    def _tell(self, told: Told) -> None:
        log.log(logging.INFO if told.reached else logging.WARNING, "alarm %d: supervisor: %s", told.alarm_id, told.text)
        try:
            self._on_told(told)
        except Exception:
            log.exception("how telling the supervisor went could not be put on record")


def ways(settings: AttentionSettings) -> tuple[str, ...]:
    """Return the ways that are set in which a supervisor is told."""
    return (("command",) if settings.command else ()) + (("webhook",) if settings.webhook else ())


def try_once(
    settings: AttentionSettings,
    *,
    secret: Callable[[], str | None],
    stop: Callable[[], bool] = lambda: False,
    patience: Patience | None = None,
) -> tuple[Told, ...]:
    """Tell the supervisor that this is a test, once in each way that is set, and return how it went.

    Takes up to 40 s, and a minute more where somebody has to unlock the keyring: not for a thread that others wait for.

    Args:
        secret: gives the value of the webhook's header, or None.
        stop: asked several times a second; true ends it.

    Raises:
        StoppedError: told to stop.
    """
    alarm = test_alarm(round(time.time() * 1000))
    told_of = notice(alarm, device_name="", with_names=False, test=True)
    told = []
    for way in ways(settings):
        try:
            _attempt(way, settings, told_of, secret, patience or Patience(), stop)
            told.append(Told(alarm.id, way))
        except Unreached as error:
            told.append(Told(alarm.id, way, error.reason, error.detail))
    return tuple(told) or (Told(alarm.id, "", NOTHING_SET),)


def _attempt(
    way: str,
    settings: AttentionSettings,
    told_of: bytes,
    secret: Callable[[], str | None],
    patience: Patience,
    stop: Callable[[], bool],
) -> None:
    if way not in ways(settings):
        raise Unreached(NOTHING_SET, again=False)
    if way == "command":
        run_command(settings.command, told_of, Deadline(patience.command, stop))
    else:
        post(
            settings.webhook, told_of, header=settings.webhook_header, secret=secret, timing=patience.network, stop=stop
        )
