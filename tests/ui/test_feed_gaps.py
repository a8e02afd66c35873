"""Gaps, lines of days and what was recovered, in the list: nothing that is read moves, and all can be selected."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator

import pytest
from feed_arrivals import arrival, gap, wait_for
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from facemon.event import Category, GapState
from facemon.ui import theme
from facemon.ui.feed.panel import FeedPanel
from facemon.ui.feed.rows import EventRow, GapRow, Kind, Row
from facemon.ui.feed.view import FeedView

START = 1_795_437_127_000
STEP = 10_000  # ms between two arrivals
DAY = 86_400_000


@pytest.fixture
def make(qapp: QApplication) -> Iterator[Callable[..., FeedPanel]]:
    theme.apply(qapp, "dark")
    made: list[FeedPanel] = []

    def panel(rows: int = 30, width: int = 660) -> FeedPanel:
        """Return a feed with one event every 10 s."""
        result = FeedPanel()
        made.append(result)
        result.resize(width, 700)
        result.set_device_names({"north-gate": "North gate"})
        live(result, 1, rows)
        result.show()
        qapp.processEvents()
        return result

    yield panel
    for one in made:
        assert one.close_threads()
        one.close()
        one.deleteLater()
    qapp.processEvents()


def at(number: float) -> int:
    """Return when the event with an arrival number came."""
    return round(START + number * STEP)


def live(panel: FeedPanel, first: int, count: int) -> None:
    panel.add([arrival(number, received_ms=at(number)) for number in range(first, first + count)])


def recover(panel: FeedPanel, number: int, *moments: float) -> None:
    panel.add([arrival(number + i, placed_ms=at(moment)) for i, moment in enumerate(moments)])


def picture_of(view: FeedView) -> QImage:
    return view.viewport().grab().toImage()


def in_sight(panel: FeedPanel) -> list[Row]:
    view = panel.view
    rows = (panel.model.row(row) for row in range(panel.model.rowCount()))
    return [row for row in rows if view.viewport().rect().intersects(view.visualRect(index_of(panel, row)))]


def index_of(panel: FeedPanel, row: Row):  # type: ignore[no-untyped-def]
    place = panel.model.row_at_key(row.key)
    assert place is not None
    return panel.model.index(place, 0)


def scroll(view: FeedView, value: int) -> None:
    view.verticalScrollBar().setValue(value)


def press(view: FeedView, *keys: Qt.Key) -> None:
    for key in keys:
        QTest.keyClick(view, key)


def gap_row(panel: FeedPanel, gap_id: int = 1) -> int:
    row = panel.model.row_of_gap(gap_id)
    assert row is not None
    return row


class TestPlace:
    @pytest.mark.parametrize("offset", [0, 1, 57, 110, 119, 533])
    def test_nothing_in_sight_moves_when_something_is_put_in_above_it(
        self, make: Callable[..., FeedPanel], offset: int
    ) -> None:
        panel = make()
        view = panel.view
        first = panel.model.row_of(18)
        assert first is not None
        scroll(view, view._geometry.top(first) + offset)
        before = picture_of(view)
        recover(panel, 100, 25.5)
        recover(panel, 101, 19.5, 20.5, 21.5, 29.5)
        panel.update_gaps([gap(1, at(20), at(26), state=GapState.WAITING)])
        panel.update_gaps([gap(1, at(20), at(28), state=GapState.RECOVERED)])
        live(panel, 31, 3)
        panel.update_gaps([gap(2, at(1) - DAY, at(33))])
        assert picture_of(view) == before

    def test_what_is_put_in_below_does_not_move_it_either(self, make: Callable[..., FeedPanel]) -> None:
        panel = make()
        scroll(panel.view, 321)
        before = picture_of(panel.view)
        recover(panel, 100, *(moment + 0.5 for moment in range(1, 15)))
        panel.update_gaps([gap(1, at(2), at(4)), gap(2, at(1) - 3 * DAY)])
        assert picture_of(panel.view) == before

    def test_many_places_at_once_leave_it_where_it_is(self, make: Callable[..., FeedPanel]) -> None:
        panel = make()
        scroll(panel.view, 2_000)
        before = picture_of(panel.view)
        top = in_sight(panel)[0]
        recover(panel, 100, *(moment + 0.5 for moment in range(top.number, 30)))  # type: ignore[union-attr]
        recover(panel, 200, *(moment + 0.5 for moment in range(1, 5)))
        assert picture_of(panel.view) == before

    def test_what_is_selected_stays_though_something_is_put_in_between(self, make: Callable[..., FeedPanel]) -> None:
        panel = make()
        panel.go_to(27)
        before = panel.view.visualRect(panel.view.currentIndex())
        told: list[None] = []
        panel.selected_changed.connect(lambda: told.append(None))
        recover(panel, 100, 28.5)
        assert panel.view.visualRect(panel.view.currentIndex()) == before
        assert panel.selected is not None
        assert panel.selected.number == 27
        assert told == []

    def test_at_the_top_the_newest_stays_in_sight(self, make: Callable[..., FeedPanel]) -> None:
        panel = make()
        recover(panel, 100, 29.5, 28.5)
        live(panel, 31, 1)
        assert panel.view.verticalOffset() == 0
        assert [row.number for row in in_sight(panel)[:4] if isinstance(row, EventRow)] == [31, 30, 100, 29]


class TestPill:
    def test_what_was_recovered_below_the_newest_seen_is_not_new(self, make: Callable[..., FeedPanel]) -> None:
        panel = make()
        scroll(panel.view, 700)
        recover(panel, 100, 29.5, 28.5)
        panel.update_gaps([gap(1, at(28), at(29.9))])
        assert panel.view.unseen == 0
        live(panel, 31, 2)
        recover(panel, 102, 31.5)
        panel.update_gaps([gap(2, at(31), at(31.9))])
        assert panel.view.unseen == 3  # gaps are no events


class TestGapRows:
    def test_a_click_selects_a_gap(self, make: Callable[..., FeedPanel]) -> None:
        panel = make()
        closed = gap(1, at(28), at(29))
        panel.update_gaps([closed])
        told: list[object] = []
        panel.selected_changed.connect(lambda: told.append(panel.selected_gap))
        rect = panel.view.visualRect(panel.model.index(gap_row(panel), 0))
        QTest.mouseClick(panel.view.viewport(), Qt.MouseButton.LeftButton, pos=rect.center())
        assert told == [closed]
        assert panel.selected is None
        assert panel.selected_picture() is None

    def test_a_selected_gap_tells_what_becomes_of_it_and_stays_selected(self, make: Callable[..., FeedPanel]) -> None:
        panel = make()
        panel.update_gaps([gap(1, at(28))])
        panel.view.select_row(gap_row(panel))
        told: list[object] = []
        panel.selected_changed.connect(lambda: told.append(panel.selected_gap))
        news = [
            gap(1, at(28), at(40), state=GapState.WAITING),
            gap(1, at(28), at(40), state=GapState.RECOVERING, read=5, total=7),
            gap(1, at(28), at(40), state=GapState.RECOVERED, read=7, total=7, recovered=7),
        ]
        for one in news:
            panel.update_gaps([one])
        panel.update_gaps([gap(2, at(3), at(4))])
        assert told == news
        assert gap_row(panel) == 0

    def test_it_keeps_its_place_while_it_changes(self, make: Callable[..., FeedPanel]) -> None:
        panel = make()
        panel.update_gaps([gap(1, at(28), at(29))])
        row = gap_row(panel)
        before = panel.view.visualRect(panel.model.index(row, 0))
        drawn = picture_of(panel.view)
        panel.update_gaps([gap(1, at(28), at(29), state=GapState.RECOVERED, recovered=3)])
        assert gap_row(panel) == row
        assert panel.view.visualRect(panel.model.index(row, 0)) == before
        assert picture_of(panel.view) != drawn

    def test_keys_walk_over_gaps_and_past_the_lines_of_days(self, make: Callable[..., FeedPanel]) -> None:
        panel = make(rows=0)
        panel.add([arrival(1, received_ms=START - DAY), arrival(2, received_ms=START)])
        panel.update_gaps([gap(1, START - DAY - 1, START - DAY)])
        kinds = [panel.model.row(row).kind for row in range(panel.model.rowCount())]
        assert kinds == [Kind.EVENT, Kind.DAY, Kind.GAP, Kind.EVENT]
        chosen = []
        for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Up, Qt.Key.Key_End):
            press(panel.view, key)
            chosen.append(panel.view.currentIndex().row())
        assert chosen == [0, 2, 3, 2, 0, 3]

    def test_a_click_on_the_line_of_a_day_selects_nothing(self, make: Callable[..., FeedPanel]) -> None:
        panel = make(rows=0)
        panel.add([arrival(1, received_ms=START - DAY), arrival(2, received_ms=START)])
        rect = panel.view.visualRect(panel.model.index(1, 0))
        QTest.mouseClick(panel.view.viewport(), Qt.MouseButton.LeftButton, pos=rect.center())
        QTest.mouseDClick(panel.view.viewport(), Qt.MouseButton.LeftButton, pos=rect.center())
        assert panel.view.currentIndex().row() == -1

    def test_gaps_are_not_counted_and_stay_when_a_category_is_hidden(self, make: Callable[..., FeedPanel]) -> None:
        panel = make(rows=2)
        panel.update_gaps([gap(1, at(1), at(2))])
        assert sum(panel.model.counts.values()) == 2
        panel.chips.show_only(Category.BLACKLIST)
        assert [row.kind for row in in_sight(panel)] == [Kind.GAP]
        assert panel._nothing.isHidden()
        panel.search.setText("lobby")
        assert in_sight(panel) == []
        assert not panel._nothing.isHidden()

    def test_a_narrow_feed_gives_a_gap_two_lines_and_keeps_what_is_read(self, make: Callable[..., FeedPanel]) -> None:
        panel = make(width=1_000)
        panel.update_gaps([gap(number, at(number), at(number)) for number in range(1, 30, 2)])
        row = gap_row(panel, 13)
        high = panel.view.visualRect(panel.model.index(row, 0)).height()
        panel.view.select_row(row)
        before = panel.view.visualRect(panel.view.currentIndex()).top()
        panel.resize(400, panel.height())
        wait_for(lambda: panel.view.visualRect(panel.view.currentIndex()).height() > 1.4 * high)
        assert panel.view.visualRect(panel.view.currentIndex()).top() == before

    def test_every_point_of_each_kind_of_row_finds_it(self, make: Callable[..., FeedPanel]) -> None:
        panel = make(rows=0)
        panel.add([arrival(1, received_ms=START - DAY), arrival(2, received_ms=START)])
        panel.update_gaps([gap(1, START - DAY - 1, START - DAY)])
        view = panel.view
        for row in range(4):
            rect = view.visualRect(panel.model.index(row, 0))
            assert view.indexAt(rect.topLeft()).row() == row
            assert view.indexAt(QPoint(5, rect.bottom())).row() == row
            assert not view.indexAt(QPoint(5, rect.bottom() + 1)).isValid()


class TestCost:
    def calls(self, work: Callable[[], None]) -> int:
        """Return how many functions run while something is done and the frame after it is drawn."""
        count = 0

        def counting(_frame: object, event: str, _argument: object) -> None:
            nonlocal count
            count += event in ("call", "c_call")

        former = sys.getprofile()
        sys.setprofile(counting)
        try:
            work()
            QApplication.processEvents()
        finally:
            sys.setprofile(former)
        return count

    def test_what_is_recovered_and_a_gap_are_no_more_work_with_ten_thousand_rows(
        self, make: Callable[..., FeedPanel]
    ) -> None:
        counts = {}
        for rows in (100, 10_000):
            panel = make(rows=rows)
            numbers = iter(range(20_000, 30_000))
            news = iter(range(1, 1_000))

            def work(panel: FeedPanel = panel, rows: int = rows) -> None:
                recover(panel, next(numbers), rows - 3.5)  # noqa: B023 - called within its turn
                closed = gap(1, at(rows - 4), at(rows - 3), state=GapState.RECOVERING, read=next(news))  # noqa: B023
                panel.update_gaps([closed])

            self.calls(work)
            counts[rows] = sum(self.calls(work) for _ in range(5))
        assert counts[100] > 100
        assert counts[10_000] < 1.2 * counts[100]


class TestWords:
    def test_a_recovered_event_says_so(self, make: Callable[..., FeedPanel]) -> None:
        panel = make(rows=1)
        plain = picture_of(panel.view)
        recover(panel, 1_000, 0.5)
        interface = QAccessible.queryAccessibleInterface(panel.view)
        name = interface.child(1).text(QAccessible.Text.Name)
        assert name.startswith("Person 1000, Staff, Granted, recovered, North gate")
        assert "recovered" not in interface.child(0).text(QAccessible.Text.Name)
        assert picture_of(panel.view) != plain

    def test_gaps_and_days_read_as_sentences(self, make: Callable[..., FeedPanel]) -> None:
        panel = make(rows=0)
        panel.add([arrival(1, received_ms=START - DAY), arrival(2, received_ms=START)])
        panel.update_gaps([gap(1, START - DAY - 1, START - DAY, state=GapState.RECOVERED, recovered=7)])
        interface = QAccessible.queryAccessibleInterface(panel.view)
        day, closed = (interface.child(row).text(QAccessible.Text.Name) for row in (1, 2))
        assert day.startswith(time.strftime("%A, ", time.localtime((START - DAY) / 1000)))
        assert closed.startswith("North gate was disconnected ")
        assert closed.endswith("recovered from the device")
        assert isinstance(panel.model.row(2), GapRow)
