"""Nuisance kinds that are kept from ringing for a while, on record: at most an hour, never what is critical."""

from __future__ import annotations

import msgspec

from facemon.alarm import Moment, Shelf

LONGEST_SHELF = 60  # minutes
LONGEST_REASON = 500  # characters


class ShelvingError(ValueError):
    """This cannot be shelved, or not so."""


class Shelves:
    """What is shelved. The wall clock is for people; how long it lasts is measured by the steady one."""

    def __init__(self) -> None:
        self._shelves: dict[tuple[str, str], tuple[Shelf, float]] = {}  # device and rule: until which steady second

    def add(self, shelf: Shelf, until_s: float) -> None:
        """Shelve a kind at a device, or shelve it anew."""
        self._shelves[shelf.device_id, shelf.rule] = shelf, until_s

    def find(self, device_id: str, rule: str, steady_s: float) -> tuple[Shelf, float] | None:
        """Return the shelf that holds now, and until which steady second; None without one."""
        found = self._shelves.get((device_id, rule))
        return found if found is not None and steady_s < found[1] else None

    def remove(self, device_id: str, rule: str) -> bool:
        """Shelve it no longer; return whether it was."""
        return self._shelves.pop((device_id, rule), None) is not None

    def end(self, steady_s: float) -> None:
        """Take off what is over."""
        self._shelves = {key: held for key, held in self._shelves.items() if steady_s < held[1]}

    def due_s(self) -> float | None:
        """Return the steady seconds at which the next is over."""
        return min((until_s for _, until_s in self._shelves.values()), default=None)

    def all(self) -> list[Shelf]:
        """Return them, the next to end first."""
        return sorted((shelf for shelf, _ in self._shelves.values()), key=lambda one: (one.until_ms, one.device_id))


class Wanted(msgspec.Struct, frozen=True):
    """A shelf that somebody asks for."""

    device_id: str
    rule: str
    minutes: float
    reason: str
    by: str

    def shelf(self, now: Moment) -> Shelf:
        """Return the shelf from now on.

        Raises:
            ShelvingError: too long, or without a reason.
        """
        if not 0 < self.minutes <= LONGEST_SHELF:
            raise ShelvingError(f"cannot shelve for {self.minutes} minutes")
        reason = self.reason.strip()[:LONGEST_REASON]
        if not reason:
            raise ShelvingError("nothing is shelved without a reason")
        until_ms = now.wall_ms + round(self.minutes * 60_000)
        return Shelf(self.device_id, self.rule, now.wall_ms, until_ms, self.by, reason)
