"""A real history with events in it, and the look of the application, for the tests of the history window."""

from __future__ import annotations

import io
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from PIL import Image
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication

from facemon.event import Category, Event, Gap, GapCause, GapState, Group, Happening, Person
from facemon.history.history import History
from facemon.ui import theme

NOW = round(time.time() * 1000)
MINUTE, HOUR, DAY = 60_000, 3_600_000, 86_400_000
NAMES = {"north-gate": "North gate", "lobby": "Lobby", "old-door": "Old door"}


def look(name: str, percent: int) -> None:
    """Give the application a theme and a font size."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    theme.apply(app, name, percent)


def usual_look() -> None:
    """Give the application the dark theme at its usual size, and English dates and numbers."""
    look("dark", 100)
    QLocale.setDefault(QLocale("en"))


def jpeg() -> bytes:
    """Return a small plain JPEG."""
    written = io.BytesIO()
    Image.new("RGB", (48, 64), "#3a6ea5").save(written, "JPEG")
    return written.getvalue()


def event(number: int, at_ms: int, category: Category = Category.STAFF, **fields: Any) -> Event:
    """Return a recognition that happened at `at_ms`."""
    given: dict[str, Any] = {
        "uuid": f"event-{number}", "device_id": "north-gate", "time_ms": at_ms, "received_ms": at_ms,
        "person": Person(name=f"Person {number % 7}", user_id=f"{number % 7}", job_number=f"{1000 + number % 7}"),
        "passed": True, "score": 0.9, **fields,
    }  # fmt: skip
    given.setdefault("picture_size", len(given.get("picture", b"")))
    return Event(category=category, **given)


def fill(
    path: Path, happenings: Iterable[Happening], *, raised: frozenset[str] = frozenset(), gaps: Iterable[Gap] = ()
) -> None:
    """Keep these in the history at `path`, in their order; `raised` are the uuids of those to be acknowledged."""
    history = History(path, on_state=lambda _: None, on_gaps=lambda _: None)
    history.start()
    assert history.opened(10)
    for device_id, name in NAMES.items():
        history.device_seen(device_id, name)
    opening = history.opening
    for number, happening in enumerate(happenings, (opening.last_id if opening else 0) + 1):
        history.put(happening, number, raised=happening.uuid in raised)
    for gap in gaps:
        opened = history.open_gap(gap.device_id, gap.from_ms, gap.cause)
        history.change_gap(Gap(**{**{name: getattr(gap, name) for name in gap.__struct_fields__}, "id": opened.id}))
    assert history.flush(20)
    assert history.close(20)


def gap(from_ms: int, to_ms: int, **fields: Any) -> Gap:
    """Return a gap of the north gate."""
    given = {"state": GapState.RECOVERED, "recovered": 7, **fields}
    return Gap(id=0, device_id="north-gate", from_ms=from_ms, to_ms=to_ms, cause=GapCause.DISCONNECTED, **given)


def person(name: str, *groups: str, **fields: Any) -> Person:
    """Return a person in these groups."""
    return Person(name=name, groups=tuple(Group(group, group) for group in groups), **fields)


def wait_for(condition: Callable[[], bool], seconds: float = 20.0) -> None:
    """Turn the event loop until `condition` holds; fail after `seconds`."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it never came true"
        QApplication.processEvents()
        time.sleep(0.001)
