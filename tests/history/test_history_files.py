"""No file can be opened any more: what is open is written on, and what cannot be opened is told for what it is."""

from __future__ import annotations

import contextlib
import random
import sys
from pathlib import Path

import msgspec
import pytest
from doors import MEI, NOW, Desk, event

from facemon.history import keeping

if sys.platform == "win32":
    pytest.skip("Windows has no such limit", allow_module_level=True)

from no_files import no_file_left

NOISE = random.Random(1).randbytes(100_000)


def test_all_that_belongs_to_an_event_is_written_into_the_files_that_are_open(tmp_path: Path) -> None:
    def put(desk: Desk, number: int) -> None:
        person = msgspec.structs.replace(MEI, name=f"陈梅 {number}", user_id=str(number))
        happening = event(str(number), picture=NOISE[number:], person=person, raw="{}" * 500, time_ms=NOW + number)
        desk.history.put(happening, number, raised=True)

    with Desk(tmp_path / "history.sqlite3") as desk:
        put(desk, 0)
        assert desk.history.flush(10)
        with no_file_left():
            for number in range(1, 30):
                put(desk, number)
            assert desk.history.flush(10)
            assert desk.state.problem == ""
        assert desk.rows("SELECT count(*) FROM event") == [(30,)]


def test_a_history_that_cannot_be_opened_for_want_of_files_says_so_and_is_written_once_there_are_some(
    tmp_path: Path,
) -> None:
    with contextlib.ExitStack() as fault:
        fault.enter_context(no_file_left())
        with Desk(tmp_path / "history.sqlite3", retry=0.1) as desk:
            desk.history.put(event("a"), 1, raised=False)
            desk.until(lambda: desk.state.problem == keeping.NO_FILES)
            fault.close()
            assert desk.history.flush(10)
            assert desk.rows("SELECT uuid FROM event") == [("a",)]
