"""What sounds is a decision without a clock: every order of events, acknowledgements and mutes can be tried."""

from __future__ import annotations

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from facemon.alarms.sounding import LONGEST_WAIT, PRIORITY, Play, SoundDesk, Stop
from facemon.settings import DEFAULT_ALARMS, RULES, AlarmRule

ONCE = AlarmRule(raise_=True, sound="some")
FOREVER = AlarmRule(raise_=True, sound="some", repeat=True)
KINDS = st.sampled_from(sorted(PRIORITY))


def once(kind: str) -> Play:
    return Play(kind, "some", repeat=False)


def forever(kind: str) -> Play:
    return Play(kind, "some", repeat=True)


def test_every_kind_that_settings_know_has_a_priority_of_its_own() -> None:
    assert set(PRIORITY) == set(DEFAULT_ALARMS)
    assert sorted(PRIORITY, key=PRIORITY.__getitem__, reverse=True) == list(RULES)


def test_what_happens_is_heard_at_once() -> None:
    desk = SoundDesk()
    desk.ask("stranger", ONCE, 0)
    assert desk.turn(0) == once("stranger")


def test_a_rule_without_a_sound_is_silent() -> None:
    desk = SoundDesk()
    desk.ask("staff", AlarmRule(raise_=True, repeat=True), 0)
    assert desk.turn(0) is None


def test_a_kind_that_is_not_known_is_refused() -> None:
    with pytest.raises(KeyError):
        SoundDesk().ask("sparrow", ONCE, 0)


def test_what_is_more_pressing_interrupts_and_the_interrupted_does_not_come_back() -> None:
    desk = SoundDesk()
    desk.ask("stranger", ONCE, 0)
    desk.turn(0)
    desk.ask("blacklist", ONCE, 0.1)
    assert desk.turn(0.1) == once("blacklist")
    desk.ended()
    assert desk.turn(1) is None


def test_what_is_less_pressing_waits_for_its_turn() -> None:
    desk = SoundDesk()
    desk.ask("blacklist", ONCE, 0)
    desk.turn(0)
    desk.ask("stranger", ONCE, 0.1)
    assert desk.turn(0.1) is None
    desk.ended()
    assert desk.turn(1.6) == once("stranger")


def test_what_has_waited_too_long_is_dropped() -> None:
    desk = SoundDesk()
    desk.ask("blacklist", ONCE, 0)
    desk.turn(0)
    desk.ask("stranger", ONCE, 0.1)
    desk.ended()
    assert desk.turn(0.1 + LONGEST_WAIT) is None


def test_500_strangers_in_a_second_are_two_sounds() -> None:
    desk = SoundDesk()
    heard = 0
    for number in range(500):
        desk.ask("stranger", ONCE, number / 500)
        heard += isinstance(desk.turn(number / 500), Play)
    now = 1.0
    while desk.playing is not None:
        desk.ended()
        now += 0.8
        heard += isinstance(desk.turn(now), Play)
    assert heard == 2


def test_a_sound_that_repeats_ends_with_its_acknowledgement() -> None:
    desk = SoundDesk()
    desk.ask("blacklist", FOREVER, 0)
    assert desk.turn(0) == forever("blacklist")
    desk.acknowledged("blacklist")
    assert desk.turn(10) == Stop()
    assert desk.turn(11) is None


def test_the_next_sound_that_repeats_follows_an_acknowledgement() -> None:
    desk = SoundDesk()
    desk.ask("blacklist", FOREVER, 0)
    desk.ask("device", FOREVER, 0)
    assert desk.turn(0) == forever("blacklist")
    desk.acknowledged("blacklist")
    assert desk.turn(10) == forever("device")


def test_what_repeats_goes_on_after_something_more_pressing() -> None:
    desk = SoundDesk()
    desk.ask("device", FOREVER, 0)
    desk.turn(0)
    desk.ask("nonlive", ONCE, 1)
    assert desk.turn(1) == once("nonlive")
    desk.ended()
    assert desk.turn(2) == forever("device")


def test_what_nobody_could_acknowledge_does_not_repeat() -> None:
    desk = SoundDesk()
    desk.ask("stranger", AlarmRule(sound="some", repeat=True), 0)
    assert desk.turn(0) == once("stranger")


def test_muting_silences_at_once_and_what_repeats_goes_on_afterwards() -> None:
    desk = SoundDesk()
    desk.ask("blacklist", FOREVER, 0)
    desk.turn(0)
    desk.mute(5, 1)
    assert desk.turn(1) == Stop()
    desk.ask("nonlive", ONCE, 2)
    assert desk.turn(300) is None
    assert desk.turn(301) == forever("blacklist")
    desk.acknowledged("blacklist")
    assert desk.turn(302) == Stop()


def test_what_repeats_and_happens_while_muted_is_heard_when_unmuted() -> None:
    desk = SoundDesk()
    desk.mute(60, 0)
    desk.ask("blacklist", FOREVER, 1)
    assert desk.turn(1) is None
    desk.unmute()
    assert desk.turn(2) == forever("blacklist")


def test_what_is_acknowledged_while_muted_stays_silent() -> None:
    desk = SoundDesk()
    desk.mute(5, 0)
    desk.ask("blacklist", FOREVER, 1)
    desk.acknowledged("blacklist")
    assert desk.turn(1000) is None


def test_by_default_staff_and_visitors_are_silent_and_a_blacklisted_person_repeats() -> None:
    assert {kind for kind, rule in DEFAULT_ALARMS.items() if rule.sound} == {
        "blacklist", "watchlist", "nonlive", "device", "not_kept", "offline", "fever", "denied", "stranger",
    }  # fmt: skip
    assert {kind for kind, rule in DEFAULT_ALARMS.items() if rule.repeat} == {"blacklist", "watchlist"}


@pytest.mark.parametrize(
    "rule", [AlarmRule(raise_=True, repeat=True), AlarmRule(raise_=True, sound="some"), AlarmRule(sound="some")]
)
def test_what_repeats_ends_when_its_rule_does_not_want_it_any_more(rule: AlarmRule) -> None:
    desk = SoundDesk()
    desk.ask("blacklist", FOREVER, 0)
    desk.turn(0)
    desk.change("stranger", rule)
    assert desk.turn(1) is None
    desk.change("blacklist", rule)
    assert desk.turn(1) == Stop()
    assert desk.turn(2) is None


def test_what_repeats_goes_on_with_another_sound_when_its_rule_says_so() -> None:
    desk = SoundDesk()
    desk.ask("blacklist", FOREVER, 0)
    desk.turn(0)
    desk.change("blacklist", FOREVER)
    assert desk.turn(1) is None
    desk.change("blacklist", AlarmRule(raise_=True, sound="other", repeat=True))
    assert desk.turn(1) == Play("blacklist", "other", repeat=True)


def test_what_sounds_or_waits_is_dropped_when_its_kind_shall_be_silent() -> None:
    desk = SoundDesk()
    desk.ask("device", ONCE, 0)
    desk.turn(0)
    desk.ask("stranger", ONCE, 0)
    desk.change("stranger", AlarmRule())
    desk.change("device", AlarmRule(sound="other"))
    assert desk.turn(0) is None
    desk.change("device", AlarmRule())
    assert desk.turn(0) == Stop()


@pytest.mark.parametrize("minutes", [0, -5, 61, float("inf"), float("nan")])
def test_nobody_mutes_for_ever(minutes: float) -> None:
    with pytest.raises(ValueError, match="cannot mute"):
        SoundDesk().mute(minutes, 0)


class AnyOrder(RuleBasedStateMachine):
    """Drives a desk as `AlarmSound` does, beside a loudspeaker that refuses a second sound."""

    def __init__(self) -> None:
        super().__init__()
        self.desk = SoundDesk()
        self.now = 0.0
        self.heard: Play | None = None
        self.owed: set[str] = set()
        self.muted_until = 0.0
        self.fresh: dict[str, float] = {}  # asked for once, not heard and not acknowledged since

    def turn(self) -> None:
        before = self.heard
        command = self.desk.turn(self.now)
        match command:
            case Stop():
                assert before is not None, "stopped what was silent"
                self.heard = None
            case Play(kind=kind):
                assert self.now >= self.muted_until, "sounded while muted"
                assert kind in self.owed or kind in self.fresh, "sounded without a reason"
                if before is not None and not self.released:
                    assert PRIORITY[kind] > PRIORITY[before.kind], "interrupted by something not more pressing"
                pressing = self.owed | {other for other, at in self.fresh.items() if self.now < at + LONGEST_WAIT}
                assert all(PRIORITY[other] <= PRIORITY[kind] for other in pressing), "something more pressing waits"
                self.fresh.pop(kind, None)
                self.heard = command
        self.released = False
        assert self.desk.playing == self.heard

    released = False

    @rule(kind=KINDS, repeat=st.booleans(), raised=st.booleans())
    def happens(self, kind: str, *, repeat: bool, raised: bool) -> None:
        self.desk.ask(kind, AlarmRule(raise_=raised, sound="some", repeat=repeat), self.now)
        if repeat and raised:
            self.owed.add(kind)
        elif self.now >= self.muted_until:
            self.fresh[kind] = self.now
        self.turn()

    @rule(kind=KINDS)
    def is_acknowledged(self, kind: str) -> None:
        self.desk.acknowledged(kind)
        self.owed.discard(kind)
        self.fresh.pop(kind, None)
        self.released = self.heard is not None and self.heard.kind == kind
        self.turn()
        assert self.heard is None or self.heard.kind != kind, "sounds after its acknowledgement"

    @rule(minutes=st.sampled_from([5, 15, 60]))
    def is_muted(self, minutes: int) -> None:
        self.desk.mute(minutes, self.now)
        self.muted_until = self.now + minutes * 60
        self.fresh.clear()
        self.turn()

    @rule()
    def is_unmuted(self) -> None:
        self.desk.unmute()
        self.muted_until = 0
        self.turn()

    @precondition(lambda self: self.heard is not None and not self.heard.repeat)
    @rule()
    def ends(self) -> None:
        self.desk.ended()
        self.heard = None
        self.turn()

    @rule(seconds=st.sampled_from([0.01, 0.5, 1.0, 3.0, 60.0, 301.0]))
    def time_passes(self, seconds: float) -> None:
        self.now += seconds
        self.turn()

    @invariant()
    def the_most_pressing_unacknowledged_one_sounds(self) -> None:
        if self.now < self.muted_until:
            assert self.heard is None
        elif self.owed:
            highest = max(self.owed, key=PRIORITY.__getitem__)
            assert self.heard is not None
            assert PRIORITY[self.heard.kind] >= PRIORITY[highest]


TestAnyOrder = AnyOrder.TestCase
TestAnyOrder.settings = settings(max_examples=150, stateful_step_count=40, deadline=None)
