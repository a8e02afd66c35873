"""A device's records in memory, with the mistakes that devices make, for tests of what reads them."""

from __future__ import annotations

import bisect
import json
from collections.abc import Callable, Iterable

from facemon.device.exchange import AnswerTooLong
from facemon.device.failure import LinkError
from facemon.device.judging import NotOffered
from facemon.device.records import RecordsPage
from facemon.device.rest import DeviceTime
from facemon.device.status import Failure

Record = dict[str, object]


def record(uuid: str | None, second: object, **fields: object) -> Record:
    """Return the `data` of an event."""
    data: Record = {"deviceSN": "SN1", "recognitionType": 1, "timestamp": second, "rgb_image": "", **fields}
    return data if uuid is None else data | {"uuid": uuid}


class Shelf:
    """Answers like `facemon.device.rest.Rest`.

    Args:
        kept: in the order in which the device gives them, unless it is sorted.
        is_sorted: it gives them in the order of their time.

    Attributes:
        most: that it gives at once.
        total: what it says it has, made of what it has.
        within: what it takes for within the seconds that were asked for.
        skew_s: that its clock is ahead; None where it does not tell.
        before: called before each answer; it may raise, and change the records.
        broken_off_after: records of an answer.
        longest: records in an answer before it is too long.
        deaf: it always gives its first records.
    """

    def __init__(self, kept: Iterable[Record], *, is_sorted: bool = True) -> None:
        self.kept = sorted(kept, key=_second) if is_sorted else list(kept)
        self.is_sorted = is_sorted
        self.most = 200
        self.total: Callable[[int], int | None] = lambda found: found
        self.within: Callable[[int, int, int], bool] | None = None
        self.skew_s: float | None = 0.0
        self.before: Callable[[], None] = lambda: None
        self.broken_off_after: int | None = None
        self.longest: int | None = None
        self.deaf = False
        self.asked: list[tuple[int, int, int, int]] = []

    def time(self) -> DeviceTime:
        if self.skew_s is None:
            raise NotOffered("HTTP 404")
        return DeviceTime(0, self.skew_s)

    def of(self, begin_s: int, end_s: int) -> list[Record]:
        """Return what it has of a time, in its order."""
        within = self.within or (lambda second, begin, end: begin <= second <= end)
        if self.is_sorted and self.within is None:
            low = bisect.bisect_left(self.kept, begin_s, key=_second)
            return self.kept[low : bisect.bisect_right(self.kept, end_s, key=_second)]
        return [item for item in self.kept if within(_second(item), begin_s, end_s)]

    def records(self, begin_s: int, end_s: int, *, offset: int, limit: int) -> RecordsPage:
        self.asked.append((begin_s, end_s, offset, limit))
        self.before()
        found = self.of(begin_s, end_s)
        if self.deaf:
            found, offset = self.kept, 0
        items = found[offset : offset + min(limit, self.most)]
        if self.longest is not None and len(items) > self.longest:
            raise AnswerTooLong
        broken_off = self.broken_off_after is not None and len(items) > self.broken_off_after
        if broken_off:
            items = items[: self.broken_off_after]
        texts = tuple(json.dumps(item).encode() for item in items)
        return RecordsPage(texts, self.total(len(found)), broken_off, sum(map(len, texts)))


def lost() -> None:
    """Break the connection."""
    raise LinkError(Failure.CONNECTION_LOST, "connection closed")


def _second(item: Record) -> int:
    second = item.get("timestamp")
    return second if isinstance(second, int) else 0
