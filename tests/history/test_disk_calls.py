"""A disk that takes long for every sync, or reports an error at one: made by strace, in a process that keeps events.

`FACEMON_SYNC_SECONDS=2` makes the slow one as slow as that.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from doors import rows

from facemon.history import keeping

if sys.platform != "linux":
    pytest.skip("strace", allow_module_level=True)

SYNC = float(os.environ.get("FACEMON_SYNC_SECONDS", "0.15"))

KEEPS = """
import json, sys, threading, time
from pathlib import Path
from facemon.event import Category, Event
from facemon.history.history import History

path, events, seconds, patience = Path(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3]), float(sys.argv[4])
problems, most = [], [0, 0]

def tell(state):
    most[0] = max(most[0], state.held)
    most[1] = max(most[1], state.pictures_given_up + state.given_up)
    if state.problem and state.problem not in problems:
        problems.append(state.problem)

history = History(path, on_state=tell, on_gaps=lambda gaps: None, retry=0.2, patience=patience)
history.start()
assert history.opened(60)
longest, pause, begun = 0.0, threading.Event(), time.monotonic()
for number in range(1, events + 1):
    pause.wait(begun + number * seconds / events - time.monotonic())
    happening = Event(
        uuid=str(number), device_id="gate", time_ms=number * 1000, received_ms=number * 1000, category=Category.STAFF,
        picture=bytes(20_000), picture_size=20_000,
    )
    before = time.monotonic()
    history.put(happening, number, raised=number % 10 == 0)
    longest = max(longest, time.monotonic() - before)
flushed = history.flush(60)
closed = history.close(60)
print(json.dumps([flushed, closed, longest, problems, *most]))
"""


def keeps(path: Path, fault: str, *, events: int, seconds: float, patience: float = 5.0) -> dict[str, Any]:
    """Keep events at a disk with a fault, and return what became of them."""
    given = [path, events, seconds, patience]
    program = [sys.executable, "-c", KEEPS, *map(str, given)]
    strace = ["strace", "-f", "-o", "/dev/null", "-e", "trace=fdatasync,fsync,flock,fcntl", "-e", f"inject={fault}"]
    try:
        ended = subprocess.run([*strace, *program], capture_output=True, text=True, timeout=120)
    except FileNotFoundError:
        pytest.skip("there is no strace here")
    if "ptrace" in ended.stderr:
        pytest.skip("no process can be traced here")
    assert ended.returncode == 0, ended.stderr
    names = ("flushed", "closed", "longest", "problems", "most_held", "given_up")
    return dict(zip(names, json.loads(ended.stdout), strict=True))


def test_a_disk_that_takes_long_for_every_sync_holds_up_nobody_and_loses_nothing(tmp_path: Path) -> None:
    path = tmp_path / "history.sqlite3"
    rate = 50 * 2 / SYNC  # as 50 a second at two seconds
    delay = f"fdatasync,fsync:delay_exit={round(SYNC * 1e6)}"
    found = keeps(path, delay, events=round(rate * SYNC * 8), seconds=SYNC * 8, patience=2.5 * SYNC)
    assert found["flushed"]
    assert found["closed"]
    assert found["longest"] < 0.5 * SYNC
    assert found["given_up"] == 0
    assert set(found["problems"]) <= {keeping.OPENING, keeping.SLOW}
    assert rows(path, "SELECT count(*), max(id), (SELECT count(*) FROM picture) FROM event") == [(800, 800, 800)]


@pytest.mark.parametrize("when", ["9", "10..12"])
def test_an_error_at_a_sync_is_told_and_what_the_disk_has_not_confirmed_is_written_once(
    tmp_path: Path, when: str
) -> None:
    path = tmp_path / "history.sqlite3"
    found = keeps(path, f"fdatasync:error=EIO:when={when}", events=200, seconds=1.0)
    assert found["problems"] == [keeping.DISK_ERROR]
    assert found["flushed"]
    assert rows(path, "SELECT count(*), max(id), (SELECT count(*) FROM picture) FROM event") == [(200, 200, 200)]
    assert rows(path, "PRAGMA integrity_check") == [("ok",)]


def test_a_file_system_without_locks_is_written_without_whatever_another_computer_has_left_in_place_of_one(
    tmp_path: Path,
) -> None:
    path = tmp_path / "history.sqlite3"
    path.with_name("history.sqlite3.lock").write_text("4711\nsome-other-computer\n81261041019008560\n")
    found = keeps(path, "flock:error=ENOSYS", events=20, seconds=0.1)
    assert found["flushed"]
    assert set(found["problems"]) <= {keeping.OPENING}
    assert rows(path, "SELECT count(*) FROM event") == [(20,)]
