"""Rows of a history as the tests need them, written with plain SQL."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from facemon.history.database import open_for_writing

DEVICE = "north-gate"
PICTURE = b"\xff\xd8" + bytes(50_000)


def new_history(path: Path) -> sqlite3.Connection:
    """Make an empty history with one device in it, to be written by hand."""
    connection = open_for_writing(path)
    put_device(connection)
    return connection


def put_device(connection: sqlite3.Connection) -> None:
    """Write the device that all these events are of, unless it is there."""
    connection.execute("INSERT OR IGNORE INTO device (id, device_id, name) VALUES (1, ?, 'North gate')", (DEVICE,))


def put_person(
    connection: sqlite3.Connection, row: int, name: str, *, user_id: str = "", team: int | None = None
) -> None:
    """Write a person, and the group if it is given one."""
    connection.execute(
        "INSERT INTO person (id, digest, name, user_id, ic_number, job_number, id_number, remark, search)"
        " VALUES (?, ?, ?, ?, '', '', '', '', ?)",
        (row, row.to_bytes(16, "big"), name, user_id, f"{name.lower()}\n{user_id}"),
    )
    if team is not None:
        connection.execute("INSERT OR IGNORE INTO team VALUES (?, ?, ?)", (team, f"g{team}", f"Group {team}"))
        connection.execute("INSERT INTO membership VALUES (?, 0, ?)", (row, team))


def put_event(
    connection: sqlite3.Connection,
    row: int,
    at_ms: int,
    *,
    received_ms: int | None = None,
    time_ms: int | None = None,
    person: int | None = None,
    picture: bytes = b"",
    raw: str = "",
    raised: bool = False,
    acknowledged_ms: int | None = None,
) -> None:
    """Write an event; one that arrived at another time than it happened was recovered from the device's records."""
    received_ms = at_ms if received_ms is None else received_ms
    connection.execute(
        "INSERT INTO event (id, at_ms, device, uuid, kind, category, recovered, raised, person, time_ms, received_ms,"
        " picture_size, acknowledged_ms) VALUES (?, ?, 1, ?, 0, 1, ?, ?, ?, ?, ?, ?, ?)",
        (
            row, at_ms, f"u{row}", received_ms != at_ms, raised, person, at_ms if time_ms is None else time_ms,
            received_ms, len(picture), acknowledged_ms,
        ),
    )  # fmt: skip
    if picture:
        connection.execute("INSERT INTO picture VALUES (?, ?)", (row, picture))
    if raw:
        connection.execute("INSERT INTO raw VALUES (?, ?)", (row, raw))


def ids(connection: sqlite3.Connection, table: str = "event", column: str = "id") -> list[int]:
    """Return what a table has, in order."""
    return [row for (row,) in connection.execute(f"SELECT {column} FROM {table} ORDER BY 1").fetchall()]
