import os
import subprocess
import sys
import threading
from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from facemon.ui.background import Background

WAIT = 30.0  # seconds at most


@pytest.fixture
def background(qtbot: QtBot) -> Iterator[Background]:
    background = Background()
    yield background
    background.close()


def test_what_comes_of_the_work_is_told_in_the_thread_that_asked(qtbot: QtBot, background: Background) -> None:
    told: list[tuple[object, threading.Thread]] = []
    background.run(threading.current_thread, lambda worker: told.append((worker, threading.current_thread())))
    background.run(lambda: 1 // 0, failed=lambda error: told.append((type(error), threading.current_thread())))
    qtbot.waitUntil(lambda: len(told) == 2)
    here = threading.current_thread()
    assert told[0][0] is not here
    assert [told[0][1], told[1]] == [here, (ZeroDivisionError, here)]


def test_a_fault_that_nobody_asked_for_is_in_the_log_and_the_next_work_is_done(
    qtbot: QtBot, background: Background, caplog: pytest.LogCaptureFixture
) -> None:
    told: list[int] = []
    background.run(lambda: 1 // 0)
    background.run(lambda: 1, told.append)
    qtbot.waitUntil(lambda: told == [1])
    assert "ZeroDivisionError" in caplog.text


def test_closing_finishes_what_is_queued_and_calls_nothing_back(qtbot: QtBot, background: Background) -> None:
    go, done, told = threading.Event(), [], []  # type: ignore[var-annotated]  # of numbers, both
    background.run(lambda: go.wait(WAIT))
    for number in range(10):
        background.run(lambda number=number: done.append(number), told.append)  # type: ignore[misc]
    go.set()
    assert background.close(WAIT)
    qtbot.wait(1)
    assert (done, told) == (list(range(10)), [])


def test_work_that_hangs_is_left_alone_and_calls_nothing_back(qtbot: QtBot, background: Background) -> None:
    begun, go, ended = threading.Event(), threading.Event(), threading.Event()
    told: list[None] = []

    def hang() -> None:
        begun.set()
        go.wait(WAIT)

    background.run(hang, told.append)
    background.run(ended.set)
    assert begun.wait(WAIT)
    assert not background.close(0)
    go.set()
    assert ended.wait(WAIT)
    qtbot.wait(1)
    assert told == []


HANGS = """
import threading
from PySide6.QtCore import QCoreApplication
from facemon.ui.background import Background
app = QCoreApplication([])
background = Background()
background.run(threading.Event().wait)
print(background.close(0.1))
"""


def test_work_that_hangs_does_not_keep_the_program_from_ending() -> None:
    done = subprocess.run(
        [sys.executable, "-c", HANGS], env=os.environ, capture_output=True, text=True, timeout=WAIT, check=False
    )
    assert (done.returncode, done.stdout) == (0, "False\n")
