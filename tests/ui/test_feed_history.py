"""Scrolled down, the feed goes on into the history, as far as that reaches, and pictures come back out of it."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from feed_arrivals import arrival, gap, wait_for
from feed_history import keep
from happenings import jpeg, usual_look
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from facemon.event import Category, GapState
from facemon.monitor import Arrived
from facemon.ui.feed.card_picture import Standing, picture_state
from facemon.ui.feed.older import PAGE
from facemon.ui.feed.panel import FeedPanel
from facemon.ui.feed.rows import Ending, EndRow, EventRow, Kind

NOW = round(time.time() * 1000)
STEP = 60_000  # ms between two events


@pytest.fixture
def make(qapp: QApplication) -> Iterator[Callable[..., FeedPanel]]:
    usual_look()
    made: list[FeedPanel] = []

    def panel(held: int = 10_000, older: int = 10_000) -> FeedPanel:
        result = FeedPanel(held=held, older=older)
        made.append(result)
        result.resize(660, 700)
        result.show()
        qapp.processEvents()
        return result

    yield panel
    for one in made:
        assert one.close_threads(20)
        one.close()
        one.deleteLater()
    qapp.processEvents()


def events(count: int, **fields: object) -> list[Arrived]:
    """Return events one a minute, the last of them a minute ago."""
    return [
        arrival(number, received_ms=NOW - (count - number + 1) * STEP, raw=f'{{"n":{number}}}', **fields)  # type: ignore[arg-type]
        for number in range(1, count + 1)
    ]


def numbers(panel: FeedPanel) -> list[int]:
    rows = (panel.model.row(row) for row in range(panel.model.rowCount()))
    return [row.number for row in rows if isinstance(row, EventRow)]


def end(panel: FeedPanel) -> Ending | None:
    row = panel.model.row(panel.model.rowCount() - 1) if panel.model.rowCount() else None
    return row.ending if isinstance(row, EndRow) else None


def to_the_end(panel: FeedPanel) -> None:
    bar = panel.view.verticalScrollBar()
    bar.setValue(bar.maximum())


def settle(panel: FeedPanel) -> None:
    """Wait until nothing more is read for what is in sight."""

    def is_settled() -> bool:
        panel.view.viewport().repaint()
        return not panel._older._asked

    wait_for(is_settled)


class TestFilling:
    def test_at_the_start_the_newest_are_there(self, make: Callable[..., FeedPanel], tmp_path: Path) -> None:
        keep(tmp_path / "history.sqlite3", events(1_000))
        panel = make()
        panel.set_history(tmp_path / "history.sqlite3")
        assert panel.model.held == 0  # nobody has waited for a disk
        wait_for(lambda: panel.model.held > 0)
        QApplication.processEvents()
        assert numbers(panel) == list(range(1_000, 1_000 - PAGE, -1))
        assert end(panel) is Ending.SEARCHING
        assert panel.view.unseen == 0

    def test_what_has_arrived_meanwhile_is_there_once(self, make: Callable[..., FeedPanel], tmp_path: Path) -> None:
        kept = events(50)
        keep(tmp_path / "history.sqlite3", kept)
        panel = make()
        panel.add(kept[40:])
        panel.set_history(tmp_path / "history.sqlite3")
        panel.add([arrival(51, received_ms=NOW)])
        wait_for(lambda: end(panel) is Ending.BEGINNING)
        panel.add([kept[49], arrival(52, received_ms=NOW)])
        assert numbers(panel) == list(range(52, 0, -1))

    def test_an_arrival_that_the_history_had_first_is_there_once_with_its_picture(
        self, make: Callable[..., FeedPanel], tmp_path: Path
    ) -> None:
        kept = events(3, picture=jpeg())
        keep(tmp_path / "history.sqlite3", kept)
        panel = make()
        panel.set_history(tmp_path / "history.sqlite3")
        wait_for(lambda: panel.model.held == 3)
        panel.add(kept)
        assert numbers(panel) == [3, 2, 1]
        assert panel.model.pictures.get(2) == jpeg()


class TestScrollingDown:
    def test_the_feed_goes_on_to_where_the_history_begins(self, make: Callable[..., FeedPanel], tmp_path: Path) -> None:
        keep(tmp_path / "history.sqlite3", events(2 * PAGE + 50))
        panel = make()
        panel.set_history(tmp_path / "history.sqlite3")
        wait_for(lambda: panel.model.held == PAGE)
        to_the_end(panel)
        wait_for(lambda: panel.model.held == 2 * PAGE)
        to_the_end(panel)
        wait_for(lambda: end(panel) is Ending.BEGINNING)
        assert numbers(panel) == list(range(2 * PAGE + 50, 0, -1))

    def test_nothing_in_sight_moves_while_it_goes_on(self, make: Callable[..., FeedPanel], tmp_path: Path) -> None:
        keep(tmp_path / "history.sqlite3", events(2 * PAGE))
        panel = make()
        panel.set_history(tmp_path / "history.sqlite3")
        wait_for(lambda: panel.model.held == PAGE)
        panel.view.verticalScrollBar().setValue(panel.view.verticalScrollBar().maximum() - 60)
        first = panel.view.indexAt(panel.view.viewport().rect().topLeft() + panel.rect().topLeft())
        before = panel.model.row(first.row()).key, panel.view.visualRect(first).top()
        wait_for(lambda: panel.model.held == 2 * PAGE)
        QApplication.processEvents()
        after = panel.view.indexAt(panel.view.viewport().rect().topLeft())
        assert (panel.model.row(after.row()).key, panel.view.visualRect(after).top()) == before

    def test_a_filter_looks_further_until_the_view_is_filled(
        self, make: Callable[..., FeedPanel], tmp_path: Path
    ) -> None:
        kept = [
            arrival(n, Category.BLACKLIST if n % 100 == 0 else Category.STAFF, received_ms=NOW - (3_000 - n) * STEP)
            for n in range(1, 3_001)
        ]
        keep(tmp_path / "history.sqlite3", kept)
        panel = make()
        panel.set_history(tmp_path / "history.sqlite3")
        wait_for(lambda: panel.model.held == PAGE)
        panel.chips.show_only(Category.BLACKLIST)
        wait_for(lambda: panel.model.shown > 8)
        assert numbers(panel)[:8] == [3_000 - 100 * n for n in range(8)]
        settle(panel)
        assert panel.model.held < 2_500  # a page more than is in sight, and no further

    def test_a_search_for_what_is_nowhere_ends_where_the_history_begins(
        self, make: Callable[..., FeedPanel], tmp_path: Path
    ) -> None:
        keep(tmp_path / "history.sqlite3", events(5 * PAGE))
        panel = make()
        panel.set_history(tmp_path / "history.sqlite3")
        wait_for(lambda: panel.model.held == PAGE)
        panel.search.setText("nobody")
        wait_for(lambda: panel._older.told.startswith("The history begins here"))
        assert panel.model.held == 5 * PAGE
        assert panel._nothing.isVisible()
        panel.show_all()
        assert end(panel) is Ending.BEGINNING

    def test_gaps_of_the_time_come_with_its_events(self, make: Callable[..., FeedPanel], tmp_path: Path) -> None:
        old, older = NOW - 100 * STEP + 1, NOW - 300 * STEP + 1
        gaps = [
            gap(1, old - 5_000, old, state=GapState.RECOVERED, recovered=3),
            gap(2, older - 5_000, older, state=GapState.FAILED),
        ]
        keep(tmp_path / "history.sqlite3", events(400), gaps)
        panel = make()
        panel.update_gaps([gap(1, old - 5_000, old, state=GapState.RECOVERED, recovered=4)])
        panel.set_history(tmp_path / "history.sqlite3")
        wait_for(lambda: panel.model.held == PAGE)
        assert panel.model.row_of_gap(2) is None
        to_the_end(panel)
        wait_for(lambda: panel.model.row_of_gap(2) is not None)
        row = panel.model.row_of_gap(1)
        assert row is not None
        panel.view.select_row(row)
        assert panel.selected_gap is not None
        assert panel.selected_gap.recovered == 4  # what has been told is newer than what was read
        above, below = (panel.model.row(row + step) for step in (-1, 1))
        assert (above.key.ms > old > below.key.ms) is True


class TestBounds:
    def test_where_there_is_no_more_room_the_history_window_goes_on(
        self, make: Callable[..., FeedPanel], tmp_path: Path
    ) -> None:
        keep(tmp_path / "history.sqlite3", events(1_500))
        panel = make(held=300, older=400)
        panel.set_history(tmp_path / "history.sqlite3")
        for expected in (200, 400, 600, 700):
            wait_for(lambda expected=expected: panel.model.held == expected)  # type: ignore[misc]
            to_the_end(panel)
        wait_for(lambda: end(panel) is Ending.ELSEWHERE)
        assert numbers(panel) == list(range(1_500, 800, -1))
        asked: list[int] = []
        panel.open_history.connect(asked.append)
        rect = panel.view.visualRect(panel.model.index(panel.model.rowCount() - 1, 0))
        QTest.mouseClick(panel.view.viewport(), Qt.MouseButton.LeftButton, pos=rect.center())
        QTest.keyClick(panel.view, Qt.Key.Key_Return)
        assert asked == [NOW - 700 * STEP] * 2

    def test_what_arrives_then_takes_the_place_of_the_oldest(
        self, make: Callable[..., FeedPanel], tmp_path: Path
    ) -> None:
        keep(tmp_path / "history.sqlite3", events(1_500))
        panel = make(held=300, older=100)
        panel.set_history(tmp_path / "history.sqlite3")
        for expected in (200, 400):
            wait_for(lambda expected=expected: panel.model.held == expected)  # type: ignore[misc]
            to_the_end(panel)
        panel.add([arrival(n, received_ms=NOW) for n in range(1_501, 1_511)])
        assert numbers(panel) == list(range(1_510, 1_110, -1))
        assert end(panel) is Ending.ELSEWHERE

    def test_home_lets_the_older_ones_go_and_they_are_read_again(
        self, make: Callable[..., FeedPanel], tmp_path: Path
    ) -> None:
        keep(tmp_path / "history.sqlite3", events(1_000))
        panel = make(held=300, older=2_000)
        panel.set_history(tmp_path / "history.sqlite3")
        for expected in (200, 400, 600):
            wait_for(lambda expected=expected: panel.model.held == expected)  # type: ignore[misc]
            to_the_end(panel)
        wait_for(lambda: panel.model.held == 800)
        QTest.keyClick(panel.view, Qt.Key.Key_Home)
        assert numbers(panel) == list(range(1_000, 700, -1))
        assert end(panel) is Ending.SEARCHING
        to_the_end(panel)
        wait_for(lambda: panel.model.held == 500)
        assert numbers(panel) == list(range(1_000, 500, -1))

    def test_what_is_let_go_while_a_page_is_read_leaves_no_hole(
        self, make: Callable[..., FeedPanel], tmp_path: Path
    ) -> None:
        kept = events(1_000)
        keep(tmp_path / "history.sqlite3", kept)
        panel = make(held=150, older=150)
        panel.set_history(tmp_path / "history.sqlite3")
        panel.add(kept[-150:])
        panel.add([arrival(n, received_ms=NOW) for n in range(1_001, 1_101)])
        for _ in range(3):
            wait_for(lambda: not panel._older._asked)
            to_the_end(panel)
            QApplication.processEvents()
        wait_for(lambda: panel.model.held == 300)
        assert numbers(panel) == list(range(1_100, 800, -1))


class TestWithoutAHistory:
    def test_where_there_is_none_the_feed_has_what_arrives(
        self, make: Callable[..., FeedPanel], tmp_path: Path
    ) -> None:
        panel = make()
        panel.add(events(3))
        for path in (tmp_path / "none.sqlite3", None):
            panel.set_history(path)
            wait_for(lambda: not panel._older._asked)
            assert numbers(panel) == [3, 2, 1]
            assert end(panel) is None

    def test_one_that_cannot_be_read_is_told_and_tried_again_at_a_press(
        self, make: Callable[..., FeedPanel], tmp_path: Path
    ) -> None:
        path = tmp_path / "history.sqlite3"
        path.write_bytes(b"no database at all" * 1_000)
        panel = make()
        panel.add([arrival(1_000, received_ms=NOW)])
        panel.set_history(path)
        wait_for(lambda: end(panel) is Ending.UNREADABLE)
        path.unlink()
        keep(path, events(5))
        QTest.keyClick(panel.view, Qt.Key.Key_Down)
        QTest.keyClick(panel.view, Qt.Key.Key_Down)
        assert panel.selected is None
        QTest.keyClick(panel.view, Qt.Key.Key_Return)
        wait_for(lambda: panel.model.held == 6)

    def test_another_file_in_its_place_is_read_from_then_on(
        self, make: Callable[..., FeedPanel], tmp_path: Path
    ) -> None:
        keep(tmp_path / "one.sqlite3", events(PAGE + 5)[:5])
        keep(tmp_path / "two.sqlite3", events(PAGE + 5))
        panel = make()
        panel.set_history(tmp_path / "two.sqlite3")
        wait_for(lambda: panel.model.held == PAGE)
        panel.set_history(tmp_path / "one.sqlite3")
        to_the_end(panel)
        wait_for(lambda: panel.model.held == PAGE + 5)


class TestPictures:
    def state(self, panel: FeedPanel, number: int) -> Standing:
        row = panel.model.row_of(number)
        assert row is not None
        found = panel.model.row(row)
        assert isinstance(found, EventRow)
        return picture_state(found, panel.model.pictures, panel._thumbnails).standing

    def test_a_card_in_sight_gets_its_face_from_the_history(
        self, make: Callable[..., FeedPanel], tmp_path: Path
    ) -> None:
        keep(tmp_path / "history.sqlite3", events(30, picture=jpeg()))
        panel = make()
        panel.set_history(tmp_path / "history.sqlite3")
        wait_for(lambda: panel.model.held == 30)
        assert self.state(panel, 30) is Standing.PENDING
        wait_for(lambda: self.state(panel, 30) is Standing.FACE)
        assert self.state(panel, 1) is Standing.PENDING
        to_the_end(panel)
        wait_for(lambda: self.state(panel, 1) is Standing.FACE)

    def test_one_that_the_history_has_no_more_is_told_gone(
        self, make: Callable[..., FeedPanel], tmp_path: Path
    ) -> None:
        keep(tmp_path / "history.sqlite3", events(3, picture=jpeg()))
        with sqlite3.connect(tmp_path / "history.sqlite3") as connection:
            connection.execute("DELETE FROM picture WHERE event = 2")
        connection.close()
        panel = make()
        panel.set_history(tmp_path / "history.sqlite3")
        wait_for(lambda: panel.model.held == 3)
        wait_for(lambda: self.state(panel, 2) is Standing.GONE)
        wait_for(lambda: self.state(panel, 1) is Standing.FACE)

    def test_without_a_history_a_picture_given_up_is_gone_at_once(self, make: Callable[..., FeedPanel]) -> None:
        panel = make()
        panel.add(events(2, picture_size=5_000))
        assert self.state(panel, 1) is Standing.GONE

    def test_nobody_is_shown_with_the_face_of_another_event(
        self, make: Callable[..., FeedPanel], tmp_path: Path
    ) -> None:
        keep(tmp_path / "history.sqlite3", events(3, picture=jpeg()))
        panel = make()
        panel.add([arrival(3, received_ms=NOW, uuid="another", picture_size=5_000)])
        panel.set_history(tmp_path / "history.sqlite3")
        wait_for(lambda: self.state(panel, 3) is Standing.GONE)

    def test_the_selected_event_gets_its_picture_and_its_message(
        self, make: Callable[..., FeedPanel], tmp_path: Path
    ) -> None:
        keep(tmp_path / "history.sqlite3", events(3, picture=jpeg()))
        panel = make()
        panel.set_history(tmp_path / "history.sqlite3")
        wait_for(lambda: panel.model.held == 3)
        told: list[tuple[bytes | None, bool, str]] = []

        def note() -> None:
            if panel.selected is not None:
                told.append((panel.selected_picture(), panel.picture_is_coming, panel.selected.happening.raw))

        panel.selected_changed.connect(note)
        panel.go_to(1)
        assert told == [(None, True, "")]
        wait_for(lambda: len(told) > 1)
        assert told[1:] == [(jpeg(), False, '{"n":1}')]
        panel.view.clear_selected()
        assert panel.selected_picture() is None

    def test_a_selection_left_behind_completes_nothing(self, make: Callable[..., FeedPanel], tmp_path: Path) -> None:
        keep(tmp_path / "history.sqlite3", events(3, picture=jpeg()))
        panel = make()
        panel.set_history(tmp_path / "history.sqlite3")
        wait_for(lambda: panel.model.held == 3)
        for number in (1, 2, 3, 2):
            panel.go_to(number)
        wait_for(lambda: not panel.picture_is_coming)
        assert panel.selected is not None
        assert panel.selected.happening.raw == '{"n":2}'
        assert panel.view._selected == (Kind.EVENT, 2)


def test_what_has_been_erased_is_nowhere_in_the_feed(make: Callable[..., FeedPanel], tmp_path: Path) -> None:
    kept = events(3, picture=jpeg())
    keep(tmp_path / "history.sqlite3", kept)
    panel = make()
    panel.set_history(tmp_path / "history.sqlite3")
    wait_for(lambda: panel.model.held == 3)
    panel.add([arrival(4, received_ms=NOW, picture=jpeg())])
    wait_for(lambda: TestPictures().state(panel, 1) is Standing.FACE)
    panel.go_to(4)
    panel.forget([4, 1, 77])
    assert numbers(panel) == [3, 2]
    assert panel.selected is None
    assert dict(panel.model.held_counts) == {Category.STAFF: 2}
    for number in (1, 4):
        assert panel.arrival(number) is None
        assert panel.model.pictures.get(number) is None
        assert panel._thumbnails.get(number) is None
