"""The alarms that have been closed lately: an acknowledgement can still be taken back, a note still be put to it."""

from __future__ import annotations

from collections.abc import Iterator

from facemon.alarms.standing import Standing

UNDO_SECONDS = 10
GRACE = 1  # second more, for a key that is pressed at the last moment
ANNOTATE_SECONDS = 600
MOST = 500  # closed ones; beyond it, the oldest is let go


class Lately:
    """Closed alarms of the last ten minutes, by their id, in the order in which they were closed."""

    def __init__(self) -> None:
        self._closed: dict[int, Standing] = {}

    def __iter__(self) -> Iterator[Standing]:
        return iter(list(self._closed.values()))

    def add(self, standing: Standing, steady_s: float) -> None:
        """It has just been closed."""
        standing.closed_s = steady_s
        self._closed[standing.alarm.id] = standing
        if len(self._closed) > MOST:
            del self._closed[next(iter(self._closed))]

    def find(self, alarm_id: int, steady_s: float) -> Standing:
        """Return it. Raises KeyError where it was not closed within ten minutes."""
        standing = self._closed[alarm_id]
        if steady_s - standing.closed_s > ANNOTATE_SECONDS:
            raise KeyError(alarm_id)
        return standing

    def take_back(self, alarm_id: int, steady_s: float) -> Standing:
        """Take it out again. Raises KeyError where it is too late for that."""
        if steady_s - self._closed[alarm_id].closed_s > UNDO_SECONDS + GRACE:
            raise KeyError(alarm_id)
        return self._closed.pop(alarm_id)

    def remove(self, standing: Standing) -> None:
        """Let go of it."""
        del self._closed[standing.alarm.id]

    def end(self, steady_s: float) -> None:
        """Let go of those that were closed too long ago."""
        for alarm_id, standing in list(self._closed.items()):
            if steady_s - standing.closed_s <= ANNOTATE_SECONDS:
                break
            del self._closed[alarm_id]

    def due_s(self) -> float | None:
        """Return the steady seconds at which the next is let go of."""
        first = next(iter(self._closed.values()), None)
        return None if first is None else first.closed_s + ANNOTATE_SECONDS + GRACE
