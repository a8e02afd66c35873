"""What a finger does: it pulls the events along, taps as a mouse clicks, and held still asks for the menu."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import shiboken6
from happenings import usual_look
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QPointingDevice
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QListWidget, QPushButton, QSlider, QToolTip, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from facemon.ui.fingers import Fingers


class Page(QWidget):
    """A list that scrolls, a button with something to tell, a slider."""

    def __init__(self) -> None:
        super().__init__()
        self.list = QListWidget()
        self.list.addItems([f"row {number}" for number in range(300)])
        self.list.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.asked: list[QPoint] = []
        self.list.customContextMenuRequested.connect(self.asked.append)
        self.pressed: list[str] = []
        self.list.itemClicked.connect(lambda item: self.pressed.append(item.text()))
        self.button = QPushButton("Press")
        self.button.setToolTip("What it does")
        self.button.clicked.connect(lambda: self.pressed.append("button"))
        self.slider = QSlider(Qt.Orientation.Horizontal)
        layout = QVBoxLayout(self)
        for part in (self.list, self.button, self.slider):
            layout.addWidget(part)
        self.resize(300, 420)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        event.ignore()


@pytest.fixture
def glass(qtbot: QtBot) -> Iterator[QPointingDevice]:
    device = QTest.createTouchDevice()
    yield device
    shiboken6.delete(device)  # else it is there for every test that follows


@pytest.fixture
def page(qtbot: QtBot, glass: QPointingDevice) -> Page:
    usual_look()
    page = Page()
    qtbot.addWidget(page)
    page.show()
    QTest.qWaitForWindowActive(page)
    fingers = Fingers(page)
    fingers.use(on=True)
    fingers._held.setInterval(50)
    return page


def touch(glass: QPointingDevice, widget: QWidget, *places: QPoint, rest_ms: int = 0) -> None:
    """Put a finger down on the first place, go on to the others, and lift it."""
    QTest.touchEvent(widget, glass).press(0, places[0], widget).commit()
    QTest.qWait(rest_ms)
    for place in places[1:]:
        QTest.qWait(10)
        QTest.touchEvent(widget, glass).move(0, place, widget).commit()
    QTest.touchEvent(widget, glass).release(0, places[-1], widget).commit()


def test_a_finger_pulls_a_list_along_and_it_runs_on_without_anything_being_pressed(
    qtbot: QtBot, page: Page, glass: QPointingDevice
) -> None:
    bar = page.list.verticalScrollBar()
    touch(glass, page.list.viewport(), *(QPoint(50, 250 - 20 * step) for step in range(11)))
    pulled = bar.value()
    assert pulled > 100
    qtbot.waitUntil(lambda: bar.value() > pulled + 50, timeout=5_000)
    assert (page.pressed, page.list.selectedItems(), page.asked) == ([], [], [])


def test_a_tap_presses_what_is_under_the_finger_once(qtbot: QtBot, page: Page, glass: QPointingDevice) -> None:
    touch(glass, page.list.viewport(), QPoint(30, 5))
    touch(glass, page.button, QPoint(20, 10))
    qtbot.waitUntil(lambda: page.pressed == ["row 0", "button"], timeout=5_000)
    assert page.list.selectedItems()[0].text() == "row 0"


def test_a_finger_that_is_held_still_asks_for_the_menu_of_what_it_selects(
    qtbot: QtBot, page: Page, glass: QPointingDevice
) -> None:
    touch(glass, page.list.viewport(), QPoint(30, 5), rest_ms=200)
    assert page.asked == [QPoint(30, 5)]
    assert (page.pressed, page.list.currentRow()) == ([], 0)


def test_a_finger_that_is_held_on_a_button_shows_what_it_would_do_and_does_not_do_it(
    qtbot: QtBot, page: Page, glass: QPointingDevice
) -> None:
    QTest.touchEvent(page.button, glass).press(0, QPoint(20, 10), page.button).commit()
    qtbot.waitUntil(lambda: QToolTip.text() == "What it does", timeout=5_000)
    QTest.touchEvent(page.button, glass).release(0, QPoint(20, 10), page.button).commit()
    assert page.pressed == []
    assert not page.button.isDown()


def test_a_finger_moves_a_slider_as_a_mouse_does(qtbot: QtBot, page: Page, glass: QPointingDevice) -> None:
    middle = page.slider.height() // 2
    touch(glass, page.slider, *(QPoint(8 + 20 * step, middle) for step in range(8)))
    assert page.slider.value() > 20


def test_a_window_that_goes_under_a_finger_that_is_held_still_is_no_matter(
    qtbot: QtBot, page: Page, glass: QPointingDevice
) -> None:
    gone = Page()
    gone.show()
    QTest.qWaitForWindowActive(gone)
    QTest.touchEvent(gone.list, glass).press(0, QPoint(40, 40), gone.list).commit()
    shiboken6.delete(gone)
    QTest.qWait(100)  # pytest-qt would tell of an error

    touch(glass, page.button, QPoint(20, 10))
    assert page.pressed == ["button"]
