"""What needs a person and has not been acknowledged yet. Pure; belongs to the thread that asks."""

from __future__ import annotations

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


class Attention:
    """The open items, by priority then age."""

    def __init__(self) -> None:
        self._items: dict[tuple[str, str, str], Item] = {}

    def raise_(self, kind: str, device_id: str, person: str, at_ms: int, number: int | None) -> None:
        """Open an item, or add to the one that is open for the same person or kind at the same device."""
        key = kind, device_id, person
        if key not in self._items and len(self._items) >= MOST:
            key = kind, device_id, ""
        old = self._items.get(key)
        self._items[key] = Item(
            kind=kind,
            device_id=device_id,
            person=key[2],
            count=old.count + 1 if old else 1,
            since_ms=old.since_ms if old else at_ms,
            latest_ms=at_ms,
            latest_number=number,
        )

    def acknowledge(self, item: Item) -> bool:
        """Close an item; return whether its kind has nothing open any more. Only what was shown is closed.

        An item that has grown since it was shown stays open with what came since.
        """
        key = item.kind, item.device_id, item.person
        current = self._items.get(key)
        if current is not None:
            if current.count > item.count:
                self._items[key] = msgspec.structs.replace(
                    current, count=current.count - item.count, since_ms=current.latest_ms
                )
            else:
                del self._items[key]
        return not any(other.kind == item.kind for other in self._items.values())

    def open(self) -> list[Item]:
        """Return the open items, the most pressing first: by priority, then the oldest."""
        return sorted(self._items.values(), key=lambda item: (-PRIORITY[item.kind], item.since_ms))
