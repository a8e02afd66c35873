"""What a kill -9 between alarm and acknowledgement leaves behind. `FACEMON_KILLS=500` kills so often."""

import os
import random
import subprocess
import sys
import threading
from contextlib import closing
from pathlib import Path

import pytest
from doors import NOW, Desk, rows

from facemon.history import opening
from facemon.history.alarm_rows import AT_ONCE
from facemon.history.database import open_for_reading

KILLS = int(os.environ.get("FACEMON_KILLS", "6"))

# Raises alarms, each of some events, acknowledges them, and takes some of that back. Prints the last alarm before, then
# the last of which all is said to be on the disk.
GUARD = """
import sys
from pathlib import Path
from facemon.alarm import Action, Alarm, AlarmState, Change, Deed, Priority
from facemon.event import Category, Event
from facemon.history.history import History

def alarm(id_, **fields):
    return Alarm(
        id=id_, rule="stranger", priority=Priority.LOW, device_id="gate", since_ms=id_, latest_ms=id_, count=EVENTS,
        **fields
    )

EVENTS = int(sys.argv[2])
history = History(Path(sys.argv[1]), on_state=lambda state: None, on_gaps=lambda gaps: None)
history.start()
assert history.opened(30)
last = history.opening.last_id // EVENTS
print(last, flush=True)
while True:
    last += 1
    for number in range(last * EVENTS, (last + 1) * EVENTS):
        happening = Event(
            uuid=str(number), device_id="gate", time_ms=number, received_ms=number, category=Category.STRANGER,
            picture=bytes(3_000), picture_size=3_000,
        )
        actions = (Action(last, number, Deed.RAISED),) if number == last * EVENTS else ()
        history.put(happening, number, raised=True, changes=(Change(alarm(last), actions, number),))
    closed = alarm(last, state=AlarmState.CLOSED, answered_ms=last, answered_by="Ann")
    history.alarm_changed([Change(closed, (Action(last, last, Deed.ACKNOWLEDGED, "Ann"),))])
    if last % 3 == 0:
        history.alarm_changed([Change(alarm(last), (Action(last, last, Deed.UNDONE, "Ann"),))])
    if last % 2:
        assert history.flush(30)
        print(last, flush=True)
"""


def kill_it(path: Path, events: int, chance: random.Random) -> range:
    """Let the guard work, and end it at some moment; return the alarms that were said to be on the disk."""
    process = subprocess.Popen([sys.executable, "-c", GUARD, path, str(events)], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    before = int(process.stdout.readline())
    on_disk = int(process.stdout.readline())
    timer = threading.Timer(chance.uniform(0, 0.3), process.kill)
    timer.start()
    for line in process.stdout:
        on_disk = int(line)
    process.communicate()
    timer.join()
    return range(before + 1, on_disk + 1)


def deeds(path: Path) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    for alarm, deed in rows(path, "SELECT alarm, deed FROM alarm_action ORDER BY id"):
        found.setdefault(alarm, []).append(deed)
    return found


def check(path: Path, on_disk: range, events: int) -> None:
    """An event and its alarm are both there or neither, and an alarm stands as was last said of it."""
    assert rows(path, "SELECT id FROM event WHERE NOT EXISTS (SELECT 1 FROM alarm_event WHERE event = id)") == []
    assert rows(path, "SELECT event FROM alarm_event WHERE event NOT IN (SELECT id FROM event)") == []
    assert rows(path, "SELECT event FROM alarm_event WHERE alarm NOT IN (SELECT id FROM alarm)") == []
    standing = dict(rows(path, "SELECT id, state FROM alarm"))
    said = deeds(path)
    assert said.keys() == standing.keys() >= set(on_disk)
    for alarm, state in standing.items():
        assert (state == "closed") == (said[alarm][-1] == "acknowledged")
        if alarm in on_disk:
            whole = ["raised", "acknowledged", "undone"] if alarm % 3 == 0 else ["raised", "acknowledged"]
            assert said[alarm] == whole
            assert rows(path, "SELECT count(*) FROM alarm_event WHERE alarm = ?", alarm) == [(events,)]
    assert rows(path, "PRAGMA integrity_check") == [("ok",)]


@pytest.mark.timeout(60 + 5 * KILLS)
@pytest.mark.parametrize("events", [1, AT_ONCE + AT_ONCE // 2])
def test_an_alarm_is_owed_or_answered_and_its_events_agree(tmp_path: Path, events: int) -> None:
    chance = random.Random(KILLS)
    for number in range(KILLS):
        path = tmp_path / f"history {number // 10}.sqlite3"
        check(path, kill_it(path, events, chance), events)
        with Desk(path) as desk:
            while desk.rows("SELECT 1 FROM alarm WHERE behind = 1"):
                assert desk.history.flush(10)
            disagree = (
                "SELECT count(*) FROM event JOIN alarm_event ON event = event.id JOIN alarm ON alarm.id = alarm"
                " WHERE (acknowledged_ms IS NULL) <> (state <> 'closed')"
            )
            assert desk.rows(disagree) == [(0,)]
        with closing(open_for_reading(path)) as connection:
            found = opening.read(connection, NOW)
        assert {alarm.id for alarm in found.alarms} == {
            alarm for alarm, said in deeds(path).items() if said[-1] != "acknowledged"
        }
        assert found.orphans == ()
