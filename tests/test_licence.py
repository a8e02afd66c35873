"""What a part's licence says can be read, packed or installed."""

from __future__ import annotations

from pathlib import Path

import pytest

from facemon import licence
from facemon.licence import MOST, Licence, licences


def test_where_facemon_is_installed_each_part_has_the_text_that_its_authors_give() -> None:
    found = {found.part.partition(" ")[0]: found.text() for found in licences(("pillow", "tomlkit", "no-such-package"))}
    assert list(found) == ["pillow", "tomlkit"]
    assert "The Python Imaging Library" in found["pillow"]


def test_a_packed_program_has_those_it_brings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, text in (("Zlib 1", "second"), ("apart 2", "first")):
        (tmp_path / "licenses" / name).mkdir(parents=True)
        (tmp_path / "licenses" / name / "LICENSE.txt").write_text(text, encoding="utf-8")
    monkeypatch.setattr(licence, "files", lambda _package: tmp_path / "facemon")
    found = [(found.part, found.text()) for found in licences(("pillow",))]
    assert found == [("apart 2", "first"), ("Zlib 1", "second")]


def test_more_than_one_text_of_a_part_are_told_apart_and_bounded(tmp_path: Path) -> None:
    paths = (tmp_path / "LGPL.txt", tmp_path / "GPL.txt")
    for path in paths:
        path.write_text(path.stem.lower(), encoding="utf-8")
    assert Licence("Qt", paths).text() == "LGPL\n\nlgpl\n\n\nGPL\n\ngpl"
    paths[0].write_text("x" * (MOST + 1), encoding="utf-8")
    assert len(Licence("Qt", paths).text()) == MOST
