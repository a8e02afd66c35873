"""The pictures of the newest events, as they were received."""

from __future__ import annotations

from collections import OrderedDict

from facemon.event import Happening

NEWEST = 1_000
BUDGET = 96 * 1024 * 1024  # bytes


def picture_key(happening: Happening) -> str:
    """Return what an event's picture is held under: two devices may give the same uuid."""
    return f"{happening.device_id} {happening.uuid}"


class PictureShelf:
    """Holds pictures by the event's `picture_key`; the oldest put is given up first. Belongs to one thread."""

    def __init__(self, newest: int = NEWEST, budget: int = BUDGET) -> None:
        self._newest = newest
        self._budget = budget
        self._pictures: OrderedDict[str, bytes] = OrderedDict()
        self._bytes = 0

    def __len__(self) -> int:
        return len(self._pictures)

    def __contains__(self, key: object) -> bool:
        return key in self._pictures

    @property
    def bytes_held(self) -> int:
        """The size of all pictures together."""
        return self._bytes

    def put(self, key: str, picture: bytes) -> None:
        """Keep a picture as the newest; an empty one is nothing to keep."""
        if not picture:
            return
        self._bytes += len(picture) - len(self._pictures.pop(key, b""))
        self._pictures[key] = picture
        while len(self._pictures) > self._newest or self._bytes > self._budget:
            self._bytes -= len(self._pictures.popitem(last=False)[1])

    def get(self, key: str) -> bytes | None:
        """Return a picture, or None when it is not held."""
        return self._pictures.get(key)
