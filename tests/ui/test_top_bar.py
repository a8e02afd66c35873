"""The bar at the top has room for what matters, whatever the window's width and the font."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from happenings import usual_look
from PySide6.QtWidgets import QApplication, QPushButton, QToolButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from facemon.ui import theme
from facemon.ui.top_bar import TopBar


@pytest.fixture(autouse=True)
def _look() -> Iterator[None]:
    yield
    usual_look()


class Window(QWidget):
    """Of a set width, as the guard's window has it."""

    def __init__(self) -> None:
        super().__init__()
        self.bar = TopBar()
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(self.bar)


def window_of(qtbot: QtBot, width: int, font: int, operator: str) -> Window:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    theme.apply(app, "dark", font)
    window = Window()
    bar = window.bar
    qtbot.addWidget(window)
    bar.sound.set_problem("There is no output.")
    bar.duty.show_duty(operator, set_up=True)
    bar.restyle()
    window.setFixedWidth(width)
    window.show()
    QApplication.processEvents()
    return window


@pytest.mark.parametrize("font", [80, 100, 150, 200])
@pytest.mark.parametrize("width", [800, 1000, 1440])
@pytest.mark.parametrize("operator", ["Alexandra Montgomery", ""])
def test_the_sound_is_never_cut_and_the_devices_keep_their_place(
    qtbot: QtBot, width: int, font: int, operator: str
) -> None:
    window = window_of(qtbot, width, font, operator)
    bar = window.bar
    assert bar.width() == width
    assert all(button.geometry().right() <= width for button in bar.findChildren(QToolButton))
    assert bar.sound.width() >= bar.sound.sizeHint().width()
    assert bar.devices.width() >= bar.devices.minimumSizeHint().width()
    for button in bar.findChildren(QPushButton):
        if button.isVisible():
            assert button.accessibleName() or button.text()


def test_with_room_everything_has_words_and_the_operator_loses_them_first(qtbot: QtBot) -> None:
    window = window_of(qtbot, 1440, 100, "Sara")
    bar = window.bar
    assert bar.duty.text() == "Sara"
    width = 1440
    while bar.duty.text() and width > 300:
        width -= 10
        window.setFixedWidth(width)
        QApplication.processEvents()
    assert bar.duty.accessibleName() == "On duty: Sara"
    assert {button.text() for button in bar.findChildren(QPushButton)} >= {"History", "Settings"}
    window.setFixedWidth(1440)
    QApplication.processEvents()
    assert bar.duty.text() == "Sara"
