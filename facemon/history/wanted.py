"""A query in the numbers of the tables: which devices, which persons. People are looked for first, then events."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator

import msgspec

from facemon.event import Category
from facemon.folding import folded
from facemon.history.coding import CATEGORY_CODES
from facemon.history.query import Query

MOST_WORDS = 50


class Branch(msgspec.Struct, frozen=True):
    """Events that meet the text of a query in one way. No event is in two branches of a query."""

    devices: tuple[int, ...] | None = None  # None: every one
    persons: tuple[int, ...] | None = None  # one of these; None: whoever it was, or nobody
    wordings: tuple[int, ...] | None = None  # a device alarm in one of these; None: whatever it is


class Wanted(msgspec.Struct, frozen=True):
    """What every branch has in common, and the branches."""

    categories: tuple[int, ...] | None
    passed: bool | None
    acknowledged: bool | None
    branches: tuple[Branch, ...]


def terms_of(text: str) -> tuple[str, ...]:
    """Return the words that have to be found, folded, none inside another; of a whole page the longest alone."""
    words = sorted(set(folded(text).split()), key=len, reverse=True)[:MOST_WORDS]
    return tuple(word for i, word in enumerate(words) if not any(word in longer for longer in words[:i]))


def wanted(connection: sqlite3.Connection, query: Query, *, present: Iterable[int] | None = None) -> Wanted:
    """Look up what a query means.

    Args:
        present: rows of the table `person`, the only ones that matter; None for all.
    """
    only = None if present is None else json.dumps(list(present))
    return Wanted(
        categories=None if query.categories is None else tuple(sorted(CATEGORY_CODES[c] for c in query.categories)),
        passed=query.passed,
        acknowledged=query.acknowledged,
        branches=tuple(branch for branch in _branches(connection, query, only) if _can_have_any(branch, query)),
    )


def same_person(connection: sqlite3.Connection, person: int) -> tuple[int, ...]:
    """Return all rows of the table `person` for who is described in this one: people change their group, or their pass.

    Where the device gave no user id, job, IC and ID number have to be the same.
    """
    rows = connection.execute(
        """
        SELECT same.id FROM person AS same, person AS this ON same.user_id = this.user_id AND same.name = this.name
        WHERE this.id = ? AND (this.user_id <> '' OR same.id = this.id
            OR this.name <> '' AND (same.job_number, same.ic_number, same.id_number)
                = (this.job_number, this.ic_number, this.id_number))
        """,
        (person,),
    )
    return tuple(sorted(row for (row,) in rows))


def _branches(connection: sqlite3.Connection, query: Query, only: str | None) -> Iterator[Branch]:
    devices = connection.execute("SELECT id, device_id, name FROM device").fetchall()
    chosen = [row for row in devices if query.devices is None or row[1] in query.devices]
    everywhere = query.devices is None
    terms = terms_of(query.text)
    missing: dict[tuple[str, ...], list[int]] = {}  # words that a device's name does not have -> such devices
    for row, device_id, name in chosen:
        place = folded(name or device_id)
        missing.setdefault(tuple(term for term in terms if term not in place), []).append(row)
    for rest, rows in missing.items():
        there = None if everywhere and len(rows) == len(devices) else tuple(rows)
        if not rest and query.group is None and query.person is None:
            yield Branch(there)
            continue
        yield Branch(there, persons=_persons(connection, query, rest, only))
        if rest and query.group is None and query.person is None:
            yield Branch(there, wordings=_wordings(connection, rest))


def _can_have_any(branch: Branch, query: Query) -> bool:
    if query.categories is not None and not query.categories:
        return False
    if branch.wordings is None:
        return branch.persons is None or bool(branch.persons)
    return bool(branch.wordings) and (query.categories is None or Category.DEVICE in query.categories)


def _persons(connection: sqlite3.Connection, query: Query, terms: tuple[str, ...], only: str | None) -> tuple[int, ...]:
    conditions, values = _all_in_search(terms)
    if only is not None:
        conditions.append("id IN (SELECT value FROM json_each(?))")
        values.append(only)
    if query.group is not None:
        conditions.append("id IN (SELECT person FROM membership JOIN team ON team.id = team WHERE team.name = ?)")
        values.append(query.group)
    found = _ids(connection, "person", conditions, values) if conditions else None
    if query.person is None:
        return found or ()
    same = same_person(connection, query.person)
    return same if found is None else tuple(sorted(set(same) & set(found)))


def _wordings(connection: sqlite3.Connection, terms: tuple[str, ...]) -> tuple[int, ...]:
    return _ids(connection, "wording", *_all_in_search(terms))


def _all_in_search(terms: Iterable[str]) -> tuple[list[str], list[object]]:
    return ["instr(search, ?)" for _ in terms], list(terms)


def _ids(connection: sqlite3.Connection, table: str, conditions: list[str], values: list[object]) -> tuple[int, ...]:
    statement = f"SELECT id FROM {table} WHERE {' AND '.join(conditions)}"  # noqa: S608 - words of our own
    return tuple(row for (row,) in connection.execute(statement, values))
