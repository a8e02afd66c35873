"""A folder of pictures: there with all of them, or as it was before."""

from __future__ import annotations

from pathlib import Path

import pytest

from facemon.history.export_folder import PictureFolder


def contents(folder: Path) -> dict[str, bytes]:
    return {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def test_a_new_folder_appears_with_all_that_is_in_it(tmp_path: Path) -> None:
    with PictureFolder(tmp_path / "new") as folder:
        assert folder.add("a.jpg", b"1") == "a.jpg"
        assert folder.add("a.jpg", b"2") == "a_2.jpg"
        assert folder.add("a.jpg", b"3") == "a_3.jpg"
        assert not (tmp_path / "new").exists()
        folder.keep()
    assert contents(tmp_path) == {"new/a.jpg": b"1", "new/a_2.jpg": b"2", "new/a_3.jpg": b"3"}


def test_a_new_folder_that_is_not_kept_leaves_nothing(tmp_path: Path) -> None:
    with PictureFolder(tmp_path / "new") as folder:
        folder.add("a.jpg", b"1")
    assert list(tmp_path.iterdir()) == []


def test_what_is_in_a_folder_already_stays_and_what_is_the_same_is_not_doubled(tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(b"1")
    (tmp_path / "b.jpg").write_bytes(b"other")
    with PictureFolder(tmp_path) as folder:
        assert folder.add("a.jpg", b"1") == "a.jpg"
        assert folder.add("b.jpg", b"2") == "b_2.jpg"
        assert folder.add("c.jpg", b"3") == "c.jpg"
        folder.keep()
    assert contents(tmp_path) == {"a.jpg": b"1", "b.jpg": b"other", "b_2.jpg": b"2", "c.jpg": b"3"}
    assert not list(tmp_path.glob(".*"))


def test_a_folder_that_was_there_is_as_before_when_it_is_not_kept(tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(b"1")
    with PictureFolder(tmp_path) as folder:
        folder.add("b.jpg", b"2")
    assert contents(tmp_path) == {"a.jpg": b"1"}
    assert [file.name for file in tmp_path.iterdir()] == ["a.jpg"]


def test_a_file_in_its_place_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"1")
    with pytest.raises(OSError, match=r"directory|path"):
        PictureFolder(tmp_path / "file")
    assert contents(tmp_path) == {"file": b"1"}
