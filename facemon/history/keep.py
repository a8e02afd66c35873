"""What happened, written into rows. For the thread that writes, within transactions that it begins and ends."""

from __future__ import annotations

import hashlib
import logging
import sqlite3
from collections.abc import Hashable, Iterable
from typing import TypeVar

import msgspec

from facemon.event import DeviceAlarm, Event, Gap, Group, Happening, Person
from facemon.history.alarm_rows import AlarmRows
from facemon.history.coding import CATEGORY_CODES, kind_of
from facemon.history.gaps import keep_gap
from facemon.history.held import Batch, Waiting
from facemon.history.names import person_search, wording_search
from facemon.history.note import Note, Seen, Watched
from facemon.history.query import Answer

log = logging.getLogger(__name__)

MOST_PERSONS = 20_000  # rows remembered, so that a person who comes again is not looked for
MOST_OTHERS = 2_000  # of devices, serial numbers and groups each

# What an event raises that can never be written, however healthy the disk is.
_UNWRITABLE = (
    OverflowError,
    UnicodeError,
    sqlite3.DataError,
    sqlite3.IntegrityError,
    sqlite3.InterfaceError,
    sqlite3.ProgrammingError,
)

_EVENT = """
INSERT INTO event (id, at_ms, device, uuid, kind, category, recovered, raised, serial, time_ms, received_ms,
    picture_size, flaws, person, passed, score, liveness, temperature, mask, mode, entry_mode, abnormal_type,
    wording, code, status, type)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (device, uuid) DO NOTHING
"""
_PERSON = """
INSERT INTO person (digest, name, user_id, type, ic_number, job_number, id_number, guest_start_ms, guest_end_ms, remark,
    search)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_ANSWER = """
UPDATE event SET acknowledged_ms = ?1, acknowledged_by = ?2, note = ?3 WHERE id = ?4 AND acknowledged_ms IS NULL
    AND NOT EXISTS (SELECT 1 FROM alarm_event JOIN alarm ON alarm.id = alarm_event.alarm WHERE alarm_event.event = ?4)
"""
_NO_RECOGNITION = (None,) * 9
_NO_ALARM = (None,) * 3

Key = TypeVar("Key", bound=Hashable)


class Rows:
    """Writes happenings and notes through one connection, and remembers the rows of what they have in common.

    Args:
        connection: the one that writes.
        moved: arrival number -> id of the events whose number another one had, or that are the same as another; known
            from a connection before to the same file, and added to.
    """

    def __init__(self, connection: sqlite3.Connection, moved: dict[int, int] | None = None) -> None:
        self.connection = connection
        self._devices: dict[str, int] = {}
        self._serials: dict[str, int] = {}
        self._teams: dict[Group, int] = {}
        self._persons: dict[Person, int] = {}
        self._wordings: dict[tuple[str, str], int] = {}
        self._moved = {} if moved is None else moved
        self.alarms = AlarmRows(connection, self._moved)

    def forget(self) -> None:
        """Forget which rows there are: a transaction came to nothing, or others have written or deleted rows."""
        for rows in (self._devices, self._serials, self._teams, self._persons, self._wordings):
            rows.clear()
        self.alarms.look()

    def write(self, batch: Batch, gaps: Iterable[Gap]) -> int:
        """Write what waited, and gaps, in one transaction; return how many events were new.

        What can never be written, however healthy the disk is, is left out.
        """
        self.alarms.begin()
        new = 0
        for item in batch.in_order():
            try:
                if isinstance(item, Waiting):
                    new += self.keep(item.happening, item.number, raised=item.raised)
                else:
                    self.alarms.keep(item)
            except _UNWRITABLE:
                what = f"an event of {item.happening.device_id}" if isinstance(item, Waiting) else type(item).__name__
                log.exception("%s cannot be kept", what)
        for _, note in batch.notes.values():
            self.note(note)
        for gap in gaps:
            self.note(gap)
        return new

    def keep(self, happening: Happening, number: int, *, raised: bool) -> bool:
        """Write one happening; return whether it was new. The same device's same uuid is one event.

        Args:
            number: what its id shall be; where that is taken, it becomes the next free one.
            raised: whether somebody has to acknowledge it.
        """
        device = self._device(happening.device_id)
        values = (happening.at_ms, device, happening.uuid, *self._facts(happening, raised=raised))
        try:
            new = self.connection.execute(_EVENT, (number, *values)).rowcount == 1
            row = number
        except sqlite3.IntegrityError:
            (row,) = self.connection.execute("SELECT max(id) + 1 FROM event").fetchone()
            new = self.connection.execute(_EVENT, (row, *values)).rowcount == 1
        if not new:
            (row,) = self.connection.execute(
                "SELECT id FROM event WHERE device = ? AND uuid = ?", (device, happening.uuid)
            ).fetchone()
        if row != number:
            _remember(self._moved, number, row, MOST_OTHERS)
        if not new:
            return False
        if happening.picture:
            self.connection.execute("INSERT INTO picture VALUES (?, ?)", (row, happening.picture))
        if happening.raw:
            self.connection.execute("INSERT INTO raw VALUES (?, ?)", (row, happening.raw))
        self.alarms.settle(row)
        return True

    def row_of(self, number: int) -> int:
        """Return the id of the event with an arrival number."""
        return self._moved.get(number, number)

    def note(self, note: Note) -> None:
        """Write what is no event."""
        if isinstance(note, Seen):
            device = self._device(note.device_id)
            self.connection.execute("UPDATE device SET name = ? WHERE id = ?", (note.name, device))
        elif isinstance(note, Watched):
            device = self._device(note.device_id)
            self.connection.execute(
                "UPDATE device SET watched_ms = ?, skew_ms = ifnull(?, skew_ms) WHERE id = ?",
                (note.at_ms, note.skew_ms, device),
            )
        else:
            keep_gap(self.connection, note, self._device(note.device_id))

    def answer(self, number: int, answer: Answer) -> None:
        """Let an event that no alarm has say that somebody has acknowledged it, unless it says so already."""
        self.connection.execute(_ANSWER, (answer.at_ms, answer.by, answer.note, self.row_of(number)))

    def _facts(self, happening: Happening, *, raised: bool) -> tuple[object, ...]:
        head = (
            kind_of(happening).value,
            CATEGORY_CODES[happening.category],
            happening.recovered,
            raised,
            self._serial(happening.device_sn) if happening.device_sn else None,
            happening.time_ms,
            happening.received_ms,
            happening.picture_size,
            " ".join(happening.flaws) or None,
        )
        if isinstance(happening, Event):
            person = None if happening.person is None else self._person(happening.person)
            return (
                *head, person, happening.passed, happening.score, happening.liveness, happening.temperature,
                happening.mask, happening.mode, happening.entry_mode, happening.abnormal_type, *_NO_ALARM, None,
            )  # fmt: skip
        if isinstance(happening, DeviceAlarm):
            wording = self._wording(happening.description, happening.user_id)
            return (*head, *_NO_RECOGNITION, wording, happening.code, happening.status, None)
        return (*head, *_NO_RECOGNITION, *_NO_ALARM, happening.type)

    def _device(self, device_id: str) -> int:
        row = self._devices.get(device_id)
        if row is None:
            row = self._find_or_make(
                "SELECT id FROM device WHERE device_id = ?", "INSERT INTO device (device_id) VALUES (?)", (device_id,)
            )
            _remember(self._devices, device_id, row, MOST_OTHERS)
        return row

    def _serial(self, device_sn: str) -> int:
        row = self._serials.get(device_sn)
        if row is None:
            row = self._find_or_make(
                "SELECT id FROM serial WHERE device_sn = ?", "INSERT INTO serial (device_sn) VALUES (?)", (device_sn,)
            )
            _remember(self._serials, device_sn, row, MOST_OTHERS)
        return row

    def _team(self, group: Group) -> int:
        row = self._teams.get(group)
        if row is None:
            row = self._find_or_make(
                "SELECT id FROM team WHERE group_id = ? AND name = ?",
                "INSERT INTO team (group_id, name) VALUES (?, ?)",
                (group.id, group.name),
            )
            _remember(self._teams, group, row, MOST_OTHERS)
        return row

    def _wording(self, description: str, user_id: str) -> int | None:
        key = description, user_id
        if not (description or user_id):
            return None
        row = self._wordings.get(key)
        if row is None:
            row = self._find_or_make(
                "SELECT id FROM wording WHERE description = ? AND user_id = ?",
                "INSERT INTO wording (description, user_id, search) VALUES (?, ?, ?)",
                key,
                (*key, wording_search(*key)),
            )
            _remember(self._wordings, key, row, MOST_OTHERS)
        return row

    def _person(self, person: Person) -> int:
        row = self._persons.get(person)
        if row is None:
            digest = digest_of(person)
            found = self.connection.execute("SELECT id FROM person WHERE digest = ?", (digest,)).fetchone()
            row = self._new_person(person, digest) if found is None else int(found[0])
            _remember(self._persons, person, row, MOST_PERSONS)
        return row

    def _new_person(self, person: Person, digest: bytes) -> int:
        row = self.connection.execute(
            _PERSON,
            (
                digest, person.name, person.user_id, person.type, person.ic_number, person.job_number, person.id_number,
                person.guest_start_ms, person.guest_end_ms, person.remark, person_search(person),
            ),
        ).lastrowid  # fmt: skip
        assert row is not None  # noqa: S101 - an INSERT has one
        self.connection.executemany(
            "INSERT INTO membership VALUES (?, ?, ?)",
            [(row, position, self._team(group)) for position, group in enumerate(person.groups)],
        )
        return row

    def _find_or_make(self, find: str, make: str, key: tuple[str, ...], values: tuple[str, ...] | None = None) -> int:
        found = self.connection.execute(find, key).fetchone()
        row = self.connection.execute(make, values or key).lastrowid if found is None else int(found[0])
        assert row is not None  # noqa: S101 - an INSERT has one
        return row


def digest_of(person: Person) -> bytes:
    """Return the 16 bytes that tell this description of a person from every other."""
    return hashlib.blake2b(msgspec.json.encode(msgspec.structs.astuple(person)), digest_size=16).digest()


def _remember(rows: dict[Key, int], key: Key, row: int, most: int) -> None:
    rows[key] = row
    if len(rows) > most:
        del rows[next(iter(rows))]
