"""The book and the sound together: whatever happens in whatever order, what is owed is heard and nothing else is."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress

from book_desk import Desk
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from facemon.alarm import Alarm, AlarmState, Change
from facemon.alarms.shelving import ShelvingError
from facemon.alarms.sounding import Play, SoundDesk, Stop
from facemon.settings import AlarmRule, AttentionSettings

RULES = {
    "stranger": AlarmRule(raise_=True, priority="low", sound="stranger", self_acknowledge=120),
    "nonlive": AlarmRule(raise_=True, priority="high", sound="nonlive", repeat=True),
}


class GuardDesk(RuleBasedStateMachine):
    """A book and the sound that follows it; `seen` is what the operator's screen last showed."""

    def __init__(self) -> None:
        super().__init__()
        self.desk = Desk(AttentionSettings(looking_minutes=1, louder_after=30, supervisor_after=60), **RULES)
        self.sound = SoundDesk()
        self.seen: dict[int, Alarm] = {}
        self.raised: set[int] = set()  # arrival numbers of what has raised an alarm or joined one
        self.home: dict[int, int] = {}  # and in which alarm it is
        self.closed: set[int] = set()

    def take(self, changes: Iterable[Change]) -> None:
        for change in changes:
            if change.number is not None:
                self.raised.add(change.number)
                self.home[change.number] = change.alarm.id
            for number in change.moved:
                self.home[number] = change.alarm.id
            (self.closed.discard if change.alarm.owed else self.closed.add)(change.alarm.id)
            self.sound.alarm(change.alarm, self.desk.rules[change.alarm.rule], self.desk.steady_s)
        self.turn()

    def turn(self) -> None:
        before = self.sound.playing
        command = self.sound.turn(self.desk.steady_s)
        assert not isinstance(command, Stop) or before is not None
        assert not isinstance(command, Play) or self.sound.playing == command

    def an_alarm(self, data: st.DataObject) -> Alarm:
        return self.seen[data.draw(st.sampled_from(sorted(self.seen)))]

    @rule(category=st.sampled_from(["blacklist", "stranger", "nonlive", "staff"]), user=st.sampled_from("ab"))
    def somebody_comes(self, category: str, user: str) -> None:
        self.take(self.desk.happens(self.desk.event(category, user if category == "blacklist" else "")))

    @rule(code=st.sampled_from([10002, 10003, 20003]), cleared=st.booleans())
    def a_device_raises_or_clears(self, code: int, *, cleared: bool) -> None:
        self.take(self.desk.happens(self.desk.device_alarm(code, cleared=cleared)))

    @rule(on=st.booleans())
    def a_device_goes_or_comes(self, *, on: bool) -> None:
        book, now = self.desk.book, self.desk.now
        self.take(book.condition("offline", "gate", on=on, since_ms=now.wall_ms, now=now))

    @rule()
    def the_screen_shows_what_is_owed(self) -> None:
        self.seen = {alarm.id: alarm for alarm in self.desk.owed}

    @precondition(lambda self: self.seen)
    @rule(data=st.data())
    def is_acknowledged_as_shown(self, data: st.DataObject) -> None:
        with suppress(KeyError):
            self.take(self.desk.acknowledge(self.an_alarm(data)))

    @rule()
    def the_low_ones_are_acknowledged(self) -> None:
        shown = {alarm.id: alarm.count for alarm in self.seen.values()}
        self.take(self.desk.book.acknowledge_low(shown, "Li", self.desk.now))

    @precondition(lambda self: self.seen)
    @rule(data=st.data(), verb=st.sampled_from(["undo", "look", "give_back"]))
    def something_else_is_done(self, data: st.DataObject, verb: str) -> None:
        with suppress(KeyError):
            self.take(getattr(self.desk.book, verb)(self.an_alarm(data).id, "Li", self.desk.now))

    @rule(kind=st.sampled_from(["stranger", "nonlive", "blacklist", "device"]))
    def a_kind_is_shelved(self, kind: str) -> None:
        with suppress(ShelvingError):
            self.take(self.desk.book.shelve("gate", kind, 5, "wind", "Li", self.desk.now))

    @rule(kind=st.sampled_from(["stranger", "nonlive", "device"]))
    def a_kind_is_shelved_no_more(self, kind: str) -> None:
        with suppress(KeyError):
            self.take(self.desk.book.unshelve("gate", kind, "Li", self.desk.now))

    @precondition(lambda self: self.sound.playing is not None and not self.sound.playing.repeat)
    @rule()
    def a_sound_ends(self) -> None:
        self.sound.ended()
        self.turn()

    @rule(seconds=st.sampled_from([0.1, 5.0, 31.0, 130.0, 700.0]))
    def time_passes(self, seconds: float) -> None:
        self.take(self.desk.wait(seconds))

    @rule()
    def facemon_is_restarted(self) -> None:
        owed, shelves = self.desk.owed, self.desk.book.shelves
        self.desk.book = self.desk.new_book()
        self.desk.book.restore(owed, shelves, (), self.desk.now)
        self.sound = SoundDesk()
        for alarm in self.desk.owed:
            self.sound.alarm(alarm, self.desk.rules[alarm.rule], self.desk.steady_s, restored=True)
        self.turn()

    @invariant()
    def no_alarm_is_lost(self) -> None:
        owed = {alarm.id for alarm in self.desk.owed}
        for number in self.raised:
            assert self.home[number] in owed or self.home[number] in self.closed

    @invariant()
    def nothing_that_is_answered_sounds(self) -> None:
        open_now = {alarm.id for alarm in self.desk.owed if alarm.state is AlarmState.OPEN}
        assert self.sound.told_of <= open_now
        assert (self.sound.playing is not None) == bool(self.sound.told_of)

    @invariant()
    def the_most_pressing_open_one_that_repeats_sounds_or_something_as_pressing(self) -> None:
        repeating = [
            alarm.priority
            for alarm in self.desk.owed
            if alarm.state is AlarmState.OPEN and self.desk.rules[alarm.rule].repeat
        ]
        if repeating:
            assert self.sound.playing is not None
            assert self.sound.playing.priority >= max(repeating)


TestGuardDesk = GuardDesk.TestCase
TestGuardDesk.settings = settings(max_examples=150, stateful_step_count=40, deadline=None)
