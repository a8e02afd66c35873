"""What a drag or a key makes of the selected part of a time-line. Pure: moments in Unix milliseconds, no pixels."""

from __future__ import annotations

import enum
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

import msgspec


class Part(enum.Enum):
    """What has been taken hold of."""

    NEW = "new"  # a selection is begun
    LEFT = "left"  # the left edge
    RIGHT = "right"
    WHOLE = "whole"


class Selection(msgspec.Struct, frozen=True):
    """From the beginning of a bar to the end of one."""

    from_ms: int  # included
    to_ms: int  # excluded


def dragged(edges: Sequence[int], part: Part, before: Selection | None, begin_ms: int, now_ms: int) -> Selection:
    """Return what is selected once what was taken at `begin_ms` has been dragged to `now_ms`.

    Whole bars are selected; an edge that is dragged over the other one becomes that one.

    Args:
        edges: of the bars, in their order, at least two.
        part: what was taken hold of.
        before: what was selected then; needed for all but a new one.
    """
    if part is Part.NEW or before is None:
        return between(edges, begin_ms, now_ms)
    if part is Part.WHOLE:
        return moved(edges, before, _bar(edges, now_ms) - _bar(edges, begin_ms))
    fixed = before.to_ms if part is Part.LEFT else before.from_ms
    nearest = min(edges, key=lambda edge: abs(edge - now_ms))
    if nearest == fixed:  # nothing would be selected: the bar beside it stays
        return between(edges, fixed - 1, fixed - 1) if part is Part.LEFT else between(edges, fixed, fixed)
    return Selection(min(fixed, nearest), max(fixed, nearest))


def between(edges: Sequence[int], first_ms: int, second_ms: int) -> Selection:
    """Return the bars that two moments lie in and all between them."""
    low, high = sorted((_bar(edges, first_ms), _bar(edges, second_ms)))
    return Selection(edges[low], edges[high + 1])


def moved(edges: Sequence[int], selection: Selection, bars: int) -> Selection:
    """Return the selection moved by so many bars, later for a positive number, as far as there are any."""
    low, high = _bar(edges, selection.from_ms), bisect_left(edges, selection.to_ms) - 1
    bars = max(-low, min(bars, len(edges) - 2 - high))
    return Selection(edges[low + bars], edges[high + bars + 1])


def resized(edges: Sequence[int], selection: Selection, bars: int) -> Selection:
    """Return the selection with its later edge moved by so many bars; at least one stays."""
    low, high = _bar(edges, selection.from_ms), bisect_left(edges, selection.to_ms) - 1
    return Selection(edges[low], edges[max(low, min(high + bars, len(edges) - 2)) + 1])


def _bar(edges: Sequence[int], ms: int) -> int:
    return max(0, min(bisect_right(edges, ms) - 1, len(edges) - 2))
