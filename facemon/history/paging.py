"""Which events come next on a page."""

from __future__ import annotations

import sqlite3

from facemon.history import search
from facemon.history.query import Query, Slot
from facemon.history.search import BETWEEN, Search, ends, parted
from facemon.history.wanted import wanted
from facemon.history.window import Window


def next_slots(
    connection: sqlite3.Connection, query: Query, *, after: Slot | None, limit: int, oldest_first: bool
) -> list[Slot]:
    """Return the first slots behind one that meet a query, in their order.

    A word that many names have need not be looked for in all of them: it is looked for first among those who were there
    in the next events.
    """
    first, last = ends(connection)
    window = Window.of(query).behind(after, oldest_first=oldest_first)
    window = window.within(Slot(first.at_ms, first.id - 1), Slot(last.at_ms, last.id + 1))
    slots: list[Slot] = []
    if window.empty:
        return slots
    if (query.text or query.group is not None) and query.acknowledged is None:
        near, window = parted(connection, window, search.FIRST_SCAN, oldest_first=oldest_first)
        present = connection.execute(
            f"SELECT DISTINCT e.person FROM event AS e INDEXED BY event_by_time WHERE {BETWEEN}",  # noqa: S608
            near.values,
        ).fetchall()
        meant = wanted(connection, query, present=(person for (person,) in present if person is not None))
        slots = Search(connection, meant, limit=limit, oldest_first=oldest_first).slots_among_all(near)
    if len(slots) < limit and not window.empty:
        rest = Search(connection, wanted(connection, query), limit=limit - len(slots), oldest_first=oldest_first)
        slots += rest.slots(window)
    return slots
