"""The people that the history knows, as somebody looks for one of them to erase."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

import msgspec

from facemon.history.wanted import terms_of

MOST = 50  # found at once
_MOST_ROWS = 5_000

_FIND = """
SELECT name, user_id, job_number, ic_number, id_number, ifnull(sum(events), 0), max(last_ms)
FROM person LEFT JOIN presence ON person = person.id WHERE {conditions} GROUP BY person.id LIMIT ?
"""
_ROWS = """
SELECT id FROM person WHERE user_id = ?1 AND name = ?2
    AND (user_id <> '' OR (job_number, ic_number, id_number) = (?3, ?4, ?5))
"""


class Identity(msgspec.Struct, frozen=True):
    """What makes two descriptions those of one person, as `facemon.history.wanted.same_person` has it.

    The numbers are empty where there is a user id: they may change.
    """

    name: str
    user_id: str = ""
    job_number: str = ""
    ic_number: str = ""
    id_number: str = ""


class Match(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody who was found."""

    identity: Identity
    numbers: tuple[str, ...]  # of the newest description: user id, job, IC and ID number, without those that are empty
    events: int
    last_ms: int  # about when the person was last seen


def find_people(connection: sqlite3.Connection, text: str) -> list[Match]:
    """Return who has every word of `text` in name, numbers or groups, who was seen last first; at most `MOST`."""
    terms = terms_of(text)
    if not terms:
        return []
    statement = _FIND.format(conditions=" AND ".join("instr(search, ?)" for _ in terms))
    found: dict[Identity, Match] = {}
    for name, user_id, *numbers, events, last_ms in connection.execute(statement, (*terms, _MOST_ROWS)).fetchall():
        if not name and not user_id:
            continue  # nothing tells such people apart
        identity = Identity(name, user_id, *(() if user_id else numbers))
        told = tuple(number for number in (user_id, *numbers) if number)
        match = Match(identity=identity, numbers=told, events=events, last_ms=last_ms or 0)
        former = found.get(identity)
        if former is not None:
            newest = max(former, match, key=lambda some: some.last_ms)
            match = msgspec.structs.replace(newest, events=former.events + events)
        found[identity] = match
    return sorted(found.values(), key=lambda match: match.last_ms, reverse=True)[:MOST]


def rows_of(connection: sqlite3.Connection, people: Iterable[Identity]) -> list[int]:
    """Return the rows of the table `person` that describe these people."""
    return [
        row
        for who in people
        for (row,) in connection.execute(
            _ROWS, (who.user_id, who.name, who.job_number, who.ic_number, who.id_number)
        ).fetchall()
    ]
