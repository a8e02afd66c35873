"""Events written out: all of what is asked for, whole or not at all, and nobody is hindered."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Literal

import pytest
from doors import JPEG, MEI, NOW, Desk, alarm, event, unknown

from facemon.event import Category, Happening, Person
from facemon.history.error import HistoryError
from facemon.history.export import Exported, ExportError, Form, export
from facemon.history.export_row import COLUMNS
from facemon.history.query import Query
from facemon.history.stopping import Stopped

posix_only = pytest.mark.skipif(sys.platform == "win32", reason="uses what only POSIX has")
ALL = Query()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    folder = tmp_path / "profile"
    folder.mkdir()
    return folder / "history.sqlite3"


@pytest.fixture
def out(tmp_path: Path) -> Path:
    folder = tmp_path / "out"
    folder.mkdir()
    return folder


def keep(path: Path, *happenings: Happening) -> None:
    with Desk(path) as desk:
        desk.history.device_seen("gate", "North gate")
        for number, happening in enumerate(happenings, 1):
            desk.history.put(happening, number, raised=False)
        assert desk.history.close(30)


def many(count: int, picture: bytes = b"") -> list[Happening]:
    return [event(f"{n:08}", received_ms=NOW + n, picture=picture) for n in range(count)]


def json_rows(file: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in file.read_bytes().splitlines()]


def names(folder: Path) -> list[str]:
    return sorted(str(file.relative_to(folder)) for file in folder.rglob("*"))


def test_both_forms_have_every_event_the_oldest_first(path: Path, out: Path) -> None:
    happenings: list[Happening] = [
        event("a", received_ms=NOW + 5, person=MEI),
        alarm("b", received_ms=NOW + 1, code=10002),
        unknown("c", received_ms=NOW + 3, type=9),
        event("d", received_ms=NOW + 9, placed_ms=NOW - 7),
    ]
    keep(path, *happenings)
    assert export(path, ALL, Form.JSON, out / "a.jsonl") == Exported(4, 0)
    assert export(path, ALL, Form.CSV, out / "a.csv") == Exported(4, 0)
    rows = json_rows(out / "a.jsonl")
    assert [row["uuid"] for row in rows] == ["d", "b", "c", "a"]
    assert {row["device_name"] for row in rows} == {"North gate"}
    with (out / "a.csv").open(encoding="utf-8-sig", newline="") as file:
        read = list(csv.DictReader(file, strict=True))
    assert [row["uuid"] for row in read] == ["d", "b", "c", "a"]
    assert tuple(read[0]) == COLUMNS
    assert read[3]["name"] == "陈梅"
    assert (out / "a.csv").read_bytes().count(b"\r\n") == 5
    assert names(out) == ["a.csv", "a.jsonl"]


def test_only_what_the_query_finds_is_exported(path: Path, out: Path) -> None:
    keep(
        path,
        event("a", category=Category.STRANGER),
        event("b", person=Person(name="José")),
        event("c", person=Person(name="Jose"), received_ms=NOW + 10),
    )
    query = Query(text="jose", to_ms=NOW + 10, categories=frozenset({Category.STAFF}))
    export(path, query, Form.JSON, out / "file")
    assert [row["uuid"] for row in json_rows(out / "file")] == ["b"]


def test_nothing_found_is_a_file_with_nothing_but_its_header(path: Path, out: Path) -> None:
    keep(path)
    assert export(path, ALL, Form.CSV, out / "file") == Exported(0, 0)
    assert (out / "file").read_text(encoding="utf-8-sig").split(",")[0] == "uuid"
    export(path, ALL, Form.JSON, out / "file")
    assert (out / "file").read_bytes() == b""


def test_more_than_a_page_is_exported_exactly_once_and_told(path: Path, out: Path) -> None:
    keep(path, *many(1234))
    told: list[tuple[int, int]] = []
    export(path, ALL, Form.JSON, out / "file", report=lambda *now: told.append(now))
    assert [row["uuid"] for row in json_rows(out / "file")] == [f"{n:08}" for n in range(1234)]
    assert told[0] == (100, 1234)
    assert told[-1] == (1234, 1234)
    assert [done for done, _ in told] == sorted(done for done, _ in told)


def test_pictures_are_named_in_their_rows_and_are_as_received(path: Path, out: Path) -> None:
    keep(
        path,
        event("11111111", picture=JPEG + b"1", person=Person(name="../../x")),
        event("22222222", received_ms=NOW + 1),
        event("33333333", received_ms=NOW + 2, picture=JPEG + b"3"),
        event("0-33333333", received_ms=NOW + 2, picture=JPEG + b"4"),
    )
    assert export(path, ALL, Form.CSV, out / "a.csv", pictures=out / "pictures") == Exported(4, 3)
    with (out / "a.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["picture"] for row in rows][1] == ""
    assert len({row["picture"] for row in rows}) == 4
    for row, ending in ((rows[0], b"1"), (rows[2], b"3"), (rows[3], b"4")):
        picture = (out / "pictures" / row["picture"]).read_bytes()
        assert picture == JPEG + ending
        assert row["picture_sha256"] == hashlib.sha256(picture).hexdigest()
    assert names(out / "pictures") == sorted(row["picture"] for row in rows if row["picture"])


def test_the_file_can_be_in_the_new_folder_of_the_pictures(path: Path, out: Path) -> None:
    keep(path, event("11111111", picture=JPEG))
    with pytest.raises(Stopped):
        export(path, ALL, Form.CSV, out / "new" / "a.csv", pictures=out / "new", stopped=lambda: True)
    assert names(out) == []
    export(path, ALL, Form.CSV, out / "new" / "a.csv", pictures=out / "new")
    assert len(names(out)) == 3


def test_an_export_again_into_the_same_folder_doubles_nothing(path: Path, out: Path) -> None:
    keep(path, *many(5, JPEG))
    export(path, ALL, Form.JSON, out / "a", pictures=out / "pictures")
    before = names(out)
    written = (out / "a").read_bytes()
    export(path, ALL, Form.JSON, out / "a", pictures=out / "pictures")
    assert names(out) == before
    assert (out / "a").read_bytes() == written


def test_a_stream_is_written_to_and_stays_open(path: Path) -> None:
    keep(path, event("a"))
    stream = io.BytesIO()
    export(path, ALL, Form.JSON, stream)
    assert json.loads(stream.getvalue())["uuid"] == "a"


@pytest.mark.parametrize("events", [0, 1, 60, "at the end"])
@pytest.mark.parametrize("was_there", [False, True])
def test_one_that_is_stopped_leaves_what_was_there(
    path: Path, out: Path, events: int | Literal["at the end"], was_there: bool
) -> None:
    keep(path, *many(61, JPEG))
    if was_there:
        (out / "file").write_bytes(b"old")
        (out / "pictures").mkdir()
        (out / "pictures" / "other.jpg").write_bytes(b"other")
    before = names(out)
    asked = iter([False] * (61 if events == "at the end" else events))
    with pytest.raises(Stopped):
        export(
            path, ALL, Form.JSON, out / "file", pictures=out / "pictures",
            stopped=lambda: next(asked, True),
        )  # fmt: skip
    assert names(out) == before
    if was_there:
        assert (out / "file").read_bytes() == b"old"


def test_one_that_is_stopped_while_the_history_is_searched_ends(path: Path, out: Path) -> None:
    keep(path, *many(10))
    with pytest.raises(Stopped):
        export(path, Query(text="nobody"), Form.JSON, out / "file", stopped=lambda: True)
    assert names(out) == []


def test_the_writer_can_empty_its_log_while_it_goes_on(path: Path, out: Path) -> None:
    with Desk(path) as desk:
        for number, happening in enumerate(many(1500), 1):
            desk.history.put(happening, number, raised=False)
        assert desk.history.flush(30)
        emptied = []

        def write_more(done: int, _of: int) -> None:
            desk.history.put(event(f"late {done}", received_ms=NOW + 10_000 + done), 10_000 + done, raised=False)
            assert desk.history.flush(10)
            checkpoint = desk.history.run(lambda c: c.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone())
            emptied.append(checkpoint.result(10))

        export(path, ALL, Form.JSON, out / "file", report=write_more)
    assert set(emptied) == {(0, 0, 0)}
    uuids = [row["uuid"] for row in json_rows(out / "file")]
    assert uuids[:1500] == [f"{n:08}" for n in range(1500)]
    assert len(set(uuids)) == len(uuids)


PEAK = """
import sys, tracemalloc
from pathlib import Path
from facemon.history.export import Form, export
from facemon.history.query import Query
history, out = map(Path, sys.argv[1:3])
tracemalloc.start()
export(history, Query(to_ms=int(sys.argv[3])), Form.CSV, out / "file", pictures=out / "pictures")
print(tracemalloc.get_traced_memory()[1])
"""


def test_memory_does_not_grow_with_the_number_of_events(path: Path, out: Path) -> None:
    keep(path, *many(200, JPEG * 100), *many(6000)[1000:])

    def peak(to_ms: int) -> int:
        command = [sys.executable, "-c", PEAK, str(path), str(out), str(to_ms)]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        shutil.rmtree(out / "pictures")
        return int(done.stdout)

    assert peak(NOW + 6000) < peak(NOW + 2500) * 1.5


@pytest.mark.parametrize("where", ["none/file", ".", "locked/file"])
def test_a_target_that_cannot_be_written_is_told(path: Path, out: Path, where: str) -> None:
    keep(path, event("a"))
    if where == "locked/file":
        (out / "locked").write_bytes(b"a file where a folder is meant")
    before = names(out)
    with pytest.raises(ExportError, match="cannot be written"):
        export(path, ALL, Form.CSV, out / where)
    assert names(out) == before


def test_pictures_that_cannot_be_written_are_told_and_the_file_is_not_kept(path: Path, out: Path) -> None:
    keep(path, event("a", picture=JPEG))
    (out / "pictures").write_bytes(b"a file where a folder is meant")
    with pytest.raises(ExportError, match="pictures cannot be written"):
        export(path, ALL, Form.CSV, out / "file", pictures=out / "pictures")
    assert names(out) == ["pictures"]


def test_the_history_is_not_written_over(path: Path) -> None:
    keep(path, event("a"))
    with Desk(path):
        for own in ("history.sqlite3", "history.sqlite3-wal"):
            with pytest.raises(ExportError, match="the history itself"):
                export(path, ALL, Form.CSV, path.with_name(own))


def test_a_missing_history_is_told(path: Path, out: Path) -> None:
    with pytest.raises(HistoryError):
        export(path, ALL, Form.CSV, out / "file")
    assert names(out) == []


SMALL_DISK = """
import sys
from pathlib import Path
from typing import Literal
from facemon.history.export import ExportError, Form, export
from facemon.history.query import Query
history, disk, pictures = map(Path, sys.argv[1:])
try:
    export(history, Query(), Form.CSV, disk / "file", pictures=pictures)
except ExportError as error:
    print(error)
print(list(disk.iterdir()))
"""


@posix_only
@pytest.mark.parametrize("which", ["file", "pictures"])
def test_a_full_disk_is_told_and_nothing_is_left_on_it(path: Path, out: Path, which: str) -> None:
    if shutil.which("unshare") is None:
        pytest.skip("mounting a small disk needs unshare")
    mount = f"mount -t tmpfs -o size=128k tmpfs '{out}'"
    if subprocess.run(["unshare", "-rm", "sh", "-c", mount], capture_output=True, check=False).returncode:
        pytest.skip("this system does not let its users mount a disk")
    keep(path, *many(1500 if which == "file" else 40, os.urandom(9000)))
    pictures = out.with_name("pictures") if which == "file" else out / "pictures"
    done = subprocess.run(
        ["unshare", "-rm", "sh", "-c", f'{mount} && exec "$@"', "sh", sys.executable, "-c", SMALL_DISK,
         str(path), str(out), str(pictures)], capture_output=True, text=True, check=False,
    )  # fmt: skip
    said, left = done.stdout.splitlines()
    assert said.startswith(f"The disk has no room for {out / which}."), done.stderr
    assert left == "[]"
    assert not pictures.exists()
