"""The window's side of the alarms: what is owed now, and the verbs with which the operator answers."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Protocol

from PySide6.QtCore import QObject, QTimer, Signal

from facemon.alarm import Alarm, Flood, Outcome, Shelf, Watched
from facemon.monitor import AlarmChanged, BoardUpdate, FloodsChanged, ShelvesChanged
from facemon.ui.alarms.sparing import Sparing, calls, only_counts

log = logging.getLogger(__name__)
RECENT_S = 10  # seconds in which an acknowledgement can be taken back
MOST_ORDERS = 10_000  # alarms of which it is known which update was the newest: one that is older comes within seconds


class AlarmKeeping(Protocol):
    """What keeps the alarms. Every verb returns at once, with what has become of them."""

    def acknowledge(
        self, alarm_id: int, count: int, by: str, *, note: str = "", outcome: Outcome | None = None
    ) -> Sequence[BoardUpdate]: ...
    def acknowledge_low(
        self, shown: Mapping[int, int], by: str, *, outcome: Outcome | None = None
    ) -> Sequence[BoardUpdate]: ...
    def undo(self, alarm_id: int, by: str) -> Sequence[BoardUpdate]: ...
    def look(self, alarm_id: int, by: str) -> Sequence[BoardUpdate]: ...
    def give_back(self, alarm_id: int, by: str) -> Sequence[BoardUpdate]: ...
    def annotate(
        self, alarm_id: int, by: str, *, note: str | None = None, outcome: Outcome | None = None
    ) -> Sequence[BoardUpdate]: ...
    def tick(self, alarm_id: int, line: int, by: str, *, on: bool) -> Sequence[BoardUpdate]: ...
    def shelve(self, device_id: str, rule: str, minutes: int, reason: str, by: str) -> Sequence[BoardUpdate]: ...
    def unshelve(self, device_id: str, rule: str, by: str) -> Sequence[BoardUpdate]: ...
    def watch(
        self, user_id: str, name: str, reason: str, by: str, *, until_ms: int | None = None
    ) -> Sequence[BoardUpdate]: ...
    def change_watch(self, watched_id: int, reason: str, *, until_ms: int | None = None) -> Sequence[BoardUpdate]: ...
    def unwatch(self, watched_id: int, by: str) -> Sequence[BoardUpdate]: ...
    def on_duty(self, operator: str) -> None: ...


class AlarmBoard(QObject):
    """What is owed, shelved, flooded and watched. Belongs to the window's thread.

    A verb shows on the board before it returns. One that comes too late, since the alarm is closed already, does
    nothing; what the rules do not allow raises what `facemon.alarms.book.Book` says (`NoteRequired`, ValueError).

    Args:
        keeper: keeps them.
        on_alarms: told of changes of alarms before any signal.
        operator: who sits at the desk until somebody else takes it over.
    """

    changed = Signal()  # `alarms()`, `recent`, `shelves`, `floods` or `watched`
    raised = Signal()  # an alarm is new, or open again: somebody is wanted
    escalated = Signal()  # an alarm has waited too long: it is louder now, or its supervisor is told
    operator_changed = Signal()

    def __init__(
        self,
        keeper: AlarmKeeping,
        on_alarms: Callable[[list[AlarmChanged]], None] = lambda _: None,
        operator: str = "",
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._keeper = keeper
        self._on_alarms = on_alarms
        self._operator = operator
        self._owed: dict[int, Alarm] = {}
        self._ordered: list[Alarm] | None = None  # the same in the order of the lane; None: they have changed
        self._recent: dict[int, tuple[Alarm, float]] = {}  # with the steady second until which it is
        self._orders: dict[int | type, int] = {}  # of the newest update, by alarm or kind of update
        self._shelves: tuple[Shelf, ...] = ()
        self._floods: tuple[Flood, ...] = ()
        self._watched: tuple[Watched, ...] = ()
        self._unannounced = False, False, False  # of the first three signals, which are due
        self._counting = True  # only how often something has come is
        self.sparing = Sparing()
        self._waiting = QTimer(self, singleShot=True)
        self._waiting.timeout.connect(self._announce)
        self._ageing = QTimer(self, singleShot=True)
        self._ageing.timeout.connect(self._let_go)

    # What there is

    def alarms(self) -> list[Alarm]:
        """Return the alarms that are owed: by priority, then the oldest first."""
        if self._ordered is None:
            self._ordered = sorted(self._owed.values(), key=lambda alarm: (-alarm.priority, alarm.since_ms, alarm.id))
        return list(self._ordered)

    def alarm(self, alarm_id: int) -> Alarm | None:
        """Return the alarm with this id as it stands now, if it is owed or recent."""
        return self._owed.get(alarm_id) or self._recent.get(alarm_id, (None, 0.0))[0]

    @property
    def recent(self) -> list[Alarm]:
        """Those that somebody has acknowledged within `RECENT_S`, the latest first."""
        return [alarm for alarm, _ in reversed(self._recent.values())]

    @property
    def shelves(self) -> tuple[Shelf, ...]:
        """The kinds that are shelved at a device."""
        return self._shelves

    @property
    def floods(self) -> tuple[Flood, ...]:
        """The devices that raise more alarms than a person can handle."""
        return self._floods

    @property
    def watched(self) -> tuple[Watched, ...]:
        """The persons on the watch list."""
        return self._watched

    @property
    def operator(self) -> str:
        """Who sits at the desk: every deed carries this name."""
        return self._operator

    @operator.setter
    def operator(self, name: str) -> None:
        if name != self._operator:
            self._keeper.on_duty(name)
            self.seat(name)

    def seat(self, name: str) -> None:
        """Let every deed carry this name from now on. That somebody has taken over is put on record by the caller."""
        if name != self._operator:
            self._operator = name
            self.operator_changed.emit()

    # What the operator does

    def acknowledge(self, alarm: Alarm, note: str = "", outcome: Outcome | None = None) -> None:
        """Close this alarm as it was shown: what has come since is owed as another one."""
        self._do(lambda by: self._keeper.acknowledge(alarm.id, alarm.count, by, note=note, outcome=outcome))

    def acknowledge_low(self, alarms: Iterable[Alarm] | None = None, outcome: Outcome | None = None) -> None:
        """Close these as they were shown, as far as they may be closed together; None: all there are.

        Together go those of low priority, and what a flood has folded.
        """
        shown = {alarm.id: alarm.count for alarm in (self._owed.values() if alarms is None else alarms)}
        self._do(lambda by: self._keeper.acknowledge_low(shown, by, outcome=outcome))

    def undo(self, alarm: Alarm) -> None:
        """Take an acknowledgement back, within `RECENT_S`."""
        self._do(lambda by: self._keeper.undo(alarm.id, by))

    def look(self, alarm: Alarm) -> None:
        """Look into it: it stays owed, and silent for a set time."""
        self._do(lambda by: self._keeper.look(alarm.id, by))

    def give_back(self, alarm: Alarm) -> None:
        """Look into it no longer."""
        self._do(lambda by: self._keeper.give_back(alarm.id, by))

    def annotate(self, alarm: Alarm, *, note: str | None = None, outcome: Outcome | None = None) -> None:
        """Put a note or an outcome on an alarm that is owed or was closed lately."""
        self._do(lambda by: self._keeper.annotate(alarm.id, by, note=note, outcome=outcome))

    def tick(self, alarm: Alarm, line: int, *, on: bool = True) -> None:
        """Tick a line of its instruction, counted from 0, or take the tick away."""
        self._do(lambda by: self._keeper.tick(alarm.id, line, by, on=on))

    def shelve(self, device_id: str, rule: str, minutes: int, reason: str) -> None:
        """Keep a device's nuisance kind from ringing for a while."""
        self._do(lambda by: self._keeper.shelve(device_id, rule, minutes, reason, by))

    def unshelve(self, device_id: str, rule: str) -> None:
        """Let it ring again."""
        self._do(lambda by: self._keeper.unshelve(device_id, rule, by))

    def watch(self, user_id: str, name: str, reason: str, until_ms: int | None = None) -> None:
        """Put a person on the watch list, until then (Unix ms) or until somebody takes the person off."""
        self._do(lambda by: self._keeper.watch(user_id, name, reason, by, until_ms=until_ms))

    def change_watch(self, watched_id: int, reason: str, until_ms: int | None = None) -> None:
        """Give somebody on the watch list another reason and end; who has put the person there stays."""
        self._do(lambda _: self._keeper.change_watch(watched_id, reason, until_ms=until_ms))

    def unwatch(self, watched_id: int) -> None:
        """Take a person off the watch list."""
        self._do(lambda by: self._keeper.unwatch(watched_id, by))

    # What becomes of it

    def take(self, updates: Sequence[BoardUpdate]) -> None:
        """Show how these stand now; what is older than what is shown is left out."""
        self.accept(updates)
        self._announce()

    def accept(self, updates: Sequence[BoardUpdate]) -> None:
        """Take these up and let them be heard, but tell nobody else before `announce`."""
        news = [update for update in updates if self._is_news(update)]
        changed, raised, escalated = self._unannounced
        for update in news:
            if isinstance(update, AlarmChanged):
                former = self._owed.get(update.alarm.id)
                self._counting &= only_counts(update.alarm, former)
                self._put(update.alarm)
                raised |= calls(update.alarm, former)
                escalated |= update.alarm.owed and update.alarm.escalated > (former.escalated if former else 0)
            elif isinstance(update, ShelvesChanged):
                self._shelves = update.shelves
            elif isinstance(update, FloodsChanged):
                self._counting &= _flooded(update.floods) == _flooded(self._floods)
                self._floods = update.floods
            else:
                self._watched = update.watched
            self._counting &= isinstance(update, AlarmChanged | FloodsChanged)
        self._unannounced = changed or bool(news), raised, escalated
        self._tell([update for update in news if isinstance(update, AlarmChanged)])

    def announce(self) -> None:
        """Tell of what has been taken up: at once, unless that was costly only just now.

        Everybody who is told looks through all alarms. In a flood, with hundreds of them, that would take the window's
        time from all else; a repeat waits longer for the next time than what is new, and is told a few times a second.
        """
        changed, raised, escalated = self._unannounced
        wait = self.sparing.wait(pressing=raised or escalated, counting=self._counting)
        if not wait:
            self._announce()
        elif changed and not 0 <= self._waiting.remainingTime() <= wait * 1000:
            self._waiting.start(max(1, round(wait * 1000)))

    def _announce(self) -> None:
        changed, raised, escalated = self._unannounced
        self._waiting.stop()
        self._unannounced = False, False, False
        self._counting = True
        begun = time.monotonic()
        if changed:
            self.changed.emit()
        if raised:
            self.raised.emit()
        if escalated:
            self.escalated.emit()
        if changed:
            self.sparing.took(time.monotonic() - begun)

    def _do(self, deed: Callable[[str], Sequence[BoardUpdate]]) -> None:
        try:
            updates = deed(self._operator)
        except KeyError as error:
            log.info("no alarm %s is owed any more", error)
        else:
            self.take(updates)

    def _is_news(self, update: BoardUpdate) -> bool:
        key = update.alarm.id if isinstance(update, AlarmChanged) else type(update)
        if update.order <= self._orders.get(key, 0):
            return False
        self._orders.pop(key, None)
        self._orders[key] = update.order
        if len(self._orders) > MOST_ORDERS:
            del self._orders[next(iter(self._orders))]
        return True

    def _put(self, alarm: Alarm) -> None:
        self._ordered = None
        former = self._owed.pop(alarm.id, None)
        if alarm.owed:
            self._owed[alarm.id] = alarm
            self._recent.pop(alarm.id, None)
        elif former is not None and alarm.answered_by:
            self._recent[alarm.id] = alarm, time.monotonic() + RECENT_S
        elif alarm.id in self._recent:  # a note after the answer
            self._recent[alarm.id] = alarm, self._recent[alarm.id][1]
        if self._recent and not self._ageing.isActive():
            self._let_go()

    def _let_go(self) -> None:
        """Forget the recent ones that can be taken back no longer."""
        now = time.monotonic()
        old = [alarm_id for alarm_id, (_, until) in self._recent.items() if until <= now]
        for alarm_id in old:
            del self._recent[alarm_id]
        if self._recent:
            soonest = min(until for _, until in self._recent.values())
            self._ageing.start(max(1, round((soonest - now) * 1000)))
        if old:
            self.changed.emit()

    def _tell(self, alarms: list[AlarmChanged]) -> None:
        try:
            self._on_alarms(alarms)
        except Exception:
            log.exception("a fault in facemon itself")


def _flooded(floods: Sequence[Flood]) -> set[str]:
    return {flood.device_id for flood in floods}
