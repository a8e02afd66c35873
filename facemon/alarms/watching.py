"""The desk's own watch list: whom it is about."""

from __future__ import annotations

from collections.abc import Iterable

from facemon.alarm import Watched
from facemon.event import Event


class WatchList:
    """People who are watched for until an end date, found by their user id or, where there is none, by their name."""

    def __init__(self, watched: Iterable[Watched] = ()) -> None:
        self._all: dict[int, Watched] = {one.id: one for one in watched}
        self._by_key: dict[str, list[Watched]] = {}
        self._index()

    def add(self, watched: Watched) -> None:
        """Watch for a person; one of the same id is replaced."""
        self._all[watched.id] = watched
        self._index()

    def remove(self, watched_id: int) -> None:
        """Watch no longer, if it was watched for."""
        if self._all.pop(watched_id, None) is not None:
            self._index()

    def end(self, now_ms: int) -> None:
        """Take off whose end has come."""
        over = [one.id for one in self._all.values() if one.until_ms is not None and one.until_ms <= now_ms]
        for watched_id in over:
            del self._all[watched_id]
        if over:
            self._index()

    def next_end_ms(self) -> int | None:
        """Return when the next end comes, in Unix milliseconds."""
        return min((one.until_ms for one in self._all.values() if one.until_ms is not None), default=None)

    def find(self, event: Event) -> Watched | None:
        """Return why this person is watched for, or None.

        What is seen as it happens comes after whatever was entered before, even where the clock has been set back; what
        was recovered may be older than the entry. A device that knows no user id may still know the name.
        """
        person = event.person
        if person is None or not self._all:
            return None
        keys = [f"u:{person.user_id}"] if person.user_id else []
        if person.name:
            keys.append(f"n:{person.name}" if person.user_id else f"a:{person.name}")
        for key in keys:
            for one in self._by_key.get(key, ()):
                begun = not event.recovered or one.from_ms <= event.at_ms
                if begun and (one.until_ms is None or event.at_ms < one.until_ms):
                    return one
        return None

    def all(self) -> list[Watched]:
        """Return everybody, the longest watched for first."""
        return sorted(self._all.values(), key=lambda one: (one.from_ms, one.id))

    def _index(self) -> None:
        self._by_key.clear()
        for one in self._all.values():
            # "n:" is a name alone, "a:" whatever bears the name: for events without a user id.
            keys = [f"u:{one.user_id}"] if one.user_id else [f"n:{one.name}"]
            for key in (*keys, f"a:{one.name}"):
                if len(key) > 2:
                    self._by_key.setdefault(key, []).append(one)
