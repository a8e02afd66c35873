import logging
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from happenings import usual_look
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from facemon import fault
from facemon import log as log_file
from facemon.device.status import Failure, State, Status
from facemon.ui.itself import hooks
from facemon.ui.itself.fault_banner import FaultBanner

WAIT_MS = 20_000
STATUSES = {
    "gate": Status(device_id="gate", state=State.LIVE),
    "back": Status(device_id="back", state=State.WAITING, failure=Failure.TIMED_OUT),
}


class Doors(QObject):
    opened = Signal()

    def fail(self) -> None:
        raise ValueError("'Zhang San'")


@pytest.fixture
def log_path(tmp_path: Path) -> Iterator[Path]:
    """Faults go into a log and into the book, as in the program."""
    level = logging.getLogger("facemon").level
    fault.book.clear()
    log_file.set_up(tmp_path / "facemon.log")
    yield tmp_path / "facemon.log"
    log_file.close()
    logging.getLogger("facemon").setLevel(level)
    fault.book.clear()


@pytest.fixture
def banner(qtbot: QtBot, log_path: Path) -> Iterator[FaultBanner]:
    usual_look()
    banner = FaultBanner(fault.book, lambda: STATUSES)
    qtbot.addWidget(banner)
    yield banner
    banner.end()


def written(path: Path) -> str:
    assert log_file.flush(30)
    return path.read_text(encoding="utf-8")


def test_what_fails_in_a_slot_is_logged_and_said_and_the_program_goes_on(
    qtbot: QtBot, banner: FaultBanner, log_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "excepthook", hooks.unhandled)
    doors = Doors()
    doors.opened.connect(doors.fail)
    doors.opened.emit()
    qtbot.waitUntil(lambda: not banner.isHidden(), timeout=WAIT_MS)
    assert "1 time" in banner.label.text()
    log = written(log_path)
    assert "Traceback" in log
    assert "facemon " in log
    assert "devices: gate live; back waiting (timed out)" in log
    assert "Zhang San" not in log.replace("raise ValueError(\"'Zhang San'\")", "")


class Painted(QWidget):
    """Fails in the midst of its first painting."""

    def __init__(self) -> None:
        super().__init__()
        self.painted: list[bool] = []

    def paintEvent(self, _: QPaintEvent) -> None:
        painter = QPainter(self)
        self.painted.append(painter.isActive())
        if len(self.painted) == 1:
            raise ValueError("a picture")


def test_what_fails_in_painting_lets_go_of_the_painter(
    qtbot: QtBot, banner: FaultBanner, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "excepthook", hooks.unhandled)
    widget = Painted()
    qtbot.addWidget(widget)
    widget.show()
    qtbot.waitUntil(lambda: not banner.isHidden(), timeout=WAIT_MS)
    widget.resize(400, 300)
    qtbot.waitUntil(lambda: len(widget.painted) > 1, timeout=WAIT_MS)
    assert all(widget.painted)


def test_what_ends_a_thread_is_logged_and_said(
    qtbot: QtBot, banner: FaultBanner, log_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(threading, "excepthook", hooks.unhandled_in_thread)
    thread = threading.Thread(target=Doors().fail, name="doors")
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: not banner.isHidden(), timeout=WAIT_MS)
    assert "unhandled error in thread doors" in written(log_path)


def test_repeats_are_counted_not_stacked(qtbot: QtBot, banner: FaultBanner, log_path: Path) -> None:
    for _ in range(250):
        try:
            Doors().fail()
        except ValueError:
            logging.getLogger("facemon.doors").exception("a fault in facemon itself")
    qtbot.waitUntil(lambda: "250 time" in banner.label.text(), timeout=WAIT_MS)
    log = written(log_path)
    assert log.count("Traceback") == 1
    assert "again, 10 times so far" in log
    assert "again, 100 times so far" in log
    assert len(log.splitlines()) == 4  # with the one about the devices


def test_details_are_copied_without_anybody_s_data_and_it_can_be_closed(qtbot: QtBot, banner: FaultBanner) -> None:
    for _ in range(2):
        try:
            int("Zhang San")
        except ValueError:
            logging.getLogger("facemon.doors").exception("a fault in facemon itself")
    qtbot.waitUntil(lambda: not banner.isHidden(), timeout=WAIT_MS)
    banner.button.click()
    copied = QApplication.clipboard().text()
    assert copied.startswith("facemon ")
    assert "Devices: gate live; back waiting (timed out)" in copied
    assert "2 times, the first at" in copied
    assert "base 10: '…'" in copied
    banner.other.click()
    assert banner.isHidden()
    assert fault.book.faults() == []


def test_what_fails_while_it_is_drawn_does_not_have_the_banner_drawn_over_and_over(
    qtbot: QtBot, banner: FaultBanner
) -> None:
    said: list[str] = []
    banner.label.setText = said.append  # type: ignore[method-assign]  # counts what is shown
    for number in range(5):
        try:
            Doors().fail()
        except ValueError:
            logging.getLogger("facemon.doors").exception("a fault in facemon itself")
        qtbot.waitUntil(lambda: not banner._waiting, timeout=WAIT_MS)
        assert len(said) == 1, number
