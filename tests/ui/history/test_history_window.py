"""The history window over a real history: what a guard types, clicks and sees."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from history_desk import DAY, HOUR, MINUTE, NOW, event, fill, gap, jpeg, look, person, usual_look, wait_for
from PySide6.QtCore import Qt, QTranslator
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QCalendarWidget, QLabel
from pytestqt.qtbot import QtBot

from facemon.event import Category, GapState
from facemon.history.query import Found
from facemon.limit import Limit
from facemon.monitor.enrolled import Photo, PhotoState
from facemon.settings import PicturePrivacy, PrivacySettings
from facemon.ui import theme
from facemon.ui.export.dialog import ExportDialog
from facemon.ui.history.columns import Column
from facemon.ui.history.filter_bar import Shape
from facemon.ui.history.filters import Outcome, Part
from facemon.ui.history.held import PAGE
from facemon.ui.history.neighbours import Relation
from facemon.ui.history.period import Period
from facemon.ui.history.table import heading
from facemon.ui.history.window import HistoryWindow
from facemon.ui.privacy.blurring import Blurring

BARRED = person("Zhang San 张三", user_id="900", remark="Barred since March: theft")
FINANCE = person("李娜", "Finance", user_id="77", job_number="10382")


def usual_events() -> list:  # type: ignore[type-arg]
    """Return 500 events of the last two days, the newest a minute old, with one barred person and one visitor."""
    happenings = [
        event(number, NOW - MINUTE - (499 - number) * 5 * MINUTE, picture=jpeg() if number > 480 else b"")
        for number in range(500)
    ]
    happenings[490] = event(
        490, NOW - 46 * MINUTE, Category.BLACKLIST, person=BARRED, passed=False, device_id="lobby", picture=jpeg()
    )
    happenings[300] = event(300, happenings[300].at_ms, Category.BLACKLIST, person=BARRED, passed=False)
    happenings[495] = event(495, NOW - 21 * MINUTE, person=FINANCE, device_id="old-door")
    return happenings


class Desk:
    """A history window over a history of its own."""

    def __init__(self, path: Path, window: HistoryWindow | None = None) -> None:
        self.path = path
        self.window = window or HistoryWindow(path)
        self.window.show()
        self.window.activateWindow()
        QTest.qWaitForWindowActive(self.window)

    def found(self, rows: int) -> bool:
        """Return whether so many events have been found and counted."""
        return self.window.results.rowCount() == rows and self.window._lookup.counts is not None

    def wait(self, rows: int) -> None:
        """Wait until so many events have been found."""
        wait_for(lambda: self.found(rows))

    def row(self, row: int) -> Found:
        """Return what is in a row."""
        found = self.window.results.row(row)
        assert found is not None
        return found

    def said(self) -> list[str]:
        """Return all labels that are to be seen."""
        return [label.text() for label in self.window.findChildren(QLabel) if label.isVisible()]

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press a key where the keyboard is."""
        QTest.keyClick(QApplication.focusWidget() or self.window, key, modifier)
        QApplication.processEvents()

    def close(self) -> None:
        """End it as the program does."""
        self.window.close_threads(Limit(10))
        self.window.close()
        self.window.deleteLater()
        QApplication.processEvents()


@pytest.fixture
def desks(qtbot: QtBot) -> Iterator[list[Desk]]:
    usual_look()
    opened: list[Desk] = []
    yield opened
    for desk in opened:
        desk.close()
    usual_look()


@pytest.fixture
def desk(desks: list[Desk], tmp_path: Path) -> Desk:
    path = tmp_path / "history.sqlite3"
    fill(path, usual_events(), raised=frozenset({"event-490", "event-300"}))
    desks.append(Desk(path))
    desks[0].wait(500)
    return desks[0]


def test_it_opens_with_the_last_seven_days_counted_and_drawn(desk: Desk) -> None:
    window = desk.window
    assert desk.row(0).happening.uuid == "event-499"
    assert window.summary.label.text().startswith("500 event(s) · found in ")
    wait_for(lambda: bool(window._lookup.bars))
    assert sum(sum(bar.counts.values()) for bar in window._lookup.bars) == 500
    assert window.details.panel.isHidden()
    assert window.panel.view.hasFocus()


def test_what_is_typed_is_found_by_name_number_group_and_pinyin(desk: Desk) -> None:
    for text, rows in (("zhang", 2), ("张三", 2), ("10382", 1), ("finance", 1), ("lina", 1), ("old door", 1)):
        desk.press(Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
        search = desk.window.filter_bar.search
        assert desk.window.focusWidget() is search
        search.insert(text)  # over what is selected
        desk.wait(rows)
    desk.press(Qt.Key.Key_Escape)
    desk.wait(500)
    assert desk.window.panel.view.hasFocus()


def test_filters_combine_and_can_be_lifted_where_nothing_is_found(desk: Desk) -> None:
    bar, nothing = desk.window.filter_bar, desk.window.panel.nothing
    bar.outcome.choose(Outcome.DENIED.value)
    bar.devices.choose(frozenset({"lobby"}))
    bar.changed.emit()
    desk.wait(1)
    desk.window.chips.show_only(Category.STAFF)
    desk.wait(0)
    assert nothing.isVisible()
    assert "Nothing found" in desk.said()
    shown = {part for part, button in nothing.buttons.items() if button.isVisible()}
    assert shown == {Part.PERIOD, Part.DEVICES, Part.OUTCOME, Part.CATEGORIES}
    nothing.buttons[Part.CATEGORIES].click()
    desk.wait(1)
    assert nothing.isHidden()
    bar.search.setText("nobody")
    desk.wait(0)
    nothing.all_button.click()
    desk.wait(500)
    assert bar.period.chosen == Period.ALL.value
    assert bar.devices.chosen is None


def test_chips_count_every_category_and_hide_theirs(desk: Desk) -> None:
    chips = desk.window.chips
    assert chips.chips[Category.BLACKLIST].accessibleName() == "Blacklist, 2 event(s)"
    desk.press(Qt.Key.Key_6)  # the staff's
    desk.wait(2)
    assert chips.chips[Category.STAFF].accessibleName() == "Staff, 498 event(s)"
    assert desk.window.summary.label.text().startswith("2 event(s) ")


def test_what_has_to_be_acknowledged_is_found(desk: Desk) -> None:
    bar = desk.window.filter_bar
    bar.outcome.choose(Outcome.UNANSWERED.value)
    bar.changed.emit()
    desk.wait(2)
    bar.outcome.choose(Outcome.ANSWERED.value)
    bar.changed.emit()
    desk.wait(0)


def test_a_part_of_the_time_line_narrows_the_results_and_escape_lifts_it(desk: Desk) -> None:
    line = desk.window.timeline
    wait_for(lambda: bool(line.edges))
    line.setFocus()
    for _ in range(12):
        desk.press(Qt.Key.Key_Left)
    wait_for(lambda: 0 < desk.window.results.rowCount() < 500)
    assert line.selection is not None
    desk.press(Qt.Key.Key_Escape)
    desk.wait(500)
    assert desk.window.isVisible()


def test_a_time_of_ones_own_is_asked_for(desk: Desk) -> None:
    bar = desk.window.filter_bar
    bar.look_at(NOW - 3 * HOUR, NOW)
    wait_for(lambda: desk.window.results.rowCount() in (36, 37))
    assert bar.period.chosen == Period.CUSTOM.value
    assert bar.custom.begin.isVisible()


def test_a_selected_row_shows_its_details_with_picture_and_message(desk: Desk) -> None:
    view, panel = desk.window.panel.view, desk.window.details.panel
    desk.press(Qt.Key.Key_Down)
    wait_for(lambda: panel.isVisible() and panel.snapshot.source_size.width() == 48)
    assert view.selected == desk.row(0)
    view.select_row(9)
    wait_for(lambda: "Zhang San 张三" in panel._title.text())
    desk.press(Qt.Key.Key_Escape)
    assert panel.isHidden()
    assert desk.window.isVisible()
    desk.press(Qt.Key.Key_Escape)
    assert desk.window.isHidden()


def test_a_blurred_face_is_shown_where_it_is_pressed_and_the_enrolled_photo_stands_beside(
    desks: list[Desk], tmp_path: Path
) -> None:
    path = tmp_path / "history.sqlite3"
    fill(path, usual_events())
    blurring = Blurring()
    blurring.set_privacy(PrivacySettings(staff=PicturePrivacy(blur=True)))
    photos: dict[str, Photo] = {}
    window = HistoryWindow(
        path, blurring=blurring, enrolled=lambda seen: photos.get(seen.device_id, Photo(PhotoState.COMING))
    )
    desks.append(Desk(path, window))
    desks[0].wait(500)
    faces, view, panel = window._faces, window.panel.view, window.details.panel
    newest = desks[0].row(0)
    wait_for(lambda: faces.state(newest).blurred)
    face = window.panel._table.blurred_place(view._rect_of(0), newest)
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=face.center())
    wait_for(lambda: faces.state(newest).image is not None and not faces.state(newest).blurred)
    wait_for(lambda: panel.isVisible() and panel.snapshot.source_size.width() == 48)
    assert not panel.pictures.blurred
    assert panel.enrolled.picture.problem == "The enrolled photo is being fetched…"
    photos["north-gate"] = Photo(PhotoState.HERE, jpeg())
    window.details.take_photos()
    wait_for(lambda: panel.enrolled.picture.source_size.width() == 48)
    view.select_row(1)
    wait_for(lambda: panel.pictures.blurred)
    desks[0].press(Qt.Key.Key_V)
    wait_for(lambda: not panel.pictures.blurred)


def test_the_keyboard_coming_to_the_results_selects_nothing_yet(desk: Desk) -> None:
    desk.window.filter_bar.search.setFocus()
    desk.press(Qt.Key.Key_Escape)
    assert desk.window.panel.view.hasFocus()
    assert desk.window.details.panel.isHidden()
    desk.press(Qt.Key.Key_Down)
    assert desk.window.panel.view.selected == desk.row(0)


def test_from_an_event_to_the_next_of_the_person_or_door_and_around_it(desk: Desk) -> None:
    window = desk.window
    window.panel.view.select_row(9)
    barred = desk.row(9)
    assert barred.happening.uuid == "event-490"
    wait_for(lambda: window.details.shown == barred)
    person_row = window.details.neighbours._rows[Relation.PERSON]
    person_row.older.click()
    wait_for(lambda: window.panel.view.selected is not None and window.panel.view.selected.id == 301)
    assert window.results.row_of(301) is not None
    person_row.older.click()
    wait_for(lambda: window.details.neighbours._told.text() == "There is no older one")
    window.details.neighbours.around_button.click()
    wait_for(lambda: window.results.rowCount() in (2, 3))
    wait_for(lambda: window.panel.view.selected is not None and window.panel.view.selected.id == 301)
    person_row.newer.click()
    wait_for(lambda: window.panel.view.selected is not None and window.panel.view.selected.id == 491)
    assert window.details.neighbours._told.text() == "Not among the results below the filters"


def test_far_rows_are_fetched_and_memory_stays_bounded(desks: list[Desk], tmp_path: Path) -> None:
    path = tmp_path / "many.sqlite3"
    fill(path, [event(number, NOW - 6 * DAY + number * 30_000) for number in range(8_000)])
    desk = Desk(path)
    desks.append(desk)
    desk.wait(8_000)
    view = desk.window.panel.view
    desk.press(Qt.Key.Key_End)
    wait_for(lambda: view.selected is not None and view.selected.happening.uuid == "event-0")
    desk.press(Qt.Key.Key_Home)
    wait_for(lambda: view.selected is not None and view.selected.happening.uuid == "event-7999")
    bar = view.verticalScrollBar()
    for part in (0.5, 0.25, 0.75):
        bar.setValue(int(bar.maximum() * part))
        row = view.indexAt(view.viewport().rect().center()).row()
        wait_for(lambda row=row: desk.window.results.row(row) is not None)  # type: ignore[misc]
        assert desk.row(row).happening.uuid == f"event-{7_999 - row}"
    while bar.value() < bar.maximum():
        bar.setValue(bar.value() + bar.pageStep() * 5)
        row = view.indexAt(view.viewport().rect().center()).row()
        wait_for(lambda row=row: desk.window.results.row(row) is not None)  # type: ignore[misc]
        assert desk.window.results.held <= 5_000 + PAGE


def test_new_events_are_told_and_shift_nothing(desk: Desk) -> None:
    window = desk.window
    before = desk.row(3)
    fill(desk.path, [event(1_000, NOW + MINUTE), event(1_001, NOW + MINUTE, Category.STRANGER)])
    window.note_arrivals()
    wait_for(lambda: window.summary.pill.isVisible())
    assert window.summary.pill.text() == "2 new – refresh"
    assert desk.row(3) == before
    window.summary.pill.click()
    desk.wait(502)
    assert window.summary.pill.isHidden()


def test_cards_show_the_same_and_the_choice_is_kept(desk: Desk) -> None:
    window = desk.window
    window.filter_bar.shape.choose(Shape.CARDS.value)
    window.filter_bar.shape_changed.emit()
    assert not window.grab().isNull()
    view = window.panel.view
    QApplication.processEvents()
    assert view.mapTo(window.panel, view.rect().topLeft()).y() >= theme.SPACE  # away from what is above
    state = window.state()
    other = HistoryWindow(desk.path)
    other.restore(state)
    assert other.filter_bar.shape.chosen == Shape.CARDS.value
    assert other.size() == window.size()
    other.restore({"shape": 17, "width": "wide"})
    other.close_threads(Limit(10))


def test_a_history_that_cannot_be_read_is_told_and_can_be_tried_again(desks: list[Desk], tmp_path: Path) -> None:
    path = tmp_path / "history.sqlite3"
    desk = Desk(path)
    desks.append(desk)
    nothing = desk.window.panel.nothing
    wait_for(nothing.isVisible)
    assert any(str(path) in text for text in desk.said())
    fill(path, [])
    nothing.again_button.click()
    wait_for(lambda: "The history is empty" in desk.said())  # and not that of today there is nothing
    assert "All time" not in desk.said()
    fill(path, [event(1, NOW)])
    desk.press(Qt.Key.Key_F5)
    desk.wait(1)


@pytest.mark.parametrize(("name", "percent", "size"), [("dark", 80, (1024, 700)), ("light", 200, (1024, 700))])
def test_every_look_is_drawn_and_long_names_have_no_room_of_their_own(
    desks: list[Desk], tmp_path: Path, name: str, percent: int, size: tuple[int, int]
) -> None:
    path = tmp_path / "history.sqlite3"
    long = person("n" * 200, *(f"group {'x' * 60} {n}" for n in range(20)), user_id="1", job_number="1" * 200)
    fill(path, [event(1, NOW - HOUR, person=long, device_id="d" * 64), event(2, NOW - HOUR, person=None)])
    desk = Desk(path)
    desks.append(desk)
    desk.wait(2)
    look(name, percent)
    desk.window.restyle()
    desk.window.resize(*size)
    desk.window.panel.view.select_row(1)
    wait_for(desk.window.details.panel.isVisible)
    QApplication.processEvents()
    assert desk.window.size().width() == size[0]
    assert desk.window.size().height() == size[1]
    desk.window.filter_bar.shape.choose(Shape.CARDS.value)
    desk.window.filter_bar.shape_changed.emit()
    assert not desk.window.grab().isNull()


def test_what_was_not_seen_is_told_for_the_part_that_is_looked_at(desks: list[Desk], tmp_path: Path) -> None:
    path = tmp_path / "history.sqlite3"
    missed = gap(NOW - 2 * DAY, NOW - 2 * DAY + HOUR, state=GapState.FAILED, recovered=0)
    closed = gap(NOW - 3 * DAY, NOW - 3 * DAY + 38 * MINUTE)
    long_ago = gap(NOW - 90 * DAY, NOW - 89 * DAY)
    fill(path, [event(1, NOW - HOUR)], gaps=[missed, closed, long_ago])
    desk = Desk(path)
    desks.append(desk)
    line = desk.window.gap_line
    wait_for(line.isVisible)
    assert "2 time(s)" in line.banner.label.text()
    assert "In 1 of them" in line.banner.label.text()
    line.banner.button.click()
    assert line.dialog is not None
    assert line.dialog.text.toPlainText().count("North gate") == 2
    line.dialog.close()
    desk.window.filter_bar.look_at(NOW - 3 * DAY - HOUR, NOW - 3 * DAY + HOUR)
    wait_for(lambda: "7 event(s) recovered" in line.banner.label.text())
    assert line.banner.button.isHidden()
    desk.window.filter_bar.period.choose(Period.TODAY.value)
    desk.window.filter_bar.changed.emit()
    wait_for(line.isHidden)


def test_just_what_is_shown_can_be_exported(desk: Desk) -> None:
    desk.window.filter_bar.search.setText("zhang")
    desk.wait(2)
    desk.window.filter_bar.export_button.click()
    dialog = desk.window.findChild(ExportDialog)
    assert dialog is not None
    assert dialog._query == desk.window.results.query
    wait_for(lambda: "2" in dialog.events.text())
    dialog.close()


def test_it_takes_up_another_language_while_it_is_shown(desk: Desk) -> None:
    class Shouting(QTranslator):
        def translate(self, _context: str, text: str, _note: str | None = None, _n: int = -1) -> str:
            return re.sub(r"{\w+}|%L?n|\w+", lambda word: word[0] if word[0][0] in "{%" else word[0].upper(), text)

        def isEmpty(self) -> bool:
            return False  # else Qt sends no LanguageChange

    window = desk.window
    window.panel.view.select_row(0)
    wait_for(window.details.panel.isVisible)
    translator = Shouting()
    assert QApplication.installTranslator(translator)
    try:
        wait_for(lambda: window.filter_bar.period.text() == "LAST 7 DAYS")
        wait_for(lambda: window.windowTitle() == "HISTORY – FACEMON")
        said = [text.replace("Person 2", "") for text in desk.said()]
        calendars = window.findChildren(QCalendarWidget)  # whose names of months are the locale's
        said += [
            button.text()
            for button in window.findChildren(QAbstractButton)
            if not any(calendar.isAncestorOf(button) for calendar in calendars)
        ]
        said += [window.summary.label.text().replace("ms", ""), window.timeline.accessibleName()]
        said += [window.panel.view.accessibleName(), heading(Column.PERSON)]
        assert [text for text in said if text != text.upper()] == []
    finally:
        QApplication.removeTranslator(translator)


def test_in_a_low_window_the_time_line_gives_way_to_what_was_found(desk: Desk) -> None:
    window = desk.window
    try:
        look("dark", 200)
        window.restyle()
        for height, shown in ((900, True), (520, False), (900, True)):
            window.resize(800, height)
            QApplication.processEvents()
            assert window.timeline.isVisible() is shown
            parts = [
                part for part in (window.chips, window.timeline, window.gap_line, window.panel) if part.isVisible()
            ]
            tops = [part.mapTo(window, part.rect().topLeft()).y() for part in parts]
            assert all(top + part.height() <= below for part, top, below in zip(parts, tops, tops[1:], strict=False))
            assert window.panel.height() > 150
    finally:
        usual_look()


def test_that_nothing_was_found_stands_below_the_names_of_the_columns(desk: Desk) -> None:
    window = desk.window
    window.filter_bar.search.setText("nobody at all")
    window.look()
    wait_for(lambda: window.panel.nothing.isVisible())
    for height in (800, 480):
        window.resize(800, height)
        QApplication.processEvents()
        assert window.panel.nothing.geometry() == window.panel.view.geometry()
