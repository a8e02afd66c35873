from hypothesis import given
from hypothesis import strategies as st

from facemon.monitor import arrivals as arrivals_module
from facemon.monitor.arrivals import Arrivals

NAMES = st.sampled_from(["a", "b", "c", "d", "e"])


@given(st.lists(st.tuples(st.sampled_from(["gate", "lobby"]), NAMES)))
def test_each_event_of_a_device_has_one_number_and_they_count_up(events: list[tuple[str, str]]) -> None:
    arrivals = Arrivals(1_000)
    numbers = [arrivals.number(device_id, uuid) for device_id, uuid in events]
    given_out = [number for number in numbers if number is not None]
    assert given_out == list(range(1_001, 1_001 + len(set(events))))


def test_what_the_history_knows_is_not_new() -> None:
    arrivals = Arrivals(1_000)
    assert arrivals.number("gate", "b") == 1_001
    arrivals.know("gate", ["a", "b"])
    assert arrivals.number("gate", "a") is None
    assert arrivals.number("lobby", "a") == 1_002


def test_numbers_lie_above_those_of_the_history_even_where_the_clock_was_set_back() -> None:
    arrivals = Arrivals(1_000)
    arrivals.begin_above(5_000)
    assert arrivals.number("gate", "a") == 5_001
    arrivals.begin_above(10)
    assert arrivals.number("gate", "b") == 5_002


def test_numbers_count_on_where_a_float_no_longer_tells_them_apart() -> None:
    arrivals = Arrivals(1_000)
    arrivals.begin_above(2**53)
    assert [arrivals.number("gate", name) for name in "abc"] == [2**53 + 1, 2**53 + 2, 2**53 + 3]


def test_the_memory_is_bounded_and_the_oldest_is_forgotten_first() -> None:
    arrivals = Arrivals(0)
    arrivals.know("gate", ["from the history"])
    for number in range(arrivals_module.REMEMBERED):
        arrivals.number("gate", str(number))
    assert arrivals.number("gate", "0") is None
    assert arrivals.number("gate", "from the history") is not None


def test_what_is_kept_once_more_has_its_number_of_this_run_or_a_new_one() -> None:
    arrivals = Arrivals(1_000)
    assert arrivals.number("gate", "a") == 1_001
    arrivals.know("gate", ["of an earlier run"])
    assert arrivals.number_again("gate", "a") == 1_001
    assert arrivals.number_again("gate", "of an earlier run") == 1_002
    assert arrivals.number("gate", "b") == 1_003
