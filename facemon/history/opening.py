"""What a history tells about the time before: read once, when it has been opened."""

from __future__ import annotations

import sqlite3

import msgspec

from facemon.event import Gap
from facemon.history import gaps

RECENT = 2_000  # uuids a device: what it repeats, it repeats soon


class Opening(msgspec.Struct, frozen=True, kw_only=True):
    """What was in the history when it was opened."""

    last_id: int = 0  # the greatest
    recent: dict[str, tuple[str, ...]] = {}  # by device, the newest uuids, the oldest of them first
    gaps: tuple[Gap, ...] = ()  # those unfinished
    watched: dict[str, int] = {}  # by device: the last proof that nothing was missed, in Unix milliseconds


def read(connection: sqlite3.Connection) -> Opening:
    """Return what is in the history."""
    (last_id,) = connection.execute("SELECT ifnull(max(id), 0) FROM event").fetchone()
    recent = {}
    watched = {}
    for row, device_id, watched_ms in connection.execute("SELECT id, device_id, watched_ms FROM device").fetchall():
        uuids = connection.execute(
            "SELECT uuid FROM event WHERE device = ? ORDER BY at_ms DESC, id DESC LIMIT ?", (row, RECENT)
        ).fetchall()
        recent[device_id] = tuple(uuid for (uuid,) in reversed(uuids))
        if watched_ms is not None:
            watched[device_id] = watched_ms
    return Opening(last_id=last_id, recent=recent, gaps=tuple(gaps.unfinished(connection)), watched=watched)
