"""The book of alarms among threads: a lock, what falls due with time, and whoever is told of a change."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Protocol

import msgspec

from facemon.alarm import Alarm, Change, Deed, Flood, Moment, Outcome, Shelf, Watched
from facemon.alarms.book import Book
from facemon.alarms.outage import Place
from facemon.device.status import Status
from facemon.event import Happening
from facemon.history.keeping import Keeping
from facemon.history.opening import Opening
from facemon.history.query import Found
from facemon.monitor.lasting import Lasting
from facemon.monitor.update import AlarmChanged, BoardUpdate, FloodsChanged, ShelvesChanged, WatchListChanged
from facemon.settings import AlarmRule, AttentionSettings

log = logging.getLogger(__name__)
_AFTER_A_FAULT = 1.0  # seconds


class AlarmRecord(Protocol):
    """What keeps alarms for ever; a `facemon.history.history.History`."""

    def alarm_changed(self, changes: Sequence[Change]) -> None: ...
    def shelved(self, shelf: Shelf) -> None: ...
    def unshelved(self, device_id: str, rule: str, at_ms: int) -> None: ...
    def watch(self, watched: Watched) -> None: ...
    def unwatch(self, watched_id: int, at_ms: int, by: str) -> None: ...
    def duty(self, at_ms: int, operator: str) -> None: ...


class AlarmKeeper:
    """Keeps every alarm that is owed. Its methods may be called from any thread; none waits for a disk.

    Each verb returns what has changed, as the sink has been told it. For what they raise, see `Book`.

    Args:
        rule: gives a rule by its name.
        attention: gives how alarms come to the guard.
        lock: held while the book changes and the sink is told; reentrant. Whoever holds it sees both agree.
        sink: takes the updates. It must not block.
        record: keeps them.
        on_supervisor: told of an alarm of which the supervisor is to be told.
    """

    def __init__(
        self,
        rule: Callable[[str], AlarmRule],
        attention: Callable[[], AttentionSettings],
        *,
        lock: threading.RLock,
        sink: Callable[[BoardUpdate], None],
        record: AlarmRecord,
        on_supervisor: Callable[[Alarm], None] = lambda _: None,
    ) -> None:
        self._lock = lock
        self._due = threading.Condition(lock)
        self._sink = sink
        self._record = record
        self._on_supervisor = on_supervisor
        self._last_id = 0
        self._order = 0
        self._floods: list[Flood] = []  # these three as the sink has been told
        self._shelves: list[Shelf] = []
        self._watched: list[Watched] = []
        self._lasting = Lasting(self._condition)
        self._wake_s: float | None = None  # for when the thread has set its alarm clock
        self._ending = False
        self._book = Book(rule, attention, local=_local, new_id=self._new_id)
        self._thread = threading.Thread(target=self._run, name="alarms", daemon=True)

    def start(self) -> None:
        """Begin to do what falls due with time."""
        self._thread.start()

    def stop(self) -> None:
        """Begin to end."""
        with self._lock:
            self._ending = True
            self._due.notify_all()

    def join(self, timeout: float) -> bool:
        """Wait for the end after `stop`; return whether it came within `timeout` seconds."""
        if self._thread.ident is not None:
            self._thread.join(timeout)
        return not self._thread.is_alive()

    def is_owed(self, alarm_id: int) -> bool:
        """Return whether somebody still has to acknowledge it."""
        with self._lock:
            return any(alarm.id == alarm_id for alarm in self._book.owed())

    def holds(self, number: int) -> bool:
        """Return whether the event with this arrival number is among the newest of an alarm that is owed."""
        with self._lock:
            return any(number in alarm.numbers for alarm in self._book.owed())

    # What happens

    def arrived(self, happening: Happening, number: int) -> list[Change]:
        """Decide on an event; `tell` of it and keep it are for whoever asks, who holds the lock all the while."""
        return self._book.happened(happening, number, _now())

    def tell(self, changes: Sequence[Change], *, restored: bool = False) -> list[BoardUpdate]:
        """Tell the sink of changes, and of floods that have begun, grown or ended by them; the lock is held."""
        updates: list[BoardUpdate] = [AlarmChanged(change.alarm, self._next(), restored) for change in changes]
        if (floods := self._book.floods) != self._floods:
            self._floods = floods
            updates.append(FloodsChanged(tuple(floods), self._next()))
        for update in updates:
            self._sink(update)
        due_s = self._book.due_s()
        if due_s is not None and (self._wake_s is None or due_s < self._wake_s):
            self._due.notify_all()
        for change in changes:
            if any(action.deed is Deed.SUPERVISOR and not action.text for action in change.actions):
                self._on_supervisor(change.alarm)
        return updates

    def restore(self, opening: Opening) -> None:
        """Take over what earlier runs have left: the alarms that are owed, and what was raised and has none."""
        with self._lock:
            now = _now()
            self._last_id = max(self._last_id, *(alarm.id for alarm in opening.alarms), 0)
            self._book.restore(opening.alarms, opening.shelves, opening.watch_list, now)
            self.tell([Change(alarm) for alarm in opening.alarms], restored=True)
            self._tell_lists()
            self._take_orphans(opening.orphans, now)
            self._lasting.settle(opening.alarms)

    def place_devices(self, places: Mapping[str, Place]) -> None:
        """The devices are called this and are there."""
        with self._lock:
            self._book.place_devices(places)

    def watch_devices(self, device_ids: Collection[str]) -> None:
        """Just these devices are watched from now on: each is offline until it is live, and no other is missed."""
        with self._lock:
            self._lasting.watch_devices(frozenset(device_ids), _now().wall_ms)

    def follow(self, status: Status) -> None:
        """A device's connection stands like this."""
        with self._lock:
            if not self._ending:  # what ends with facemon is no failure
                self._lasting.follow(status, _now().wall_ms)

    def follow_keeping(self, keeping: Keeping) -> None:
        """It stands like this with the history."""
        with self._lock:
            if not self._ending:
                self._lasting.follow_keeping(keeping, _now().wall_ms)

    def rules_changed(self) -> list[BoardUpdate]:
        """The settings are others now."""
        return self._do(self._book.rules_changed)

    def forget(self, numbers: Collection[int]) -> list[BoardUpdate]:
        """These events have been erased."""
        return self._do(lambda now: self._book.forget(numbers, now))

    def unlist(self, watched_ids: Collection[int]) -> list[BoardUpdate]:
        """These entries of the watch list have been erased with their person."""

        def unlist(_: Moment) -> list[Change]:
            for watched_id in watched_ids:
                self._book.unwatch(watched_id)
            return []

        return self._do(unlist)

    def told(self, alarm_id: int, text: str) -> list[BoardUpdate]:
        """Put on record what came of reaching the supervisor for an alarm, if it is known still."""
        try:
            return self._do(lambda now: self._book.told(alarm_id, text, now))
        except KeyError:
            return []

    # What operators do

    def acknowledge(
        self, alarm_id: int, count: int, by: str, *, note: str = "", outcome: Outcome | None = None
    ) -> list[BoardUpdate]:
        """Close an alarm as the operator saw it."""
        return self._do(lambda now: self._book.acknowledge(alarm_id, count, by, now, note=note, outcome=outcome))

    def acknowledge_low(
        self, shown: Mapping[int, int], by: str, *, outcome: Outcome | None = None
    ) -> list[BoardUpdate]:
        """Close those of these that may be closed together."""
        return self._do(lambda now: self._book.acknowledge_low(shown, by, now, outcome=outcome))

    def undo(self, alarm_id: int, by: str) -> list[BoardUpdate]:
        """Take an acknowledgement back."""
        return self._do(lambda now: self._book.undo(alarm_id, by, now))

    def look(self, alarm_id: int, by: str) -> list[BoardUpdate]:
        """Look into it."""
        return self._do(lambda now: self._book.look(alarm_id, by, now))

    def give_back(self, alarm_id: int, by: str) -> list[BoardUpdate]:
        """Look into it no longer."""
        return self._do(lambda now: self._book.give_back(alarm_id, by, now))

    def annotate(
        self, alarm_id: int, by: str, *, note: str | None = None, outcome: Outcome | None = None
    ) -> list[BoardUpdate]:
        """Put a note or an outcome to it."""
        return self._do(lambda now: self._book.annotate(alarm_id, by, now, note=note, outcome=outcome))

    def tick(self, alarm_id: int, line: int, by: str, *, on: bool) -> list[BoardUpdate]:
        """Tick a line of its instruction, or take the tick away."""
        return self._do(lambda now: self._book.tick(alarm_id, line, by, now, on=on))

    def shelve(self, device_id: str, rule: str, minutes: float, reason: str, by: str) -> list[BoardUpdate]:
        """Keep a nuisance kind of a device from ringing."""

        def shelve(now: Moment) -> list[Change]:
            changes = self._book.shelve(device_id, rule, minutes, reason, by, now)
            for shelf in self._book.shelves:
                if (shelf.device_id, shelf.rule) == (device_id, rule):
                    self._record.shelved(shelf)
            return changes

        return self._do(shelve)

    def unshelve(self, device_id: str, rule: str, by: str) -> list[BoardUpdate]:
        """Let it ring again."""

        def unshelve(now: Moment) -> list[Change]:
            changes = self._book.unshelve(device_id, rule, by, now)
            self._record.unshelved(device_id, rule, now.wall_ms)
            return changes

        return self._do(unshelve)

    def watch(self, user_id: str, name: str, reason: str, by: str, *, until_ms: int | None = None) -> list[BoardUpdate]:
        """Watch for a person from now on."""

        def watch(now: Moment) -> list[Change]:
            watched = Watched(
                id=self._new_id(),
                user_id=user_id,
                name=name,
                reason=reason,
                from_ms=now.wall_ms,
                until_ms=until_ms,
                by=by,
            )
            self._book.watch(watched)
            self._record.watch(watched)
            return []

        return self._do(watch)

    def change_watch(self, watched_id: int, reason: str, *, until_ms: int | None = None) -> list[BoardUpdate]:
        """Give somebody on the watch list another reason and end. Raises KeyError for an entry that is no more."""

        def change(_now: Moment) -> list[Change]:
            former = {one.id: one for one in self._book.watched}[watched_id]
            changed = msgspec.structs.replace(former, reason=reason, until_ms=until_ms)
            self._book.watch(changed)
            self._record.watch(changed)
            return []

        return self._do(change)

    def unwatch(self, watched_id: int, by: str) -> list[BoardUpdate]:
        """Watch for a person no longer."""

        def unwatch(now: Moment) -> list[Change]:
            self._book.unwatch(watched_id)
            self._record.unwatch(watched_id, now.wall_ms, by)
            return []

        return self._do(unwatch)

    def on_duty(self, operator: str) -> None:
        """Keep who has taken over the desk."""
        self._record.duty(_now().wall_ms, operator)

    # How it is done

    def _do(self, deed: Callable[[Moment], list[Change]]) -> list[BoardUpdate]:
        with self._lock:
            changes = deed(_now())
            updates = self.tell(changes) + self._tell_lists()
            if changes:
                self._record.alarm_changed(changes)
            return updates

    def _tell_lists(self) -> list[BoardUpdate]:
        updates: list[BoardUpdate] = []
        if (shelves := self._book.shelves) != self._shelves:
            self._shelves = shelves
            updates.append(ShelvesChanged(tuple(shelves), self._next()))
        if (watched := self._book.watched) != self._watched:
            self._watched = watched
            updates.append(WatchListChanged(tuple(watched), self._next()))
        for update in updates:
            self._sink(update)
        return updates

    def _condition(self, rule: str, device_id: str, since_ms: int | None) -> None:
        self._do(
            lambda now: self._book.condition(
                rule, device_id, on=since_ms is not None, since_ms=since_ms or now.wall_ms, now=now
            )
        )

    def _take_orphans(self, orphans: Iterable[Found], now: Moment) -> None:
        """Raise what was raised but has no alarm on record, as if it were then: its age counts."""
        for found in orphans:
            age_s = max(0.0, (now.wall_ms - found.happening.at_ms) / 1000)
            then = Moment(found.happening.at_ms, now.steady_s - age_s)
            try:
                changes = self._book.adopt(found.happening, found.id, then)
            except Exception:
                log.exception("what was raised before cannot be raised again")
            else:
                self.tell(changes, restored=True)
                self._record.alarm_changed(changes)

    def _run(self) -> None:
        with self._lock:
            while not self._ending:
                try:
                    self._wake_s = self._book.due_s()
                    wait_s = None if self._wake_s is None else self._wake_s - time.monotonic()
                    if wait_s is None or wait_s > 0:
                        self._due.wait(wait_s)
                    else:
                        self._do(self._book.turn)
                except Exception:
                    log.exception("a fault in what falls due with time")
                    self._due.wait(_AFTER_A_FAULT)

    def _new_id(self) -> int:
        """Return an id that no alarm has had: the time, in microseconds, so that no file needs to be asked."""
        self._last_id = max(time.time_ns() // 1000, self._last_id + 1)
        return self._last_id

    def _next(self) -> int:
        self._order += 1
        return self._order


def _now() -> Moment:
    return Moment(round(time.time() * 1000), time.monotonic())


def _local(at_ms: int) -> tuple[int, int]:
    local = time.localtime(at_ms / 1000)
    return local.tm_wday, local.tm_hour * 60 + local.tm_min
