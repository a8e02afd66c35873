"""What alarms cost the history: by ratio, since machines differ."""

import itertools
import sqlite3
import statistics
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from alarming import an_alarm, closed
from doors import MEI, NOW, Desk, event

from facemon.alarm import Change
from facemon.history import owed
from facemon.history.alarm_rows import AT_ONCE
from facemon.history.database import open_for_writing
from facemon.history.keep import Rows
from facemon.history.note import Joined


def fill(path: Path, sizes: dict[int, int], *, others: int) -> None:
    """Write alarms with so many events each, and after each of these so many that nobody has to answer."""
    with closing(open_for_writing(path)) as connection:
        rows = Rows(connection)
        connection.execute("BEGIN")
        number = 0
        for alarm, events in sizes.items():
            for count in range(1, events + 1):
                for other in range(others + 1):
                    number += 1
                    rows.keep(event(str(number), received_ms=NOW + number, person=MEI), number, raised=not other)
                    if not other:
                        rows.alarms.keep(Joined.of(Change(an_alarm(alarm, count=count), number=number)))
        connection.execute("COMMIT")


def seconds(do: Callable[[], object]) -> float:
    begun = time.perf_counter()
    do()
    return time.perf_counter() - begun


def test_ten_times_as_many_owed_alarms_take_about_ten_times_as_long_to_read(tmp_path: Path) -> None:
    took = []
    for alarms in (50, 500):
        path = tmp_path / f"{alarms}.sqlite3"
        fill(path, dict.fromkeys(range(1, alarms + 1), 12), others=1)
        with closing(open_for_writing(path)) as connection:
            assert len(owed.read(connection, NOW).alarms) == alarms
            took.append(min(seconds(lambda: owed.read(connection, NOW)) for _ in range(5)))
    assert took[1] < 30 * took[0]


def test_closing_an_alarm_of_thousands_takes_no_longer_than_closing_one_of_a_hundred(tmp_path: Path) -> None:
    path = tmp_path / "history.sqlite3"
    large, small = range(1, 4), range(4, 14)
    fill(path, dict.fromkeys(large, 6_000) | dict.fromkeys(small, AT_ONCE - 1), others=3)
    with Desk(path) as desk:

        def close(alarm: int) -> float:
            def done() -> None:
                desk.history.alarm_changed([closed(alarm)])
                assert desk.history.flush(10)

            took = seconds(done)
            while desk.rows("SELECT 1 FROM alarm WHERE behind = 1"):
                assert desk.history.flush(10)
            return took

        usual = statistics.median(close(alarm) for alarm in small)
        assert min(close(alarm) for alarm in large) < 5 * usual
        assert desk.rows("SELECT 1 FROM event WHERE raised = 1 AND acknowledged_ms IS NULL") == []


def test_no_transaction_changes_more_than_a_hundred_events_however_many_alarms_are_closed(tmp_path: Path) -> None:
    path = tmp_path / "history.sqlite3"
    fill(path, {1: 1_000, 2: 1_000, 3: 50}, others=0)
    with closing(open_for_writing(path)) as connection:
        rows = Rows(connection)
        changed = []
        connection.execute("BEGIN")
        rows.alarms.begin()
        for alarm in (1, 2, 3):
            rows.alarms.keep(Joined.of(closed(alarm)))
        changed.append(answered(connection))
        connection.execute("COMMIT")
        while rows.alarms.behind:
            rows.alarms.follow()
            changed.append(answered(connection))
    assert max(after - before for before, after in itertools.pairwise([0, *changed])) == AT_ONCE
    assert changed[-1] == 2_050


def answered(connection: sqlite3.Connection) -> int:
    (events,) = connection.execute("SELECT count(*) FROM event WHERE acknowledged_ms IS NOT NULL").fetchone()
    return int(events)
