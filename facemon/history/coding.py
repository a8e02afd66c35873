"""How the history writes down what facemon has words for: the numbers in its columns."""

from __future__ import annotations

import enum

from facemon.event import Category, DeviceAlarm, Event, Happening


class Kind(enum.IntEnum):
    """Which of the three happenings a row of the table `event` is."""

    RECOGNITION = 0
    DEVICE_ALARM = 1
    UNKNOWN_MESSAGE = 2


CATEGORY_CODES = {
    Category.STAFF: 1,
    Category.VISITOR: 2,
    Category.STRANGER: 3,
    Category.NONLIVE: 4,
    Category.BLACKLIST: 5,
    Category.UNKNOWN: 6,
    Category.DEVICE: 7,
}
CATEGORIES = {code: category for category, code in CATEGORY_CODES.items()}


def category_of(code: int) -> Category:
    """Return the category with a number; what only a newer facemon knows is unknown."""
    return CATEGORIES.get(code, Category.UNKNOWN)


def kind_of(happening: Happening) -> Kind:
    """Return which of the three it is."""
    if isinstance(happening, Event):
        return Kind.RECOGNITION
    return Kind.DEVICE_ALARM if isinstance(happening, DeviceAlarm) else Kind.UNKNOWN_MESSAGE
