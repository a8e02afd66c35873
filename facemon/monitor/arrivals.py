"""Which events are new, and the number of each. Pure; its owner sees to it that one thread at a time asks."""

from __future__ import annotations

from collections.abc import Iterable

REMEMBERED = 20_000  # uuids a device: what it repeats, it repeats soon


class Arrivals:
    """Tells new events from known ones and numbers them in the order of arrival.

    A number is the event's id in the history, too, for ever: numbers begin with the time of the start, so that those
    of a run lie above those of every run before it, even while the history cannot be read.

    Args:
        now_ms: Unix milliseconds.
    """

    def __init__(self, now_ms: int) -> None:
        self._last = now_ms
        self._seen: dict[str, dict[str, int | None]] = {}  # by device, uuids in their order with this run's numbers

    def number(self, device_id: str, uuid: str) -> int | None:
        """Return the event's number, or None where it is known already."""
        seen = self._seen.setdefault(device_id, {})
        if uuid in seen:
            return None
        self._last += 1
        self._remember(seen, uuid, self._last)
        return self._last

    def known(self, device_id: str, uuids: Iterable[str]) -> set[str]:
        """Return which of a device's uuids are known, of those that it has sent lately."""
        return set(uuids) & self._seen.get(device_id, {}).keys()

    def number_again(self, device_id: str, uuid: str) -> int:
        """Return what a known event is kept with once more: its number of this run, or a new one where it has none."""
        number = self._seen.get(device_id, {}).get(uuid)
        if number is None:
            self._last += 1
            number = self._last
        return number

    def know(self, device_id: str, uuids: Iterable[str]) -> None:
        """Take these as known, older than all that have come so far."""
        seen = self._seen.get(device_id, {})
        older = [uuid for uuid in uuids if uuid not in seen]
        self._seen[device_id] = {uuid: seen.get(uuid) for uuid in [*older, *seen][-REMEMBERED:]}

    def begin_above(self, number: int) -> None:
        """Give no number that is not greater than this one: the history has it."""
        self._last = max(self._last, number)

    def _remember(self, seen: dict[str, int | None], uuid: str, number: int) -> None:
        seen[uuid] = number
        if len(seen) > REMEMBERED:
            del seen[next(iter(seen))]
