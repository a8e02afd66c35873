"""No order of events, restarts, answers, erasures and clocks loses an alarm, or lets an answered one be heard."""

from __future__ import annotations

from typing import Any, NamedTuple

import pytest
from book_desk import Desk
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from kept_alarms import Kept

from facemon.alarm import Alarm, AlarmState, Change, Deed, Outcome, Priority, Shelf, Watched
from facemon.alarms import owed as owed_module
from facemon.alarms.book import UNDO_SECONDS, NoteRequired, ShelvingError
from facemon.alarms.subject import CODES, subject_of
from facemon.event import Event
from facemon.settings import AlarmRule, AttentionSettings

DEVICES = st.sampled_from(["gate", "lobby"])
PEOPLE = st.sampled_from(["1", "2", "3"])
OUTCOMES = st.sampled_from([None, *Outcome])
RULES = {
    "blacklist": AlarmRule(raise_=True, priority="critical", self_acknowledge=60),
    "watchlist": AlarmRule(raise_=True, priority="high"),
    "nonlive": AlarmRule(raise_=True, priority="high", note_required=True),
    "device": AlarmRule(raise_=True, priority="high", instruction="Look.\n- Go there\n- Call"),
    "offline": AlarmRule(raise_=True, priority="medium", after=60),
    "stranger": AlarmRule(raise_=True, priority="low", window=120, self_acknowledge=90),
    "visitor": AlarmRule(raise_=True, priority="medium"),
    "denied": AlarmRule(),
    "fever": AlarmRule(),
    "visitor_time": AlarmRule(),
}
CHANGES = st.sampled_from([
    {"priority": "low"}, {"priority": "high"}, {"priority": "critical"}, {"raise_": False}, {"raise_": True},
    {"window": 0}, {"window": 600}, {"self_acknowledge": 30}, {"self_acknowledge": 0}, {"note_required": True},
])  # fmt: skip


class View(NamedTuple):
    """An alarm as an operator has it before the eyes."""

    alarm: Alarm
    events: frozenset[int]


class Orders(RuleBasedStateMachine):
    most = 500

    @initialize()
    def begin(self) -> None:
        self.usual_most = owed_module.MOST
        owed_module.MOST = self.most
        self.desk = Desk(AttentionSettings(looking_minutes=2, louder_after=30, supervisor_after=90), **RULES)
        self.kept = Kept()
        self.earlier, self.earlier_seen = self.kept.copy(), set[int]()
        self.views: list[View] = []
        self.seen: set[int] = set()  # events that were acknowledged by whoever had them before the eyes
        self.shelves: dict[tuple[str, str], Shelf] = {}
        self.watched: dict[int, Watched] = {}
        self.quiet_s: dict[int, float] = {}  # alarm: until which steady second it may be quiet
        self.offline: set[str] = set()
        self.closed_s: dict[int, float] = {}

    def teardown(self) -> None:
        if hasattr(self, "usual_most"):
            owed_module.MOST = self.usual_most

    # What happens

    @rule(user=PEOPLE, device=DEVICES, category=st.sampled_from(["blacklist", "visitor", "staff"]))
    def somebody_comes(self, user: str, device: str, category: str) -> None:
        self._comes(category, self.desk.event(category, user, device))

    @rule(device=DEVICES, times=st.integers(1, 14), category=st.sampled_from(["stranger", "nonlive"]))
    def many_come(self, device: str, times: int, category: str) -> None:
        for _ in range(times):
            self._comes(category, self.desk.event(category, "", device))

    @rule(user=PEOPLE, device=DEVICES, ago=st.integers(0, 2_000), category=st.sampled_from(["blacklist", "stranger"]))
    def one_is_recovered(self, user: str, device: str, ago: int, category: str) -> None:
        event = self.desk.event(category, user, device, placed_ms=self.desk.wall_ms - ago * 1000)
        self._comes(category, event)

    @rule(code=st.sampled_from([10002, 10003, 20003]), device=DEVICES)
    def a_door_speaks(self, code: int, device: str) -> None:
        self._comes("device", self.desk.device_alarm(code, device_id=device))

    @rule(code=st.sampled_from([10002, 10003, 20003]), device=DEVICES)
    def a_door_is_calm_again(self, code: int, device: str) -> None:
        lasting = [
            alarm.id
            for alarm in self.kept.owed()
            if (alarm.rule, alarm.device_id, alarm.subject, alarm.over_ms) == ("device", device, str(code), None)
        ]
        changes = self.desk.happens(self.desk.device_alarm(code, device_id=device, cleared=True))
        assert sorted(change.alarm.id for change in changes) == sorted(lasting)
        assert all(change.alarm.owed and change.number is None for change in changes)
        self._put(changes)

    @rule(device=DEVICES)
    def a_device_goes_or_comes_back(self, device: str) -> None:
        on = device not in self.offline
        self.offline ^= {device}
        now = self.desk.now
        self._put(self.desk.book.condition("offline", device, on=on, since_ms=now.wall_ms, now=now))

    @rule(seconds=st.sampled_from([0.0, 0.5, 5.0, 29.0, 61.0, 130.0, 700.0]))
    def time_goes_by(self, seconds: float) -> None:
        until_s = self.desk.steady_s + seconds
        for _ in range(500):
            due_s = self.desk.book.due_s()
            if due_s is None or due_s > until_s:
                break
            if due_s - 0.25 > self.desk.steady_s:
                assert self.desk.wait_until(due_s - 0.25) == [], "nothing comes before it is due"
            self._put(self.desk.wait_until(max(due_s, self.desk.steady_s)))
        else:
            pytest.fail("it is due again and again")
        assert self.desk.wait_until(until_s) == []

    @rule(hours=st.sampled_from([-30, -1, 1, 30]))
    def somebody_sets_the_clock(self, hours: int) -> None:
        self.desk.wall_ms += hours * 3_600_000

    # What operators do

    @rule(data=st.data())
    def they_look_at_the_desk(self, data: st.DataObject) -> None:
        if owed := self.kept.owed():
            alarm = data.draw(st.sampled_from(owed))
            self.views.append(View(alarm, frozenset(self.kept.numbers(alarm.id))))

    @precondition(lambda self: self.views)
    @rule(data=st.data(), note=st.sampled_from(["", "seen"]), outcome=OUTCOMES)
    def they_acknowledge(self, data: st.DataObject, note: str, outcome: Outcome | None) -> None:
        view = data.draw(st.sampled_from(self.views))
        alarm = self.kept.rows[view.alarm.id]
        try:
            changes = self.desk.book.acknowledge(
                alarm.id, view.alarm.count, "Li", self.desk.now, note=note, outcome=outcome
            )
        except KeyError:
            assert not alarm.owed
        except NoteRequired:
            assert self.desk.rules[alarm.rule].note_required
            assert not note
        else:
            assert changes
            self._answered(changes, {alarm.id: view})

    @rule()
    def they_take_the_low_ones_together(self) -> None:
        views = {view.alarm.id: view for view in self.views}
        floods = {flood.device_id for flood in self.desk.book.floods}
        before = dict(self.kept.rows)
        shown = {alarm_id: view.alarm.count for alarm_id, view in views.items()}
        changes = self.desk.book.acknowledge_low(shown, "Li", self.desk.now)
        for change in changes:
            if not change.alarm.owed:
                former = before[change.alarm.id]
                assert former.priority < Priority.CRITICAL
                assert former.priority is Priority.LOW or former.device_id in floods
        self._answered(changes, views)

    @rule(data=st.data())
    def they_undo(self, data: st.DataObject) -> None:
        closed = [alarm for alarm in self.kept.rows.values() if not alarm.owed]
        if not closed:
            return
        alarm = data.draw(st.sampled_from(closed))
        try:
            changes = self.desk.book.undo(alarm.id, "Li", self.desk.now)
        except KeyError:
            return
        self._put(changes)
        assert self.kept.rows[alarm.id].owed
        assert self.desk.steady_s - self.closed_s[alarm.id] <= UNDO_SECONDS + 1

    @rule(data=st.data(), by=st.sampled_from(["Li", "Wang"]))
    def they_look_into_one(self, data: st.DataObject, by: str) -> None:
        if owed := self.kept.owed():
            alarm = data.draw(st.sampled_from(owed))
            self._put(self.desk.book.look(alarm.id, by, self.desk.now))
            assert self.kept.rows[alarm.id].state is AlarmState.LOOKING
            self.quiet_s[alarm.id] = self.desk.steady_s + 120

    @rule(data=st.data())
    def they_give_one_back(self, data: st.DataObject) -> None:
        if owed := self.kept.owed():
            self._put(self.desk.book.give_back(data.draw(st.sampled_from(owed)).id, "Li", self.desk.now))

    @rule(data=st.data(), note=st.sampled_from([None, "", "more"]), outcome=OUTCOMES)
    def they_remark(self, data: st.DataObject, note: str | None, outcome: Outcome | None) -> None:
        if not self.kept.rows:
            return
        alarm = data.draw(st.sampled_from(list(self.kept.rows.values())))
        try:
            changes = self.desk.book.annotate(alarm.id, "Li", self.desk.now, note=note, outcome=outcome)
        except KeyError:
            assert not alarm.owed
        except NoteRequired:
            assert not alarm.owed
        else:
            self._put(changes)

    @rule(data=st.data(), line=st.integers(0, 2), on=st.booleans())
    def they_tick(self, data: st.DataObject, line: int, on: bool) -> None:
        if doors := [alarm for alarm in self.kept.owed() if alarm.rule == "device"]:
            alarm = data.draw(st.sampled_from(doors))
            self._put(self.desk.book.tick(alarm.id, line, "Li", self.desk.now, on=on))

    @rule(
        device=DEVICES, name=st.sampled_from(["blacklist", "stranger", "device", "visitor"]), minutes=st.integers(0, 61)
    )
    def they_shelve(self, device: str, name: str, minutes: int) -> None:
        try:
            changes = self.desk.book.shelve(device, name, minutes, "a nuisance", "Li", self.desk.now)
        except ShelvingError:
            assert name == "blacklist" or self.desk.rules[name].priority == "critical" or not 0 < minutes <= 60
            return
        self._put(changes)
        (shelf,) = [one for one in self.desk.book.shelves if (one.device_id, one.rule) == (device, name)]
        self.shelves[device, name] = shelf

    @precondition(lambda self: self.shelves)
    @rule(data=st.data())
    def they_unshelve(self, data: st.DataObject) -> None:
        key = data.draw(st.sampled_from(list(self.shelves)))
        del self.shelves[key]
        self._put(self.desk.book.unshelve(*key, "Li", self.desk.now))
        assert not [
            alarm
            for alarm in self.kept.owed()
            if (alarm.device_id, alarm.rule) == key and alarm.state is AlarmState.SHELVED
        ]

    @rule(user=PEOPLE, until=st.sampled_from([None, 60_000]))
    def they_watch(self, user: str, until: int | None) -> None:
        now_ms = self.desk.wall_ms
        until_ms = None if until is None else now_ms + until
        one = Watched(id=int(user), user_id=user, name="", reason="theft", from_ms=now_ms, until_ms=until_ms, by="Li")
        self.watched[one.id] = one
        self.desk.book.watch(one)

    @rule(user=PEOPLE)
    def they_unwatch(self, user: str) -> None:
        self.watched.pop(int(user), None)
        self.desk.book.unwatch(int(user))

    # What comes from elsewhere

    @rule(name=st.sampled_from(["stranger", "device", "visitor", "nonlive"]), keys=CHANGES)
    def rules_change(self, name: str, keys: dict[str, Any]) -> None:
        self._put(self.desk.change(name, **keys))

    @rule(data=st.data())
    def somebody_is_erased(self, data: st.DataObject) -> None:
        there = sorted(self.kept.alarm_of.keys() - self.kept.erased)
        if there:
            gone = data.draw(st.sets(st.sampled_from(there), min_size=1))
            self.kept.erase(gone)
            changes = self.desk.book.forget(gone, self.desk.now)
            self._put(changes)
            for change in changes:
                if change.actions:
                    alarm = change.alarm
                    assert (alarm.subject, alarm.note, alarm.reason, alarm.happening) == ("", "", "", None)
                    assert not self.kept.numbers(alarm.id)

    @rule(lost=st.booleans(), away=st.integers(0, 4_000), steady=st.floats(0, 1e6))
    def the_program_is_killed(self, lost: bool, away: int, steady: float) -> None:
        """Events and what they changed are written together, so what is lost is lost as a whole."""
        if lost:
            erased = self.kept.erased
            self.kept, self.seen = self.earlier.copy(), set(self.earlier_seen)
            self.kept.erase(erased & self.kept.alarm_of.keys())
        self.views.clear()
        self.offline.clear()
        self.desk.wall_ms += away * 1000
        self.desk.steady_s = steady
        self.desk.book = self.desk.new_book()
        self.desk.book.restore(self.kept.restored(), self.shelves.values(), self.watched.values(), self.desk.now)
        self.quiet_s = {alarm.id: steady + 3_600 for alarm in self.kept.owed()}
        self._follow_priorities()
        self._put(self.desk.book.turn(self.desk.now))

    # What must hold

    @invariant()
    def every_event_is_owed_or_was_answered_by_who_saw_it(self) -> None:
        if not hasattr(self, "kept"):
            return
        for number, alarm_id in self.kept.alarm_of.items():
            if number not in self.kept.erased and not self.kept.rows[alarm_id].owed:
                assert number in self.seen

    @invariant()
    def what_is_stored_agrees_with_its_log_and_with_the_book(self) -> None:
        if not hasattr(self, "kept"):
            return
        self.kept.check()
        owed = self.desk.book.owed()
        assert {alarm.id: alarm for alarm in owed} == {alarm.id: alarm for alarm in self.kept.owed()}
        assert owed == sorted(owed, key=lambda alarm: (-alarm.priority, alarm.since_ms, alarm.id))
        assert len({alarm.id for alarm in owed}) == len(owed)

    @invariant()
    def nothing_is_quiet_for_longer_than_it_may_be(self) -> None:
        if not hasattr(self, "kept"):
            return
        shelved = {(shelf.device_id, shelf.rule) for shelf in self.desk.book.shelves}
        for alarm in self.desk.book.owed():
            if alarm.state is AlarmState.SHELVED:
                assert alarm.priority is not Priority.CRITICAL
                assert alarm.rule != "blacklist"
                assert (alarm.device_id, alarm.rule) in shelved or self._due_by(self.quiet_s[alarm.id])
            elif alarm.state is AlarmState.LOOKING:
                assert self._due_by(self.quiet_s[alarm.id])

    def _due_by(self, steady_s: float) -> bool:
        due_s = self.desk.book.due_s()
        return due_s is not None and due_s <= steady_s

    def _follow_priorities(self) -> None:
        """Settings that were edited before the restart count after it."""
        for alarm in self.desk.book.owed():
            self.kept.rows[alarm.id] = alarm

    def _comes(self, name: str, happening: Any) -> None:
        self.earlier, self.earlier_seen = self.kept.copy(), set(self.seen)
        changes = self.desk.happens(happening)
        spoken = self.desk.rules[name].raise_
        watched = isinstance(happening, Event) and happening.person is not None and self._is_watched(happening)
        assert len(changes) == (spoken or watched)
        if changes:
            (change,) = changes
            assert change.alarm.owed
            assert change.number is not None
            self._check_grouping(change.alarm, happening)
            if change.alarm.state is AlarmState.SHELVED:
                self.quiet_s.setdefault(change.alarm.id, self.desk.steady_s + 3_600)
        self._put(changes)

    def _check_grouping(self, alarm: Alarm, happening: Any) -> None:
        former = self.kept.rows.get(alarm.id)
        window_ms = self.desk.rules[alarm.rule].window * 1000
        subject = subject_of(happening)
        crowded = len(self.kept.owed()) >= self.most
        if former is not None:
            assert alarm.state is former.state, "what joins is as quiet as what it joins"
            assert alarm.subject == subject or (crowded and alarm.subject == "" and subject not in CODES)
            assert crowded or _gap_ms(former, happening.at_ms) <= window_ms
            return
        assert alarm.subject == subject or crowded
        for other in self.kept.owed():
            if (other.rule, other.device_id, other.subject) == (alarm.rule, alarm.device_id, subject):
                assert _gap_ms(other, happening.at_ms) > window_ms, "it should have joined"

    def _is_watched(self, event: Any) -> bool:
        there = (one for one in self.desk.book.watched if one.user_id == event.person.user_id)
        return any(
            (one.until_ms is None or event.at_ms < one.until_ms) and (not event.recovered or one.from_ms <= event.at_ms)
            for one in there
        )

    def _answered(self, changes: list[Change], views: dict[int, View]) -> None:
        self._put(changes)
        for change in changes:
            if not change.alarm.owed:
                self.seen |= views[change.alarm.id].events
                self.closed_s[change.alarm.id] = self.desk.steady_s

    def _put(self, changes: list[Change]) -> None:
        self.kept.put(changes)
        for change in changes:
            for action in change.actions:
                if action.deed is Deed.SHELVED:
                    self.quiet_s[change.alarm.id] = self.desk.steady_s + 3_600
                elif action.deed is Deed.SELF_ACKNOWLEDGED:
                    assert self.desk.rules[change.alarm.rule].self_acknowledge
                    self.seen |= self.kept.numbers(change.alarm.id)
                    self.closed_s[change.alarm.id] = self.desk.steady_s
                elif action.deed is Deed.UNDONE:
                    self.seen -= self.kept.numbers(change.alarm.id)


def _gap_ms(alarm: Alarm, at_ms: int) -> int:
    return max(at_ms - alarm.latest_ms, alarm.since_ms - at_ms, 0)


class CrowdedOrders(Orders):
    most = 4


TestOrders = Orders.TestCase
TestOrders.settings = settings(max_examples=40, stateful_step_count=40, deadline=None)
TestCrowdedOrders = CrowdedOrders.TestCase
TestCrowdedOrders.settings = settings(max_examples=40, stateful_step_count=40, deadline=None)
