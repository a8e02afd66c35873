"""A key or a click answers what the hand was meant for: what has stood before the guard for a moment, as it stood."""

from __future__ import annotations

from facemon.alarm import Alarm, Priority
from facemon.ui.alarms.rows import alarm_key
from facemon.ui.alarms.standing import AWAKE_S, REACTION_S, Standing

JUST = REACTION_S * 0.9
ENOUGH = REACTION_S * 1.1


def alarm(number: int = 1, count: int = 1) -> Alarm:
    return Alarm(
        id=number, rule="stranger", priority=Priority.LOW, device_id="gate", since_ms=0, latest_ms=0, count=count
    )


ONE, TWO = alarm_key(1), alarm_key(2)


def test_what_has_only_just_come_in_sight_is_meant_by_no_key() -> None:
    standing = Standing()
    standing.select(ONE, 0.0, by_hand=True)
    standing.show({ONE: (0, (alarm(),))}, 10.0)
    assert standing.meant_by_key(10.0 + JUST) == ()
    assert standing.meant_by_key(10.0 + ENOUGH) == (alarm(),)


def test_a_key_answers_no_more_than_was_shown_when_the_hand_began_to_move() -> None:
    standing = Standing()
    standing.select(ONE, 0.0, by_hand=True)
    standing.show({ONE: (0, (alarm(),))}, 10.0)
    standing.show({ONE: (0, (alarm(count=2),))}, 11.0)
    standing.show({ONE: (0, (alarm(count=3),))}, 11.0 + JUST)
    assert standing.meant_by_key(11.0 + JUST) == (alarm(),)
    assert standing.meant_by_key(11.0 + ENOUGH) == (alarm(count=2),)
    assert standing.meant_by_key(12.0 + ENOUGH) == (alarm(count=3),)


def test_a_key_meant_for_an_alarm_that_has_gone_does_not_answer_the_one_selected_in_its_place() -> None:
    standing = Standing()
    standing.select(ONE, 0.0, by_hand=True)
    standing.show({ONE: (0, (alarm(),)), TWO: (90, (alarm(2),))}, 0.0)
    standing.show({TWO: (90, (alarm(2),))}, 5.0)
    standing.select(TWO, 5.0, by_hand=False)
    assert standing.meant_by_key(5.0 + JUST) == ()
    assert standing.meant_by_key(5.0 + ENOUGH) == (alarm(2),)


def test_what_the_guard_selects_himself_is_meant_at_once() -> None:
    standing = Standing()
    standing.show({ONE: (0, (alarm(),)), TWO: (90, (alarm(2),))}, 0.0)
    standing.select(TWO, 5.0, by_hand=True)
    assert standing.meant_by_key(5.0) == (alarm(2),)


def test_a_click_on_what_has_just_moved_under_the_pointer_answers_nothing() -> None:
    standing = Standing()
    standing.show({ONE: (0, (alarm(),))}, 0.0)
    standing.show({ONE: (200, (alarm(),))}, 5.0)
    assert standing.meant_by_click(ONE, 5.0 + JUST) == ()
    assert standing.meant_by_click(ONE, 5.0 + ENOUGH) == (alarm(),)


def test_what_has_been_out_of_sight_is_met_anew() -> None:
    standing = Standing()
    standing.select(ONE, 0.0, by_hand=True)
    standing.show({ONE: (0, (alarm(),))}, 0.0)
    standing.show({}, 1.0)
    assert standing.meant_by_key(2.0) == ()
    standing.show({ONE: (0, (alarm(),))}, 3.0)
    assert standing.meant_by_key(3.0 + JUST) == ()


def test_a_window_that_takes_the_keyboard_from_another_one_answers_nothing_at_first() -> None:
    standing = Standing()
    standing.select(ONE, 0.0, by_hand=True)
    standing.show({ONE: (0, (alarm(),))}, 0.0)
    standing.wake(5.0, active=False)
    assert standing.meant_by_key(9.0) == ()
    standing.wake(10.0, active=True)
    assert standing.meant_by_key(10.0 + AWAKE_S * 0.9) == ()
    assert standing.meant_by_click(ONE, 10.0) == (alarm(),)  # the pointer was aimed at it
    assert standing.meant_by_key(10.0 + AWAKE_S * 1.1) == (alarm(),)
