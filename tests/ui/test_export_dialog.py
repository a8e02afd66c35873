"""The export dialog: what it says, and what it leaves behind."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from happenings import NOW, jpeg, usual_look
from kept_history import event, keep
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from facemon.event import Category, Event, Person
from facemon.history.query import Query
from facemon.history.reader import Reader
from facemon.ui.export import dialog as dialog_module
from facemon.ui.export import job as job_module
from facemon.ui.export.dialog import ExportDialog
from facemon.ui.export.wishes import REPORT

WAIT_MS = 20_000
Open = Callable[..., ExportDialog]


@pytest.fixture(autouse=True)
def _look(qapp: QApplication) -> None:
    usual_look()


@pytest.fixture
def history(tmp_path: Path) -> Path:
    folder = tmp_path / "profile"
    folder.mkdir()
    return folder / "history.sqlite3"


@pytest.fixture
def out(tmp_path: Path) -> Path:
    folder = tmp_path / "out"
    folder.mkdir()
    return folder


@pytest.fixture
def open_dialog(qtbot: QtBot, history: Path, out: Path) -> Iterator[Open]:
    """Opens the dialog on the history, with a file in `out`."""
    opened: list[ExportDialog] = []

    def open_dialog(query: Query | None = None, events: str = "event") -> ExportDialog:
        dialog = ExportDialog(history, query or Query(), {"north-gate": "North gate"})
        opened.append(dialog)
        dialog.wishes.target.box.setText(str(out / "events.csv"))
        dialog.show()
        qtbot.waitUntil(lambda: events in dialog.events.text(), timeout=WAIT_MS)
        return dialog

    yield open_dialog
    for dialog in opened:
        if isValid(dialog):
            dialog.close()


def ended(dialog: ExportDialog) -> bool:
    return not dialog.running


def names(folder: Path) -> list[str]:
    return sorted(str(file.relative_to(folder)) for file in folder.rglob("*"))


def many(count: int, picture: bytes = b"") -> Iterator[Event]:
    return (event(uuid=f"{n:08}", received_ms=NOW + n, picture=picture) for n in range(count))


def test_it_says_what_will_be_exported(history: Path, open_dialog: Open) -> None:
    keep(history, [*many(3), event(Category.STRANGER, uuid="s")])
    dialog = open_dialog(Query(categories=frozenset({Category.STAFF}), devices=frozenset({"north-gate"})))
    said = [label.text() for label in dialog.lines.labels]
    assert said == ["Time", "all that is kept", "Categories", "Staff", "Devices", "North gate"]
    assert dialog.events.text() == "3 event(s)"  # without the translation that has the plural
    assert dialog.start.isEnabled()


def test_it_names_the_person_that_is_asked_for(history: Path, open_dialog: Open) -> None:
    keep(history, [event(person=Person(name="陈梅"))])
    with Reader(history) as reader:
        (found,) = reader.page(Query())
    dialog = open_dialog(Query(person=found.person))
    assert "陈梅" in [label.text() for label in dialog.lines.labels]


@pytest.mark.parametrize(("form", "ending"), [("csv", ".csv"), ("json", ".jsonl"), (REPORT, ".pdf")])
def test_each_form_is_exported_with_its_pictures(
    qtbot: QtBot, history: Path, out: Path, open_dialog: Open, form: str, ending: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(history, many(5, jpeg(48, 64)))
    shown: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", shown.append)
    dialog = open_dialog()
    dialog.wishes.form.set_value(form)
    if not dialog.wishes.pictures.isChecked():
        dialog.wishes.pictures.click()
    assert dialog.target.file == out / f"events{ending}"
    dialog.start.click()
    assert dialog.running
    assert not dialog.start.isEnabled()
    assert not dialog.wishes.isEnabled()
    qtbot.waitUntil(lambda: ended(dialog), timeout=WAIT_MS)
    assert f"5 event(s) exported into “events{ending}”." in dialog.said.text()
    assert (out / f"events{ending}").stat().st_size > 500
    assert len(names(out)) == (1 if form == REPORT else 7)
    assert ("5 picture(s) in “events pictures”" in dialog.said.text()) == (form != REPORT)
    dialog.opener.click()
    assert shown == [QUrl.fromLocalFile(str(out))]


def test_a_file_that_is_there_is_replaced_only_after_asking(
    qtbot: QtBot, history: Path, out: Path, open_dialog: Open
) -> None:
    keep(history, many(1))
    (out / "events.csv").write_bytes(b"old")
    (out / "other.csv").write_bytes(b"old")
    dialog = open_dialog()
    dialog.start.click()
    qtbot.waitUntil(lambda: ended(dialog), timeout=WAIT_MS)
    assert "“events.csv” already" in dialog.said.text()
    assert dialog.start.text() == "Replace"
    assert (out / "events.csv").read_bytes() == b"old"
    dialog.wishes.target.box.setText(str(out / "other.csv"))
    assert dialog.start.text() == "Export"
    dialog.start.click()
    qtbot.waitUntil(lambda: ended(dialog), timeout=WAIT_MS)
    assert (out / "other.csv").read_bytes() == b"old"
    dialog.start.click()
    qtbot.waitUntil(lambda: "exported" in dialog.said.text(), timeout=WAIT_MS)
    assert b"00000000" in (out / "other.csv").read_bytes()


def test_the_file_dialog_s_question_is_enough(
    qtbot: QtBot, history: Path, out: Path, open_dialog: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(history, many(1))
    (out / "chosen.csv").write_bytes(b"old")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(out / "chosen.csv"), ""))
    dialog = open_dialog()
    dialog.target.browse.click()
    dialog.start.click()
    qtbot.waitUntil(lambda: "exported" in dialog.said.text(), timeout=WAIT_MS)
    assert b"00000000" in (out / "chosen.csv").read_bytes()


@pytest.mark.parametrize("how", ["cancel", "close"])
def test_stopping_and_closing_leave_nothing_behind(
    qtbot: QtBot, history: Path, out: Path, open_dialog: Open, how: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(history, many(300, jpeg(48, 64)))
    begun = threading.Event()
    carry_out = job_module.carry_out
    finished = threading.Event()

    def watched(order: job_module.Order, report: object, stopped: Callable[[], bool]) -> object:
        def stop_half_way() -> bool:
            if any(out.glob(".facemon-*/*")):
                begun.set()
                wait.wait(WAIT_MS / 1000)
            return stopped()

        try:
            return carry_out(order, lambda _done, _of: None, stop_half_way)
        finally:
            finished.set()

    wait = threading.Event()
    monkeypatch.setattr(dialog_module, "carry_out", watched)
    dialog = open_dialog()
    dialog.wishes.pictures.click()
    dialog.start.click()
    qtbot.waitUntil(begun.is_set, timeout=WAIT_MS)
    if how == "cancel":
        dialog.cancel.click()
        assert "Stopping" in dialog.said.text()
        wait.set()
        qtbot.waitUntil(lambda: "nothing was exported" in dialog.said.text(), timeout=WAIT_MS)
        assert dialog.cancel.text() == "Close"
    else:
        threading.Timer(0.05, wait.set).start()
        dialog.close()
    assert finished.wait(WAIT_MS / 1000)
    assert names(out) == []


QUITS = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from facemon.history.query import Query
from facemon.ui.export.dialog import ExportDialog
app = QApplication([])
history, out = map(Path, sys.argv[1:])
dialog = ExportDialog(history, Query(), {})
dialog.wishes.target.box.setText(str(out / "events.csv"))
dialog.wishes.pictures.click()
dialog.open()
dialog.start.click()
begun = []
def look():
    if list(out.glob(".facemon-*/*")):
        begun.append(True)
        app.quit()
timer = QTimer(interval=1)
timer.timeout.connect(look)
timer.start()
app.exec()
print(begun, list(out.iterdir()))
"""


def test_the_end_of_the_program_leaves_nothing_behind(history: Path, out: Path) -> None:
    keep(history, many(1000, jpeg(48, 64)))
    done = subprocess.run(
        [sys.executable, "-c", QUITS, str(history), str(out)], capture_output=True, text=True, check=False, timeout=60
    )
    assert done.stdout == "[True] []\n", done.stderr


def test_what_cannot_be_written_is_told(qtbot: QtBot, history: Path, out: Path, open_dialog: Open) -> None:
    keep(history, many(1))
    dialog = open_dialog()
    dialog.wishes.target.box.setText("events.csv")
    dialog.start.click()
    assert not dialog.running
    assert "whole path" in dialog.said.text()
    dialog.wishes.target.box.setText("")
    assert not dialog.start.isEnabled()
    dialog.wishes.target.box.setText(str(out / "none" / "events.csv"))
    dialog.start.click()
    qtbot.waitUntil(lambda: ended(dialog), timeout=WAIT_MS)
    assert "cannot be written" in dialog.said.text()
    assert dialog.said.property("bad")
    assert dialog.start.isEnabled()


def test_a_history_that_cannot_be_read_is_told(qtbot: QtBot, history: Path, out: Path, open_dialog: Open) -> None:
    dialog = open_dialog(events="")
    qtbot.waitUntil(lambda: "There is no history" in dialog.said.text(), timeout=WAIT_MS)


def test_more_than_a_report_holds_is_told_before(
    history: Path, open_dialog: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(history, many(6))
    monkeypatch.setattr(dialog_module, "MOST_EVENTS", 5)
    dialog = open_dialog()
    assert dialog.start.isEnabled()
    dialog.wishes.form.set_value(REPORT)
    assert not dialog.start.isEnabled()
    assert "at most 5 events" in dialog.said.text()
    dialog.wishes.form.set_value("json")
    assert dialog.start.isEnabled()
    assert dialog.said.text() == ""


def test_an_unforeseen_fault_is_told_and_logged(
    qtbot: QtBot, history: Path, open_dialog: Open, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    keep(history, many(1))
    monkeypatch.setattr(dialog_module, "carry_out", lambda *_: 1 // 0)
    dialog = open_dialog()
    dialog.start.click()
    qtbot.waitUntil(lambda: ended(dialog), timeout=WAIT_MS)
    assert "The export failed" in dialog.said.text()
    assert "ZeroDivisionError" in caplog.text
