"""Copies of a history that is being written to, and one put back."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
from datetime import date, timedelta
from pathlib import Path

import pytest
from doors import JPEG, Desk, event, rows

from facemon.history import backup
from facemon.history.backup import BackupError, back_up, backup_due, restore, run_backup
from facemon.history.database import open_for_writing
from facemon.history.stopping import Stopped

TODAY = date(2026, 11, 23)
posix_only = pytest.mark.skipif(sys.platform == "win32", reason="uses what only POSIX has")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    folder = tmp_path / "profile"
    folder.mkdir()
    return folder / "history.sqlite3"


@pytest.fixture
def target(tmp_path: Path) -> Path:
    folder = tmp_path / "copies"
    folder.mkdir()
    return folder / "copy.sqlite3"


def fill(path: Path, events: int, first: int = 1) -> None:
    with Desk(path) as desk:
        for number in range(first, first + events):
            desk.history.put(event(str(number), picture=JPEG * 1000), number, raised=False)
        assert desk.history.close(20)


def uuids(path: Path) -> list[str]:
    return [uuid for (uuid,) in rows(path, "SELECT uuid FROM event ORDER BY id")]


def names(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.iterdir())


def test_a_copy_has_all_that_the_history_has_in_one_file(path: Path, target: Path) -> None:
    fill(path, 50)
    back_up(path, target)
    assert names(target.parent) == [target.name]
    assert target.stat().st_mode & 0o077 == 0
    assert uuids(target) == uuids(path)
    assert rows(target, "SELECT * FROM picture ORDER BY 1") == rows(path, "SELECT * FROM picture ORDER BY 1")


def test_a_copy_has_what_is_in_the_log_alone(path: Path, target: Path) -> None:
    with Desk(path) as desk:
        desk.history.put(event("1"), 1, raised=False)
        assert desk.history.flush(10)
        back_up(path, target)
    assert uuids(target) == ["1"]


def test_a_copy_is_of_one_moment_and_comes_to_an_end_however_much_is_written_meanwhile(
    path: Path, target: Path
) -> None:
    fill(path, 1000)
    steps: list[tuple[int, int]] = []
    with Desk(path) as desk:
        number = 1000

        def write(done: int, of: int) -> None:
            nonlocal number
            steps.append((done, of))
            for _ in range(20):
                number += 1
                desk.history.put(event(str(number), picture=JPEG * 1000), number, raised=False)
            assert desk.history.flush(10)

        back_up(path, target, report=write, pause=0)
        assert desk.history.close(10)
    assert len(steps) > 3
    assert [done for done, _ in steps] == sorted(done for done, _ in steps)
    assert len({of for _, of in steps}) == 1
    assert uuids(target) == [str(n) for n in range(1, 1001)]
    assert uuids(path) == [str(n) for n in range(1, number + 1)]


def test_a_former_copy_is_replaced_only_by_a_whole_one(path: Path, target: Path) -> None:
    fill(path, 10)
    back_up(path, target)
    fill(path, 1000, first=11)
    with pytest.raises(Stopped):
        back_up(path, target, stopped=lambda: True)
    assert len(uuids(target)) == 10
    assert names(target.parent) == [target.name]
    back_up(path, target)
    assert len(uuids(target)) == 1010


def test_one_that_is_stopped_while_it_is_checked_leaves_nothing(path: Path, target: Path) -> None:
    fill(path, 300)
    copied = threading.Event()

    def copied_whole(done: int, of: int) -> None:
        if done == of:
            copied.set()

    asked = iter([False])  # at the last step
    with pytest.raises(Stopped):
        back_up(path, target, report=copied_whole, stopped=lambda: copied.is_set() and next(asked, True), pause=0)
    assert names(target.parent) == []


def test_a_damaged_history_is_not_copied_over_a_sound_copy(path: Path, target: Path) -> None:
    fill(path, 500)
    back_up(path, target)
    with path.open("r+b") as file:
        for page in range(10, 200, 7):
            file.seek(page * 8192)
            file.write(os.urandom(8192))
    with pytest.raises(BackupError, match="damaged"):
        back_up(path, target)
    assert len(uuids(target)) == 500
    assert names(target.parent) == [target.name]


def test_the_history_is_not_copied_onto_itself(path: Path) -> None:
    fill(path, 1)
    other = path.with_name("other")
    other.symlink_to(path)
    for same in (path, other):
        with pytest.raises(BackupError, match="the history itself"):
            back_up(path, same)
    assert uuids(path) == ["1"]


@pytest.mark.parametrize("end", ["-wal", "-shm"])
def test_the_history_is_not_copied_onto_what_belongs_to_it(path: Path, end: str) -> None:
    with contextlib.closing(open_for_writing(path)), pytest.raises(BackupError, match="the history itself"):
        back_up(path, path.with_name(path.name + end))


@pytest.mark.parametrize("where", ["no such folder/copy", "", "pipe"])
def test_what_cannot_be_written_is_told(path: Path, target: Path, where: str) -> None:
    fill(path, 1)
    os.mkfifo(target.parent / "pipe")
    with pytest.raises(BackupError, match="cannot be written"):
        back_up(path, target.parent / where)
    assert names(target.parent) == ["pipe"]


def test_a_missing_history_is_told(path: Path, target: Path) -> None:
    with pytest.raises(BackupError, match="There is no history"):
        back_up(path, target)
    assert not path.exists()


SMALL_DISK = """
import sys
from pathlib import Path
from facemon.history.backup import BackupError, back_up
try:
    back_up(Path(sys.argv[1]), Path(sys.argv[2]))
except BackupError as error:
    print(error, [file.name for file in Path(sys.argv[2]).parent.iterdir()])
"""


@posix_only
def test_a_full_disk_is_told_and_nothing_is_left_on_it(path: Path, tmp_path: Path) -> None:
    if shutil.which("unshare") is None:
        pytest.skip("mounting a small disk needs unshare")
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = f"mount -t tmpfs -o size=1m tmpfs '{disk}'"
    if subprocess.run(["unshare", "-rm", "sh", "-c", mount], capture_output=True, check=False).returncode:
        pytest.skip("this system does not let its users mount a disk")
    fill(path, 1000)
    done = subprocess.run(
        ["unshare", "-rm", "sh", "-c", f'{mount} && exec "$@"', "sh", sys.executable, "-c", SMALL_DISK,
         str(path), str(disk / "copy")], capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert "the disk is full" in done.stdout, done.stderr
    assert done.stdout.rstrip().endswith("[]")


def test_a_copy_put_back_is_the_history_and_the_former_one_is_kept(path: Path, target: Path) -> None:
    fill(path, 20)
    back_up(path, target)
    fill(path, 10, first=21)
    former = restore(target, path)
    assert former is not None
    assert len(uuids(path)) == 20
    assert len(uuids(former)) == 30
    fill(path, 5, first=21)
    assert len(uuids(path)) == 25
    assert len(uuids(target)) == 20


CRASHED = """
import os, signal, sys
from pathlib import Path
sys.path.insert(0, sys.argv[2])
from doors import Desk, event
with Desk(Path(sys.argv[1])) as desk:
    for number in range(101, 106):
        desk.history.put(event(str(number)), number, raised=False)
    assert desk.history.flush(10)
    os.kill(os.getpid(), signal.SIGKILL)
"""


@posix_only
def test_the_log_that_a_crash_has_left_does_not_get_into_what_is_put_back(path: Path, target: Path) -> None:
    fill(path, 20)
    back_up(path, target)
    done = subprocess.run([sys.executable, "-c", CRASHED, str(path), str(Path(__file__).parent)], check=False)
    assert done.returncode == -signal.SIGKILL
    assert path.with_name("history.sqlite3-wal").stat().st_size
    former = restore(target, path)
    assert former is not None
    assert len(uuids(path)) == 20
    assert len(uuids(former)) == 25
    with contextlib.closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_a_copy_is_put_into_a_new_profile(path: Path, target: Path) -> None:
    fill(path, 3)
    back_up(path, target)
    other = target.with_name("history.sqlite3")
    other.with_name("history.sqlite3-wal").write_bytes(b"the log of one that is gone")
    assert restore(target, other) is None
    assert not other.with_name("history.sqlite3-wal").exists()
    assert len(uuids(other)) == 3


def test_what_is_no_sound_history_is_not_put_in_its_place(path: Path, target: Path) -> None:
    fill(path, 500)
    before = path.read_bytes()

    def refused() -> str:
        with pytest.raises(BackupError) as caught:
            restore(target, path)
        return str(caught.value)

    assert "There is no history" in refused()
    target.write_bytes(b"no database at all" * 1000)
    assert "not a history" in refused()
    target.unlink()
    with contextlib.closing(sqlite3.connect(target)) as connection:
        connection.execute("CREATE TABLE t (x)")
    assert "not a history" in refused()
    target.unlink()
    back_up(path, target)
    with contextlib.closing(sqlite3.connect(target)) as connection:
        connection.execute("PRAGMA user_version = 99")
    assert "newer" in refused()
    target.write_bytes(before[: len(before) // 2])
    assert "malformed" in refused()
    assert path.read_bytes() == before
    assert not list(path.parent.glob(".*"))


def test_the_day_s_first_copy_is_due_and_seven_are_kept(path: Path, target: Path) -> None:
    fill(path, 1)
    folder = target.parent
    (folder / "facemon-other-2020-01-01.sqlite3").touch()
    (folder / "notes.txt").touch()
    for days in range(9):
        day = TODAY + timedelta(days)
        assert backup_due(folder, day)
        assert uuids(run_backup(path, folder, day)) == ["1"]
        assert not backup_due(folder, day)
    kept = [name for name in names(folder) if name not in ("facemon-other-2020-01-01.sqlite3", "notes.txt")]
    assert [name[-18:-8] for name in kept] == [(TODAY + timedelta(days)).isoformat() for days in range(2, 9)]
    assert len(names(folder)) == 9


def test_a_clock_that_was_wrong_once_does_not_cost_the_newest_copy(path: Path, target: Path) -> None:
    fill(path, 1)
    for days in range(400, 410):
        run_backup(path, target.parent, TODAY + timedelta(days))
    assert run_backup(path, target.parent, TODAY).exists()


def test_a_folder_that_is_not_there_is_not_made(path: Path, target: Path) -> None:
    fill(path, 1)
    folder = target.parent / "not mounted"
    assert backup_due(folder, TODAY)
    with pytest.raises(BackupError, match="not there"):
        run_backup(path, folder, TODAY)
    assert not folder.exists()


AS_NOBODY = """
import os, sys
from datetime import date
from pathlib import Path
from facemon.history.backup import BackupError, backup_due, run_backup
if os.geteuid() == 0:  # for whom permissions mean nothing
    os.setgid(65534)
    os.setuid(65534)
history, folder = map(Path, sys.argv[1:])
print(backup_due(folder, date(2026, 11, 23)))
try:
    run_backup(history, folder, date(2026, 11, 23))
except BackupError as error:
    print(error)
"""


@posix_only
def test_a_folder_without_permission_is_told() -> None:
    with tempfile.TemporaryDirectory() as name:  # which others can reach
        place = Path(name)
        place.chmod(0o755)
        fill(place / "history.sqlite3", 1)
        (place / "locked" / "copies").mkdir(parents=True)
        (place / "locked").chmod(0)
        command = [sys.executable, "-c", AS_NOBODY, str(place / "history.sqlite3"), str(place / "locked" / "copies")]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        (place / "locked").chmod(0o755)
    due, said = done.stdout.splitlines()
    assert due == "True"
    assert "cannot be written: Permission denied" in said, done.stderr


def test_former_copies_stay_when_a_new_one_fails(path: Path, target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(path, 1)
    for days in range(backup.KEPT):
        run_backup(path, target.parent, TODAY + timedelta(days))
    path.unlink()
    with pytest.raises(BackupError):
        run_backup(path, target.parent, TODAY + timedelta(30))
    assert len(names(target.parent)) == backup.KEPT
