"""The thread that asks devices which are live and silent whether they have recorded what they have not reported."""

from __future__ import annotations

import itertools
import logging
import random
import threading
import time
from collections.abc import Callable, Collection

import msgspec

from facemon.device.account import Account
from facemon.device.deadline import StoppedError
from facemon.device.failure import of_exception
from facemon.device.freshness import (
    Check,
    Freshness,
    Heard,
    Link,
    Record,
    are_not_stored,
    begin_s,
    overdue,
    unreported_since_ms,
)
from facemon.device.judging import NotOffered
from facemon.device.lifecycle import REFUSALS
from facemon.device.records import MOST_RECORDS
from facemon.device.rest import Rest
from facemon.device.status import Failure, State, Status
from facemon.device.timing import Timing
from facemon.event import Happening

log = logging.getLogger(__name__)

_ASKED = 2  # records: the newest tells, and the second where a device gives the oldest first, whatever it is asked
_LONGEST = 15.0  # seconds for one device; others are waiting
_APART = 0.2  # seconds at least from one question to the next
_TRIES = 3  # unanswered in a row, before it is said
_FOR_GOOD = (Check.NO_RECORDS, Check.NO_SIGN_IN)  # as long as the link lasts


class _Device:
    """One device that is watched. Belongs to whoever holds the lock."""

    def __init__(self, device_id: str, quiet: float) -> None:
        self.told = Freshness(device_id=device_id)
        self.live = False
        self.live_at = 0.0  # monotonic seconds
        self.link = Link(0)
        self.pause = quiet  # seconds, from one question to the next
        self.due: float | None = None  # monotonic seconds of the next step
        self.suspects: tuple[Record, ...] = ()  # recorded, and not come over the link so far
        self.unanswered = 0  # questions in a row


class FreshnessWatch:
    """Asks one device after the other, rarely. Its methods may be called from any thread and return at once.

    Args:
        account: gives the account of a device by its id; None where the device is not watched.
        known: gives which uuids of a device have come, over its link or out of its records; it may wait for the disk.
        renew: told a device's id and since when (Unix milliseconds) nothing that it recorded has come, though it is
            live; from the own thread.
        on_told: told what is known of a device's silence, when that has changed; likewise.
        timing: how long what takes.
        chance: gives a number from 0 to 1, so that devices that became live together are not asked together.
    """

    def __init__(
        self,
        *,
        account: Callable[[str], Account | None],
        known: Callable[[str, Collection[str]], set[str]],
        renew: Callable[[str, int], None],
        on_told: Callable[[Freshness], object],
        timing: Timing,
        chance: Callable[[], float] = random.random,
    ) -> None:
        self._account = account
        self._known = known
        self._renew = renew
        self._on_told = on_told
        self._timing = timing
        self._chance = chance
        # By device, with monotonic seconds; written by its own thread, without the lock: it is for every event.
        self._heard: dict[str, tuple[float, Heard]] = {}
        self._changed = threading.Condition()  # guards what follows
        self._devices: dict[str, _Device] = {}
        self._stopping = False
        self._thread = threading.Thread(target=self._run, name="freshness", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def follow(self, status: Status) -> None:
        """A device's connection stands like this."""
        with self._changed:
            device = self._devices.setdefault(status.device_id, _Device(status.device_id, self._timing.quiet))
            live = status.state is State.LIVE
            if live and not device.live:
                device.live_at = time.monotonic()
                device.link = Link(status.since_ms)
                device.suspects, device.unanswered = (), 0
                self._schedule(device)
            elif not live:
                device.due = None
            device.live = live

    def arrived(self, happening: Happening) -> None:
        """This has come over the link; from the device's own thread."""
        self._heard[happening.device_id] = time.monotonic(), Heard.of(happening)

    def unreadable(self, device_id: str) -> None:
        """Something that cannot be read has come over the link; from the device's own thread."""
        self._heard[device_id] = time.monotonic(), Heard(None, round(time.time() * 1000))

    def skew(self, device_id: str, skew_ms: int) -> None:
        """A device's clock is so many milliseconds ahead of this computer's."""
        with self._changed:
            device = self._devices.get(device_id)
            if device is not None and device.live:
                skews = (*device.link.skews, skew_ms)
                device.link = device.link._replace(skews=tuple({min(skews), max(skews)}))

    def stop(self) -> None:
        """Begin to end."""
        with self._changed:
            self._stopping = True
            self._changed.notify_all()

    def join(self, timeout: float) -> bool:
        """Wait for the end; return whether it has come within `timeout` seconds."""
        if self._thread.ident is not None:
            self._thread.join(timeout)
        return not self._thread.is_alive()

    def _schedule(self, device: _Device, seconds: float | None = None) -> None:
        """Let a device's next step be so far away, by default its pause; the lock is held."""
        seconds = device.pause if seconds is None else seconds
        device.due = time.monotonic() + seconds * (0.85 + 0.3 * self._chance())
        self._changed.notify_all()

    # --- the thread ---

    def _run(self) -> None:
        while (device := self._next()) is not None:
            try:
                if device.suspects:
                    self._judge(device)
                elif not self._spoke(device):
                    self._ask(device)
                    self._wait(_APART)
            except StoppedError:
                pass
            except Exception:
                log.exception("%s: a fault in checking its silence", device.told.device_id)

    def _next(self) -> _Device | None:
        """Wait for the device whose step is due, and return it with its following step scheduled; None at the end."""
        with self._changed:
            while not self._stopping:
                waiting = [(device.due, device) for device in self._devices.values() if device.due is not None]
                due, device = min(waiting, key=lambda entry: entry[0], default=(None, None))
                now = time.monotonic()
                if due is not None and device is not None and due <= now:
                    self._schedule(device)
                    return device
                self._changed.wait(None if due is None else due - now)
        return None

    def _spoke(self, device: _Device) -> bool:
        """Return whether something has come over the link lately: then there is nothing to ask."""
        at, heard = self._heard.get(device.told.device_id, (0.0, None))
        with self._changed:
            if heard is None or at < device.live_at:
                return False
            if device.link.heard != heard:
                device.link = device.link._replace(heard=heard)
                device.pause = self._timing.quiet
            silent = time.monotonic() - at
            lately = silent < 0.9 * device.pause
            if lately and device.live:
                self._schedule(device, device.pause - silent)
        self._tell(device, mute=False)
        return lately

    def _ask(self, device: _Device) -> None:
        account = self._account(device.told.device_id)
        if account is None:
            return
        with self._changed:
            link, live_at = device.link, device.live_at
        asked_from = begin_s(link) or 0
        until = time.monotonic() + _LONGEST
        rest = Rest(
            account, stop=lambda: self._is_over(device, live_at) or time.monotonic() > until, timing=self._timing
        )
        try:
            records = _read(rest, device.told.device_id, asked_from)
        except StoppedError:
            if self._is_over(device, live_at):
                raise
            self._tell_why_not(device, Check.NO_ANSWER)
        except Exception as error:  # noqa: BLE001 - what it is makes no difference here, but for what is told
            self._tell_why_not(device, _named(device.told.device_id, error))
        else:
            device.unanswered = 0
            self._take(device, link, records, asked_from, live_at)

    def _take(self, device: _Device, link: Link, records: list[Record], asked_from: int, live_at: float) -> None:
        device_id = device.told.device_id
        if begin_s(link) is None:
            first = max((record.second for record in records if record.second is not None), default=0)
            with self._changed:
                device.link = device.link._replace(first_s=first)
        if are_not_stored(records, link, asked_from):
            self._tell(device, check=Check.NOT_STORED)
            return
        known = self._known(device_id, [record.uuid for record in records])
        suspects = overdue(records, link, known, round(time.time() * 1000))
        with self._changed:
            if self._is_over(device, live_at):  # what the former link owed is being recovered: the new one owes it not
                return
            device.suspects = suspects
            if not suspects:
                device.pause = min(2 * device.pause, self._timing.longest_quiet)
            if device.live:
                self._schedule(device, self._timing.overdue if suspects else None)
        if not suspects:
            self._tell(device, check=Check.CHECKED)

    def _judge(self, device: _Device) -> None:
        """What the records have and the link had not brought has had its time to come: see whether it has."""
        device_id = device.told.device_id
        with self._changed:
            suspects, live_at = device.suspects, device.live_at
        known = self._known(device_id, [record.uuid for record in suspects])
        missed = [record for record in suspects if record.uuid not in known]
        with self._changed:
            device.suspects = ()
            if not missed or self._is_over(device, live_at):
                return
            device.pause = self._timing.mistrust
            since_ms = unreported_since_ms(missed, device.link)
        log.warning("%s: live, but it has recorded what it did not report: %s", device_id, missed[0].uuid)
        self._tell(
            device,
            check=Check.CHECKED,
            mute=True,
            unreported=device.told.unreported + 1,
            found_ms=round(time.time() * 1000),
            since_ms=since_ms,
        )
        self._renew(device_id, since_ms)

    def _tell_why_not(self, device: _Device, check: Check) -> None:
        device.unanswered += 1
        if check is Check.NO_ANSWER and device.unanswered < _TRIES:
            return
        if check in _FOR_GOOD:
            with self._changed:
                device.due = None
        self._tell(device, check=check)

    def _tell(self, device: _Device, **changes: object) -> None:
        told = msgspec.structs.replace(device.told, **changes)
        if told != device.told:
            device.told = told
            self._on_told(told)

    def _is_over(self, device: _Device, live_at: float) -> bool:
        """Return whether the link that became live then has ended, or all is to."""
        return self._stopping or not device.live or device.live_at != live_at

    def _wait(self, seconds: float) -> None:
        with self._changed:
            self._changed.wait_for(lambda: self._stopping, seconds)


def _read(rest: Rest, device_id: str, begin: int) -> list[Record]:
    page = rest.records(begin, 0, limit=_ASKED, newest_first=True)
    items = itertools.islice(page.items(), MOST_RECORDS)  # a device may give more than it is asked for
    return [Record.of(item, device_id) for item in items if item is not None]


def _named(device_id: str, error: Exception) -> Check:
    if isinstance(error, NotOffered):
        return Check.NO_RECORDS
    failure = of_exception(error, State.SIGNING_IN).failure
    if failure is Failure.INTERNAL_ERROR:
        log.error("%s: internal error in checking its silence", device_id, exc_info=error)
    else:
        log.debug("%s: its silence cannot be checked: %s", device_id, failure)
    return Check.NO_SIGN_IN if failure in REFUSALS else Check.NO_ANSWER
