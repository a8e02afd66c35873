import pytest

from facemon.ui.watchdog.process import thread_lines
from facemon.ui.watchdog.silence import ALARM, KILL, NOTICE, Deed, Silence

TURN = 0.25


def turns(silence: Silence, begin: float, seconds: float, *, stopped: bool = False) -> list[tuple[float, Deed]]:
    """What is done when, if there is no beat for so long."""
    done = []
    for number in range(1, round(seconds / TURN) + 1):
        now = begin + number * TURN
        done += [(now, deed) for deed in silence.turn(now, stopped=stopped)]
    return done


def test_a_window_that_beats_is_left_alone() -> None:
    silence = Silence(0.0)
    for number in range(100):
        assert not silence.beat(number * 0.5)
        assert silence.turn(number * 0.5 + TURN, stopped=False) == []


def test_a_freeze_is_noticed_after_two_seconds_grasped_from_outside_and_heard_after_ten_once_each() -> None:
    done = turns(Silence(0.0, kill=KILL), 0.0, 120)
    assert done == [(2.0, Deed.NOTICE), (3.5, Deed.GRASP), (10.0, Deed.ALARM), (60.0, Deed.KILL)]


def test_nothing_is_grasped_from_outside_where_the_process_has_written_its_stacks() -> None:
    silence = Silence(0.0)
    turns(silence, 0.0, NOTICE)
    silence.stacks_logged()
    assert [deed for _, deed in turns(silence, NOTICE, ALARM)] == [Deed.ALARM]


def test_nobody_is_ended_whom_nobody_starts_again() -> None:
    assert Deed.KILL not in [deed for _, deed in turns(Silence(0.0), 0.0, 10 * KILL)]


def test_a_beat_ends_a_freeze_and_tells_its_length_and_the_next_one_is_another() -> None:
    silence = Silence(0.0)
    turns(silence, 0.0, 12.5)
    assert silence.beat(12.6)
    assert silence.seconds == pytest.approx(12.6)
    silence.begin(12.6)
    assert [deed for _, deed in turns(silence, 12.6, NOTICE)] == [Deed.NOTICE]


def test_a_machine_that_slept_is_no_freeze() -> None:
    silence = Silence(0.0)
    silence.beat(0.5)
    assert silence.turn(8 * 3600.0, stopped=False) == []  # the first turn after the night
    assert not silence.beat(8 * 3600.2)


def test_a_process_that_a_debugger_has_stopped_is_no_freeze_nor_is_going_on_from_there() -> None:
    silence = Silence(0.0)
    assert turns(silence, 0.0, 600, stopped=True) == []
    assert silence.turn(600.25, stopped=False) == []
    assert not silence.beat(600.5)


def test_of_what_is_written_from_outside_the_main_thread_comes_first_in_one_line() -> None:
    dump = (
        'Thread 0x01 (most recent call first):\n  File "threading.py", line 1 in wait\n\n'
        'Current thread 0x02 (most recent call first):\n  File "a.py", line 2 in read\n  File "b.py", line 3 in call\n'
    )
    main, other = thread_lines(dump)
    assert main.startswith("Current thread 0x02")
    assert main.endswith('< File "a.py", line 2 in read < File "b.py", line 3 in call')
    assert other.startswith("Thread 0x01")
