"""What needs a person and has not been acknowledged yet. Pure; belongs to the thread that asks."""

from __future__ import annotations

from collections.abc import Collection

import msgspec

from facemon.alarms.sounding import PRIORITY

MOST = 500  # open items; beyond it, a device that sends ever new people adds to one item a kind


class Item(msgspec.Struct, frozen=True):
    """One thing that needs attention. Repeats of the same person or kind at the same device join as `count`."""

    kind: str  # the rule's category: a `facemon.event.Category` or "offline"
    device_id: str
    person: str  # what tells persons apart; empty for strangers and the like
    count: int
    since_ms: int  # Unix milliseconds: the first
    latest_ms: int
    latest_number: int | None  # arrival number of the latest event; None for "offline"
    missed: bool = False  # all of it was recovered from the device's records: nobody could see it as it happened


class Attention:
    """The open items, by priority then age."""

    def __init__(self) -> None:
        self._items: dict[tuple[str, str, str], Item] = {}
        self._numbers: dict[tuple[str, str, str], list[int]] = {}  # of the events of each item

    def raise_(
        self, kind: str, device_id: str, person: str, at_ms: int, number: int | None, *, missed: bool = False
    ) -> None:
        """Open an item, or add to the one that is open for the same person or kind at the same device."""
        key = kind, device_id, person
        if key not in self._items and len(self._items) >= MOST:
            key = kind, device_id, ""
        old = self._items.get(key)
        newest = old is None or at_ms >= old.latest_ms
        self._items[key] = Item(
            kind=kind,
            device_id=device_id,
            person=key[2],
            count=old.count + 1 if old else 1,
            since_ms=min(old.since_ms, at_ms) if old else at_ms,
            latest_ms=at_ms if newest or old is None else old.latest_ms,
            latest_number=number if newest or old is None else old.latest_number,
            missed=missed and (old is None or old.missed),
        )
        if number is not None:
            self._numbers.setdefault(key, []).append(number)

    def acknowledge(self, item: Item) -> tuple[int, ...]:
        """Close an item and return the arrival numbers of its events. Only what was shown is closed.

        An item that has grown since it was shown stays open with what came since.
        """
        key = item.kind, item.device_id, item.person
        current = self._items.get(key)
        if current is None:
            return ()
        numbers = self._numbers.pop(key, [])
        if current.count <= item.count:
            del self._items[key]
            return tuple(numbers)
        grown = current.count - item.count
        self._items[key] = msgspec.structs.replace(current, count=grown, since_ms=current.latest_ms)
        shown = max(len(numbers) - grown, 0)
        self._numbers[key] = numbers[shown:]
        return tuple(numbers[:shown])

    def forget(self, numbers: Collection[int]) -> None:
        """Close items without an answer as far as they are about these events, which exist no more."""
        for key, own in list(self._numbers.items()):
            left = [number for number in own if number not in numbers]
            if len(left) == len(own):
                continue
            item = self._items[key]
            count = item.count - len(own) + len(left)
            if left:
                latest = item.latest_number if item.latest_number in left else left[-1]
                self._numbers[key] = left
                self._items[key] = msgspec.structs.replace(item, count=count, latest_number=latest)
            else:
                del self._items[key], self._numbers[key]

    def is_open(self, kind: str) -> bool:
        """Return whether anything of this kind is open."""
        return any(item.kind == kind for item in self._items.values())

    def open(self) -> list[Item]:
        """Return the open items, the most pressing first: by priority, then the oldest."""
        return sorted(self._items.values(), key=lambda item: (-PRIORITY[item.kind], item.since_ms))
