"""A file that takes its place whole or not at all."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from facemon.whole_file import WholeFile

posix_only = pytest.mark.skipif(sys.platform == "win32", reason="uses what only POSIX has")


def names(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.iterdir())


def test_until_it_is_kept_the_former_file_stays(tmp_path: Path) -> None:
    target = tmp_path / "file"
    target.write_bytes(b"old")
    with WholeFile(target) as file:
        file.stream.write(b"new")
        file.settle()
        assert target.read_bytes() == b"old"
        file.keep()
    assert target.read_bytes() == b"new"
    assert names(tmp_path) == ["file"]


def test_one_that_is_not_kept_leaves_nothing(tmp_path: Path) -> None:
    with WholeFile(tmp_path / "file") as file:
        file.stream.write(b"new")
    assert names(tmp_path) == []


@posix_only
def test_it_is_as_readable_as_other_files_unless_it_is_private(tmp_path: Path) -> None:
    former = os.umask(0o022)
    try:
        for private, mode in ((False, 0o644), (True, 0o600)):
            with WholeFile(tmp_path / "file", private=private) as file:
                assert stat.S_IMODE(file.path.stat().st_mode) == mode
                file.keep()
            assert stat.S_IMODE((tmp_path / "file").stat().st_mode) == mode
    finally:
        os.umask(former)


@posix_only
def test_a_link_stays_one(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "elsewhere" / "file")
    with WholeFile(tmp_path / "link") as file:
        file.stream.write(b"new")
        file.keep()
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "elsewhere" / "file").read_bytes() == b"new"
    assert names(tmp_path / "elsewhere") == ["file"]


@posix_only
def test_a_pipe_is_written_to_and_stays_one(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with subprocess.Popen(["cat", pipe], stdout=subprocess.PIPE) as reading:
        with WholeFile(pipe) as file:
            file.stream.write(b"new")
            file.keep()
        assert reading.communicate()[0] == b"new"
    assert pipe.is_fifo()


def test_a_folder_that_is_not_there_is_an_error_and_a_folder_in_its_place_too(tmp_path: Path) -> None:
    for target in (tmp_path / "none" / "file", tmp_path):
        with pytest.raises(OSError, match=r"No such file|directory|denied"):
            WholeFile(target)
    assert names(tmp_path) == []
