"""What waits to be written: all that fits into bounds; beyond, pictures are given up, then the oldest facts.

Pure; its owner locks it. In quiet times it is the writer's queue and holds next to nothing; while the history cannot be
written, it holds what has happened meanwhile.

What is pressing is taken first: what somebody has to acknowledge, and what becomes of alarms; then what is seen as it
happens, then what was fetched from a device's records. It is given up in the opposite order. What becomes of an alarm
by an event is written with it, and by itself where the event is given up.
"""

from __future__ import annotations

import collections
import itertools
from collections.abc import Collection, Hashable, Iterator

import msgspec

from facemon.event import Happening
from facemon.history.note import Joined, Note, Record, key_of
from facemon.history.records import MOST_RECORDS, Placed, Records

MOST_EVENTS = 100_000
MOST_BYTES = 64 * 1024 * 1024  # of pictures and raw texts
GROUP_EVENTS = 64  # what one transaction takes: its length is how long an alarm may have to wait
GROUP_BYTES = 4 * 1024 * 1024

_RAISED, _LIVE, _RECOVERED = range(3)


class Waiting(msgspec.Struct):
    """One happening on its way to the disk."""

    happening: Happening
    number: int
    raised: bool
    place: int  # in the order of arrival of all that is held
    joined: tuple[Joined, ...] = ()  # what becomes of alarms by it


class Loss(msgspec.Struct, frozen=True):
    """How many events of a device have been given up."""

    device_id: str
    from_ms: int  # Unix milliseconds of the first
    to_ms: int  # behind the last
    events: int

    def with_(self, other: Loss) -> Loss:
        """Return both together."""
        return Loss(
            self.device_id,
            min(self.from_ms, other.from_ms),
            max(self.to_ms, other.to_ms),
            self.events + other.events,
        )


class Batch(msgspec.Struct, frozen=True):
    """What one transaction writes."""

    events: list[Waiting]
    notes: dict[Hashable, tuple[int, Note]]  # the notes that everything they speak of came before
    losses: dict[str, Loss]  # by device
    records: list[Placed] = []  # by place

    def __bool__(self) -> bool:
        return bool(self.events or self.notes or self.losses or self.records)

    def in_order(self) -> Iterator[Waiting | Record]:
        """Yield events and records, what is told of one alarm in the order in which it was told."""
        records = collections.deque(self.records)
        for waiting in self.events:
            while waiting.joined and records and records[0][0] < waiting.place:
                yield records.popleft()[1]
            yield waiting
            yield from waiting.joined
        yield from (record for _, record in records)


class Held:
    """Events, records and notes in the order in which they are to be written."""

    def __init__(
        self, *, most_events: int = MOST_EVENTS, most_bytes: int = MOST_BYTES, most_records: int = MOST_RECORDS
    ) -> None:
        self.most_events = most_events
        self.most_bytes = most_bytes
        self.events = 0  # held now, those being written left out
        self.given_up = 0  # events, ever
        self.pictures_given_up = 0  # of events that are or were held, ever
        self._bytes = 0
        self.next_place = 0  # in the order of arrival
        self._lanes = tuple(_Lane() for _ in range(3))
        self._notes: dict[Hashable, tuple[int, Note]] = {}  # the oldest first
        self._losses: dict[str, Loss] = {}
        self._records = Records(most_records)
        self._known: dict[str, set[str]] = {}

    def __bool__(self) -> bool:
        return bool(self.events or self._notes or self._losses or self._records)

    @property
    def pressing(self) -> bool:
        """Whether something waits that somebody has to acknowledge, or has."""
        return bool(self._lanes[_RAISED].events or self._records)

    @property
    def full(self) -> bool:
        """Whether there is enough for a whole transaction."""
        return self.events >= GROUP_EVENTS or self._bytes >= GROUP_BYTES

    @property
    def half_full(self) -> bool:
        """Whether half of the bounds has been reached."""
        return 2 * self.events >= self.most_events or 2 * self._bytes >= self.most_bytes

    @property
    def first_place(self) -> int:
        """The place of the oldest that is held, those being written left out; where nothing is, the next to come."""
        events = (lane.events[0].place for lane in self._lanes if lane.events)
        notes = (place for place, _ in itertools.islice(self._notes.values(), 1))
        record = self._records.first_place
        return min((*events, *notes, *(() if record is None else (record,))), default=self.next_place)

    def put(self, happening: Happening, number: int, *, raised: bool, joined: tuple[Joined, ...] = ()) -> None:
        """Hold one more event, and what becomes of alarms by it."""
        waiting = Waiting(happening, number, raised, self._place(), joined)
        self._lane(waiting).append(waiting)
        self._known.setdefault(happening.device_id, set()).add(happening.uuid)
        self.events += 1
        self._bytes += len(happening.picture) + len(happening.raw)
        if self._bytes > self.most_bytes or self.events > self.most_events:
            self._bound()

    def record(self, record: Record) -> None:
        """Hold what becomes of an alarm, or belongs to that."""
        self._records.insert(self._place(), record)

    def note(self, note: Note) -> None:
        """Hold a note; it replaces an older one about the same thing."""
        key = key_of(note)
        self._notes.pop(key, None)
        self._notes[key] = self._place(), note

    def known(self, device_id: str, uuids: Collection[str]) -> set[str]:
        """Return which of a device's uuids wait to be written or are being written."""
        return self._known.get(device_id, set()).intersection(uuids)

    def take(self, most: int = GROUP_EVENTS, most_bytes: int = GROUP_BYTES) -> Batch:
        """Take what one transaction shall write. `settle` or `put_back` must follow before the next is taken."""
        events: list[Waiting] = []
        taken_bytes = 0
        behind = self._records.place_behind_group
        for lane in self._lanes:
            while lane.events and len(events) < most and taken_bytes < most_bytes:
                if behind is not None and lane.events[0].joined and lane.events[0].place > behind:
                    break  # what is told of alarms before it comes first
                events.append(lane.popleft())
                taken_bytes += _weight(events[-1])
        self.events -= len(events)
        self._bytes -= taken_bytes
        first = min((lane.events[0].place for lane in self._lanes if lane.events), default=None)
        notes = dict(itertools.takewhile(lambda item: first is None or item[1][0] < first, self._notes.items()))
        for key in notes:
            del self._notes[key]
        losses, self._losses = self._losses, {}
        raised = self._lanes[_RAISED].events
        return Batch(events, notes, losses, self._records.take(raised[0].place if raised else None))

    def settle(self, batch: Batch) -> None:
        """The batch has been written."""
        for waiting in batch.events:
            self._forget(waiting.happening)

    def put_back(self, batch: Batch) -> None:
        """The batch could not be written."""
        for waiting in reversed(batch.events):
            self._lane(waiting).appendleft(waiting)
            self._bytes += _weight(waiting)
        self.events += len(batch.events)
        newer = self._notes
        self._notes = {key: item for key, item in batch.notes.items() if key not in newer} | newer
        for loss in batch.losses.values():
            self._lose(loss)
        self._records.put_back(batch.records)
        self._bound()

    def _lane(self, waiting: Waiting) -> _Lane:
        if waiting.raised or waiting.joined:
            return self._lanes[_RAISED]
        return self._lanes[_RECOVERED if waiting.happening.recovered else _LIVE]

    def _place(self) -> int:
        place = self.next_place
        self.next_place += 1
        return place

    def _bound(self) -> None:
        while self.events > self.most_events:
            waiting = next(lane for lane in reversed(self._lanes) if lane.events).popleft()
            self.events -= 1
            self._bytes -= _weight(waiting)
            self.given_up += 1
            happening = waiting.happening
            for joined in waiting.joined:
                self._records.insert(waiting.place, joined)
            self._forget(happening)
            self._lose(Loss(happening.device_id, happening.at_ms, happening.at_ms + 1, 1))
        for lost in self._stripped():
            self._bytes -= lost

    def _stripped(self) -> Iterator[int]:
        """Give up pictures, the oldest first, then raw texts, until the rest fits; yield the bytes of each."""
        for lane in reversed(self._lanes):
            while lane.pictured and self._bytes > self.most_bytes:
                waiting = lane.pictured.popleft()
                self.pictures_given_up += 1
                lost = len(waiting.happening.picture)
                waiting.happening = waiting.happening.without_picture()
                yield lost
        for lane in reversed(self._lanes):
            while lane.texted and self._bytes > self.most_bytes:
                waiting = lane.texted.popleft()
                lost = len(waiting.happening.raw)
                waiting.happening = msgspec.structs.replace(waiting.happening, raw="")
                yield lost

    def _forget(self, happening: Happening) -> None:
        if known := self._known.get(happening.device_id):
            known.discard(happening.uuid)

    def _lose(self, loss: Loss) -> None:
        former = self._losses.get(loss.device_id)
        self._losses[loss.device_id] = loss if former is None else former.with_(loss)


class _Lane:
    """Events of one urgency, the oldest first; those that have a picture, a raw text, also by themselves."""

    def __init__(self) -> None:
        self.events: collections.deque[Waiting] = collections.deque()
        self.pictured: collections.deque[Waiting] = collections.deque()
        self.texted: collections.deque[Waiting] = collections.deque()

    def append(self, waiting: Waiting) -> None:
        self.events.append(waiting)
        if waiting.happening.picture:
            self.pictured.append(waiting)
        if waiting.happening.raw:
            self.texted.append(waiting)

    def appendleft(self, waiting: Waiting) -> None:
        self.events.appendleft(waiting)
        if waiting.happening.picture:
            self.pictured.appendleft(waiting)
        if waiting.happening.raw:
            self.texted.appendleft(waiting)

    def popleft(self) -> Waiting:
        waiting = self.events.popleft()
        for some in (self.pictured, self.texted):
            if some and some[0] is waiting:
                some.popleft()
        return waiting


def _weight(waiting: Waiting) -> int:
    return len(waiting.happening.picture) + len(waiting.happening.raw)
