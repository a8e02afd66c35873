from happenings import usual_look
from pytestqt.qtbot import QtBot

from facemon.history.keeping import FULL, READ_ONLY, Keeping, Removed, Salvage
from facemon.history.query import Stock
from facemon.ui.keeping_banner import KeepingBanner
from facemon.ui.status_bar import StatusBar

NOW = 1_795_437_127_000


def said(qtbot: QtBot, keeping: Keeping) -> str:
    banner = KeepingBanner()
    qtbot.addWidget(banner)
    banner.show_keeping(keeping, NOW)
    return "" if banner.isHidden() else banner.label.text()


def test_nothing_is_said_while_events_are_kept(qtbot: QtBot) -> None:
    usual_look()
    assert said(qtbot, Keeping(keeping=True)) == ""


def test_a_full_disk_is_told_with_since_when_and_what_waits(qtbot: QtBot) -> None:
    usual_look()
    text = said(qtbot, Keeping(keeping=False, since_ms=NOW, problem=FULL, held=1_200, given_up=1))
    assert text.startswith("Events are not being kept since ")
    assert "The disk is full." in text
    assert "1,200 event(s) are held in memory" in text
    assert "1 event(s) had no room there" in text


def test_a_problem_names_its_file(qtbot: QtBot) -> None:
    usual_look()
    text = said(qtbot, Keeping(keeping=False, problem=READ_ONLY, fields={"file": "history.sqlite3"}))
    assert text.startswith("Events are not being kept. history.sqlite3 cannot be written to.")


def test_the_status_bar_says_how_much_is_kept(qtbot: QtBot) -> None:
    usual_look()
    bar = StatusBar()
    qtbot.addWidget(bar)
    bar.set_stock(Stock(events=214_930, bytes=9_800_000_000, oldest_ms=NOW), 90)
    assert bar.stock.text() == "Stored: 214,930 event(s) · 9.8 GB · 90 day(s) kept"
    bar.set_stock(None, 90)
    assert bar.stock.text() == ""


def test_a_damaged_history_is_told_of_until_somebody_has_read_it(qtbot: QtBot) -> None:
    usual_look()
    banner = KeepingBanner()
    qtbot.addWidget(banner)
    banner.show_keeping(Keeping(keeping=True, salvage=Salvage("history.damaged", events=1_200)), NOW)
    assert "1,200" in banner.label.text()
    assert banner.button.isHidden()
    done = Keeping(keeping=True, salvage=Salvage("history.damaged", events=5_000, lost=3, done=True))
    banner.show_keeping(done, NOW)
    assert "not readable: 3" in banner.label.text()
    banner.button.click()
    banner.show_keeping(done, NOW)
    assert banner.isHidden()


def test_a_history_that_was_taken_away_is_told_of_until_somebody_has_read_it(qtbot: QtBot) -> None:
    usual_look()
    banner = KeepingBanner()
    qtbot.addWidget(banner)
    damaged = Salvage("history.damaged", events=5_000, lost=3, done=True)
    keeping = Keeping(keeping=True, removed=Removed("history.sqlite3", 12_000), salvage=damaged)
    banner.show_keeping(keeping, NOW)
    assert banner.label.text().startswith("12,000 event(s) that were kept are no longer in history.sqlite3")
    banner.button.click()
    assert "not readable: 3" in banner.label.text()  # told of next, not instead
    banner.button.click()
    banner.show_keeping(keeping, NOW)
    assert banner.isHidden()
    banner.show_keeping(Keeping(keeping=True, removed=Removed("history.sqlite3", 7)), NOW)
    assert banner.label.text().startswith("7 event(s)")
