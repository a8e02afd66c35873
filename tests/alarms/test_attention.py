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
    assert attention.acknowledge(shown) == (1,)
    assert attention.is_open("blacklist")
    (left,) = attention.open()
    assert (left.count, left.since_ms) == (1, 2_000)
    assert attention.acknowledge(left) == (2,)


def test_acknowledging_ends_a_kind_with_the_last_of_it() -> None:
    attention = Attention()
    attention.raise_("blacklist", "gate", "7", 1_000, 1)
    attention.raise_("blacklist", "gate", "8", 2_000, 2)
    first, second = attention.open()
    attention.acknowledge(first)
    assert attention.is_open("blacklist")
    attention.acknowledge(second)
    assert not attention.is_open("blacklist")
    assert attention.open() == []
    assert attention.acknowledge(second) == ()


def test_what_was_missed_joins_as_older_and_the_latest_stays_the_latest() -> None:
    attention = Attention()
    attention.raise_("blacklist", "gate", "7", 5_000, 8)
    attention.raise_("blacklist", "gate", "7", 1_000, 9, missed=True)
    (item,) = attention.open()
    assert (item.since_ms, item.latest_ms, item.latest_number, item.count) == (1_000, 5_000, 8, 2)
    assert not item.missed
    assert attention.acknowledge(item) == (8, 9)


def test_an_item_is_missed_while_all_of_it_is() -> None:
    attention = Attention()
    attention.raise_("blacklist", "gate", "7", 1_000, 9, missed=True)
    assert attention.open()[0].missed
    attention.raise_("blacklist", "gate", "7", 5_000, 10)
    assert not attention.open()[0].missed


@given(
    st.lists(st.tuples(st.sampled_from(["blacklist", "nonlive", "device"]), st.sampled_from(["a", "b"]), st.booleans()))
)
def test_nothing_raised_is_lost_and_nothing_is_counted_twice(steps: list[tuple[str, str, bool]]) -> None:
    attention = Attention()
    answered: list[int] = []
    for time, (kind, device, acknowledge) in enumerate(steps):
        attention.raise_(kind, device, "", time, time)
        if acknowledge:
            item = attention.open()[0]
            answered += attention.acknowledge(item)
    while attention.open():
        answered += attention.acknowledge(attention.open()[0])
    assert sorted(answered) == list(range(len(steps)))


def test_what_exists_no_more_needs_nobody() -> None:
    attention = Attention()
    for at_ms, number in ((1_000, 1), (2_000, 2), (3_000, 3)):
        attention.raise_("blacklist", "gate", "7", at_ms, number)
    attention.raise_("nonlive", "gate", "", 4_000, 4)
    attention.raise_("offline", "gate", "", 5_000, None)
    attention.forget([3, 4, 99])
    assert [(item.kind, item.count, item.latest_number) for item in attention.open()] == [
        ("blacklist", 2, 2), ("offline", 1, None),
    ]  # fmt: skip
    attention.forget([1])
    assert attention.acknowledge(attention.open()[0]) == (2,)


def test_what_is_no_event_outlives_events_that_exist_no_more() -> None:
    attention = Attention()
    attention.raise_("offline", "gate", "", 1_000, None)
    shown = attention.open()[0]
    attention.raise_("offline", "gate", "", 2_000, None)
    attention.acknowledge(shown)
    attention.forget([1])
    assert [item.kind for item in attention.open()] == ["offline"]
