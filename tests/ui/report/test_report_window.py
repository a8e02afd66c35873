"""The report of a shift on screen, over a real history."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from kept_shift import keep_shift, recent_shift, shifted
from PySide6.QtCore import QLocale, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot
from shift_records import BEGIN, HOUR, record, shift

from facemon.alarm import AlarmState
from facemon.limit import Limit
from facemon.report.record import ShiftRecord
from facemon.ui import theme
from facemon.ui.banner import Banner
from facemon.ui.report.charts import KindBars, OutcomeBar, TimeBars
from facemon.ui.report.page import ReportPage
from facemon.ui.report.pieces import AlarmLink, Calm, Section, Tile
from facemon.ui.report.window import ReportWindow

WAIT_MS = 20_000
Open = Callable[[ShiftRecord], ReportWindow]


@pytest.fixture(autouse=True)
def _look(qapp: QApplication) -> None:
    theme.apply(qapp, "dark", 100)
    QLocale.setDefault(QLocale("en"))


@pytest.fixture
def now_ms() -> int:
    return round(time.time() * 1000)


@pytest.fixture
def open_window(qtbot: QtBot, tmp_path: Path) -> Iterator[Open]:
    windows: list[ReportWindow] = []

    def open_(kept: ShiftRecord) -> ReportWindow:
        path = tmp_path / "history.sqlite3"
        keep_shift(path, kept)
        window = ReportWindow(path)
        windows.append(window)
        window.show()
        qtbot.waitUntil(lambda: window.page is not None, timeout=WAIT_MS)
        return window

    yield open_
    for window in windows:
        window.close_threads(Limit(WAIT_MS / 1000))
        window.close()
        window.deleteLater()


def page(window: ReportWindow) -> ReportPage:
    assert window.page is not None
    return window.page


def said(window: ReportWindow) -> list[str]:
    return [label.text() for label in page(window).findChildren(QLabel)]


def sections(window: ReportWindow) -> list[str]:
    return [section.accessibleName() for section in page(window).findChildren(Section)]


def links(window: ReportWindow) -> list[AlarmLink]:
    return page(window).findChildren(AlarmLink)


def test_this_shift_is_told_in_figures_charts_and_lists(open_window: Open, now_ms: int) -> None:
    window = open_window(recent_shift(now_ms))
    tiles = [tile.accessibleName() for tile in page(window).findChildren(Tile)]
    assert tiles == [
        "Alarms: 20", "Taken over: 1", "Median to answer: 1 min 46 s", "Longest to answer: 25 min",
        "False alarms: 10", "Floods: 1", "Still open: 2",
    ]  # fmt: skip
    assert sections(window) == [
        "Over time", "Still open", "By kind", "Outcomes", "By operator", next(
            name for name in sections(window) if name.startswith("Handover note from Wang")
        ), "Time to acknowledge", "Notes", "Floods", "Shelved",
    ]  # fmt: skip
    assert "Li: Cleaners in the lobby" in said(window)
    assert "On duty: Li" in " ".join(said(window))
    assert any(text.startswith("The lobby camera is turned away.") for text in said(window))


def test_the_charts_say_in_words_what_they_show(open_window: Open, now_ms: int) -> None:
    window = open_window(recent_shift(now_ms))
    (kinds,) = page(window).findChildren(KindBars)
    assert kinds.accessibleDescription().splitlines()[0] == "Blacklist, Critical: 3 (×6)"
    (over_time,) = page(window).findChildren(TimeBars)
    low = re.findall(r"Low (\d+)", over_time.accessibleDescription())
    assert sum(map(int, low)) == 15
    (outcomes,) = page(window).findChildren(OutcomeBar)
    assert "False 10" in outcomes.accessibleDescription()


def test_a_report_that_may_not_have_everything_says_so(open_window: Open, now_ms: int) -> None:
    window = open_window(recent_shift(now_ms))
    told = [banner.label.text() for banner in page(window).findChildren(Banner) if not banner.isHidden()]
    assert len(told) == 1
    assert "North gate was disconnected" in told[0]
    assert "nothing could be recovered" in told[0]


def test_an_empty_shift_is_calm(open_window: Open) -> None:
    window = open_window(shift())
    (calm,) = page(window).findChildren(Calm)
    assert calm.accessibleName() == "No alarms. Nothing needed attention in this time."
    assert not page(window).findChildren(Tile)


def test_what_was_only_taken_over_is_told_without_an_empty_chart(open_window: Open, now_ms: int) -> None:
    kept = shift([record(1, BEGIN - 20 * HOUR, wait_s=None, state=AlarmState.SHELVED)])
    window = open_window(shifted(kept, now_ms - HOUR - BEGIN))
    assert "Taken over: 1" in [tile.accessibleName() for tile in page(window).findChildren(Tile)]
    assert sections(window) == ["Still open"]
    assert not page(window).findChildren(TimeBars)


def test_where_nothing_was_answered_no_half_of_the_page_is_empty(open_window: Open, now_ms: int) -> None:
    window = open_window(shifted(shift([record(1, BEGIN, wait_s=None)]), now_ms - HOUR - BEGIN))
    window.resize(1280, 800)
    QApplication.processEvents()
    assert sections(window) == ["Over time", "Still open", "By kind"]
    _, still_open, kinds = page(window).findChildren(Section)
    assert kinds.mapTo(window, QPoint()).x() > still_open.mapTo(window, QPoint()).x() + still_open.width()


def test_one_alarm_is_one_of_everything(open_window: Open, now_ms: int) -> None:
    window = open_window(shifted(shift([record(1, BEGIN)]), now_ms - HOUR - BEGIN))
    assert [tile.accessibleName() for tile in page(window).findChildren(Tile)][:2] == [
        "Alarms: 1", "Median to answer: 30 s",
    ]  # fmt: skip
    assert len(links(window)) == 1


def test_another_time_is_read_when_it_is_chosen(open_window: Open, qtbot: QtBot, now_ms: int) -> None:
    window = open_window(shifted(shift([record(1, BEGIN)]), now_ms - 10 * HOUR - BEGIN))
    assert not links(window)
    before = window.shift
    window.bar.which.choose("12 hours")
    window.bar.which.chosen_changed.emit()
    qtbot.waitUntil(lambda: window.shift is not before, timeout=WAIT_MS)
    assert len(links(window)) == 1


def test_a_time_of_ones_own_is_read(open_window: Open, qtbot: QtBot) -> None:
    window = open_window(shift([record(1, BEGIN)]))
    before = window.shift
    window.bar.which.choose("custom")
    window.bar.which.chosen_changed.emit()
    for edit, ms in ((window.bar.custom.begin, BEGIN - HOUR), (window.bar.custom.end, BEGIN + HOUR)):
        edit.setDateTime(edit.dateTime().fromMSecsSinceEpoch(ms))
    qtbot.waitUntil(lambda: window.shift is not before and len(links(window)) == 1, timeout=WAIT_MS)


def test_an_alarm_leads_to_its_event(open_window: Open, qtbot: QtBot, now_ms: int) -> None:
    window = open_window(recent_shift(now_ms))
    first = links(window)[0]
    first.setFocus()
    with qtbot.waitSignal(window.chosen, timeout=WAIT_MS):
        QTest.keyClick(first, Qt.Key.Key_Space)
    assert window.record is not None
    assert window.record.alarm.numbers == (41,)
    assert first.accessibleName().endswith("Not acknowledged yet")


def test_the_keyboard_alone_reads_all_of_it(open_window: Open, now_ms: int) -> None:
    window = open_window(recent_shift(now_ms))
    window.resize(800, 480)
    QApplication.processEvents()
    bar = window.area.verticalScrollBar()
    QTest.keyClick(window, Qt.Key.Key_PageDown)
    assert bar.value() > 0
    QTest.keyClick(window, Qt.Key.Key_End)
    assert bar.value() == bar.maximum() > 0
    QTest.keyClick(window, Qt.Key.Key_Home)
    assert bar.value() == 0
    for _ in range(40):
        QTest.keyClick(window.focusWidget() or window, Qt.Key.Key_Tab)
        if window.focusWidget() is links(window)[-1]:
            break
    assert window.focusWidget() is links(window)[-1]
    assert bar.value() > 0
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert window.isHidden()


def test_without_a_history_it_says_why(qtbot: QtBot, tmp_path: Path) -> None:
    window = ReportWindow(tmp_path / "none.sqlite3")
    qtbot.addWidget(window)
    window.show()
    qtbot.waitUntil(lambda: "There is no history" in window.said.text(), timeout=WAIT_MS)
    assert not window.bar.save_button.isEnabled()
    window.close_threads(Limit(5))


def test_a_change_of_the_look_makes_the_page_anew(open_window: Open, qapp: QApplication, now_ms: int) -> None:
    window = open_window(recent_shift(now_ms))
    before = page(window)
    theme.apply(qapp, "light", 200)
    window.restyle()
    assert page(window) is not before
    assert page(window).shift == before.shift


@pytest.mark.parametrize("percent", [80, 200])
@pytest.mark.parametrize("width", [800, 1440])
def test_nothing_is_wider_than_the_window(
    open_window: Open, qapp: QApplication, qtbot: QtBot, now_ms: int, percent: int, width: int
) -> None:
    theme.apply(qapp, "dark", percent)
    window = open_window(recent_shift(now_ms))
    window.resize(width, 560)
    qtbot.waitUntil(lambda: page(window).width() <= window.area.viewport().width(), timeout=WAIT_MS)
    assert page(window).minimumSizeHint().width() <= window.area.viewport().width()
