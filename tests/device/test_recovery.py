"""Recovering one gap: every record of its time arrives, whatever the device does meanwhile, and what is said of it."""

from __future__ import annotations

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st
from shelf import Shelf, lost, record

from facemon.device.failure import LinkError
from facemon.device.recovery import PageOutcome, Recovery, Task
from facemon.device.shortfall import SENTENCES, Shortfall
from facemon.event import Event, Gap, GapCause, GapState

FROM_S, TO_S = 1_700_000_000, 1_700_000_600


def gap(**changes: object) -> Gap:
    usual = Gap(
        id=1, device_id="gate", from_ms=FROM_S * 1000, to_ms=TO_S * 1000, cause=GapCause.DISCONNECTED,
        state=GapState.WAITING,
    )  # fmt: skip
    return msgspec.structs.replace(usual, **changes)


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


def outcome(book: Book) -> tuple[GapState, Shortfall | None, str]:
    why = next((name for name, sentence in SENTENCES.items() if sentence == book.gap.problem), None)
    return book.gap.state, why, book.gap.detail


DONE = (GapState.RECOVERED, None, "")


def test_the_records_of_the_gap_come_in_pages_oldest_first() -> None:
    shelf = Shelf(record(f"u{second}", FROM_S + second) for second in range(600))
    book = recover(shelf)
    assert [limit for *_, limit in shelf.asked] == [200, 200, 200, 200]
    assert [begin - FROM_S for begin, *_ in shelf.asked] == [-15, 199, 398, 597]
    assert list(book.events) == [f"u{second}" for second in range(600)]
    assert outcome(book) == DONE
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
