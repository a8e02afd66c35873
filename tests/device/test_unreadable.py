"""Messages that nobody could read leave a bounded trace and never trouble."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from facemon.device.message import MessageError
from facemon.device.unreadable import UnreadableLog


def error(text: str) -> MessageError:
    return MessageError("The message is not JSON.", text.encode())


def test_each_message_is_one_line_with_time_device_reason_and_excerpt(tmp_path: Path) -> None:
    log = UnreadableLog(tmp_path / "logs" / "unreadable.log")
    log.add("north-gate", error('{"type":\r\n0,\x1b[31m\t\u2028broken'))
    log.add("south\ngate", error("second"))
    lines = (tmp_path / "logs" / "unreadable.log").read_text(encoding="utf-8").split("\n")
    assert len(lines) == 3
    time, device, reason, excerpt = lines[0].split("\t")
    assert time.endswith("+00:00")
    assert (device, reason) == ("north-gate", "The message is not JSON.")
    assert excerpt == '{"type": 0, [31m broken'
    assert lines[1].split("\t")[1:] == ["south gate", "The message is not JSON.", "second"]
    assert lines[2] == ""


def test_the_log_never_grows_beyond_its_bound(tmp_path: Path) -> None:
    path = tmp_path / "unreadable.log"
    log = UnreadableLog(path, max_bytes=2_000)
    for number in range(200):
        log.add("d", error(f"number {number}"))
        assert sum(file.stat().st_size for file in tmp_path.iterdir()) <= 4_000
    assert sorted(file.name for file in tmp_path.iterdir()) == ["unreadable.log", "unreadable.log.1"]
    newest = path.read_text().splitlines()
    older = (tmp_path / "unreadable.log.1").read_text().splitlines()
    numbers = [int(line.rsplit(" ", 1)[1]) for line in older + newest]
    assert numbers == list(range(numbers[0], 200))
    assert log.lost == 0


def test_a_log_that_cannot_be_written_counts_what_is_lost(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    log = UnreadableLog(tmp_path / "file" / "unreadable.log")
    log.add("d", error("x"))
    log.add("d", error("y"))
    assert log.lost == 2


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_full_disk_is_survived(tmp_path: Path) -> None:
    (tmp_path / "unreadable.log").symlink_to("/dev/full")
    log = UnreadableLog(tmp_path / "unreadable.log")
    log.add("d", error("x"))
    assert log.lost == 1


def test_a_log_that_was_deleted_comes_back(tmp_path: Path) -> None:
    path = tmp_path / "unreadable.log"
    log = UnreadableLog(path)
    log.add("d", error("x"))
    path.unlink()
    log.add("d", error("y"))
    assert path.read_text().endswith("y\n")


def test_without_a_path_nothing_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    log = UnreadableLog(None)
    log.add("d", error("x"))
    assert not list(tmp_path.iterdir())
    assert log.lost == 0


def test_devices_may_write_at_the_same_time(tmp_path: Path) -> None:
    log = UnreadableLog(tmp_path / "unreadable.log", max_bytes=1_000_000)

    def write(name: str) -> None:
        for _ in range(100):
            log.add(name, error("x" * 200))

    threads = [threading.Thread(target=write, args=(name,)) for name in ("a", "b", "c", "d")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    lines = (tmp_path / "unreadable.log").read_text().splitlines()
    assert len(lines) == 400
    assert {line.split("\t", 1)[1] for line in lines} == {
        f"{name}\tThe message is not JSON.\t<200 characters>" for name in ("a", "b", "c", "d")
    }
