"""What changes many times a second has nothing done anew but itself: no layout, nothing of what lies below it."""

from __future__ import annotations

import pytest
from happenings import arrived, event, usual_look
from painted_parts import told
from PySide6.QtCore import QEvent
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QMainWindow, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from facemon.alarm import Priority
from facemon.event import Category
from facemon.ui.coming.tray_icon import tray_icon
from facemon.ui.feed.panel import FeedPanel
from facemon.ui.figures import Figures, in_widest
from facemon.ui.status_bar import StatusBar

_LAYOUT, _PAINT = QEvent.Type.LayoutRequest, QEvent.Type.Paint


def window_with(qtbot: QtBot, *parts: QWidget) -> QMainWindow:
    usual_look()
    window, middle = QMainWindow(), QWidget()
    qtbot.addWidget(window)
    column = QVBoxLayout(middle)
    for part in parts:
        column.addWidget(part)
    window.setCentralWidget(middle)
    window.resize(900, 600)
    window.show()
    qtbot.waitExposed(window)
    return window


def test_a_count_of_as_many_digits_has_nothing_laid_out_and_nothing_below_the_bar_drawn(qtbot: QtBot) -> None:
    bar = StatusBar()
    window = window_with(qtbot, bar)
    bar.add_earlier({Category.STRANGER: 100, Category.STAFF: 7_000})
    more = {Category.STRANGER: 1}
    assert not told(_LAYOUT, lambda: bar.add_earlier(more))
    painted = told(_PAINT, lambda: bar.add_earlier(more))
    assert painted[bar]
    assert not painted[window]
    assert bar.today.text().startswith("Today 7,102")


def test_the_clock_has_nothing_laid_out(qtbot: QtBot) -> None:
    bar = StatusBar()
    window = window_with(qtbot, bar)
    bar.tick(1_795_437_127_000)
    assert not told(_LAYOUT, lambda: bar.tick(1_795_437_128_000))
    assert window.isVisible()


def test_an_event_that_comes_has_nothing_drawn_but_the_list_and_the_chips(qtbot: QtBot) -> None:
    panel = FeedPanel()
    window = window_with(qtbot, panel)
    panel.add([arrived(event(Category.STAFF, uuid=str(number)), number) for number in range(1, 200)])
    painted = told(_PAINT, lambda: panel.add([arrived(event(Category.STAFF, uuid="new"), 200)]))
    assert painted[panel.view.viewport()]
    assert not painted[window]
    assert not painted[panel]
    assert not painted[panel.view.verticalScrollBar()]
    assert panel.close_threads()


@pytest.mark.parametrize("text", ["Today 1,234 events", "09:41:07", "×7", "今天 38 条"])
def test_figures_take_the_room_of_the_widest_that_they_could_be(text: str, qtbot: QtBot) -> None:
    usual_look()
    label = Figures()
    qtbot.addWidget(label)
    label.setText(text)
    metrics = QFontMetrics(label.font())
    assert label.width() >= metrics.horizontalAdvance(text)
    assert label.width() >= metrics.horizontalAdvance(in_widest(text, metrics))
    assert label.height() >= label.sizeHint().height()  # of the font that the text's script is taken from
    label.setText("")
    assert label.width() == 0


def test_the_tray_has_a_picture_drawn_once_for_each_number(qtbot: QtBot) -> None:
    usual_look()
    before = tray_icon(3, Priority.HIGH).cacheKey()
    assert tray_icon(4, Priority.HIGH).cacheKey() != before
    assert tray_icon(3, Priority.HIGH).cacheKey() == before
