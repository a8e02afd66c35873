"""Which events the feed shows. Pure: no Qt."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Protocol, TypeVar

import msgspec

from facemon.event import Category, DeviceAlarm, Event, Happening
from facemon.folding import folded

_known = lru_cache(4_096)(folded)  # the same people come again and again, and their text is held once
_BETWEEN = "\n"  # stands between the texts of one event, so that a term never matches across two of them


def search_text(happening: Happening, device_name: str, title: str) -> str:
    """Return what a search looks into: name or title, numbers, groups and device, folded."""
    texts = [title, device_name]
    if isinstance(happening, Event) and happening.person is not None:
        person = happening.person
        texts += [person.name, person.user_id, person.job_number, person.ic_number, person.id_number]
        texts += [group.name for group in person.groups]
    elif isinstance(happening, DeviceAlarm):
        texts += [happening.description, happening.user_id]
    return _known(_BETWEEN.join(text for text in texts if text))


class Searched(Protocol):
    """What a filter looks at."""

    @property
    def search(self) -> str:
        """The search text."""


S = TypeVar("S", bound=Searched)


class Filter(msgspec.Struct, frozen=True):
    """What is wanted: these categories, and every word of `text` somewhere in the event."""

    hidden: frozenset[Category] = frozenset()
    text: str = ""

    @property
    def terms(self) -> tuple[str, ...]:
        """The words of the text, folded, none inside another."""
        words = sorted(set(folded(self.text).split()), key=len, reverse=True)
        return tuple(word for i, word in enumerate(words) if not any(word in longer for longer in words[:i]))

    def matching(self, rows: list[S]) -> list[S]:
        """Return the rows that have every word, whatever categories are hidden."""
        for term in self.terms:
            rows = [row for row in rows if term in row.search]
        return rows


def restored_categories(values: object) -> frozenset[Category]:
    """Return the categories among `values`, whatever those are: they come from a file that anyone may edit."""
    if not isinstance(values, Iterable) or isinstance(values, str | bytes):
        return frozenset()
    known = {category.value: category for category in Category}
    return frozenset(known[value] for value in values if isinstance(value, str) and value in known)
