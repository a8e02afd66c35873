"""The report of a shift as a file."""

from __future__ import annotations

import csv
import hashlib
from pathlib import Path

import pytest
from kept_shift import keep_shift
from PySide6.QtCore import QLocale
from PySide6.QtPdf import QPdfDocument
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from shift_records import BEGIN, MINUTE, busy_shift, record, seen, shift

from facemon.alarm import AlarmState, Deed, Outcome
from facemon.event import Category
from facemon.history.export import ExportError
from facemon.history.stopping import Stopped
from facemon.report.record import ShiftRecord
from facemon.ui import theme
from facemon.ui.export.report_parts import Heading
from facemon.ui.report import deed_words, shift_words
from facemon.ui.report.save_dialog import SaveDialog
from facemon.ui.report.saving import SaveOrder, save
from facemon.ui.writing_dialog import ExistsError

WAIT_MS = 20_000


@pytest.fixture(autouse=True)
def _look(qapp: QApplication) -> None:
    theme.apply(qapp, "dark", 100)
    QLocale.setDefault(QLocale("en"))


def order(of: ShiftRecord, target: Path, *, paper: bool = True, replace: bool = False) -> SaveOrder:
    return SaveOrder(
        history=target.with_name("history.sqlite3"), shift=of, paper=paper, target=target, replace=replace,
        heading=Heading("Night of the gate", "Harbour site"), families=QApplication.font().families(),
    )  # fmt: skip


def write(of: ShiftRecord, target: Path, *, paper: bool = True) -> int:
    return save(order(of, target, paper=paper), lambda _done, _of: None, lambda: False)


def texts(target: Path) -> list[str]:
    document = QPdfDocument()
    assert document.load(str(target)) is QPdfDocument.Error.None_
    told = [" ".join(document.getAllText(page).text().split()) for page in range(document.pageCount())]
    document.close()
    return told


def test_a_pdf_has_the_figures_the_gaps_and_every_alarm(tmp_path: Path) -> None:
    assert write(busy_shift(), tmp_path / "a.pdf") == 21
    pages = texts(tmp_path / "a.pdf")
    whole = " ".join(pages)
    for words in (
        "Night of the gate", "Harbour site", "On duty Li", "Alarms 20 · ", "median 1 min 46 s, longest 25 min",
        "Real 1, False 10, Test 1, Not said 7", "Still open 2", "1, listed below: this report may not have everything",
        "The lobby camera is turned away.", "Cleaners in the lobby", "North gate · from 23 Nov 2026",
        "Turned away, police told", "acknowledged by Li", "Person 41", "Lobby · ",
    ):  # fmt: skip
        assert words in whole, words
    assert len(pages) > 1
    for number, page in enumerate(pages, 1):
        assert f"{number} of {len(pages)}" in page


def test_its_sha_256_is_that_of_the_table(tmp_path: Path) -> None:
    write(busy_shift(), tmp_path / "a.pdf")
    write(busy_shift(), tmp_path / "a.csv", paper=False)
    assert hashlib.sha256((tmp_path / "a.csv").read_bytes()).hexdigest() in texts(tmp_path / "a.pdf")[0]


def test_a_table_has_a_row_an_alarm(tmp_path: Path) -> None:
    write(busy_shift(), tmp_path / "a.csv", paper=False)
    with (tmp_path / "a.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 21
    assert rows[1]["note"] == "Turned away, police told"


def test_an_empty_shift_is_a_page_that_says_so(tmp_path: Path) -> None:
    write(shift(), tmp_path / "a.pdf")
    (page,) = texts(tmp_path / "a.pdf")
    assert "Alarms 0" in page
    assert "Times not seen none that is known" in page


def test_hostile_words_are_drawn_to_the_letter(tmp_path: Path) -> None:
    nasty = "<img src=/etc/passwd>\u202e<b>x</b>"
    write(shift([record(1, BEGIN, happening=seen(1, BEGIN, name=nasty), note=nasty * 40)]), tmp_path / "a.pdf")
    letters = "".join("".join(texts(tmp_path / "a.pdf")).split())
    assert "<imgsrc=/etc/passwd><b>x</b>" in letters


def test_people_are_pictured_only_if_asked(tmp_path: Path) -> None:
    target = tmp_path / "a.pdf"
    keep_shift(tmp_path / "history.sqlite3", busy_shift())
    write(busy_shift(), target)
    assert "No picture" not in " ".join(texts(target))
    wish = order(busy_shift(), target, replace=True)
    with_pictures = SaveOrder(**{name: getattr(wish, name) for name in wish.__struct_fields__} | {"pictures": True})
    save(with_pictures, lambda _done, _of: None, lambda: False)
    assert "No picture" in " ".join(texts(target))


@pytest.mark.parametrize("paper", [True, False])
def test_a_file_is_replaced_only_if_somebody_agreed(tmp_path: Path, paper: bool) -> None:
    target = tmp_path / "a"
    target.write_text("mine")
    with pytest.raises(ExistsError):
        write(shift(), target, paper=paper)
    assert target.read_text() == "mine"
    save(order(shift(), target, paper=paper, replace=True), lambda _done, _of: None, lambda: False)
    assert target.read_bytes() != b"mine"


@pytest.mark.parametrize("paper", [True, False])
@pytest.mark.parametrize("when", [0, 2, 9])
def test_one_that_is_stopped_leaves_nothing(tmp_path: Path, paper: bool, when: int) -> None:
    asked = iter([False] * when)
    with pytest.raises(Stopped):
        save(order(busy_shift(), tmp_path / "a", paper=paper), lambda _done, _of: None, lambda: next(asked, True))
    assert list(tmp_path.iterdir()) == []


def test_where_nothing_can_be_written_it_is_told(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="cannot be written"):
        write(shift(), tmp_path / "no folder" / "a.csv", paper=False)


def test_the_dialog_saves_what_is_shown(qtbot: QtBot, tmp_path: Path) -> None:
    dialog = SaveDialog(tmp_path / "history.sqlite3", busy_shift())
    qtbot.addWidget(dialog)
    dialog.show()
    assert not dialog.pictures.isChecked()
    dialog.target.box.setText(str(tmp_path / "a.pdf"))
    dialog.form.set_value(".csv")
    assert dialog.target.file == tmp_path / "a.csv"
    dialog.start.click()
    qtbot.waitUntil(lambda: not dialog.running, timeout=WAIT_MS)
    assert dialog.said.text() == "21 alarm(s) saved in “a.csv”."
    assert dialog.opener.isVisible()
    dialog.start.click()
    qtbot.waitUntil(lambda: dialog.start.text() == "Replace", timeout=WAIT_MS)
    dialog.start.click()
    qtbot.waitUntil(lambda: not dialog.running and "saved" in dialog.said.text(), timeout=WAIT_MS)
    dialog.reject()


def test_a_path_that_is_not_whole_is_refused(qtbot: QtBot, tmp_path: Path) -> None:
    dialog = SaveDialog(tmp_path / "history.sqlite3", shift())
    qtbot.addWidget(dialog)
    dialog.target.box.setText("a.pdf")
    dialog.start.click()
    assert "whole path" in dialog.said.text()
    assert not dialog.running
    dialog.reject()


def test_every_deed_has_words() -> None:
    for deed in Deed:
        of = record(1, BEGIN).actions[0]
        told = deed_words.deed(type(of)(1, BEGIN, deed, "Li", "false" if deed is Deed.JUDGED else "why"))
        assert " by Li" in told
        assert ("False" if deed is Deed.JUDGED else "" if deed is Deed.SPLIT else "why") in told


@pytest.mark.parametrize(
    ("seconds", "told"), [(0, "0 s"), (59.4, "59 s"), (60, "1 min"), (252, "4 min 12 s"), (3600, "1 h 0 min")]
)
def test_a_time_to_acknowledge_has_its_two_largest_units(seconds: float, told: str) -> None:
    assert shift_words.wait(seconds) == told


def test_an_alarm_is_told_in_one_line() -> None:
    stranger = record(
        1, BEGIN, rule="stranger", happening=seen(1, BEGIN, Category.STRANGER), count=3, outcome=Outcome.FALSE
    )
    told = shift_words.sentence(stranger, {"north-gate": "North gate"})
    assert told.endswith("Critical · Stranger · Person 1 ×3 · North gate · Li after 30 s · False")
    open_ = record(1, BEGIN + MINUTE, wait_s=None, state=AlarmState.OPEN)
    assert shift_words.sentence(open_, {}).endswith("north-gate · Not acknowledged yet")
