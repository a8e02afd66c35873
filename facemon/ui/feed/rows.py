"""What the feed has rows for: events, the gaps between them, a line a day, and its end. Pure: no Qt."""

from __future__ import annotations

import enum
from typing import ClassVar, NamedTuple

import msgspec

from facemon.event import Category, Gap, Happening
from facemon.monitor import Arrived


class Kind(enum.Enum):
    """What a row is."""

    EVENT = "event"
    GAP = "gap"
    DAY = "day"
    END = "end"


class Key(NamedTuple):
    """A row's place in the feed: the greater, the further up."""

    ms: int  # Unix milliseconds
    rank: int  # among the rows of one millisecond: a day's line lies below its events, a gap above them
    number: int


BELOW_ALL = Key(-(1 << 63), 0, 0)

Mark = tuple[Kind, int]  # says which row it is, wherever it has gone


class EventRow(msgspec.Struct, frozen=True):
    """One event as the feed holds it: the facts without the picture."""

    key: Key
    number: int  # of the arrival, and the id in the history
    category: Category
    search: str  # what a search looks into
    arrived: Arrived

    kind: ClassVar[Kind] = Kind.EVENT

    @property
    def mark(self) -> Mark:
        """Which row this is."""
        return Kind.EVENT, self.number

    @property
    def happening(self) -> Happening:
        """What happened."""
        return self.arrived.happening


class GapRow(msgspec.Struct, frozen=True):
    """A time in which a device's events could not be seen as they happened; at the top of what was missed in it."""

    key: Key
    search: str  # the device's name, folded
    gap: Gap

    kind: ClassVar[Kind] = Kind.GAP

    @property
    def mark(self) -> Mark:
        """Which row this is."""
        return Kind.GAP, self.gap.id


class Ending(enum.Enum):
    """What lies below the oldest row."""

    SEARCHING = "searching"  # older events, that are read as soon as they are about to be seen
    BEGINNING = "beginning"  # nothing: the history begins here
    ELSEWHERE = "elsewhere"  # older events, for which the feed has no room: the history window shows them
    UNREADABLE = "unreadable"  # nobody knows: the history cannot be read


class EndRow(msgspec.Struct, frozen=True):
    """Stands below the oldest row and says what is there."""

    ending: Ending
    at_ms: int = 0  # Unix milliseconds: when the history begins, if it does

    kind: ClassVar[Kind] = Kind.END
    key: ClassVar[Key] = BELOW_ALL

    @property
    def mark(self) -> Mark:
        """Which row this is."""
        return Kind.END, 0

    @property
    def leads_on(self) -> bool:
        """Whether something happens when it is pressed."""
        return self.ending in (Ending.ELSEWHERE, Ending.UNREADABLE)


class DayRow(msgspec.Struct, frozen=True):
    """Stands above a day's rows where those of a later day lie on top of them."""

    key: Key

    kind: ClassVar[Kind] = Kind.DAY

    @property
    def mark(self) -> Mark:
        """Which row this is."""
        return Kind.DAY, self.key.ms

    @property
    def day_ms(self) -> int:
        """A moment of the day, in Unix milliseconds."""
        return self.key.ms - 1


Row = EventRow | GapRow | DayRow | EndRow


def gap_key(gap: Gap) -> Key:
    """Return the place of a gap: its end, so that what was missed lies below it; its beginning while it goes on."""
    return Key(gap.from_ms if gap.to_ms is None else gap.to_ms, 2, gap.id)


def day_key(end_ms: int) -> Key:
    """Return the place of the line of the day that ends with `end_ms` (excluded)."""
    return Key(end_ms, -1, 0)


def event_key(at_ms: int, number: int) -> Key:
    """Return the place of an event in time."""
    return Key(at_ms, 1, number)


def above(key: Key, at_ms: int, number: int) -> Key:
    """Return the place in time of an event that shall lie above `key`, whatever the clock says."""
    wanted = event_key(at_ms, number)
    return wanted if wanted > key else event_key(key.ms + 1, number)
