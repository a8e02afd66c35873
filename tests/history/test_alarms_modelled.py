"""Whatever is told of alarms, and however often the disk refuses it: in the end the history says what was told last."""

import sqlite3
from contextlib import closing

import msgspec
import pytest
from alarming import an_alarm
from doors import NOW, event
from hypothesis import given, settings
from hypothesis import strategies as st

from facemon.alarm import STRIP, Action, Alarm, AlarmState, Change, Deed
from facemon.history import opening
from facemon.history.database import schema
from facemon.history.held import Batch, Held
from facemon.history.keep import Rows
from facemon.history.note import Joined
from facemon.history.records import united

ALARMS = 2


@pytest.fixture(autouse=True)
def _small_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("facemon.history.alarm_rows.AT_ONCE", 2)
    monkeypatch.setattr("facemon.history.records.GROUP_RECORDS", 3)


class Told:
    """What a book would tell of a few alarms, and what of it is on the disk."""

    def __init__(self, connection: sqlite3.Connection, most_events: int) -> None:
        self.connection = connection
        self.held = Held(most_events=most_events)
        self.rows = Rows(connection)
        self.alarms: dict[int, Alarm] = {}
        self.actions: list[Action] = []
        self.alarm_of: dict[int, int] = {}  # event -> alarm
        self.clock = NOW
        self.last = 0

    def join(self, slot: int) -> None:
        """An event joins the alarm of a slot, a new one where it is not owed."""
        self.clock += 1
        self.last += 1
        owed = [alarm for alarm in self.alarms.values() if alarm.owed and alarm.id % ALARMS == slot]
        if owed:
            alarm = msgspec.structs.replace(owed[-1], latest_ms=self.clock, count=owed[-1].count + 1)
            actions: tuple[Action, ...] = ()
        else:
            id_ = slot + ALARMS * (1 + max((alarm.id // ALARMS for alarm in self.alarms.values()), default=0))
            alarm = an_alarm(id_, since_ms=self.clock, latest_ms=self.clock)
            actions = (Action(id_, self.clock, Deed.RAISED),)
        self.alarm_of[self.last] = alarm.id
        change = self._changed(alarm, *actions, number=self.last)
        happening = event(str(self.last), received_ms=self.clock)
        self.held.put(happening, self.last, raised=True, joined=(Joined.of(change),))

    def close(self, slot: int) -> None:
        """Somebody answers what is owed in a slot."""
        for alarm in self._of(slot, owed=True):
            closed = msgspec.structs.replace(
                alarm, state=AlarmState.CLOSED, answered_ms=self._tick(), answered_by="Ann", note=str(self.clock)
            )
            self._record(self._changed(closed, Action(alarm.id, self.clock, Deed.ACKNOWLEDGED, "Ann")))

    def split(self, slot: int) -> None:
        """The same, while the last two had not been seen."""
        for alarm in self._of(slot, owed=True):
            late = tuple(number for number, id_ in self.alarm_of.items() if id_ == alarm.id)[-2:]
            self.close(slot)
            id_ = slot + ALARMS * (1 + max(alarm.id // ALARMS for alarm in self.alarms.values()))
            self.alarm_of.update(dict.fromkeys(late, id_))
            new = an_alarm(id_, since_ms=self.clock, latest_ms=self.clock)
            self._record(self._changed(new, Action(id_, self.clock, Deed.SPLIT), moved=late))

    def undo(self, slot: int) -> None:
        """The last answer in a slot is taken back."""
        for alarm in self._of(slot, owed=False)[-1:]:
            if not self._of(slot, owed=True):
                again = msgspec.structs.replace(alarm, state=AlarmState.OPEN, answered_ms=None, answered_by="", note="")
                self._record(self._changed(again, Action(alarm.id, self._tick(), Deed.UNDONE, "Ann")))

    def annotate(self, slot: int) -> None:
        """Something is said of what was answered last."""
        for alarm in self._of(slot, owed=False)[-1:]:
            said = msgspec.structs.replace(alarm, note=f"later: {self._tick()}")
            self._record(self._changed(said, Action(alarm.id, self.clock, Deed.NOTED, "Ann")))

    def write(self, most: int) -> None:
        """The disk takes a batch."""
        self.held.settle(self._written(most))
        self.connection.execute("COMMIT")

    def refuse(self, most: int) -> None:
        """The disk does not."""
        batch = self._written(most)
        self.connection.execute("ROLLBACK")
        self.rows = Rows(self.connection)
        self.held.put_back(batch)

    def unite(self, _: int) -> None:
        """Memory is short."""
        self.held._records._records = united(self.held._records._records)

    def follow(self, _: int) -> None:
        """The writer has time for events that have still to follow."""
        if self.rows.alarms.behind:
            self.rows.alarms.follow(2)

    def _written(self, most: int) -> Batch:
        batch = self.held.take(most)
        self.connection.execute("BEGIN")
        self.rows.write(batch, ())
        return batch

    def _tick(self) -> int:
        self.clock += 1
        return self.clock

    def _of(self, slot: int, *, owed: bool) -> list[Alarm]:
        return [alarm for alarm in self.alarms.values() if alarm.owed is owed and alarm.id % ALARMS == slot]

    def _changed(
        self, alarm: Alarm, *actions: Action, number: int | None = None, moved: tuple[int, ...] = ()
    ) -> Change:
        self.alarms.pop(alarm.id, None)
        self.alarms[alarm.id] = alarm
        self.actions += actions
        return Change(alarm, actions, number, moved)

    def _record(self, change: Change) -> None:
        self.held.record(Joined.of(change))


verbs = st.sampled_from(["join"] * 6 + ["close", "split", "undo", "annotate", "write", "refuse", "unite", "follow"])


@given(st.lists(st.tuples(verbs, st.integers(0, ALARMS - 1)), max_size=80), st.integers(2, 40))
@settings(max_examples=300, deadline=None)
def test_in_the_end_the_history_says_what_was_told(told: list[tuple[str, int]], most_events: int) -> None:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        connection.executescript(schema())
        book = Told(connection, most_events)
        for verb, number in told:
            getattr(book, verb)(number)
        while book.held:
            book.write(5)
        while book.rows.alarms.behind:
            book.rows.alarms.follow(2)
        kept = {number for (number,) in connection.execute("SELECT id FROM event")}
        found = opening.read(connection, NOW)
        for alarm in (alarm for alarm in book.alarms.values() if alarm.owed):
            numbers = tuple(number for number, id_ in book.alarm_of.items() if id_ == alarm.id and number in kept)[
                -STRIP:
            ]
            (again,) = (again for again in found.alarms if again.id == alarm.id)
            assert msgspec.structs.replace(again, happening=None) == msgspec.structs.replace(alarm, numbers=numbers)
            assert (None if again.happening is None else again.happening.uuid) == (
                str(numbers[-1]) if numbers else None
            )
        assert len(found.alarms) == sum(alarm.owed for alarm in book.alarms.values())
        assert found.orphans == ()
        assert dict(connection.execute("SELECT event, alarm FROM alarm_event").fetchall()) == book.alarm_of
        answers = connection.execute("SELECT id, acknowledged_ms, acknowledged_by, note FROM event").fetchall()
        for number, *answer in answers:
            alarm = book.alarms[book.alarm_of[number]]
            said = [None] * 3 if alarm.owed else [alarm.answered_ms, alarm.answered_by, alarm.note]
            assert answer == said
        actions = connection.execute(
            "SELECT alarm, at_ms, deed, done_by, text FROM alarm_action ORDER BY id"
        ).fetchall()
        for id_ in book.alarms:
            assert [action for action in actions if action[0] == id_] == [
                msgspec.structs.astuple(action) for action in book.actions if action.alarm_id == id_
            ]
        assert len(actions) == len(book.actions)
