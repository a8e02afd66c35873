"""A person's data taken out of the history for good, because somebody has asked for it.

Whole events go, with picture and raw text, those that still had to be acknowledged too, and the person's description.
Nothing of them stays in the file, not even where they were deleted. Their alarms stay without saying of whom they were,
closed if they were owed; the watch list forgets them. What stays is a row that says that it was done, when, by whom and
why, and how much it was, but not whose. What people have written in a note from shift to shift is not looked through.
"""

from __future__ import annotations

import json
import sqlite3
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import msgspec

from facemon.event import Category
from facemon.history.coding import CATEGORY_CODES, Kind
from facemon.history.erase_alarms import alarms_about, alarms_of, unlist, wipe
from facemon.history.people import Identity, rows_of
from facemon.history.removal import Removed, remove_events, remove_persons
from facemon.history.space import checkpoint, give_all_back
from facemon.history.steps import Pace, Writer, in_steps, transaction

LONGEST_TEXT = 200  # characters of who erases, and why
_MOST_EVENTS = 100  # a step: the next ones may have more to them than the last
_WIPING_SECONDS = 10.0  # how long to try to empty the log while others read
_PAUSE = 0.25
_LEAST = -(2**63)


class Weight(msgspec.Struct, frozen=True):
    """What would go."""

    events: int
    unanswered: int  # of those, still to be acknowledged


class Erased(msgspec.Struct, frozen=True):
    """What has gone."""

    events: int
    pictures: int
    finished: bool  # False where it was stopped before the end
    wiped: bool  # nothing is left in the write-ahead log either; False while somebody went on reading
    unwatched: tuple[int, ...] = ()  # the ids of their entries in the watch list, which are gone


def weigh(connection: sqlite3.Connection, people: Sequence[Identity]) -> Weight:
    """Return how much there is of these people. It may take a while."""
    rows = json.dumps(rows_of(connection, people))
    (events,) = connection.execute(
        "SELECT ifnull(sum(events), 0) FROM presence WHERE person IN (SELECT value FROM json_each(?))", (rows,)
    ).fetchone()
    (unanswered,) = connection.execute(
        "SELECT count(*) FROM event WHERE raised = 1 AND acknowledged_ms IS NULL"
        " AND person IN (SELECT value FROM json_each(?))",
        (rows,),
    ).fetchone()
    return Weight(events, unanswered)


def kept_elsewhere(history: Path) -> list[Path]:
    """Return the histories that were set aside, which nothing is erased from."""
    return sorted(history.parent.glob(f"{history.stem}.*{history.suffix}"))


def erase(
    writer: Writer,
    people: Sequence[Identity],
    *,
    by: str,
    reason: str,
    stop: threading.Event,
    gone: Callable[[Sequence[int]], None] = lambda _ids: None,
    clock: Callable[[], float] = time.time,
) -> Erased:
    """Erase all that the history has of these people. For a background thread.

    Args:
        by: who does it.
        reason: why, without saying whose data it is.
        stop: ends it within a fraction of a second; what is gone by then is gone, and noted.
        gone: told the ids of the events, as they go.
        clock: Unix seconds.

    Raises:
        sqlite3.Error, OSError: the history cannot be written.
    """
    step = _Erasing(people, by[:LONGEST_TEXT], reason[:LONGEST_TEXT], round(clock() * 1000))
    total, finished = Removed(), False
    for removed, ids, finished in in_steps(writer, step, Pace(4, _MOST_EVENTS), stop):
        total = total.and_(removed)
        if ids:
            gone(ids)
        if finished:
            break
    give_all_back(writer, stop, spare=False)
    return Erased(total.events, total.pictures, finished, _wipe_log(writer, stop), tuple(step.unwatched))


class _Erasing:
    """Takes out so many events at each step, and notes it with them."""

    def __init__(self, people: Sequence[Identity], by: str, reason: str, at_ms: int) -> None:
        self.unwatched: list[int] = []
        self._people = people
        self._names = [msgspec.json.encode(who.name).decode() for who in people if len(who.name) > 1]
        self._note = at_ms, by, reason
        self._record: int | None = None
        self._device_alarms: list[tuple[int, int]] = []  # wording and device
        self._alarms: list[int] = []  # that may still say whom they are about
        self._devices: list[int] = []  # of which the unknown messages have still to be looked through,
        self._behind = _LEAST, _LEAST  # the first of them from here on

    def __call__(self, connection: sqlite3.Connection, most: int) -> tuple[Removed, Sequence[int], bool]:
        # All that is freed is overwritten, whatever becomes of the rest.
        connection.execute("PRAGMA secure_delete = ON")
        try:
            with transaction(connection):
                if self._record is None:
                    self._begin(connection)
                ids, finished = self._next(connection, most)
                alarms = alarms_of(connection, ids)
                removed = remove_events(connection, ids)
                if finished:
                    alarms, finished = self._alarms[:most], len(self._alarms) <= most
                    del self._alarms[:most]
                wipe(connection, alarms, self._note[0], self._note[1])
                connection.execute(
                    "UPDATE erasure SET events = events + ?, pictures = pictures + ? WHERE id = ?",
                    (*removed, self._record),
                )
            return removed, ids, finished
        finally:
            connection.execute("PRAGMA secure_delete = FAST")

    def _begin(self, connection: sqlite3.Connection) -> None:
        """Note that it is done, and where these people were seen, as long as that is known."""
        self._record = connection.execute(
            "INSERT INTO erasure (at_ms, erased_by, reason, events, pictures) VALUES (?, ?, ?, 0, 0)", self._note
        ).lastrowid
        for who in self._people:
            if who.user_id:
                # The same number may be somebody else's at another device.
                self._device_alarms += connection.execute(
                    "SELECT DISTINCT wording.id, presence.device FROM wording, presence, person"
                    " WHERE wording.user_id = ?1 AND presence.person = person.id"
                    " AND person.user_id = ?1 AND person.name = ?2",
                    (who.user_id, who.name),
                ).fetchall()
        self._alarms = alarms_about(connection, self._people)
        self.unwatched = unlist(connection, self._people)
        if self._names:
            self._devices = [row for (row,) in connection.execute("SELECT id FROM device").fetchall()]

    def _next(self, connection: sqlite3.Connection, most: int) -> tuple[list[int], bool]:
        """Return the next events to go, and whether there are no more."""
        persons = rows_of(connection, self._people)
        ids = _some(connection, "SELECT id FROM event WHERE person = ? LIMIT ?", [(row,) for row in persons], most)
        if ids:
            return ids, False
        remove_persons(connection, persons)
        ids = _some(
            connection, "SELECT id FROM event WHERE wording = ? AND device = ? LIMIT ?", self._device_alarms, most
        )
        if ids:
            return ids, False
        return (self._unknown_messages(connection, most), False) if self._devices else ([], True)

    def _unknown_messages(self, connection: sqlite3.Connection, most: int) -> list[int]:
        """Look through so many messages of unknown types; return those that have one of the names as a text."""
        rows = connection.execute(
            "SELECT id, at_ms, (SELECT json FROM raw WHERE event = id AND kind = ?) FROM event"
            " WHERE device = ? AND category = ? AND passed IS NULL AND (at_ms, id) > (?, ?) ORDER BY at_ms, id LIMIT ?",
            (Kind.UNKNOWN_MESSAGE, self._devices[0], CATEGORY_CODES[Category.UNKNOWN], *self._behind, most),
        ).fetchall()
        if len(rows) < most:
            del self._devices[0]
            self._behind = _LEAST, _LEAST
        else:
            self._behind = rows[-1][1], rows[-1][0]
        return [row for row, _, text in rows if text and any(name in text for name in self._names)]


def _some(connection: sqlite3.Connection, statement: str, keys: Sequence[tuple[int, ...]], most: int) -> list[int]:
    ids: list[int] = []
    for key in keys:
        ids += [row for (row,) in connection.execute(statement, (*key, most - len(ids))).fetchall()]
        if len(ids) == most:
            break
    return ids


def _wipe_log(writer: Writer, stop: threading.Event) -> bool:
    """Empty the write-ahead log, where old pages stay else; return whether nobody's reading was in the way."""
    give_up_at = time.monotonic() + _WIPING_SECONDS
    for wiped in in_steps(writer, lambda connection, _: checkpoint(connection, empty_log=True), Pace(1, 1), stop):
        if wiped or time.monotonic() > give_up_at:
            return wiped
        stop.wait(_PAUSE)
    return False
