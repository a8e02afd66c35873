"""The list stands still where somebody reads, follows where nobody does, and never does more work for more rows."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator

import pytest
from feed_arrivals import arrival, arrivals, wait_for
from PySide6.QtCore import QEvent, QItemSelection, QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QImage, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication

from facemon.event import Category
from facemon.ui import theme
from facemon.ui.feed.panel import FeedPanel
from facemon.ui.feed.view import FeedView


@pytest.fixture
def make(qapp: QApplication) -> Iterator[Callable[..., FeedPanel]]:
    theme.apply(qapp, "dark")
    made: list[FeedPanel] = []

    def panel(rows: int = 30, held: int = 10_000) -> FeedPanel:
        result = FeedPanel(held=held)
        made.append(result)
        result.resize(660, 700)
        result.add(arrivals(1, rows))
        result.show()
        qapp.processEvents()
        return result

    yield panel
    for one in made:
        assert one.close_threads()
        one.close()
        one.deleteLater()
    qapp.processEvents()


def picture_of(view: FeedView) -> QImage:
    return view.viewport().grab().toImage()


def top_number(view: FeedView) -> int:
    index = view.indexAt(QPoint(10, 10))
    return view.painted_numbers[0] if not index.isValid() else view.model().row(index.row()).number  # type: ignore[attr-defined]


def scroll(view: FeedView, value: int) -> None:
    view.verticalScrollBar().setValue(value)


def press(view: FeedView, *keys: Qt.Key) -> None:
    for key in keys:
        QTest.keyClick(view, key)


def selected(panel: FeedPanel) -> int | None:
    return panel.selected.number if panel.selected else None


class TestFollowing:
    def test_at_the_top_with_nothing_selected_the_newest_is_in_sight(self, make: Callable[..., FeedPanel]) -> None:
        panel = make()
        for first in (31, 34, 37):
            panel.add(arrivals(first, 3))
            assert panel.view.verticalOffset() == 0
        picture_of(panel.view)
        assert panel.view.painted_numbers[0] == 39
        assert panel.view.unseen == 0

    def test_scrolled_down_nothing_moves_when_rows_come(self, make: Callable[..., FeedPanel]) -> None:
        panel = make()
        scroll(panel.view, 533)
        before = picture_of(panel.view)
        for first, count in ((31, 1), (32, 7), (39, 50)):
            panel.add(arrivals(first, count))
            assert picture_of(panel.view) == before

    def test_nothing_moves_when_the_oldest_go_either(self, make: Callable[..., FeedPanel]) -> None:
        panel = make(rows=40, held=40)
        scroll(panel.view, 533)
        before = picture_of(panel.view)
        for first in range(41, 61):
            panel.add(arrivals(first, 1))
            assert picture_of(panel.view) == before

    def test_at_the_very_end_the_oldest_in_sight_give_way(self, make: Callable[..., FeedPanel]) -> None:
        panel = make(rows=40, held=40)
        scroll(panel.view, panel.view.verticalScrollBar().maximum())
        panel.add(arrivals(41, 5))
        picture_of(panel.view)
        assert panel.view.painted_numbers[-1] == 6

    def test_a_selected_card_at_the_top_stays_where_it_is(self, make: Callable[..., FeedPanel]) -> None:
        panel = make()
        panel.view.select_row(1)
        before = picture_of(panel.view)
        panel.add(arrivals(31, 4))
        assert picture_of(panel.view) == before
        assert panel.view.unseen == 4

    def test_following_begins_again_when_nothing_is_selected_at_the_top(self, make: Callable[..., FeedPanel]) -> None:
        panel = make()
        panel.view.select_row(1)
        press(panel.view, Qt.Key.Key_Escape)
        panel.add(arrivals(31, 4))
        assert panel.view.verticalOffset() == 0

    def test_scrolling_back_to_the_top_follows_again(self, make: Callable[..., FeedPanel]) -> None:
        panel = make()
        scroll(panel.view, 500)
        scroll(panel.view, 0)
        panel.add(arrivals(31, 4))
        assert panel.view.verticalOffset() == 0


class TestPill:
    def pill(self, panel: FeedPanel) -> int:
        assert panel.view._pill.isHidden() == (panel.view._pill.count == 0)
        return panel.view._pill.count

    def test_it_counts_what_comes_above(self, make: Callable[..., FeedPanel]) -> None:
        panel = make()
        scroll(panel.view, 400)
        assert self.pill(panel) == 0
        panel.add(arrivals(31, 2))
        panel.add(arrivals(33, 1))
        assert self.pill(panel) == 3

    def test_it_does_not_count_what_is_filtered_out(self, make: Callable[..., FeedPanel]) -> None:
        panel = make()
        panel.chips.toggle(4)  # visitors
        scroll(panel.view, 400)
        panel.add([arrival(31, Category.VISITOR), arrival(32)])
        assert self.pill(panel) == 1

    def test_it_counts_down_as_they_come_into_sight(self, make: Callable[..., FeedPanel]) -> None:
        panel = make()
        scroll(panel.view, 400)
        panel.add(arrivals(31, 5))
        view = panel.view
        scroll(view, view.visualRect(view.model().index(2, 0)).top() + view.verticalOffset())
        assert self.pill(panel) == 2
        scroll(view, 0)
        assert self.pill(panel) == 0

    def test_what_was_seen_stays_seen(self, make: Callable[..., FeedPanel]) -> None:
        panel = make()
        scroll(panel.view, 400)
        panel.add(arrivals(31, 5))
        scroll(panel.view, 0)
        scroll(panel.view, 900)
        assert self.pill(panel) == 0

    def test_in_a_narrow_list_it_is_a_word_beside_the_time(self, make: Callable[..., FeedPanel]) -> None:
        panel = make()
        scroll(panel.view, 400)
        panel.add(arrivals(31, 5))
        pill = panel.view._pill
        panel.resize(1100, 600)
        QApplication.processEvents()
        assert (pill.text(), pill.accessibleName()) == ("5 new event(s)", "5 new event(s)")
        panel.resize(430, 600)
        QApplication.processEvents()
        assert (pill.text(), pill.accessibleName()) == ("5 new", "5 new event(s)")
        assert pill.x() > panel.view.width() / 2

    def test_a_click_returns_to_the_newest_and_follows(self, make: Callable[..., FeedPanel]) -> None:
        panel = make()
        scroll(panel.view, 400)
        panel.add(arrivals(31, 5))
        QTest.mouseClick(panel.view._pill, Qt.MouseButton.LeftButton)
        assert panel.view.verticalOffset() == 0
        assert self.pill(panel) == 0
        panel.add(arrivals(36, 1))
        assert panel.view.verticalOffset() == 0


class TestKeys:
    def test_down_and_up_walk_from_the_top(self, make: Callable[..., FeedPanel]) -> None:
        panel = make()
        press(panel.view, Qt.Key.Key_Down)
        assert selected(panel) == 30
        press(panel.view, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Up)
        assert selected(panel) == 29

    def test_they_stop_at_the_ends(self, make: Callable[..., FeedPanel]) -> None:
        panel = make(rows=3)
        press(panel.view, *[Qt.Key.Key_Down] * 9)
        assert selected(panel) == 1
        press(panel.view, *[Qt.Key.Key_Up] * 9)
        assert selected(panel) == 3

    def test_a_page_is_what_is_in_sight(self, make: Callable[..., FeedPanel]) -> None:
        panel = make()
        press(panel.view, Qt.Key.Key_Down, Qt.Key.Key_PageDown)
        in_sight = panel.view.viewport().height() // (
            panel.view.visualRect(panel.view.model().index(0, 0)).height() + 8
        )
        assert selected(panel) == 30 - in_sight
        press(panel.view, Qt.Key.Key_PageUp)
        assert selected(panel) == 30

    def test_what_is_selected_comes_into_sight_whole(self, make: Callable[..., FeedPanel]) -> None:
        panel = make()
        for _ in range(30):
            press(panel.view, Qt.Key.Key_Down)
            rect = panel.view.visualRect(panel.view.currentIndex())
            assert panel.view.viewport().rect().contains(rect)

    def test_end_and_home(self, make: Callable[..., FeedPanel]) -> None:
        panel = make()
        press(panel.view, Qt.Key.Key_End)
        assert selected(panel) == 1
        assert panel.view.verticalOffset() > 0
        panel.add(arrivals(31, 2))
        press(panel.view, Qt.Key.Key_Home)
        assert panel.view.verticalOffset() == 0
        panel.add(arrivals(33, 2))
        assert panel.view.verticalOffset() == 0

    def test_who_has_scrolled_away_goes_on_from_what_is_in_sight(self, make: Callable[..., FeedPanel]) -> None:
        panel = make()
        press(panel.view, Qt.Key.Key_Down)
        scroll(panel.view, panel.view.visualRect(panel.view.model().index(12, 0)).top())
        press(panel.view, Qt.Key.Key_Down)
        assert selected(panel) == 18

    @pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_1, Qt.Key.Key_M, Qt.Key.Key_F5])
    def test_the_windows_own_keys_are_left_to_it(self, make: Callable[..., FeedPanel], key: Qt.Key) -> None:
        panel = make()
        event = QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier, chr(key) if key < 128 else "")
        panel.view.keyPressEvent(event)
        assert not event.isAccepted()
        assert selected(panel) is None

    def test_return_opens_what_is_selected(self, make: Callable[..., FeedPanel]) -> None:
        panel = make()
        opened: list[int | None] = []
        panel.activated.connect(lambda: opened.append(selected(panel)))
        press(panel.view, Qt.Key.Key_Return, Qt.Key.Key_Down, Qt.Key.Key_Return)
        assert opened == [30]


class TestSelection:
    def test_a_click_selects_and_one_between_the_cards_does_not(self, make: Callable[..., FeedPanel]) -> None:
        panel = make()
        rect = panel.view.visualRect(panel.view.model().index(2, 0))
        QTest.mouseClick(panel.view.viewport(), Qt.MouseButton.LeftButton, pos=rect.center())
        assert selected(panel) == 28
        QTest.mouseClick(panel.view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(50, rect.bottom() + 3))
        assert selected(panel) is None

    def test_a_double_click_opens(self, make: Callable[..., FeedPanel]) -> None:
        panel = make()
        opened: list[int | None] = []
        panel.activated.connect(lambda: opened.append(selected(panel)))
        place = panel.view.visualRect(panel.view.model().index(1, 0)).center()
        QTest.mouseClick(panel.view.viewport(), Qt.MouseButton.LeftButton, pos=place)
        QTest.mouseDClick(panel.view.viewport(), Qt.MouseButton.LeftButton, pos=place)
        assert opened == [29]

    def test_it_stays_with_its_event_as_rows_shift(self, make: Callable[..., FeedPanel]) -> None:
        panel = make(rows=20, held=20)
        panel.view.select_row(5)
        told: list[int | None] = []
        panel.selected_changed.connect(lambda: told.append(selected(panel)))
        for first in range(21, 31, 2):
            panel.add(arrivals(first, 2))
            assert selected(panel) == 15
        assert told == []

    def test_it_ends_when_its_event_is_let_go(self, make: Callable[..., FeedPanel]) -> None:
        panel = make(rows=20, held=20)
        panel.view.select_row(18)
        told: list[int | None] = []
        panel.selected_changed.connect(lambda: told.append(selected(panel)))
        panel.add(arrivals(21, 3))
        assert told == [None]

    def test_a_filter_that_leaves_it_keeps_it_and_its_place(self, make: Callable[..., FeedPanel]) -> None:
        panel = make(rows=0)
        panel.add([arrival(n, Category.VISITOR if n % 3 else Category.STAFF) for n in range(1, 61)])
        panel.go_to(30)
        scroll(panel.view, panel.view.verticalOffset() + 77)
        index = panel.view.currentIndex()
        before = panel.view.visualRect(index).top()
        told: list[int | None] = []
        panel.selected_changed.connect(lambda: told.append(selected(panel)))
        panel.chips.show_only(Category.STAFF)
        assert panel.view.model().rowCount() == 20
        assert selected(panel) == 30
        assert panel.view.visualRect(panel.view.currentIndex()).top() == before
        panel.search.setText("person")
        panel.chips.show_all()
        assert selected(panel) == 30
        assert panel.view.visualRect(panel.view.currentIndex()).top() == before
        assert told == []

    def test_a_filter_that_takes_it_away_says_so_once(self, make: Callable[..., FeedPanel]) -> None:
        panel = make()
        panel.view.select_row(3)
        told: list[int | None] = []
        panel.selected_changed.connect(lambda: told.append(selected(panel)))
        panel.chips.toggle(5)
        assert told == [None]

    def test_a_filter_keeps_the_place_of_who_reads_without_a_selection(self, make: Callable[..., FeedPanel]) -> None:
        panel = make(rows=0)
        panel.add([arrival(n, Category.VISITOR if n % 2 else Category.STAFF) for n in range(1, 101)])
        scroll(panel.view, panel.view.visualRect(panel.view.model().index(40, 0)).top() + 11)
        number = top_number(panel.view)
        panel.chips.toggle(4)
        assert top_number(panel.view) == number


class TestGeometry:
    def test_every_point_of_a_card_finds_it(self, make: Callable[..., FeedPanel]) -> None:
        view = make().view
        scroll(view, 321)
        for row in range(3, 8):
            index = view.model().index(row, 0)
            rect = view.visualRect(index)
            assert view.indexAt(rect.topLeft()) == index
            assert view.indexAt(QPoint(5, rect.bottom())) == index
            assert not view.indexAt(QPoint(5, rect.bottom() + 1)).isValid()

    def test_below_the_last_card_there_is_nothing(self, make: Callable[..., FeedPanel]) -> None:
        assert not make(rows=1).view.indexAt(QPoint(20, 600)).isValid()

    @pytest.mark.parametrize(
        ("hint", "edge"),
        [
            (QAbstractItemView.ScrollHint.PositionAtTop, "top"),
            (QAbstractItemView.ScrollHint.PositionAtBottom, "bottom"),
            (QAbstractItemView.ScrollHint.PositionAtCenter, "middle"),
        ],
    )
    def test_a_row_is_put_where_it_is_wanted(
        self, make: Callable[..., FeedPanel], hint: QAbstractItemView.ScrollHint, edge: str
    ) -> None:
        view = make().view
        view.scrollTo(view.model().index(15, 0), hint)
        rect, sight = view.visualRect(view.model().index(15, 0)), view.viewport().rect()
        off = {
            "top": rect.top(),
            "bottom": rect.bottom() - sight.bottom(),
            "middle": rect.center().y() - sight.center().y(),
        }
        assert abs(off[edge]) <= 1

    def test_the_region_of_a_selection_is_what_is_in_sight_of_it(self, make: Callable[..., FeedPanel]) -> None:
        view = make().view
        first, last = view.model().index(1, 0), view.model().index(1, 0)
        region = view.visualRegionForSelection(QItemSelection(first, last))
        assert region.boundingRect() == view.visualRect(first)
        scroll(view, 2000)
        assert view.visualRegionForSelection(QItemSelection(first, last)).isEmpty()

    def test_a_rectangle_selects_the_first_card_it_touches(self, make: Callable[..., FeedPanel]) -> None:
        panel = make()
        rect = panel.view.visualRect(panel.view.model().index(2, 0))
        panel.view.setSelection(
            QRect(0, rect.top() + 5, 10, 10), panel.view.selectionModel().SelectionFlag.ClearAndSelect
        )
        assert selected(panel) == 28

    def test_another_font_keeps_the_card_that_is_read(self, make: Callable[..., FeedPanel], qapp: QApplication) -> None:
        panel = make()
        scroll(panel.view, panel.view.visualRect(panel.view.model().index(10, 0)).top())
        number = top_number(panel.view)
        try:
            theme.apply(qapp, "light", 160)
            panel.restyle()
            assert top_number(panel.view) == number
        finally:
            theme.apply(qapp, "dark", 100)


class TestCost:
    def calls(self, panel: FeedPanel, first: int) -> int:
        """Return how many functions run while a batch arrives and the frame after it is drawn."""
        count = 0

        def counting(_frame: object, event: str, _argument: object) -> None:
            nonlocal count
            count += event in ("call", "c_call")

        batch = arrivals(first, 5)
        former = sys.getprofile()
        sys.setprofile(counting)
        try:
            panel.add(batch)
            QApplication.processEvents()
        finally:
            sys.setprofile(former)
        return count

    def test_a_batch_is_no_more_work_with_ten_thousand_rows(self, make: Callable[..., FeedPanel]) -> None:
        few, many = make(rows=100, held=100), make(rows=10_000)
        for panel in (few, many):
            self.calls(panel, 20_001)
        with_few = [self.calls(few, first) for first in range(20_006, 20_026, 5)]
        with_many = [self.calls(many, first) for first in range(20_006, 20_026, 5)]
        assert min(with_few) > 100  # a frame was drawn
        assert sum(with_many) < 1.2 * sum(with_few)

    def test_only_what_is_in_sight_is_drawn(self, make: Callable[..., FeedPanel]) -> None:
        panel = make(rows=10_000)
        picture_of(panel.view)
        assert len(panel.view.painted_numbers) <= 8


class TestFrames:
    def test_each_number_is_told_when_it_is_first_drawn(self, make: Callable[..., FeedPanel]) -> None:
        panel = make(rows=2)
        told: list[list[int]] = []
        panel.on_painted(told.append)
        panel.add(arrivals(3, 2))
        wait_for(lambda: bool(told))
        panel.add(arrivals(5, 1))
        wait_for(lambda: len(told) > 1)
        assert told[:2] == [[4, 3], [5]]
        panel.view.viewport().repaint()
        assert len(told) == 2

    def test_what_is_out_of_sight_is_not_told(self, make: Callable[..., FeedPanel]) -> None:
        panel = make()
        scroll(panel.view, 1000)
        QApplication.processEvents()
        told: list[list[int]] = []
        panel.on_painted(told.append)
        panel.add(arrivals(31, 3))
        panel.view.viewport().repaint()
        assert told == []


class TestAssistiveTechnology:
    def test_the_list_has_a_child_a_row_that_reads_as_a_sentence(self, make: Callable[..., FeedPanel]) -> None:
        panel = make()
        panel.set_device_names({"north-gate": "North gate"})
        interface = QAccessible.queryAccessibleInterface(panel.view)
        assert interface.role() == QAccessible.Role.List
        assert interface.childCount() == 30
        name = interface.child(1).text(QAccessible.Text.Name)
        assert name.startswith("Person 29, Staff, Granted, North gate")

    def test_a_child_is_where_its_card_is(self, make: Callable[..., FeedPanel]) -> None:
        panel = make()
        interface = QAccessible.queryAccessibleInterface(panel.view)
        rect = panel.view.visualRect(panel.view.model().index(2, 0))
        expected = rect.translated(panel.view.viewport().mapToGlobal(QPoint(0, 0)))
        assert interface.child(2).rect() == expected
