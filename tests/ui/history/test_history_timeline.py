"""The time-line: a drag narrows the time, its edges can be moved, the keyboard does the same."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
from history_desk import DAY, HOUR, NOW, look, usual_look
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QImage, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from facemon.event import Category
from facemon.history.query import Bar
from facemon.ui import theme
from facemon.ui.history.brush import Selection
from facemon.ui.history.period import Period, span
from facemon.ui.history.timeline import TimeLine

BEGIN = span(Period.WEEK, NOW).from_ms or 0
END = span(Period.WEEK, NOW).to_ms or 0


@pytest.fixture
def line(qtbot: QtBot) -> Iterator[TimeLine]:
    usual_look()
    line = TimeLine()
    qtbot.addWidget(line)
    line.resize(700, 120)
    line.set_extent(BEGIN, END)
    line.show()
    yield line
    usual_look()


def bars(line: TimeLine, counts: dict[Category, int]) -> list[Bar]:
    return [Bar(low, high, counts) for low, high in zip(line.edges, line.edges[1:], strict=False)]


def mouse(line: TimeLine, kind: QEvent.Type, x: float) -> None:
    left = Qt.MouseButton.LeftButton
    place = QPointF(x, 20)
    held = Qt.MouseButton.NoButton if kind == QEvent.Type.MouseButtonRelease else left
    event = QMouseEvent(kind, place, line.mapToGlobal(place), left, held, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(line, event)


def drag(line: TimeLine, begin: float, end: float) -> None:
    mouse(line, QEvent.Type.MouseButtonPress, begin)
    for step in range(1, 11):
        mouse(line, QEvent.Type.MouseMove, begin + (end - begin) * step / 10)
    mouse(line, QEvent.Type.MouseButtonRelease, end)


def test_a_drag_selects_and_a_double_click_lifts_it(qtbot: QtBot, line: TimeLine) -> None:
    with qtbot.waitSignal(line.selection_changed):
        drag(line, 100, 300)
    selection = line.selection
    assert selection is not None
    assert selection.from_ms in line.edges
    assert selection.to_ms in line.edges
    assert selection.from_ms <= BEGIN + DAY <= selection.to_ms
    with qtbot.waitSignal(line.selection_changed):
        QTest.mouseDClick(line, Qt.MouseButton.LeftButton, pos=QPoint(200, 20))
    assert line.selection is None


def test_the_edges_and_the_whole_can_be_dragged(line: TimeLine) -> None:
    drag(line, 200, 395)
    before = line.selection
    assert before is not None
    left = (before.from_ms - BEGIN) / (END - BEGIN) * 700
    right = (before.to_ms - BEGIN) / (END - BEGIN) * 700
    drag(line, right - 1, right + 99)
    wider = line.selection
    assert wider is not None
    assert wider.from_ms == before.from_ms
    assert wider.to_ms > before.to_ms
    drag(line, left + 1, left - 99)
    widest = line.selection
    assert widest is not None
    assert widest.from_ms < before.from_ms
    drag(line, 300, 200)
    moved = line.selection
    assert moved is not None
    assert moved.from_ms < widest.from_ms
    assert round((moved.to_ms - moved.from_ms) / HOUR) == round((widest.to_ms - widest.from_ms) / HOUR)


def test_a_click_selects_the_bar_under_it(line: TimeLine) -> None:
    drag(line, 350, 350)
    selection = line.selection
    assert selection is not None
    assert line.edges.index(selection.to_ms) == line.edges.index(selection.from_ms) + 1


def test_all_of_it_is_no_selection(line: TimeLine) -> None:
    drag(line, 1, 699)
    assert line.selection is None


def test_the_arrow_keys_move_and_resize_and_escape_lifts(line: TimeLine) -> None:
    edges = line.edges
    QTest.keyClick(line, Qt.Key.Key_Right)
    assert line.selection == Selection(edges[0], edges[1])
    QTest.keyClick(line, Qt.Key.Key_Right)
    assert line.selection == Selection(edges[1], edges[2])
    QTest.keyClick(line, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert line.selection == Selection(edges[1], edges[3])
    assert line.accessibleDescription()
    QTest.keyClick(line, Qt.Key.Key_Left)
    assert line.selection == Selection(edges[0], edges[2])
    QTest.keyClick(line, Qt.Key.Key_Escape)
    assert line.selection is None


def test_a_wider_line_asks_for_finer_bars(qtbot: QtBot, line: TimeLine) -> None:
    few = len(line.edges)
    with qtbot.waitSignal(line.edges_changed):
        line.resize(2_400, 120)
    assert len(line.edges) > few


def test_the_part_stays_selected_when_the_same_time_is_shown_again_and_not_with_another(line: TimeLine) -> None:
    drag(line, 100, 300)
    selection = line.selection
    line.set_extent(BEGIN, END)
    assert line.selection == selection
    line.set_extent(BEGIN - DAY, END)
    assert line.selection is None


def pixels_of(line: TimeLine, category: Category) -> int:
    image = line.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    wanted = theme.category_colour(category).rgb()
    return sum(image.pixel(x, y) == wanted for x in range(0, image.width(), 3) for y in range(image.height()))


def test_one_among_thousands_is_seen_and_what_is_hidden_is_not(line: TimeLine) -> None:
    line.set_bars(bars(line, {Category.STAFF: 9_000, Category.BLACKLIST: 1}))
    assert pixels_of(line, Category.BLACKLIST) > 0
    assert pixels_of(line, Category.STAFF) > pixels_of(line, Category.BLACKLIST)
    line.set_hidden(frozenset({Category.STAFF}))
    assert pixels_of(line, Category.STAFF) == 0
    assert pixels_of(line, Category.BLACKLIST) > 0


@pytest.mark.parametrize(("name", "percent"), [("dark", 80), ("light", 200)])
def test_it_is_drawn_in_every_look_with_nothing_and_with_gaps(line: TimeLine, name: str, percent: int) -> None:
    look(name, percent)
    line.restyle()
    line.set_gaps([(BEGIN - DAY, BEGIN + HOUR), (END - HOUR, END + DAY)])
    assert not line.grab().isNull()
    line.set_bars(bars(line, dict.fromkeys(Category, 3)))
    assert not line.grab().isNull()


def test_a_year_at_any_width_is_drawn_within_a_frame(line: TimeLine) -> None:
    line.set_extent(END - 365 * DAY, END)
    line.resize(3_800, 120)
    line.set_bars(bars(line, dict.fromkeys(Category, 1000)))
    line.grab()
    began = time.perf_counter()
    line.grab()
    assert time.perf_counter() - began < 0.25  # generous: a loaded machine, a software renderer
