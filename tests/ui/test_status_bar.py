"""The status bar counts the day and proves the window alive."""

from __future__ import annotations

import time
from datetime import datetime, timedelta
from datetime import time as clock

import pytest
from happenings import HOSTILE, HOSTILE_SHOWN, arrived, device_alarm, event, usual_look
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from facemon.event import Category, Happening
from facemon.history.query import Stock
from facemon.monitor import Arrived
from facemon.ui import words
from facemon.ui.status_bar import StatusBar

DAY_MS = 86_400_000


@pytest.fixture
def bar(qtbot: QtBot) -> StatusBar:
    usual_look()
    bar = StatusBar()
    qtbot.addWidget(bar)
    bar.resize(900, bar.sizeHint().height())
    bar.show()
    return bar


def now_ms() -> int:
    return round(time.time() * 1000)


def come(*happenings: Happening) -> list[Arrived]:
    return [arrived(happening, number) for number, happening in enumerate(happenings, 1)]


def test_what_arrives_today_is_counted_by_category(bar: StatusBar, qtbot: QtBot) -> None:
    now = now_ms()
    bar.count(come(*(event(category, received_ms=now) for category in Category), device_alarm(received_ms=now)))
    assert bar.today.text().startswith("Today 8 event")
    bar.count(come(event(Category.STRANGER, received_ms=now)))
    qtbot.waitUntil(lambda: bar.today.text().startswith("Today 9 event"))
    assert {category: count.number for category, count in bar.counts.items()} == {
        Category.BLACKLIST: 1,
        Category.NONLIVE: 1,
        Category.STRANGER: 2,
    }
    assert bar.counts[Category.STRANGER].accessibleName() == "Stranger: 2"


def test_what_arrived_another_day_is_not_counted(bar: StatusBar) -> None:
    bar.count(come(event(received_ms=now_ms() - 2 * DAY_MS)))
    assert bar.today.text().startswith("Today 0 event")


def test_what_happened_another_day_and_was_recovered_today_is_not_counted(bar: StatusBar) -> None:
    bar.count(come(event(received_ms=now_ms(), placed_ms=now_ms() - 2 * DAY_MS)))
    assert bar.today.text().startswith("Today 0 event")


def test_what_happened_today_before_the_start_is_counted_with_it(bar: StatusBar) -> None:
    bar.count(come(event(Category.STRANGER, received_ms=now_ms())))
    assert "Counted since" in bar.today.toolTip()
    bar.add_earlier({Category.STRANGER: 30, Category.STAFF: 1_000})
    assert bar.today.text().startswith("Today 1,031 event")
    assert bar.counts[Category.STRANGER].number == 31
    assert bar.today.toolTip() == ""


def test_a_new_day_begins_at_zero(bar: StatusBar) -> None:
    bar.count(come(event(Category.STRANGER, received_ms=now_ms())))
    bar.tick(now_ms() + DAY_MS)
    assert bar.today.text().startswith("Today 0 event")
    assert bar.counts[Category.STRANGER].number == 0


def test_a_clock_that_was_a_day_ahead_for_a_while_costs_the_day_none_of_its_count(bar: StatusBar) -> None:
    now = now_ms()
    bar.add_earlier({Category.STRANGER: 30})
    bar.tick(now + DAY_MS)
    assert bar.today.text().startswith("Today 0 event")
    bar.tick(now)
    assert bar.today.text().startswith("Today 30 event")
    bar.count(come(event(Category.STRANGER, received_ms=now)))
    bar.tick(now + DAY_MS)
    assert bar.today.text().startswith("Today 0 event")


def test_an_hour_back_at_midnight_counts_on_in_the_day_before(bar: StatusBar) -> None:
    tomorrow = datetime.now().astimezone().date() + timedelta(days=1)
    late = round(datetime.combine(tomorrow, clock()).astimezone().timestamp() * 1000) - 60_000
    bar.add_earlier({Category.STAFF: 7})
    for moment, said in ((late, 7), (late + 120_000, 0), (late - 3_480_000, 7), (late + 240_000, 0)):
        bar.tick(moment)
        assert bar.today.text().startswith(f"Today {said} event")


def test_large_numbers_are_grouped(bar: StatusBar) -> None:
    now = now_ms()
    bar.count(come(*[event(Category.STRANGER, received_ms=now)] * 1284))
    assert bar.today.text().startswith("Today 1,284 event")


def test_the_clock_shows_the_time_it_is_told(bar: StatusBar) -> None:
    moment = now_ms()
    bar.tick(moment + 1_000)
    assert bar.clock.text() == words.time(moment + 1_000)


def test_notices_stay_until_they_are_taken_away(bar: StatusBar) -> None:
    bar.set_notice("clock", "Warehouse clock 4 s behind")
    bar.set_notice("left out", "2 events not shown")
    bar.set_notice("left out", "3 events not shown")
    assert bar.notice.text() == "Warehouse clock 4 s behind   3 events not shown"
    bar.set_notice("clock", "")
    bar.set_notice("never", "")
    assert bar.notice.text() == "3 events not shown"


def test_a_notice_too_long_to_fit_is_whole_in_its_tooltip_and_to_the_letter(bar: StatusBar) -> None:
    bar.set_notice("x", HOSTILE + " and so on" * 20)
    assert bar.notice.text().startswith(HOSTILE_SHOWN)
    assert "&lt;img" in bar.notice.toolTip()
    assert bar.clock.geometry().right() <= bar.width()


def test_how_much_is_kept_gives_way_to_the_time_and_to_a_notice(qtbot: QtBot) -> None:
    usual_look()
    window = QWidget()  # of its own size, whatever the bar needs
    qtbot.addWidget(window)
    window.resize(1300, 100)
    bar = StatusBar(window)
    window.show()
    bar.set_stock(Stock(events=214_930, bytes=9_800_000_000, oldest_ms=0), 90)
    bar.show()
    for width, notice, shown in (
        (1200, "", True),
        (520, "", False),
        (1200, "", True),
        (760, "", True),
        (760, "North gate: clock 4 s behind", False),
    ):
        bar.set_notice("clock", notice)
        bar.resize(width, bar.sizeHint().height())
        QApplication.processEvents()
        assert bar.stock.isVisible() is shown, width
        assert bar.clock.width() >= bar.clock.sizeHint().width()
        assert bar.clock.geometry().right() < width
        assert not bar.stock.isVisible() or bar.stock.geometry().right() < bar.clock.x()
        assert not notice or bar.notice.width() >= 12 * bar.fontMetrics().height() - 1
