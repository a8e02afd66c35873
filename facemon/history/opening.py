"""What a history tells about the time before: read once, when it has been opened."""

from __future__ import annotations

import itertools
import json
import sqlite3
from datetime import datetime
from datetime import time as clock
from typing import NamedTuple

import msgspec

from facemon.alarm import Alarm, Shelf, Watched
from facemon.event import Category, Gap
from facemon.history import gaps, owed
from facemon.history.coding import CATEGORIES, CATEGORY_CODES
from facemon.history.query import Found

RECENT = 2_000  # uuids a device: what it repeats, it repeats soon

# By all that comes before the time in the index `event_by_device`: sorting ten million events would take a minute.
_SLOTS = """
SELECT at_ms, id FROM event WHERE device = ? AND category = ? AND passed IS ? ORDER BY at_ms DESC, id DESC LIMIT ?
"""
_EVENTS = """
SELECT uuid, kind, recovered, time_ms, received_ms FROM json_each(?) JOIN event ON event.id = value ORDER BY key
"""
_ALARMING = """
SELECT device_id FROM device WHERE EXISTS (SELECT 1 FROM event WHERE event.device = device.id AND category = ?)
"""


class LastEvent(NamedTuple):
    """The newest recognition that was seen as it happened."""

    time_ms: int  # by the device's clock
    received_ms: int  # by this computer's


class Opening(msgspec.Struct, frozen=True, kw_only=True):
    """What was in the history when it was opened. By device, where there is something to tell of it."""

    last_id: int  # the greatest; 0 for none
    recent: dict[str, tuple[str, ...]]  # the newest uuids, the oldest of them first
    gaps: tuple[Gap, ...]  # those unfinished, the oldest first
    watched: dict[str, int]  # the last proof that nothing was missed, in Unix milliseconds
    skews: dict[str, int]  # milliseconds that the device's clock was ahead
    last: dict[str, LastEvent]
    # Where there is no proof, since the first run was cut off: when the oldest of `recent` came that was seen live.
    seen: dict[str, int] = {}
    alarming: frozenset[str] = frozenset()  # devices that have sent alarms of their own
    today: dict[Category, int] = {}  # how many events since the last midnight of this computer's time zone
    alarms: tuple[Alarm, ...] = ()  # owed, with the newest of their events that are kept; the oldest first
    shelves: tuple[Shelf, ...] = ()  # in force
    watch_list: tuple[Watched, ...] = ()
    operator: str = ""  # who took over the desk last
    orphans: tuple[Found, ...] = ()  # events to be acknowledged that no alarm has, at most 5,000, the oldest first


def read(connection: sqlite3.Connection, now_ms: int) -> Opening:
    """Return what is in the history at a moment in Unix milliseconds."""
    (last_id,) = connection.execute("SELECT ifnull(max(id), 0) FROM event").fetchone()
    found = Opening(
        last_id=last_id,
        recent={},
        gaps=tuple(gaps.unfinished(connection)),
        watched={},
        skews={},
        last={},
        alarming=frozenset(
            device_id for (device_id,) in connection.execute(_ALARMING, (CATEGORY_CODES[Category.DEVICE],))
        ),
        today=_since_midnight(connection, now_ms),
        **msgspec.structs.asdict(owed.read(connection, now_ms)),
    )
    devices = connection.execute("SELECT id, device_id, watched_ms, skew_ms FROM device").fetchall()
    for row, device_id, watched_ms, skew_ms in devices:
        events = connection.execute(_EVENTS, (json.dumps(_newest(connection, row)),)).fetchall()
        found.recent[device_id] = tuple(event[0] for event in reversed(events))
        seen = (LastEvent(*times) for _, kind, recovered, *times in events if kind == 0 and not recovered)
        if (last := next(seen, None)) is not None:
            found.last[device_id] = last
        if watched_ms is not None:
            found.watched[device_id] = watched_ms
        elif arrivals := [received_ms for *_, recovered, _, received_ms in events if not recovered]:
            found.seen[device_id] = min(arrivals)
        if skew_ms is not None:
            found.skews[device_id] = skew_ms
    return found


def _since_midnight(connection: sqlite3.Connection, now_ms: int) -> dict[Category, int]:
    today = datetime.fromtimestamp(now_ms / 1000).astimezone().date()
    midnight = datetime.combine(today, clock()).astimezone()  # with the offset that holds then, not the one of now
    rows = connection.execute(
        "SELECT category, count(*) FROM event WHERE at_ms BETWEEN ? AND ? GROUP BY category",
        (round(midnight.timestamp() * 1000), now_ms),
    )
    return {CATEGORIES[code]: count for code, count in rows.fetchall()}


def _newest(connection: sqlite3.Connection, device: int) -> list[int]:
    """Return the ids of a device's newest events, the newest first."""
    slots: list[tuple[int, int]] = []
    for category, passed in itertools.product(CATEGORIES, (None, 0, 1)):
        slots += connection.execute(_SLOTS, (device, category, passed, RECENT)).fetchall()
    return [row for _, row in sorted(slots, reverse=True)[:RECENT]]
