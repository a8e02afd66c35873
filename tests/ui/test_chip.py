"""A chip whose number changes is drawn as if it were drawn anew."""

from __future__ import annotations

import pytest
from happenings import usual_look
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from facemon.event import Category
from facemon.ui.feed import chips
from facemon.ui.feed.chips import Chip


@pytest.fixture(params=[False, True], ids=["word", "icon"])
def chip(request: pytest.FixtureRequest, qtbot: QtBot) -> Chip:
    usual_look()
    chip = Chip(Category.STAFF)
    qtbot.addWidget(chip)
    chip.compact = request.param
    chip.restyle(5)
    chip.set_count(1_234)
    chip.resize(chip.sizeHint())
    chip.show()
    QApplication.processEvents()
    return chip


def test_a_new_number_of_as_many_digits_leaves_no_trace_of_the_old_one(
    chip: Chip, monkeypatch: pytest.MonkeyPatch
) -> None:
    screen = chip.screen()
    whole: list[Chip] = []
    draw = Chip._paint_name

    def counted(self: Chip, painter: QPainter, ground: QColor) -> None:
        whole.append(self)
        draw(self, painter, ground)

    monkeypatch.setattr(Chip, "_paint_name", counted)
    chip.set_count(5_678)
    QApplication.processEvents()
    assert whole == []  # nothing but the number was drawn
    shown = screen.grabWindow(chip.winId()).toImage()
    chip.update()
    QApplication.processEvents()
    assert whole == [chip]
    assert shown == screen.grabWindow(chip.winId()).toImage()


def test_the_number_is_clear_of_the_edge(chip: Chip) -> None:
    place = chip._number_place()
    assert chip.rect().adjusted(chips._SIDE // 2, 2, -chips._SIDE // 2, -2).contains(place)
