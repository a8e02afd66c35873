"""A history with something in it, for the tests of what shows or exports one."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import happenings

from facemon.event import Category, Event, Gap, Happening, Person
from facemon.history.history import History


def event(category: Category = Category.STAFF, person: Person | None = None, **fields: Any) -> Event:
    """Return a recognition with a picture's size beside the picture, as the history relies on it."""
    return happenings.event(category, person, **{"picture_size": len(fields.get("picture", b"")), **fields})


def keep(path: Path, happened: Iterable[Happening], *, gaps: Iterable[Gap] = (), raised: bool = False) -> None:
    """Write events and gaps into a history, with numbers from 1."""
    history = History(path, on_state=lambda _: None, on_gaps=lambda _: None)
    history.start()
    assert history.opened(20)
    history.device_seen("north-gate", "North gate")
    for number, happening in enumerate(happened, 1):
        history.put(happening, number, raised=raised)
    for gap in gaps:
        history.change_gap(gap)
    assert history.close(60)
