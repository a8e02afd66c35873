"""Alarms and what belongs to them, written into rows. For the thread that writes, within its transactions."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping

import msgspec

from facemon.alarm import Alarm, AlarmState
from facemon.history.note import DoorOrdered, HandedOver, Joined, Listed, OnDuty, Record, Shelved, Unlisted, Unshelved

AT_ONCE = 100  # events that one transaction lets follow their alarm: in the worst case each is on a page of its own

Answer = tuple[int | None, str | None, str | None]  # what an event says: when, by whom, note

_FORMER = "SELECT state, answered_ms, answered_by, note, latest_ms, erased FROM alarm WHERE id = ?"
_KEEP = """
INSERT INTO alarm (id, rule, priority, device_id, subject, since_ms, latest_ms, count, reason, state, over_ms,
    quiet_until_ms, owner, missed, escalated, ticked, answered_ms, answered_by, outcome, note, behind, erased)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0)
ON CONFLICT (id) DO UPDATE SET rule = excluded.rule, priority = excluded.priority, device_id = excluded.device_id,
    subject = excluded.subject, since_ms = excluded.since_ms, latest_ms = excluded.latest_ms, count = excluded.count,
    reason = excluded.reason, state = excluded.state, over_ms = excluded.over_ms,
    quiet_until_ms = excluded.quiet_until_ms, owner = excluded.owner, missed = excluded.missed,
    escalated = excluded.escalated, ticked = excluded.ticked, answered_ms = excluded.answered_ms,
    answered_by = excluded.answered_by, outcome = excluded.outcome, note = excluded.note, erased = 0
"""
_ACT = "INSERT INTO alarm_action (alarm, at_ms, deed, done_by, text) VALUES (?, ?, ?, ?, ?)"
# Where an event has been moved to another alarm, what says late that it joined the first one is no news.
_JOIN = """
INSERT INTO alarm_event (event, alarm) VALUES (?, ?) ON CONFLICT DO UPDATE SET alarm = excluded.alarm
WHERE NOT EXISTS (SELECT 1 FROM alarm WHERE id = alarm_event.alarm)
"""
_MOVE = "INSERT INTO alarm_event (event, alarm) VALUES (?, ?) ON CONFLICT DO UPDATE SET alarm = excluded.alarm"
_RAISE = "UPDATE event SET raised = 1 WHERE id = ? AND raised = 0"
_SAY = """
UPDATE event SET acknowledged_ms = ?1, acknowledged_by = ?2, note = ?3
WHERE id IN (SELECT value FROM json_each(?4)) AND (acknowledged_ms, acknowledged_by, note) IS NOT (?1, ?2, ?3)
"""
_FOLLOWING = "SELECT event FROM alarm_event WHERE alarm = ? AND event > ? ORDER BY event LIMIT ?"
_ALARM_OF = """
SELECT state, answered_ms, answered_by, note, latest_ms FROM alarm_event JOIN alarm ON alarm.id = alarm WHERE event = ?
"""
_LEAST = -(2**63)


class AlarmRows:
    """Writes what is told of alarms, and lets their events say whether they are answered.

    An alarm may have thousands of events. It is closed at once; those that one transaction has no time for follow by
    `follow`, after a kill at the next start.

    Args:
        connection: the one that writes.
        moved: arrival number -> id of the events that have another one.
    """

    def __init__(self, connection: sqlite3.Connection, moved: Mapping[int, int]) -> None:
        self._connection = connection
        self._moved = moved
        self._behind: dict[int, int] = {}  # alarm -> the last of its events that has followed
        self.look()
        self._left = AT_ONCE  # so many events may follow in this transaction

    @property
    def behind(self) -> bool:
        """Whether there are events that have still to follow their alarms."""
        return bool(self._behind)

    def look(self) -> None:
        """Look which alarms have events that have still to follow: others may have written to them."""
        rows = self._connection.execute("SELECT id FROM alarm WHERE behind = 1").fetchall()
        self._behind = {alarm: self._behind.get(alarm, _LEAST) for (alarm,) in rows}

    def begin(self) -> None:
        """A transaction begins."""
        self._left = AT_ONCE

    def keep(self, record: Record) -> None:
        """Write what has been said."""
        execute = self._connection.execute
        if isinstance(record, Joined):
            self._join(record)
        elif isinstance(record, Shelved):
            shelf = record.shelf
            self.keep(Unshelved(shelf.device_id, shelf.rule, shelf.from_ms))  # one that was shelved longer or anew
            execute(
                "INSERT INTO shelf (device_id, rule, from_ms, until_ms, shelved_by, reason) VALUES (?, ?, ?, ?, ?, ?)",
                _written(shelf.device_id, shelf.rule, shelf.from_ms, shelf.until_ms, shelf.by, shelf.reason),
            )
        elif isinstance(record, Unshelved):
            execute(
                "UPDATE shelf SET ended_ms = ?1 WHERE device_id = ?2 AND rule = ?3 AND ended_ms IS NULL"
                " AND until_ms > ?1",
                (record.at_ms, record.device_id, record.rule),
            )
        elif isinstance(record, Listed):
            watched = record.watched
            execute(
                "INSERT OR REPLACE INTO watch (id, user_id, name, reason, from_ms, until_ms, watched_by)"
                " VALUES (?, ?, ?, ?, ?, ?, ?)",
                _written(*msgspec.structs.astuple(watched)),
            )
        elif isinstance(record, Unlisted):
            execute(
                "UPDATE watch SET ended_ms = ?, ended_by = ? WHERE id = ? AND ended_ms IS NULL",
                _written(record.at_ms, record.by, record.id),
            )
        elif isinstance(record, OnDuty):
            execute("INSERT INTO duty (at_ms, operator) VALUES (?, ?)", _written(record.at_ms, record.operator))
        elif isinstance(record, DoorOrdered):
            order = record.order
            execute(
                "INSERT OR REPLACE INTO door_order (id, at_ms, device_id, ordered_by, reason, outcome, detail)"
                " VALUES (?, ?, ?, ?, ?, ?, ?)",
                _written(
                    order.id, order.at_ms, order.device_id, order.by, order.reason, order.outcome.value, order.detail
                ),
            )
        else:
            assert isinstance(record, HandedOver)  # noqa: S101 - there is no other
            execute(
                "INSERT INTO handover (at_ms, written_by, text) VALUES (?, ?, ?)",
                _written(record.at_ms, record.by, record.text),
            )

    def settle(self, row: int) -> None:
        """Let an event that comes late, as from the device's records, say what its alarm says, if it has one."""
        alarm = self._connection.execute(_ALARM_OF, (row,)).fetchone()
        if alarm is not None:
            self._connection.execute(_RAISE, (row,))
            self._say([row], _answer(*alarm))

    def follow(self, most: int = AT_ONCE) -> None:
        """Let so many more events say what their alarm says, those of one alarm at a time."""
        alarm, after = next(iter(self._behind.items()))
        self._follow(alarm, after, most)

    def _join(self, joined: Joined) -> None:
        alarm = joined.alarm
        former = self._connection.execute(_FORMER, (alarm.id,)).fetchone()
        if former is not None and former[-1] and not joined.numbers:
            return  # who tells of it has not heard yet that the person is erased; seen again, the person is kept again
        self._connection.execute(_KEEP, _row(alarm))
        actions = [_written(act.alarm_id, act.at_ms, act.deed, act.by, act.text) for act in joined.actions]
        self._connection.executemany(_ACT, actions)
        answer = _answer(alarm.state, alarm.answered_ms, alarm.answered_by, alarm.note, alarm.latest_ms)
        self._add(_JOIN, alarm.id, joined.numbers, None if alarm.owed else answer)
        self._add(_MOVE, alarm.id, joined.moved, answer)
        if former is not None and _answer(*former[:-1]) != answer:
            self._left -= self._follow(alarm.id, _LEAST, self._left)

    def _add(self, statement: str, alarm: int, numbers: tuple[int, ...], answer: Answer | None) -> None:
        if not numbers:
            return
        rows = [self._moved.get(number, number) for number in numbers]
        self._connection.executemany(statement, [(row, alarm) for row in rows])
        self._connection.executemany(_RAISE, [(row,) for row in rows])
        if answer is not None:
            self._say(rows, answer)

    def _follow(self, alarm: int, after: int, most: int) -> int:
        """Let the next of an alarm's events say what it says, and note whether there are more; return how many."""
        (row,) = self._connection.execute(_FORMER, (alarm,)).fetchall() or (None,)
        events = [event for (event,) in self._connection.execute(_FOLLOWING, (alarm, after, most)).fetchall()]
        if row is not None:
            self._say(events, _answer(*row[:-1]))
        over = row is None or len(events) < most
        if over:
            self._behind.pop(alarm, None)
        else:
            self._behind[alarm] = events[-1] if events else after
        self._connection.execute("UPDATE alarm SET behind = ?1 WHERE id = ?2 AND behind <> ?1", (not over, alarm))
        return len(events)

    def _say(self, rows: Iterable[int], answer: Answer) -> None:
        self._connection.execute(_SAY, (*_written(*answer), json.dumps(list(rows))))


def _answer(state: str, answered_ms: int | None, answered_by: str, note: str, latest_ms: int) -> Answer:
    """Return what the events of an alarm say that stands like this."""
    if state != AlarmState.CLOSED:
        return None, None, None
    return latest_ms if answered_ms is None else answered_ms, answered_by, note


def _row(alarm: Alarm) -> tuple[object, ...]:
    return _written(
        alarm.id, alarm.rule, alarm.priority.value, alarm.device_id, alarm.subject, alarm.since_ms, alarm.latest_ms,
        alarm.count, alarm.reason, alarm.state, alarm.over_ms, alarm.quiet_until_ms, alarm.owner, alarm.missed,
        alarm.escalated, " ".join(map(str, alarm.ticked)), alarm.answered_ms, alarm.answered_by, alarm.outcome,
        alarm.note,
    )  # fmt: skip


def _written(*values: object) -> tuple[object, ...]:
    """Return values as they can be written: for a character that is none, nobody's word is lost."""
    return tuple(
        str(value).encode("utf-8", "replace").decode() if isinstance(value, str) else value for value in values
    )
