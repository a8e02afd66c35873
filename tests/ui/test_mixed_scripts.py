"""Chinese beside Latin letters is higher than these alone: nothing of either is cut off for it."""

from __future__ import annotations

import pytest
from happenings import NOW, event, usual_look
from PySide6.QtCore import QRect
from PySide6.QtGui import QFontMetrics, QImage, QPainter, QPixmap
from PySide6.QtWidgets import QListWidget
from pytestqt.qtbot import QtBot

from facemon.event import Category, Gap, GapCause, GapState, Group, Person
from facemon.history.query import Found
from facemon.ui import theme
from facemon.ui.feed.card_ground import Look
from facemon.ui.feed.line_painting import LinePainter
from facemon.ui.history.columns import Column
from facemon.ui.history.table import RowLook, TableRows
from facemon.ui.settings.device_list import DeviceList, Row
from facemon.ui.settings.operator_list import OperatorList

LATIN, MIXED = "gyp", "gyp 赵敏大门"


@pytest.fixture(autouse=True)
def look(qtbot: QtBot) -> None:
    usual_look()


class _NoFaces:
    def state(self, _found: Found) -> object:
        from facemon.ui.feed.card_picture import PictureState, Standing

        return PictureState(Standing.NONE)


def inked(image: QImage, left: int, width: int, colour: str) -> int:
    """Return how many lines of pixels have something as light as text of this colour below `left` and `width`."""
    least = theme.colour(colour).lightness() * 0.45
    return sum(
        any(image.pixelColor(x, y).lightness() > least for x in range(left, left + width))
        for y in range(image.height())
    )


def latin_width(scale: float = 1.0, *, bold: bool = True) -> int:
    return QFontMetrics(theme.font(scale, bold=bold)).horizontalAdvance(LATIN)


def in_the_history(name: str) -> int:
    rows = TableRows(_NoFaces())  # type: ignore[arg-type]  # as far as a row asks
    found = Found(1, event(Category.STAFF, Person(name=name, groups=(Group("1", "aa"),))))
    drawn = QPixmap(1200, rows.height)
    drawn.fill(theme.colour("window"))
    painter = QPainter(drawn)
    rows.paint(painter, drawn.rect(), found, "gate", RowLook(1.0))
    painter.end()
    return inked(drawn.toImage(), rows.fonts.places(1200)[Column.PERSON].x, latin_width(), "text")


def in_a_gap(name: str) -> int:
    gap = Gap(id=1, device_id="gate", from_ms=NOW, to_ms=NOW + 60_000, cause=GapCause.CLOSED, state=GapState.RECOVERED)
    drawn = QPixmap(300, 60)
    drawn.fill(theme.colour("window"))
    painter = QPainter(drawn)
    LinePainter().paint_gap(painter, QRect(0, 5, 300, 50), gap, name, Look(300, 1.0), hovered=False)
    painter.end()
    return inked(drawn.toImage().copy(20, 10, 280, 40), 12, latin_width(bold=False) - 4, "dim")


def in_the_list(shown: QListWidget) -> int:
    shown.resize(260, 80)
    return inked(shown.grab().toImage(), 14, latin_width(), "text")


def among_devices(name: str) -> int:
    devices = DeviceList()
    devices.set_rows([Row("a", name, "192.0.2.1:8000", "", "info", "dim")], [])
    return in_the_list(devices)


def among_operators(name: str) -> int:
    operators = OperatorList()
    operators.show_names({name: ""}, "")
    return in_the_list(operators)


@pytest.mark.parametrize("height", [in_the_history, in_a_gap, among_devices, among_operators])
def test_the_feet_of_letters_are_there_beside_chinese(height: object) -> None:
    assert height(LATIN) > 5  # type: ignore[operator]
    assert height(MIXED) == height(LATIN)  # type: ignore[operator]
