"""Who is on the watch list, and who can be. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from facemon.alarm import Watched
from facemon.alarms.watching import WatchList
from facemon.event import Category, Event, Happening, Person


class Roll:
    """Finds a person on the watch list, as the alarms do."""

    def __init__(self, watched: Iterable[Watched] = ()) -> None:
        self._list = WatchList(watched)

    def find(self, happening: Happening) -> Watched | None:
        """Return the entry of the person whom this is about, or None."""
        return self._list.find(happening) if isinstance(happening, Event) else None


def who(happening: Happening) -> Person | None:
    """Return the person whom this is about, if the device would know the person again: never a stranger."""
    if not isinstance(happening, Event) or happening.category is Category.STRANGER or happening.person is None:
        return None
    return happening.person if happening.person.user_id or happening.person.name else None
