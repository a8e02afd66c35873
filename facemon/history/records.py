"""What becomes of alarms, waiting to be written in its order: all that fits into bounds. Pure; its owner locks it."""

from __future__ import annotations

import bisect
import logging

from facemon.history.note import Joined, Record

log = logging.getLogger(__name__)

MOST_RECORDS = 20_000  # with what is put on record of an alarm counted one by one
GROUP_RECORDS = 128  # what one transaction takes
_MOST_NUMBERS = 1_000  # of events that were given up, and yet joined an alarm: the device may still have them

Placed = tuple[int, Record]  # with its place in the order of arrival of all that waits


class Records:
    """Records by their place."""

    def __init__(self, most: int = MOST_RECORDS) -> None:
        self._most = most
        self._records: list[Placed] = []
        self._weight = 0

    def __bool__(self) -> bool:
        return bool(self._records)

    @property
    def first_place(self) -> int | None:
        """The place of the first; None without any."""
        return self._records[0][0] if self._records else None

    @property
    def place_behind_group(self) -> int | None:
        """The place of the first that one transaction has no room for; None where it has for all."""
        return self._records[GROUP_RECORDS][0] if len(self._records) > GROUP_RECORDS else None

    @property
    def weight(self) -> int:
        """How much there is, in records."""
        return self._weight

    def insert(self, place: int, record: Record) -> None:
        """Add one, which may have waited elsewhere."""
        bisect.insort(self._records, (place, record), key=_place)
        self._weight += _weight(record)
        if self._weight > self._most:
            self._bound()

    def take(self, before: int | None) -> list[Placed]:
        """Take the first, none of a later place than `before`, where that is given."""
        end = len(self._records)
        if before is not None:
            end = bisect.bisect_left(self._records, before, key=_place)
        taken = self._records[: min(end, GROUP_RECORDS)]
        del self._records[: len(taken)]
        self._weight -= sum(_weight(record) for _, record in taken)
        return taken

    def put_back(self, taken: list[Placed]) -> None:
        """What was taken could not be written."""
        self._records[:0] = taken
        self._weight += sum(_weight(record) for _, record in taken)
        if self._weight > self._most:
            self._bound()

    def _bound(self) -> None:
        """Let one record say what several do of an alarm; where that is not enough, give up the oldest.

        An alarm that is given up comes back at a later start: its events are there, and nobody has answered them.
        """
        self._records = united(self._records)
        weights = [_weight(record) for _, record in self._records]
        self._weight = sum(weights)
        given_up = 0
        while self._weight > 0.9 * self._most:  # not again at once
            self._weight -= weights[given_up]
            given_up += 1
        if given_up:
            log.error("memory has no room for what has become of alarms: %d records are given up", given_up)
            del self._records[:given_up]


def united(records: list[Placed]) -> list[Placed]:
    """Return the same in as few records as possible, each in the place of the last that it is made of."""
    kept: dict[int, Placed] = {}  # by index
    newest: dict[int, int] = {}  # alarm -> index of what is told of it last
    for index, (place, record) in enumerate(records):
        told = record
        if isinstance(record, Joined):
            former = kept.get(newest.get(record.alarm.id, -1))
            # What moves events stays where it is, between what else is told of them.
            if former is not None and isinstance(former[1], Joined) and not former[1].moved:
                del kept[newest[record.alarm.id]]
                told = _with(former[1], record)
            newest[record.alarm.id] = index
        kept[index] = place, told
    return list(kept.values())


def _with(older: Joined, newer: Joined) -> Joined:
    numbers = (*older.numbers, *newer.numbers)[-_MOST_NUMBERS:]
    return Joined(newer.alarm, (*older.actions, *newer.actions), numbers, newer.moved)


def _place(placed: Placed) -> int:
    return placed[0]


def _weight(record: Record) -> int:
    return 1 + len(record.actions) if isinstance(record, Joined) else 1
