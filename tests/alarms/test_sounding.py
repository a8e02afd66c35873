"""What sounds is a decision without a clock: every order of alarms, answers and mutes can be tried."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from facemon.alarm import Alarm, AlarmState, Priority
from facemon.alarms.sounding import AGAIN, CRITICAL_MUTE, LONGEST_WAIT, PRIORITY, Play, SoundDesk, Stop
from facemon.settings import DEFAULT_ALARMS, RULES, AlarmRule

ONCE = AlarmRule(raise_=True, sound="notes")
FOREVER = AlarmRule(raise_=True, sound="siren", repeat=True)


def alarm(number: int = 1, priority: Priority = Priority.HIGH, **fields: Any) -> Alarm:
    given: dict[str, Any] = {"rule": "blacklist", "device_id": "gate", "since_ms": number, "latest_ms": number}
    return Alarm(id=number, priority=priority, **given | fields)


def closed(number: int = 1) -> Alarm:
    return alarm(number, state=AlarmState.CLOSED)


def once(sound: str = "notes", priority: Priority = Priority.HIGH) -> Play:
    return Play("blacklist", sound, repeat=False, priority=priority)


def forever(sound: str = "siren", priority: Priority = Priority.HIGH) -> Play:
    return Play("blacklist", sound, repeat=True, priority=priority)


def test_every_kind_that_settings_know_has_a_priority_of_its_own() -> None:
    assert set(PRIORITY) == set(DEFAULT_ALARMS)
    assert sorted(PRIORITY, key=PRIORITY.__getitem__, reverse=True) == list(RULES)


def test_an_alarm_is_heard_at_once_and_again_and_again_until_it_is_answered() -> None:
    desk = SoundDesk()
    desk.alarm(alarm(), FOREVER, 0)
    assert desk.turn(0) == forever()
    desk.alarm(alarm(count=2), FOREVER, 1)
    assert desk.turn(1) is None, "what joins it restarts nothing"
    desk.alarm(closed(), FOREVER, 10)
    assert desk.turn(10) == Stop()
    assert desk.turn(11) is None


@pytest.mark.parametrize("state", [AlarmState.LOOKING, AlarmState.SHELVED])
def test_what_is_looked_into_or_shelved_is_silent_until_it_is_open_again(state: AlarmState) -> None:
    desk = SoundDesk()
    desk.alarm(alarm(), ONCE, 0)
    assert desk.turn(0) == once()
    desk.alarm(alarm(state=state), ONCE, 0.1)
    assert desk.turn(0.1) == Stop()
    desk.alarm(alarm(state=state, count=2), ONCE, 200)
    assert desk.turn(200) is None
    desk.alarm(alarm(count=2), ONCE, 300)
    assert desk.turn(300) == once()


def test_a_rule_without_a_sound_is_silent() -> None:
    desk = SoundDesk()
    desk.alarm(alarm(), AlarmRule(raise_=True, repeat=True), 0)
    desk.ask("staff", AlarmRule(), 0)
    assert desk.turn(0) is None


def test_a_kind_that_is_not_known_is_refused() -> None:
    with pytest.raises(KeyError):
        SoundDesk().ask("sparrow", ONCE, 0)


def test_what_is_more_pressing_interrupts_and_what_was_heard_once_does_not_come_back() -> None:
    desk = SoundDesk()
    desk.alarm(alarm(1, Priority.LOW), ONCE, 0)
    desk.turn(0)
    desk.alarm(alarm(2, Priority.CRITICAL), AlarmRule(sound="horn"), 0.1)
    assert desk.turn(0.1) == once("horn", Priority.CRITICAL)
    desk.ended()
    assert desk.turn(1) is None


def test_what_repeats_goes_on_after_something_more_pressing() -> None:
    desk = SoundDesk()
    desk.alarm(alarm(), FOREVER, 0)
    desk.turn(0)
    desk.alarm(alarm(2, Priority.CRITICAL), ONCE, 1)
    assert desk.turn(1) == once(priority=Priority.CRITICAL)
    desk.ended()
    assert desk.turn(2) == forever()


def test_an_open_alarm_that_is_less_pressing_is_heard_when_the_other_is_answered_however_late() -> None:
    desk = SoundDesk()
    desk.alarm(alarm(1, Priority.CRITICAL), FOREVER, 0)
    desk.turn(0)
    desk.alarm(alarm(2), ONCE, 1)
    assert desk.turn(1) is None
    desk.alarm(closed(), FOREVER, 60)
    assert desk.turn(60) == once()


def test_a_new_alarm_as_pressing_as_the_one_that_repeats_is_heard_once_over_it() -> None:
    desk = SoundDesk()
    desk.alarm(alarm(), FOREVER, 0)
    desk.turn(0)
    desk.alarm(alarm(2), ONCE, 1)
    assert desk.turn(1) == once()
    desk.ended()
    assert desk.turn(2) == forever()
    desk.alarm(alarm(3), AlarmRule(raise_=True, sound="horn", repeat=True), 3)
    assert desk.turn(3) == once("horn"), "another sound that repeats is told of by its own sound, too"
    desk.ended()
    assert desk.turn(4) == forever()
    desk.alarm(closed(), FOREVER, 5)
    assert desk.turn(5) == forever("horn")


def test_a_new_alarm_with_the_sound_that_repeats_restarts_nothing_and_keeps_it_going() -> None:
    desk = SoundDesk()
    desk.alarm(alarm(), FOREVER, 0)
    desk.turn(0)
    desk.alarm(alarm(2), FOREVER, 1)
    assert desk.turn(1) is None
    assert desk.told_of == {1, 2}
    desk.alarm(closed(), FOREVER, 2)
    assert desk.turn(2) is None
    desk.alarm(closed(2), FOREVER, 3)
    assert desk.turn(3) == Stop()


def test_a_sound_for_one_that_is_answered_is_no_more_pressing_than_those_it_goes_on_for() -> None:
    desk = SoundDesk()
    desk.alarm(alarm(1, Priority.CRITICAL), FOREVER, 0)
    desk.alarm(alarm(2, Priority.LOW), FOREVER, 0)
    desk.turn(0)
    desk.alarm(closed(), FOREVER, 1)
    assert desk.turn(1) is None
    desk.alarm(alarm(3, Priority.HIGH), AlarmRule(sound="horn", repeat=True), 2)
    assert desk.turn(2) == forever("horn")


def test_many_new_alarms_with_one_sound_are_one_sound() -> None:
    desk = SoundDesk()
    heard = 0
    for number in range(1, 501):
        desk.alarm(alarm(number), ONCE, number / 500)
        heard += isinstance(desk.turn(number / 500), Play)
    desk.ended()
    heard += isinstance(desk.turn(1.5), Play)
    desk.ended()
    assert desk.turn(2.5) is None
    assert heard == 2


def test_a_sound_heard_once_ends_at_once_when_all_that_it_tells_of_is_answered() -> None:
    desk = SoundDesk()
    desk.alarm(alarm(1), ONCE, 0)
    desk.alarm(alarm(2), ONCE, 0)
    desk.turn(0)
    desk.alarm(closed(1), ONCE, 0.1)
    assert desk.turn(0.1) is None
    desk.alarm(closed(2), ONCE, 0.2)
    assert desk.turn(0.2) == Stop()


def test_what_joins_an_open_alarm_later_is_heard_again_where_its_sound_is_long_over() -> None:
    desk = SoundDesk()
    desk.alarm(alarm(), ONCE, 0)
    desk.turn(0)
    desk.ended()
    desk.alarm(alarm(count=2), ONCE, AGAIN / 2)
    assert desk.turn(AGAIN / 2) is None
    desk.alarm(alarm(count=3), ONCE, AGAIN)
    assert desk.turn(AGAIN) == once()


def test_what_nobody_answers_is_heard_again_and_louder() -> None:
    desk = SoundDesk()
    desk.alarm(alarm(), ONCE, 0)
    desk.turn(0)
    assert not desk.louder
    desk.ended()
    desk.alarm(alarm(escalated=1), ONCE, 30)
    assert desk.turn(30) == once()
    assert desk.louder
    desk.ended()
    desk.alarm(alarm(escalated=2), ONCE, 60)
    assert desk.turn(60) is None, "the supervisor is told, and nobody else"


def test_a_less_pressing_alarm_that_has_waited_makes_no_other_louder() -> None:
    desk = SoundDesk()
    desk.alarm(alarm(1, Priority.LOW, escalated=1), FOREVER, 0)
    desk.alarm(alarm(2), ONCE, 0)
    assert desk.turn(0) == once()
    assert not desk.louder


def test_what_was_owed_before_the_start_goes_on_repeating_but_is_not_heard_once_more() -> None:
    desk = SoundDesk()
    desk.alarm(alarm(1), ONCE, 0, restored=True)
    assert desk.turn(0) is None
    desk.alarm(alarm(2), FOREVER, 0, restored=True)
    assert desk.turn(0) == forever()


def test_what_was_missed_is_heard_once_for_all_and_again_only_for_something_more_pressing() -> None:
    desk = SoundDesk()
    desk.alarm(alarm(1, missed=True), FOREVER, 0)
    assert desk.turn(0) == once("siren")
    desk.ended()
    desk.alarm(alarm(2, missed=True), ONCE, 1)
    assert desk.turn(1) is None
    desk.alarm(alarm(3, Priority.CRITICAL, missed=True), ONCE, 2)
    assert desk.turn(2) == once(priority=Priority.CRITICAL)
    desk.ended()
    desk.gap("gate")
    desk.alarm(alarm(4, missed=True), ONCE, 3)
    assert desk.turn(3) == once()


def test_what_was_missed_and_happens_again_repeats_like_any_other() -> None:
    desk = SoundDesk()
    desk.alarm(alarm(missed=True), FOREVER, 0)
    desk.turn(0)
    desk.ended()
    desk.alarm(alarm(count=2), FOREVER, 1)
    assert desk.turn(1) == forever()


def test_a_device_that_floods_announces_no_new_alarm_of_its_own_but_critical_ones() -> None:
    desk = SoundDesk()
    desk.flood(["gate"])
    heard = 0
    for number in range(1, 101):
        desk.alarm(alarm(number, Priority.LOW), ONCE, number / 10)
        heard += isinstance(desk.turn(number / 10), Play)
        desk.ended()
    assert heard == 1
    desk.alarm(alarm(1000, Priority.CRITICAL), ONCE, 11)
    assert desk.turn(11) == once(priority=Priority.CRITICAL)


def test_what_raises_no_alarm_is_heard_once_after_every_alarm_or_not_at_all() -> None:
    desk = SoundDesk()
    desk.ask("stranger", ONCE, 0)
    assert desk.turn(0) == Play("stranger", "notes", repeat=False)
    desk.alarm(alarm(1, Priority.LOW), AlarmRule(sound="horn"), 0.1)
    assert desk.turn(0.1) == once("horn", Priority.LOW)
    desk.ask("stranger", ONCE, 0.2)
    assert desk.turn(0.2) is None
    desk.ended()
    assert desk.turn(0.3) == Play("stranger", "notes", repeat=False)
    desk.ask("visitor", ONCE, 0.4)
    desk.ended()
    assert desk.turn(0.4 + LONGEST_WAIT) is None


def test_of_what_raises_no_alarm_the_more_pressing_one_interrupts_and_500_in_a_second_are_two_sounds() -> None:
    desk = SoundDesk()
    desk.ask("visitor", ONCE, 0)
    desk.turn(0)
    desk.ask("stranger", ONCE, 0)
    assert desk.turn(0) == Play("stranger", "notes", repeat=False)
    desk.ended()
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


def test_muting_silences_at_once_and_what_repeats_goes_on_afterwards() -> None:
    desk = SoundDesk()
    desk.alarm(alarm(), FOREVER, 0)
    desk.turn(0)
    desk.mute(15, 1)
    assert desk.turn(1) == Stop()
    desk.alarm(alarm(2), ONCE, 2)
    desk.ask("stranger", ONCE, 3)
    assert desk.turn(900) is None
    assert desk.turn(901) == forever()
    desk.alarm(closed(), FOREVER, 902)
    assert desk.turn(902) == Stop()


def test_what_repeats_and_happens_while_muted_is_heard_when_unmuted() -> None:
    desk = SoundDesk()
    desk.mute(60, 0)
    desk.alarm(alarm(), FOREVER, 1)
    assert desk.turn(1) is None
    desk.unmute()
    assert desk.turn(2) == forever()


@pytest.mark.parametrize("rule", [ONCE, FOREVER])
def test_no_mute_silences_a_critical_alarm_for_longer_than_five_minutes(rule: AlarmRule) -> None:
    desk = SoundDesk()
    desk.mute(60, 0)
    desk.alarm(alarm(1, Priority.CRITICAL), rule, 1)
    desk.alarm(alarm(2), FOREVER, 1)
    assert desk.turn(CRITICAL_MUTE - 1) is None
    desk.mute(60, CRITICAL_MUTE - 1)
    assert desk.turn(CRITICAL_MUTE - 1) is None
    assert desk.turn(CRITICAL_MUTE) == Play("blacklist", rule.sound, rule.repeat, Priority.CRITICAL)
    desk.alarm(closed(), rule, 400)
    assert desk.turn(400) == Stop(), "the mute still holds for the others"
    desk.alarm(alarm(3, Priority.CRITICAL), rule, 500)
    assert desk.turn(500) == Play("blacklist", rule.sound, rule.repeat, Priority.CRITICAL)


def test_a_critical_alarm_heard_once_is_not_lost_to_a_mute() -> None:
    desk = SoundDesk()
    desk.alarm(alarm(1, Priority.CRITICAL), FOREVER, 0)
    desk.alarm(alarm(2, Priority.CRITICAL), ONCE, 0)
    desk.alarm(alarm(3), AlarmRule(sound="horn"), 0)
    desk.mute(5, 0)
    assert desk.turn(0) is None
    desk.unmute()
    assert desk.turn(1) == once(priority=Priority.CRITICAL)
    desk.ended()
    assert desk.turn(2) == forever(priority=Priority.CRITICAL)
    desk.alarm(closed(), FOREVER, 3)
    assert desk.turn(3) == Stop(), "what is not critical is"


@pytest.mark.parametrize("minutes", [0, -5, 61, float("inf"), float("nan")])
def test_nobody_mutes_for_ever(minutes: float) -> None:
    with pytest.raises(ValueError, match="cannot mute"):
        SoundDesk().mute(minutes, 0)


def test_by_default_staff_and_visitors_are_silent_and_people_who_are_looked_for_repeat() -> None:
    assert {kind for kind, rule in DEFAULT_ALARMS.items() if rule.sound} == {
        "blacklist", "watchlist", "nonlive", "device", "not_kept", "offline", "fever", "denied", "stranger",
    }  # fmt: skip
    assert {kind for kind, rule in DEFAULT_ALARMS.items() if rule.repeat} == {"blacklist", "watchlist"}


@pytest.mark.parametrize("rule", [AlarmRule(raise_=True, repeat=True), ONCE])
def test_what_repeats_ends_when_its_rule_does_not_want_it_any_more(rule: AlarmRule) -> None:
    desk = SoundDesk()
    desk.alarm(alarm(), FOREVER, 0)
    desk.turn(0)
    desk.change("stranger", rule)
    assert desk.turn(1) is None
    desk.change("blacklist", rule)
    assert desk.turn(1) == Stop()
    assert desk.turn(2) is None


def test_what_repeats_goes_on_with_another_sound_when_its_rule_says_so() -> None:
    desk = SoundDesk()
    desk.alarm(alarm(), FOREVER, 0)
    desk.turn(0)
    desk.change("blacklist", FOREVER)
    assert desk.turn(1) is None
    desk.change("blacklist", AlarmRule(raise_=True, sound="other", repeat=True))
    assert desk.turn(1) == forever("other")


def test_what_sounds_or_waits_and_raises_nothing_is_dropped_when_its_kind_shall_be_silent() -> None:
    desk = SoundDesk()
    desk.ask("visitor", ONCE, 0)
    desk.turn(0)
    desk.ask("staff", ONCE, 0)
    desk.change("staff", AlarmRule())
    desk.change("visitor", AlarmRule(sound="other"))
    assert desk.turn(0) is None
    desk.change("visitor", AlarmRule())
    assert desk.turn(0) == Stop()


SOUNDS = {  # by rule, so that sounds differ and coincide
    "blacklist": AlarmRule(sound="siren", repeat=True),
    "watchlist": AlarmRule(sound="siren", repeat=True),
    "device": AlarmRule(sound="horn", repeat=True),
    "nonlive": AlarmRule(sound="notes"),
    "stranger": AlarmRule(sound="siren"),
    "staff": AlarmRule(),
}


class AnyOrder(RuleBasedStateMachine):
    """Drives a desk as `AlarmSound` does, beside a loudspeaker that plays one sound."""

    def __init__(self) -> None:
        super().__init__()
        self.desk = SoundDesk()
        self.now = 0.0
        self.heard: Play | None = None
        self.owed: dict[int, Alarm] = {}
        self.muted_since: float | None = None
        self.muted_until = 0.0
        self.number = 0
        self.asked_at = -LONGEST_WAIT

    def turn(self) -> None:
        command = self.desk.turn(self.now)
        if isinstance(command, Stop):
            assert self.heard is not None, "stopped what was silent"
            self.heard = None
        elif isinstance(command, Play):
            self.heard = command
        assert (self.heard is None) == (self.desk.playing is None)
        if self.heard is not None and self.desk.playing is not None:
            assert (self.heard.sound, self.heard.repeat) == (self.desk.playing.sound, self.desk.playing.repeat)

    def muted(self) -> bool:
        return self.now < self.muted_until

    def audible(self, alarm: Alarm) -> bool:
        if alarm.state is not AlarmState.OPEN or not SOUNDS[alarm.rule].sound:
            return False
        if not self.muted():
            return True
        assert self.muted_since is not None
        return alarm.priority is Priority.CRITICAL and self.now >= self.muted_since + CRITICAL_MUTE

    def put(self, alarm: Alarm) -> None:
        self.owed[alarm.id] = alarm
        if not alarm.owed:
            del self.owed[alarm.id]
        self.desk.alarm(alarm, SOUNDS[alarm.rule], self.now)
        self.turn()

    @rule(kind=st.sampled_from(sorted(SOUNDS)), priority=st.sampled_from(Priority), missed=st.booleans())
    def happens(self, kind: str, priority: Priority, *, missed: bool) -> None:
        self.number += 1
        self.put(alarm(self.number, priority, rule=kind, missed=missed))

    @precondition(lambda self: self.owed)
    @rule(data=st.data(), state=st.sampled_from(AlarmState), more=st.integers(0, 2), louder=st.booleans())
    def becomes(self, data: st.DataObject, state: AlarmState, more: int, *, louder: bool) -> None:
        former = self.owed[data.draw(st.sampled_from(sorted(self.owed)))]
        escalated = max(former.escalated, int(louder))
        self.put(msgspec.structs.replace(former, state=state, count=former.count + more, escalated=escalated))

    @rule()
    def something_else_happens(self) -> None:
        self.desk.ask("visitor", AlarmRule(sound="chime"), self.now)
        self.turn()

    @rule(devices=st.lists(st.just("gate"), max_size=1))
    def flood_comes_or_goes(self, devices: list[str]) -> None:
        self.desk.flood(devices)
        self.turn()

    @rule(minutes=st.sampled_from([1, 5, 15, 60]))
    def is_muted(self, minutes: int) -> None:
        if not self.muted():
            self.muted_since = self.now
        self.desk.mute(minutes, self.now)
        self.muted_until = self.now + minutes * 60
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

    @rule(seconds=st.sampled_from([0.01, 0.5, 3.0, 31.0, 60.0, 301.0]))
    def time_passes(self, seconds: float) -> None:
        self.now += seconds
        self.turn()

    @invariant()
    def nothing_sounds_for_what_is_answered_looked_into_or_shelved(self) -> None:
        if self.heard is None:
            return
        if self.desk.playing is not None and not self.desk.playing.priority:
            assert not self.muted()
            return
        assert any(self.audible(alarm) and SOUNDS[alarm.rule].sound == self.heard.sound for alarm in self.owed.values())

    @invariant()
    def the_most_pressing_open_one_that_repeats_sounds_or_something_as_pressing(self) -> None:
        repeating = [
            alarm.priority
            for alarm in self.owed.values()
            if self.audible(alarm) and SOUNDS[alarm.rule].repeat and not alarm.missed
        ]
        if repeating:
            assert self.desk.playing is not None
            assert self.desk.playing.priority >= max(repeating)


TestAnyOrder = AnyOrder.TestCase
TestAnyOrder.settings = settings(max_examples=200, stateful_step_count=40, deadline=None)
