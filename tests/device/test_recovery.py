"""Recovering one gap: every record of its time arrives, whatever the device does meanwhile, and what is said of it."""

from __future__ import annotations

import sys
from collections.abc import Callable

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from recovered import outcome
from shelf import Shelf, lost, record

from facemon.device.failure import LinkError
from facemon.device.records import MOST_READ, RecordsPage, read_answer
from facemon.device.recovery import Known, PageOutcome, Recovery, Task, duration
from facemon.device.shortfall import Shortfall
from facemon.event import Event, Gap, GapCause, GapState

FROM_S, TO_S = 1_700_000_000, 1_700_000_600


def gap(**changes: object) -> Gap:
    usual = Gap(
        id=1, device_id="gate", from_ms=FROM_S * 1000, to_ms=TO_S * 1000, cause=GapCause.DISCONNECTED,
        state=GapState.WAITING,
    )  # fmt: skip
    return msgspec.structs.replace(usual, **changes)


class Generous(Shelf):
    """Gives all that it has of a time, however many were asked for."""

    def records(self, begin_s: int, end_s: int, *, offset: int, limit: int) -> RecordsPage:
        del limit
        self.most = len(self.kept)
        page = super().records(begin_s, end_s, offset=offset, limit=self.most)
        body = b'{"code":200,"data":{"total":%d,"items":[%s]}}' % (page.total or 0, b",".join(map(bytes, page.texts)))
        answer = read_answer(body, whole=True)
        assert answer is not None
        assert answer.page is not None
        return answer.page


class Book:
    """Keeps events as the history does: each uuid once, and the gap as it was last told."""

    def __init__(self) -> None:
        self.events: dict[str, Event] = {}
        self.gap = gap()
        self.times = 0  # that an event was handed over
        self.progress: list[Gap] = []

    def on_page(self, _: Gap, events: list[Event]) -> PageOutcome:
        self.times += len(events)
        new = [event for event in {event.uuid: event for event in events}.values() if event.uuid not in self.events]
        self.events |= {event.uuid: event for event in new}
        return PageOutcome(len(new), sum(not event.picture for event in new))

    def on_gap(self, changed: Gap) -> None:
        self.gap = changed
        self.progress.append(changed)


def recover(shelf: Shelf, book: Book | None = None, **task: object) -> Book:
    """Recover to the end; after each failure, on from what the book has, as after a crash."""
    book = book or Book()
    for _ in range(10_000):
        recovery = Recovery(Task(gap=book.gap, **task), on_page=book.on_page, on_gap=book.on_gap)  # type: ignore[arg-type]
        try:
            book.gap = recovery.run(shelf)
        except LinkError:
            continue
        return book
    raise AssertionError("it does not come to an end")


DONE = (GapState.RECOVERED, None, "")


def test_the_records_of_the_gap_come_in_pages_oldest_first() -> None:
    shelf = Shelf(record(f"u{second}", FROM_S + second) for second in range(600))
    book = recover(shelf)
    assert [limit for *_, limit in shelf.asked] == [200, 200, 200, 200]
    assert [begin - FROM_S for begin, *_ in shelf.asked] == [-15, 199, 398, 597]
    assert list(book.events) == [f"u{second}" for second in range(600)]
    assert outcome(book.gap) == DONE
    assert (book.gap.read, book.gap.total, book.gap.recovered, book.gap.pictureless) == (600, 600, 600, 600)
    assert [step.read for step in book.progress] == [200, 399, 598, 600]


seconds = st.integers(FROM_S - 20, TO_S + 10) | st.sampled_from([FROM_S, FROM_S + 7, TO_S])


@settings(max_examples=300)
@given(
    times=st.lists(seconds, max_size=120),
    most=st.integers(1, 12),
    failing=st.lists(st.booleans(), max_size=40),
    deleting=st.lists(st.integers(0, 9), max_size=40),
    told=st.sampled_from(["sorted", "sorted, no total", "unsorted"]),
)
def test_every_record_arrives_whatever_happens_on_the_way(
    times: list[int], most: int, failing: list[bool], deleting: list[int], told: str
) -> None:
    kept = [record(f"u{number}", second) for number, second in enumerate(times)]
    is_sorted = told != "unsorted"
    shelf = Shelf(kept, is_sorted=is_sorted)
    shelf.most = most
    if told == "sorted, no total":
        shelf.total = lambda _: None
    handed: set[str] = set()
    gone: set[object] = set()
    book = Book()

    def happen() -> None:
        if deleting and is_sorted:
            oldest = sorted(shelf.kept, key=lambda item: item["timestamp"])[: deleting.pop()]  # type: ignore[arg-type,return-value]
            gone.update(item["uuid"] for item in oldest)
            shelf.kept = [item for item in shelf.kept if item not in oldest]
        if failing and failing.pop():
            lost()

    shelf.before = happen
    recover(shelf, book)
    handed = set(book.events)
    within = {item["uuid"] for item in kept if FROM_S - 15 <= item["timestamp"] <= TO_S + 5}  # type: ignore[operator]
    assert within - gone <= handed <= within
    assert book.gap.recovered == len(handed)
    assert all(FROM_S * 1000 <= event.at_ms <= TO_S * 1000 for event in book.events.values())


def test_more_than_a_page_in_one_second_is_counted_off() -> None:
    shelf = Shelf([record(f"u{number}", FROM_S + number // 500) for number in range(1_500)])
    book = recover(shelf)
    assert list(book.events) == [f"u{number}" for number in range(1_500)]
    assert outcome(book.gap) == DONE
    assert (book.gap.read, book.gap.total, book.gap.recovered) == (1_500, 1_500, 1_500)


def test_records_deleted_while_a_second_is_counted_off_shift_nothing() -> None:
    shelf = Shelf([record(f"u{number}", FROM_S) for number in range(1_000)])

    def delete() -> None:
        del shelf.kept[:30]

    shelf.before = delete
    book = recover(shelf)
    assert {f"u{number}" for number in range(1_000)} - set(book.events) == {f"u{number}" for number in range(30)}


def test_records_that_the_device_deleted_before_they_were_read_are_said_to_be_missing() -> None:
    shelf = Shelf(record(f"u{second}", FROM_S + second) for second in range(600))

    def delete() -> None:
        if len(shelf.asked) == 2:
            del shelf.kept[:250]

    shelf.before = delete
    book = recover(shelf)
    assert len(book.events) == 550
    assert outcome(book.gap) == (GapState.PARTIAL, Shortfall.FEWER, "50")


def test_a_device_that_gives_fewer_than_it_says_is_gone_through_twice_and_then_said_so() -> None:
    shelf = Shelf(record(f"u{second}", FROM_S + second) for second in range(300))
    shelf.total = lambda found: found + 7
    book = recover(shelf)
    assert outcome(book.gap) == (GapState.PARTIAL, Shortfall.FEWER, "7")
    assert len(book.events) == book.gap.recovered == 300
    assert book.gap.cursor_s is None


@pytest.mark.parametrize("total", [lambda _: None, lambda found: min(found, 200)], ids=["no total", "a page's total"])
def test_a_total_that_says_nothing_costs_no_record(total: Callable[[int], int | None]) -> None:
    shelf = Shelf(record(f"u{second}", FROM_S + second) for second in range(600))
    shelf.total = total
    book = recover(shelf)
    assert len(book.events) == 600
    assert outcome(book.gap) == DONE


def test_a_device_that_gives_its_newest_first_all_the_same_is_counted_off() -> None:
    shelf = Shelf([record(f"u{second}", FROM_S + second) for second in reversed(range(600))], is_sorted=False)
    book = recover(shelf)
    assert len(book.events) == book.gap.recovered == 600
    assert outcome(book.gap) == DONE


def test_records_of_another_time_are_left_alone() -> None:
    shelf = Shelf(record(f"u{second}", FROM_S + second) for second in range(-1_000, 2_000))
    shelf.within = lambda *_: True
    book = recover(shelf)
    assert {int(uuid[1:]) for uuid in book.events} == set(range(-15, 606))
    assert book.gap.state is GapState.RECOVERED


def test_a_device_that_gives_the_same_again_and_again_is_not_asked_for_ever() -> None:
    shelf = Shelf(record(f"u{second}", FROM_S + second) for second in range(600))
    shelf.deaf = True
    book = recover(shelf)
    assert len(shelf.asked) < 10
    assert outcome(book.gap) == (GapState.PARTIAL, Shortfall.REPEATS, "")


def test_what_the_device_lists_twice_is_one_event() -> None:
    shelf = Shelf([record(f"u{number // 2}", FROM_S + number // 2) for number in range(500)])
    book = recover(shelf)
    assert len(book.events) == book.gap.recovered == 250
    assert outcome(book.gap) == DONE


def test_items_without_a_uuid_are_told_apart_and_recognised_again() -> None:
    kept = [record(None, FROM_S + number // 3, user={"user_id": str(number)}) for number in range(600)]
    kept += [record(None, None, user={"user_id": str(number)}) for number in range(5)]
    shelf = Shelf(kept)
    shelf.within = lambda second, begin, end: second == 0 or begin <= second <= end
    failing = [True, False] * 20
    shelf.before = lambda: lost() if failing and failing.pop() else None
    book = recover(shelf)
    assert len(book.events) == book.gap.recovered == 605


def test_an_answer_that_is_too_long_is_halved_and_a_record_that_is_too_long_left_out() -> None:
    shelf = Shelf(record(f"u{second}", FROM_S + second) for second in range(40))
    shelf.longest = 3
    book = recover(shelf)
    assert [limit for *_, limit in shelf.asked][:7] == [200, 100, 50, 25, 12, 6, 3]
    assert len(book.events) == 40
    assert outcome(book.gap) == DONE
    shelf.longest = 0
    nothing = recover(shelf)
    assert outcome(nothing.gap) == (GapState.PARTIAL, Shortfall.UNREADABLE, "40")


def test_pages_are_as_large_as_a_page_may_weigh() -> None:
    shelf = Shelf(record(f"u{second}", FROM_S + second, rgb_image="A" * 400_000) for second in range(60))
    shelf.most = 40
    book = recover(shelf)
    assert len(book.events) == 60
    assert [limit for *_, limit in shelf.asked] == [200, 20, 20]


def test_fifty_thousand_events_take_no_more_memory_than_a_page() -> None:
    shelf = Shelf(record(f"u{number}", FROM_S + number // 100) for number in range(50_000))
    held: list[int] = []

    def on_page(_: Gap, events: list[Event]) -> PageOutcome:
        held.append(sys.getallocatedblocks())
        assert len(events) <= 200
        return PageOutcome(len(events), 0)

    recovered = Recovery(Task(gap=gap()), on_page=on_page, on_gap=lambda _: None).run(shelf)
    assert outcome(recovered) == DONE
    assert recovered.read == recovered.total == 50_000
    assert len(held) >= 250
    assert held[-1] - held[2] < 10_000, "memory blocks, of which an event takes more than ten"


def test_a_gap_that_went_on_again_is_taken_up_where_it_was() -> None:
    shelf = Shelf(record(f"u{second}", FROM_S + second) for second in range(600))
    book = recover(shelf)
    assert book.gap.state is GapState.RECOVERED
    shelf.asked.clear()
    # Within the seconds that had been asked for beyond the gap's end, but after they were.
    shelf.kept += [record(f"v{second}", FROM_S + second) for second in range(600, 700)]
    book.gap = msgspec.structs.replace(book.gap, to_ms=(TO_S + 60) * 1000, state=GapState.WAITING)
    recover(shelf, book)
    assert {f"v{second}" for second in range(600, 660)} <= set(book.events)
    assert outcome(book.gap) == DONE
    assert shelf.asked[0][0] > FROM_S + 500


def test_the_clock_before_the_gap_is_that_of_the_last_event_where_nobody_asked() -> None:
    shelf = Shelf(record(f"u{second}", FROM_S + 3600 + second) for second in range(10))
    shelf.skew_s = None
    book = recover(shelf, last=Known((FROM_S + 3600 - 5) * 1000, (FROM_S - 5) * 1000))
    assert [event.at_ms // 1000 - FROM_S for event in book.events.values()] == list(range(10))


def test_a_device_that_tells_its_local_time_loses_nothing_by_it() -> None:
    shelf = Shelf(record(f"u{second}", FROM_S + second) for second in range(600))
    shelf.skew_s = 8 * 3600.0
    last = Known((FROM_S - 5) * 1000, (FROM_S - 5) * 1000)
    book = recover(shelf, skew_ms=8 * 3_600_000, last=last)
    assert [event.at_ms // 1000 - FROM_S for event in book.events.values()] == list(range(600))
    assert outcome(book.gap) == DONE
    shelf.kept += [record(f"v{second}", FROM_S + second) for second in range(600, 660)]
    book.gap = msgspec.structs.replace(book.gap, to_ms=(TO_S + 60) * 1000, state=GapState.WAITING)
    shelf.asked.clear()
    recover(shelf, book, skew_ms=8 * 3_600_000, last=last)
    assert len(book.events) == 660
    assert shelf.asked[0][0] > FROM_S + 500


@pytest.mark.parametrize(
    ("ms", "said"),
    [
        (6_000, "6 s"),
        (119_400, "119 s"),
        (120_000, "2 min"),
        (7_199_999, "2 h"),
        (47 * 3_600_000, "47 h"),
        (10 * 86_400_000, "10 d"),
    ],
)
def test_a_duration_is_said_in_one_unit(ms: int, said: str) -> None:
    assert duration(ms) == said


def test_a_gap_without_an_end_cannot_be_recovered() -> None:
    book = Book()
    with pytest.raises(ValueError, match="goes on"):
        Recovery(Task(gap=gap(to_ms=None)), on_page=book.on_page, on_gap=book.on_gap)


def test_a_device_that_gives_thousands_at_once_is_read_in_bearable_pages_to_the_end() -> None:
    shelf = Generous(record(f"u{number}", FROM_S + number // 10) for number in range(5_500))
    book = Book()
    at_once: list[int] = []

    def on_page(changed: Gap, events: list[Event]) -> PageOutcome:
        at_once.append(len(events))
        return book.on_page(changed, events)

    ended = Recovery(Task(gap=book.gap), on_page=on_page, on_gap=book.on_gap).run(shelf)
    assert (ended.state, len(book.events)) == (GapState.RECOVERED, 5_500)
    assert max(at_once) == MOST_READ
