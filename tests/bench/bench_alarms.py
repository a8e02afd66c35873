"""What deciding about an event costs the book of alarms, beside reading the message that told of it.

Run as `python tests/bench/bench_alarms.py`. Both in the same run, turn by turn: absolute times differ from machine to
machine, the ratio hardly does. The worst case is a flood of strangers, each of whom joins an alarm, with the book full.
"""

from __future__ import annotations

import itertools
import statistics
import time
from collections.abc import Callable

from bench_message import message

from facemon.alarm import Moment
from facemon.alarms.book import Book
from facemon.alarms.owed import MOST
from facemon.device.message import decode
from facemon.event import Category, Event, Person
from facemon.settings import DEFAULT_ALARMS, AlarmRule, AttentionSettings

START_MS = 1_795_600_000_000
TURNS = 60
EVENTS = 300  # a turn
RULES = DEFAULT_ALARMS | {"stranger": AlarmRule(raise_=True, priority="low")}


def full_book(owed: int) -> Book:
    """Return a book with so many alarms owed."""
    ids = itertools.count(1)
    book = Book(RULES.__getitem__, AttentionSettings, local=lambda _: (5, 0), new_id=lambda: next(ids))
    for number in range(owed):
        book.happened(stranger(number, Category.BLACKLIST, Person(user_id=str(number))), number, Moment(START_MS, 0))
    assert len(book.owed()) == owed
    return book


def stranger(number: int, category: Category = Category.STRANGER, person: Person | None = None) -> Event:
    """Return an event of 20 a second, without its picture, as the monitor hands it on."""
    at_ms = START_MS + number * 50
    return Event(
        uuid=str(number), device_id="gate", time_ms=at_ms, received_ms=at_ms, category=category, passed=False,
        temperature=36.4, person=person, picture_size=53_000,
    )  # fmt: skip


def flood(book: Book, turn: int) -> float:
    """Return the microseconds of CPU that `Book.happened` takes for a stranger."""
    numbers = range(turn * EVENTS, (turn + 1) * EVENTS)
    events = [stranger(number) for number in numbers]
    moments = [Moment(event.at_ms, event.at_ms / 1000) for event in events]

    def run() -> None:
        for event, number, now in zip(events, numbers, moments, strict=True):
            book.happened(event, number, now)

    cost = _microseconds(run)
    assert {alarm.rule for alarm in book.owed()} - {"blacklist"} == {"stranger", "denied"}
    return cost


def reading(data: bytes) -> float:
    """Return the microseconds of CPU that reading a message takes."""

    def run() -> None:
        for _ in range(EVENTS):
            decode(data, device_id="gate", received_ms=START_MS)

    return _microseconds(run)


def main() -> None:
    """Print what one costs beside the other."""
    data = message(recognitionType=3, user=None)
    for owed in (0, MOST - 10):
        book = full_book(owed)
        turns = [(flood(book, turn), reading(data)) for turn in range(TURNS)]
        deciding, read = (statistics.median(costs) for costs in zip(*turns, strict=True))
        share = statistics.median(one / other for one, other in turns)
        print(f"{owed} owed: {deciding:.1f} µs a stranger, {read:.1f} µs to read it: {share:.1%}")


def _microseconds(run: Callable[[], None]) -> float:
    begun = time.thread_time()
    run()
    return (time.thread_time() - begun) / EVENTS * 1e6


if __name__ == "__main__":
    main()
