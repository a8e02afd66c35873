"""What happens at doors, and a history to keep it in, for the tests of the history."""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from facemon.event import Category, DeviceAlarm, Event, Gap, Group, Person, UnknownMessage
from facemon.history.database import open_for_reading
from facemon.history.history import History
from facemon.history.keeping import Keeping
from facemon.history.opening import Opening

NOW = 1_795_437_127_000  # 23 Nov 2026, 12:32:07 UTC
JPEG = b"\xff\xd8picture\xff\xd9"
MEI = Person(
    name="陈梅",
    user_id="17",
    type=1,
    ic_number="0012345678",
    job_number="E-204",
    id_number="110101199001011234",
    guest_start_ms=NOW,
    guest_end_ms=NOW + 3_600_000,
    remark="takes the stairs",
    groups=(Group("3", "研发"), Group("4", "Night shift")),
)


def event(uuid: str = "7c1f", **fields: Any) -> Event:
    """Return a recognition."""
    given: dict[str, Any] = {
        "device_id": "gate", "time_ms": NOW, "received_ms": NOW, "category": Category.STAFF, **fields,
    }  # fmt: skip
    given.setdefault("picture_size", len(given.get("picture", b"")))
    return Event(uuid=uuid, **given)


def alarm(uuid: str = "a1", **fields: Any) -> DeviceAlarm:
    """Return a device alarm."""
    given: dict[str, Any] = {"device_id": "gate", "time_ms": NOW, "received_ms": NOW, **fields}
    return DeviceAlarm(uuid=uuid, **given)


def unknown(uuid: str = "digest:1", **fields: Any) -> UnknownMessage:
    """Return a message of a type that is not known."""
    given: dict[str, Any] = {"device_id": "gate", "time_ms": NOW, "received_ms": NOW, **fields}
    return UnknownMessage(uuid=uuid, **given)


class Desk:
    """A history, and what it tells."""

    def __init__(self, path: Path, **options: Any) -> None:
        self.path = path
        self.states: list[Keeping] = []
        self.gaps: list[Gap] = []
        self._changed = threading.Condition()
        self.history = History(path, on_state=self._on_state, on_gaps=self._on_gaps, **options)

    def __enter__(self) -> Desk:
        self.history.start()
        assert self.history.opened(10)
        return self

    def __exit__(self, *_: object) -> None:
        self.history.close(10)

    def opening(self) -> Opening:
        """Return what was in the history."""
        assert self.history.opening is not None
        return self.history.opening

    def _on_state(self, state: Keeping) -> None:
        with self._changed:
            self.states.append(state)
            self._changed.notify_all()

    def _on_gaps(self, gaps: list[Gap]) -> None:
        with self._changed:
            self.gaps += gaps
            self._changed.notify_all()

    @property
    def state(self) -> Keeping:
        """What it has told last."""
        return self.states[-1] if self.states else Keeping(keeping=False)

    def until(self, meant: Callable[[], bool], timeout: float = 15) -> None:
        """Wait until what it has told is as meant."""
        deadline = time.monotonic() + timeout
        with self._changed:
            while not meant():
                assert self._changed.wait(deadline - time.monotonic()), f"waited in vain; last: {self.states[-3:]}"

    def rows(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        """Return what is in the file."""
        return rows(self.path, sql, *values)


def rows(path: Path, sql: str, *values: object) -> list[tuple[Any, ...]]:
    """Return what is in a history's file."""
    connection = open_for_reading(path)
    try:
        return connection.execute(sql, values).fetchall()
    finally:
        connection.close()


def tally_is_true(connection: sqlite3.Connection) -> bool:
    """Return whether the tables that count events say what counting would."""
    return all(
        [row[:5] for row in connection.execute(f"SELECT * FROM {table} ORDER BY 1, 2, 3, 4")]
        == connection.execute(
            f"SELECT {first}, category, device, ifnull(passed, -1), count(*) FROM event"
            f" WHERE {first} IS NOT NULL GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4"
        ).fetchall()
        for table, first in (
            ("tally", "at_ms / 3600000"),
            ("shift", "at_ms / 28800000"),
            ("(SELECT person, category, device, passed, events FROM presence)", "person"),
        )
    )
