"""A person is put on the watch list from a card, changed, and taken off again; a stranger cannot be."""

from __future__ import annotations

import datetime
from typing import cast

import msgspec
import pytest
from happenings import HOSTILE, HOSTILE_SHOWN, device_alarm, event, jpeg, look, usual_look
from PySide6.QtCore import QDate, QModelIndex, QPoint, Qt, QTimeZone
from PySide6.QtGui import QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QPushButton, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from facemon.alarm import Watched
from facemon.event import Category, Event, Person
from facemon.monitor import BoardUpdate, WatchListChanged
from facemon.ui import language, theme
from facemon.ui.alarms.board import AlarmBoard, AlarmKeeping
from facemon.ui.feed.card import Card, CardDelegate
from facemon.ui.feed.card_ground import Look
from facemon.ui.feed.card_picture import PictureState, Standing
from facemon.ui.feed.card_text import card_text
from facemon.ui.feed.thumbnails import Thumbnails
from facemon.ui.watch.dialog import LONGEST_REASON, WatchDialog
from facemon.ui.watch.ending import Ending, last_day, said, until_ms
from facemon.ui.watch.place import WatchPlace
from facemon.ui.watch.roll import Roll, who
from facemon.ui.watch.window import WatchWindow

UTC = QTimeZone(QTimeZone.Initialization.UTC)
LI_NA = Person(name="李娜", user_id="1", type=1)


class Keeping:
    """Keeps the watch list and nothing else."""

    def __init__(self) -> None:
        self.watched: list[Watched] = []
        self._last = 0

    def watch(
        self, user_id: str, name: str, reason: str, by: str, *, until_ms: int | None = None
    ) -> tuple[BoardUpdate, ...]:
        self._last += 1
        entry = Watched(
            id=self._last, user_id=user_id, name=name, reason=reason, from_ms=self._last, until_ms=until_ms, by=by
        )
        self.watched.append(entry)
        return self._told()

    def change_watch(self, watched_id: int, reason: str, *, until_ms: int | None = None) -> tuple[BoardUpdate, ...]:
        self.watched = [
            msgspec.structs.replace(one, reason=reason, until_ms=until_ms) if one.id == watched_id else one
            for one in self.watched
        ]
        return self._told()

    def unwatch(self, watched_id: int, by: str) -> tuple[BoardUpdate, ...]:
        self.watched = [one for one in self.watched if one.id != watched_id]
        return self._told()

    def on_duty(self, operator: str) -> None:
        pass

    def _told(self) -> tuple[BoardUpdate, ...]:
        self._last += 1
        return (WatchListChanged(tuple(self.watched), self._last),)


class Place:
    """The watch list at a window."""

    def __init__(self, qtbot: QtBot) -> None:
        self.keeping = Keeping()
        self.board = AlarmBoard(cast("AlarmKeeping", self.keeping))
        self.board.operator = "Li Ming"
        self.window = QWidget()
        qtbot.addWidget(self.window)
        self.window.resize(400, 300)
        self.window.show()
        self.rolls: list[Roll] = []
        self.place = WatchPlace(self.board, lambda: True, self.window, self.rolls.append)
        qtbot.addWidget(self.place.part)
        self.place.part.show()

    def ask(self, happening: Event, picture: bytes | None = None) -> WatchDialog:
        self.place.ask(happening, picture)
        assert self.place.dialog is not None
        return self.place.dialog

    def put_on(self, happening: Event, reason: str) -> None:
        dialog = self.ask(happening)
        QTest.keyClicks(dialog.reason_field.box, reason)
        QTest.keyClick(dialog.reason_field.box, Qt.Key.Key_Return)


@pytest.fixture
def place(qtbot: QtBot) -> Place:
    usual_look()
    return Place(qtbot)


def shown(widget: QWidget) -> list[str]:
    return [label.text() for label in widget.findChildren(QLabel) if label.isVisible()]


def test_a_person_is_put_on_the_list_by_keyboard_alone_once_there_is_a_reason(place: Place) -> None:
    dialog = place.ask(event(person=LI_NA), jpeg())
    assert not dialog.isModal()
    assert "李娜" in shown(dialog)
    assert not dialog.keep.isEnabled()
    QTest.keyClick(dialog.reason_field.box, Qt.Key.Key_Return)
    assert dialog.isVisible()
    QTest.keyClicks(dialog.reason_field.box, "  ")
    assert not dialog.keep.isEnabled()
    QTest.keyClicks(dialog.reason_field.box, "lost badge")
    QTest.keyClick(dialog.reason_field.box, Qt.Key.Key_Return)
    (entry,) = place.board.watched
    assert (entry.user_id, entry.name, entry.reason, entry.by) == ("1", "李娜", "lost badge", "Li Ming")
    assert entry.until_ms is not None
    assert last_day(entry.until_ms) == QDate.currentDate()
    assert place.place.dialog is None


@pytest.mark.parametrize(
    ("ending", "days"), [(Ending.TODAY, 0), (Ending.WEEK, 7), (Ending.DATE, 30), (Ending.NEVER, None)]
)
def test_the_end_is_that_of_a_day_or_none(place: Place, ending: Ending, days: int | None) -> None:
    dialog = place.ask(event(person=LI_NA))
    dialog.reason_field.box.setText("x")
    dialog.ending.set_value(ending.value)
    dialog.date.setDate(QDate.currentDate().addDays(30))
    assert dialog.date.isVisible() == (ending is Ending.DATE)
    dialog.accept()
    (entry,) = place.board.watched
    assert (entry.until_ms is None) == (days is None)
    if entry.until_ms is not None and days is not None:
        assert last_day(entry.until_ms) == QDate.currentDate().addDays(days)
        assert f"{QDate.currentDate().addDays(days).day()} " in said(entry.until_ms)


def test_a_day_ends_where_the_next_one_begins() -> None:
    now = round(datetime.datetime(2026, 11, 26, 15, 0, tzinfo=datetime.UTC).timestamp() * 1000)
    for ending, day in ((Ending.TODAY, 27), (Ending.WEEK, 34), (Ending.DATE, 30)):
        midnight = datetime.datetime(2026, 11, 1, tzinfo=datetime.UTC) + datetime.timedelta(days=day - 1)
        assert until_ms(ending, QDate(2026, 11, 29), now, UTC) == round(midnight.timestamp() * 1000)
    assert until_ms(Ending.NEVER, QDate(2026, 11, 29), now, UTC) is None


def test_who_is_on_the_list_is_changed_and_keeps_what_was_said(place: Place) -> None:
    place.put_on(event(person=LI_NA), "lost badge")
    dialog = place.ask(event(person=LI_NA))
    assert dialog.reason_field.box.text() == "lost badge"
    assert any("Li Ming" in text for text in shown(dialog))
    assert dialog.until == place.board.watched[0].until_ms
    dialog.ending.set_value(Ending.NEVER.value)
    dialog.accept()
    (entry,) = place.board.watched
    assert (entry.id, entry.reason, entry.until_ms) == (1, "lost badge", None)


def test_somebody_taken_off_while_that_is_being_changed_is_put_on_the_list_again(place: Place) -> None:
    place.put_on(event(person=LI_NA), "lost badge")
    dialog = place.ask(event(person=LI_NA))
    place.board.unwatch(1)
    dialog.accept()
    assert [one.reason for one in place.board.watched] == ["lost badge"]


def test_nothing_is_changed_where_the_dialog_is_left(place: Place) -> None:
    dialog = place.ask(event(person=LI_NA))
    dialog.reason_field.box.setText("x")
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert place.board.watched == ()


@pytest.mark.parametrize(
    "happening",
    [
        event(Category.STRANGER),
        event(Category.STRANGER, Person(name="somebody", user_id="7")),
        event(Category.NONLIVE),
        event(Category.STAFF, Person()),
    ],
)
def test_who_was_not_recognised_cannot_be_watched_for_and_it_is_said(place: Place, happening: Event) -> None:
    assert who(happening) is None
    place.place.show(happening, None)
    assert not place.place.part.button.isEnabled()
    assert place.place.part.button.text() == "Not recognised: cannot be watched for"
    asks, opens = place.place.actions(happening, None, place.window)
    assert (asks.isEnabled(), opens.isEnabled()) == (False, True)
    place.place.ask(happening, None)
    assert place.place.dialog is None


def test_a_device_alarm_is_about_nobody(place: Place) -> None:
    place.place.show(device_alarm(), None)
    assert not place.place.part.isVisible()


def test_the_details_say_that_a_person_is_on_the_list_and_why(place: Place) -> None:
    place.place.show(event(person=LI_NA), None)
    assert place.place.part.button.text() == "Watch for this person…"
    place.put_on(event(person=LI_NA), "lost badge")
    assert place.place.part.told.text().startswith("On the watch list until the end of ")
    assert place.place.part.told.text().endswith(" · lost badge")
    place.place.part.button.click()
    assert place.place.dialog is not None
    assert place.place.dialog.windowTitle() == "Watch list"


def test_a_card_of_who_is_on_the_list_is_marked_and_says_so(place: Place) -> None:
    place.put_on(event(person=LI_NA), "lost badge")
    roll = place.rolls[-1]
    assert roll.find(event(person=Person(name="又名", user_id="1"))) is not None
    assert roll.find(event(person=Person(name="李娜", user_id="2"))) is None
    assert roll.find(event(person=Person(name="李娜"))) is not None
    assert roll.find(device_alarm()) is None
    assert "on the watch list" in card_text(event(person=LI_NA), "North gate", watched=True).sentence
    assert "on the watch list" not in card_text(event(person=LI_NA), "North gate").sentence


def test_who_has_no_number_is_known_by_the_name_as_the_device_sent_it(place: Place) -> None:
    place.put_on(event(person=Person(name=HOSTILE)), "odd name")
    assert place.rolls[-1].find(event(person=Person(name=HOSTILE))) is not None
    dialog = place.ask(event(person=Person(name=HOSTILE)))
    assert HOSTILE_SHOWN in shown(dialog)


def test_the_menu_of_a_card_leads_to_both(place: Place) -> None:
    place.place.menu(event(person=LI_NA), None, QPoint(10, 10))
    (menu,) = place.window.findChildren(QMenu)
    asks, opens = menu.actions()
    opens.trigger()
    assert place.place.list is not None
    assert place.place.list.isVisible()
    asks.trigger()
    assert place.place.dialog is not None
    menu.close()
    place.place.close()
    assert place.place.list is None


def listed(place: Place, *names: str) -> WatchWindow:
    for number, name in enumerate(names, 1):
        place.put_on(event(person=Person(name=name, user_id=str(number))), f"reason {number}")
    place.place.open_list()
    assert place.place.list is not None
    return place.place.list


def cells(window: WatchWindow, role: Qt.ItemDataRole = Qt.ItemDataRole.DisplayRole) -> list[list[str]]:
    model = window.model
    rows, columns = range(model.rowCount()), range(model.columnCount())
    return [[str(model.data(model.index(row, column), role)) for column in columns] for row in rows]


def test_the_list_shows_who_why_until_when_since_when_and_by_whom(place: Place) -> None:
    window = listed(place, "李娜", HOSTILE)
    assert [(row[0], row[1], row[4]) for row in cells(window)] == [
        ("李娜 · 1", "reason 1", "Li Ming"),
        (f"{HOSTILE_SHOWN} · 2", "reason 2", "Li Ming"),
    ]
    assert cells(window, Qt.ItemDataRole.AccessibleTextRole)[0][1] == "Reason: reason 1"
    assert window.model.rowCount(window.model.index(0, 0)) == 0
    assert window.model.data(QModelIndex()) is None


def test_the_list_is_searched_by_name_number_and_reason(place: Place) -> None:
    window = listed(place, "李娜", "Zoë Müller", "Tom Baker")
    for text, names in (("muller", ["Zoë Müller · 2"]), ("reason 3", ["Tom Baker · 3"]), ("nobody", [])):
        window.search.setText(text)
        assert [row[0] for row in cells(window)] == names
    assert any("matches" in text for text in shown(window))
    window.search.clear()
    assert len(cells(window)) == 3


def test_somebody_is_taken_off_only_once_the_operator_is_sure(place: Place) -> None:
    window = listed(place, "李娜", "Tom Baker")
    window.table.selectRow(0)
    QTest.keyClick(window.table, Qt.Key.Key_Delete)
    assert window.question is not None
    assert "李娜" in window.question.text()
    window.question.reject()
    assert len(place.board.watched) == 2
    window.take_off_button.click()
    assert window.question is not None
    next(b for b in window.question.findChildren(QPushButton) if b.text() == "Take off").click()
    assert [one.name for one in place.board.watched] == ["Tom Baker"]
    assert [row[0] for row in cells(window)] == ["Tom Baker · 2"]


def test_the_end_is_changed_from_the_list(place: Place) -> None:
    window = listed(place, "李娜")
    window.table.selectRow(0)
    window.change_button.click()
    assert place.place.dialog is not None
    place.place.dialog.ending.set_value(Ending.NEVER.value)
    place.place.dialog.accept()
    assert cells(window)[0][2] == "until taken off"


def test_an_empty_list_says_how_somebody_gets_on_it(place: Place) -> None:
    window = listed(place)
    assert any("from a card" in text for text in shown(window))
    assert not window.change_button.isEnabled()
    QTest.keyClick(window.search, Qt.Key.Key_Escape)  # where the keyboard is
    assert not window.isVisible()


@pytest.mark.parametrize("percent", [80, 100, 200])
@pytest.mark.parametrize("name", ["dark", "light"])
def test_the_dialog_holds_at_every_size(qtbot: QtBot, name: str, percent: int) -> None:
    look(name, percent)
    dialog = WatchDialog("Anna-Karin " * 20, "Staff · " + "x" * 300, None, raises=False)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.reason_field.box.setText("x" * 500)
    assert len(dialog.reason) == LONGEST_REASON
    for button in (dialog.keep, dialog.cancel):
        assert button.width() >= button.sizeHint().width()
    assert any("off in the settings" in text for text in shown(dialog))
    dialog.reject()
    QApplication.processEvents()
    usual_look()


@pytest.mark.parametrize("spoken", ["en", "zh_CN"])
def test_the_dialog_opens_as_high_as_what_is_in_it(qapp: QApplication, qtbot: QtBot, spoken: str) -> None:
    usual_look()
    language.install(qapp, spoken)
    try:
        dialog = WatchDialog("Anna Berg", "Staff", jpeg(), raises=True)
        qtbot.addWidget(dialog)
        dialog.show()
        QApplication.processEvents()
        (area,) = dialog.findChildren(QScrollArea)
        assert area.verticalScrollBar().maximum() == 0
        dialog.reject()
    finally:
        language.install(qapp, "en")


def drawn(*, watched: bool) -> QImage:
    """Return a card as it is drawn."""
    image = QImage(600, 160, QImage.Format.Format_RGB32)
    image.fill(theme.colour("window"))
    painter = QPainter(image)
    thumbnails = Thumbnails()
    card = Card(1, event(person=LI_NA), "North gate", PictureState(Standing.NONE), watched)
    CardDelegate(thumbnails).paint_event(painter, image.rect(), card, Look(600, 1.0))
    painter.end()
    thumbnails.stop(1.0)
    return image


@pytest.mark.parametrize("name", ["dark", "light"])
def test_the_mark_is_in_the_corner_of_the_picture_and_covers_nothing_else(qtbot: QtBot, name: str) -> None:
    look(name, 100)
    plain, marked = drawn(watched=False), drawn(watched=True)
    other = [(x, y) for x in range(600) for y in range(160) if plain.pixel(x, y) != marked.pixel(x, y)]
    usual_look()
    assert other
    assert max(x for x, _ in other) < 110
    assert max(x for x, _ in other) - min(x for x, _ in other) < 30
    assert max(y for _, y in other) - min(y for _, y in other) < 30
