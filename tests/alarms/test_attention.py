from hypothesis import given
from hypothesis import strategies as st

from facemon.alarms.attention import Attention


def test_the_same_person_at_the_same_device_is_one_item_that_counts() -> None:
    attention = Attention()
    attention.raise_("blacklist", "gate", "7", 1_000, 1)
    attention.raise_("blacklist", "gate", "7", 2_000, 2)
    (item,) = attention.open()
    assert (item.count, item.since_ms, item.latest_ms, item.latest_number) == (2, 1_000, 2_000, 2)


def test_the_same_person_at_another_device_is_another_item() -> None:
    attention = Attention()
    attention.raise_("blacklist", "gate", "7", 1_000, 1)
    attention.raise_("blacklist", "lobby", "7", 2_000, 2)
    assert [item.device_id for item in attention.open()] == ["gate", "lobby"]


def test_the_most_pressing_comes_first_and_among_equals_the_oldest() -> None:
    attention = Attention()
    attention.raise_("stranger", "gate", "", 1_000, 1)
    attention.raise_("blacklist", "gate", "9", 3_000, 2)
    attention.raise_("blacklist", "gate", "8", 2_000, 3)
    attention.raise_("nonlive", "gate", "", 1_500, 4)
    assert [(item.kind, item.person) for item in attention.open()] == [
        ("blacklist", "8"), ("blacklist", "9"), ("nonlive", ""), ("stranger", ""),
    ]  # fmt: skip


def test_what_came_after_the_item_was_shown_stays_open() -> None:
    attention = Attention()
    attention.raise_("blacklist", "gate", "7", 1_000, 1)
    (shown,) = attention.open()
    attention.raise_("blacklist", "gate", "7", 2_000, 2)
    assert attention.acknowledge(shown) is False
    (left,) = attention.open()
    assert (left.count, left.since_ms) == (1, 2_000)


def test_acknowledging_says_when_the_last_of_its_kind_is_answered() -> None:
    attention = Attention()
    attention.raise_("blacklist", "gate", "7", 1_000, 1)
    attention.raise_("blacklist", "gate", "8", 2_000, 2)
    first, second = attention.open()
    assert attention.acknowledge(first) is False
    assert attention.acknowledge(second) is True
    assert attention.open() == []


@given(
    st.lists(st.tuples(st.sampled_from(["blacklist", "nonlive", "device"]), st.sampled_from(["a", "b"]), st.booleans()))
)
def test_nothing_raised_is_lost_and_nothing_is_counted_twice(steps: list[tuple[str, str, bool]]) -> None:
    attention = Attention()
    answered = 0
    for time, (kind, device, acknowledge) in enumerate(steps):
        attention.raise_(kind, device, "", time, time)
        if acknowledge:
            item = attention.open()[0]
            attention.acknowledge(item)
            answered += item.count
    assert answered + sum(item.count for item in attention.open()) == len(steps)
