"""Events taken out of the history, with everything that they alone needed."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Sequence
from typing import NamedTuple


class Removed(NamedTuple):
    """How much is gone."""

    events: int = 0
    pictures: int = 0

    def and_(self, other: Removed) -> Removed:
        """Return both together."""
        return Removed(self.events + other.events, self.pictures + other.pictures)


def remove_events(connection: sqlite3.Connection, ids: Sequence[int]) -> Removed:
    """Delete these events with pictures and raw texts, and the people, groups and wordings that are in no other.

    Within the caller's transaction, so that nothing is ever half gone.
    """
    rows = [(row,) for row in ids]
    persons: set[int] = set()
    wordings: set[int] = set()
    for row in rows:
        for person, wording in connection.execute("SELECT person, wording FROM event WHERE id = ?", row):
            if person is not None:
                persons.add(person)
            if wording is not None:
                wordings.add(wording)
    pictures = connection.executemany("DELETE FROM picture WHERE event = ?", rows).rowcount
    connection.executemany("DELETE FROM raw WHERE event = ?", rows)
    connection.executemany("DELETE FROM alarm_event WHERE event = ?", rows)
    events = connection.executemany("DELETE FROM event WHERE id = ?", rows).rowcount
    remove_persons(connection, persons)
    connection.executemany(
        "DELETE FROM wording WHERE id = ?1 AND NOT EXISTS (SELECT 1 FROM event WHERE wording = ?1)",
        [(wording,) for wording in wordings],
    )
    return Removed(max(0, events), max(0, pictures))  # -1 where there was no row at all


def remove_persons(connection: sqlite3.Connection, rows: Collection[int]) -> None:
    """Delete those of these people of whom there is no event left, and then the groups that none is left in."""
    teams: set[int] = set()
    for row in rows:
        if connection.execute("SELECT 1 FROM event WHERE person = ? LIMIT 1", (row,)).fetchone():
            continue
        found = connection.execute("SELECT team FROM membership WHERE person = ?", (row,)).fetchall()
        teams.update(team for (team,) in found)
        connection.execute("DELETE FROM membership WHERE person = ?", (row,))
        connection.execute("DELETE FROM presence WHERE person = ?", (row,))
        connection.execute("DELETE FROM person WHERE id = ?", (row,))
    connection.executemany(
        "DELETE FROM team WHERE id = ?1 AND NOT EXISTS (SELECT 1 FROM membership WHERE team = ?1)",
        [(team,) for team in teams],
    )
