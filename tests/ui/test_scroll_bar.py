"""The bar beside a list that grows is drawn when it looks different, just as Qt would draw it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QHBoxLayout, QScrollBar, QWidget
from pytestqt.qtbot import QtBot

from facemon.ui import theme
from facemon.ui.scroll_bar import SteadyBar


class Frames(QObject):
    """Counts how often a widget is painted."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.count = 0
        widget.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        self.count += event.type() == QEvent.Type.Paint
        return False


def beside_each_other(qtbot: QtBot, *bars: QScrollBar) -> QWidget:
    window = QWidget()
    qtbot.addWidget(window)
    row = QHBoxLayout(window)
    for bar in bars:
        row.addWidget(bar)
    window.resize(80, 400)
    window.show()
    return window


@pytest.mark.parametrize("name", ["dark", "light"])
@pytest.mark.parametrize("touch", [False, True])
@pytest.mark.parametrize(("most", "value"), [(100_000, 0), (1000, 333), (500, 500), (0, 0)])
def test_it_looks_as_the_theme_has_every_bar(
    name: str, touch: bool, most: int, value: int, qapp: QApplication, qtbot: QtBot
) -> None:
    theme.apply(qapp, name, touch=touch)
    usual, steady = QScrollBar(Qt.Orientation.Vertical), SteadyBar()
    window = beside_each_other(qtbot, usual, steady)
    for bar in (usual, steady):
        bar.setRange(0, most)
        bar.setPageStep(380)
        bar.setValue(value)
        bar.setEnabled(most > 0)

    def looks() -> list[QImage]:
        whole = window.grab().toImage()
        return [whole.copy(bar.geometry()) for bar in (usual, steady)]

    qtbot.waitUntil(lambda: looks()[0] == looks()[1])
    theme.apply(qapp, "dark")


def test_rows_that_come_below_many_others_do_not_have_it_drawn_again(qtbot: QtBot) -> None:
    bar = SteadyBar()
    window = beside_each_other(qtbot, bar)
    bar.setRange(0, 1_000_000)
    bar.setPageStep(380)
    qtbot.waitExposed(window)
    QApplication.processEvents()
    frames = Frames(bar)
    for more in range(100):
        bar.setMaximum(1_000_000 + 150 * more)
        QApplication.processEvents()
    assert frames.count == 0
    bar.setValue(500_000)
    qtbot.waitUntil(lambda: frames.count == 1)


def test_who_listens_still_hears_of_a_place_that_is_no_more(qtbot: QtBot) -> None:
    bar = SteadyBar()
    qtbot.addWidget(bar)
    bar.setRange(0, 100)
    bar.setValue(80)
    with qtbot.waitSignal(bar.valueChanged) as moved:
        bar.setRange(0, 50)
    assert moved.args == [50]
