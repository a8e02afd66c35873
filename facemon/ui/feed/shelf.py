"""The pictures of the newest events, as they were received."""

from __future__ import annotations

from collections import OrderedDict

NEWEST = 200
BUDGET = 24 * 1024 * 1024  # bytes


class PictureShelf:
    """Holds pictures by the number of their event; the oldest put is given up first. Belongs to one thread."""

    def __init__(self, newest: int = NEWEST, budget: int = BUDGET) -> None:
        self._newest = newest
        self._budget = budget
        self._pictures: OrderedDict[int, bytes] = OrderedDict()
        self._bytes = 0

    def __len__(self) -> int:
        return len(self._pictures)

    def __contains__(self, number: object) -> bool:
        return number in self._pictures

    @property
    def bytes_held(self) -> int:
        """The size of all pictures together."""
        return self._bytes

    def put(self, number: int, picture: bytes) -> None:
        """Keep a picture as the newest; an empty one is nothing to keep."""
        if not picture:
            return
        self._bytes += len(picture) - len(self._pictures.pop(number, b""))
        self._pictures[number] = picture
        while len(self._pictures) > self._newest or self._bytes > self._budget:
            self._bytes -= len(self._pictures.popitem(last=False)[1])

    def drop(self, number: int) -> None:
        """Keep the picture of this event no longer."""
        self._bytes -= len(self._pictures.pop(number, b""))

    def get(self, number: int) -> bytes | None:
        """Return a picture, or None when it is not held."""
        return self._pictures.get(number)
