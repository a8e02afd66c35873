"""What alarms and the watch list say of a person, taken out. For the thread that writes, within its transactions.

Of an alarm stay its kind, its times, how often it was and who answered it.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence

from facemon.alarm import Deed
from facemon.history.people import Identity

_ALARMS_OF = "SELECT DISTINCT alarm FROM alarm_event WHERE event IN (SELECT value FROM json_each(?))"
_BY_SUBJECT = "SELECT id FROM alarm WHERE subject = ? AND subject <> '' AND erased = 0"
_WITH_EVENTS = """
SELECT 1 FROM alarm_event JOIN event ON event.id = alarm_event.event WHERE alarm = ? LIMIT 1
"""
_UNSAY = "UPDATE alarm SET reason = '', note = '' WHERE id = ?"
_UNSAY_DEEDS = "UPDATE alarm_action SET text = '' WHERE alarm = ? AND text <> ''"
_WIPE = """
UPDATE alarm SET subject = '', erased = 1, behind = 0, state = 'closed',
    answered_ms = iif(state = 'closed', answered_ms, ?2), answered_by = iif(state = 'closed', answered_by, ?3)
WHERE id = ?1 AND erased = 0
"""
_NOTE = "INSERT INTO alarm_action (alarm, at_ms, deed, done_by, text) VALUES (?, ?, ?, ?, '')"
_UNLIST = "DELETE FROM watch WHERE name = ?2 AND user_id IN (?1, '') OR user_id = ?1 AND ?1 <> '' AND name = ''"


def alarms_of(connection: sqlite3.Connection, events: Sequence[int]) -> list[int]:
    """Return the alarms that these events belong to."""
    return [alarm for (alarm,) in connection.execute(_ALARMS_OF, (json.dumps(events),)).fetchall()]


def alarms_about(connection: sqlite3.Connection, people: Iterable[Identity]) -> list[int]:
    """Return the alarms that may be about these people by what they say themselves; others may have the same number."""
    subjects = {subject for who in people for subject in (who.user_id and f"u:{who.user_id}", f"n:{who.name}")}
    found: list[int] = []
    for subject in sorted(subjects - {"", "n:"}):
        found += [alarm for (alarm,) in connection.execute(_BY_SUBJECT, (subject,)).fetchall()]
    return found


def wipe(connection: sqlite3.Connection, alarms: Iterable[int], at_ms: int, by: str) -> None:
    """Take out what alarms say of whom they are about, after these events are gone; close one that is owed.

    Where there are events of others in it, it stays as it is, owed or not, but for what people have written to it.
    """
    for alarm in alarms:
        connection.execute(_UNSAY, (alarm,))
        connection.execute(_UNSAY_DEEDS, (alarm,))
        if not connection.execute(_WITH_EVENTS, (alarm,)).fetchone():
            wiped = connection.execute(_WIPE, (alarm, at_ms, by)).rowcount
            connection.executemany(_NOTE, [(alarm, at_ms, Deed.ERASED.value, by)] * wiped)


def unlist(connection: sqlite3.Connection, people: Iterable[Identity]) -> list[int]:
    """Take people off the watch list, also what is told of when they were on it; return the ids of the entries."""
    gone: list[int] = []
    for who in people:
        rows = connection.execute(f"{_UNLIST} RETURNING id", (who.user_id, who.name)).fetchall()
        gone += [row for (row,) in rows]
    return gone
