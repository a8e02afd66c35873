"""Which rows of the settings' list are shown, and in which order. No Qt."""

from __future__ import annotations

import enum
import re
from collections.abc import Callable, Sequence
from typing import Any

from facemon.folding import folded
from facemon.ui.settings.device_list import Row

_RANK = ("bad", "warn", "accent", "dim", "text", "good")  # colours of a state: what wants to be looked at comes first


class Order(enum.StrEnum):
    """By what the rows are sorted."""

    OWN = "own"  # as the technician has put them, and as the guards see them
    NAME = "name"
    GROUP = "group"
    ADDRESS = "address"
    STATE = "state"


def arranged(
    rows: Sequence[Row], order: Order, text: str = "", *, key: Callable[[str], Any] | None = None
) -> list[Row]:
    """Return the rows that have `text` in them, in this order; where none has, those that have every word of it.

    `key` sorts names as the language in use does; None: as `natural` does.
    """
    named = key or natural
    words = folded(text).split()
    found = [row for row in rows if " ".join(words) in _searched(row)]
    found = found or [row for row in rows if all(word in _searched(row) for word in words)]
    if order is Order.NAME:
        found.sort(key=lambda row: named(row.name))
    elif order is Order.GROUP:
        found.sort(key=lambda row: (not row.group, named(row.group), named(row.name)))
    elif order is Order.ADDRESS:
        found.sort(key=lambda row: natural(row.address))
    elif order is Order.STATE:
        found.sort(key=lambda row: (_rank(row.colour), row.state, named(row.name)))
    return found


def natural(text: str) -> tuple[tuple[int, int, str], ...]:
    """Return what sorts texts as people do: door 2 before door 10."""
    return tuple(
        (0, int(part), "") if part.isascii() and part.isdecimal() else (1, 0, part)
        for part in re.split(r"([0-9]{1,18})", folded(text))
        if part
    )


def _rank(colour: str) -> int:
    return _RANK.index(colour) if colour in _RANK else len(_RANK)


def _searched(row: Row) -> str:
    return folded("\n".join((row.name, row.group, row.address, row.state)))
