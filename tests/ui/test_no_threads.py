"""The system gives no thread, as where memory or the number of processes is at its end: later, all goes on."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from facemon.awake import Awake
from facemon.door import DoorOrder, DoorOutcome
from facemon.history.database import open_for_writing
from facemon.history.query import Query
from facemon.jpeg import Problem
from facemon.monitor.door import Doors
from facemon.notification import Notice, Notifications
from facemon.picture import Picture
from facemon.system_keyring import Task, Worker
from facemon.ui.background import Background
from facemon.ui.feed.decoding import DecodingPool
from facemon.ui.history.asking import Asking

WAIT_MS = 20_000
WAIT_S = 20.0
END_S = 5.0
NO_COMPUTER_S = 2**46  # bytes of a stack


@contextlib.contextmanager
def no_thread_left() -> Iterator[None]:
    """Let the system refuse every thread, since there is no room for its stack."""
    try:
        former = threading.stack_size(NO_COMPUTER_S)
    except ValueError:
        pytest.skip("a stack has no such size here")
    try:
        with pytest.raises(RuntimeError):
            threading.Thread(target=int).start()
        yield
    finally:
        threading.stack_size(former)


def wait_for(qtbot: QtBot, meant: Callable[[], object]) -> None:
    qtbot.waitUntil(lambda: bool(meant()), timeout=WAIT_MS)


def test_background_work_is_told_as_failed_and_done_when_it_is_wanted_again(qtbot: QtBot) -> None:
    background = Background()
    failed: list[Exception] = []
    done: list[int] = []
    with no_thread_left():
        background.run(lambda: 1, done.append, failed.append)
        wait_for(qtbot, lambda: failed)
        assert background.close(0)
    background = Background()
    with no_thread_left():
        background.run(lambda: 1, done.append)
    background.run(lambda: 2, done.append)
    wait_for(qtbot, lambda: done == [2])
    assert background.close(END_S)


def test_the_next_question_to_the_history_is_answered(qtbot: QtBot, tmp_path: Path) -> None:
    open_for_writing(tmp_path / "history.sqlite3").close()
    asking = Asking(tmp_path / "history.sqlite3")
    answers: list[object] = []
    with no_thread_left(), pytest.raises(RuntimeError):  # told as a fault
        asking.ask("a", lambda reader: len(reader.page(Query(), limit=1)), answers.append, answers.append)
    asking.ask("b", lambda reader: len(reader.page(Query(), limit=1)), answers.append, answers.append)
    wait_for(qtbot, lambda: answers == [0, 0])
    assert asking.close(END_S)


def test_faces_are_decoded_when_they_are_wanted_next() -> None:
    woken = threading.Semaphore(0)
    pool = DecodingPool(woken.release, lambda *_: Picture(problem=Problem.EMPTY), threads=2)
    with no_thread_left():
        pool.want({1: b"1"}, (10, 10))
    pool.want({1: b"1"}, (10, 10))
    assert woken.acquire(timeout=WAIT_S)
    assert [number for number, _, _ in pool.take()] == [1]
    assert pool.stop(END_S)


def test_a_notice_is_given_back_for_the_tray() -> None:
    refused: list[str] = []
    notifications = Notifications(lambda *_: None, lambda notice: refused.append(notice.key))
    with no_thread_left():
        notifications.show(Notice(key="first", summary="1"))
        notifications.take_back("first")
        notifications.close(END_S)
    assert refused == ["first"]


def test_the_display_is_kept_awake_when_that_is_wanted_again(qtbot: QtBot) -> None:
    awake = Awake(list)
    with no_thread_left():
        awake.want(True)
        awake.close(END_S)
    awake.want(True)
    wait_for(qtbot, lambda: awake.held == ())
    awake.close(END_S)


def test_the_keyring_is_asked_with_the_next_task() -> None:
    worker = Worker()
    first, second = Task(lambda: "1"), Task(lambda: "2")
    with no_thread_left():
        worker.begin(first)
    worker.begin(second)
    assert [worker.result(task, WAIT_S) for task in (first, second)] == ["1", "2"]


def test_a_door_stays_shut_and_that_is_on_record() -> None:
    record: list[DoorOrder] = []

    class Record:
        def door(self, order: DoorOrder) -> None:
            record.append(order)

    doors = Doors(account=lambda _: None, record=Record(), on_outcome=record.append)
    with no_thread_left():
        order = doors.open("gate", by="Li", reason="a parcel")
        assert doors.join(END_S)
    assert order.outcome is DoorOutcome.REFUSED
    assert record[-1] == order
    assert doors.open("gate", by="Li", reason="a parcel").outcome is DoorOutcome.ORDERED
    assert doors.join(END_S)
