"""The note from shift to shift."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType

import pytest
from kept_shift import opened
from PySide6.QtCore import QLocale, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from facemon.history.history import History
from facemon.history.note import HandedOver
from facemon.history.reader import Reader
from facemon.limit import Limit
from facemon.report.handover import LONGEST, STALE_MS, unread
from facemon.ui import theme
from facemon.ui.report.handover import HandoverDesk
from facemon.ui.report.handover_dialog import HandoverDialog

WAIT_MS = 20_000
NOW = 1_795_413_600_000


@pytest.fixture(autouse=True)
def _look(qapp: QApplication) -> None:
    theme.apply(qapp, "dark", 100)
    QLocale.setDefault(QLocale("en"))


class Desk:
    """A desk with a real history, at which somebody sits."""

    def __init__(
        self, path: Path, history: History, operator: str, read: Mapping[str, object] = MappingProxyType({})
    ) -> None:
        self.operator = operator
        self.window = QWidget()
        self.notes = HandoverDesk(path, lambda: self.operator, history.hand_over, self.window)
        self.window.show()
        self.notes.restyle()
        self.notes.restore(read)
        self.notes.look()

    @property
    def dialog(self) -> HandoverDialog:
        (dialog,) = self.window.findChildren(HandoverDialog)
        return dialog

    def write(self, text: str) -> None:
        self.notes.write()
        self.dialog.box.setPlainText(text)
        self.dialog.keep.click()

    def sits_down(self, operator: str) -> None:
        self.operator = operator
        self.notes.operator_changed()

    def close(self) -> None:
        self.notes.close(Limit(5))
        self.window.close()
        self.window.deleteLater()


@pytest.fixture
def history(tmp_path: Path) -> Iterator[History]:
    history = opened(tmp_path / "history.sqlite3")
    yield history
    history.close(20)


@pytest.fixture
def desk(qapp: QApplication, tmp_path: Path, history: History) -> Iterator[Desk]:
    desk = Desk(tmp_path / "history.sqlite3", history, "Li")
    yield desk
    desk.close()


def left(tmp_path: Path) -> list[HandedOver]:
    with Reader(tmp_path / "history.sqlite3") as reader:
        return reader.handovers(0, round(time.time() * 1000) + 1000)


def test_a_note_is_on_record_with_who_and_when(desk: Desk, history: History, tmp_path: Path) -> None:
    before = round(time.time() * 1000)
    desk.write("  Key 7 is with the plumber.\nBack at noon.\n")
    assert history.flush(20)
    (note,) = left(tmp_path)
    assert (note.by, note.text) == ("Li", "Key 7 is with the plumber.\nBack at noon.")
    assert note.at_ms >= before
    assert desk.dialog.isHidden()
    assert desk.dialog.text == ""


def test_who_wrote_it_is_not_shown_it_and_the_next_operator_is(desk: Desk) -> None:
    desk.write("Key 7 is with the plumber.")
    assert desk.notes.card.note is None
    desk.sits_down("Wang")
    card = desk.notes.card
    assert card.note is not None
    assert card.heading.text().startswith("From Li, ")
    assert card.text.toPlainText() == "Key 7 is with the plumber."
    card.button.click()
    assert card.note is None
    desk.sits_down("Li")
    assert card.note is None


def test_it_is_shown_at_the_next_start_until_it_has_been_read(
    desk: Desk, history: History, tmp_path: Path, qtbot: QtBot
) -> None:
    desk.write("The gate sticks.")
    assert history.flush(20)
    second = Desk(tmp_path / "history.sqlite3", history, "Li")
    qtbot.waitUntil(lambda: second.notes.card.note is not None, timeout=WAIT_MS)
    second.notes.card.button.click()
    state = second.notes.state()
    second.close()
    third = Desk(tmp_path / "history.sqlite3", history, "Wang", state)
    history.hand_over(round(time.time() * 1000), "Li", "Something newer")
    assert history.flush(20)
    assert third.notes.card.note is None
    third.notes.look()
    qtbot.waitUntil(lambda: third.notes.card.note is not None, timeout=WAIT_MS)
    third.close()


def test_a_draft_outlives_the_window_in_which_it_is_written(desk: Desk) -> None:
    desk.notes.write()
    desk.dialog.box.setPlainText("half a")
    desk.dialog.cancel.click()
    desk.notes.write()
    assert desk.dialog.text == "half a"


def test_the_keyboard_alone_writes_one(desk: Desk) -> None:
    desk.notes.write()
    QTest.keyClicks(desk.dialog.box, "all quiet")
    QTest.keyClick(desk.dialog.box, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    desk.sits_down("Wang")
    assert desk.notes.card.note is not None
    assert desk.notes.card.note.text == "all quiet"


def test_nothing_and_too_much_cannot_be_put_on_record(desk: Desk) -> None:
    desk.notes.write()
    assert not desk.dialog.keep.isEnabled()
    desk.dialog.box.setPlainText("  \n ")
    assert not desk.dialog.keep.isEnabled()
    desk.dialog.box.setPlainText("x" * (LONGEST + 3))
    assert not desk.dialog.keep.isEnabled()
    assert desk.dialog.said.text() == "3 character(s) too many"


def test_a_long_note_is_whole_and_takes_few_lines(desk: Desk) -> None:
    lines = [f"line {number}" for number in range(60)]
    desk.write("\n".join(lines))
    desk.sits_down("Wang")
    assert desk.notes.card.text.toPlainText().splitlines() == lines
    assert desk.notes.card.text.height() < 10 * desk.notes.card.heading.sizeHint().height()


def test_what_reads_as_markup_stays_as_it_was_written(desk: Desk) -> None:
    desk.write("<b>x</b> \u202e<img src=/etc/passwd>")
    desk.sits_down("Wang")
    assert desk.notes.card.text.toPlainText() == "<b>x</b> <img src=/etc/passwd>"


def test_what_nobody_read_for_days_is_not_shown_any_more() -> None:
    note = HandedOver(NOW, "Li", "old")
    for later, shown in ((1, note), (STALE_MS + 1, None)):
        assert unread([note], "Wang", read_ms=0, written_ms=None, now_ms=NOW + later) == shown


def test_only_the_newest_note_is_to_be_read() -> None:
    notes = [HandedOver(NOW + n, "Li", str(n)) for n in (2, 3, 1)]
    assert unread(notes, "Wang", read_ms=0, written_ms=None, now_ms=NOW + 9) == notes[1]
    assert unread(notes, "Wang", read_ms=NOW + 3, written_ms=None, now_ms=NOW + 9) is None
    assert unread(notes, "Li", read_ms=0, written_ms=NOW + 3, now_ms=NOW + 9) is None
    assert unread(notes, "Li", read_ms=0, written_ms=None, now_ms=NOW + 9) == notes[1]
