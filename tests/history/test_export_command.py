"""`facemon export`, `backup` and `restore`, run as others run them."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from doors import JPEG, MEI, NOW, Desk, event, rows

from facemon.event import Category, Happening, Person
from facemon.profile import Profile

needs_proc = pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="nothing tells how far a process is here")
SIGNALS = [signal.SIGTERM, signal.SIGINT]

Done = subprocess.CompletedProcess[str]
Run = Callable[..., Done]
Start = Callable[..., "subprocess.Popen[bytes]"]


@pytest.fixture
def profile(tmp_path: Path) -> Path:
    folder = tmp_path / "profile"
    folder.mkdir()
    return folder


@pytest.fixture
def run(profile: Path, tmp_path: Path) -> Run:
    """Runs a command on the profile, in another folder, by UTC."""

    def run(command: str, *arguments: str | Path) -> Done:
        return subprocess.run(
            [sys.executable, "-m", "facemon", command, "--profile", profile, *arguments],
            capture_output=True, text=True, check=False, timeout=60, cwd=tmp_path, env=os.environ | {"TZ": "UTC"},
        )  # fmt: skip

    return run


@pytest.fixture
def start(profile: Path) -> Iterator[Start]:
    """Starts a command on the profile; whatever is left of it is killed at the end."""
    processes: list[subprocess.Popen[bytes]] = []

    def start(command: str, *arguments: str | Path) -> subprocess.Popen[bytes]:
        process = subprocess.Popen(
            [sys.executable, "-m", "facemon", command, "--profile", profile, *arguments],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )  # fmt: skip
        processes.append(process)
        return process

    yield start
    for process in processes:
        process.kill()
        process.communicate()


def keep(profile: Path, *happenings: Happening) -> None:
    with Desk(profile / "history.sqlite3") as desk:
        for number, happening in enumerate(happenings, 1):
            desk.history.put(happening, number, raised=False)
        assert desk.history.close(30)


def many(count: int, picture: bytes = b"") -> list[Happening]:
    return [event(f"{n:08}", received_ms=NOW + n, picture=picture) for n in range(count)]


def uuids(lines: str) -> list[str]:
    return [json.loads(line)["uuid"] for line in lines.splitlines()]


def wait_for(meant: Callable[[], bool], process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 40
    while not meant():
        assert time.monotonic() < deadline, "waited in vain"
        assert process.poll() is None, f"it has ended: {process.returncode}"
        time.sleep(0.002)


def test_all_of_it_goes_to_standard_output_or_into_a_file(profile: Path, run: Run, tmp_path: Path) -> None:
    keep(profile, *many(3), event("last", received_ms=NOW + 9, person=MEI))
    done = run("export", "--format", "json", "-o", "-")
    assert (done.returncode, done.stderr) == (0, "")
    assert uuids(done.stdout) == ["00000000", "00000001", "00000002", "last"]
    done = run("export", "-o", "events.csv")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    text = (tmp_path / "events.csv").read_bytes()
    assert text.startswith(b"\xef\xbb\xbfuuid,")
    assert "陈梅".encode() in text


def test_what_is_asked_for_is_what_comes(profile: Path, run: Run) -> None:
    day = 86_400_000
    keep(
        profile,
        event("yesterday", received_ms=NOW - day),
        event("stranger", category=Category.STRANGER),
        event("mei", device_id="lobby", person=MEI),
        event("li", person=Person(name="Li")),
        event("tomorrow", received_ms=NOW + day),
    )

    def found(*arguments: str) -> list[str]:
        done = run("export", "--format", "json", "-o", "-", *arguments)
        assert (done.returncode, done.stderr) == (0, "")
        return uuids(done.stdout)

    assert found("--from", "2026-11-24") == ["tomorrow"]
    assert found("--to", "2026-11-23") == ["yesterday"]
    assert found("--from", "2026-11-23", "--to", "2026-11-24") == ["stranger", "mei", "li"]
    assert found("--from", "2026-11-23T13:32:07.000+01:00", "--to", "2026-11-23 12:32:07.001Z") == [
        "stranger",
        "mei",
        "li",
    ]
    assert found("--category", "stranger,Visitor") == ["stranger"]
    assert found("--device", "lobby") == ["mei"]
    assert found("--device", "gate, lobby", "--text", "陈") == ["mei"]


def test_pictures_go_into_their_folder(profile: Path, run: Run, tmp_path: Path) -> None:
    keep(profile, *many(2, JPEG))
    done = run("export", "--pictures", "out", "-o", "out/events.csv")
    assert (done.returncode, done.stderr) == (0, "")
    assert len(list((tmp_path / "out").glob("*.jpg"))) == 2
    assert (tmp_path / "out" / "events.csv").exists()


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["-o", "file", "--format", "pdf"],
        ["-o", "file", "--from", "yesterday"],
        ["-o", "file", "--to", "2026-13-01"],
        ["-o", "file", "--from", "0001-01-01T00:00+23:00"],
        ["-o", "file", "--category", "guest"],
        ["-o", "file", "--category", ""],
        ["-o", "file", "--device", ","],
    ],
)
def test_wrong_usage_ends_with_2(run: Run, arguments: list[str], tmp_path: Path) -> None:
    done = run("export", *arguments)
    assert done.returncode == 2
    assert "usage: facemon export" in done.stderr
    assert not (tmp_path / "file").exists()


def test_what_cannot_be_done_ends_with_1_and_a_sentence(profile: Path, run: Run, tmp_path: Path) -> None:
    def said(command: str, *arguments: str | Path) -> str:
        done = run(command, *arguments)
        assert (done.returncode, done.stdout) == (1, "")
        assert "Traceback" not in done.stderr
        return done.stderr

    assert "There is no history" in said("export", "-o", "file")
    assert "There is no history" in said("backup", "file")
    assert not list(profile.iterdir())
    assert "There is no history" in said("restore", "file")
    assert "There is no profile folder" in said("export", "--profile", tmp_path / "none", "-o", "file")
    assert "There is no profile folder" in said("backup", "--profile", tmp_path / "none", "file")
    assert not (tmp_path / "none").exists()
    keep(profile, event("a"))
    assert "no device with the id 'gat'. It has gate." in said("export", "--device", "gat", "-o", "file")
    assert "cannot be written" in said("export", "-o", "no/such/folder")
    assert "cannot be written" in said("backup", "no/such/folder")
    assert "the history itself" in said("backup", profile / "history.sqlite3")
    assert "not a history" in said("restore", __file__)
    assert not (tmp_path / "file").exists()


def test_a_history_in_use_is_exported_and_copied_but_not_replaced(profile: Path, run: Run, tmp_path: Path) -> None:
    with Profile(profile) as used, Desk(used.history_path) as desk:
        used.lock()
        desk.history.put(event("a"), 1, raised=False)
        assert desk.history.flush(10)
        assert uuids(run("export", "--format", "json", "-o", "-").stdout) == ["a"]
        done = run("backup", "copy")
        assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
        assert rows(tmp_path / "copy", "SELECT uuid FROM event") == [("a",)]
        desk.history.put(event("b"), 2, raised=False)
        assert desk.history.flush(10)
        done = run("restore", "copy")
        assert done.returncode == 3
        assert "in use" in done.stderr
        assert desk.rows("SELECT count(*) FROM event") == [(2,)]
    done = run("restore", "copy")
    assert (done.returncode, done.stderr) == (0, "")
    assert "history.replaced-" in done.stdout
    assert uuids(run("export", "--format", "json", "-o", "-").stdout) == ["a"]


CRASHED = """
import os, signal, sys
from pathlib import Path
sys.path.insert(0, sys.argv[2])
from doors import Desk, event
with Desk(Path(sys.argv[1])) as desk:
    desk.history.put(event("a"), 1, raised=False)
    assert desk.history.flush(10)
    os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="uses what only POSIX has")
@pytest.mark.parametrize("left", ["all", "no index"])
def test_what_a_crash_has_left_in_the_log_is_exported_and_copied(
    profile: Path, run: Run, tmp_path: Path, left: str
) -> None:
    history = profile / "history.sqlite3"
    done = subprocess.run([sys.executable, "-c", CRASHED, str(history), str(Path(__file__).parent)], check=False)
    assert done.returncode == -signal.SIGKILL
    assert history.with_name("history.sqlite3-wal").stat().st_size
    if left == "no index":
        history.with_name("history.sqlite3-shm").unlink()
    assert uuids(run("export", "--format", "json", "-o", "-").stdout) == ["a"]
    assert run("backup", "copy").returncode == 0
    assert rows(tmp_path / "copy", "SELECT uuid FROM event") == [("a",)]
    assert history.with_name("history.sqlite3-wal").stat().st_size


@pytest.mark.parametrize("number", SIGNALS)
@pytest.mark.parametrize("command", ["export", "backup"])
def test_a_signal_ends_it_with_0_and_leaves_nothing(
    profile: Path, start: Start, tmp_path: Path, number: signal.Signals, command: str
) -> None:
    keep(profile, *many(2000, JPEG * 2000))
    out = tmp_path / "out"
    out.mkdir()
    arguments = ["--pictures", out / "pictures", "-o", out / "file"] if command == "export" else [out / "file"]
    process = start(command, *arguments)
    wait_for(lambda: any(out.glob(".facemon-*")), process)
    process.send_signal(number)
    assert process.wait(20) == 0
    assert process.communicate() == (b"", b"")
    assert list(out.iterdir()) == []


@needs_proc
@pytest.mark.parametrize("number", SIGNALS)
def test_a_signal_ends_a_write_that_nobody_reads(profile: Path, start: Start, number: signal.Signals) -> None:
    keep(profile, *many(2000))
    process = start("export", "-o", "-")
    wait_for(lambda: "pipe" in Path(f"/proc/{process.pid}/wchan").read_text(), process)
    process.send_signal(number)
    assert process.wait(20) == 0
    assert process.communicate()[1] == b""


def test_a_reader_that_goes_away_is_told_in_a_sentence(profile: Path, start: Start) -> None:
    keep(profile, *many(2000))
    process = start("export", "-o", "-")
    assert process.stdout is not None
    assert process.stdout.readline().startswith(b"\xef\xbb\xbfuuid,")
    process.stdout.close()
    assert process.stderr is not None
    assert process.stderr.read() == b"Standard output cannot be written: Broken pipe. The export is not complete.\n"
    assert process.wait(20) == 1


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_a_full_disk_behind_standard_output_is_told_in_a_sentence(profile: Path) -> None:
    keep(profile, event("a"))
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "facemon", "export", "--profile", profile, "-o", "-"],
            stdout=full, stderr=subprocess.PIPE, check=False, timeout=60,
        )  # fmt: skip
    assert done.stderr == b"Standard output cannot be written: No space left on device. The export is not complete.\n"
    assert done.returncode == 1
