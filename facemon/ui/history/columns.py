"""Where each column of the table is, for a width and a font. Pure: numbers in, numbers out."""

from __future__ import annotations

import enum
from collections.abc import Mapping

import msgspec


class Column(enum.Enum):
    """What a column says, from left to right."""

    FACE = "face"
    TIME = "time"
    CATEGORY = "category"
    PERSON = "person"
    NUMBER = "number"
    DEVICE = "device"
    SCORE = "score"
    ACCESS = "access"
    ANSWER = "answer"


# What gives way where there is no room for all, the first first; the rest always stays. The details have it all.
_GIVE_WAY = (Column.SCORE, Column.ANSWER, Column.NUMBER, Column.DEVICE, Column.ACCESS)
_SHARES = {Column.PERSON: 5, Column.DEVICE: 2, Column.NUMBER: 1, Column.ANSWER: 4}  # of the room that is left over


class Place(msgspec.Struct, frozen=True):
    """Where a column begins and how wide it is, in logical pixels."""

    x: int
    width: int


def places(room: int, least: Mapping[Column, int], gap: int) -> dict[Column, Place]:
    """Lay the columns out on `room` pixels.

    Args:
        room: of the whole table.
        least: how wide each column has to be so that it can be read.
        gap: between two columns, and half of it at either side.
    """
    shown = list(Column)
    for column in _GIVE_WAY:
        if _needed(shown, least, gap) <= room:
            break
        shown.remove(column)
    spare = max(0, room - _needed(shown, least, gap))
    shares = sum(_SHARES.get(column, 0) for column in shown)
    laid, x = {}, gap // 2
    for column in shown:
        width = least[column] + spare * _SHARES.get(column, 0) // shares
        laid[column] = Place(x, max(0, min(width, room - gap // 2 - x)))
        x += width + gap
    return laid


def _needed(columns: list[Column], least: Mapping[Column, int], gap: int) -> int:
    return sum(least[column] + gap for column in columns)
