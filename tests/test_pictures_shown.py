"""Who has had a blurred picture shown is on record, in a file for this account alone."""

from __future__ import annotations

import logging
import stat
import sys
from pathlib import Path

import msgspec
import pytest

from facemon.pictures_shown import PicturesShown, Shown


def test_each_picture_shown_is_a_line_with_its_time_its_event_and_who_saw_it(tmp_path: Path) -> None:
    path = tmp_path / "pictures-shown.jsonl"
    now = iter(range(1000, 2000))
    PicturesShown(path, lambda: next(now)).add(7, "李伟")
    PicturesShown(path, lambda: next(now)).add(8, "")
    told = [msgspec.json.decode(line, type=Shown) for line in path.read_bytes().splitlines()]
    assert told == [Shown(1000, 7, "李伟"), Shown(1001, 8, "")]
    if sys.platform != "win32":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_disk_that_refuses_stops_nobody_and_the_log_names_no_operator(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        PicturesShown(tmp_path / "gone" / "pictures-shown.jsonl").add(7, "李伟")
    assert "pictures-shown.jsonl cannot be written" in caplog.text
    assert "李伟" not in caplog.text
