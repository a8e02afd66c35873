"""What is left of a damaged history, written into the new one. For the thread that writes; nothing is there twice."""

from __future__ import annotations

import contextlib
import logging
import sqlite3
from collections.abc import Sequence
from pathlib import Path

import msgspec

from facemon.event import Gap
from facemon.history.aside import to_be_read
from facemon.history.keep import Rows
from facemon.history.query import Found
from facemon.history.salvage.pages import Pages
from facemon.history.salvage.record import Value
from facemon.history.salvage.remains import Proof, Remains

log = logging.getLogger(__name__)

# A picture whose event has another one, or none any more, is not added.
PICTURE = "INSERT OR IGNORE INTO picture SELECT id, ?2 FROM event WHERE id = ?1 AND picture_size = length(?2)"
_PROOF = """
INSERT INTO device (device_id, name, watched_ms, skew_ms) VALUES (?, ?, ?, ?)
ON CONFLICT (device_id) DO UPDATE SET name = iif(name = '', excluded.name, name),
    skew_ms = iif(watched_ms IS NULL, excluded.skew_ms, skew_ms), watched_ms = ifnull(watched_ms, excluded.watched_ms)
"""
_ERASURE = """
INSERT INTO erasure (at_ms, erased_by, reason, events, pictures) SELECT ?2, ?3, ?4, ?5, ?6
WHERE NOT EXISTS (SELECT 1 FROM erasure WHERE at_ms = ?2 AND erased_by = ?3 AND reason = ?4)
"""
_HAS_GAP = "SELECT 1 FROM gap WHERE id = ?"
_HAS_SAME = """
SELECT 1 FROM gap JOIN device ON device.id = gap.device WHERE device_id = ? AND from_ms = ? AND to_ms = ? AND cause = ?
"""
RAW = "INSERT OR IGNORE INTO raw SELECT id, ?2 FROM event WHERE id = ?1"


# By table, with all of its columns. What the new history has is newer.
_ACTION = "(alarm, at_ms, deed, done_by, text)"
ALARMS = {
    "alarm": "INSERT OR IGNORE INTO alarm VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    "shelf": (
        "INSERT INTO shelf (device_id, rule, from_ms, until_ms, shelved_by, reason, ended_ms)"
        " SELECT ?2, ?3, ?4, ?5, ?6, ?7, ?8"
        " WHERE NOT EXISTS (SELECT 1 FROM shelf WHERE (from_ms, device_id, rule) = (?4, ?2, ?3))"
    ),
    "watch": "INSERT OR IGNORE INTO watch VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
    "duty": (
        "INSERT INTO duty (at_ms, operator) SELECT ?2, ?3"
        " WHERE NOT EXISTS (SELECT 1 FROM duty WHERE (at_ms, operator) = (?2, ?3))"
    ),
    "alarm_event": "INSERT OR IGNORE INTO alarm_event VALUES (?, ?)",
    "alarm_action": (
        f"INSERT INTO alarm_action {_ACTION} SELECT ?2, ?3, ?4, ?5, ?6 WHERE NOT EXISTS"  # noqa: S608 - constants
        f" (SELECT 1 FROM alarm_action WHERE {_ACTION} = (?2, ?3, ?4, ?5, ?6))"
    ),
    "door_order": "INSERT OR IGNORE INTO door_order VALUES (?, ?, ?, ?, ?, ?, ?)",
    "handover": (
        "INSERT INTO handover (at_ms, written_by, text) SELECT ?2, ?3, ?4"
        " WHERE NOT EXISTS (SELECT 1 FROM handover WHERE (at_ms, written_by, text) = (?2, ?3, ?4))"
    ),
}
# An event that is kept under another number takes its alarm along.
_FOLLOW = """
UPDATE OR IGNORE alarm_event SET event = ?2 WHERE event = ?1 AND NOT EXISTS (SELECT 1 FROM event WHERE id = ?1)
"""


class Notes(msgspec.Struct, frozen=True):
    """What a damaged history has beside events."""

    proofs: list[Proof]
    gaps: list[Gap]
    erasures: list[tuple[Value, ...]]

    @classmethod
    def of(cls, remains: Remains) -> Notes:
        """Return what is left of it."""
        return cls(remains.proofs(), remains.gaps(), remains.erasures())


def restore_notes(connection: sqlite3.Connection, notes: Notes) -> None:
    """Write what the new history does not have."""
    connection.execute("BEGIN IMMEDIATE")
    connection.executemany(_PROOF, [msgspec.structs.astuple(proof) for proof in notes.proofs])
    connection.executemany(_ERASURE, notes.erasures)
    rows = Rows(connection)
    for gap in notes.gaps:
        if not connection.execute(_HAS_GAP, (gap.id,)).fetchone():
            rows.note(gap)
    connection.execute("COMMIT")


def restore_at_opening(path: Path, connection: sqlite3.Connection) -> None:
    """Write what the files that were set aside say of devices, gaps and alarms, which is wanted before all else."""
    for aside in to_be_read(path):
        try:
            with Pages(aside) as pages, Remains(pages, whole=False) as remains:
                notes = Notes.of(remains)
                alarms = list(remains.alarms())
        except Exception:  # whatever is in it, the new history must be opened
            log.exception("%s cannot be read", aside.name)
        else:
            restore_notes(connection, notes)
            for table, rows in alarms:
                attach(connection, ALARMS[table], rows)


def keep_events(connection: sqlite3.Connection, group: list[Found]) -> None:
    """Write events, without pictures and raw texts."""
    rows = Rows(connection)
    connection.execute("BEGIN IMMEDIATE")
    for event in group:
        with contextlib.suppress(sqlite3.IntegrityError):  # values that no event has: it was broken after all
            rows.keep(event.happening, event.id, raised=event.raised)
            if (row := rows.row_of(event.id)) != event.id:
                connection.execute(_FOLLOW, (event.id, row))
                rows.alarms.settle(row)
            if event.answer is not None:
                rows.answer(event.id, event.answer)
    connection.execute("COMMIT")


def keep_gaps(connection: sqlite3.Connection, gaps: list[Gap]) -> list[Gap]:
    """Write the gaps that are not there from an attempt that was cut off; return them."""
    connection.execute("BEGIN IMMEDIATE")
    rows = Rows(connection)
    new = []
    for gap in gaps:
        if not connection.execute(_HAS_SAME, (gap.device_id, gap.from_ms, gap.to_ms, gap.cause)).fetchone():
            rows.note(gap)
            new.append(gap)
    connection.execute("COMMIT")
    return new


def attach(connection: sqlite3.Connection, statement: str, attached: Sequence[tuple[Value, ...]]) -> None:
    """Add pictures or raw texts of the events with these ids, or rows of alarms, by the statement that is for them."""
    connection.execute("BEGIN IMMEDIATE")
    for values in attached:
        with contextlib.suppress(sqlite3.IntegrityError):
            connection.execute(statement, values)
    connection.execute("COMMIT")
