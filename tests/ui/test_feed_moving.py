"""What is in sight is moved and not drawn again as more comes above it; on the screen it is as if it had been."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from feed_arrivals import arrival, arrivals, gap
from happenings import jpeg
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QImage, QRegion
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from facemon.event import Category
from facemon.ui import theme
from facemon.ui.feed.panel import FeedPanel

_DAY = 86_400_000


@pytest.fixture
def panel(qapp: QApplication) -> Iterator[FeedPanel]:
    theme.apply(qapp, "dark")
    panel = FeedPanel(held=60)
    panel.resize(660, 700)
    panel.add(arrivals(1, 30))
    panel.show()
    qapp.processEvents()
    yield panel
    assert panel.close_threads()
    panel.close()
    panel.deleteLater()
    qapp.processEvents()


@pytest.fixture
def drawn(panel: FeedPanel, monkeypatch: pytest.MonkeyPatch) -> list[QRegion]:
    """Note what is drawn from now on."""
    regions: list[QRegion] = []
    fill = panel.view._fill_between

    def noted(painter: object, part: QRect, rows: range) -> None:
        regions.append(QRegion(part))
        fill(painter, part, rows)  # type: ignore[arg-type]

    monkeypatch.setattr(panel.view, "_fill_between", noted)
    return regions


def place(panel: FeedPanel) -> QRect:
    """Return where the list is, in device pixels."""
    viewport, ratio = panel.view.viewport(), panel.devicePixelRatioF()
    return QRect(viewport.mapTo(panel, QPoint(0, 0)) * ratio, viewport.size() * ratio)


def on_screen(panel: FeedPanel) -> QImage:
    """Return what the list shows, as the screen has it."""
    QApplication.processEvents()
    return panel.screen().grabWindow(panel.winId()).copy(place(panel)).toImage()


def is_as_drawn(panel: FeedPanel) -> bool:
    """Return whether the screen shows just what a new drawing of everything gives."""
    shown = on_screen(panel)
    panel.view.viewport().update()
    return shown == on_screen(panel)


def height(drawn: list[QRegion]) -> int:
    """Return how many lines of pixels have been drawn, and forget them."""
    whole = QRegion()
    for region in drawn:
        whole |= region
    drawn.clear()
    return whole.boundingRect().height()


def test_only_what_is_new_is_drawn(panel: FeedPanel, drawn: list[QRegion]) -> None:
    pitch = panel.view._pitch
    panel.add(arrivals(31, 1))
    QApplication.processEvents()
    assert height(drawn) == pitch
    panel.add(arrivals(32, 2))
    QApplication.processEvents()
    assert height(drawn) == 2 * pitch


@pytest.mark.parametrize("batch", [1, 2, 3, 12])
def test_the_screen_is_as_if_all_had_been_drawn(panel: FeedPanel, batch: int) -> None:
    kinds = list(Category)
    for first in range(31, 31 + 5 * batch, batch):  # and in the end the oldest are let go
        panel.add([arrival(number, kinds[number % 7]) for number in range(first, first + batch)])
        assert is_as_drawn(panel)


def test_two_batches_before_the_next_frame_are_drawn_together(panel: FeedPanel, drawn: list[QRegion]) -> None:
    panel.add(arrivals(31, 1))
    panel.add(arrivals(32, 1))
    QApplication.processEvents()
    assert height(drawn) == 2 * panel.view._pitch
    assert is_as_drawn(panel)


def test_gaps_and_lines_of_days_are_moved_with_the_cards(panel: FeedPanel) -> None:
    panel.update_gaps([gap(1, 31_000)])
    assert is_as_drawn(panel)
    for number in range(31, 34):
        later = arrival(number).happening.received_ms + _DAY * (number - 30)
        panel.add([arrival(number, received_ms=later)])
        assert is_as_drawn(panel)


def test_what_is_put_in_further_down_moves_only_what_is_below_it(panel: FeedPanel, drawn: list[QRegion]) -> None:
    panel.add([arrival(31, received_ms=arrival(31).happening.received_ms + 5_000)])
    QApplication.processEvents()
    drawn.clear()
    panel.add([arrival(99, placed_ms=arrival(31).happening.received_ms + 2_000)])
    QApplication.processEvents()
    assert height(drawn) == panel.view._pitch
    assert is_as_drawn(panel)


def test_the_card_under_the_mouse_is_the_one_that_is_marked(panel: FeedPanel) -> None:
    QTest.mouseMove(panel.view.viewport(), panel.view.visualRect(panel.view.model().index(2, 0)).center())
    for first in (31, 32, 34):
        panel.add(arrivals(first, 1 if first < 34 else 3))
        assert is_as_drawn(panel)


def test_a_gap_that_passes_under_the_mouse_is_not_written_over_itself(panel: FeedPanel) -> None:
    panel.update_gaps([gap(1, arrival(30).happening.received_ms + 1)])
    at = panel.view.visualRect(panel.view.model().index(0, 0)).center() + QPoint(0, panel.view._pitch)
    for place_there in (QPoint(5, 5), at):  # where the gap is with the next event
        QTest.mouseMove(panel.view.viewport(), place_there)
    for number in (31, 32):
        panel.add(arrivals(number, 1))
        assert is_as_drawn(panel)


def test_a_face_is_drawn_where_its_card_has_gone(panel: FeedPanel, qtbot: QtBot) -> None:
    view = panel.view
    for number in range(31, 35):
        panel.add(arrivals(number, 1, picture=jpeg()))
        qtbot.waitUntil(lambda number=number: view._thumbnails.get(number) is not None)  # type: ignore[misc]
    qtbot.waitUntil(lambda: not view._faces_due.isActive())
    assert is_as_drawn(panel)


def test_the_frame_that_shows_the_keyboard_is_not_moved(panel: FeedPanel) -> None:
    panel.activateWindow()
    panel.view.setFocus(Qt.FocusReason.TabFocusReason)
    panel.add(arrivals(31, 2))
    assert panel.view._shows_focus()
    assert is_as_drawn(panel)


def test_where_somebody_reads_nothing_is_moved(panel: FeedPanel) -> None:
    panel.view.verticalScrollBar().setValue(250)
    before = on_screen(panel)
    for first in range(31, 64, 3):
        panel.add(arrivals(first, 3))
    assert is_as_drawn(panel)
    panel.view._pill.hide()
    assert on_screen(panel) == before


def test_a_filter_and_a_return_to_the_top_draw_all_of_it(panel: FeedPanel) -> None:
    steps: list[Callable[[], object]] = [
        lambda: panel.chips.toggle(3),
        lambda: panel.add(arrivals(31, 2)),
        lambda: panel.chips.show_all(),
        lambda: panel.view.select_row(2),
        lambda: panel.add(arrivals(33, 2)),
        panel.view.clear_selected,
        panel.go_to_newest,
        lambda: panel.add(arrivals(35, 2)),
        lambda: panel.forget([36, 30]),
        lambda: panel.add(arrivals(37, 1)),
    ]
    for step in steps:
        step()
        assert is_as_drawn(panel)
