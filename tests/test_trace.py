import json
import logging
import os
import subprocess
import sys
from pathlib import Path

import pytest

from facemon import trace as trace_module
from facemon.trace import Trace


def lines(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def line(**times: int | None) -> dict[str, object]:
    never = {"stored": None, "shown": None, "alarmed": None, "sounded": None}
    return {"uuid": "u-1", "received": 10, "decoded": 20, **never, **times}


def test_an_event_has_one_line_with_its_times(tmp_path: Path) -> None:
    trace = Trace(tmp_path / "trace")
    trace.arrived(1, "u-1", 10, 20)
    trace.shown([1], 30)
    trace.shown([1], 40)
    trace.stored([1], 50)
    trace.close()
    assert lines(tmp_path / "trace") == [line(stored=50, shown=30)]


def test_an_event_may_be_on_the_disk_before_the_window_has_it(tmp_path: Path) -> None:
    trace = Trace(tmp_path / "trace")
    trace.stored([1, 2], 15)
    trace.arrived(1, "u-1", 10, 20)
    trace.shown([1], 30)
    trace.close()
    assert lines(tmp_path / "trace") == [line(stored=15, shown=30)]


def test_an_event_that_was_never_in_sight_is_written_at_the_end(tmp_path: Path) -> None:
    trace = Trace(tmp_path / "trace")
    trace.arrived(1, "u-1", 10, 20)
    trace.close()
    assert lines(tmp_path / "trace") == [line(stored=None, shown=None)]


def test_an_alarm_s_line_waits_until_it_has_been_seen_and_heard(tmp_path: Path) -> None:
    trace = Trace(tmp_path / "trace")
    trace.arrived(1, "u-1", 10, 20, raised=True)
    trace.stored([1], 30)
    trace.shown([1], 40)
    trace.sounded([1, 2], 50)
    trace.sounded([1], 60)
    trace.alarmed([1], 70)
    trace.close()
    assert lines(tmp_path / "trace") == [line(stored=30, shown=40, sounded=50, alarmed=70)]


def test_what_waits_to_be_shown_is_bounded_and_still_written_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(trace_module, "PENDING", 10)
    trace = Trace(tmp_path / "trace")
    for number in range(100):
        trace.arrived(number, f"u-{number}", 0, 0)
    trace.shown(list(range(100)), 1)
    trace.stored(list(range(100)), 2)
    trace.close()
    written = lines(tmp_path / "trace")
    assert sorted(str(line["uuid"]) for line in written) == sorted(f"u-{number}" for number in range(100))
    assert sum(line["shown"] == 1 for line in written) == 10


def test_its_end_is_written_even_where_the_time_to_end_is_used_up(tmp_path: Path) -> None:
    trace = Trace(tmp_path / "trace")
    for number in range(2_000):
        trace.arrived(number, f"u-{number}", 10, 20)
    assert trace.close(0)
    assert len(lines(tmp_path / "trace")) == 2_000


def test_a_file_that_cannot_be_opened_is_an_error_at_once(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="No such file"):
        Trace(tmp_path / "no such folder" / "trace")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no disk that is always full")
def test_on_a_full_disk_the_trace_ends_and_the_log_says_so(caplog: pytest.LogCaptureFixture) -> None:
    trace = Trace(Path("/dev/full"))
    trace.arrived(1, "u-1", 10, 20)
    trace.shown([1], 30)
    with caplog.at_level(logging.ERROR, "facemon.trace"):
        for number in range(2, 2_000):
            trace.arrived(number, f"u-{number}", 10, 20)
            trace.shown([number], 30)
        trace.close()
    assert [record.getMessage() for record in caplog.records] == [
        "the trace ends here: [Errno 28] No space left on device"
    ]
    assert trace._lines.empty()


HANGS = """
import sys
from pathlib import Path
from facemon.trace import Trace
trace = Trace(Path(sys.argv[1]))
for number in range(20_000):
    trace.arrived(number, f"u-{number}", 10, 20)
print(trace.close(0.1))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="this system has no pipes with names")
def test_a_disk_that_hangs_does_not_keep_the_program_from_ending(tmp_path: Path) -> None:
    path = tmp_path / "trace"
    os.mkfifo(path)
    end = os.open(path, os.O_RDONLY | os.O_NONBLOCK)  # nobody reads from it: it takes a pipe's worth and no more
    try:
        done = subprocess.run(
            [sys.executable, "-c", HANGS, str(path)], capture_output=True, text=True, timeout=60, check=False
        )
    finally:
        os.close(end)
    assert (done.returncode, done.stdout) == (0, "False\n")
