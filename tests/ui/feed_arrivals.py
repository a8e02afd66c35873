"""Arrivals for the tests of the feed, and a wait that has an end."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QApplication

from facemon.event import Category, Event, Gap, GapCause, Group, Person
from facemon.monitor import Arrived

NOW = 1_795_437_127_000


def arrival(number: int, category: Category = Category.STAFF, name: str = "", **fields: object) -> Arrived:
    """Return one recognition as it arrives."""
    person = fields.pop("person", None) or Person(name=name or f"Person {number}")
    given = {
        "uuid": f"event-{number}", "device_id": "north-gate", "time_ms": NOW + number * 1000, "received_ms": NOW,
        "passed": True, "score": 0.95, **fields,
    }  # fmt: skip
    picture = given.get("picture", b"")
    assert isinstance(picture, bytes)
    given.setdefault("picture_size", len(picture))
    return Arrived(Event(category=category, person=person, **given), number, 0, 0)  # type: ignore[arg-type]


def arrivals(first: int, count: int, **fields: object) -> list[Arrived]:
    """Return `count` recognitions, the first with the arrival number `first`."""
    return [arrival(number, **fields) for number in range(first, first + count)]  # type: ignore[arg-type]


def person(name: str, *groups: str, **fields: Any) -> Person:
    """Return a person in these groups."""
    return Person(name=name, groups=tuple(Group(str(i), group) for i, group in enumerate(groups)), **fields)


def wait_for(condition: Callable[[], bool], seconds: float = 10.0) -> None:
    """Turn the event loop until `condition` holds; fail after `seconds`."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it never came true"
        QApplication.processEvents()
        time.sleep(0.001)


def gap(gap_id: int, from_ms: int, to_ms: int | None = None, **fields: Any) -> Gap:
    """Return a gap of the north gate."""
    given: dict[str, Any] = {"device_id": "north-gate", "cause": GapCause.DISCONNECTED, **fields}
    return Gap(id=gap_id, from_ms=from_ms, to_ms=to_ms, **given)
