"""What lasts and is no event: a device that is offline, a history that is not being kept."""

from __future__ import annotations

from collections.abc import Iterator

from facemon.alarm import Moment

AGAIN = 60.0  # seconds until a rule that did not speak, for its hours, is asked once more

Key = tuple[str, str]  # rule, device


class Condition:
    """One that is on."""

    __slots__ = ("due_s", "from_s", "since_ms", "told")

    def __init__(self, since_ms: int, from_s: float, due_s: float) -> None:
        self.since_ms = since_ms
        self.from_s = from_s  # steady seconds since when it is on
        self.due_s = due_s
        self.told = False


class Conditions:
    """Which are on, and when they are to be told."""

    def __init__(self) -> None:
        self._on: dict[Key, Condition] = {}

    def __iter__(self) -> Iterator[Key]:
        return iter(list(self._on))

    def begin(self, key: Key, since_ms: int, after_s: float, now: Moment) -> None:
        """It is on since then, and is told after so many seconds; if it was on already, nothing changes.

        The wall clock may have been set since: it counts for no more than the delay.
        """
        if key not in self._on:
            elapsed = min(max((now.wall_ms - since_ms) / 1000, 0.0), after_s)
            from_s = now.steady_s - elapsed
            self._on[key] = Condition(since_ms, from_s, from_s + after_s)

    def end(self, key: Key) -> None:
        """It is on no longer."""
        self._on.pop(key, None)

    def delay(self, key: Key, after_s: float) -> None:
        """Its delay has changed."""
        condition = self._on.get(key)
        if condition is not None and not condition.told:
            condition.due_s = condition.from_s + after_s

    def due(self, steady_s: float) -> list[tuple[Key, Condition]]:
        """Return what is to be told now. Whoever does so sets `told`; what is not told is due again a minute later."""
        found = [(key, one) for key, one in self._on.items() if not one.told and one.due_s <= steady_s]
        for _, condition in found:
            condition.due_s = steady_s + AGAIN
        return found

    def due_s(self) -> float | None:
        """Return the steady seconds at which the next is due."""
        return min((one.due_s for one in self._on.values() if not one.told), default=None)
