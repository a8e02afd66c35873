from pathlib import Path

from happenings import usual_look
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from facemon.running import How, LastEnd
from facemon.ui import words
from facemon.ui.background import Background
from facemon.ui.itself.last_end_banner import LastEndBanner
from facemon.ui.itself.log_window import LogWindow

CRASH = LastEnd(How.CRASHED, 1_000, 1_700_000_000_000, "0.1.0", 'Fatal Python error\n  File "a.py", line 1 in b')


def test_nothing_is_said_of_a_run_that_ended_as_it_should(qtbot: QtBot) -> None:
    usual_look()
    banner = LastEndBanner(None, lambda: None)
    qtbot.addWidget(banner)
    assert banner.isHidden()


def test_it_says_how_and_when_the_run_ended_and_what_was_missed(qtbot: QtBot) -> None:
    usual_look()
    banner = LastEndBanner(CRASH, lambda: None)
    qtbot.addWidget(banner)
    said = banner.label.text()
    assert "crashed" in said
    assert words.date_time(CRASH.ended_ms) in said
    assert "Nobody watched" in said


def test_a_power_cut_is_not_called_a_crash(qtbot: QtBot) -> None:
    usual_look()
    banner = LastEndBanner(LastEnd(How.SWITCHED_OFF, 1_000, 2_000, "0.1.0"), lambda: None)
    qtbot.addWidget(banner)
    assert "crashed" not in banner.label.text()
    assert "did not end properly: the computer was switched off" in banner.label.text()


def test_its_details_are_copied_its_log_is_shown_and_it_can_be_closed(qtbot: QtBot) -> None:
    usual_look()
    shown: list[bool] = []
    banner = LastEndBanner(CRASH, lambda: shown.append(True))
    qtbot.addWidget(banner)
    banner.button.click()
    assert shown
    banner.other.click()
    assert 'File "a.py", line 1 in b' in QApplication.clipboard().text()
    banner.last.click()
    assert banner.isHidden()


def test_the_log_s_window_shows_its_end(qtbot: QtBot, tmp_path: Path) -> None:
    usual_look()
    path = tmp_path / "facemon.log"
    path.write_text("".join(f"line {number} {'x' * 50}\n" for number in range(10_000)))
    background = Background()
    window = LogWindow(path, background)
    qtbot.addWidget(window)
    qtbot.waitUntil(lambda: "line 9999 " in window.text.toPlainText(), timeout=20_000)
    assert "line 0 " not in window.text.toPlainText()
    assert window.text.toPlainText().startswith("line ")
    window.copy_button.click()
    assert "line 9999 " in QApplication.clipboard().text()
    background.close()
