"""The smaller parts of the history window."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import pytest
from history_desk import look, usual_look, wait_for
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from facemon.ui.history.columns import Column, places
from facemon.ui.history.filters import Filters, Outcome, Part
from facemon.ui.history.flow import FlowLayout, stretching
from facemon.ui.history.gaps import GapList
from facemon.ui.history.menu_button import OneOf, SomeOf
from facemon.ui.history.period import Period
from facemon.ui.history.states import NothingToShow
from facemon.ui.history.summary import Summary

LEAST = dict.fromkeys(Column, 60)
HOSTILE = "<img src=x> & \u202eabc"


@pytest.fixture(autouse=True)
def _look(qtbot: QtBot) -> Iterator[None]:
    usual_look()
    yield
    usual_look()


@pytest.mark.parametrize("room", range(100, 2_000, 50))
def test_columns_never_overlap_and_what_cannot_be_read_gives_way(room: int) -> None:
    laid = places(room, LEAST, 16)
    ends = [(place.x, place.x + place.width) for place in laid.values() if place.width]
    assert all(end <= begin for (_, end), (begin, _) in pairwise(ends))
    assert ends[-1][1] <= room
    if len(laid) < len(Column):
        assert Column.SCORE not in laid
    assert {Column.FACE, Column.TIME, Column.CATEGORY, Column.PERSON} <= laid.keys()


def test_only_what_narrows_is_active() -> None:
    assert Filters(period=Period.ALL).active == ()
    narrow = Filters(text=" x ", devices=frozenset({"a"}), outcome=Outcome.DENIED)
    assert narrow.active == (Part.TEXT, Part.PERIOD, Part.DEVICES, Part.OUTCOME)
    query = narrow.query(0)
    assert (query.text, query.passed, query.acknowledged, query.categories) == ("x", False, None, None)


def test_one_of_a_few_is_chosen_with_the_keyboard(qtbot: QtBot) -> None:
    button = OneOf()
    qtbot.addWidget(button)
    button.offer("Period", [("a", "First"), ("b", HOSTILE)], "a")
    button.show()
    assert button.accessibleName() == "Period: First"
    with qtbot.waitSignal(button.chosen_changed):
        button._group.actions()[1].trigger()
    assert button.chosen == "b"
    assert button.text() == "<img src=x> && abc"


def test_what_is_chosen_begins_at_the_left_as_in_a_text_box(qtbot: QtBot) -> None:
    usual_look()
    button = OneOf()
    qtbot.addWidget(button)
    button.offer("Period", [("a", "Last 7 days")], "a")
    button.resize(button.sizeHint())
    button.show()
    drawn = button.grab().toImage()
    ground = drawn.pixelColor(5, drawn.height() // 2)
    inked = [
        x for x in range(5, drawn.width() - 5)
        if any(drawn.pixelColor(x, y) != ground for y in range(6, drawn.height() - 6))
    ]  # fmt: skip
    assert 8 <= inked[0] <= 14
    assert button.width() - inked[-1] <= 14  # the arrow at the other end


def test_some_of_many_are_ticked_while_the_menu_stays_open(qtbot: QtBot) -> None:
    button = SomeOf()
    qtbot.addWidget(button)
    button.offer("Devices", "All devices", [("a", "North gate"), ("b", "Lobby"), ("c", "Old door")], None)
    button.show()
    menu = button._menu
    menu.popup(QPoint(0, 0))
    qtbot.waitExposed(menu)
    for value in ("b", "c"):
        place = menu.actionGeometry(button._actions[value]).center()
        QTest.mouseClick(menu, Qt.MouseButton.LeftButton, pos=place)
        assert menu.isVisible()
    assert button.chosen == frozenset({"b", "c"})
    assert button.text() == "Lobby and 1 more"
    menu.setActiveAction(button._actions["b"])
    QTest.keyClick(menu, Qt.Key.Key_Space)
    assert button.chosen == frozenset({"c"})
    menu.setActiveAction(button._every)
    QTest.keyClick(menu, Qt.Key.Key_Return)
    assert button.chosen is None
    assert button.text() == "All devices"
    menu.close()


def test_a_removed_device_that_was_chosen_is_offered_no_more(qtbot: QtBot) -> None:
    button = SomeOf()
    qtbot.addWidget(button)
    button.offer("Devices", "All devices", [("a", "North gate"), ("b", "Lobby")], frozenset({"b"}))
    assert button.chosen == frozenset({"b"})
    button.offer("Devices", "All devices", [("a", "North gate")], button.chosen)
    assert button.chosen is None


@pytest.mark.parametrize("width", [120, 300, 900])
def test_a_row_goes_on_below_where_there_is_no_room(qtbot: QtBot, width: int) -> None:
    place = QWidget()
    qtbot.addWidget(place)
    flow = FlowLayout(place, spacing=8)
    buttons = [QPushButton("a button") for _ in range(5)]
    for button in buttons[:4]:
        flow.addWidget(button)
    flow.addWidget(stretching())
    flow.addWidget(buttons[4])
    place.setGeometry(0, 0, width, flow.heightForWidth(width))
    flow.setGeometry(QRect(0, 0, width, flow.heightForWidth(width)))
    for button in buttons:
        assert place.rect().contains(button.geometry())
    assert not any(
        one.geometry().intersects(other.geometry()) for one in buttons for other in buttons if one is not other
    )
    if width == 900:
        assert buttons[4].geometry().right() == width - 1


def test_a_search_that_takes_its_time_is_told(qtbot: QtBot) -> None:
    summary = Summary()
    qtbot.addWidget(summary)
    summary.found(3, 0.0123)
    assert summary.label.text() == "3 event(s) · found in 12 ms"
    summary.search()
    assert not summary.busy
    wait_for(lambda: summary.busy)
    assert summary.label.text() == "Searching…"
    summary.found(17, 2.345)
    assert summary.label.text() == "17 event(s) · found in 2.3 s"
    assert not summary.busy


@pytest.mark.parametrize("percent", [80, 100, 200])
def test_why_there_is_nothing_is_never_cut_off(qtbot: QtBot, percent: int) -> None:
    look("light", percent)
    nothing = NothingToShow()
    qtbot.addWidget(nothing)
    nothing.restyle()
    nothing.nothing_found(tuple(Part))
    nothing.resize(500, 500)
    nothing.show()
    for button in (*nothing.buttons.values(), nothing.all_button):
        assert button.isVisible()
        assert button.width() >= button.sizeHint().width()
        assert nothing.rect().contains(QRect(button.mapTo(nothing, QPoint(0, 0)), button.size()))
    with qtbot.waitSignal(nothing.lift):
        nothing.all_button.click()
    assert nothing.lifted == tuple(Part)
    nothing.unavailable("There is no history.")
    assert nothing.again_button.isVisible()
    assert nothing.all_button.isHidden()


def test_where_one_gap_ends_and_the_next_begins_is_seen(qtbot: QtBot) -> None:
    told = GapList(["A was not watched", "B is new"])
    qtbot.addWidget(told)
    assert told.text.toPlainText() == "A was not watched\n\nB is new"
