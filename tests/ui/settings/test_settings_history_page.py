"""The page “History”: limits, what is kept, backups, and a person's data erased."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from settings_desk import Desk, press, usual_look

from facemon.event import Category, Event, Person
from facemon.history.database import open_for_reading
from facemon.history.keeping import Keeping, Trouble
from facemon.settings import HistorySettings, Settings
from facemon.ui.settings.dialog import SettingsDialog
from facemon.ui.settings.erase_dialog import EraseDialog
from facemon.ui.settings.history_page import HistoryPage
from facemon.ui.settings.keeping_draft import KeepingField

ANNA = Person(name="Anna Zanzibarowa", user_id="4711")
OTTO = Person(name="Otto", user_id="4712")
NOW = 1_795_437_127_000


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    yield Desk(qtbot, tmp_path)
    usual_look()


@pytest.fixture
def kept(desk: Desk) -> Iterator[Desk]:
    """A desk with three events in its history: two of Anna, the second of which nobody has acknowledged."""
    desk.kept.start()
    for number, person in enumerate((ANNA, ANNA, OTTO), 1):
        event = Event(
            uuid=str(number), device_id="gate", time_ms=NOW, received_ms=NOW, category=Category.BLACKLIST,
            person=person, picture=b"\xff\xd8\xff\xd9", picture_size=4,
        )  # fmt: skip
        desk.kept.put(event, number, raised=number == 2)
    assert desk.kept.flush(10)
    yield desk
    desk.kept.close(10)


def page_of(desk: Desk, settings: HistorySettings | None = None) -> tuple[SettingsDialog, HistoryPage]:
    dialog = desk.open(Settings(history=settings or HistorySettings()), page="history")
    return dialog, dialog.history


def write(page: HistoryPage, field: KeepingField, text: str) -> None:
    box = page.fields[field].box
    box.setFocus()
    box.selectAll()
    QTest.keyClicks(box, text) if text else QTest.keyClick(box, Qt.Key.Key_Delete)
    QTest.keyClick(box, Qt.Key.Key_Tab)


def test_what_is_typed_is_the_result(desk: Desk) -> None:
    dialog, page = page_of(desk)
    write(page, KeepingField.DAYS, "30")
    write(page, KeepingField.GB, "7")
    write(page, KeepingField.FOLDER, "/backups")
    dialog.accept()
    assert dialog.result_settings.history == HistorySettings(keep_days=30, keep_gb=7, backup_folder="/backups")


def test_a_mistake_is_told_beside_its_field_once_it_was_left_and_keeps_from_saving(desk: Desk) -> None:
    dialog, page = page_of(desk)
    box = page.fields[KeepingField.DAYS].box
    box.selectAll()
    QTest.keyClicks(box, "0")
    assert not dialog.save.isEnabled()
    assert "whole number" not in page.fields[KeepingField.DAYS].note.text()
    QTest.keyClick(box, Qt.Key.Key_Tab)
    assert "whole number" in page.fields[KeepingField.DAYS].note.text()
    dialog.tabs.setCurrentIndex(0)
    dialog.show_mistake.click()
    assert page.isVisible()
    assert dialog.focusWidget() is box
    press(dialog, Qt.Key.Key_Return)
    assert dialog.isVisible()
    write(page, KeepingField.DAYS, "1")
    assert dialog.save.isEnabled()
    assert "deleted" in page.fields[KeepingField.DAYS].note.text()


def test_it_says_how_much_is_kept_and_where(kept: Desk, qtbot: QtBot) -> None:
    _, page = page_of(kept)
    qtbot.waitUntil(lambda: page.kept.amount.text().startswith("3 event(s) · "))
    assert "since " in page.kept.amount.text()
    assert page.kept.place.text() == str(kept.history.path)


def test_it_says_why_nothing_is_known(desk: Desk, qtbot: QtBot) -> None:
    _, page = page_of(desk)
    qtbot.waitUntil(lambda: page.kept.amount.text().startswith("There is no history"))


def test_a_backup_can_be_made_at_once(kept: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    _, page = page_of(kept)
    target = tmp_path / "copy.sqlite3"
    page.backup.begin(str(target))
    assert page.backup.button.text() == "Stop"
    qtbot.waitUntil(lambda: "The backup is in" in page.backup.note.text())
    assert page.backup.button.text() == "Back up now…"
    with closing(open_for_reading(target)) as connection:
        assert connection.execute("SELECT count(*) FROM event").fetchone() == (3,)


def test_why_no_backup_was_made_is_said(kept: Desk, qtbot: QtBot) -> None:
    _, page = page_of(kept)
    page.backup.begin(str(kept.history.path))
    qtbot.waitUntil(lambda: "the history itself" in page.backup.note.text())


def erasing(desk: Desk, qtbot: QtBot, text: str = "zanzi") -> EraseDialog:
    _, page = page_of(desk)
    page.erase.click()
    dialog = page.erasing
    assert dialog is not None
    QTest.keyClicks(dialog.people.text.box, text)
    return dialog


def choose(dialog: EraseDialog, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: len(dialog.people.toggles) == 1)
    dialog.people.toggles[0].click()
    qtbot.waitUntil(lambda: "will be erased" in dialog.weight.text())


def test_a_person_is_found_and_erased_once_all_is_confirmed(kept: Desk, qtbot: QtBot) -> None:
    dialog = erasing(kept, qtbot)
    choose(dialog, qtbot)
    assert dialog.people.toggles[0].text().startswith("Anna Zanzibarowa · 4711 · 2 event(s)")
    assert dialog.weight.text() == "2 event(s) will be erased, with pictures."
    assert not dialog.erase.isEnabled()
    QTest.keyClicks(dialog.reason.box, "by letter")
    assert not dialog.erase.isEnabled()
    dialog.sure.click()
    assert not dialog.erase.isEnabled()
    dialog.alarms.click()
    dialog.erase.click()
    qtbot.waitUntil(lambda: "Erased: 2 event(s), 2 picture(s)." in dialog.outcome.text(), timeout=15_000)
    with closing(open_for_reading(kept.history.path)) as connection:
        assert connection.execute("SELECT id FROM event").fetchall() == [(3,)]
        assert connection.execute("SELECT erased_by, reason, events FROM erasure").fetchall() == [
            ("Dora", "by letter", 2)
        ]
    assert sorted(kept.erased) == [1, 2]
    dialog.cancel.click()
    assert not dialog.isVisible()


@pytest.mark.parametrize("reason", ["for ANNA  zanzibarowa", "number 4711", "anna zanzibarowa"])
def test_the_reason_must_not_say_whose_data_it_was(kept: Desk, qtbot: QtBot, reason: str) -> None:
    dialog = erasing(kept, qtbot)
    choose(dialog, qtbot)
    dialog.sure.click()
    dialog.alarms.click()
    QTest.keyClicks(dialog.reason.box, reason)
    assert "Leave the name" in dialog.reason.note.text()
    assert not dialog.erase.isEnabled()


def test_enter_erases_nothing(kept: Desk, qtbot: QtBot) -> None:
    dialog = erasing(kept, qtbot)
    choose(dialog, qtbot)
    dialog.sure.click()
    dialog.alarms.click()
    QTest.keyClicks(dialog.reason.box, "by letter")
    assert dialog.erase.isEnabled()
    QTest.keyClick(dialog.reason.box, Qt.Key.Key_Return)
    assert dialog.outcome.text() == ""
    assert dialog.isVisible()


def test_nobody_found_is_said(kept: Desk, qtbot: QtBot) -> None:
    dialog = erasing(kept, qtbot, "nobody")
    qtbot.waitUntil(lambda: "knows nobody" in dialog.people.text.note.text())


def test_while_nothing_can_be_written_nothing_can_be_erased(kept: Desk, qtbot: QtBot) -> None:
    kept.keeping = Keeping(keeping=False, problem=Trouble.FULL.value)
    dialog = erasing(kept, qtbot)
    assert dialog.weight.text() == "Nothing can be erased now. The disk is full."
    assert not dialog.erase.isEnabled()


def test_escape_stops_erasing_and_tells_how_far_it_came(kept: Desk, qtbot: QtBot) -> None:
    dialog = erasing(kept, qtbot)
    choose(dialog, qtbot)
    dialog.sure.click()
    dialog.alarms.click()
    QTest.keyClicks(dialog.reason.box, "by letter")
    let_on = threading.Event()
    kept.kept.run(lambda _: let_on.wait(10))  # the writer is busy
    dialog.erase.click()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    let_on.set()
    qtbot.waitUntil(lambda: dialog.cancel.text() == "Close", timeout=15_000)
    assert dialog.outcome.text().startswith("Stopped before the end.")
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
