"""What can be looked for in the history, and what is found, as plain frozen data."""

from __future__ import annotations

from typing import NamedTuple

import msgspec

from facemon.alarm import Outcome
from facemon.event import Category, Happening


class Slot(NamedTuple):
    """The place of one event in the order of all: pages go on behind it, whatever has been added meanwhile."""

    at_ms: int
    id: int


class Query(msgspec.Struct, frozen=True, kw_only=True):
    """Which events are wanted: those that meet every condition. Without any, all of them."""

    from_ms: int | None = None  # included
    to_ms: int | None = None  # excluded
    categories: frozenset[Category] | None = None  # None: every one
    devices: frozenset[str] | None = None  # ids as in the settings; None: every one, also those long removed
    text: str = ""  # every word in it: part of a name (accents and case aside, pinyin too), a number, a group
    person: int | None = None  # everything of the same person as in this row of the table `person`
    group: str | None = None  # the name of a group that the person belongs to
    passed: bool | None = None  # granted or denied
    acknowledged: bool | None = None  # True: answered; False: still to be


class Answer(msgspec.Struct, frozen=True):
    """That somebody has acknowledged an event."""

    at_ms: int
    by: str
    note: str = ""
    outcome: Outcome | None = None  # what the alarm that it belongs to turned out to be


class Found(msgspec.Struct, frozen=True):
    """One event out of the history, without its picture and its raw text, which are read on demand."""

    id: int
    happening: Happening
    person: int | None = None  # the row of the table `person`
    raised: bool = False  # somebody has or had to acknowledge it
    answer: Answer | None = None
    alarm: int | None = None  # the id of the alarm that it belongs to

    @property
    def slot(self) -> Slot:
        """Its place in the order of all events."""
        return Slot(self.happening.at_ms, self.id)


class Bar(msgspec.Struct, frozen=True):
    """How many events a stretch of time has."""

    from_ms: int  # included
    to_ms: int  # excluded
    counts: dict[Category, int]


class Stock(msgspec.Struct, frozen=True):
    """How much is kept."""

    events: int
    bytes: int  # of the files
    oldest_ms: int | None
