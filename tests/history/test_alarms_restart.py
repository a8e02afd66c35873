"""What the book of alarms owes is what the history tells at the next start, whatever has happened and been done."""

from __future__ import annotations

import itertools
import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import closing

import msgspec
from hypothesis import example, given, settings
from hypothesis import strategies as st

from facemon.alarm import Change, Moment, Outcome
from facemon.alarms.book import Book
from facemon.event import AlarmStatus, Category, DeviceAlarm, Event, Happening, Person
from facemon.history import opening
from facemon.history.database import schema
from facemon.history.held import Held
from facemon.history.keep import Rows
from facemon.history.note import Joined
from facemon.settings import DEFAULT_ALARMS, AttentionSettings

START_MS = 1_795_600_000_000
RULES = {
    name: msgspec.structs.replace(rule, raise_=True, window=300, instruction="- a\n" * 5)
    for name, rule in DEFAULT_ALARMS.items()
}
PEOPLE = (None, Person(user_id="1", name="Ann"), Person(name="Ben"), Person(user_id="3", name="Cy"))


class Guard:
    """A desk with a book and a history, which take turns as they do in facemon."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        self.held = Held()
        self.rows = Rows(connection)
        self.ids = itertools.count(1)
        self.numbers = itertools.count(1)
        self.now = Moment(START_MS, 100.0)
        self.book = self._new_book()

    def _new_book(self) -> Book:
        return Book(
            lambda name: RULES[name],
            AttentionSettings,
            local=lambda ms: ((ms // 86_400_000 + 3) % 7, ms // 60_000 % 1440),
            new_id=lambda: next(self.ids),
        )

    def seen(self, kind: int, who: int) -> None:
        number = next(self.numbers)
        at_ms = self.now.wall_ms
        category = (Category.BLACKLIST, Category.STRANGER, Category.NONLIVE)[kind % 3]
        placed_ms = at_ms - 250_000 if kind == 4 else None
        self._happens(
            number,
            Event(
                uuid=str(number), device_id=f"gate {who % 2}", time_ms=at_ms, received_ms=at_ms, category=category,
                person=PEOPLE[who], placed_ms=placed_ms,
            ),
        )  # fmt: skip

    def tampered(self, kind: int, who: int) -> None:
        number = next(self.numbers)
        at_ms = self.now.wall_ms
        status = AlarmStatus.CLEARED if kind % 2 else AlarmStatus.RAISED
        code = (10001, 20003)[who % 2]
        self._happens(
            number,
            DeviceAlarm(
                uuid=str(number), device_id="gate 0", time_ms=at_ms, received_ms=at_ms, code=code, status=status
            ),
        )

    def wait(self, kind: int, _who: int) -> None:
        seconds = (0.5, 5, 61, 301, 1000)[kind]
        self.now = Moment(self.now.wall_ms + round(seconds * 1000), self.now.steady_s + seconds)
        self._tell(self.book.turn(self.now))

    def acknowledge(self, kind: int, who: int) -> None:
        for alarm in self.book.owed()[who : who + 1]:
            count = max(self.restored.get(alarm.id, 1), alarm.count - kind // 2)
            note = "seen to" if kind % 2 else ""
            self._tell(self.book.acknowledge(alarm.id, count, "Li", self.now, note=note, outcome=Outcome.FALSE))
            self.last = alarm.id

    last = 0
    restored: Mapping[int, int] = {}  # the counts at the last start: of no alarm less is ever seen in this run

    def undo(self, _kind: int, _who: int) -> None:
        try:
            self._tell(self.book.undo(self.last, "Li", self.now))
        except KeyError:
            return

    def look(self, kind: int, who: int) -> None:
        for alarm in self.book.owed()[who : who + 1]:
            self._tell(self.book.look(alarm.id, "Li", self.now))
            self._tell(self.book.tick(alarm.id, kind, "Li", self.now, on=True))
            self._tell(self.book.annotate(alarm.id, "Li", self.now, note=str(kind)))

    def offline(self, kind: int, _who: int) -> None:
        ms = self.now.wall_ms
        self._tell(self.book.condition("offline", "gate 1", on=kind % 2 == 0, since_ms=ms, now=self.now))

    def restart(self, _kind: int, _who: int) -> None:
        self.write()
        self.book = self._new_book()
        found = opening.read(self.connection, self.now.wall_ms)
        self.book.restore(found.alarms, found.shelves, found.watch_list, self.now)
        self.restored = {alarm.id: alarm.count for alarm in found.alarms}

    def write(self) -> None:
        while self.held:
            batch = self.held.take(3)
            self.rows.write(batch, ())
            self.held.settle(batch)

    def _happens(self, number: int, happening: Happening) -> None:
        changes = self.book.happened(happening, number, self.now)
        raised = any(change.number == number for change in changes)
        self.held.put(happening, number, raised=raised, joined=tuple(map(Joined.of, changes)))

    def _tell(self, changes: Iterable[Change]) -> None:
        for change in changes:
            self.held.record(Joined.of(change))


verbs = st.sampled_from(
    ["seen"] * 5 + ["tampered", "wait", "wait", "acknowledge", "acknowledge", "undo", "look", "offline", "restart"]
)


@example([("seen", 0, 0), ("seen", 0, 0), ("acknowledge", 2, 0), ("undo", 0, 0)])
@given(st.lists(st.tuples(verbs, st.integers(0, 4), st.integers(0, 3)), max_size=60))
@settings(max_examples=200, deadline=None)
def test_what_is_owed_is_the_same_after_a_restart(done: list[tuple[str, int, int]]) -> None:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        connection.executescript(schema())
        guard = Guard(connection)
        for verb, kind, who in done:
            getattr(guard, verb)(kind, who)
        guard.write()
        found = opening.read(connection, guard.now.wall_ms)
        assert sorted(found.alarms, key=lambda alarm: alarm.id) == sorted(guard.book.owed(), key=lambda alarm: alarm.id)
        assert found.orphans == ()
