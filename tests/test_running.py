import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from facemon import running
from facemon.running import How, Running, unfinished_run

PROGRAM = "import faulthandler, pathlib, sys, facemon.running as r; run = r.Running(pathlib.Path(sys.argv[1])); "


def run(folder: Path, then: str) -> None:
    """Let a process run on this profile, and end as it is told."""
    subprocess.run([sys.executable, "-c", PROGRAM + then, folder], check=False, stderr=subprocess.DEVNULL)


def test_a_run_that_was_ended_leaves_nothing(tmp_path: Path) -> None:
    run(tmp_path, "run.end()")
    assert list(tmp_path.iterdir()) == []
    assert unfinished_run(tmp_path) is None


def test_a_crash_is_known_at_the_next_start_by_where_in_the_code_it_was(tmp_path: Path) -> None:
    run(tmp_path, "faulthandler._sigsegv()")
    begun = Running(tmp_path)
    found = begun.last_end
    assert found is not None
    assert found.how is How.CRASHED
    assert "Segmentation fault" in found.crash
    assert "most recent call first" in found.crash
    assert abs(found.ended_ms / 1000 - time.time()) < 60
    assert (tmp_path / "crash.1.log").read_text().strip() == found.crash
    begun.end()
    assert unfinished_run(tmp_path) is None


def test_an_error_that_ended_the_program_is_known_at_the_next_start(tmp_path: Path) -> None:
    run(tmp_path, "run.crashed(ValueError('of 张三')); sys.exit(1)")
    found = unfinished_run(tmp_path)
    assert found is not None
    assert found.how is How.CRASHED
    assert found.crash.startswith("ValueError")


def test_a_run_that_was_killed_is_no_crash(tmp_path: Path) -> None:
    run(tmp_path, "import os; os.kill(os.getpid(), 9)")
    found = unfinished_run(tmp_path)
    assert found is not None
    assert found.how is How.KILLED
    assert found.crash == ""


def test_a_computer_that_lost_its_power_is_not_blamed_on_the_program(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(tmp_path, "import os; os._exit(1)")
    monkeypatch.setattr(running, "_boot", lambda: "another")
    found = unfinished_run(tmp_path)
    assert found is not None
    assert found.how is How.SWITCHED_OFF


def test_it_was_alive_when_the_mark_was_last_renewed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "ALIVE", 0.01)
    begun = Running(tmp_path)
    os.utime(tmp_path / "running.json", (1, 1))
    end = time.monotonic() + 20
    while (tmp_path / "running.json").stat().st_mtime < 2:
        assert time.monotonic() < end
    begun.end()


def test_a_mark_that_a_power_cut_has_emptied_is_an_end_all_the_same(tmp_path: Path) -> None:
    (tmp_path / "running.json").write_bytes(b"\0" * 100)
    found = unfinished_run(tmp_path)
    assert found is not None
    assert found.how is How.SWITCHED_OFF


def test_a_folder_that_takes_nothing_keeps_nobody_from_running(tmp_path: Path) -> None:
    begun = Running(tmp_path / "not there")
    assert begun.last_end is None
    begun.end()
