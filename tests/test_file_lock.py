"""A file that one process has at a time."""

import subprocess
import sys
import threading
from pathlib import Path

import pytest

from facemon.file_lock import FileLock, TakenError

HOLDS = """
import sys
from pathlib import Path
from facemon.file_lock import FileLock
FileLock(Path(sys.argv[1])).acquire()
print("taken", flush=True)
sys.stdin.read()
"""


def test_another_lock_of_the_same_process_is_kept_out_until_it_is_given_back(tmp_path: Path) -> None:
    first, second = FileLock(tmp_path / "lock"), FileLock(tmp_path / "lock")
    first.acquire()
    with pytest.raises(TakenError):
        second.acquire()
    first.release()
    second.acquire()
    second.release()


def test_who_waits_gets_it_as_soon_as_it_is_given_back(tmp_path: Path) -> None:
    first, second = FileLock(tmp_path / "lock"), FileLock(tmp_path / "lock")
    first.acquire()
    threading.Timer(0.1, first.release).start()
    second.acquire(patience=60)
    second.release()


def test_a_process_that_is_killed_gives_it_back(tmp_path: Path) -> None:
    lock = FileLock(tmp_path / "lock")
    command = [sys.executable, "-c", HOLDS, str(tmp_path / "lock")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "taken\n"
        with pytest.raises(TakenError):
            lock.acquire()
        other.kill()
    lock.acquire(patience=60)
    lock.release()


@pytest.mark.skipif(sys.platform == "win32", reason="file modes")
def test_only_its_owner_can_read_the_file(tmp_path: Path) -> None:
    lock = FileLock(tmp_path / "lock")
    lock.acquire()
    lock.release()
    assert (tmp_path / "lock").stat().st_mode & 0o777 == 0o600


def test_giving_back_what_was_not_taken_does_nothing(tmp_path: Path) -> None:
    FileLock(tmp_path / "lock").release()
