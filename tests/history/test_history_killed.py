"""What a kill -9 leaves behind. `FACEMON_KILLS=500` kills so often instead of a few times."""

import os
import random
import subprocess
import sys
import threading
from contextlib import closing
from pathlib import Path

import pytest
from doors import event, rows, tally_is_true

from facemon.history.database import open_for_reading, open_for_writing
from facemon.history.keep import Rows

KILLS = int(os.environ.get("FACEMON_KILLS", "6"))

# Puts events as fast as they come, and prints the number up to which all are said to be on the disk.
WRITER = """
import sys
from pathlib import Path
from facemon.event import Category, Event, Person
from facemon.history.history import History

history = History(Path(sys.argv[1]), on_state=lambda state: None, on_gaps=lambda gaps: None)
history.start()
assert history.opened(30)
number = history.opening.last_id
while True:
    for _ in range(30):
        number += 1
        person = Person(name=f"Person {number % 50}", user_id=str(number % 50))
        history.put(
            Event(
                uuid=str(number), device_id=f"gate {number % 3}", time_ms=number * 1000, received_ms=number * 1000,
                category=Category.STAFF, person=person, picture=bytes(30_000), picture_size=30_000, raw="{}",
            ),
            number, raised=number % 10 == 0,
        )
    assert history.flush(30)
    print(number, flush=True)
"""

MIGRATE = """
import sys
from pathlib import Path
from facemon.history.database import open_for_writing
print("begun", flush=True)
open_for_writing(Path(sys.argv[1]), {3: sys.argv[2]}).close()
"""
STEP = """
ALTER TABLE event ADD COLUMN mood TEXT;
UPDATE event SET mood = 'calm';
CREATE INDEX event_by_mood ON event (mood);
"""


def is_sound(path: Path) -> bool:
    with closing(open_for_reading(path)) as connection:
        return (
            connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            and not connection.execute("PRAGMA foreign_key_check").fetchall()
            and tally_is_true(connection)
        )


@pytest.mark.timeout(60 + 5 * KILLS)
def test_nothing_that_was_said_to_be_on_the_disk_is_lost(tmp_path: Path) -> None:
    chance = random.Random(KILLS)
    for number in range(KILLS):
        path = tmp_path / f"history {number // 10}.sqlite3"  # looking through a long one takes its time
        process = subprocess.Popen([sys.executable, "-c", WRITER, path], stdout=subprocess.PIPE, text=True)
        assert process.stdout is not None
        on_disk = int(process.stdout.readline())
        timer = threading.Timer(chance.uniform(0, 0.5), process.kill)
        timer.start()
        for line in process.stdout:
            on_disk = int(line)
        process.communicate()
        timer.join()
        found = {int(uuid) for (uuid,) in rows(path, "SELECT uuid FROM event")}
        assert set(range(1, on_disk + 1)) <= found
        assert found == set(range(1, len(found) + 1))
        assert rows(path, "SELECT count(*) FROM picture") == rows(path, "SELECT count(*) FROM event")
        assert is_sound(path)
        if number % 10 == 9:
            path.unlink()


@pytest.mark.timeout(60 + 5 * KILLS)
def test_a_history_is_of_the_one_version_or_of_the_other(tmp_path: Path) -> None:
    path = tmp_path / "history.sqlite3"
    with closing(open_for_writing(path)) as connection:
        kept = Rows(connection)
        connection.execute("BEGIN")
        for number in range(20_000):
            kept.keep(event(str(number)), number, raised=False)
        connection.execute("COMMIT")
    original = path.read_bytes()
    chance = random.Random(KILLS)
    versions = set()
    for _ in range(KILLS):
        path.write_bytes(original)
        path.with_name("history.sqlite3-wal").unlink(missing_ok=True)
        process = subprocess.Popen([sys.executable, "-c", MIGRATE, path, STEP], stdout=subprocess.PIPE, text=True)
        assert process.stdout is not None
        assert process.stdout.readline() == "begun\n"
        timer = threading.Timer(chance.uniform(0, 0.4), process.kill)
        timer.start()
        process.communicate()
        timer.cancel()
        timer.join()
        ((version,),) = rows(path, "PRAGMA user_version")
        columns = [name for (name,) in rows(path, "SELECT name FROM pragma_table_info('event')")]
        assert ("mood" in columns) == (version == 3)
        assert rows(path, "SELECT count(*) FROM event") == [(20_000,)]
        assert is_sound(path)
        with closing(open_for_writing(path, {3: STEP})) as connection:
            assert connection.execute("SELECT DISTINCT mood FROM event").fetchall() == [("calm",)]
        versions.add(version)
    assert 2 in versions
