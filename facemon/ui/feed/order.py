"""Rows in the order of their keys, oldest first, so that what is new is appended. Pure: no Qt."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from operator import attrgetter
from typing import Protocol, TypeVar

from facemon.ui.feed.rows import Key


class Placed(Protocol):
    """What has a place."""

    @property
    def key(self) -> Key:
        """The place; the greater, the newer."""


P = TypeVar("P", bound=Placed)
by_key = attrgetter("key")


def place(rows: Sequence[Placed], key: Key) -> int:
    """Return where in `rows` a row with this key is or would be."""
    return bisect_left(rows, key, key=by_key)


def find(rows: Sequence[Placed], key: Key) -> int | None:
    """Return where in `rows` the row with just this key is, or None."""
    index = place(rows, key)
    return index if index < len(rows) and rows[index].key == key else None


def newer(rows: Sequence[Placed], key: Key) -> int:
    """Return how many of `rows` lie above `key`."""
    return len(rows) - bisect_right(rows, key, key=by_key)


def runs(rows: Sequence[Placed], coming: Sequence[P]) -> list[tuple[int, Sequence[P]]]:
    """Return where to put `coming` (in order) into `rows`: what stays together, each with its place, the newest first.

    Put in one after the other, each leaves the places of those after it as they are.
    """
    if coming and (not rows or coming[0].key > rows[-1].key):
        return [(len(rows), coming)]
    result: list[tuple[int, Sequence[P]]] = []
    end = len(coming)
    while end:
        at = place(rows, coming[end - 1].key)
        # All that is newer than the row below that place goes there, too.
        begin = bisect_right(coming, rows[at - 1].key, 0, end, key=by_key) if at else 0
        result.append((at, coming[begin:end]))
        end = begin
    return result
