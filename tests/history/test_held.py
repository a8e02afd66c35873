from doors import JPEG, NOW, event
from hypothesis import given
from hypothesis import strategies as st

from facemon.event import Gap, GapCause
from facemon.history.held import GROUP_BYTES, GROUP_EVENTS, Batch, Held
from facemon.history.note import Seen, Watched


def numbers(batch: Batch) -> list[int]:
    return [waiting.number for waiting in batch.events]


def notes(batch: Batch) -> list[object]:
    return [note for _, note in batch.notes.values()]


def put(held: Held, *numbers: int, picture: bytes = b"", raw: str = "", device_id: str = "gate") -> None:
    for number in numbers:
        happening = event(str(number), device_id=device_id, received_ms=NOW + number, picture=picture, raw=raw)
        held.put(happening, number, raised=False)


def test_what_is_pressing_is_taken_first_and_the_rest_in_order() -> None:
    held = Held()
    held.put(event("1", placed_ms=NOW), 1, raised=False)
    put(held, 2, 3)
    held.put(event("4"), 4, raised=True)
    assert held.pressing
    assert numbers(held.take()) == [4, 2, 3, 1]
    assert not held


def test_half_of_what_can_be_held_is_told_before_pictures_are_given_up() -> None:
    held = Held(most_events=10, most_bytes=1_000)
    put(held, 1, 2, picture=bytes(249))
    assert not held.half_full
    put(held, 3, picture=bytes(2))
    assert held.half_full
    assert not held.pictures_given_up
    held = Held(most_events=10)
    put(held, 1, 2, 3, 4)
    assert not held.half_full
    put(held, 5)
    assert held.half_full


def test_a_batch_is_bounded_in_events_and_in_bytes() -> None:
    held = Held()
    put(held, *range(GROUP_EVENTS + 3))
    assert held.full
    assert len(held.take().events) == GROUP_EVENTS
    assert not held.full
    put(held, 100, 101, 102, picture=bytes(GROUP_BYTES // 2 - 1))
    assert held.full
    assert numbers(held.take()) == [64, 65, 66, 100, 101, 102]
    put(held, 103, 104, picture=bytes(GROUP_BYTES))
    assert numbers(held.take()) == [103]


def test_a_note_waits_for_all_that_came_before_it() -> None:
    held = Held()
    put(held, 1, 2)
    held.note(Watched("gate", NOW, None))
    put(held, 3)
    held.note(Seen("gate", "Gate"))
    batch = held.take(most=1)
    assert not batch.notes
    held.settle(batch)
    batch = held.take(most=1)
    assert notes(batch) == [Watched("gate", NOW, None)]
    held.settle(batch)
    assert notes(held.take()) == [Seen("gate", "Gate")]


def test_a_newer_note_about_the_same_replaces_the_older() -> None:
    held = Held()
    gap = Gap(id=1, device_id="gate", from_ms=1, cause=GapCause.NEW)
    for at_ms in (1, 2):
        held.note(Watched("gate", at_ms, None))
        held.note(Watched("lobby", at_ms, None))
        held.note(Gap(id=1, device_id="gate", from_ms=at_ms, cause=GapCause.NEW))
    batch = held.take()
    assert notes(batch) == [
        Watched("gate", 2, None),
        Watched("lobby", 2, None),
        Gap(id=1, device_id="gate", from_ms=2, cause=GapCause.NEW),
    ]
    held.note(gap)
    held.put_back(batch)
    assert gap in notes(held.take())


def test_a_batch_that_could_not_be_written_comes_again_in_its_order() -> None:
    held = Held()
    put(held, 1, 2, 3, picture=JPEG)
    batch = held.take(most=2)
    put(held, 4)
    assert held.known("gate", ["1", "3", "4", "5"]) == {"1", "3", "4"}
    held.put_back(batch)
    assert held.events == 4
    batch = held.take()
    assert numbers(batch) == [1, 2, 3, 4]
    held.settle(batch)
    assert held.known("gate", ["1", "3", "4"]) == set()


def test_the_oldest_pictures_are_given_up_first_and_facts_are_kept() -> None:
    held = Held(most_bytes=10 * len(JPEG))
    put(held, *range(1, 21), picture=JPEG)
    batch = held.take()
    assert [bool(waiting.happening.picture) for waiting in batch.events] == [False] * 10 + [True] * 10
    assert {waiting.happening.picture_size for waiting in batch.events} == {len(JPEG)}
    assert (held.pictures_given_up, held.given_up) == (10, 0)


def test_raw_texts_are_given_up_when_there_are_no_pictures_left() -> None:
    held = Held(most_bytes=100)
    put(held, 1, 2, picture=JPEG, raw="x" * 40)
    put(held, 3, raw="y" * 40)
    assert [waiting.happening.raw[:1] for waiting in held.take().events] == ["", "x", "y"]
    assert held.pictures_given_up == 2


def test_a_picture_that_somebody_has_to_see_is_given_up_last() -> None:
    held = Held(most_bytes=len(JPEG))
    held.put(event("1", picture=JPEG), 1, raised=True)
    put(held, 2, picture=JPEG)
    assert [bool(waiting.happening.picture) for waiting in held.take().events] == [True, False]


def test_the_oldest_facts_are_given_up_and_counted_by_device() -> None:
    held = Held(most_events=4)
    put(held, 1, 2, 3, 4, 5, 6)
    put(held, 7, device_id="lobby")
    assert held.given_up == 3
    assert held.known("gate", ["1", "2", "3", "4"]) == {"4"}
    batch = held.take()
    assert numbers(batch) == [4, 5, 6, 7]
    (loss,) = batch.losses.values()
    assert (loss.device_id, loss.from_ms, loss.to_ms, loss.events) == ("gate", NOW + 1, NOW + 4, 3)
    held.put_back(batch)
    put(held, 8, 9)
    (loss,) = held.take().losses.values()
    assert (loss.from_ms, loss.to_ms, loss.events) == (NOW + 1, NOW + 6, 5)
    assert not held.take()


def test_what_the_device_still_has_is_given_up_before_what_somebody_has_to_see() -> None:
    held = Held(most_events=2)
    held.put(event("1"), 1, raised=True)
    held.put(event("2"), 2, raised=False)
    held.put(event("3", placed_ms=NOW), 3, raised=False)
    held.put(event("4"), 4, raised=False)
    assert numbers(held.take()) == [1, 4]


actions = st.lists(
    st.one_of(
        st.tuples(st.just("put"), st.booleans(), st.booleans(), st.integers(0, 30)),
        st.tuples(st.sampled_from(["take", "fail"]), st.integers(1, 5), st.integers(1, 60)),
        st.tuples(st.just("note"), st.integers(0, 3)),
    ),
    max_size=60,
)


@given(actions, st.integers(1, 8), st.integers(0, 100))
def test_every_event_is_written_once_or_counted_and_memory_is_bounded(
    actions: list[tuple[object, ...]], most_events: int, most_bytes: int
) -> None:
    held = Held(most_events=most_events, most_bytes=most_bytes)
    written: list[int] = []
    lost = 0
    put = 0
    for action in (*actions, *[("take", 100, 10_000)] * 2):
        match action:
            case ("put", bool(raised), bool(recovered), int(size)):
                put += 1
                placed_ms = NOW if recovered else None
                held.put(event(str(put), picture=b"x" * size, raw="y", placed_ms=placed_ms), put, raised=raised)
            case ("note", int(at_ms)):
                held.note(Watched("gate", at_ms, put))
            case (kind, int(most), int(size)):
                batch = held.take(most, size)
                if kind == "fail":
                    held.put_back(batch)
                else:
                    held.settle(batch)
                    written += numbers(batch)
                    lost += sum(loss.events for loss in batch.losses.values())
                    for note in notes(batch):
                        assert isinstance(note, Watched)
                        seen = note.skew_ms or 0  # how many had been put before it
                        assert sum(number <= seen for number in written) + held.given_up >= seen
        assert held.events <= most_events
        assert held._bytes == sum(
            len(waiting.happening.picture) + len(waiting.happening.raw)
            for lane in held._lanes
            for waiting in lane.events
        )
        assert held._bytes <= most_bytes
    assert len(written) == len(set(written))
    assert len(written) + lost == put
    assert lost == held.given_up
    assert not held
    assert held.known("gate", [str(number) for number in range(put + 1)]) == set()
