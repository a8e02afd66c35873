"""The alarms behind the window: told and kept in one order, owed across restarts, and due with time."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from sink import Sink, monitor_in, settings_for

from facemon.alarm import Alarm, AlarmState, Change, Deed, Outcome
from facemon.alarms.book import Book, NoteRequired
from facemon.device.status import State, Status
from facemon.event import Category, Event, Person
from facemon.history.keeping import Keeping
from facemon.history.opening import Opening
from facemon.monitor import AlarmChanged, Arrived, FloodsChanged, ShelvesChanged, WatchListChanged
from facemon.monitor.alarm_keeper import AlarmKeeper
from facemon.settings import DEFAULT_ALARMS, AlarmRule, AttentionSettings
from facemon.simulator.device import SimulatedDevice

NOTHING = Opening(last_id=0, recent={}, gaps=(), watched={}, skews={}, last={})
AT_ONCE = AlarmRule(raise_=True, priority="high", after=0)


class Record:
    """Notes what it is given to keep."""

    def __init__(self) -> None:
        self.changes: list[Change] = []
        self.said: list[tuple[Any, ...]] = []

    def alarm_changed(self, changes: Sequence[Change]) -> None:
        self.changes += changes

    def __getattr__(self, verb: str) -> Any:
        return lambda *given: self.said.append((verb, *given))


class Desk:
    """A keeper of alarms with what it tells and keeps."""

    def __init__(self, attention: AttentionSettings | None = None, **rules: AlarmRule) -> None:
        self.sink = Sink()
        self.record = Record()
        self.rules = DEFAULT_ALARMS | rules
        self.keeper = AlarmKeeper(
            self.rules.__getitem__,
            lambda: attention or AttentionSettings(),
            lock=threading.RLock(),
            sink=self.sink,
            record=self.record,
        )
        self.keeper.start()
        self._numbers = 0

    def happens(self, category: Category = Category.BLACKLIST, user_id: str = "7") -> Alarm:
        self._numbers += 1
        now_ms = round(time.time() * 1000)
        event = Event(
            uuid=str(self._numbers), device_id="gate", time_ms=now_ms, received_ms=now_ms, category=category,
            person=Person(user_id=user_id),
        )  # fmt: skip
        with self.keeper._lock:
            changes = self.keeper.arrived(event, self._numbers)
            self.keeper.tell(changes)
        return changes[0].alarm

    def end(self) -> None:
        self.keeper.stop()
        assert self.keeper.join(1)


@pytest.fixture
def desk() -> Iterator[Desk]:
    desk = Desk(offline=AT_ONCE)
    yield desk
    desk.end()


def status(state: State, device_id: str = "gate") -> Status:
    return Status(device_id=device_id, state=state, blind_since_ms=None if state is State.LIVE else 5)


def test_a_verb_tells_the_sink_what_it_returns_and_keeps_it(desk: Desk) -> None:
    alarm = desk.happens()
    updates = desk.keeper.acknowledge(alarm.id, 1, "Li", note="his brother", outcome=Outcome.FALSE)
    (update,) = updates
    assert isinstance(update, AlarmChanged)
    assert desk.sink.updates[-1] is update
    assert (update.alarm.state, update.alarm.answered_by, update.alarm.note) == (AlarmState.CLOSED, "Li", "his brother")
    (change,) = desk.record.changes
    assert change.actions[0].deed is Deed.ACKNOWLEDGED
    assert not desk.keeper.is_owed(alarm.id)
    (again,) = desk.keeper.undo(alarm.id, "Li")
    assert isinstance(again, AlarmChanged)
    assert again.order > update.order
    assert desk.keeper.is_owed(alarm.id)
    assert desk.keeper.holds(1)


def test_what_the_rules_refuse_is_raised_and_nothing_is_told_or_kept() -> None:
    desk = Desk(blacklist=AlarmRule(raise_=True, priority="critical", note_required=True))
    alarm = desk.happens()
    told = len(desk.sink.updates)
    with pytest.raises(NoteRequired):
        desk.keeper.acknowledge(alarm.id, 1, "Li")
    with pytest.raises(KeyError):
        desk.keeper.acknowledge(alarm.id + 1, 1, "Li")
    assert (len(desk.sink.updates), desk.record.changes) == (told, [])
    desk.end()


def test_whatever_thread_changes_an_alarm_the_greater_order_tells_how_it_stands(desk: Desk) -> None:
    alarm = desk.happens()

    def look_again_and_again() -> None:
        for _ in range(200):
            desk.keeper.look(alarm.id, "Li")
            desk.keeper.give_back(alarm.id, "Li")

    threads = [threading.Thread(target=look_again_and_again) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    told = [update for update in desk.sink.updates if isinstance(update, AlarmChanged)]
    orders = [update.order for update in told]
    assert orders == sorted(set(orders))
    assert [update.alarm for update in told[1:]] == [change.alarm for change in desk.record.changes]


def test_shelves_floods_and_the_watch_list_are_told_whole(desk: Desk) -> None:
    for _ in range(11):
        desk.happens(Category.NONLIVE, user_id="")
    (flood,) = [update for update in desk.sink.updates if isinstance(update, FloodsChanged)][-1].floods
    assert (flood.device_id, flood.count) == ("gate", 11)
    desk.keeper.shelve("gate", "nonlive", 5, "wind", "Li")
    (shelf,) = [update for update in desk.sink.updates if isinstance(update, ShelvesChanged)][-1].shelves
    assert ("shelved", shelf) in desk.record.said
    desk.keeper.unshelve("gate", "nonlive", "Li")
    assert [update for update in desk.sink.updates if isinstance(update, ShelvesChanged)][-1].shelves == ()
    desk.keeper.watch("9", "Ann", "lost her badge", "Li")
    (watched,) = [update for update in desk.sink.updates if isinstance(update, WatchListChanged)][-1].watched
    assert (watched.user_id, watched.reason, watched.by) == ("9", "lost her badge", "Li")
    assert desk.happens(Category.STAFF, user_id="9").reason == "lost her badge"
    desk.keeper.unwatch(watched.id, "Li")
    assert [update for update in desk.sink.updates if isinstance(update, WatchListChanged)][-1].watched == ()
    assert [verb for verb, *_ in desk.record.said] == ["shelved", "unshelved", "watch", "unwatch"]


def test_who_is_erased_is_on_the_watch_list_no_more_and_nothing_of_that_is_kept(desk: Desk) -> None:
    desk.keeper.watch("9", "Ann", "lost her badge", "Li")
    (watched,) = [update for update in desk.sink.updates if isinstance(update, WatchListChanged)][-1].watched
    (update,) = desk.keeper.unlist([watched.id])
    assert isinstance(update, WatchListChanged)
    assert update.watched == ()
    assert [verb for verb, *_ in desk.record.said] == ["watch"]


def test_a_device_that_is_not_live_from_the_start_is_offline_and_its_coming_clears_that(desk: Desk) -> None:
    desk.keeper.watch_devices(["gate"])
    desk.keeper.follow(status(State.CONNECTING))
    (alarm,) = desk.sink.owed
    assert (alarm.rule, alarm.device_id, alarm.over_ms) == ("offline", "gate", None)
    desk.keeper.follow(status(State.LIVE))
    (alarm,) = desk.sink.owed
    assert alarm.over_ms is not None, "it is over, but still owed"


def test_a_device_that_is_lost_is_offline_since_nothing_was_seen_of_it() -> None:
    desk = Desk(offline=AlarmRule(raise_=True, priority="high", after=12))
    desk.keeper.watch_devices(["gate"])
    desk.keeper.follow(status(State.LIVE))
    silent_ms = round(time.time() * 1000) - 12_000
    desk.keeper.follow(Status(device_id="gate", state=State.WAITING, blind_since_ms=silent_ms))
    desk.sink.until(lambda: len(desk.sink.owed) == 1)
    assert desk.sink.owed[0].since_ms == silent_ms
    desk.end()


def test_after_a_night_in_which_this_computer_slept_a_device_has_its_time_to_be_live_again() -> None:
    desk = Desk(offline=AlarmRule(raise_=True, priority="high", after=21))
    desk.keeper.watch_devices(["gate", "lobby"])
    for device_id in ("gate", "lobby"):
        desk.keeper.follow(status(State.LIVE, device_id))
    for device_id in ("gate", "lobby"):
        desk.keeper.follow(status(State.WAITING, device_id))  # blind for years
    assert desk.sink.owed == []
    desk.keeper.follow(status(State.LIVE, "lobby"))
    desk.sink.until(lambda: len(desk.sink.owed) == 1)
    assert [alarm.device_id for alarm in desk.sink.alarms] == ["gate"]
    desk.end()


def test_the_delay_of_a_device_that_is_not_live_is_waited_for() -> None:
    desk = Desk(offline=AlarmRule(raise_=True, priority="high", after=1))
    desk.keeper.watch_devices(["gate"])
    assert desk.sink.owed == []
    desk.sink.until(lambda: len(desk.sink.owed) == 1)
    desk.end()


def test_a_device_that_is_taken_off_or_switched_off_is_no_alarm_and_ends_one() -> None:
    desk = Desk(offline=AlarmRule(raise_=True, priority="high", after=3600))
    desk.keeper.watch_devices(["gate", "dock"])
    desk.keeper.watch_devices(["dock"])
    desk.rules["offline"] = AT_ONCE
    desk.keeper.rules_changed()
    desk.sink.until(lambda: len(desk.sink.owed) == 1)
    assert [alarm.device_id for alarm in desk.sink.owed] == ["dock"]
    desk.keeper.watch_devices([])
    assert [alarm.over_ms is not None for alarm in desk.sink.owed] == [True]
    desk.keeper.follow(status(State.CONNECTING))
    assert len(desk.sink.owed) == 1
    desk.end()


def test_what_ends_with_facemon_is_no_alarm() -> None:
    desk = Desk(offline=AT_ONCE)
    desk.keeper.watch_devices(["gate"])
    desk.keeper.follow(status(State.LIVE))
    told = len(desk.sink.updates)
    desk.end()
    desk.keeper.follow(status(State.OFF))
    desk.keeper.follow_keeping(Keeping(keeping=False))
    assert len(desk.sink.updates) == told


def test_a_history_that_is_not_kept_is_an_alarm_until_it_is_kept_again(desk: Desk) -> None:
    desk.keeper.follow_keeping(Keeping(keeping=False, since_ms=7))
    desk.keeper.follow_keeping(Keeping(keeping=False, since_ms=7, held=2))
    (alarm,) = desk.sink.owed
    assert (alarm.rule, alarm.since_ms, alarm.count, alarm.over_ms) == ("not_kept", 7, 1, None)
    desk.keeper.follow_keeping(Keeping(keeping=True))
    assert [alarm.over_ms is None for alarm in desk.sink.owed] == [False]


@pytest.mark.parametrize("live_first", [True, False])
def test_an_offline_device_of_an_earlier_run_is_over_once_it_is_live_whichever_is_known_first(
    *, live_first: bool
) -> None:
    desk = Desk()
    before = Desk(offline=AT_ONCE)
    before.keeper.watch_devices(["gate", "gone"])
    opening = Opening(**{**msgspec_fields(NOTHING), "alarms": tuple(before.sink.owed)})
    before.end()
    desk.keeper.watch_devices(["gate"])
    if live_first:
        desk.keeper.follow(status(State.LIVE))
    desk.keeper.restore(opening)
    if not live_first:
        desk.keeper.follow(status(State.LIVE))
    assert [(alarm.device_id, alarm.over_ms is not None) for alarm in desk.sink.owed] == [
        ("gate", True),
        ("gone", True),
    ]
    assert all(update.restored for update in desk.sink.updates[:2] if isinstance(update, AlarmChanged))
    desk.end()


def msgspec_fields(opening: Opening) -> dict[str, Any]:
    return {name: getattr(opening, name) for name in opening.__struct_fields__}


def test_looking_into_an_alarm_ends_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    desk = Desk(AttentionSettings(looking_minutes=1))
    alarm = desk.happens()
    real = time.monotonic
    desk.keeper.look(alarm.id, "Li")
    assert desk.sink.owed[0].state is AlarmState.LOOKING
    with desk.keeper._lock:
        monkeypatch.setattr(time, "monotonic", lambda: real() + 61)
        desk.keeper._due.notify_all()
    desk.sink.until(lambda: desk.sink.owed[0].state is AlarmState.OPEN)
    monkeypatch.undo()
    desk.end()


def test_a_fault_in_what_is_due_does_not_end_what_is_due_later(monkeypatch: pytest.MonkeyPatch) -> None:
    turn = Book.turn
    faults: list[int] = []

    def faulty(book: Book, now: Any) -> list[Change]:
        if not faults:
            faults.append(1)
            raise RuntimeError("a fault")
        return turn(book, now)

    monkeypatch.setattr(Book, "turn", faulty)
    desk = Desk(offline=AlarmRule(raise_=True, priority="high", after=1))
    desk.keeper.watch_devices(["gate"])
    desk.sink.until(lambda: len(desk.sink.owed) == 1)
    assert faults
    desk.end()


def restarted(device: SimulatedDevice, folder: Path) -> Sink:
    """Run a monitor until the device is live and what was owed has been told; return what it told."""
    sink = Sink()
    monitor = monitor_in(folder, sink)
    try:
        monitor.apply([settings_for(device)])
        sink.until(lambda: sink.live("gate"))
        monitor.history.flush(5)
    finally:
        assert monitor.stop(10)
    return sink


def test_an_event_is_told_before_its_alarm_and_the_alarm_is_owed_at_the_next_start_as_it_was(
    device: SimulatedDevice, tmp_path: Path
) -> None:
    sink = Sink()
    monitor = monitor_in(tmp_path, sink)
    monitor.apply([settings_for(device)])
    sink.until(lambda: sink.live("gate"))
    for _ in range(3):
        device.emit(Category.NONLIVE)
    sink.until(lambda: len(sink.arrived) == 3 and bool(sink.owed) and sink.owed[0].count == 3)
    told = [update for update in sink.updates if isinstance(update, Arrived | AlarmChanged)]
    assert [type(update) for update in told] == [Arrived, AlarmChanged] * 3
    assert all(arrived.raised for arrived in sink.arrived)
    (alarm,) = sink.owed
    assert alarm.numbers == tuple(arrived.number for arrived in sink.arrived)
    monitor.alarms.annotate(alarm.id, "Li", note="a photo on a telephone")
    assert monitor.stop(10)
    (again,) = restarted(device, tmp_path).owed
    assert (again.id, again.since_ms, again.count, again.numbers) == (alarm.id, alarm.since_ms, 3, alarm.numbers)
    assert again.note == "a photo on a telephone"


def test_what_is_acknowledged_is_not_owed_at_the_next_start(device: SimulatedDevice, tmp_path: Path) -> None:
    sink = Sink()
    monitor = monitor_in(tmp_path, sink)
    monitor.apply([settings_for(device)])
    sink.until(lambda: sink.live("gate"))
    device.emit(Category.BLACKLIST)
    sink.until(lambda: len(sink.owed) == 1)
    monitor.alarms.acknowledge(sink.owed[0].id, 1, "Li")
    assert monitor.stop(10)
    assert restarted(device, tmp_path).alarms == []


def test_an_alarm_that_could_not_be_decided_on_is_shown_kept_and_raised_at_the_next_start(
    device: SimulatedDevice, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def faulty(*_: Any) -> list[Change]:
        raise RuntimeError("a fault")

    sink = Sink()
    monitor = monitor_in(tmp_path, sink)
    monitor.apply([settings_for(device)])
    sink.until(lambda: sink.live("gate"))
    with monkeypatch.context() as patch:
        patch.setattr(Book, "happened", faulty)
        device.emit(Category.BLACKLIST)
        sink.until(lambda: len(sink.arrived) == 1)
    assert monitor.stop(10)
    assert sink.alarms == []
    again = restarted(device, tmp_path)
    (alarm,) = again.owed
    assert alarm.numbers == (sink.arrived[0].number,)
    assert alarm.since_ms == sink.arrived[0].happening.at_ms
    (same,) = restarted(device, tmp_path).owed
    assert same.id == alarm.id, "raised once and for all"


def test_an_alarm_that_nobody_answers_reaches_the_supervisor_and_that_is_on_record(
    device: SimulatedDevice, tmp_path: Path
) -> None:
    told = tmp_path / "told"
    command = (sys.executable, "-c", f"open({str(told)!r}, 'a').write('x')")
    sink = Sink()
    monitor = monitor_in(
        tmp_path, sink, attention=AttentionSettings(louder_after=0, supervisor_after=1, command=command)
    )
    monitor.apply([settings_for(device)])
    sink.until(lambda: sink.live("gate"))
    device.emit(Category.BLACKLIST)
    sink.until(lambda: bool(sink.owed) and sink.owed[0].escalated == 2)
    escalated = len(sink.updates)
    sink.until(lambda: any(isinstance(update, AlarmChanged) for update in sink.updates[escalated:]))
    assert monitor.stop(10)
    assert told.read_text() == "x"


def test_a_photo_of_an_erased_person_is_owed_no_more(device: SimulatedDevice, tmp_path: Path) -> None:
    sink = Sink()
    monitor = monitor_in(tmp_path, sink)
    monitor.apply([settings_for(device)])
    sink.until(lambda: sink.live("gate"))
    device.emit(Category.BLACKLIST)
    sink.until(lambda: len(sink.owed) == 1)
    monitor.alarms.forget([sink.arrived[0].number])
    (alarm,) = sink.alarms
    assert (alarm.state, alarm.happening, alarm.subject) == (AlarmState.CLOSED, None, "")
    assert monitor.stop(10)
