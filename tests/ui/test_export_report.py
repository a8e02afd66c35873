"""The report that can be handed over: what is on its pages, and that it can be checked."""

from __future__ import annotations

import hashlib
import re
import shutil
import subprocess
import sys
import threading
from pathlib import Path

import msgspec
import pytest
from happenings import HOSTILE, HOSTILE_SHOWN, NOW, device_alarm, jpeg, unknown, usual_look
from hypothesis import given
from hypothesis import strategies as st
from kept_history import event, keep
from PySide6.QtPdf import QPdfDocument
from PySide6.QtWidgets import QApplication

from facemon.event import Category, Event, Gap, GapCause, GapState, Group, Person
from facemon.history.export import ExportError, Form, export
from facemon.history.query import Query
from facemon.history.reader import Reader
from facemon.history.stopping import Stopped
from facemon.ui.export import report as report_module
from facemon.ui.export.query_words import query_lines
from facemon.ui.export.report import write_report
from facemon.ui.export.report_flow import pages
from facemon.ui.export.report_parts import Heading

NAMES = {"north-gate": "North gate"}
HEADING = Heading("Events at Mill Street", "Harbour site\nTel. 2204")
MEI = Person(name="陈梅", job_number="E-204", ic_number="0012345678", groups=(Group("3", "研发"),))


@pytest.fixture(autouse=True)
def _look(qapp: QApplication) -> None:
    usual_look()


@pytest.fixture
def history(tmp_path: Path) -> Path:
    folder = tmp_path / "profile"
    folder.mkdir()
    return folder / "history.sqlite3"


@pytest.fixture
def target(tmp_path: Path) -> Path:
    folder = tmp_path / "out"
    folder.mkdir()
    return folder / "report.pdf"


def write(history: Path, target: Path, query: Query | None = None, *, pictures: bool = True) -> None:
    """Write a report as the program does: in another thread."""
    failed: list[Exception] = []

    def work() -> None:
        try:
            write_report(
                history, query or Query(), target, HEADING, NAMES, pictures=pictures, families=families,
            )  # fmt: skip
        except (ExportError, Stopped) as error:
            failed.append(error)

    families = QApplication.font().families()
    working = threading.Thread(target=work)
    working.start()
    working.join()
    if failed:
        raise failed[0]


def texts(target: Path) -> list[str]:
    """Return what is written on each page."""
    document = QPdfDocument()
    assert document.load(str(target)) is QPdfDocument.Error.None_
    said = [document.getAllText(page).text() for page in range(document.pageCount())]
    document.close()
    return said


def plain(text: str) -> str:
    return " ".join(text.split())


def test_a_report_has_the_filter_the_events_and_the_page_numbers(history: Path, target: Path) -> None:
    keep(
        history,
        [
            event(person=MEI, uuid="1", picture=jpeg(), passed=True, temperature=38.1),
            event(Category.STRANGER, uuid="2", received_ms=NOW + 1000, passed=False, abnormal_type=20002),
            device_alarm(uuid="3", received_ms=NOW + 2000, code=10002),
            unknown(uuid="4", received_ms=NOW + 3000, type=77),
            *(event(uuid=f"x{n}", received_ms=NOW + 10_000 + n, picture=jpeg(48, 64)) for n in range(30)),
        ],
    )
    write(history, target, Query(to_ms=NOW + 3_600_000, devices=frozenset({"north-gate"})))
    said = texts(target)
    first = plain(said[0])
    for words in (
        "Events at Mill Street", "Harbour site Tel. 2204", "Time until 23 Nov 2026", "Devices North gate", "Events 34",
        "陈梅", "研发", "Job number: E-204", "Card number: 0012345678", "Granted", "38.1 °C · fever", "Stranger",
        "Denied · Outside permitted hours", "Door forced open", "Message of type 77", "none that is known",
    ):  # fmt: skip
        assert words in first, words
    for number, page in enumerate(said, 1):
        assert f"{number} of {len(said)}" in plain(page)
    assert len(said) == 5
    assert "x29" in said[-1]


def test_the_times_that_were_not_seen_are_listed(history: Path, target: Path) -> None:
    gap = Gap(id=1, device_id="north-gate", from_ms=NOW, to_ms=NOW + 60_000, cause=GapCause.CLOSED)
    keep(
        history,
        [event(uuid="1", placed_ms=NOW + 500, received_ms=NOW + 70_000, time_ms=NOW - 90_000)],
        gaps=[
            msgspec.structs.replace(gap, state=GapState.PARTIAL, recovered=1, lost=2),
            msgspec.structs.replace(gap, id=2, from_ms=NOW + 90_000, to_ms=None, cause=GapCause.DISCONNECTED),
            msgspec.structs.replace(gap, id=3, from_ms=NOW - 90_000, to_ms=NOW - 80_000),
        ],
    )
    write(history, target, Query(from_ms=NOW - 1000))
    said = plain(texts(target)[0])
    assert "Times not seen 2, listed at the end" in said
    assert (
        "facemon was not running 1 event(s) recovered from the device · 2 event(s) lost · not all could be recovered"
        in said
    )
    assert "not connected still goes on" in said
    assert "Staff recovered device:" in said
    assert re.search(r"device: \d\d:30:37", said)


@pytest.mark.parametrize("pictures", [True, False])
def test_the_sha_256_is_that_of_the_same_events_as_json_lines(history: Path, target: Path, pictures: bool) -> None:
    twins = [event(uuid=f"{n}-12345678", received_ms=NOW, picture=jpeg(40 + n, 60)) for n in range(3)]
    keep(history, [*twins, event(uuid="no picture", person=MEI)])
    write(history, target, pictures=pictures)
    folder = target.with_name("pictures") if pictures else None
    export(history, Query(), Form.JSON, target.with_name("lines"), pictures=folder)
    assert hashlib.sha256(target.with_name("lines").read_bytes()).hexdigest() in texts(target)[0]


def test_a_hostile_name_is_drawn_to_the_letter(history: Path, target: Path) -> None:
    long = "W" * 5000
    keep(
        history, [event(uuid="1", person=Person(name=HOSTILE)), event(uuid="2", person=Person(name=long, remark=long))]
    )
    write(history, target)
    (said,) = texts(target)
    letters = re.sub(r"\s|Windows", "", said)  # broken into lines wherever it is too long for one
    assert re.sub(r"\s", "", HOSTILE_SHOWN) in letters
    assert letters.count("W") == 2 * 299


def test_what_is_no_picture_is_told(history: Path, target: Path) -> None:
    keep(
        history,
        [event(uuid="1"), event(uuid="2", picture=b"no jpeg", picture_size=7), event(uuid="3", picture_size=9)],
    )
    write(history, target)
    said = plain(texts(target)[0])
    for words in ("No picture", "The picture is not a JPEG", "The picture is no longer kept"):
        assert words in said


def test_nothing_found_is_a_report_that_says_so(history: Path, target: Path) -> None:
    keep(history, [])
    write(history, target)
    assert "Events 0" in plain(texts(target)[0])


def test_more_events_than_a_report_holds_are_refused(
    history: Path, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(history, [event(uuid=str(n)) for n in range(12)])
    monkeypatch.setattr(report_module, "MOST_EVENTS", 11)
    with pytest.raises(ExportError, match="at most 11 events, and these are 12"):
        write(history, target)
    assert list(target.parent.iterdir()) == []


@pytest.mark.parametrize("when", [0, 3, 9, 16])
def test_one_that_is_stopped_leaves_nothing(history: Path, target: Path, when: int) -> None:
    keep(history, [event(uuid=str(n), received_ms=NOW + n, picture=jpeg(40, 60)) for n in range(8)])
    asked = iter([False] * when)
    with pytest.raises(Stopped):
        write_report(
            history, Query(), target, HEADING, NAMES, pictures=True, families=QApplication.font().families(),
            stopped=lambda: next(asked, True),
        )  # fmt: skip
    assert list(target.parent.iterdir()) == []


def test_progress_goes_from_reading_to_drawing(history: Path, target: Path) -> None:
    keep(history, [event(uuid=str(n)) for n in range(30)])
    told: list[tuple[int, int]] = []
    write_report(
        history, Query(), target, HEADING, NAMES, pictures=False, families=QApplication.font().families(),
        report=lambda *now: told.append(now),
    )  # fmt: skip
    assert told[-1] == (60, 60)
    parts = [done / of for done, of in told[30:]]
    assert parts == sorted(parts)


SMALL_DISK = """
import sys
from pathlib import Path
from PySide6.QtGui import QGuiApplication
from facemon.history.export import ExportError
from facemon.history.query import Query
from facemon.ui.export.report import write_report
from facemon.ui.export.report_parts import Heading
app = QGuiApplication([])
history, disk = map(Path, sys.argv[1:])
try:
    write_report(history, Query(), disk / "a.pdf", Heading("a"), {}, pictures=True, families=["DejaVu Sans"])
except ExportError as error:
    print(error)
print(list(disk.iterdir()))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="uses what only POSIX has")
def test_a_full_disk_is_told_and_nothing_is_left_on_it(history: Path, tmp_path: Path) -> None:
    if shutil.which("unshare") is None:
        pytest.skip("mounting a small disk needs unshare")
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = f"mount -t tmpfs -o size=64k tmpfs '{disk}'"
    if subprocess.run(["unshare", "-rm", "sh", "-c", mount], capture_output=True, check=False).returncode:
        pytest.skip("this system does not let its users mount a disk")
    keep(history, [event(uuid=str(n), picture=jpeg()) for n in range(100)])
    done = subprocess.run(
        ["unshare", "-rm", "sh", "-c", f'{mount} && exec "$@"', "sh", sys.executable, "-c", SMALL_DISK,
         str(history), str(disk)], capture_output=True, text=True, check=False,
    )  # fmt: skip
    said, left = done.stdout.splitlines()
    assert said.startswith(f"The disk has no room for {disk / 'a.pdf'}."), done.stderr
    assert left == "[]"


class _Block(msgspec.Struct, frozen=True):
    height: float
    keeps_next: bool = False


@given(st.lists(st.builds(_Block, st.integers(1, 130), st.booleans()), max_size=60))
def test_no_page_is_overfull_and_no_heading_is_left_alone(blocks: list[_Block]) -> None:
    laid_out = pages(blocks, 100)
    assert [block for page in laid_out for block in page] == blocks
    for page, following in zip(laid_out, [*laid_out[1:], []], strict=True):
        assert sum(block.height for block in page) <= 100 or len(page) == 1 or page[-2].keeps_next
        if following and len(page) > 1 and page[-1].keeps_next:
            assert page[-1].height + following[0].height > 100
    assert all(laid_out) or not blocks


def test_a_query_is_told_in_words() -> None:
    query = Query(
        from_ms=NOW, to_ms=NOW + 60_000, categories=frozenset({Category.VISITOR, Category.STAFF}), passed=False,
        devices=frozenset({"north-gate", "gone"}), text=" mei ", person=5, group="研发", acknowledged=False,
    )  # fmt: skip
    lines = dict(query_lines(query, NAMES, "陈梅"))
    assert lines.pop("Time").startswith("from 23 Nov 2026 ")
    assert lines == {
        "Categories": "Staff, Visitor", "Devices": "gone, North gate", "Search": "mei", "Person": "陈梅",
        "Group": "研发", "Access": "Denied",
         "Alarms": "still to be acknowledged",
    }  # fmt: skip
    assert dict(query_lines(Query(), {})) == {"Time": "all that is kept", "Categories": "all", "Devices": "all"}
    assert dict(query_lines(Query(from_ms=NOW, person=1, acknowledged=True), {}))["Person"] == "without a name"


def test_a_report_about_a_person_names_them(history: Path, target: Path) -> None:
    keep(history, [event(uuid="1", person=MEI), event(uuid="2", person=Person(name="Li"))])
    with Reader(history) as reader:
        (mei, _) = reader.page(Query(), oldest_first=True)
    assert isinstance(mei.happening, Event)
    write(history, target, Query(person=mei.person))
    said = plain(texts(target)[0])
    assert "Person 陈梅" in said
    assert "Events 1" in said
